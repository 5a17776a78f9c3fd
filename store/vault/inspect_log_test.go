package vault_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"custody/store/vault"
)

// frames are the offsets of the log's frames.
func (w *wreck) frames() (at []int) {
	log := w.read("register.log")
	for i := 0; i+4 < len(log); i += 512 {
		if string(log[i:i+4]) == "CFR1" {
			at = append(at, i)
		}
	}
	return at
}

func TestRemainsGoOnAfterBadFrames(t *testing.T) {
	for _, c := range []struct {
		name    string
		do      func(w *wreck, at []int)
		bad     []int // commits counted from the log's first
		commits int
	}{
		{"a frame's body", func(w *wreck, at []int) { w.noise("register.log", at[3]+200, 50) }, []int{3}, wreckCommits + 1},
		{"a frame's head", func(w *wreck, at []int) { w.noise("register.log", at[3], 96) }, []int{3}, wreckCommits + 1},
		{"two commits", func(w *wreck, at []int) { w.noise("register.log", at[3], at[5]-at[3]) }, []int{3, 4}, wreckCommits},
		{"the first", func(w *wreck, at []int) { w.noise("register.log", 0, at[1]) }, []int{0}, wreckCommits + 1},
		{"half of a large one", func(w *wreck, at []int) { w.noise("register.log", at[wreckCommits]+100, 500) }, []int{wreckCommits}, wreckCommits + 1},
		{"the other half", func(w *wreck, at []int) { w.noise("register.log", at[wreckCommits+1], 500) }, []int{wreckCommits}, wreckCommits + 1},
		{"the last", func(w *wreck, at []int) { w.flip("register.log", at[wreckCommits+2]+200) }, []int{wreckCommits + 1}, wreckCommits + 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWreck(t, false)
			at := w.frames()
			if len(at) < wreckCommits+3 {
				t.Fatalf("frames at %v", at)
			}
			c.do(w, at)
			m, err := w.remains(byPassword)
			if err != nil {
				t.Fatal(err)
			}
			var lost []int
			for _, d := range m.Report.Bad {
				if d.Part != vault.PartCommit || d.File != "register.log" {
					t.Errorf("told %v", d)
				}
				lost = append(lost, int(d.Number))
			}
			first := int(firstCommit(t, w))
			for i := range lost {
				lost[i] -= first
			}
			if !slices.Equal(lost, c.bad) || m.Report.Commits != c.commits {
				t.Errorf("lost %v, %d commits: %v", lost, m.Report.Commits, told(m.Report.Bad))
			}
			if m.Page(1) == nil || m.Opens() {
				t.Error("pages")
			}
		})
	}
}

// firstCommit is the number of the log's first: the one after what the quiet vault holds.
func firstCommit(t *testing.T, w *wreck) uint64 {
	t.Helper()
	c := &wreck{t: t, dir: filepath.Join(t.TempDir(), "copy")}
	if err := os.CopyFS(c.dir, os.DirFS(w.dir)); err != nil {
		t.Fatal(err)
	}
	log := c.read("register.log")
	for i := 0; i+4 < len(log); i += 512 { // the first head that is left says
		if string(log[i:i+4]) == "CFR1" {
			first := uint64(log[i+23]) | uint64(log[i+22])<<8
			if i > 0 {
				first--
			}
			return first
		}
	}
	t.Fatal("no frame")
	return 0
}

func TestRemainsOfOldAndForeignParts(t *testing.T) {
	t.Run("old register under a newer log", func(t *testing.T) {
		old, w := newWreck(t, true), newWreck(t, true)
		_ = old
		earlier := w.read("register")
		v := reopen(t, w.dir, cheap())
		do(t, v, "INSERT INTO small VALUES ('newer')")
		if err := v.Seal(); err != nil {
			t.Fatal(err)
		}
		if _, err := v.Unlock(ctx, login, password); err != nil {
			t.Fatal(err)
		}
		do(t, v, "INSERT INTO small VALUES ('newest')")
		c := &wreck{t: t, dir: filepath.Join(t.TempDir(), "c")}
		if err := os.CopyFS(c.dir, os.DirFS(w.dir)); err != nil {
			t.Fatal(err)
		}
		c.write("register", earlier)
		m, err := c.remains(byPassword)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(m.Report.Bad); len(got) != 1 || !strings.HasPrefix(got[0], "register.log: log and register") {
			t.Errorf("told %v", got)
		}
		if m.Report.Bad[0].Kind() != vault.Older || m.Report.Commits != 1 {
			t.Errorf("%+v", m.Report)
		}
	})
	t.Run("old log under a newer register", func(t *testing.T) {
		w := newWreck(t, false)
		earlier := w.read("register.log")
		for range 2 {
			v := reopen(t, w.dir, cheap())
			do(t, v, "INSERT INTO small VALUES ('newer')")
			if err := v.Close(); err != nil {
				t.Fatal(err)
			}
		}
		w.write("register.log", earlier)
		m, err := w.remains(byPassword)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(m.Report.Bad); len(got) != 1 || m.Report.Bad[0].Kind() != vault.Older || m.Report.Commits != 0 {
			t.Errorf("told %v", got)
		}
	})
	t.Run("another vault's register", func(t *testing.T) {
		w := newWreck(t, true)
		w.write("register", newWreck(t, true).read("register"))
		m, err := w.remains(byPassword)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Report.Bad) < 5 || m.Page(1) != nil {
			t.Errorf("told %v", told(m.Report.Bad))
		}
	})
}

