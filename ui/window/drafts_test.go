package window

import (
	"testing"

	"custody/app/apptest"
)

// TestLockKeepsTheForm: what was typed is offered again after a lock, once, and the keys work
// when it has been left.
func TestLockKeepsTheForm(t *testing.T) {
	k := apptest.New(t)
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(People)
	d.press("Ctrl+N")
	screen := d.shell.screens[People].screen.(*people)
	screen.form.name.SetText("王五")
	d.press("Ctrl+L")
	if d.shell != nil {
		t.Fatal("not locked")
	}
	if n := len(d.win.Canvas().Overlays().List()); n != 0 {
		t.Fatalf("%d dialogs over the lock", n)
	}
	u, ok := d.face.(*unlock)
	if !ok || u.account.entry.Text != apptest.FounderLogin {
		t.Fatalf("the lock shows %T", d.face)
	}
	u.password.entry.SetText(apptest.FounderPassword)
	u.submit()
	if d.shell == nil {
		t.Fatalf("not unlocked: %s", u.password.Problem())
	}
	screen = d.shell.screens[People].screen.(*people)
	if screen.form == nil || screen.form.name.Text != "王五" {
		t.Fatal("the form is lost")
	}
	if n := len(d.win.Canvas().Overlays().List()); n != 1 {
		t.Fatalf("%d dialogs", n)
	}
	screen.form.sheet.dialog.Cancel()
	if drafts, err := d.shell.office.Drafts(t.Context()); err != nil || len(drafts) != 0 {
		t.Errorf("drafts left: %v, %v", drafts, err)
	}
	d.shell.Focus(screen.table)
	screen.table.TypedKey(keyEvent("F2"))
	if len(d.win.Canvas().Overlays().List()) != 1 {
		t.Error("F2 does nothing after the form was left")
	}
}
