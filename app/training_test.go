package app_test

import (
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

func (k trainingKit) topic(t testing.TB, name string, months int, gate bool) app.Topic {
	t.Helper()
	topic, err := k.Founder.SaveTopic(t.Context(), app.Topic{Name: name, Months: months, Gate: gate, Kinds: []app.PersonKind{app.PartTime}})
	ok(t, err)
	return topic
}

type trainingKit struct{ *apptest.Kit }

// A topic of the gate shuts at once for those it is for, opens with a pass, and shuts again on the day after the
// pass has run out (§5.3.2).
func TestTrainingMayBePartOfTheGate(t *testing.T) {
	k := trainingKit{apptest.New(t)}
	p := k.Person("兼职者", apptest.Kind(app.PartTime), apptest.Account(app.Auditor))
	other := k.Person("专职者")
	o := k.Office(apptest.Login(p.Number))
	topic := k.topic(t, "保密意识", 6, true)
	bound := func(number string) bool {
		t.Helper()
		s, err := k.Founder.StandingOf(t.Context(), number)
		ok(t, err)
		return s.Bound
	}
	_, err := o.Clients(t.Context(), app.ClientFilter{})
	refusedKey(t, err, app.NotAllowed, "error.untrained")
	if bound(p.Number) || !bound(other.Number) {
		t.Error("the gate shuts for those the topic is for, and nobody else")
	}
	k.Trained(k.Founder, topic, p.Number)
	if _, err := o.Clients(t.Context(), app.ClientFilter{}); err != nil {
		t.Error(err)
	}
	last := k.Today().AddMonths(6).AddDays(-1)
	day, err := time.ParseInLocation(time.DateOnly, string(last), apptest.Start.Location())
	ok(t, err)
	k.Clock.Set(day.Add(24*time.Hour - time.Second))
	if !bound(p.Number) {
		t.Errorf("not bound on %s", k.Today())
	}
	k.Clock.Advance(time.Second)
	if bound(p.Number) {
		t.Errorf("still bound on %s", k.Today())
	}
	topic.Ended = true
	_, err = k.Founder.SaveTopic(t.Context(), topic)
	ok(t, err)
	if !bound(p.Number) {
		t.Error("a topic no longer taught still shuts")
	}
}

func TestNobodyShutsThemselvesOut(t *testing.T) {
	k := trainingKit{apptest.New(t)}
	_, err := k.Founder.SaveTopic(t.Context(), app.Topic{Name: "保密意识", Gate: true})
	refusedKey(t, err, app.Conflict, "error.topic.self")
	topic, err := k.Founder.SaveTopic(t.Context(), app.Topic{Name: "保密意识"})
	ok(t, err)
	_, second := k.Staff("档案二", app.Custodian)
	_, err = second.SaveTopic(t.Context(), app.Topic{ID: topic.ID, Name: "保密意识", Gate: true})
	refusedKey(t, err, app.NotAllowed, "error.role")
	k.Trained(second, topic, apptest.FounderNumber)
	topic.Gate = true
	_, err = k.Founder.SaveTopic(t.Context(), topic)
	ok(t, err)
}

func TestResultsOfATraining(t *testing.T) {
	k := trainingKit{apptest.New(t)}
	topic := k.topic(t, "保密法规", 12, false)
	a, b, c := k.Person("甲", apptest.Kind(app.PartTime)), k.Person("乙", apptest.Kind(app.PartTime)), k.Person("丙", apptest.Kind(app.PartTime))
	plan := app.Training{TopicID: topic.ID, Material: "教材", Version: "A/2", HeldOn: k.Today().AddDays(1), Trainer: "李培训", PassMark: 60}
	session, err := k.Founder.PlanTraining(t.Context(), plan, []string{a.Number, b.Number})
	ok(t, err)
	in := []app.AttendanceInput{
		{Person: a.Number, State: app.Present, Score: "６0"},
		{Person: b.Number, State: app.Present, Score: "59"},
		{Person: c.Number, State: app.Absent, Score: "100"},
	}
	_, err = k.Founder.RecordTraining(t.Context(), session.Number, in)
	refusedKey(t, err, app.Conflict, "error.training.ahead")
	k.Clock.Advance(24 * time.Hour)
	_, err = k.Founder.RecordTraining(t.Context(), session.Number, []app.AttendanceInput{{Person: a.Number, State: app.Expected}})
	refusedKey(t, err, app.Invalid, "error.training.nobody")
	s, err := k.Founder.RecordTraining(t.Context(), session.Number, in)
	ok(t, err)
	if s.Asked != 3 || s.Present != 2 || s.Passed != 1 || s.Attendance[0].Until != k.Today().AddMonths(12).AddDays(-1) {
		t.Errorf("%+v", s)
	}
	for _, typed := range []string{"101", "-1", "优", "60.5"} {
		_, err = k.Founder.RecordTraining(t.Context(), session.Number, []app.AttendanceInput{{Person: a.Number, State: app.Present, Score: typed}})
		refusedAt(t, err, app.Invalid, "score:"+a.Number)
	}
	_, err = k.Founder.RecordTraining(t.Context(), session.Number, []app.AttendanceInput{{Person: apptest.FounderNumber, State: app.Present, Score: "99"}})
	refusedKey(t, err, app.NotAllowed, "error.training.own")
	due, err := k.Founder.TrainingsDue(t.Context(), topic.ID)
	ok(t, err)
	if len(due) != 2 || due[0].Person.Number != b.Number || due[0].State != app.DueNever {
		t.Errorf("due: %+v", due)
	}
	_, err = k.Founder.RecordTraining(t.Context(), session.Number, []app.AttendanceInput{{Person: b.Number, State: app.Present, Score: "80"}})
	ok(t, err)
	if e := lastEntry(t, k.Kit); e.Act != "training.record" || e.Object != session.Number {
		t.Errorf("the correction is not in the log: %+v", e)
	}
	cert, err := k.Founder.PrintCertificates(t.Context(), session.Number, nil)
	ok(t, err)
	if len(cert.Training.Attendance) != 2 {
		t.Errorf("certificates: %+v", cert.Training.Attendance)
	}
	_, err = k.Founder.PrintCertificates(t.Context(), session.Number, []string{c.Number})
	refusedKey(t, err, app.Conflict, "error.training.failed")
	refusedKey(t, k.Founder.CancelTraining(t.Context(), session.Number, "没有人来"), app.Conflict, "error.training.over")
}

// Others see their own result and nobody else's.
func TestOneSeesOnesOwnTraining(t *testing.T) {
	k := trainingKit{apptest.New(t)}
	topic := k.topic(t, "保密意识", 12, false)
	a, mine := k.Staff("甲", app.Auditor)
	b, theirs := k.Staff("乙", app.Auditor)
	_, stranger := k.Staff("丙", app.Sales)
	s := k.Trained(k.Founder, topic, a.Number, b.Number)
	got, err := mine.Training(t.Context(), s.Number)
	ok(t, err)
	if len(got.Attendance) != 1 || got.Attendance[0].Person.ID != a.ID || got.Passed != 0 {
		t.Errorf("%+v", got)
	}
	cert, err := theirs.PrintCertificates(t.Context(), s.Number, nil)
	ok(t, err)
	if len(cert.Training.Attendance) != 1 || cert.Training.Attendance[0].Person.ID != b.ID {
		t.Errorf("%+v", cert.Training.Attendance)
	}
	_, err = stranger.Training(t.Context(), s.Number)
	refusedKey(t, err, app.NotFound, "error.training.none")
	_, err = mine.PrintTraining(t.Context(), s.Number)
	refusedKey(t, err, app.NotAllowed, "error.role")
	if rows, err := stranger.Trainings(t.Context(), app.TrainingFilter{}); err != nil || len(rows) != 0 {
		t.Errorf("%+v %v", rows, err)
	}
}
