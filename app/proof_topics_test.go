package app_test

import (
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// The proof of a past day asks for the trainings that the gate asked for on that day: one that came later makes no
// finding of the days before, and one that went later hides none.
func TestProofAsksForTheTrainingsOfTheDay(t *testing.T) {
	t.Parallel()
	k := apptest.New(t)
	client, codes := k.Records("深圳市精工电子有限公司", 1)
	p, office := k.Staff("李㛃", app.Auditor)
	k.Assign(client.Code, p.Number, 300)
	k.Lent(office, codes[0])
	free := k.Today()
	day := func() { k.Clock.Advance(24 * time.Hour) }
	save := func(topic app.Topic) app.Topic {
		t.Helper()
		topic, err := k.Founder.SaveTopic(t.Context(), topic)
		ok(t, err)
		return topic
	}
	day()
	topic := save(app.Topic{Name: "保密意识", Months: 12, Kinds: []app.PersonKind{p.Kind}, Roles: []app.Role{app.Auditor}})
	day()
	topic.Gate = true
	topic = save(topic)
	made := k.Today()
	day()
	shut := k.Today()
	day()
	topic.Gate = false
	topic = save(topic)
	opened := k.Today()
	day()
	for at, found := range map[app.Date]bool{free: false, free.AddDays(1): false, made: false, shut: true, opened: false, k.Today(): false} {
		r, one := onDay(t, k.Founder, at, p.Number)
		if one.Standing.Bound == found || slices.Contains(one.Standing.Untrained, topic.Name) != found || (r.Breaches() > 0) != found {
			t.Errorf("on %s: %+v, findings %+v, want %v", at, one.Standing, r.Findings, found)
		}
	}
}
