package vault_test

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"custody/store/vault"
)

// picture is a vault folder at one moment: file names, with forward slashes, and what the files hold. It is never
// changed; with gives a changed one.
type picture map[string][]byte

func (p picture) with(name string, b []byte) picture {
	q := maps.Clone(p)
	if b == nil {
		delete(q, name)
	} else {
		q[name] = b
	}
	return q
}

// differing lists the files that are not the same in both.
func (p picture) differing(q picture) []string {
	var out []string
	for n, b := range p {
		if c, ok := q[n]; !ok || !bytes.Equal(b, c) {
			out = append(out, n)
		}
	}
	for n := range q {
		if _, ok := p[n]; !ok {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// pictureFS is a file layer over a picture. It copies a file before the first change to it.
type pictureFS struct {
	mu     sync.Mutex
	files  map[string]*pictureFile
	locked bool
	before func(op, name string, off int64) // called ahead of each change
}

type pictureFile struct {
	b   []byte
	own bool
}

const pictureDir = simDir

func (p picture) fs() *pictureFS {
	s := &pictureFS{files: map[string]*pictureFile{}}
	for n, b := range p {
		s.files[n] = &pictureFile{b: b}
	}
	return s
}

// picture is the folder as it stands.
func (s *pictureFS) picture() picture {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := picture{}
	for n, f := range s.files {
		p[n] = slices.Clone(f.b)
		if p[n] == nil {
			p[n] = []byte{}
		}
	}
	return p
}

// changed lists the files whose content is no longer that of a picture, save those that keep no part of the vault.
func (s *pictureFS) changed(p picture) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for n, b := range p {
		f := s.files[n]
		if n != "attempts" && n != "lock" && (f == nil || !bytes.Equal(f.b, b)) {
			out = append(out, n)
		}
	}
	return out
}

func (s *pictureFS) will(op, name string, off int64) {
	if s.before != nil {
		s.before(op, name, off)
	}
}

func rel(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(filepath.ToSlash(path), pictureDir), "/")
}

func (s *pictureFS) Open(path string, create bool) (vault.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[rel(path)]
	if f == nil {
		if !create {
			return nil, fs.ErrNotExist
		}
		f = &pictureFile{own: true}
		s.files[rel(path)] = f
	}
	return &pictureHandle{s, f, rel(path)}, nil
}

func (s *pictureFS) Rename(from, to string) error {
	s.will("rename", rel(to), 0)
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[rel(from)]
	if f == nil {
		return fs.ErrNotExist
	}
	delete(s.files, rel(from))
	s.files[rel(to)] = f
	return nil
}

func (s *pictureFS) Remove(path string) error {
	s.will("remove", rel(path), 0)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files[rel(path)] == nil {
		return fs.ErrNotExist
	}
	delete(s.files, rel(path))
	return nil
}

func (s *pictureFS) MkdirAll(string) error { return nil }
func (s *pictureFS) SyncDir(string) error  { return nil }

func (s *pictureFS) Names(dir string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	under := rel(dir)
	if under != "" {
		under += "/"
	}
	found := map[string]bool{}
	for n := range s.files {
		if rest, ok := strings.CutPrefix(n, under); ok {
			first, _, _ := strings.Cut(rest, "/")
			found[first] = true
		}
	}
	if len(found) == 0 {
		return nil, fs.ErrNotExist
	}
	return slices.Sorted(maps.Keys(found)), nil
}

func (s *pictureFS) Lock(string) (io.Closer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.locked {
		return nil, vault.ErrInUse
	}
	s.locked = true
	return closing(func() {
		s.mu.Lock()
		s.locked = false
		s.mu.Unlock()
	}), nil
}

type closing func()

func (c closing) Close() error { c(); return nil }

type pictureHandle struct {
	s    *pictureFS
	f    *pictureFile
	name string
}

func (h *pictureHandle) ReadAt(p []byte, off int64) (int, error) {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	if off >= int64(len(h.f.b)) {
		return 0, io.EOF
	}
	n := copy(p, h.f.b[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (h *pictureHandle) WriteAt(p []byte, off int64) (int, error) {
	h.s.will("write", h.name, off)
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	if end := int(off) + len(p); end > len(h.f.b) {
		h.f.b = append(h.f.b[:len(h.f.b):len(h.f.b)], make([]byte, end-len(h.f.b))...)
		h.f.own = true
	}
	h.f.claim()
	return copy(h.f.b[off:], p), nil
}

func (f *pictureFile) claim() {
	if !f.own {
		f.b, f.own = slices.Clone(f.b), true
	}
}

func (h *pictureHandle) Truncate(size int64) error {
	h.s.will("truncate", h.name, size)
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	h.f.claim()
	if size <= int64(len(h.f.b)) {
		h.f.b = h.f.b[:size:size]
		return nil
	}
	h.f.b = append(h.f.b, make([]byte, size-int64(len(h.f.b)))...)
	return nil
}

func (h *pictureHandle) Sync() error { return nil }

func (h *pictureHandle) Size() (int64, error) {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	return int64(len(h.f.b)), nil
}

func (h *pictureHandle) Close() error { return nil }

// bytes is a file's content, to be changed in place.
func (s *pictureFS) bytes(name string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[name]
	f.claim()
	return f.b
}
