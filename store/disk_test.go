package store_test

import (
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
)

// badDisk is a disk on which every write to the log fails while fault is set.
type badDisk struct {
	vault.FS
	fault *atomic.Pointer[syscall.Errno]
}

func (d badDisk) Open(path string, create bool) (vault.File, error) {
	f, err := d.FS.Open(path, create)
	if err == nil && filepath.Base(path) == "register.log" {
		f = badFile{f, d.fault}
	}
	return f, err
}

type badFile struct {
	vault.File
	fault *atomic.Pointer[syscall.Errno]
}

func (f badFile) WriteAt(p []byte, off int64) (int, error) {
	if e := f.fault.Load(); e != nil {
		return 0, *e
	}
	return f.File.WriteAt(p, off)
}

// TestPersonIsToldOfTheDisk: SQLite knows "disk I/O error" only. The person is told what is wrong and what to do, and after
// locking and unlocking everything acknowledged is there.
func TestPersonIsToldOfTheDisk(t *testing.T) {
	for _, c := range []struct {
		fault syscall.Errno
		key   string
	}{{syscall.ENOSPC, "error.disk.full"}, {syscall.EIO, "error.disk.failed"}} {
		var fault atomic.Pointer[syscall.Errno]
		gate := store.Gate{Options: vault.Options{KDF: apptest.CheapKDF, FS: badDisk{vault.OS(), &fault}}}
		box, in, _, err := gate.Create(t.Context(), filepath.Join(t.TempDir(), "v"), "guanli", apptest.FounderPassword)
		if err != nil {
			t.Fatal(err)
		}
		defer box.Close()
		save := func(in app.Opened, text string) error {
			return in.Store.Update(t.Context(), func(tx app.Tx) error {
				return tx.SaveDraft("guanli", app.Draft{Form: "loan.request", Fields: map[string]string{"title": text}})
			})
		}
		if err := save(in, "kept"); err != nil {
			t.Fatal(err)
		}
		fault.Store(&c.fault)
		if err := save(in, "lost"); key(err) != c.key {
			t.Errorf("%v: the person is told %v", c.fault, err)
		}
		if err := save(in, "lost"); key(err) != c.key {
			t.Errorf("%v: the second time the person is told %v", c.fault, err)
		}
		fault.Store(nil)
		if err := box.Seal(); err != nil {
			t.Error(err)
		}
		in, err = box.Unlock(t.Context(), "guanli", apptest.FounderPassword)
		if err != nil {
			t.Fatal(err)
		}
		err = in.Store.View(t.Context(), func(r app.Reader) error {
			kept, err := r.Drafts("guanli")
			if err == nil && (len(kept) != 1 || kept[0].Fields["title"] != "kept") {
				t.Errorf("after unlocking: %v", kept)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		if err := save(in, "goes on"); err != nil {
			t.Errorf("after unlocking: %v", err)
		}
	}
}
