package window

import (
	"path/filepath"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
	"custody/ui/widget"
)

// begun is the wizard over no vault yet, filled in but for the password.
func begun(t *testing.T) (*rig, *wizard) {
	t.Helper()
	d := newRig(t, nil, plain)
	d.deps.Vaults.Gate = store.Gate{Options: vault.Options{KDF: apptest.CheapKDF, Now: d.deps.Vaults.Env.Clock}}
	d.showWizard()
	w := d.face.(*wizard)
	w.show(pageFolder)
	w.dir.entry.SetText(filepath.Join(t.TempDir(), "vault"))
	w.org.SetValue("name", "中标通国际认证（深圳）有限公司")
	w.person.SetValue("name", "黄云")
	w.person.SetValue("number", "0001")
	w.account.SetValue("login", "huangy")
	t.Cleanup(func() {
		if d.vault != nil {
			if err := d.vault.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	return d, w
}

// TestWizardKeepsWhatWasTyped: an empty page is not left, Esc and back lose nothing, and a
// refused password comes back to its field.
func TestWizardKeepsWhatWasTyped(t *testing.T) {
	d, w := begun(t)
	w.dir.entry.SetText(" ")
	d.press("Enter")
	if w.at != pageFolder || w.dir.Problem() == "" {
		t.Fatal("the page of the folder is left without one")
	}
	w.dir.entry.SetText(filepath.Join(t.TempDir(), "vault"))
	d.press("Enter")
	d.press("Enter")
	if w.at != pagePerson || w.department.Value() == "" {
		t.Fatalf("on page %d, department %q", w.at, w.department.Value())
	}
	d.press("Esc")
	if w.at != pageOrganisation || w.org.Value("name") == "" {
		t.Fatal("Esc lost what was typed")
	}
	w.show(pageAccount)
	w.pass.first.entry.SetText("short")
	w.pass.second.entry.SetText("short")
	d.press("Enter")
	if w.at != pageAccount || w.pass.first.Problem() == "" || w.pass.first.entry.Text != "short" || w.made != nil {
		t.Fatalf("a short password: page %d, %q", w.at, w.pass.first.Problem())
	}
}

// TestWizardMakesAVault: the recovery sheets must have left before it goes on, closing before
// that is asked about, and the founder ends in the office.
func TestWizardMakesAVault(t *testing.T) {
	d, w := begun(t)
	w.show(pageAccount)
	w.pass.first.entry.SetText("松柏常青四季有风山高水长")
	w.pass.second.entry.SetText("松柏常青四季有风山高水长")
	w.found()
	if w.made == nil {
		t.Fatalf("not made: %v", w.account.Field("password").Problem())
	}
	if w.mayClose() || !d.staysOpen() {
		t.Error("the window may close with the recovery sheets in it")
	}
	widget.DropSheets(d.win.Canvas())
	for i := range w.made.halves {
		w.sheets.output(i)
		d.topSheet().Submit()
	}
	if d.tray.prints != 2 || len(d.tray.last) == 0 || !w.mayClose() {
		t.Fatalf("%d sheets printed", d.tray.prints)
	}
	w.showSigning()
	d.checkFit("signing")
	number := w.made.w.me.Person.Number
	w.finish(true)
	if d.shell == nil || d.shell.at != Sign {
		t.Fatal("signing now does not lead to signing")
	}
	if me := d.shell.me; me.Person.Number != number || !me.Roles.Has(app.Administrator) || !me.Roles.Has(app.Custodian) {
		t.Errorf("in as %v", me)
	}
}
