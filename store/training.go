package store

import (
	"strings"

	"custody/app"
)

const topicColumns = `id, name, months, gate, kinds, roles, ended`

func scanTopic(s scanner) (app.Topic, error) {
	var v app.Topic
	var kinds, roles string
	err := s.Scan(&v.ID, &v.Name, &v.Months, &v.Gate, &kinds, &roles, &v.Ended)
	v.Roles = splitRoles(roles)
	for kind := range strings.SplitSeq(kinds, ",") {
		if kind != "" {
			v.Kinds = append(v.Kinds, app.PersonKind(kind))
		}
	}
	return v, err
}