// TestRemainsOfATakenInLog: the log of a checkpoint that came to all but the emptying is no damage.
func TestRemainsOfATakenInLog(t *testing.T) {
	w := newWreck(t, false)
	log := w.read("register.log")
	v := reopen(t, w.dir, cheap())
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	w.write("register.log", log)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Report.Sound() || len(m.Report.Torn) > 0 {
		t.Errorf("told %v, torn %v", told(m.Report.Bad), told(m.Report.Torn))
	}
	w.write("register.log", slices.Concat(log[:len(log)/2], make([]byte, 512), bytes.Repeat([]byte{7}, 5000)))
	m.Close()
	w = newWreck(t, false)
	at := w.frames()
	w.noise("register.log", at[len(at)-1], 1<<20)
	if m, err = w.remains(byPassword); err != nil {
		t.Fatal(err)
	}
	if !m.Report.Sound() || len(m.Report.Torn) != 1 || m.Report.Torn[0].Part != vault.PartCommit {
		t.Errorf("told %v, torn %v", told(m.Report.Bad), told(m.Report.Torn))
	}
}

// TestRemainsOfTwinsThatDoNotFollow: copies that were both written by the vault, but not one after the other.
func TestRemainsOfTwinsThatDoNotFollow(t *testing.T) {
	w := newWreck(t, true)
	keys, register := w.read("keys"), w.read("register")
	v := reopen(t, w.dir, cheap())
	for range 3 {
		if _, _, err := v.Invite("somebody"); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	now := w.read("keys")
	check := func(name string, want []string) {
		t.Helper()
		m, err := w.remains(byPassword)
		if err != nil {
			t.Fatal(name, err)
		}
		if got := told(m.Report.Bad); !slices.Equal(got, want) || m.Page(1) == nil {
			t.Errorf("%s: told %q", name, got)
		}
		m.Close()
	}
	w.write("keys", slices.Concat(keys[:len(keys)/2], now[len(now)/2:]))
	check("key copies", []string{"keys: copies of the key slots do not follow one another"})
	w.write("keys", keys)
	check("an old key file", []string{"keys: an older key file was put back"})
	w.write("keys", now)
	later := w.read("register")
	w.write("register", slices.Concat(register[:4096], later[4096:]))
	check("state copies", []string{"register: state copies do not follow one another"})
	w.write("keys", keys)
	check("state copies and an old key file", []string{
		"register: state copies do not follow one another", "keys: an older key file was put back",
	})
	w.write("keys", slices.Concat(keys[:len(keys)/2], now[len(now)/2:]))
	check("state copies and key copies", []string{
		"keys: copies of the key slots do not follow one another", "register: state copies do not follow one another",
	})
}

// TestRemainsAreGivenUp: the reading ends when it is told to.
func TestRemainsAreGivenUp(t *testing.T) {
	w := newWreck(t, true)
	stopped, cancel := context.WithCancel(ctx)
	_, err := vault.OpenRemains(stopped, w.dir, cheap(), byPassword, func(int64, int64) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if m, err := w.remains(byPassword); err != nil || !m.Report.Sound() {
		t.Errorf("afterwards: %v", err)
	}
}

// TestRemainsOfAShorterDatabase: pages that a later commit cut off are not there any more.
func TestRemainsOfAShorterDatabase(t *testing.T) {
	w := newWreck(t, true)
	v := reopen(t, w.dir, cheap())
	do(t, v, "INSERT INTO small VALUES ('spoilt')")
	do(t, v, "INSERT INTO t VALUES (99, zeroblob(90000))")
	do(t, v, "DELETE FROM t")
	do(t, v, "VACUUM")
	do(t, v, "INSERT INTO small VALUES ('after')") // SQLite cuts its file after the sync: the next commit has it
	c := &wreck{t: t, dir: filepath.Join(t.TempDir(), "c")}
	if err := os.CopyFS(c.dir, os.DirFS(w.dir)); err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	c.noise("register.log", c.frames()[0], 96)
	m, err := c.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Report.Bad) != 1 || m.Pages() > 8 || m.Page(m.Pages()) == nil || m.Page(m.Pages()+1) != nil {
		t.Errorf("%d pages, told %q", m.Pages(), told(m.Report.Bad))
	}
}

// TestRemainsOfPagesInALostCommit: pages that were only ever written there are lost.
func TestRemainsOfPagesInALostCommit(t *testing.T) {
	w := newWreck(t, false)
	w.noise("register.log", w.frames()[wreckCommits]+100, 500)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for n := uint32(1); n <= m.Pages(); n++ {
		if m.Page(n) == nil {
			lost++
		}
	}
	if lost < 100 || lost > 256 {
		t.Errorf("%d pages lost of %d", lost, m.Pages())
	}
}

func TestRemainsOfANewerVault(t *testing.T) {
	w := newWreck(t, true)
	b := w.read("keys")
	b[8], b[len(b)/2+8] = 9, 9
	w.write("keys", b)
	if _, err := w.remains(byPassword); !errors.Is(err, vault.ErrNewer) {
		t.Error(err)
	}
}
