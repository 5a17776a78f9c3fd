package vault_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"custody/store/vault"
)

func removeAll(folder string) error { return os.RemoveAll(folder) }

// A backup is restored into a new or empty folder, and over nothing.
func TestRestoreOverNothing(t *testing.T) {
	s := newStored(t, 3, 100)
	s.backup("a")
	for name, dir := range map[string]string{"a vault": s.dir, "a file": s.path("a"), "other files": s.folder} {
		if _, err := vault.Restore(t.Context(), vault.OS(), s.path("a"), dir, nil); !errors.Is(err, vault.ErrNotEmpty) {
			t.Errorf("%s: %v", name, err)
		}
	}
	empty := t.TempDir()
	left := empty + ".restoring" // of a restoring that was cut short: not ours to touch
	s.must(os.MkdirAll(left, 0o700))
	b, err := vault.Restore(t.Context(), vault.OS(), s.path("a"), empty, nil)
	s.must(err)
	if b.Entries != 42 {
		t.Errorf("got %+v", b)
	}
	reopen(t, empty, s.opt)
	deep := filepath.Join(t.TempDir(), "a", "b", "c")
	_, err = vault.Restore(t.Context(), vault.OS(), s.path("a"), deep, nil)
	s.must(err)
	reopen(t, deep, s.opt)
}

func TestRestoreCancelled(t *testing.T) {
	s := newStored(t, 3, 20<<20)
	s.backup("a")
	ctx, cancel := context.WithCancel(t.Context())
	dir := filepath.Join(t.TempDir(), "r")
	_, err := vault.Restore(ctx, vault.OS(), s.path("a"), dir, func(done, total int64) {
		if done > total/3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(left(t, filepath.Dir(dir))) != 0 {
		t.Errorf("got %v, left %v", err, left(t, filepath.Dir(dir)))
	}
	if _, err := vault.CheckBackup(ctx, vault.OS(), s.path("a"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A flipped byte of a backup leaves no folder behind.
func TestRestoreOfADamagedBackup(t *testing.T) {
	s := newStored(t, 30, 5000)
	b := s.backup("a")
	for _, at := range []int64{0, 20, 5000, 64<<10 + 5000, b.Size - 8000, b.Size - 1200, b.Size - 200, b.Size - 1} {
		flipFile(t, s.path("a"), at)
		dir, err := s.restore("a")
		if !errors.Is(err, vault.ErrDamaged) && !errors.Is(err, vault.ErrNotBackup) || len(left(t, filepath.Dir(dir))) != 0 {
			t.Errorf("flip at %d: %v, left %v", at, err, left(t, filepath.Dir(dir)))
		}
		flipFile(t, s.path("a"), at)
	}
	if _, err := s.restore("a"); err != nil {
		t.Error(err)
	}
	if _, err := s.restore("none"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing backup: %v", err)
	}
}

// FuzzBackup gives the reader of backups anything; what it takes for a backup must be one, to the byte.
func FuzzBackup(f *testing.F) {
	s := newStored(f, 1, 10)
	s.backup("a")
	m := s.inMemory("a")
	foot, manifest := m.foot()
	f.Add(m.data[manifest:foot])
	f.Add([]byte(`{"format":1}`))
	parts := m.data[:manifest:manifest]
	f.Fuzz(func(t *testing.T, text []byte) {
		m.data = append(parts, append(append([]byte{}, text...), m.data[len(m.data)-256:]...)...)
		m.manifestAt(manifest, len(text))
		m.reseal(s.sign)
		m.fs.names[m.path] = &simFile{data: m.data}
		b, err := vault.CheckBackup(t.Context(), m.fs, m.path, nil)
		if err == nil && (b.Vault != s.v.ID() || b.Documents != 1) {
			t.Errorf("took %+v", b)
		}
	})
}
