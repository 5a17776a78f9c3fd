package vault_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"custody/store/vault"
)

// wreck is a vault in a folder of its own, to be damaged: twelve rows in the register, commits in the log, two documents.
type wreck struct {
	t   testing.TB
	dir string
	rec vault.Recovery
	doc []string
}

const (
	wreckCommits = 8
	pageBytes    = 4136
	headBytes    = 8192
)

// newWreck makes it; quiet leaves the log empty.
func newWreck(t testing.TB, quiet bool) *wreck {
	t.Helper()
	v, dir, rec := create(t, cheap())
	w := &wreck{t: t, dir: dir, rec: rec}
	do(t, v, "CREATE TABLE t (id INTEGER PRIMARY KEY, x BLOB)")
	do(t, v, "CREATE TABLE small (x TEXT)")
	for i := range 12 {
		do(t, v, "INSERT INTO t VALUES (?, ?)", i+1, bytes.Repeat([]byte{byte('a' + i)}, 9000))
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		d, err := v.Documents().Put(ctx, key.Recipient(), strings.NewReader(strings.Repeat("text", 50000*i+10)))
		if err != nil {
			t.Fatal(err)
		}
		w.doc = append(w.doc, d.Path())
	}
	if err := v.Seal(); err != nil {
		t.Fatal(err)
	}
	if !quiet {
		if _, err := v.Unlock(ctx, login, password); err != nil {
			t.Fatal(err)
		}
		for i := range wreckCommits {
			do(t, v, "INSERT INTO small VALUES (?)", fmt.Sprint("in the log ", i))
		}
		do(t, v, "UPDATE t SET x = zeroblob(2000000) WHERE id = 12") // two frames
		do(t, v, "INSERT INTO small VALUES ('after')")
		w.dir = filepath.Join(t.TempDir(), "crashed")
		if err := os.CopyFS(w.dir, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *wreck) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *wreck) read(name string) []byte {
	w.t.Helper()
	b, err := os.ReadFile(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

func (w *wreck) write(name string, b []byte) {
	w.t.Helper()
	if err := os.WriteFile(w.path(name), b, 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// noise overwrites a part of a file.
func (w *wreck) noise(name string, at, n int) {
	w.t.Helper()
	b := w.read(name)
	r := rand.New(rand.NewPCG(3, uint64(at)))
	for i := at; i < at+n && i < len(b); i++ {
		b[i] = byte(r.Uint32())
	}
	w.write(name, b)
}

func (w *wreck) flip(name string, at int) {
	w.t.Helper()
	b := w.read(name)
	b[at] ^= 4
	w.write(name, b)
}

// all is every file with what it holds.
func (w *wreck) all() map[string]string {
	w.t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(w.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b, rerr := os.ReadFile(path)
			out[path], err = string(b), rerr
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

var byPassword = vault.Access{Login: login, Password: password}

// remains reads the wreck and sees to it that nothing of it changes.
func (w *wreck) remains(with vault.Access) (*vault.Remains, error) {
	w.t.Helper()
	before := w.all()
	m, err := vault.OpenRemains(ctx, w.dir, cheap(), with, nil)
	w.t.Cleanup(func() {
		if m != nil {
			m.Close()
		}
	})
	w.untouched(before)
	return m, err
}

func (w *wreck) untouched(before map[string]string) {
	w.t.Helper()
	after := w.all()
	for name, b := range after {
		if before[name] != b {
			w.t.Errorf("%s was changed", name)
		}
	}
	if len(after) != len(before) {
		w.t.Errorf("%d files became %d", len(before), len(after))
	}
}

// told is the report's damage in short.
func told(list []*vault.DamagedError) []string {
	out := []string{}
	for _, d := range list {
		s := fmt.Sprintf("%s %s %d", d.File, d.Part, d.Number)
		if d.Last > 0 {
			s += "+"
		}
		if d.Part == vault.PartFile {
			s = d.File + ": " + d.Reason
		}
		out = append(out, s)
	}
	return out
}

func TestRemainsOfASoundVault(t *testing.T) {
	w := newWreck(t, false)
	var done, all int64
	before := w.all()
	m, err := vault.OpenRemains(ctx, w.dir, cheap(), byPassword, func(d, a int64) { done, all = max(done, d), a })
	if err != nil {
		t.Fatal(err)
	}
	r := m.Report
	if !r.Sound() || len(r.Torn) > 0 || r.Commits != wreckCommits+2 || r.Frames < r.Commits || r.Slots != 2 || r.Documents != 2 || r.Bytes == 0 {
		t.Errorf("%+v %v", r, told(r.Torn))
	}
	if done == 0 || done != all || int(all) != r.Pages || uint32(r.Pages) != m.Pages() {
		t.Errorf("progress %d of %d, %d pages, %d", done, all, r.Pages, m.Pages())
	}
	if !m.Opens() || m.Err() != nil || len(m.ID()) != 32 || m.Keys == nil || m.Keys.Login != login {
		t.Errorf("%v %v %q %v", m.Opens(), m.Err(), m.ID(), m.Keys)
	}
	if m.Page(0) != nil || m.Page(m.Pages()+1) != nil || !bytes.HasPrefix(m.Page(1), []byte("SQLite format 3")) {
		t.Error("pages")
	}
	db, err := m.DB()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO small VALUES ('in memory only')"); err != nil {
		t.Error(err)
	}
	var n int
	if err := db.QueryRow("SELECT count(*) FROM small").Scan(&n); err != nil || n != wreckCommits+2 {
		t.Errorf("%d rows, %v", n, err)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	w.untouched(before)
}

func TestRemainsNameEachDamage(t *testing.T) {
	half := func(w *wreck) int { return len(w.read("keys")) / 2 }
	for _, c := range []struct {
		name      string
		quiet     bool
		do        func(w *wreck)
		bad, torn []string
	}{
		{"first key copy changed", true, func(w *wreck) { w.flip("keys", 300) }, []string{"keys keys 1"}, nil},
		{"second key copy changed", true, func(w *wreck) { w.flip("keys", half(w)+300) }, []string{"keys keys 2"}, nil},
		{"second key copy torn", true, func(w *wreck) { w.noise("keys", half(w), half(w)) }, nil, []string{"keys keys 2"}},
		{"key file cut", true, func(w *wreck) { w.write("keys", w.read("keys")[:half(w)+500]) }, []string{"keys keys 2"}, nil},
		{
			"key file lost, an unfinished one left", true,
			func(w *wreck) { w.write("keys.new", w.read("keys")); w.noise("keys", 0, 2*half(w)) },
			[]string{"keys keys 1", "keys keys 2"},
			nil,
		},
		{
			"first state copy changed", true, func(w *wreck) { w.flip("register", 100) },
			[]string{"register state 1"},
			nil,
		},
		{"second state copy torn", true, func(w *wreck) { w.noise("register", 4096, 4096) }, nil, []string{"register state 2"}},
		{"both states", true, func(w *wreck) { w.noise("register", 0, headBytes) }, []string{"register state 1", "register state 2"}, nil},
		{"both states under a log", false, func(w *wreck) { w.noise("register", 0, headBytes) }, []string{"register state 1", "register state 2"}, nil},
		{"two pages", true, func(w *wreck) {
			w.flip("register", headBytes+pageBytes+9)
			w.noise("register", headBytes+3*pageBytes, 99)
		}, []string{
			"register page 2", "register page 4",
		}, nil},
		{"register cut", true, func(w *wreck) { w.write("register", w.read("register")[:headBytes+3*pageBytes+7]) }, []string{"register page 4+"}, nil},
		{"last page cut", true, func(w *wreck) { b := w.read("register"); w.write("register", b[:len(b)-1]) }, nil, nil},
		{"register lost", true, func(w *wreck) { os.Remove(w.path("register")) }, []string{
			"register: file is missing", "register state 1", "register state 2",
		}, nil},
		{"log lost", true, func(w *wreck) { os.Remove(w.path("register.log")) }, []string{"register.log: file is missing"}, nil},
		{"stray bytes", true, func(w *wreck) { w.write("register", append(w.read("register"), 1, 2, 3)) }, []string{
			"register: stray bytes after the last page",
		}, nil},
		{"document cut", true, func(w *wreck) {
			b := w.read(w.doc[1])
			head := bytes.Index(b, []byte("\n--- "))
			head += 1 + bytes.IndexByte(b[head+1:], '\n') + 1
			w.write(w.doc[1], b[:head+16+(64<<10+16)+10])
		}, []string{"document 1"}, nil},
		{"document of noise", true, func(w *wreck) { w.noise(w.doc[0], 0, 60) }, []string{"document 0"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWreck(t, c.quiet)
			c.do(w)
			m, err := w.remains(byPassword)
			if err != nil {
				t.Fatal(err)
			}
			want := slices.Clone(c.bad)
			for i, s := range want {
				if rest, ok := strings.CutPrefix(s, "document "); ok {
					want[i] = w.doc[rest[0]-'0'] + " document 0"
				}
			}
			got := told(m.Report.Bad)
			if c.name == "last page cut" {
				want = []string{fmt.Sprintf("register page %d", m.Pages())}
			}
			if !slices.Equal(got, append([]string{}, want...)) || !slices.Equal(told(m.Report.Torn), append([]string{}, c.torn...)) {
				t.Errorf("told %q, torn %q", got, told(m.Report.Torn))
			}
			documents := strings.HasPrefix(c.name, "document")
			if _, err := m.DB(); (err == nil) != (len(want) == 0 || documents) {
				t.Errorf("DB: %v", err)
			}
		})
	}
}

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

func TestRemainsRefuse(t *testing.T) {
	w := newWreck(t, true)
	for name, c := range map[string]struct {
		with vault.Access
		want error
	}{
		"password": {vault.Access{Login: login, Password: "wrong wrong wrong"}, vault.ErrWrongPassword},
		"login":    {vault.Access{Login: "nobody", Password: password}, vault.ErrWrongPassword},
		"halves":   {vault.Access{HalfA: newWreck(t, true).rec.A, HalfB: w.rec.B}, vault.ErrWrongCode},
	} {
		if _, err := w.remains(c.with); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if m, err := w.remains(vault.Access{HalfA: w.rec.A, HalfB: w.rec.B}); err != nil || m.Keys != nil || !m.Report.Sound() {
		t.Errorf("the right halves: %v", err)
	} else if err := m.Close(); err != nil {
		t.Error(err)
	}
	if _, err := vault.OpenRemains(ctx, t.TempDir(), cheap(), byPassword, nil); !errors.Is(err, vault.ErrNotVault) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := vault.OpenRemains(ctx, w.path("none"), cheap(), byPassword, nil); !errors.Is(err, vault.ErrNotVault) {
		t.Errorf("no folder: %v", err)
	}
	v := reopen(t, w.dir, cheap())
	if _, err := vault.OpenRemains(ctx, w.dir, cheap(), byPassword, nil); !errors.Is(err, vault.ErrInUse) {
		t.Errorf("in use: %v", err)
	}
	v.Close()
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := vault.OpenRemains(stopped, w.dir, cheap(), byPassword, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	w.noise("keys", 0, 1<<20)
	var bad *vault.DamagedError
	if _, err := w.remains(byPassword); !errors.As(err, &bad) || bad.Part != vault.PartKeys {
		t.Errorf("no key copy: %v", err)
	}
}

// A wait is kept to, though the wrong password that is tried here is not counted.
func TestRemainsKeepToTheWait(t *testing.T) {
	w := newWreck(t, true)
	v, err := vault.Open(ctx, w.dir, cheap())
	if err != nil {
		t.Fatal(err)
	}
	for range 6 {
		_, _ = v.Unlock(ctx, login, "wrong wrong wrong")
	}
	v.Close()
	if _, err := w.remains(byPassword); !errors.Is(err, vault.ErrThrottled) {
		t.Errorf("%v", err)
	}
	opt := cheap()
	opt.Now = func() time.Time { return time.Now().Add(time.Hour) }
	m, err := vault.OpenRemains(ctx, w.dir, opt, byPassword, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.Close()
}

// badDisk gives errors instead of what lies in some places.
type badDisk struct {
	vault.FS
	name     string
	from, to int64
}

type badFile struct {
	vault.File
	d badDisk
}

var errWreckedDisk = errors.New("input/output error")

func (d badDisk) OpenRead(path string) (vault.File, error) {
	f, err := d.Open(path, false)
	if err != nil || filepath.Base(path) != d.name {
		return f, err
	}
	return badFile{f, d}, nil
}

func (d badDisk) LockRead(path string) (io.Closer, error) { return d.Lock(path) }

func (f badFile) ReadAt(p []byte, off int64) (int, error) {
	if off < f.d.to && off+int64(len(p)) > f.d.from {
		return 0, errWreckedDisk
	}
	return f.File.ReadAt(p, off)
}

// TestRemainsOnABadDisk: what the disk does not give counts as damaged, and no more than that.
func TestRemainsOnABadDisk(t *testing.T) {
	for _, c := range []struct {
		name     string
		from, to int64
		want     string
	}{
		{"keys", 100, 101, "keys keys 1"},
		{"register", 10, 20, "register state 1"},
		{"register", headBytes + pageBytes*2 + 5, headBytes + pageBytes*2 + 6, "register page 3"},
	} {
		w := newWreck(t, true)
		opt := cheap()
		opt.FS = badDisk{vault.OS(), c.name, c.from, c.to}
		m, err := vault.OpenRemains(ctx, w.dir, opt, byPassword, nil)
		if err != nil {
			t.Errorf("%+v: %v", c, err)
			continue
		}
		if got := append(told(m.Report.Bad), told(m.Report.Torn)...); !slices.Contains(got, c.want) || len(got) > 2 {
			t.Errorf("%+v: told %v", c, got)
		}
		m.Close()
	}
}

// salvaged fills a new vault with a line.
func salvaged(db *sql.DB) error {
	_, err := db.Exec("CREATE TABLE saved AS SELECT 'yes' AS x")
	return err
}

func TestSalvageKeepsTheKeys(t *testing.T) {
	w := newWreck(t, false)
	w.noise("register", headBytes, pageBytes)
	w.noise(w.doc[0], 0, 60)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	before := w.all()
	to := filepath.Join(t.TempDir(), "new")
	var done, all int64
	if err := m.Salvage(ctx, to, cheap(), salvaged, func(d, a int64) { done, all = d, a }); err != nil {
		t.Fatal(err)
	}
	if done != 2 || all != 2 {
		t.Errorf("%d of %d documents", done, all)
	}
	id := m.ID()
	m.Close()
	w.untouched(before)
	v := reopen(t, to, cheap())
	if got := query[string](t, v, "SELECT x FROM saved"); got != "yes" || v.ID() != id {
		t.Errorf("%q, %s", got, v.ID())
	}
	if err := v.CheckRecovery(ctx, w.rec.A, w.rec.B); err != nil {
		t.Error(err)
	}
	if r, err := v.Verify(ctx); err != nil || !r.Sound() || r.Documents != 1 {
		t.Errorf("%+v %v", r, err)
	}
	n := &wreck{t: t, dir: to}
	if !bytes.Equal(n.read(w.doc[1]), w.read(w.doc[1])) {
		t.Error("the document")
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	n.write("register.log", w.read("register.log"))
	if v, err := vault.Open(ctx, to, cheap()); err == nil {
		defer v.Close()
		if _, err := v.Unlock(ctx, login, password); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("the old log under the new register: %v", err)
		}
	}
}

func TestSalvageRefusesAndLeavesNoVault(t *testing.T) {
	w := newWreck(t, true)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Salvage(ctx, w.dir, cheap(), salvaged, nil); !errors.Is(err, vault.ErrNotEmpty) {
		t.Errorf("onto itself: %v", err)
	}
	noVault := func(name, to string) {
		t.Helper()
		if v, err := vault.Open(ctx, to, cheap()); !errors.Is(err, vault.ErrNotVault) {
			t.Errorf("%s: %v", name, err)
			v.Close()
		}
	}
	own := errors.New("no more rows")
	to := filepath.Join(t.TempDir(), "a")
	if err := m.Salvage(ctx, to, cheap(), func(*sql.DB) error { return own }, nil); !errors.Is(err, own) {
		t.Errorf("a failing filling: %v", err)
	}
	noVault("a failing filling", to)
	stopped, cancel := context.WithCancel(ctx)
	to = filepath.Join(t.TempDir(), "b")
	if err := m.Salvage(stopped, to, cheap(), func(db *sql.DB) error { cancel(); return salvaged(db) }, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	noVault("cancelled", to)
	if err := m.Salvage(ctx, to, cheap(), salvaged, nil); !errors.Is(err, vault.ErrNotEmpty) && err != nil {
		t.Errorf("again: %v", err)
	}
}

// failing is a disk of which the n-th writing operation and all after it fail.
type failing struct {
	vault.FS
	left *int
}

type failingFile struct {
	vault.File
	left *int
}

func spend(left *int) error {
	if *left--; *left < 0 {
		return errWreckedDisk
	}
	return nil
}

func (f failing) Open(path string, create bool) (vault.File, error) {
	if create {
		if err := spend(f.left); err != nil {
			return nil, err
		}
	}
	file, err := f.FS.Open(path, create)
	return failingFile{file, f.left}, err
}

func (f failing) Rename(a, b string) error {
	return errors.Join(spend(f.left), f.unless(func() error { return f.FS.Rename(a, b) }))
}

func (f failing) MkdirAll(p string) error {
	return errors.Join(spend(f.left), f.unless(func() error { return f.FS.MkdirAll(p) }))
}

func (f failing) SyncDir(p string) error {
	return errors.Join(spend(f.left), f.unless(func() error { return f.FS.SyncDir(p) }))
}

func (f failing) unless(do func() error) error {
	if *f.left < 0 {
		return nil
	}
	return do()
}

func (f failingFile) WriteAt(p []byte, off int64) (int, error) {
	if err := spend(f.left); err != nil {
		return 0, err
	}
	return f.File.WriteAt(p, off)
}

func (f failingFile) Truncate(n int64) error {
	if err := spend(f.left); err != nil {
		return err
	}
	return f.File.Truncate(n)
}

func (f failingFile) Sync() error {
	if err := spend(f.left); err != nil {
		return err
	}
	return f.File.Sync()
}

// TestSalvageCutShortAnywhere: whichever writing fails, there is no folder that opens as a vault, or a whole one.
func TestSalvageCutShortAnywhere(t *testing.T) {
	w := newWreck(t, true)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; ; n++ {
		to := filepath.Join(t.TempDir(), "new")
		left := n
		opt := cheap()
		opt.FS = failing{vault.OS(), &left}
		err := m.Salvage(ctx, to, opt, salvaged, nil)
		v, oerr := vault.Open(ctx, to, cheap())
		if oerr == nil {
			if _, uerr := v.Unlock(ctx, login, password); uerr != nil {
				t.Errorf("operation %d: a vault that does not open: %v", n, uerr)
			} else if got := query[string](t, v, "SELECT x FROM saved"); got != "yes" {
				t.Errorf("operation %d: %q", n, got)
			}
			v.Close()
		}
		if err == nil && oerr == nil {
			t.Logf("%d writing operations", n)
			return
		}
		if err == nil || n > 500 {
			t.Fatalf("operation %d: %v, %v", n, err, oerr)
		}
	}
}
