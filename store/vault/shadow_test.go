package vault_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"custody/store/vault"
)

// TestShadowIsAFile: over a shadow, a file behaves as the file itself would, and the file stays as it is.
func TestShadowIsAFile(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 30 {
		path := filepath.Join(t.TempDir(), "file")
		model := make([]byte, r.IntN(20000))
		for i := range model {
			model[i] = byte(r.Uint32())
		}
		if err := os.WriteFile(path, model, 0o400); err != nil {
			t.Fatal(err)
		}
		original := bytes.Clone(model)
		s := vault.Shadow(vault.OS())
		f, err := s.Open(path, false)
		if err != nil {
			t.Fatal(err)
		}
		for range 200 {
			model = oneStep(t, r, f, model)
		}
		if f, err = s.Open(path, false); err != nil {
			t.Fatal(err)
		}
		all := make([]byte, len(model))
		if n, err := f.ReadAt(all, 0); n != len(all) || err != nil && !errors.Is(err, io.EOF) || !bytes.Equal(all, model) {
			t.Fatalf("read %d of %d, %v", n, len(all), err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, original) {
			t.Fatal("the file was changed", err)
		}
	}
}

func oneStep(t *testing.T, r *rand.Rand, f vault.File, model []byte) []byte {
	t.Helper()
	at := r.IntN(len(model) + 3000)
	switch r.IntN(5) {
	case 0, 1:
		p := make([]byte, r.IntN(9000))
		for i := range p {
			p[i] = byte(r.Uint32())
		}
		if _, err := f.WriteAt(p, int64(at)); err != nil {
			t.Fatal(err)
		}
		if grow := at + len(p) - len(model); grow > 0 {
			model = append(model, make([]byte, grow)...)
		}
		copy(model[at:], p)
	case 2:
		if r.IntN(4) > 0 {
			return model
		}
		if err := f.Truncate(int64(at)); err != nil {
			t.Fatal(err)
		}
		model = append(model, make([]byte, max(0, at-len(model)))...)[:at]
	default:
		p := make([]byte, r.IntN(9000))
		n, err := f.ReadAt(p, int64(at))
		want := 0
		if at < len(model) {
			want = copy(make([]byte, len(p)), model[at:])
		}
		if n != want || n < len(p) != errors.Is(err, io.EOF) || n > 0 && !bytes.Equal(p[:n], model[at:at+n]) {
			t.Fatalf("%d bytes at %d: %d, %v, want %d", len(p), at, n, err, want)
		}
	}
	if n, err := f.Size(); err != nil || n != int64(len(model)) {
		t.Fatal(n, len(model), err)
	}
	return model
}

func TestShadowFolder(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, n := range []string{"a", "b"} {
		if err := os.WriteFile(at(n), []byte(n), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := vault.Shadow(vault.OS())
	if _, err := s.Open(at("none"), false); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if err := errors.Join(s.MkdirAll(at("sub")), s.SyncDir(dir), s.Rename(at("a"), at("c")), s.Remove(at("b"))); err != nil {
		t.Error(err)
	}
	if _, err := s.Open(at("b"), false); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("removed: %v", err)
	}
	if s.Rename(at("b"), at("x")) == nil || s.Remove(at("b")) == nil {
		t.Error("what was removed is still there")
	}
	f, err := s.Open(at("d"), true)
	if err != nil || f.Sync() != nil || f.Close() != nil {
		t.Error(err)
	}
	if _, err := f.ReadAt(make([]byte, 1), -1); err == nil {
		t.Error("read before the beginning")
	}
	names, err := s.Names(dir)
	slices.Sort(names)
	if err != nil || !slices.Equal(names, []string{"c", "d"}) {
		t.Errorf("%v %v", names, err)
	}
	if _, err := s.Names(at("none")); err == nil {
		t.Error("names of no folder")
	}
	if names, _ := vault.OS().Names(dir); !slices.Equal(names, []string{"a", "b"}) {
		t.Errorf("the folder was changed: %v", names)
	}
	lock, err := s.Lock(at("lock"))
	if err != nil || lock.Close() != nil {
		t.Error(err)
	}
	if _, err := os.Stat(at("lock")); err == nil {
		t.Error("a lock file was made")
	}
}
