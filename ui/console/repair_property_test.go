package console_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"custody/ui/words"
)

// randomDamages is how many vaults are damaged at random.
func randomDamages() int {
	if testing.Short() {
		return 8
	}
	return 150
}

// TestRandomDamage: however many pages are lost, every row that is salvaged is the original's, what is missing is told of,
// and the damaged folder stays as it is.
func TestRandomDamage(t *testing.T) {
	o := anOriginal(t)
	for seed := range uint64(randomDamages()) {
		root := t.TempDir()
		dir, to := filepath.Join(root, "vault"), filepath.Join(root, "new")
		copyFolder(t, o.closed, dir)
		w := wound{t, o, dir}
		r := rand.New(rand.NewPCG(seed, 99))
		for range 1 + r.IntN(1<<r.IntN(6)) {
			w.page(1 + r.Uint32N(o.count))
		}
		before := bytesOf(t, dir)
		s := o.console(t)
		code := s.run(s.signedIn("salvage", dir, "--to", to, "--json")...)
		if !maps.Equal(before, bytesOf(t, dir)) {
			t.Errorf("seed %d: the damaged vault was changed", seed)
		}
		if code != 0 {
			t.Errorf("seed %d: %s", seed, s.err.String())
			continue
		}
		checkTold(t, o, to, seed, s.out.Bytes())
		checkSalvaged(t, o, to)
	}
}

// toldTable is a table as --json tells of it.
type toldTable struct {
	Table    string
	Saved    int
	Partial  []struct{ First, Last int64 }
	Lost     []struct{ First, Last int64 }
	Unknown  []struct{ First, Last int64 }
	Refused  []struct{ Row int64 }
	Doubtful int
}

// checkTold: every row of the original is in the new vault or among what is told to be missing.
func checkTold(t *testing.T, o *original, to string, seed uint64, report []byte) {
	t.Helper()
	var told struct {
		Whole  bool
		Tables []toldTable
	}
	if err := json.Unmarshal(report, &told); err != nil {
		t.Fatalf("%v: %s", err, report)
	}
	now := rowsOf(t, o, to)
	for _, table := range told.Tables {
		extra := 0
		for id, line := range now[table.Table] {
			if salvageEntry(table.Table, line) && (table.tells(id) || !slices.Equal(o.rows[table.Table][id], line)) {
				if !within(table.Partial, id) {
					extra++
				}
				continue
			}
			// The indexes may know all of a row: then it is told to be partial and equals the original all the same.
			if !within(table.Partial, id) && !slices.Equal(o.rows[table.Table][id], line) {
				t.Errorf("seed %d: %s row %d differs and is not told to be partial", seed, table.Table, id)
			}
		}
		for _, s := range table.Partial {
			extra += int(s.Last - s.First + 1)
		}
		if got := len(now[table.Table]) - extra; got != table.Saved {
			t.Errorf("seed %d: %s has %d rows, told %d", seed, table.Table, got, table.Saved)
		}
		for id := range o.rows[table.Table] {
			if _, there := now[table.Table][id]; !there && !table.tells(id) {
				t.Errorf("seed %d: %s row %d is missing without a word", seed, table.Table, id)
			}
			if _, there := now[table.Table][id]; !there && told.Whole {
				t.Errorf("seed %d: called whole without %s row %d", seed, table.Table, id)
			}
		}
	}
}

func within(list []struct{ First, Last int64 }, id int64) bool {
	for _, s := range list {
		if id >= s.First && (id <= s.Last || s.Last == 0) {
			return true
		}
	}
	return false
}

func (t toldTable) tells(id int64) bool {
	if within(t.Lost, id) || within(t.Unknown, id) {
		return true
	}
	for _, r := range t.Refused {
		if r.Row == id {
			return true
		}
	}
	return t.Doubtful > 0
}

// TestEveryTableHasAName: reports name tables in words.
func TestEveryTableHasAName(t *testing.T) {
	for table := range anOriginal(t).rows {
		if !words.Has("damage.table." + table) {
			t.Errorf("no word for the table %s", table)
		}
	}
}

// TestSalvageRefusals: no folder to write to, one that is not empty, one's own folder, a role that may not.
func TestSalvageRefusals(t *testing.T) {
	o := anOriginal(t)
	root := t.TempDir()
	dir, full := filepath.Join(root, "vault"), filepath.Join(root, "full")
	copyFolder(t, o.closed, dir)
	copyFolder(t, o.closed, full)
	before := bytesOf(t, full)
	s := o.console(t)
	for name, args := range map[string][]string{
		"no folder": {"salvage", dir}, "a vault": {"salvage", dir, "--to", full}, "itself": {"salvage", dir, "--to", dir},
		"no such vault": {"salvage", filepath.Join(root, "none"), "--to", filepath.Join(root, "new")},
	} {
		if code := s.run(s.signedIn(args...)...); code != 1 || s.err.Len() == 0 {
			t.Errorf("%s: exit %d, %s", name, code, s.err.String())
		}
	}
	if !maps.Equal(before, bytesOf(t, full)) {
		t.Error("a vault was written over")
	}
	if code := s.run("salvage", dir, "more", "--to", full); code != 2 {
		t.Errorf("an argument too many: exit %d", code)
	}
}

// TestWithTheHalves: both halves open a damaged vault too; nobody signs then.
func TestWithTheHalves(t *testing.T) {
	o := anOriginal(t)
	root := t.TempDir()
	dir, to := filepath.Join(root, "vault"), filepath.Join(root, "new")
	copyFolder(t, o.closed, dir)
	wound{t, o, dir}.page(o.pages["clients"][1])
	a, b := strings.Join(o.halves[0].Groups, "-"), strings.Join(o.halves[1].Groups, "-")
	file := put(t, root, "halves", a+"\n"+b+"\n")
	s := o.console(t)
	if code := s.run("verify", dir, "--halves", file); code != 1 || s.out.Len() == 0 {
		t.Errorf("verify: exit %d, %s%s", code, s.out.String(), s.err.String())
	}
	if code := s.run("salvage", dir, "--to", to, "--halves", file, "--json"); code != 0 || !strings.Contains(s.out.String(), `"signed": false`) {
		t.Errorf("salvage: exit %d, %s%s", code, s.out.String(), s.err.String())
	}
	report, err := os.ReadFile(to + ".txt")
	if err != nil || !strings.Contains(string(report), words.T("salvage.unsigned")) {
		t.Errorf("report: %v\n%s", err, report)
	}
	checkSalvaged(t, o, to)
	if code := s.run("verify", dir, "--halves", put(t, root, "one", a)); code != 1 || !strings.Contains(s.err.String(), words.T("salvage.halves", filepath.Join(root, "one"))) {
		t.Errorf("one half: exit %d, %s", code, s.err.String())
	}
}

// TestReadOnlyFolder: a folder that nothing can be written to is read like any other.
func TestReadOnlyFolder(t *testing.T) {
	o := anOriginal(t)
	dir := filepath.Join(t.TempDir(), "vault")
	copyFolder(t, o.crashed, dir)
	if err := os.Remove(filepath.Join(dir, "lock")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"keys", "register", "register.log"} {
		if err := os.Chmod(filepath.Join(dir, name), 0o400); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700) //nolint:errcheck // so that it can be removed
	s := o.console(t)
	if code := s.run(s.signedIn("verify", dir)...); code != 0 {
		t.Errorf("exit %d, %s", code, s.err.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "lock")); err == nil {
		t.Error("a lock file was made")
	}
}
