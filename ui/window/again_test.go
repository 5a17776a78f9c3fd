package window

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/widget"
	"custody/ui/words"
)

// wary is the window of a founder whose password has gone stale.
func wary(t *testing.T) *rig {
	t.Helper()
	k := apptest.New(t)
	k.ConfirmFor = time.Minute
	k.Vaults.Env = k.Env()
	k.Reopen()
	k.Clock.Advance(2 * time.Minute)
	return seated(t, k, k.Founder, plain)
}

// typeAgain types the password into the sheet that asks for it.
func (d *rig) typeAgain(password string) {
	d.t.Helper()
	if d.shell.again.sheet == nil {
		d.t.Fatalf("nobody asks for the password; the bar says %q", d.shell.notice.text())
	}
	entry, ok := d.win.Canvas().Focused().(*widget.Entry)
	if !ok {
		d.t.Fatalf("%T has the focus", d.win.Canvas().Focused())
	}
	entry.SetText(password)
	entry.TypedKey(keyEvent(fyne.KeyReturn))
}

// tickRole ticks the first role of the sheet on top.
func (d *rig) tickRole() {
	d.t.Helper()
	done := false
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if tick, is := o.(*widget.Tick); is && !done {
			tick.SetChecked(true)
			done = true
		}
	})
	if !done {
		d.t.Fatal("no role to tick")
	}
}

// problemOf is what the field at hand says is wrong.
func (d *rig) problemOf(name string) string {
	d.t.Helper()
	problem := ""
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if f, is := o.(*widget.FormField); is && f.Name == name {
			problem = f.Problem()
		}
	})
	return problem
}

// TestPasswordAgain: a grave act asks for the password in one place; a wrong one is said at its
// field, the right one does the act, and for a while nobody asks again.
func TestPasswordAgain(t *testing.T) {
	d := wary(t)
	p := d.kit.Person("李㛃")
	d.shell.Open(People, Arg{Code: p.Number})
	d.press("F3")
	s := d.topSheet()
	d.tickRole()
	s.Submit()
	d.typeAgain("not this one")
	if got := d.problemOf("password"); got != words.T("error.password") {
		t.Errorf("a wrong password: %q", got)
	}
	d.checkFit("password again")
	d.typeAgain(apptest.FounderPassword)
	if s.Open() || d.shell.again.sheet != nil {
		t.Fatal("the act is not done again")
	}
	if row := d.shell.screens[People].screen.(*people).sheet; row == nil || row.Account != app.Invited {
		t.Fatalf("no account: %+v", row)
	}
	widget.DropSheets(d.win.Canvas())
	d.kit.Clock.Advance(50 * time.Second)
	_, err := d.shell.office.DrillBackup(t.Context(), app.DrillRequest{}, nil)
	if app.CodeOf(err) == app.Unconfirmed {
		t.Error("asked again within the minute")
	}
}

// TestPasswordAgainLeft: Esc leaves everything that was typed where it was, and the act can be
// tried once more.
func TestPasswordAgainLeft(t *testing.T) {
	d := wary(t)
	p := d.kit.Person("李㛃")
	d.shell.Open(People, Arg{Code: p.Number})
	d.press("F3")
	s := d.topSheet()
	d.tickRole()
	login := d.win.Canvas().Focused().(*widget.Entry)
	login.SetText("lijie")
	s.Submit()
	d.topSheet().Cancel()
	if !s.Open() || login.Text != "lijie" || s.Primary().Disabled() {
		t.Fatalf("open %v, typed %q, the button disabled %v", s.Open(), login.Text, s.Primary().Disabled())
	}
	s.Submit()
	d.typeAgain(apptest.FounderPassword)
	if s.Open() {
		t.Error("the second try is not done")
	}
}

// TestPasswordAgainThrottled: after wrong passwords the field says how long to wait.
func TestPasswordAgainThrottled(t *testing.T) {
	d := wary(t)
	d.shell.Open(People, Arg{Code: d.kit.Person("李㛃").Number})
	d.press("F3")
	d.topSheet().Submit()
	for range 7 {
		d.typeAgain("not this one")
	}
	if got := d.problemOf("password"); got == "" || got == words.T("error.password") {
		t.Errorf("after seven wrong passwords: %q", got)
	}
}
