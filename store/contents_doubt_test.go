package store_test

import (
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
)

// doubtfulDisk writes the register's log, and says that it did not.
type doubtfulDisk struct {
	vault.FS
	doubt *atomic.Bool
}

func (d doubtfulDisk) Open(path string, create bool) (vault.File, error) {
	f, err := d.FS.Open(path, create)
	if err == nil && filepath.Base(path) == "register.log" {
		f = doubtfulFile{f, d.doubt}
	}
	return f, err
}

type doubtfulFile struct {
	vault.File
	doubt *atomic.Bool
}

func (f doubtfulFile) Sync() error {
	if err := f.File.Sync(); err != nil || !f.doubt.Load() {
		return err
	}
	return syscall.EIO
}

// Of a commit that the disk neither took nor refused nobody knows before the next start. Until then its file stays: the
// register may have it, and after sealing anew it is the only one.
func TestFileOfCommitInDoubt(t *testing.T) {
	d := doubtfulDisk{vault.OS(), new(atomic.Bool)}
	dir := filepath.Join(t.TempDir(), "v")
	gate := store.Gate{Options: vault.Options{KDF: apptest.CheapKDF, FS: d}}
	box, in, _, err := gate.Create(t.Context(), dir, "guanli", apptest.FounderPassword)
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := in.Contents.Seal(t.Context(), strings.NewReader("text"))
	if err != nil {
		t.Fatal(err)
	}
	d.doubt.Store(true)
	err = in.Contents.Keep(t.Context(), s.Object, func() error {
		return in.Store.Update(t.Context(), func(tx app.Tx) error {
			return tx.SaveDraft("guanli", app.Draft{Form: s.Object})
		})
	})
	if key(err) != "error.disk.failed" {
		t.Error(err)
	}
	d.doubt.Store(false)
	box.Close() //nolint:errcheck // it tells of the failure once more
	again, err := gate.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if in, err = again.Unlock(t.Context(), "guanli", apptest.FounderPassword); err != nil {
		t.Fatal(err)
	}
	var drafts []app.Draft
	err = in.Store.View(t.Context(), func(r app.Reader) (err error) {
		drafts, err = r.Drafts("guanli")
		return err
	})
	if err != nil || len(drafts) != 1 {
		t.Fatal("the register does not have it, so this tests nothing:", err)
	}
	if err := in.Contents.Tidy(func(string) (app.ContentState, error) { return app.ContentSealed, nil }); err != nil {
		t.Error(err)
	}
	if err := in.Contents.Check(t.Context(), s); err != nil {
		t.Error("what the register has is gone:", err)
	}
}
