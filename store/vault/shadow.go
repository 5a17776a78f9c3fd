package vault

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
)

// Reading a vault that may be damaged must not change it, and opening one the usual way does: it counts the attempt,
// replays the log, repairs a torn copy. So the usual code runs over a shadow: reads fall through to the files, writes
// stay in memory and go with it.

// Shadow is a file layer that reads what base has and writes nothing there. The folder may be read-only. A lock
// file that is missing is not made.
func Shadow(base FS) FS {
	return &shadowFS{base: base, files: map[string]*shadow{}}
}

// reading is what a file layer has for folders that cannot be written; one without it is read with Open.
type reading interface {
	OpenRead(path string) (File, error)
	LockRead(path string) (io.Closer, error)
}

func openRead(base FS, path string) (File, error) {
	if r, ok := base.(reading); ok {
		return r.OpenRead(path)
	}
	return base.Open(path, false)
}

func lockRead(base FS, path string) (io.Closer, error) {
	if r, ok := base.(reading); ok {
		return r.LockRead(path)
	}
	return base.Lock(path)
}

// OpenRead opens a file that is only read.
func (osFS) OpenRead(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

// LockRead takes the lock of an existing file; where there is none, nobody has the folder open.
func (osFS) LockRead(path string) (io.Closer, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return noLock{}, nil
	}
	if err != nil {
		return nil, err
	}
	return exclusive(f)
}

type noLock struct{}

func (noLock) Close() error { return nil }

type shadowFS struct {
	base FS

	mu    sync.Mutex
	files map[string]*shadow // what was opened, made, moved (also nil: gone) since
	bases []*shadow          // all that have a file underneath
}

// Open opens the shadow of a file, which outlives its closing.
func (s *shadowFS) Open(path string, create bool) (File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, known := s.files[path]
	if f == nil && !known {
		base, err := openRead(s.base, path)
		if err == nil {
			f, err = s.over(base)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if f == nil {
		if !create {
			return nil, fs.ErrNotExist
		}
		f = &shadow{blocks: map[int64][]byte{}}
	}
	s.files[path] = f
	return shadowHandle{f}, nil
}

// Rename moves a shadow.
func (s *shadowFS) Rename(oldPath, newPath string) error {
	if _, err := s.Open(oldPath, false); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[newPath], s.files[oldPath] = s.files[oldPath], nil
	return nil
}

// Remove forgets a shadow.
func (s *shadowFS) Remove(path string) error {
	if _, err := s.Open(path, false); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[path] = nil
	return nil
}

// MkdirAll has nothing to do.
func (s *shadowFS) MkdirAll(string) error { return nil }

// SyncDir has nothing to do.
func (s *shadowFS) SyncDir(string) error { return nil }

// Names lists the folder with what was made and moved in it.
func (s *shadowFS) Names(path string) ([]string, error) {
	names, err := s.base.Names(path)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for file, f := range s.files {
		if filepath.Dir(file) != filepath.Clean(path) {
			continue
		}
		name := filepath.Base(file)
		if at := slices.Index(names, name); f == nil && at >= 0 {
			names = slices.Delete(names, at, at+1)
		} else if f != nil && at < 0 {
			names = append(names, name)
		}
	}
	return names, nil
}

// Lock takes the lock of a vault that somebody may have open.
func (s *shadowFS) Lock(path string) (io.Closer, error) { return lockRead(s.base, path) }

// release closes the files underneath.
func (s *shadowFS) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.bases {
		_ = f.base.Close() // it was only read
	}
}

const shadowBlock = 4096

// shadow is one file: what was written lies in blocks over what is there.
type shadow struct {
	mu     sync.Mutex
	base   File // nil for a file of the shadow's own
	under  int64
	size   int64
	blocks map[int64][]byte
}

func (s *shadowFS) over(base File) (*shadow, error) {
	n, err := base.Size()
	if err != nil {
		return nil, errors.Join(err, base.Close())
	}
	f := &shadow{base: base, under: n, size: n, blocks: map[int64][]byte{}}
	s.bases = append(s.bases, f)
	return f, nil
}

type shadowHandle struct{ *shadow }

// Close keeps the shadow for whoever opens the file again.
func (shadowHandle) Close() error { return nil }

// Sync has nothing to do.
func (s *shadow) Sync() error { return nil }

// Size is the length with what was written.
func (s *shadow) Size() (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.size, nil
}

// ReadAt reads what was written over what is there.
func (s *shadow) ReadAt(p []byte, off int64) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if off < 0 {
		return 0, syscall.EINVAL
	}
	n := int(min(int64(len(p)), max(0, s.size-off)))
	if len(s.blocks) == 0 {
		if err := s.below(p[:n], off); err != nil {
			return 0, err
		}
	} else {
		for at := 0; at < n; {
			in := int((off + int64(at)) % shadowBlock)
			step := min(n-at, shadowBlock-in)
			if b := s.blocks[(off+int64(at))/shadowBlock]; b != nil {
				copy(p[at:at+step], b[in:])
			} else if err := s.below(p[at:at+step], off+int64(at)); err != nil {
				return 0, err
			}
			at += step
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// below fills p from the file underneath, with zeros beyond its end.
func (s *shadow) below(p []byte, off int64) error {
	n := int(min(int64(len(p)), max(0, s.under-off)))
	clear(p[n:])
	if n == 0 {
		return nil
	}
	got, err := s.base.ReadAt(p[:n], off)
	if got == n {
		return nil
	}
	return err
}

// WriteAt keeps what is written in memory.
func (s *shadow) WriteAt(p []byte, off int64) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for at := 0; at < len(p); {
		n := (off + int64(at)) / shadowBlock
		in := int((off + int64(at)) % shadowBlock)
		b := s.blocks[n]
		if b == nil {
			b = make([]byte, shadowBlock)
			if err := s.below(b, n*shadowBlock); err != nil {
				return at, err
			}
			s.blocks[n] = b
		}
		at += copy(b[in:], p[at:])
	}
	s.size = max(s.size, off+int64(len(p)))
	return len(p), nil
}

// Truncate sets the length; what lies beyond is zeros when the file grows again.
func (s *shadow) Truncate(size int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.under = min(s.under, size)
	for n, b := range s.blocks {
		if from := size - n*shadowBlock; from < shadowBlock {
			clear(b[max(0, from):])
		}
	}
	s.size = size
	return nil
}
