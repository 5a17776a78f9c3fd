package vault_test

import (
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"custody/store/vault"
)

// simFS is a file layer in memory whose bytes a test may change. Nothing is ever lost in it; traceFS is for crashes.
type simFS struct {
	mu     sync.Mutex
	names  map[string]*simFile
	locked map[string]bool
}

type simFile struct{ data []byte }

func newSim() *simFS { return &simFS{names: map[string]*simFile{}, locked: map[string]bool{}} }

type simHandle struct {
	fs *simFS
	f  *simFile
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
	}
	return &simHandle{fs: s, f: f}, nil
}

func (s *simFS) Rename(from, to string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	moved := false
	for p, f := range maps.Clone(s.names) {
		if rest, under := strings.CutPrefix(p+"/", from+"/"); under {
			delete(s.names, p)
			s.names[strings.TrimSuffix(to+"/"+rest, "/")] = f
			moved = true
		}
	}
	if !moved {
		return fs.ErrNotExist
	}
	return nil
}

func (s *simFS) Remove(path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.names[path] == nil {
		return fs.ErrNotExist
	}
	delete(s.names, path)
	return nil
}

func (s *simFS) MkdirAll(string) error { return nil }

func (s *simFS) Names(dir string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for p := range s.names {
		if rest, under := strings.CutPrefix(p, dir+"/"); under {
			name, _, _ := strings.Cut(rest, "/")
			out = append(out, name)
		}
	}
	if out == nil {
		return nil, fs.ErrNotExist
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func (s *simFS) SyncDir(string) error { return nil }

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
	defer h.fs.mu.Unlock()
	h.f.resize(max(int64(len(h.f.data)), off+int64(len(p))))
	return copy(h.f.data[off:], p), nil
}

func (h *simHandle) Truncate(size int64) error {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	h.f.resize(size)
	return nil
}

func (f *simFile) resize(size int64) {
	if more := size - int64(len(f.data)); more > 0 {
		f.data = append(f.data, make([]byte, more)...)
	}
	f.data = f.data[:size:size]
}

func (h *simHandle) Sync() error { return nil }

func (h *simHandle) Size() (int64, error) {
	h.fs.mu.Lock()
	defer h.fs.mu.Unlock()
	return int64(len(h.f.data)), nil
}

func (h *simHandle) Close() error { return nil }

// clone copies a folder as it stands.
func (s *simFS) clone() *simFS {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := newSim()
	for k, f := range s.names {
		c.names[k] = &simFile{data: slices.Clone(f.data)}
	}
	return c
}

// bytes are a file's own, to be changed in place.
func (s *simFS) bytes(name string) []byte {
	for p, f := range s.names {
		if strings.HasSuffix(p, "/"+name) {
			return f.data
		}
	}
	return nil
}
