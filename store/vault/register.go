package vault

import (
	"errors"
	"fmt"
	"io"
	"sync"
)

type pageBuf = [PageSize]byte

// register is the database as SQLite's VFS sees it: pages of the register, overlaid by the pages in the
// log, overlaid by the pages of the commit under way.
type register struct {
	writers sync.Mutex // held by a commit, and by whoever keeps commits waiting; taken before mu

	frozen  int       // while positive no checkpoint touches the register
	halts   int       // while positive none runs in the background
	working bool      // one runs in the background
	changed sync.Cond // on mu: frozen fell, or working ended

	mu   sync.Mutex
	reg  File
	log  File
	opt  Options
	st   state
	keep *stateKeeper
	page *pageSealer
	fr   *frameSealer

	logged  map[uint32]*pageBuf // what the log holds, in its last form
	dirty   map[uint32]struct{} // those of logged that the register has not got yet
	pending map[uint32]*pageBuf // written by SQLite since the last sync
	count   uint32              // pages after the last commit
	now     uint32              // pages as SQLite sees them
	floor   uint32              // least value of now since the last commit: beyond it, what is not pending is zeros
	seq     uint64              // last commit
	chain   [chainSize]byte
	end     int64 // where the next frame goes
	logSize int64 // length of the log file
	begun   bool  // the log says that a checkpoint has begun
	regEnd  int64 // length of the register file
	loose   bool  // pages were written into it since its last sync

	walk    ahead
	free    []*pageBuf
	frame   []byte // buffer for one frame
	record  [recordSize]byte
	partial pageBuf
	order   []uint32 // of a commit's pages
	mark    [sectorSize]byte
	zeros   []byte

	failed error // once set, nothing works until the vault is opened again
	closed bool
}

var errShortWrite = errors.New("vault: SQLite wrote something other than whole pages")

func badPage(n uint32) error {
	return damaged(registerFile, recordAt(n), fmt.Sprintf("page %d does not open", n)).of(PartPage, uint64(n))
}

func (r *register) usable() error {
	if r.failed != nil {
		return r.failed
	}
	if r.closed {
		return ErrSealed
	}
	return nil
}

// fail poisons the register: after a failed write or sync nobody knows what is on the disk, so nothing is
// tried again before the vault is opened anew.
func (r *register) fail(err error) error {
	if r.failed == nil {
		r.failed = err
	}
	return err
}

// readAt is SQLite's xRead. Beyond the end it returns io.EOF.
func (r *register) readAt(p []byte, off int64) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.usable(); err != nil {
		return 0, err
	}
	n, in := uint32(off/PageSize)+1, int(off%PageSize)
	if n > r.now {
		return 0, io.EOF
	}
	if in+len(p) > PageSize {
		return 0, fmt.Errorf("vault: read of %d bytes at %d crosses a page", len(p), off)
	}
	b := r.pending[n]
	if b == nil && n <= r.floor {
		b = r.logged[n]
	}
	if b != nil {
		return copy(p, b[in:]), nil
	}
	if n > r.floor {
		clear(p)
		return len(p), nil
	}
	if in == 0 && len(p) == PageSize {
		return PageSize, r.load(p, n)
	}
	if err := r.load(r.partial[:], n); err != nil {
		return 0, err
	}
	return copy(p, r.partial[in:]), nil
}

// load reads page n from the register into dst.
func (r *register) load(dst []byte, n uint32) error {
	if r.readAhead(dst, n) {
		return nil
	}
	got, err := r.reg.ReadAt(r.record[:], recordAt(n))
	if got < recordSize {
		if err != nil && !errors.Is(err, io.EOF) {
			return r.fail(err)
		}
		return r.fail(damaged(registerFile, recordAt(n), reasonCut))
	}
	if err := r.page.open(dst, n, r.record[:]); err != nil {
		return r.fail(badPage(n))
	}
	return nil
}

// writeAt is SQLite's xWrite: always whole pages, kept in memory until the sync.
func (r *register) writeAt(p []byte, off int64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.usable(); err != nil {
		return err
	}
	if len(p) != PageSize || off%PageSize != 0 {
		return r.fail(errShortWrite)
	}
	n := uint32(off/PageSize) + 1
	b := r.pending[n]
	if b == nil {
		b = r.take()
		r.pending[n] = b
	}
	copy(b[:], p)
	r.now = max(r.now, n)
	return nil
}

func (r *register) truncate(size int64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.usable(); err != nil {
		return err
	}
	if size%PageSize != 0 {
		return r.fail(errShortWrite)
	}
	n := uint32(size / PageSize)
	if n < r.now {
		for k, b := range r.pending {
			if k > n {
				delete(r.pending, k)
				r.give(b)
			}
		}
	}
	r.now, r.floor = n, min(n, r.floor)
	return nil
}

func (r *register) size() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return int64(r.now) * PageSize
}

// discard forgets what SQLite wrote and never synced.
func (r *register) discard() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n, b := range r.pending {
		delete(r.pending, n)
		if r.closed {
			wipe(b[:])
			continue
		}
		r.give(b)
	}
	r.now, r.floor = r.count, r.count
}

func (r *register) take() *pageBuf {
	if n := len(r.free); n > 0 {
		b := r.free[n-1]
		r.free = r.free[:n-1]
		return b
	}
	return new(pageBuf)
}

func (r *register) give(b *pageBuf) {
	if len(r.free) < 8192 {
		r.free = append(r.free, b)
	}
}

// poison makes everything fail with err from now on.
func (r *register) poison(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	_ = r.fail(err)
	r.changed.Broadcast()
}
