package store

import (
	"slices"
	"strconv"
	"strings"

	"custody/app"
)

const templateColumns = `id, key, number, version, body, sha256, in_force, state, COALESCE(author_id, 0), writers,
	COALESCE(approver_id, 0), approved_on, changed_at, submitted_at, note, ended_on, valid_months, gate, kinds, roles`

// Template returns one version of a text.
func (t *txn) Template(id int64) (app.Template, error) {
	return one(t, scanTemplate, `SELECT `+templateColumns+` FROM templates WHERE id = $1`, id)
}

// TemplateInForce returns the version in force on a day. No draft is ever in force.
func (t *txn) TemplateInForce(key app.TemplateKey, on app.Date) (app.Template, error) {
	v, err := one(t, scanTemplate, `SELECT `+templateColumns+` FROM templates
		WHERE key = $1 AND state = 'approved' AND in_force <= $2 ORDER BY in_force DESC, id DESC LIMIT 1`, string(key), string(on))
	if err == nil && v.EndedOn != "" && v.EndedOn <= on {
		return app.Template{}, app.Errf(app.NotFound, "error.notfound")
	}
	return v, err
}

// Templates lists every version of every text: by key, the newest first.
func (t *txn) Templates() ([]app.Template, error) {
	return many(t, scanTemplate, `SELECT `+templateColumns+` FROM templates ORDER BY key, in_force = '' DESC, in_force DESC, id DESC`)
}

// TextVersions lists the approved versions, by key, from the first to come into force to the last.
func (t *txn) TextVersions() ([]app.TextVersion, error) {
	if !t.asked.read.texts {
		texts, err := t.textVersions()
		if err != nil {
			return nil, err
		}
		t.asked.texts, t.asked.read.texts = texts, true
	}
	return slices.Clone(t.asked.texts), nil
}

func (t *txn) textVersions() ([]app.TextVersion, error) {
	return many(t, func(s scanner) (app.TextVersion, error) {
		var v app.TextVersion
		var kinds, roles string
		err := s.Scan(&v.ID, &v.Key, &v.Number, &v.Version, &v.Title, &v.ApprovedOn, &v.InForce, &v.Months, &v.EndedOn, &v.Gate, &kinds, &roles)
		v.Kinds, v.Roles = splitKinds(kinds), splitRoles(roles)
		return v, err
	}, `SELECT id, key, number, version, title, approved_on, in_force, valid_months, ended_on, gate, kinds, roles FROM templates
		WHERE state = 'approved' ORDER BY key, in_force, id`)
}

// AddTemplate adds a version of a text.
func (t *txn) AddTemplate(v app.Template) (app.Template, error) {
	if v.State == "" {
		v.State = app.TextApproved
	}
	id, err := t.insert(`INSERT INTO templates (key, number, version, body, sha256, in_force, state) VALUES ($1, $2, $3, $4, $5, $6, 'draft') RETURNING id`,
		string(v.Key), v.Number, v.Version, v.Body, v.SHA256, string(v.InForce))
	if err != nil {
		return v, err
	}
	v.ID = id
	return v, t.SaveTemplate(v)
}

// SaveTemplate changes a version of a text.
func (t *txn) SaveTemplate(v app.Template) error {
	t.asked = asked{}
	return t.exec(`UPDATE templates SET number = $1, version = $2, body = $3, sha256 = $4, in_force = $5, state = $6, author_id = $7, writers = $8,
		approver_id = $9, approved_on = $10, changed_at = $11, note = $12, ended_on = $13, gate = $14, kinds = $15, roles = $16, title = $17, valid_months = $18,
		submitted_at = $19 WHERE id = $20`,
		v.Number, v.Version, v.Body, v.SHA256, string(v.InForce), string(v.State), nullID(v.AuthorID), joinIDs(v.Writers),
		nullID(v.ApproverID), string(v.ApprovedOn), stamp(v.ChangedAt), v.Note, string(v.EndedOn),
		v.Audience.Gate, joinKinds(v.Audience.Kinds), joinRoles(v.Audience.Roles), v.Title(), v.Months, stamp(v.SubmittedAt), v.ID)
}

// DropTemplate removes a draft.
func (t *txn) DropTemplate(id int64) error {
	t.asked = asked{}
	return t.exec(`DELETE FROM templates WHERE id = $1 AND state = 'draft'`, id)
}

func scanTemplate(s scanner) (app.Template, error) {
	var v app.Template
	var writers, changed, submitted, kinds, roles string
	err := s.Scan(&v.ID, &v.Key, &v.Number, &v.Version, &v.Body, &v.SHA256, &v.InForce, &v.State, &v.AuthorID, &writers,
		&v.ApproverID, &v.ApprovedOn, &changed, &submitted, &v.Note, &v.EndedOn, &v.Months, &v.Audience.Gate, &kinds, &roles)
	v.Writers, v.ChangedAt, v.SubmittedAt = splitIDs(writers), unstamp(changed), unstamp(submitted)
	v.Audience.Kinds, v.Audience.Roles = splitKinds(kinds), splitRoles(roles)
	return v, err
}

// splitIDs reads the stored form of ids: their figures with commas.
func splitIDs(s string) []int64 {
	var out []int64
	for part := range strings.SplitSeq(s, ",") {
		if id, err := strconv.ParseInt(part, 10, 64); err == nil {
			out = append(out, id)
		}
	}
	return out
}

func joinIDs(ids []int64) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(parts, ",")
}

// splitKinds reads the stored form of kinds of people: their names with commas.
func splitKinds(s string) []app.PersonKind {
	var out []app.PersonKind
	for part := range strings.SplitSeq(s, ",") {
		if part != "" {
			out = append(out, app.PersonKind(part))
		}
	}
	return out
}

func joinKinds(kinds []app.PersonKind) string {
	parts := make([]string, len(kinds))
	for i, k := range kinds {
		parts[i] = string(k)
	}
	return strings.Join(parts, ",")
}
