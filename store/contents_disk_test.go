package store_test

import (
	"errors"
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

// smallDisk has so many bytes left for documents; -1 is any number.
type smallDisk struct {
	vault.FS
	left  *atomic.Int64
	fault *atomic.Pointer[syscall.Errno] // of every renaming
}

func (d smallDisk) Open(path string, create bool) (vault.File, error) {
	f, err := d.FS.Open(path, create)
	if err == nil && strings.Contains(filepath.ToSlash(path), "/documents/") {
		f = smallFile{f, d.left}
	}
	return f, err
}

func (d smallDisk) Rename(from, to string) error {
	if e := d.fault.Load(); e != nil {
		return *e
	}
	return d.FS.Rename(from, to)
}

type smallFile struct {
	vault.File
	left *atomic.Int64
}

func (f smallFile) WriteAt(p []byte, off int64) (int, error) {
	if left := f.left.Load(); left >= 0 {
		if int64(len(p)) > left {
			return 0, syscall.ENOSPC
		}
		f.left.Add(-int64(len(p)))
	}
	return f.File.WriteAt(p, off)
}

// onSmallDisk makes a vault on such a disk.
func onSmallDisk(t *testing.T) (d smallDisk, box app.Box, in app.Opened, dir string) {
	t.Helper()
	d = smallDisk{vault.OS(), new(atomic.Int64), new(atomic.Pointer[syscall.Errno])}
	d.left.Store(-1)
	dir = filepath.Join(t.TempDir(), "v")
	gate := store.Gate{Options: vault.Options{KDF: apptest.CheapKDF, FS: d}}
	box, in, _, err := gate.Create(t.Context(), dir, "guanli", apptest.FounderPassword)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { box.Close() })
	return d, box, in, dir
}

func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	got, err := filepath.Glob(filepath.Join(dir, "documents", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A disk that fills up while a file is sealed leaves nothing of it, and the register goes on.
func TestDiskFullWhileSealing(t *testing.T) {
	d, _, in, dir := onSmallDisk(t)
	big := strings.Repeat("0123456789abcdef", 200_000)
	for _, left := range []int64{0, 100, 300 << 10, 3_000_000} {
		d.left.Store(left)
		_, _, err := in.Contents.Seal(t.Context(), strings.NewReader(big))
		if key(err) != "error.content.full" || app.CodeOf(err) != app.Conflict {
			t.Errorf("%d bytes left: %v", left, err)
		}
		if got := filesIn(t, dir); len(got) != 0 {
			t.Errorf("%d bytes left, and behind: %v", left, got)
		}
	}
	d.left.Store(-1)
	if err := in.Store.Update(t.Context(), func(tx app.Tx) error {
		return tx.SaveDraft("guanli", app.Draft{Form: "x"})
	}); err != nil {
		t.Error("afterwards:", err)
	}
	if _, _, err := in.Contents.Seal(t.Context(), strings.NewReader(big)); err != nil {
		t.Error("afterwards:", err)
	}
}

// A file that was committed, but could not be given its name, is read as it is, is no damage, and gets its name at the next start.
func TestNameThatTheDiskRefuses(t *testing.T) {
	d, _, in, dir := onSmallDisk(t)
	s, contentKey, err := in.Contents.Seal(t.Context(), strings.NewReader("text"))
	if err != nil {
		t.Fatal(err)
	}
	fault := syscall.EIO
	d.fault.Store(&fault)
	committed := false
	err = in.Contents.Keep(t.Context(), s.Object, func() error {
		committed = true
		return nil
	})
	if !committed || key(err) != "error.disk.failed" {
		t.Error(committed, err)
	}
	f, err := in.Contents.Open(t.Context(), s, contentKey)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Close(), in.Contents.Check(t.Context(), s)); err != nil {
		t.Error(err)
	}
	if _, err := in.Archive.Begin(t.Context()); key(err) != "error.disk.failed" {
		t.Error("a backup would lack it:", err)
	}
	d.fault.Store(nil)
	if err := in.Contents.Tidy(func(string) (app.ContentState, error) { return app.ContentSealed, nil }); err != nil {
		t.Error(err)
	}
	if got := filesIn(t, dir); len(got) != 1 || filepath.Base(got[0]) != s.Object {
		t.Error(got)
	}
}

// A file that was committed, but could not be given its name, gets it before a backup takes its moment.
func TestBackupNamesWhatTheDiskRefused(t *testing.T) {
	d, _, in, dir := onSmallDisk(t)
	s, _, err := in.Contents.Seal(t.Context(), strings.NewReader("text"))
	if err != nil {
		t.Fatal(err)
	}
	fault := syscall.EIO
	d.fault.Store(&fault)
	if err := in.Contents.Keep(t.Context(), s.Object, func() error { return nil }); key(err) != "error.disk.failed" {
		t.Error(err)
	}
	d.fault.Store(nil)
	for range 2 {
		snap, err := in.Archive.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		snap.Release()
	}
	if got := filesIn(t, dir); len(got) != 1 || filepath.Base(got[0]) != s.Object {
		t.Error(got)
	}
}
