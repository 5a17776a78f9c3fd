package vault_test

import (
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"syscall"
	"testing"

	"custody/store/vault"
)

// faultFS fails the n-th operation of a kind, once or from then on.
type faultFS struct {
	*simFS
	kind   string
	nth    int64
	always bool
	short  bool // a failing write writes half
	seen   atomic.Int64
	hits   atomic.Int64
}

var errFault = syscall.ENOSPC

// errShort makes a write of a traceFS stop half-way.
var errShort = errors.New("short write")

func (f *faultFS) fails(kind string) bool {
	if kind != f.kind {
		return false
	}
	n := f.seen.Add(1)
	if n == f.nth || f.always && n > f.nth {
		f.hits.Add(1)
		return true
	}
	return false
}

func (f *faultFS) Open(path string, create bool) (vault.File, error) {
	if f.fails("open") {
		return nil, errFault
	}
	h, err := f.simFS.Open(path, create)
	if err != nil {
		return nil, err
	}
	return &faultFile{h, f}, nil
}

func (f *faultFS) Rename(a, b string) error {
	if f.fails("rename") {
		return errFault
	}
	return f.simFS.Rename(a, b)
}

type faultFile struct {
	vault.File
	fs *faultFS
}

func (h *faultFile) ReadAt(p []byte, off int64) (int, error) {
	if h.fs.fails("read") {
		return 0, syscall.EIO
	}
	return h.File.ReadAt(p, off)
}

func (h *faultFile) WriteAt(p []byte, off int64) (int, error) {
	if h.fs.fails("write") {
		if h.fs.short {
			n, _ := h.File.WriteAt(p[:len(p)/2], off)
			return n, io.ErrShortWrite
		}
		return 0, errFault
	}
	return h.File.WriteAt(p, off)
}

func (h *faultFile) Sync() error {
	if h.fs.fails("sync") {
		return syscall.EIO
	}
	return h.File.Sync()
}

func (h *faultFile) Truncate(n int64) error {
	if h.fs.fails("truncate") {
		return syscall.EIO
	}
	return h.File.Truncate(n)
}

// faultyWork opens a vault and commits steps until something fails. It returns how many were acknowledged.
func faultyWork(fs vault.FS, steps int) (acked int, err error) {
	o := vault.WithCheckpointAt(cheap(), 60<<10)
	o.FS = fs
	v, err := vault.Open(ctx, simDir, o)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	if _, err := v.Unlock(ctx, login, password); err != nil {
		return 0, err
	}
	db, err := v.DB()
	if err != nil {
		return 0, err
	}
	for i := range steps {
		if _, err := db.Exec("INSERT INTO steps VALUES (?, randomblob(2000))", i+1); err != nil {
			return acked, errors.Join(err, v.Err())
		}
		acked++
		if i%8 == 5 {
			if _, _, err := v.Invite("guest"); err != nil {
				return acked, err
			}
		}
		if i%10 == 7 {
			if _, err := db.Exec("UPDATE steps SET pad = randomblob(1000)"); err != nil {
				return acked, errors.Join(err, v.Err())
			}
		}
	}
	return acked, nil
}

func TestFaults(t *testing.T) {
	base := newSim()
	o := cheap()
	o.FS = base
	v, _, err := vault.Create(ctx, simDir, o, login, password)
	if err != nil {
		t.Fatal(err)
	}
	do(t, v, "CREATE TABLE steps(n INTEGER PRIMARY KEY, pad BLOB)")
	v.Close()
	stride := int64(1)
	if testing.Short() {
		stride = 7
	}
	injected := 0
	for _, kind := range []string{"read", "write", "sync", "truncate", "open", "rename"} {
		for _, how := range []string{"once", "always", "short"} {
			for nth := int64(1); ; nth += stride {
				f := &faultFS{simFS: base.clone(), kind: kind, nth: nth, always: how == "always", short: how == "short"}
				acked, err := faultyWork(f, 20)
				if f.hits.Load() == 0 {
					break
				}
				injected++
				what := fmt.Sprintf("%s number %d, %s (acknowledged %d, said %v)", kind, nth, how, acked, err)
				f.kind = ""
				if err := afterFault(f, acked); err != nil {
					t.Errorf("%s: %v", what, err)
				}
				if t.Failed() {
					return
				}
			}
		}
	}
	t.Logf("%d faults", injected)
}

// afterFault opens the vault once the fault is gone.
func afterFault(fs vault.FS, acked int) error {
	o := cheap()
	o.FS = fs
	v, err := vault.Open(ctx, simDir, o)
	if err != nil {
		return err
	}
	defer v.Close()
	if _, err := v.Unlock(ctx, login, password); err != nil {
		return err
	}
	db, err := v.DB()
	if err != nil {
		return err
	}
	var n, highest int
	if err := db.QueryRow("SELECT count(*), coalesce(max(n),0) FROM steps").Scan(&n, &highest); err != nil {
		return err
	}
	if n != highest || n < acked || n > acked+1 {
		return fmt.Errorf("holds %d steps up to %d", n, highest)
	}
	r, err := v.Verify(ctx)
	if err == nil && !r.Sound() {
		err = r.Bad[0]
	}
	return err
}
