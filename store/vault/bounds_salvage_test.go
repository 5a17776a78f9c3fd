package vault_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"custody/store/vault"
)

// unwritable is a disk of which one writing operation fails, and only that one. It does not wait for the disk.
type unwritable struct {
	vault.FS
	fails *atomic.Int64
	what  *atomic.Value // the operation that failed
	dirty *sync.Map     // files that were written and not synced
}

type unwritableFile struct {
	vault.File
	d    unwritable
	name string
}

func (d unwritable) step(what string) error {
	if d.fails.Add(-1) == 0 {
		d.what.Store(what)
		return errWreckedDisk
	}
	return nil
}

func (d unwritable) Open(path string, create bool) (vault.File, error) {
	if create {
		if err := d.step("open " + path); err != nil {
			return nil, err
		}
	}
	f, err := d.FS.Open(path, create)
	return unwritableFile{f, d, path}, err
}

func (d unwritable) Rename(a, b string) error {
	if err := d.step("rename " + b); err != nil {
		return err
	}
	return d.FS.Rename(a, b)
}

func (d unwritable) MkdirAll(p string) error {
	if err := d.step("make " + p); err != nil {
		return err
	}
	return d.FS.MkdirAll(p)
}

func (d unwritable) SyncDir(p string) error {
	return d.step("sync " + p)
}

func (f unwritableFile) WriteAt(p []byte, off int64) (int, error) {
	if err := f.d.step("write " + f.name); err != nil {
		return 0, err
	}
	f.d.dirty.Store(f.name, true)
	return f.File.WriteAt(p, off)
}

func (f unwritableFile) Truncate(n int64) error {
	if err := f.d.step("truncate " + f.name); err != nil {
		return err
	}
	return f.File.Truncate(n)
}

func (f unwritableFile) Sync() error {
	f.d.dirty.Delete(f.name)
	return f.d.step("sync " + f.name)
}

func (f unwritableFile) Close() error {
	if err := f.d.step("close " + f.name); err != nil {
		return errors.Join(err, f.File.Close())
	}
	return f.File.Close()
}

// No writing of a salvage may fail unnoticed, though all that come after it succeed.
func TestSalvageNoticesEveryFailure(t *testing.T) {
	w := newWreck(t, true)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for n := int64(1); ; n++ {
		opt := cheap()
		d := unwritable{vault.OS(), new(atomic.Int64), new(atomic.Value), new(sync.Map)}
		d.fails.Store(n)
		opt.FS = d
		err := m.Salvage(ctx, filepath.Join(t.TempDir(), "new"), opt, salvaged, nil)
		if d.fails.Load() > 0 {
			t.Logf("%d writings", n-1)
			if err != nil {
				t.Error(err)
			}
			return
		}
		if err == nil {
			t.Errorf("writing %d, %v: %v", n, d.what.Load(), err)
		}
		if n > 500 {
			t.Fatal("no end")
		}
	}
}

// When the key file makes the folder a vault, all the rest has been synced.
func TestSalvageSyncsBeforeTheKeys(t *testing.T) {
	w := newWreck(t, true)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	opt := cheap()
	d := unwritable{vault.OS(), new(atomic.Int64), new(atomic.Value), new(sync.Map)}
	opt.FS = d
	if err := m.Salvage(ctx, filepath.Join(t.TempDir(), "new"), opt, salvaged, nil); err != nil {
		t.Fatal(err)
	}
	d.dirty.Range(func(name, _ any) bool {
		t.Errorf("%v was not synced", name)
		return true
	})
}

// Salvaging closes what it opened, on both sides, and leaves the remains as they were: it can be done again.
func TestSalvageAgainAndAgain(t *testing.T) {
	w := newWreck(t, false)
	opt := cheap()
	d := newCounting(0)
	opt.FS = d
	m, err := vault.OpenRemains(ctx, w.dir, opt, byPassword, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"a", "b"} {
		fresh := cheap()
		out := newCounting(0)
		fresh.FS = out
		dir := filepath.Join(t.TempDir(), to)
		if err := m.Salvage(ctx, dir, fresh, salvaged, nil); err != nil || out.open.Load() != 0 {
			t.Errorf("%d files left open, %v", out.open.Load(), err)
		}
		r := reopen(t, dir, cheap())
		if got := query[string](t, r, "SELECT x FROM saved"); got != "yes" {
			t.Errorf("%q", got)
		}
		if list, err := r.Accounts(); err != nil || len(list) != 1 {
			t.Errorf("%v, %v", list, err)
		}
		r.Close()
	}
	if err := m.Close(); err != nil || d.open.Load() != 0 {
		t.Errorf("%d files left open, %v", d.open.Load(), err)
	}
}

// A copying that is stopped between two documents leaves no vault.
func TestSalvageStopsBetweenDocuments(t *testing.T) {
	w := newWreck(t, true)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	for after := int64(1); after <= 2; after++ {
		stopped, cancel := context.WithCancel(ctx)
		copied := int64(0)
		dir := filepath.Join(t.TempDir(), "new")
		err := m.Salvage(stopped, dir, cheap(), salvaged, func(done, _ int64) {
			if copied = done; done == after {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) || copied != after {
			t.Errorf("stopped after %d, at %d: %v", after, copied, err)
		}
		if v, err := vault.Open(ctx, dir, cheap()); !errors.Is(err, vault.ErrNotVault) {
			t.Errorf("after %d: %v", after, err)
			v.Close()
		}
	}
}

// A new vault that stopped working while it was filled is not kept, whatever the filling says.
func TestSalvageIntoAFailingRegister(t *testing.T) {
	w := newWreck(t, true)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	opt := cheap()
	d := unwritable{vault.OS(), new(atomic.Int64), new(atomic.Value), new(sync.Map)}
	opt.FS = d
	own := errors.New("no more rows")
	err = m.Salvage(ctx, filepath.Join(t.TempDir(), "new"), opt, func(db *sql.DB) error {
		d.fails.Store(1)
		if err := salvaged(db); err == nil {
			t.Error("written to a failing disk")
		}
		return own
	}, nil)
	if !errors.Is(err, own) || !errors.Is(err, errWreckedDisk) {
		t.Errorf("%v", err)
	}
	if what, _ := d.what.Load().(string); !strings.HasSuffix(what, "register.log") {
		t.Errorf("failed: %s", what)
	}
}
