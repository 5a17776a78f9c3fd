package console_test

import (
	"path/filepath"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/store/sqlitefile"
)

// TestSalvageWithoutAccounts: accounts fit on a page or two. Whoever salvages has proven an account by its password; when no
// administrator is left, that account is one in the new vault, or nobody could ever open what was saved.
func TestSalvageWithoutAccounts(t *testing.T) {
	o := anOriginal(t)
	for name, lost := range map[string]func(sqlitefile.Object) bool{
		"the table":           func(x sqlitefile.Object) bool { return x.Name == "accounts" },
		"table and indexes":   func(x sqlitefile.Object) bool { return x.Table == "accounts" },
		"and the people, too": func(x sqlitefile.Object) bool { return x.Table == "accounts" || x.Table == "people" },
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			dir, to := filepath.Join(root, "vault"), filepath.Join(root, "new")
			copyFolder(t, o.closed, dir)
			w := wound{t, o, dir}
			for _, n := range o.rootsOf(t, lost) {
				w.page(n)
			}
			s := o.console(t)
			if code := s.run(s.signedIn("salvage", dir, "--to", to, "--json")...); code != 0 {
				t.Fatalf("exit %d, %s", code, s.err.String())
			}
			mayGiveRoles(t, o, to)
		})
	}
}

// rootsOf are the root pages of some of the schema.
func (o *original) rootsOf(t *testing.T, of func(sqlitefile.Object) bool) (roots []uint32) {
	t.Helper()
	m := openRemains(t, o, o.closed)
	defer m.Close()
	for _, x := range sqlitefile.Open(m).Schema {
		if x.Root != 0 && of(x) {
			roots = append(roots, x.Root)
		}
	}
	return roots
}

// mayGiveRoles signs in to a vault and takes the custodian's role beside the administrator's.
func mayGiveRoles(t *testing.T, o *original, dir string) {
	t.Helper()
	locked, err := o.vaults().Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer locked.Close()
	office, err := locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	if err != nil {
		t.Fatal(err)
	}
	if err := office.SetRoles(t.Context(), apptest.FounderLogin, app.Roles{app.Administrator, app.Custodian}); err != nil {
		t.Fatal(err)
	}
	report, err := office.VerifyAudit(t.Context())
	if err != nil || len(report.Broken) > 0 && report.Broken[len(report.Broken)-1].Number >= report.Head.Seq-2 {
		t.Errorf("%v, %+v", err, report)
	}
}
