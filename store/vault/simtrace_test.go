package vault_test

import (
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"

	"custody/store/vault"
)

// traceFS is a file layer in memory that records every operation that changes something. A replay of the record gives the
// images that a power loss could leave, at any moment.
type traceFS struct {
	mu     sync.Mutex
	start  *volume
	names  map[string]*node
	dirs   map[string]bool
	locked map[string]bool
	nodes  int
	trace  []event

	lie   lie                         // syncs that are reported and not made: a fault to be caught
	slow  func(path string)           // called before a write; may be nil
	fault func(op, name string) error // makes an operation fail; may be nil
}

// lie picks syncs that are reported and not made, by what they are and where in the trace they would stand.
type lie func(at int, e event) bool

// volume is a folder at rest: everything in it is durable.
type volume struct {
	files map[string]*content
	dirs  map[string]bool
}

// node is a file, whatever its names.
type node struct {
	id      int
	content content
	open    int
}

type eventKind byte

const (
	evWrite eventKind = iota
	evTruncate
	evSync
	evCreate
	evRename
	evRemove
	evMkdir
	evSyncDir
	evNote
)

// event is one operation, or a note of what the workload may expect from here on.
type event struct {
	kind eventKind
	node int
	path string // of the file, the old name or the folder
	to   string
	off  int64 // or the new length
	data []byte
	want *want
}

var kindNames = [...]string{"write", "truncate", "sync", "create", "rename", "remove", "mkdir", "syncdir", "note"}

func (e event) String() string {
	return kindNames[e.kind] + " " + filepath.Base(e.path)
}

func emptyVolume() *volume {
	return &volume{files: map[string]*content{}, dirs: map[string]bool{"/sim": true}}
}

func newTrace(start *volume) *traceFS {
	s := &traceFS{start: start, names: map[string]*node{}, dirs: map[string]bool{}, locked: map[string]bool{}}
	for d := range start.dirs {
		s.dirs[d] = true
	}
	for _, p := range start.paths() {
		s.nodes++
		s.names[p] = &node{id: s.nodes, content: start.files[p].dup()}
	}
	return s
}

// paths lists the files in order: the n-th has the id n in a trace that starts here.
func (v *volume) paths() []string {
	out := make([]string, 0, len(v.files))
	for p := range v.files {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// rest is the folder as the program sees it, all of it durable.
func (s *traceFS) rest() *volume {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := &volume{files: map[string]*content{}, dirs: map[string]bool{}}
	for d := range s.dirs {
		v.dirs[d] = true
	}
	for p, n := range s.names {
		c := n.content.share()
		v.files[p] = &c
	}
	return v
}

func (s *traceFS) note(w want) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trace = append(s.trace, event{kind: evNote, want: w.clone()})
}

func (s *traceFS) fails(op, path string) error {
	if s.fault == nil {
		return nil
	}
	return s.fault(op, filepath.Base(path))
}

func (s *traceFS) Open(path string, create bool) (vault.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fails("open", path); err != nil {
		return nil, err
	}
	n := s.names[path]
	if n == nil {
		if !create || !s.dirs[filepath.Dir(path)] {
			return nil, fs.ErrNotExist
		}
		s.nodes++
		n = &node{id: s.nodes}
		s.names[path] = n
		s.trace = append(s.trace, event{kind: evCreate, path: path, node: n.id})
	}
	n.open++
	return &traceFile{fs: s, n: n, path: path}, nil
}

// record writes a sync down, unless the layer lies about it.
func (s *traceFS) record(e event) {
	if s.lie == nil || !s.lie(len(s.trace), e) {
		s.trace = append(s.trace, e)
	}
}

func (s *traceFS) Lock(path string) (io.Closer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fails("open", path); err != nil {
		return nil, err
	}
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
