package vault_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"custody/store/vault"
)

// salvaged fills a new vault with a line.
func salvaged(db *sql.DB) error {
	_, err := db.Exec("CREATE TABLE saved AS SELECT 'yes' AS x")
	return err
}

func TestSalvageKeepsTheKeys(t *testing.T) {
	w := newWreck(t, false)
	w.noise("register", headBytes, pageBytes)
	w.noise(w.doc[0], 0, 60)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	before := w.all()
	to := filepath.Join(t.TempDir(), "new")
	var done, all int64
	if err := m.Salvage(ctx, to, cheap(), salvaged, func(d, a int64) { done, all = d, a }); err != nil {
		t.Fatal(err)
	}
	if done != 2 || all != 2 {
		t.Errorf("%d of %d documents", done, all)
	}
	id := m.ID()
	m.Close()
	w.untouched(before)
	v := reopen(t, to, cheap())
	if got := query[string](t, v, "SELECT x FROM saved"); got != "yes" || v.ID() != id {
		t.Errorf("%q, %s", got, v.ID())
	}
	if err := v.CheckRecovery(ctx, w.rec.A, w.rec.B); err != nil {
		t.Error(err)
	}
	if r, err := v.Verify(ctx); err != nil || !r.Sound() || r.Documents != 1 {
		t.Errorf("%+v %v", r, err)
	}
	n := &wreck{t: t, dir: to}
	if !bytes.Equal(n.read(w.doc[1]), w.read(w.doc[1])) {
		t.Error("the document")
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	n.write("register.log", w.read("register.log"))
	if v, err := vault.Open(ctx, to, cheap()); err == nil {
		defer v.Close()
		if _, err := v.Unlock(ctx, login, password); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("the old log under the new register: %v", err)
		}
	}
}

func TestSalvageRefusesAndLeavesNoVault(t *testing.T) {
	w := newWreck(t, true)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Salvage(ctx, w.dir, cheap(), salvaged, nil); !errors.Is(err, vault.ErrNotEmpty) {
		t.Errorf("onto itself: %v", err)
	}
	noVault := func(name, to string) {
		t.Helper()
		if v, err := vault.Open(ctx, to, cheap()); !errors.Is(err, vault.ErrNotVault) {
			t.Errorf("%s: %v", name, err)
			v.Close()
		}
	}
	own := errors.New("no more rows")
	to := filepath.Join(t.TempDir(), "a")
	if err := m.Salvage(ctx, to, cheap(), func(*sql.DB) error { return own }, nil); !errors.Is(err, own) {
		t.Errorf("a failing filling: %v", err)
	}
	noVault("a failing filling", to)
	stopped, cancel := context.WithCancel(ctx)
	to = filepath.Join(t.TempDir(), "b")
	if err := m.Salvage(stopped, to, cheap(), func(db *sql.DB) error { cancel(); return salvaged(db) }, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	noVault("cancelled", to)
	if err := m.Salvage(ctx, to, cheap(), salvaged, nil); !errors.Is(err, vault.ErrNotEmpty) && err != nil {
		t.Errorf("again: %v", err)
	}
}

// failing is a disk of which the n-th writing operation and all after it fail.
type failing struct {
	vault.FS
	left *int
}

type failingFile struct {
	vault.File
	left *int
}

func spend(left *int) error {
	if *left--; *left < 0 {
		return errWreckedDisk
	}
	return nil
}

func (f failing) Open(path string, create bool) (vault.File, error) {
	if create {
		if err := spend(f.left); err != nil {
			return nil, err
		}
	}
	file, err := f.FS.Open(path, create)
	return failingFile{file, f.left}, err
}

func (f failing) Rename(a, b string) error {
	return errors.Join(spend(f.left), f.unless(func() error { return f.FS.Rename(a, b) }))
}

func (f failing) MkdirAll(p string) error {
	return errors.Join(spend(f.left), f.unless(func() error { return f.FS.MkdirAll(p) }))
}

func (f failing) SyncDir(p string) error {
	return errors.Join(spend(f.left), f.unless(func() error { return f.FS.SyncDir(p) }))
}

func (f failing) unless(do func() error) error {
	if *f.left < 0 {
		return nil
	}
	return do()
}

func (f failingFile) WriteAt(p []byte, off int64) (int, error) {
	if err := spend(f.left); err != nil {
		return 0, err
	}
	return f.File.WriteAt(p, off)
}

func (f failingFile) Truncate(n int64) error {
	if err := spend(f.left); err != nil {
		return err
	}
	return f.File.Truncate(n)
}

func (f failingFile) Sync() error {
	if err := spend(f.left); err != nil {
		return err
	}
	return f.File.Sync()
}

// TestSalvageCutShortAnywhere: whichever writing fails, there is no folder that opens as a vault, or a whole one.
func TestSalvageCutShortAnywhere(t *testing.T) {
	w := newWreck(t, true)
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; ; n++ {
		to := filepath.Join(t.TempDir(), "new")
		left := n
		opt := cheap()
		opt.FS = failing{vault.OS(), &left}
		err := m.Salvage(ctx, to, opt, salvaged, nil)
		v, oerr := vault.Open(ctx, to, cheap())
		if oerr == nil {
			if _, uerr := v.Unlock(ctx, login, password); uerr != nil {
				t.Errorf("operation %d: a vault that does not open: %v", n, uerr)
			} else if got := query[string](t, v, "SELECT x FROM saved"); got != "yes" {
				t.Errorf("operation %d: %q", n, got)
			}
			v.Close()
		}
		if err == nil && oerr == nil {
			t.Logf("%d writing operations", n)
			return
		}
		if err == nil || n > 500 {
			t.Fatalf("operation %d: %v, %v", n, err, oerr)
		}
	}
}

// TestSalvageByTheHalves: the accounts come along whoever opens the vault.
func TestSalvageByTheHalves(t *testing.T) {
	w := newWreck(t, true)
	m, err := w.remains(vault.Access{HalfA: w.rec.A, HalfB: w.rec.B})
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "new")
	if err := m.Salvage(ctx, to, cheap(), salvaged, nil); err != nil {
		t.Fatal(err)
	}
	v := reopen(t, to, cheap())
	list, err := v.Accounts()
	if err != nil || len(list) != 1 || list[0].Login != login {
		t.Errorf("%v %v", list, err)
	}
}
