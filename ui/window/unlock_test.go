package window

import (
	"path/filepath"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

// locked is a window before the unlock of a kit's vault.
func locked(t *testing.T, k *apptest.Kit) (*rig, *unlock) {
	t.Helper()
	if err := k.Locked.Lock(); err != nil {
		t.Fatal(err)
	}
	d := newRig(t, k, plain)
	d.vault = k.Locked
	d.showUnlock(k.Locked)
	return d, d.face.(*unlock)
}

// TestUnlockKeepsWhatWasTyped: a wrong password is said at its field, the account stays, and
// the right one opens.
func TestUnlockKeepsWhatWasTyped(t *testing.T) {
	d, u := locked(t, apptest.New(t))
	u.account.entry.SetText(apptest.FounderLogin)
	u.password.entry.SetText("not this one")
	u.submit()
	if u.password.Problem() == "" || u.account.entry.Text != apptest.FounderLogin || d.shell != nil {
		t.Fatalf("after a wrong password: %q, account %q", u.password.Problem(), u.account.entry.Text)
	}
	d.checkFit("unlock refused")
	u.password.entry.SetText(apptest.FounderPassword)
	u.submit()
	if d.shell == nil {
		t.Fatalf("not opened: %s", u.password.Problem())
	}
	if d.shell.at != Today || d.events[len(d.events)-1] != "unlocked" {
		t.Errorf("at %q after %v", d.shell.at, d.events)
	}
}

// TestUnlockThrottles: the sixth wrong password says how long to wait.
func TestUnlockThrottles(t *testing.T) {
	_, u := locked(t, apptest.New(t))
	u.account.entry.SetText(apptest.FounderLogin)
	for range 7 {
		u.password.entry.SetText("not this one")
		u.submit()
	}
	if first := words.T("error.password"); u.password.Problem() == first || u.password.Problem() == "" {
		t.Errorf("after seven wrong passwords: %q", u.password.Problem())
	}
}

// TestFirstLogin: an invited person sets a password and is in.
func TestFirstLogin(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("李㛃")
	inv, err := k.Founder.Invite(t.Context(), p.Number, "lijie", app.Roles{app.Auditor})
	if err != nil {
		t.Fatal(err)
	}
	d, u := locked(t, k)
	e := newEnrolment("lijie", inv.Code)
	e.pass.first.entry.SetText("青山不改绿水长流二零二六")
	e.pass.second.entry.SetText("青山不改")
	u.redeem(d.sheet(SheetSpec{Title: "x", Content: e.form}), e)
	if e.pass.second.Problem() == "" {
		t.Fatal("two different passwords pass")
	}
	e.pass.second.entry.SetText("青山不改绿水长流二零二六")
	u.redeem(d.sheet(SheetSpec{Title: "x", Content: e.form}), e)
	if d.shell == nil {
		t.Fatal("not in")
	}
	if d.shell.me.Person.Name != "李㛃" || d.shell.May(Counter) || !d.shell.May(Loans) {
		t.Errorf("in as %v, may %v", d.shell.me.Person.Name, d.shell.me.May)
	}
}

// TestForgotten: the two halves give a one-time code; a mistyped half is named.
func TestForgotten(t *testing.T) {
	k := apptest.New(t)
	d, u := locked(t, k)
	u.account.entry.SetText(apptest.FounderLogin)
	r := newRecovery(apptest.FounderLogin)
	r.a.entry.SetText("AAAAA BBBBB")
	r.b.entry.SetText(strings.Join(k.Halves[1].Groups, " "))
	s := d.sheet(SheetSpec{Title: "x", Content: r.form})
	u.recover(s, r)
	if r.a.Problem() == "" || r.b.Problem() != "" {
		t.Fatalf("mistyped half A: %q, %q", r.a.Problem(), r.b.Problem())
	}
	r.a.entry.SetText(strings.Join(k.Halves[0].Groups, " "))
	u.recover(s, r)
	if s.Open() {
		t.Fatal("the right halves are refused")
	}
}

// TestNoVaultThere: a folder without a vault says so and leaves the other ways open.
func TestNoVaultThere(t *testing.T) {
	k := apptest.New(t)
	d := newRig(t, k, plain)
	d.openDir(filepath.Join(t.TempDir(), "nothing"))
	u := d.face.(*unlock)
	if u.form.Visible() || len(u.notes.Objects) == 0 {
		t.Error("nothing says that there is no vault")
	}
	d.checkFit("no vault")
}

// TestVaultInUse: a vault that is open elsewhere is not opened twice.
func TestVaultInUse(t *testing.T) {
	k := apptest.New(t)
	d := newRig(t, k, plain)
	d.openDir(k.Dir)
	if u := d.face.(*unlock); u.form.Visible() {
		t.Error("opened twice")
	}
}
