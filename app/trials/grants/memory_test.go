package grants

import (
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"custody/store/vault"
)

// memory is a vault's file layer without a disk, so that an office is copied in no time.
type memory struct {
	mu     sync.Mutex
	files  map[string]*memoryFile
	locked map[string]bool
}

type memoryFile struct {
	mu   sync.Mutex
	data []byte
}

// loadMemory reads a folder.
func loadMemory(dir string) (*memory, error) {
	m := &memory{files: map[string]*memoryFile{}, locked: map[string]bool{}}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		m.files[path] = &memoryFile{data: data}
		return err
	})
	return m, err
}

// clone copies the files as they stand; nobody has them open in the copy.
func (m *memory) clone() *memory {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := &memory{files: make(map[string]*memoryFile, len(m.files)), locked: map[string]bool{}}
	for name, f := range m.files {
		f.mu.Lock()
		c.files[name] = &memoryFile{data: slices.Clone(f.data)}
		f.mu.Unlock()
	}
	return c
}

// read returns a copy of a file, nil for none.
func (m *memory) read(name string) []byte {
	m.mu.Lock()
	f := m.files[name]
	m.mu.Unlock()
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.data)
}

func (m *memory) Open(path string, create bool) (vault.File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.files[path]
	if f == nil {
		if !create {
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		}
		f = &memoryFile{}
		m.files[path] = f
	}
	return f, nil
}

func (m *memory) Rename(from, to string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	moved := false
	for name, f := range maps.Clone(m.files) {
		if rest, under := strings.CutPrefix(name+"/", from+"/"); under {
			delete(m.files, name)
			m.files[strings.TrimSuffix(to+"/"+rest, "/")] = f
			moved = true
		}
	}
	if !moved {
		return fs.ErrNotExist
	}
	return nil
}

func (m *memory) Remove(path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files[path] == nil {
		return fs.ErrNotExist
	}
	delete(m.files, path)
	return nil
}

func (m *memory) MkdirAll(string) error { return nil }
func (m *memory) SyncDir(string) error  { return nil }

func (m *memory) Names(dir string) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []string
	for name := range m.files {
		if rest, under := strings.CutPrefix(name, dir+"/"); under {
			first, _, _ := strings.Cut(rest, "/")
			out = append(out, first)
		}
	}
	if out == nil {
		return nil, fs.ErrNotExist
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

type unlock func()

func (u unlock) Close() error { u(); return nil }

func (m *memory) Lock(path string) (io.Closer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.locked[path] {
		return nil, vault.ErrInUse
	}
	m.locked[path] = true
	return unlock(func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.locked[path] = false
	}), nil
}

func (f *memoryFile) ReadAt(p []byte, off int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if off >= int64(len(f.data)) {
		return 0, io.EOF
	}
	n := copy(p, f.data[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *memoryFile) WriteAt(p []byte, off int64) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if more := off + int64(len(p)) - int64(len(f.data)); more > 0 {
		f.data = append(f.data, make([]byte, more)...)
	}
	return copy(f.data[off:], p), nil
}

func (f *memoryFile) Truncate(size int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if more := size - int64(len(f.data)); more > 0 {
		f.data = append(f.data, make([]byte, more)...)
	}
	f.data = f.data[:size]
	return nil
}

func (f *memoryFile) Size() (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return int64(len(f.data)), nil
}

func (f *memoryFile) Sync() error  { return nil }
func (f *memoryFile) Close() error { return nil }
