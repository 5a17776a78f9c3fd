package vault_test

import (
	"io"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"custody/store/vault"
)

// simFS is a file layer in memory that knows what is durable and what is not, and makes the images that a power loss
// could leave.
type simFS struct {
	mu      sync.Mutex
	names   map[string]*simFile // as the program sees them
	durable map[string]*simFile // as of the last SyncDir
	renames []func(map[string]*simFile)
	locked  map[string]bool

	noSync string       // base name of a file whose Sync does nothing: a fault to be caught
	step   func(string) // called after each operation that changes something
}

type simFile struct {
	data   []byte
	synced []byte
	ops    []simOp
}

// simOp is an unsynced change: bytes written, or a new length when data is nil.
type simOp struct {
	off  int64
	data []byte
}

func newSim() *simFS {
	return &simFS{names: map[string]*simFile{}, durable: map[string]*simFile{}, locked: map[string]bool{}}
}

type simHandle struct {
	fs   *simFS
	f    *simFile
	name string
}

func (s *simFS) after(what string) {
	if s.step != nil {
		s.step(what)
	}
}

func (s *simFS) Open(path string, create bool) (vault.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.names[path]
	if f == nil {
		if !create {
			return nil, fs.ErrNotExist
		}
		f = &simFile{}
		s.names[path] = f
		s.renames = append(s.renames, func(m map[string]*simFile) { m[path] = f })
	}
	return &simHandle{fs: s, f: f, name: filepath.Base(path)}, nil
}

func (s *simFS) Rename(from, to string) error {
	s.mu.Lock()
	f := s.names[from]
	if f == nil {
		s.mu.Unlock()
		return fs.ErrNotExist
	}
	move := func(m map[string]*simFile) { delete(m, from); m[to] = f }
	move(s.names)
	s.renames = append(s.renames, move)
	s.mu.Unlock()
	s.after("rename " + filepath.Base(to))
	return nil
}

func (s *simFS) Remove(path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	gone := func(m map[string]*simFile) { delete(m, path) }
	gone(s.names)
	s.renames = append(s.renames, gone)
	return nil
}

func (s *simFS) MkdirAll(string) error { return nil }

func (s *simFS) Names(dir string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for p := range s.names {
		if filepath.Dir(p) == dir {
			out = append(out, filepath.Base(p))
		}
	}
	if out == nil {
		return nil, fs.ErrNotExist
	}
	return out, nil
}

func (s *simFS) SyncDir(string) error {
	s.mu.Lock()
	for _, r := range s.renames {
		r(s.durable)
	}
	s.renames = nil
	s.mu.Unlock()
	s.after("syncdir")
	return nil
}

type unlocker func()

func (u unlocker) Close() error { u(); return nil }

func (s *simFS) Lock(path string) (io.Closer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.locked[path] {
		return nil, vault.ErrInUse
	}
	s.locked[path] = true
	return unlocker(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.locked[path] = false
	}), nil
}

func (h *simHandle) ReadAt(p []byte, off int64) (int, error) {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	if off >= int64(len(h.f.data)) {
		return 0, io.EOF
	}
	n := copy(p, h.f.data[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (h *simHandle) WriteAt(p []byte, off int64) (int, error) {
	h.fs.mu.Lock()
	op := simOp{off, slices.Clone(p)}
	h.f.data = op.apply(h.f.data)
	h.f.ops = append(h.f.ops, op)
	h.fs.mu.Unlock()
	h.fs.after("write " + h.name)
	return len(p), nil
}

func (h *simHandle) Truncate(size int64) error {
	h.fs.mu.Lock()
	op := simOp{off: size}
	h.f.data = op.apply(h.f.data)
	h.f.ops = append(h.f.ops, op)
	h.fs.mu.Unlock()
	h.fs.after("truncate " + h.name)
	return nil
}

func (h *simHandle) Sync() error {
	h.fs.mu.Lock()
	if h.name != h.fs.noSync {
		h.f.synced, h.f.ops = slices.Clone(h.f.data), nil
	}
	h.fs.mu.Unlock()
	h.fs.after("sync " + h.name)
	return nil
}

func (h *simHandle) Size() (int64, error) {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	return int64(len(h.f.data)), nil
}

func (h *simHandle) Close() error { return nil }

func (op simOp) apply(b []byte) []byte {
	end := op.off + int64(len(op.data))
	if op.data == nil && end < int64(len(b)) {
		return b[:end:end]
	}
	if end > int64(len(b)) {
		b = append(b, make([]byte, end-int64(len(b)))...)
	}
	copy(b[op.off:], op.data)
	return b
}

// crash gives a folder as a power loss at this moment could leave it.
func (s *simFS) crash(r *rand.Rand) *simFS {
	s.mu.Lock()
	defer s.mu.Unlock()
	img := newSim()
	names := map[string]*simFile{}
	for k, f := range s.durable {
		names[k] = f
	}
	for _, change := range s.renames[:r.IntN(len(s.renames)+1)] {
		change(names)
	}
	for k, f := range names {
		b := f.image(r)
		img.names[k] = &simFile{data: b, synced: slices.Clone(b)}
		img.durable[k] = img.names[k]
	}
	return img
}

// image applies the unsynced operations in any order, each whole, not at all, in part by sectors, or as garbage.
func (f *simFile) image(r *rand.Rand) []byte {
	b := slices.Clone(f.synced)
	order := r.Perm(len(f.ops))
	if r.IntN(2) == 0 {
		slices.Sort(order)
	}
	mode := r.IntN(4)
	for _, i := range order {
		op := f.ops[i]
		switch {
		case mode == 0 && r.IntN(2) == 0, mode == 1:
		case op.data == nil || mode == 0:
			b = op.apply(b)
		default:
			b = op.torn(b, r, mode == 3)
		}
	}
	return b
}

const sector = 512

// torn applies some sectors of a write; with garbage, others become noise.
func (op simOp) torn(b []byte, r *rand.Rand, garbage bool) []byte {
	for at := 0; at < len(op.data); {
		off := op.off + int64(at)
		n := min(sector-int(off%sector), len(op.data)-at)
		part := simOp{off, op.data[at : at+n]}
		switch r.IntN(5) {
		case 0, 1:
		case 2:
			if garbage {
				noise := make([]byte, n)
				for i := range noise {
					noise[i] = byte(r.Uint32())
				}
				part.data = noise
			}
			b = part.apply(b)
		default:
			b = part.apply(b)
		}
		at += n
	}
	return b
}

// clone copies a folder as it stands.
func (s *simFS) clone() *simFS {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := newSim()
	for k, f := range s.names {
		c.names[k] = &simFile{data: slices.Clone(f.data), synced: slices.Clone(f.data)}
		c.durable[k] = c.names[k]
	}
	return c
}

func (s *simFS) bytes(name string) []byte {
	for p, f := range s.names {
		if strings.HasSuffix(p, "/"+name) {
			return f.data
		}
	}
	return nil
}
