package app_test

import (
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// stageNow is the stage in which a custodian sees somebody to be reminded, "" for nobody.
func stageNow(t *testing.T, k *apptest.Kit) app.Stage {
	t.Helper()
	rows, err := k.Founder.Reminders(t.Context())
	ok(t, err)
	d := today(t, k)
	var stages app.StageCounts
	var task int
	for _, x := range d.Tasks {
		if x.Kind == app.TaskRemind {
			stages, task = x.Stages, x.Copies
		}
	}
	if sum := stages.Month + stages.Week + stages.Day + stages.Late; sum != task {
		t.Errorf("stages %+v add up to %d, want %d", stages, sum, task)
	}
	if (len(rows) > 0) != (task > 0) {
		t.Errorf("%d rows, %d on Today", len(rows), task)
	}
	if len(rows) == 0 {
		return ""
	}
	return rows[0].Stage
}

// Day by day around the end of a commitment: four reminders, on the days of the issue, each quiet once
// noted, and all once signed.
func TestRemindersByStage(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("快到期", apptest.Unsigned())
	end := k.Today().AddDays(40)
	k.Signed(p.Number, app.NDA, k.Today().AddDays(-300), end)
	want := map[int]app.Stage{-30: app.StageMonth, -7: app.StageWeek, 0: app.StageDay, 7: app.StageLate}
	for day := -40; day <= 12; day++ {
		got := stageNow(t, k)
		if got != want[day] {
			t.Errorf("day %d: stage %q, want %q", day, got, want[day])
		}
		if got != "" {
			told, err := k.Founder.RemindDue(t.Context())
			ok(t, err)
			if len(told.Rows) != 1 || told.Rows[0].Day != end {
				t.Errorf("day %d: told %+v", day, told.Rows)
			}
			_, err = k.Founder.RemindDue(t.Context())
			refusedKey(t, err, app.Conflict, "error.reminder.none")
		}
		k.Clock.Advance(24 * time.Hour)
	}
	signsOnPaper(t, k, p.Number, app.NDA)
	k.Clock.Advance(24 * time.Hour)
	if got := stageNow(t, k); got != "" {
		t.Errorf("signed, and still %q", got)
	}
	chainHolds(t, k)
}

// Without a reminder noted, a stage lasts until the next.
func TestStagesLast(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("快到期", apptest.Unsigned())
	k.Signed(p.Number, app.NDA, k.Today().AddDays(-300), k.Today().AddDays(31))
	want := func(day int) app.Stage {
		switch {
		case day < -30:
			return ""
		case day < -7:
			return app.StageMonth
		case day < 0:
			return app.StageWeek
		case day < 7:
			return app.StageDay
		}
		return app.StageLate
	}
	for day := -31; day <= 20; day++ {
		if got := stageNow(t, k); got != want(day) {
			t.Errorf("day %d: stage %q, want %q", day, got, want(day))
		}
		k.Clock.Advance(24 * time.Hour)
	}
}

// A campaign reminds around its own day, of those who never signed too; who left is not reminded.
func TestRemindersOfACampaign(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("新来的", apptest.Unsigned())
	if got := stageNow(t, k); got != "" {
		t.Errorf("before the campaign: %q", got)
	}
	in := asking(k, app.NDA)
	in.Due = k.Today().AddDays(3)
	_, err := k.Founder.StartCampaign(t.Context(), in)
	ok(t, err)
	if got := stageNow(t, k); got != app.StageWeek {
		t.Errorf("three days before: %q", got)
	}
	_, err = k.Founder.RemindDue(t.Context())
	ok(t, err)
	k.Clock.Advance(3 * 24 * time.Hour)
	if got := stageNow(t, k); got != app.StageDay {
		t.Errorf("on the day: %q", got)
	}
	p.LeftOn = k.Today()
	_, err = k.Founder.SavePerson(t.Context(), p)
	ok(t, err)
	if got := stageNow(t, k); got != "" {
		t.Errorf("left, and still %q", got)
	}
}

// What one has to sign oneself is told until it is signed, and what has run out is not said to be unsigned.
func TestOwnCommitmentsOnToday(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("周敏", apptest.Unsigned(), apptest.Account(app.Approver))
	k.Signed(p.Number, app.NDA, k.Today().AddDays(-400), k.Today().AddDays(-3))
	k.Signed(p.Number, app.Impartiality, k.Today().AddDays(-340), k.Today().AddDays(25))
	office := k.Office(apptest.Login(p.Number))
	in := asking(k, app.Impartiality)
	s, err := k.Founder.StartCampaign(t.Context(), in)
	ok(t, err)
	d, err := office.Today(t.Context())
	ok(t, err)
	if len(d.Tasks) != 2 {
		t.Fatalf("tasks %+v", d.Tasks)
	}
	if x := d.Tasks[0]; x.Kind != app.TaskSign || x.State != app.Expired || x.Due != k.Today().AddDays(-3) || x.Campaign != "" {
		t.Errorf("run out: %+v", x)
	}
	if x := d.Tasks[1]; x.Kind != app.TaskRenew || x.State != app.Expiring || x.Campaign != s.Number {
		t.Errorf("ends soon: %+v", x)
	}
	signsOnPaper(t, k, p.Number, app.NDA)
	signsOnPaper(t, k, p.Number, app.Impartiality)
	d, err = office.Today(t.Context())
	ok(t, err)
	if len(d.Tasks) != 0 {
		t.Errorf("signed, and still %+v", d.Tasks)
	}
}

// With the settings of an office that looks ten days ahead only, the month before is told all the same.
func TestOwnCommitmentAMonthBefore(t *testing.T) {
	k := apptest.New(t)
	rules := app.DefaultSettings()
	rules.ExpiringDays = 10
	ok(t, k.Founder.SaveSettings(t.Context(), rules))
	p := k.Person("周敏", apptest.Account(app.Approver))
	k.Signed(p.Number, app.Conduct, k.Today().AddDays(-340), k.Today().AddDays(31))
	office := k.Office(apptest.Login(p.Number))
	for day, want := range []int{0, 1} {
		k.Clock.Set(apptest.Start.AddDate(0, 0, day))
		d, err := office.Today(t.Context())
		ok(t, err)
		if len(d.Tasks) != want {
			t.Errorf("day %d: %+v", day, d.Tasks)
		}
	}
}
