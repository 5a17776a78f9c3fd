package app_test

import (
	"path/filepath"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

func TestParseAnchor(t *testing.T) {
	for text, want := range map[string]app.Anchor{
		"#123 ABCD EF01 2345 6789":       {Seq: 123, Hash: "ABCDEF0123456789"},
		"  # 123  abcd ef01  2345 6789 ": {Seq: 123, Hash: "ABCDEF0123456789"},
		"#7 ABCDEF0123456789ABCD":        {Seq: 7, Hash: "ABCDEF0123456789ABCD"},
	} {
		if got, err := app.ParseAnchor(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "#", "123 ABCD EF01 2345 6789", "#0 ABCD EF01 2345 6789", "#1 ABCD EF01 2345", "#1 ABCG EF01 2345 6789", "#1 ABCD EF01 2345 678", "backup"} {
		_, err := app.ParseAnchor(text)
		refusedKey(t, err, app.Invalid, "error.anchor")
	}
}

// compare asks the vault in dir about an anchor.
func compare(t *testing.T, k *apptest.Kit, dir string, a app.Anchor) app.AnchorState {
	t.Helper()
	var report app.AnchorReport
	with := app.Access{Login: apptest.FounderLogin, Password: apptest.FounderPassword}
	found, err := k.Vaults.Verify(t.Context(), dir, with, func(r app.Reader) (err error) {
		report, err = a.Compare(r)
		return err
	}, nil)
	ok(t, err)
	if !found.Sound() {
		t.Errorf("damage: %v", found.Damage)
	}
	return report.State
}

// An old backup restored in the vault's place is genuine in every byte. A newer printed head and a newer backup tell, also
// when the old copy was worked on since.
func TestAnchorTellsAnOldCopy(t *testing.T) {
	s := newBackupStage(t)
	old := s.backup()
	s.Clock.Advance(24 * time.Hour)
	newer := s.backup()
	printed, err := app.ParseAnchor(newer.Head.String())
	ok(t, err)
	dir := filepath.Join(t.TempDir(), "old")
	_, err = s.Vaults.Restore(t.Context(), old.File, dir, nil)
	ok(t, err)
	for name, a := range map[string]app.Anchor{"printed head": printed, "newer backup": newer.Anchor()} {
		if got := compare(t, s.Kit, dir, a); got != app.AnchorOlder {
			t.Errorf("%s: the old copy is %s", name, got)
		}
	}
	if got := compare(t, s.Kit, dir, old.Anchor()); got != app.AnchorHolds {
		t.Errorf("against its own backup: %s", got)
	}
	locked, err := apptest.New(t).Vaults.Open(t.Context(), dir)
	ok(t, err)
	o, err := locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	ok(t, err)
	for range 20 {
		ok(t, o.SaveSettings(t.Context(), app.DefaultSettings()))
	}
	ok(t, locked.Close())
	for name, a := range map[string]app.Anchor{"printed head": printed, "newer backup": newer.Anchor()} {
		if got := compare(t, s.Kit, dir, a); got != app.AnchorBranch {
			t.Errorf("%s: the branch is %s", name, got)
		}
	}
	ok(t, s.Locked.Close())
	if got := compare(t, s.Kit, s.Dir, printed); got != app.AnchorHolds {
		t.Errorf("the vault itself is %s", got)
	}
	s.Reopen()
}
