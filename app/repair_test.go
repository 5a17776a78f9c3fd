package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// enrolledAs gives a new person an account with a slot of its own and signs out.
func enrolledAs(t *testing.T, k *apptest.Kit, name string, roles ...app.Role) app.Access {
	t.Helper()
	p := k.Person(name)
	inv, err := k.Founder.Invite(t.Context(), p.Number, apptest.Login(p.Number), roles)
	ok(t, err)
	const own = "山高水长-月白风清-自有来处"
	_, err = k.Locked.Enrol(t.Context(), inv.Login, inv.Code, own)
	ok(t, err)
	return app.Access{Login: inv.Login, Password: own}
}

// TestWhoMayMend: checking is for those who read the log, salvage for administrators and those with the halves.
func TestWhoMayMend(t *testing.T) {
	k := apptest.New(t)
	founder := app.Access{Login: strings.ToUpper(apptest.FounderLogin), Password: apptest.FounderPassword}
	auditor := enrolledAs(t, k, "林小满", app.Auditor)
	inspector := enrolledAs(t, k, "周正", app.Inspector)
	halves := app.Access{HalfA: strings.Join(k.Halves[0].Groups, "-"), HalfB: strings.Join(k.Halves[1].Groups, "-")}
	ok(t, k.Locked.Close())
	for name, c := range map[string]struct {
		with         app.Access
		check, write bool
		signed       bool
	}{
		"founder": {founder, true, true, true}, "auditor": {auditor, false, false, false},
		"inspector": {inspector, true, false, false}, "halves": {halves, true, true, false},
	} {
		looked := false
		found, err := k.Vaults.Verify(t.Context(), k.Dir, c.with, func(app.Reader) error { looked = true; return nil }, nil)
		if c.check {
			ok(t, err)
			if !found.Sound() || !found.Opens || !looked || found.Chain.Entries == 0 {
				t.Errorf("%s: %+v", name, found)
			}
		} else {
			refusedKey(t, err, app.NotAllowed, "error.role")
		}
		to := filepath.Join(t.TempDir(), "new")
		s, err := k.Vaults.Salvage(t.Context(), k.Dir, to, c.with, nil)
		if !c.write {
			refusedKey(t, err, app.NotAllowed, "error.role")
			if _, err := os.Stat(to); err == nil {
				t.Errorf("%s: a refused salvage leaves a folder", name)
			}
			continue
		}
		ok(t, err)
		if !s.Whole() || s.Signed != c.signed {
			t.Errorf("%s: %+v", name, s)
		}
		checkSalvageEntry(t, k, to, c.signed)
	}
}

// checkSalvageEntry signs in to the new vault and looks for the salvage's entry in a chain that holds.
func checkSalvageEntry(t *testing.T, k *apptest.Kit, dir string, signed bool) {
	t.Helper()
	locked, err := k.Vaults.Open(t.Context(), dir)
	ok(t, err)
	defer func() { ok(t, locked.Close()) }()
	office, err := locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	ok(t, err)
	entries, err := office.Audit(t.Context(), app.AuditFilter{Act: "vault.salvage"})
	ok(t, err)
	if (len(entries) == 1) != signed {
		t.Errorf("%d entries", len(entries))
	}
	damage, err := locked.Verify(t.Context(), nil)
	ok(t, err)
	if len(damage) > 0 {
		t.Errorf("the new vault: %v", damage)
	}
}

// TestSalvageWithTheClockBack: nobody signs before the log's last entry.
func TestSalvageWithTheClockBack(t *testing.T) {
	k := apptest.New(t)
	ok(t, k.Locked.Close())
	k.Clock.Set(apptest.Start.AddDate(0, -1, 0))
	to := filepath.Join(t.TempDir(), "new")
	_, err := k.Vaults.Salvage(t.Context(), k.Dir, to, app.Access{Login: apptest.FounderLogin, Password: apptest.FounderPassword}, nil)
	if app.CodeOf(err) != app.Conflict {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("a folder is left")
	}
}

func TestMergedDamage(t *testing.T) {
	page := func(n, last int64, table string) app.Damage {
		return app.Damage{File: "register", Part: app.PartPage, Number: n, Last: last, Table: table, Holds: app.HeldTable}.Placed()
	}
	got := app.Merge([]app.Damage{page(3, 0, "a"), page(4, 0, "a"), page(5, 9, "a"), page(10, 0, "b"), page(12, 0, "b")})
	var places []string
	for _, d := range got {
		places = append(places, d.Place)
	}
	if want := "page 3-9,page 10,page 12"; strings.Join(places, ",") != want {
		t.Errorf("%v", places)
	}
	if d := (app.Damage{File: "keys", Part: app.PartFile, Offset: 7}).Placed(); d.Place != "byte 7" {
		t.Errorf("%q", d.Place)
	}
}
