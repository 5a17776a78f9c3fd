package app_test

import (
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// tasksOf counts the actor's tasks by kind.
func tasksOf(t *testing.T, o *app.Office) map[app.TaskKind]app.Task {
	t.Helper()
	today, err := o.Today(t.Context())
	ok(t, err)
	out := map[app.TaskKind]app.Task{}
	for _, task := range today.Tasks {
		out[task.Kind] = task
	}
	return out
}

// Today tells a person what to learn, a custodian in one line who is due, which results wait and which bodies lack a
// contract; each line goes once it is done.
func TestTodayTellsOfTrainingsAndContracts(t *testing.T) {
	k := trainingKit{apptest.New(t)}
	body := k.Body("甲检测有限公司")
	p := k.Person("兼职者", apptest.Kind(app.PartTime), apptest.Account(app.Auditor))
	k.Person("外协员", apptest.Of(body))
	o := k.Office(apptest.Login(p.Number))
	if got := tasksOf(t, k.Founder); got[app.TaskContract].Copies != 1 || got[app.TaskContract].Body != body.Number {
		t.Errorf("bodies without a contract: %+v", got[app.TaskContract])
	}
	k.Contracted(body, "HT-1", 365)
	topic := k.topic(t, "保密意识", 2, true)
	mine, theirs := tasksOf(t, o), tasksOf(t, k.Founder)
	if _, told := mine[app.TaskLearn]; !told || theirs[app.TaskTeach].Copies != 1 {
		t.Errorf("due and not asked: %+v, %+v", mine, theirs)
	}
	if _, told := theirs[app.TaskContract]; told {
		t.Error("a body with a contract is told of")
	}
	plan := app.Training{TopicID: topic.ID, Material: "教材", Version: "A/1", HeldOn: k.Today().AddDays(1), Trainer: "李培训"}
	s, err := k.Founder.PlanTraining(t.Context(), plan, []string{p.Number})
	ok(t, err)
	mine, theirs = tasksOf(t, o), tasksOf(t, k.Founder)
	if mine[app.TaskLearn].Training != s.Number || mine[app.TaskLearn].Due != plan.HeldOn {
		t.Errorf("asked: %+v", mine[app.TaskLearn])
	}
	if _, told := theirs[app.TaskTeach]; told {
		t.Error("who is asked is still told of as due")
	}
	k.Clock.Advance(24 * time.Hour)
	if got := tasksOf(t, k.Founder)[app.TaskRecord]; got.Training != s.Number || got.Copies != 1 {
		t.Errorf("results that wait: %+v", got)
	}
	_, err = k.Founder.RecordTraining(t.Context(), s.Number, []app.AttendanceInput{{Person: p.Number, State: app.Present}})
	ok(t, err)
	mine, theirs = tasksOf(t, o), tasksOf(t, k.Founder)
	if len(mine) != 0 {
		t.Errorf("after the pass: %+v", mine)
	}
	if _, told := theirs[app.TaskRecord]; told {
		t.Error("results that are entered still wait")
	}
	k.Clock.Advance(40 * 24 * time.Hour)
	if got := tasksOf(t, o); got[app.TaskTrain].Due == "" || got[app.TaskLearn].Title != "" {
		t.Errorf("a pass that ends soon keeps nothing shut yet: %+v", got)
	}
}
