package vault_test

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"custody/store/vault"
)

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

// brokenDisk opens some files and reads none of them, or does not open them.
type brokenDisk struct {
	vault.FS
	name string
	open bool
}

type brokenFile struct{ vault.File }

func (brokenFile) Size() (int64, error)                  { return 0, errWreckedDisk }
func (brokenFile) ReadAt(p []byte, _ int64) (int, error) { return 0, errWreckedDisk }

func (d brokenDisk) OpenRead(path string) (vault.File, error) {
	f, err := d.Open(path, false)
	switch {
	case filepath.Base(path) != d.name && !strings.Contains(path, d.name+"/"), err != nil:
		return f, err
	case d.open:
		return brokenFile{f}, nil
	}
	return nil, errWreckedDisk
}

func (d brokenDisk) LockRead(path string) (io.Closer, error) {
	if d.name == "lock" {
		return nil, fs.ErrPermission
	}
	return d.Lock(path)
}

func TestRemainsOnADiskThatGivesNothing(t *testing.T) {
	w := newWreck(t, true)
	for _, name := range []string{"keys", "register", "register.log", "lock"} {
		for _, open := range []bool{false, true} {
			opt := cheap()
			opt.FS = brokenDisk{vault.OS(), name, open}
			if m, err := vault.OpenRemains(ctx, w.dir, opt, byPassword, nil); err == nil {
				t.Errorf("%s (%v): opened, %v", name, open, told(m.Report.Bad))
				m.Close()
			}
		}
	}
	for _, open := range []bool{false, true} {
		opt := cheap()
		opt.FS = brokenDisk{vault.OS(), "documents/" + filepath.Base(filepath.Dir(w.doc[0])), open}
		m, err := vault.OpenRemains(ctx, w.dir, opt, byPassword, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(m.Report.Bad); !slices.Contains(got, w.doc[0]+" document 0") {
			t.Errorf("told %v", got)
		}
		m.Close()
	}
}

// plainFS has no reading of its own: the shadow takes the ordinary one.
type plainFS struct{ vault.FS }

func TestRemainsOverAnyFileLayer(t *testing.T) {
	w := newWreck(t, false)
	opt := cheap()
	opt.FS = plainFS{vault.OS()}
	m, err := vault.OpenRemains(ctx, w.dir, opt, byPassword, nil)
	if err != nil || !m.Report.Sound() {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
}
