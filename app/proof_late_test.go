package app_test

import (
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// A commitment that was recorded after the day is shown as such: on that day nobody knew of it. What somebody held
// who is bound by such ones alone is named.
func TestProofTellsWhatWasRecordedLater(t *testing.T) {
	t.Parallel()
	k := apptest.New(t)
	_, codes := k.Records("深圳市精工电子有限公司", 1)
	p, office := k.Staff("李㛃", app.Auditor)
	client, err := k.Founder.Clients(t.Context(), app.ClientFilter{})
	ok(t, err)
	k.Assign(client[0].Code, p.Number, 300)
	k.Lent(office, codes[0]) // and keeps it beyond the year
	k.Clock.Advance(370 * 24 * time.Hour)
	k.Bind(apptest.FounderNumber)
	day := k.Today()
	r, one := onDay(t, k.Founder, day, p.Number)
	if one.Standing.Bound || r.Breaches() != 1 {
		t.Errorf("run out: %+v, %+v", one, r.Findings)
	}
	k.Clock.Advance(5 * 24 * time.Hour)
	for _, key := range app.Required { // signed on paper that day, as somebody says today
		_, err := k.Founder.RecordPaper(t.Context(), app.PaperInput{
			PersonNumber: p.Number, Key: key, SignedOn: day, Password: apptest.FounderPassword,
		})
		ok(t, err)
	}
	r, one = onDay(t, k.Founder, day, p.Number)
	if !one.Standing.Bound || !one.Late || len(one.Signed) != 2 || one.Signed[0].RecordedOn != day.AddDays(5) {
		t.Errorf("recorded later: %+v", one)
	}
	if len(r.Findings) != 1 || !r.Findings[0].Late || r.Findings[0].Kind != app.FindPaper || r.Breaches() != 0 {
		t.Errorf("findings %+v", r.Findings)
	}
	r, one = onDay(t, k.Founder, day.AddDays(5), p.Number) // known by then
	if !one.Standing.Bound || one.Late || len(r.Findings) != 0 {
		t.Errorf("on the day it was recorded: %+v, %+v", one, r.Findings)
	}
}

// So is a training whose result was entered after the day; a later correction of the points leaves its day.
func TestProofTellsWhatTrainingWasEnteredLater(t *testing.T) {
	t.Parallel()
	k := apptest.New(t)
	client, codes := k.Records("深圳市精工电子有限公司", 1)
	p, office := k.Staff("李㛃", app.Auditor)
	k.Assign(client.Code, p.Number, 300)
	k.Lent(office, codes[0])
	topic, err := k.Founder.SaveTopic(t.Context(), app.Topic{Name: "保密意识", Months: 12, Gate: true, Roles: []app.Role{app.Auditor}})
	ok(t, err)
	k.Clock.Advance(3 * 24 * time.Hour)
	day := k.Today()
	training, err := k.Founder.PlanTraining(t.Context(), app.Training{
		TopicID: topic.ID, Material: "教材", Version: "A/1", HeldOn: day, Trainer: "李培训", PassMark: 60,
	}, []string{p.Number})
	ok(t, err)
	enter := func(score string) {
		t.Helper()
		k.Clock.Advance(5 * 24 * time.Hour)
		_, err := k.Founder.RecordTraining(t.Context(), training.Number, []app.AttendanceInput{{Person: p.Number, State: app.Present, Score: score}})
		ok(t, err)
	}
	late := func(on app.Date, bound, want bool) {
		t.Helper()
		r, one := onDay(t, k.Founder, on, p.Number)
		if one.Standing.Bound != bound || one.Late != want || r.Later() > 0 != want {
			t.Errorf("on %s: %+v, findings %+v", on, one, r.Findings)
		}
	}
	late(day, false, false)
	enter("80")
	late(day, true, true)
	late(day.AddDays(5), true, false)
	enter("85")
	late(day.AddDays(5), true, false)
	if r, err := k.Founder.Proof(t.Context(), day, []string{p.Number, p.Number}); err != nil || len(r.People) != 1 {
		t.Errorf("one person asked for twice: %d, %v", len(r.People), err)
	}
}
