package vault_test

import (
	"errors"
	"io"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"custody/store/vault"
)

// deafFS is a simFS of which one operation fails, the nth.
type deafFS struct {
	*simFS
	mu        sync.Mutex
	nth, seen int
	hit       string // the operation that failed
}

func (d *deafFS) fails(op, path string) error {
	if op == "remove" || op == "close" && filepath.Base(path) == "keys" {
		return nil // what is left over is taken away later; what was read is closed
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.seen++; d.seen == d.nth {
		d.hit = op + " " + filepath.Base(path)
		return syscall.EIO
	}
	return nil
}

func (d *deafFS) Open(path string, create bool) (vault.File, error) {
	if err := d.fails("open", path); err != nil {
		return nil, err
	}
	f, err := d.simFS.Open(path, create)
	return &deafFile{f, d, path}, err
}

func (d *deafFS) Rename(from, to string) error {
	return errors.Join(d.fails("rename", from), d.simFS.Rename(from, to))
}

func (d *deafFS) SyncDir(path string) error { return d.fails("sync folder", path) }

func (d *deafFS) Names(path string) ([]string, error) {
	if err := d.fails("list", path); err != nil {
		return nil, err
	}
	return d.simFS.Names(path)
}

func (d *deafFS) MkdirAll(path string) error { return d.fails("make folder", path) }

func (d *deafFS) Lock(path string) (io.Closer, error) {
	if err := d.fails("lock", path); err != nil {
		return nil, err
	}
	return d.simFS.Lock(path)
}

type deafFile struct {
	vault.File
	d    *deafFS
	path string
}

func (f *deafFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.d.fails("read", f.path); err != nil {
		return 0, err
	}
	return f.File.ReadAt(p, off)
}

func (f *deafFile) WriteAt(p []byte, off int64) (int, error) {
	if err := f.d.fails("write", f.path); err != nil {
		return 0, err
	}
	return f.File.WriteAt(p, off)
}

func (f *deafFile) Truncate(n int64) error {
	return errors.Join(f.d.fails("truncate", f.path), f.File.Truncate(n))
}

func (f *deafFile) Sync() error { return f.d.fails("sync", f.path) }

func (f *deafFile) Size() (int64, error) {
	if err := f.d.fails("size", f.path); err != nil {
		return 0, err
	}
	return f.File.Size()
}

func (f *deafFile) Close() error { return errors.Join(f.d.fails("close", f.path), f.File.Close()) }

const deafDir = "/s/v"

// heard has something done again and again, another operation of the files failing each time, and demands that every failure
// is told by the one who met it, and that the vault opens after it.
func heard(t *testing.T, from *simFS, atLeast int, do func(o vault.Options) error) {
	t.Helper()
	for nth := 1; ; nth++ {
		d := &deafFS{simFS: from.clone(), nth: nth}
		o := cheap()
		o.FS = d
		err := do(o)
		if d.hit == "" {
			fine(t, err)
			if nth <= atLeast {
				t.Fatalf("only %d operations", nth)
			}
			return
		}
		if err == nil {
			t.Errorf("operation %d, %s: nobody heard that it failed", nth, d.hit)
		}
		o.FS = d.simFS.clone()
		v, err := vault.Open(ctx, deafDir, o)
		if errors.Is(err, vault.ErrNotVault) && len(from.names) == 0 {
			continue
		}
		fine(t, err)
		if _, err := v.Unlock(ctx, login, password); err != nil {
			t.Errorf("operation %d, %s: %v", nth, d.hit, err)
		}
		fine(t, v.Close())
	}
}

// inVault opens a vault, does the steps and closes it; it stops at the first error.
func inVault(o vault.Options, steps ...func(v *vault.Vault) error) (err error) {
	v, err := vault.Open(ctx, deafDir, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	if _, err := v.Unlock(ctx, login, password); err != nil {
		return err
	}
	for _, step := range steps {
		if err := errors.Join(step(v), v.Err()); err != nil {
			return err
		}
	}
	return nil
}

func sqlStep(q string) func(v *vault.Vault) error {
	return func(v *vault.Vault) error {
		db, err := v.DB()
		if err == nil {
			_, err = db.Exec(q)
		}
		return err
	}
}

// deafBase is a vault with a table in it, and its recovery halves.
func deafBase(t *testing.T) (*simFS, vault.Recovery) {
	t.Helper()
	s := newSim()
	o := cheap()
	o.FS = s
	v, rec, err := vault.Create(ctx, deafDir, o, login, password)
	fine(t, err)
	fine(t, sqlStep("CREATE TABLE t(x)")(v))
	fine(t, v.Close())
	return s, rec
}

func TestNoFailureOfMakingAVaultIsUnheard(t *testing.T) {
	heard(t, newSim(), 30, func(o vault.Options) error {
		v, _, err := vault.Create(ctx, deafDir, o, login, password)
		if err != nil {
			return err
		}
		return v.Close()
	})
}

func TestNoFailureOfWorkIsUnheard(t *testing.T) {
	s, _ := deafBase(t)
	heard(t, s, 30, func(o vault.Options) error {
		return inVault(o, sqlStep("INSERT INTO t VALUES (randomblob(9000))"), sqlStep("DELETE FROM t"), sqlStep("VACUUM"), (*vault.Vault).Seal,
			func(v *vault.Vault) error { _, err := v.Unlock(ctx, login, password); return err })
	})
}

func TestNoFailureOfAccountsIsUnheard(t *testing.T) {
	s, rec := deafBase(t)
	heard(t, s, 60, func(o vault.Options) error {
		var code string
		return inVault(o,
			func(v *vault.Vault) (err error) { code, _, err = v.Invite("second"); return err },
			func(v *vault.Vault) error { _, err := v.Enrol(ctx, "second", code, killWords[1]); return err },
			func(v *vault.Vault) error { return v.ChangePassword(ctx, "second", killWords[1], killWords[0]) },
			func(v *vault.Vault) error { return v.Remove("second") },
			(*vault.Vault).Seal,
			func(v *vault.Vault) error { _, err := v.Recover(ctx, rec.A, rec.B, "third"); return err },
			func(v *vault.Vault) error { _, err := v.Unlock(ctx, login, password); return err },
			func(v *vault.Vault) error { _, err := v.NewHalves(ctx); return err },
		)
	})
}

func TestNoFailureOfANewKeyIsUnheard(t *testing.T) {
	s, _ := deafBase(t)
	heard(t, s, 40, func(o vault.Options) error {
		return inVault(o, sqlStep("INSERT INTO t VALUES (randomblob(9000))"),
			func(v *vault.Vault) error { _, err := v.Rekey(ctx, nil); return err },
			sqlStep("INSERT INTO t VALUES (randomblob(9000))"))
	})
}
