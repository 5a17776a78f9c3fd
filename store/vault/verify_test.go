package vault_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"custody/store/vault"
)

// TestVerifyWhileInUse: what is damaged on the disk under a vault that is open.
func TestVerifyWhileInUse(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(w *wreck)
		want []string
	}{
		{"key file lost", func(w *wreck) { os.Remove(w.path("keys")) }, []string{"keys: file is missing"}},
		{"key file changed", func(w *wreck) { w.flip("keys", 300) }, []string{"keys: copy of the key slots changed"}},
		{"another vault's key file", func(w *wreck) { w.write("keys", newWreck(w.t, true).read("keys")) }, []string{
			"keys: key slots are not this vault's own",
		}},
		{"states", func(w *wreck) { w.noise("register", 0, headBytes) }, []string{"register: no readable state"}},
		{"a commit in the log", func(w *wreck) { w.noise("register.log", w.frames()[0], 96) }, []string{
			"register.log: a commit is unreadable though later ones follow",
		}},
		{"a page", func(w *wreck) { w.flip("register", headBytes+pageBytes*3) }, []string{"register page 4"}},
		{"register cut", func(w *wreck) { w.write("register", w.read("register")[:headBytes+pageBytes*3]) }, []string{"register page 4+"}},
		{"a document", func(w *wreck) { w.noise(w.doc[0], 0, 60) }, []string{"doc"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWreck(t, true)
			v := reopen(t, w.dir, cheap())
			do(t, v, "INSERT INTO small VALUES ('one')")
			do(t, v, "INSERT INTO small VALUES ('two')")
			c.do(w)
			var seen int64
			r, err := v.Verify(ctx, func(done, total int64) { seen = max(seen, done) })
			if err != nil {
				t.Fatal(err)
			}
			if c.want[0] == "doc" {
				c.want = []string{w.doc[0] + " document 0"}
			}
			if got := told(r.Bad); !slices.Equal(got, c.want) {
				t.Errorf("told %q", got)
			}
			if c.name != "states" && seen == 0 {
				t.Error("no progress")
			}
		})
	}
	t.Run("cancelled", func(t *testing.T) {
		v, _, _ := create(t, cheap())
		stopped, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := v.Verify(stopped); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		v.Seal()
		if _, err := v.Verify(ctx); !errors.Is(err, vault.ErrSealed) {
			t.Error(err)
		}
	})
}

// moody is a disk that stops giving what lies in one file.
type moody struct {
	vault.FS
	name *string // of the file; nothing fails while it is empty
	size bool    // the length too
}

type moodyFile struct {
	vault.File
	d    moody
	path string
}

func (d moody) Open(path string, create bool) (vault.File, error) {
	if *d.name == "open "+filepath.Base(path) {
		return nil, errWreckedDisk
	}
	f, err := d.FS.Open(path, create)
	return moodyFile{f, d, path}, err
}

func (f moodyFile) fails() bool {
	return *f.d.name != "" && strings.Contains(filepath.ToSlash(f.path), *f.d.name)
}

func (f moodyFile) ReadAt(p []byte, off int64) (int, error) {
	if f.fails() && !f.d.size {
		return 0, errWreckedDisk
	}
	return f.File.ReadAt(p, off)
}

func (f moodyFile) Size() (int64, error) {
	if f.fails() && f.d.size {
		return 0, errWreckedDisk
	}
	return f.File.Size()
}

// TestVerifyOnAFailingDisk: what could not be read just now is not called damaged; only a document is.
func TestVerifyOnAFailingDisk(t *testing.T) {
	w := newWreck(t, true)
	for _, size := range []bool{false, true} {
		name := ""
		opt := cheap()
		opt.FS = moody{vault.OS(), &name, size}
		v := reopen(t, w.dir, opt)
		do(t, v, "INSERT INTO small VALUES ('one')")
		for _, name = range []string{"keys", "register", "register.log", "open keys"} {
			if r, err := v.Verify(ctx); !errors.Is(err, errWreckedDisk) || !r.Sound() {
				t.Errorf("%s (size %v): %v, %v", name, size, told(r.Bad), err)
			}
		}
		name = w.doc[0]
		if r, err := v.Verify(ctx); err != nil || !slices.Equal(told(r.Bad), []string{w.doc[0] + " document 0"}) {
			t.Errorf("a document (size %v): %v, %v", size, told(r.Bad), err)
		}
		name = ""
		if r, err := v.Verify(ctx); err != nil || !r.Sound() {
			t.Errorf("the disk again: %v, %v", told(r.Bad), err)
		}
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	}
}
