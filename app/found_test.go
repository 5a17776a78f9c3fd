package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

func TestFoundingMakesAVaultThatOpensAgain(t *testing.T) {
	k := apptest.New(t)
	k.Reopen()
	if k.Locked.Dir() != k.Dir || k.Locked.Name() != "vault" || len(k.Locked.Warnings()) != 0 {
		t.Errorf("the vault is %s at %s with %v", k.Locked.Name(), k.Locked.Dir(), k.Locked.Warnings())
	}
	me, err := k.Founder.Me(t.Context())
	ok(t, err)
	if me.Person.Name != apptest.FounderName || !me.Roles.Has(app.Administrator) || !me.Roles.Has(app.Custodian) || !me.Bound.Bound {
		t.Errorf("me = %+v", me)
	}
	ds, err := k.Founder.Departments(t.Context())
	ok(t, err)
	if len(ds) != 3 || ds[0].Name != "运营部" {
		t.Errorf("departments = %v", ds)
	}
	org, err := k.Founder.Organisation(t.Context())
	ok(t, err)
	if org != apptest.Founding("").Organisation {
		t.Errorf("organisation = %+v", org)
	}
	damage, err := k.Locked.Verify(t.Context(), nil)
	ok(t, err)
	if len(damage) != 0 {
		t.Errorf("damage in a new vault: %v", damage)
	}
}

func TestFoundingRefusesABadFormAndLeavesNothing(t *testing.T) {
	cases := map[string]struct {
		change func(*app.Founding)
		field  string
	}{
		"no name":          {func(f *app.Founding) { f.Name = " " }, "name"},
		"control in name":  {func(f *app.Founding) { f.Name = "黄\x07云" }, "name"},
		"number":           {func(f *app.Founding) { f.Number = "工号一" }, "number"},
		"login":            {func(f *app.Founding) { f.Login = "黄云" }, "login"},
		"short password":   {func(f *app.Founding) { f.Password = "短密码" }, "password"},
		"common password":  {func(f *app.Founding) { f.Password = "password1234" }, "password"},
		"no organisation":  {func(f *app.Founding) { f.Organisation.Name = "" }, "org.name"},
		"other department": {func(f *app.Founding) { f.Department = "财务部" }, "department"},
		"no folder":        {func(f *app.Founding) { f.Dir = "" }, "dir"},
	}
	k := apptest.New(t)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := apptest.Founding(filepath.Join(t.TempDir(), "new"))
			dir := f.Dir
			c.change(&f)
			_, _, _, err := k.Vaults.Found(t.Context(), f)
			refusedAt(t, err, app.Invalid, c.field)
			if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the folder is there: %v", err)
			}
		})
	}
}

func TestFoundingKeepsAFolderThatIsNotEmpty(t *testing.T) {
	k := apptest.New(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "notes.txt")
	ok(t, os.WriteFile(file, []byte("mine"), 0o600))
	_, _, _, err := k.Vaults.Found(t.Context(), apptest.Founding(dir))
	refusedKey(t, err, app.Conflict, "error.vault.exists")
	if got, err := os.ReadFile(file); err != nil || string(got) != "mine" {
		t.Errorf("file = %q, %v", got, err)
	}
}

// A clock far off makes the founding fail after the folder was made: NewOffice refuses.
func TestFoundingThatFailsHalfWayRemovesTheFolder(t *testing.T) {
	k := apptest.New(t)
	calls := 0
	v := k.Vaults
	v.Env.Clock = func() time.Time {
		calls++
		return apptest.Start.Add(-time.Duration(calls) * time.Hour) // each reading earlier: set back in between
	}
	for _, there := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "new")
		if there {
			ok(t, os.Mkdir(dir, 0o700))
		}
		_, _, _, err := v.Found(t.Context(), apptest.Founding(dir))
		refusedKey(t, err, app.Conflict, "error.clock.back")
		entries, err := os.ReadDir(dir)
		if there && (err != nil || len(entries) != 0) || !there && !errors.Is(err, os.ErrNotExist) {
			t.Errorf("there before %v: %v, %v", there, entries, err)
		}
	}
}

func TestVaultIsOneAtATime(t *testing.T) {
	k := apptest.New(t)
	_, err := k.Vaults.Open(t.Context(), k.Dir)
	refusedKey(t, err, app.InUse, "error.vault.inuse")
	_, err = k.Vaults.Open(t.Context(), filepath.Join(k.Dir, "nowhere"))
	refusedKey(t, err, app.NotFound, "error.vault.missing")
}
