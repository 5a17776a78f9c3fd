package vault_test

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"custody/store/vault"
)

// disk is the operating system's file layer with one operation that fails, on the folder of backups or of what is
// restored only.
type disk struct {
	vault.FS
	under string // folder where operations are counted
	op    string // which fails
	nth   int    // the how manieth, from 1
	with  error
	mu    sync.Mutex
	seen  int
}

var errDisk = errors.New("the disk does not answer")

func (d *disk) fails(op, path string) error {
	if op != d.op || !strings.HasPrefix(path, d.under) {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.seen++; d.seen == d.nth {
		return d.with
	}
	return nil
}

func (d *disk) Open(path string, create bool) (vault.File, error) {
	if err := d.fails("open", path); err != nil {
		return nil, err
	}
	f, err := d.FS.Open(path, create)
	if err != nil {
		return nil, err
	}
	return &diskFile{f, d, path}, nil
}

func (d *disk) Rename(from, to string) error {
	if err := d.fails("rename", to); err != nil {
		return err
	}
	return d.FS.Rename(from, to)
}

func (d *disk) MkdirAll(path string) error {
	if err := d.fails("mkdir", path); err != nil {
		return err
	}
	return d.FS.MkdirAll(path)
}

func (d *disk) SyncDir(path string) error {
	if err := d.fails("syncdir", path); err != nil {
		return err
	}
	return d.FS.SyncDir(path)
}

func (d *disk) Names(path string) ([]string, error) {
	if err := d.fails("names", path); err != nil {
		return nil, err
	}
	return d.FS.Names(path)
}

func (d *disk) Remove(path string) error {
	if err := d.fails("remove", path); err != nil {
		return err
	}
	return d.FS.Remove(path)
}

type diskFile struct {
	vault.File
	d    *disk
	path string
}

func (f *diskFile) WriteAt(p []byte, off int64) (int, error) {
	if err := f.d.fails("write", f.path); err != nil {
		return 0, err
	}
	return f.File.WriteAt(p, off)
}

func (f *diskFile) Sync() error {
	if err := f.d.fails("sync", f.path); err != nil {
		return err
	}
	return f.File.Sync()
}

func (f *diskFile) Truncate(n int64) error {
	if err := f.d.fails("truncate", f.path); err != nil {
		return err
	}
	return f.File.Truncate(n)
}

func (f *diskFile) Size() (int64, error) {
	if err := f.d.fails("size", f.path); err != nil {
		return 0, err
	}
	return f.File.Size()
}

// ReadAt lies where "flip" is to fail: it gives a byte that was not written.
func (f *diskFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.d.fails("read", f.path); err != nil {
		return 0, err
	}
	n, err := f.File.ReadAt(p, off)
	if f.d.fails("flip", f.path) != nil && n > 0 {
		p[n/2] ^= 1
	}
	return n, err
}

// everyFault runs attempt with each operation failing, the first time it is done, the second and so on, until it is done no more.
func everyFault(t *testing.T, under string, with error, attempt func(*testing.T, *disk) error) {
	t.Helper()
	count := 0
	for _, op := range []string{"names", "open", "mkdir", "write", "truncate", "sync", "read", "flip", "size", "rename", "syncdir", "remove"} {
		for nth := 1; ; nth++ {
			d := &disk{FS: vault.OS(), under: under, op: op, nth: nth, with: with}
			var err error
			t.Run(fmt.Sprintf("%s %d", op, nth), func(t *testing.T) { err = attempt(t, d) })
			if d.seen < nth {
				break
			}
			count++
			if err == nil && op != "remove" {
				t.Errorf("%s %d: not noticed", op, nth)
			}
		}
	}
	t.Logf("%d faults", count)
}

// over opens the vault over a disk, which is in order until then.
func (s *stored) over(d *disk) {
	s.Helper()
	s.must(s.v.Close())
	s.opt.FS = d
	under := d.under
	d.under = "nothing while it is opened"
	s.v = reopen(s, s.dir, s.opt)
	d.under = under
}

// Whatever fails while a backup is written or read back, nothing of it stays, and the vault works on.
func TestBackupOnABadDisk(t *testing.T) {
	s := newStored(t, 20, 100, 2000)
	s.backup("full")
	names := left(t, s.folder)
	everyFault(t, s.folder, errDisk, func(t *testing.T, d *disk) error {
		s.over(d)
		b, err := s.try(s.order("a"))
		if err == nil {
			s.must(vault.OS().Remove(b.File))
		} else if !errors.Is(err, errDisk) && !(d.op == "flip" && errors.Is(err, vault.ErrDamaged)) {
			t.Errorf("got %v", err)
		}
		if now := left(t, s.folder); !slices.Equal(now, names) {
			t.Errorf("left %v", now)
		}
		if s.v.Err() != nil {
			t.Errorf("the vault is out of order: %v", s.v.Err())
		}
		return err
	})
}

func TestBackupOnAFullDisk(t *testing.T) {
	s := newStored(t, 20, 100)
	d := &disk{FS: vault.OS(), under: s.folder, op: "write", nth: 3, with: &fs.PathError{Op: "write", Err: syscall.ENOSPC}}
	s.over(d)
	if _, err := s.try(s.order("a")); !vault.IsFull(err) || len(left(t, s.folder)) != 0 {
		t.Errorf("got %v, left %v", err, left(t, s.folder))
	}
	s.backup("b")
}

// What can't be read of the vault itself makes no backup.
func TestBackupOfAnUnreadableVault(t *testing.T) {
	s := newStored(t, 20, 100, 2000)
	documents := filepath.Join(s.dir, "documents")
	for op, under := range map[string]string{"read": s.dir, "open": documents, "names": documents, "size": documents} {
		s.over(&disk{FS: vault.OS(), under: under, op: op, nth: 1, with: errDisk})
		snap, err := s.v.Snapshot(t.Context())
		s.must(err)
		if err = snap.Freeze(); err == nil {
			_, err = snap.Write(s.order("a"), nil)
		}
		snap.Release()
		if !errors.Is(err, errDisk) || len(left(t, s.folder)) != 0 {
			t.Errorf("%s: got %v, left %v", op, err, left(t, s.folder))
		}
	}
}

// Whatever fails while a backup is restored, there is no folder, and no half of one.
func TestRestoreOnABadDisk(t *testing.T) {
	s := newStored(t, 2, 0, 1<<20)
	s.backup("full")
	s.document(1000)
	if s.upon("d", "full").Base == "" {
		t.Fatal("no differential backup")
	}
	for name, empty := range map[string]bool{"into a new folder": false, "into an empty one": true} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			everyFault(t, parent, errDisk, func(t *testing.T, d *disk) error {
				dir := filepath.Join(parent, "r")
				s.must(vault.OS().MkdirAll(parent))
				if empty {
					s.must(vault.OS().MkdirAll(dir))
				}
				_, err := vault.Restore(t.Context(), d, s.path("d"), dir, nil)
				got := left(t, parent)
				switch {
				case err == nil:
					s.documentsOf(dir)
				case !errors.Is(err, errDisk) && !(d.op == "flip" && errors.Is(err, vault.ErrDamaged)):
					t.Errorf("got %v", err)
				case len(left(t, dir)) != 0 && d.op != "syncdir":
					t.Errorf("half of it is there: %v", left(t, dir))
				case d.op != "remove" && d.op != "syncdir" && len(got) > 1:
					t.Errorf("left %v", got)
				}
				s.must(removeAll(parent))
				return err
			})
		})
	}
	// The backup itself on a bad disk.
	everyFault(t, s.folder, errDisk, func(t *testing.T, d *disk) error {
		dir := filepath.Join(t.TempDir(), "r")
		_, err := vault.Restore(t.Context(), d, s.path("d"), dir, nil)
		if err != nil && len(left(t, filepath.Dir(dir))) != 0 {
			t.Errorf("left %v", left(t, filepath.Dir(dir)))
		}
		return err
	})
}
