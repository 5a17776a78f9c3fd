package vault_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"custody/store/vault"
)

// documentsOf compares the documents of a restored folder with the vault's.
func (s *stored) documentsOf(dir string) {
	s.Helper()
	for name, want := range s.docs {
		if got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || !bytes.Equal(got, want) {
			s.Errorf("%s: %d bytes of %d, %v", name, len(got), len(want), err)
		}
	}
}

// A differential backup has only the documents that its base has not, and comes back whole from both.
func TestDifferentialBackup(t *testing.T) {
	s := newStored(t, 5, 1<<20, 700<<10, 3)
	full := s.backup("full")
	s.document(2000)
	s.grow(5)
	d := s.upon("d", "full")
	if d.Base != filepath.Base(full.File) || d.Documents != 4 || d.Size > full.Size/2 {
		t.Fatalf("got %+v after %d bytes", d, full.Size)
	}
	dir, err := s.restore("d")
	s.must(err)
	s.documentsOf(dir)
	if got := query[int](t, reopen(t, dir, s.opt), "SELECT count(*) FROM t"); got != 10 {
		t.Errorf("%d rows", got)
	}
	if _, err := vault.CheckBackup(t.Context(), vault.OS(), s.path("d"), nil); err != nil {
		t.Error(err)
	}
	// A differential one is nothing to build on.
	if b := s.upon("e", "d"); b.Base != "" {
		t.Errorf("builds on %s", b.Base)
	}
}

// Without its base, or beside another under its name, a differential backup names the file it wants.
func TestDifferentialWithoutItsBase(t *testing.T) {
	s := newStored(t, 5, 1<<20)
	s.backup("full")
	s.upon("d", "full")
	s.grow(1)
	other := s.backup("other")
	wants := func(what string) {
		t.Helper()
		var base *vault.BaseError
		if _, err := s.restore("d"); !errors.As(err, &base) || base.File != "full"+vault.BackupSuffix || base.Error() == "" {
			t.Errorf("%s: restore says %v", what, err)
		}
		if _, err := vault.CheckBackup(t.Context(), vault.OS(), s.path("d"), nil); !errors.As(err, &base) {
			t.Errorf("%s: check says %v", what, err)
		}
	}
	s.must(os.Rename(other.File, s.path("full")))
	wants("another under its name")
	s.must(os.Remove(s.path("full")))
	wants("missing")
}

// A base that is damaged, foreign or saves little is not built on.
func TestBaseNotWorthBuildingOn(t *testing.T) {
	s := newStored(t, 5, 1<<20)
	s.backup("full")
	stranger := newStored(t, 1, 1<<20)
	stranger.folder = s.folder
	stranger.backup("stranger")
	if b := s.upon("a", "stranger"); b.Base != "" {
		t.Error("built on a stranger")
	}
	if b := s.upon("b", "nothing"); b.Base != "" {
		t.Error("built on nothing")
	}
	s.document(4 << 20)
	if b := s.upon("c", "full"); b.Base != "" {
		t.Error("built on a base that saves little")
	}
	flipFile(t, s.path("full"), 200<<10)
	s.must(os.Remove(s.path("c")))
	if b := s.upon("d", "full"); b.Base != "" {
		t.Error("built on a damaged base")
	}
}

// A document is never written twice: one that differs from the base goes in beside it.
func TestDocumentUnlikeItsBase(t *testing.T) {
	s := newStored(t, 5, 2<<20)
	file := s.document(1000)
	s.backup("full")
	flipFile(t, file, 17)
	d := s.upon("d", "full")
	if d.Base == "" || d.Documents != 2 {
		t.Fatalf("got %+v", d)
	}
	dir, err := s.restore("d")
	s.must(err)
	want, err := os.ReadFile(file)
	s.must(err)
	rel, err := filepath.Rel(s.dir, file)
	s.must(err)
	if got, err := os.ReadFile(filepath.Join(dir, rel)); err != nil || !bytes.Equal(got, want) {
		t.Errorf("restored something else, %v", err)
	}
	// Damage in the base is named in the base.
	flipFile(t, s.path("full"), 300<<10)
	var bad *vault.DamagedError
	if _, err := s.restore("d"); !errors.As(err, &bad) || bad.File != "full"+vault.BackupSuffix {
		t.Errorf("got %v", err)
	}
	if _, err := vault.CheckBackup(t.Context(), vault.OS(), s.path("d"), nil); !errors.As(err, &bad) {
		t.Errorf("got %v", err)
	}
}
