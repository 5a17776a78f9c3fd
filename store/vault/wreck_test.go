package vault_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
