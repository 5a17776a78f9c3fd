package app_test

import (
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// A sealed paper that is not the one the log tells of is damage, wherever it was changed, and is shown to nobody.
func TestVerifyFindsChangedPapers(t *testing.T) {
	t.Parallel()
	k := sealing(t)
	p := k.Person("王𬱖", apptest.Unsigned())
	q := k.Person("另一人", apptest.Unsigned())
	mine := signedBy(t, k, p.Number, app.NDA).PaperID
	signedBy(t, k, q.Number, app.NDA)
	if found := paperDamage(t, k); len(found) > 0 {
		t.Errorf("whole papers: %+v", found)
	}
	for _, c := range []struct {
		name, reason string
		opens        bool
		change       []string
	}{
		{"another file", "error.damage.paper", false, []string{
			`UPDATE paper_files SET pdf = (SELECT o.pdf FROM paper_files o WHERE o.paper_id <> paper_files.paper_id) WHERE paper_id = 1`,
		}},
		{"another sum", "error.damage.paper.unlogged", false, []string{`UPDATE papers SET sha256 = 'ff' WHERE id = 2`}},
		{"of something else", "error.damage.paper.unlogged", false, []string{`UPDATE papers SET ref = 'CN-99' WHERE id = 2`}},
		{"no file", "error.damage.paper", false, []string{`DELETE FROM paper_files WHERE paper_id = 2`}},
		{"nothing", "error.damage.paper.lost", false, []string{`DELETE FROM paper_files WHERE paper_id = 2`, `DELETE FROM papers WHERE id = 2`}},
	} {
		k.Tamper(c.change...)
		found := paperDamage(t, k)
		if !slices.ContainsFunc(found, func(d app.Damage) bool { return d.Reason == c.reason }) {
			t.Errorf("%s: found %+v", c.name, found)
		}
	}
	for _, open := range []func() error{
		func() error { _, err := k.Founder.OpenPaper(t.Context(), mine); return err },
		func() error { _, err := k.Founder.ExportPaper(t.Context(), mine); return err },
		func() error { _, err := k.Founder.TimestampRequest(t.Context(), mine); return err },
	} {
		refusedKey(t, open(), app.Damaged, "error.damage.paper")
	}
}

// paperDamage is what a full reading of the vault finds.
func paperDamage(t *testing.T, k *apptest.Kit) []app.Damage {
	t.Helper()
	ok(t, k.Locked.Close())
	with := app.Access{Login: apptest.FounderLogin, Password: apptest.FounderPassword}
	found, err := k.Vaults.Verify(t.Context(), k.Dir, with, nil, nil)
	ok(t, err)
	k.Reopen()
	return found.Damage
}
