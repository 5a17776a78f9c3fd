package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/look"
	"custody/ui/words"
)

// leavingOf begins to see somebody off, and goes on to the second sheet.
func leavingOf(d *rig, number string) *leaving {
	d.t.Helper()
	d.shell.Open(People, Arg{Code: number})
	d.press("F6")
	l := d.shell.screens[People].screen.(*people).leaving
	if l == nil {
		d.t.Fatalf("F6 begins nothing: %q", d.shell.notice.text())
	}
	return l
}

// TestLeaving goes through the four sheets: what is still held, date and reason, the new key, the
// summary on paper.
func TestLeaving(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	l := leavingOf(d, w.li.Number)
	if len(l.plan.Requests) == 0 || len(l.plan.Assignments) == 0 || l.plan.Login == "" {
		t.Fatalf("the plan: %+v", l.plan)
	}
	d.topSheet().Submit()
	l.form.SetValue("on", "2099-01-01")
	l.form.SetValue("reason", "合同到期")
	l.do()
	if l.form.Field("on").Problem() == "" || l.form.Value("reason") != "合同到期" {
		t.Fatalf("a day to come passes: %q", l.form.Field("on").Problem())
	}
	l.form.SetValue("on", string(w.Today()))
	l.do()
	row, err := w.Founder.Person(t.Context(), w.li.Number)
	w.must(err)
	if row.LeftOn != w.Today() || row.Account != app.Disabled || len(row.Assignments) != 0 {
		t.Fatalf("after leaving: %+v", row)
	}
	if d.shell.screens[People].screen.Leave() != nil {
		t.Error("what is done is kept as a draft")
	}
	d.topSheet().Submit() // the new key
	if tasks := tasksOf(d, app.TaskRekey); len(tasks) != 0 {
		t.Errorf("a new key is still asked for: %+v", tasks)
	}
	l.print(words.Date(string(w.Today())), true)
	d.topSheet().Submit()
	if d.tray.prints != 1 {
		t.Errorf("%d papers printed", d.tray.prints)
	}
}

// tasksOf are the tasks of a kind that Today shows.
func tasksOf(d *rig, kind app.TaskKind) (found []app.Task) {
	d.t.Helper()
	d.shell.Open(Today)
	for _, task := range d.shell.screens[Today].screen.(*todayScreen).shown.Tasks {
		if task.Kind == kind {
			found = append(found, task)
		}
	}
	return found
}

// epochOf is how many new keys the register knows of.
func epochOf(t *testing.T, d *rig) (epoch uint64) {
	t.Helper()
	if err := d.kit.Store().View(t.Context(), func(r app.Reader) error {
		record, err := r.KeyRecord()
		epoch = record.Epoch
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return epoch
}

// textOf is all that the sheet on top says.
func textOf(d *rig) string {
	d.t.Helper()
	var all []string
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if text, is := o.(*look.Text); is {
			all = append(all, text.Text())
		}
	})
	return strings.Join(all, "\n")
}

// TestLeavingKeyLater: a key that is cancelled or put off leaves the old one in force, and Today
// has the button that does it.
func TestLeavingKeyLater(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	l := leavingOf(d, w.zhang.Number)
	d.topSheet().Submit()
	l.form.SetValue("reason", "辞职")
	l.do()
	epoch := epochOf(t, d)
	d.topSheet().Cancel() // later
	if !strings.Contains(textOf(d), words.T("people.leave.key.due")) {
		t.Error("the summary does not say that the key is due")
	}
	d.topSheet().Cancel()
	if len(tasksOf(d, app.TaskRekey)) != 1 {
		t.Fatal("Today does not ask for a new key")
	}
	renewal := d.shell.renewKey(words.T("settings.key"), nil)
	stopped := false
	renewal.heard = func() { stopped = true; renewal.work.cancel() }
	renewal.start()
	if !stopped || epochOf(t, d) != epoch || !renewal.sheet.Open() {
		t.Fatalf("cancelled: stopped %v, %d new keys, sheet open %v", stopped, epochOf(t, d)-epoch, renewal.sheet.Open())
	}
	d.checkFit("key cancelled")
	renewal.heard = nil
	d.topSheet().Submit()
	if epochOf(t, d) != epoch+1 || len(tasksOf(d, app.TaskRekey)) != 0 {
		t.Error("no new key in the end")
	}
}

// TestLeavingDraft: a lock in mid-flow keeps date and reason and goes on with them.
func TestLeavingDraft(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	l := leavingOf(d, w.li.Number)
	d.topSheet().Submit()
	l.form.SetValue("reason", "合同到期")
	d.lock(LockScreen)
	u := d.face.(*unlock)
	u.account.entry.SetText(apptest.FounderLogin)
	u.password.entry.SetText(apptest.FounderPassword)
	u.submit()
	if d.shell == nil || d.shell.at != People {
		t.Fatal("not back where it was")
	}
	again := d.shell.screens[People].screen.(*people).leaving
	if again == nil || again.form.Value("reason") != "合同到期" || again.plan.Person.Number != w.li.Number {
		t.Fatalf("not offered again: %+v", again)
	}
	d.checkFit("leaving restored")
}

// TestLeavingOfOthers: who is no administrator has no button, and nobody sees oneself off.
func TestLeavingOfOthers(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("李㛃", apptest.Account(app.Auditor))
	_, keeper := k.Staff("王𬱖", app.Custodian)
	for name, c := range map[string]struct {
		office *app.Office
		of     string
	}{"a custodian": {keeper, p.Number}, "oneself": {k.Founder, apptest.FounderNumber}} {
		d := seated(t, k, c.office, plain)
		d.shell.Open(People, Arg{Code: c.of})
		d.press("F6")
		if d.dialogOpen() {
			t.Errorf("%s: a sheet opens", name)
		}
	}
}
