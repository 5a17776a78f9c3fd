package console_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"custody/app/apptest"
	"custody/store/vault"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestDamagedVaults: what verify and salvage print for vaults that were damaged in ten ways, that neither changes a byte of
// them, and that the new vault opens with the old password and is sound.
func TestDamagedVaults(t *testing.T) {
	o := anOriginal(t)
	for _, d := range damages {
		t.Run(d.name, func(t *testing.T) {
			root := t.TempDir()
			dir, to := filepath.Join(root, "vault"), filepath.Join(root, "new")
			from := o.closed
			if d.crashed {
				from = o.crashed
			}
			copyFolder(t, from, dir)
			d.do(wound{t, o, dir})
			before := bytesOf(t, dir)

			s := o.console(t)
			var seen strings.Builder
			tell := func(command string, code int) {
				fmt.Fprintf(&seen, "$ %s\n%s%s[%d]\n\n", command, s.out.String(), s.err.String(), code)
			}
			tell("custody verify VAULT --account "+apptest.FounderLogin, s.run(s.signedIn("verify", dir)...))
			tell("custody salvage VAULT --to NEW --account "+apptest.FounderLogin, s.run(s.signedIn("salvage", dir, "--to", to)...))
			if !maps.Equal(before, bytesOf(t, dir)) {
				t.Error("the damaged vault was changed")
			}
			if _, err := os.Stat(to); err == nil {
				tell("custody verify NEW --account "+apptest.FounderLogin, s.run(s.signedIn("verify", to)...))
				checkSalvaged(t, o, to)
			}
			golden(t, d.name, normal(seen.String(), dir, to))
		})
	}
}

var headHash = regexp.MustCompile(`[0-9a-f]{64}`)

// normal takes out what differs from run to run.
func normal(text, dir, to string) string {
	text = strings.NewReplacer(dir, "VAULT", to, "NEW").Replace(text)
	return headHash.ReplaceAllString(text, "HEAD")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: printed\n%s\nwant\n%s", file, got, want)
	}
}

// checkSalvaged: every row of the new vault is one of the original, and both ways in still open it.
func checkSalvaged(t *testing.T, o *original, dir string) {
	t.Helper()
	for table, rows := range rowsOf(t, o, dir) {
		for id, line := range rows {
			was, there := o.rows[table][id]
			if salvageEntry(table, line) {
				continue
			}
			if !there || !ofOriginal(line, was) {
				t.Errorf("%s row %d is not the original's:\n%s\n%s", table, id, line, was)
			}
		}
	}
	v, err := vault.Open(t.Context(), dir, o.options())
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if _, err := v.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword); err != nil {
		t.Errorf("the old password: %v", err)
	}
	if err := v.CheckRecovery(t.Context(), strings.Join(o.halves[0].Groups, "-"), strings.Join(o.halves[1].Groups, "-")); err != nil {
		t.Errorf("the old halves: %v", err)
	}
}

// ofOriginal: every value is the original's, or blank where the rest of the row is lost.
func ofOriginal(line, was []string) bool {
	for i, v := range line {
		if v != was[i] && !slices.Contains([]string{`""`, "0", "<nil>", "[]byte{}"}, v) {
			return false
		}
	}
	return len(line) == len(was)
}

// salvageEntry is a row that a salvage adds: its entry in the log, and the account that made it, where the accounts are lost.
func salvageEntry(table string, line []string) bool {
	has := func(value string) bool { return slices.Contains(line, value) }
	founder := strconv.Quote(apptest.FounderLogin)
	switch table {
	case "audit":
		return has(`"vault.salvage"`) || has(`"account.enrol"`) && has(founder)
	case "accounts":
		return has(founder) && has(`"administrator"`)
	case "people":
		return has(founder)
	}
	return table == "account_keys"
}
