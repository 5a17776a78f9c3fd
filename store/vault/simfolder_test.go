package vault_test

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// errHeld is what Windows says to the renaming or removing of an open file.
var errHeld = errors.New("file is open")

func (s *traceFS) Rename(from, to string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fails("rename", to); err != nil {
		return err
	}
	n := s.names[from]
	switch {
	case n == nil && !s.dirs[from]:
		return fs.ErrNotExist
	case s.held(from) || s.held(to):
		return errHeld
	case n == nil && (s.dirs[to] || s.names[to] != nil), n != nil && s.dirs[to]:
		return fs.ErrExist
	}
	e := event{kind: evRename, path: from, to: to}
	link(e, s.names, s.dirs)
	s.trace = append(s.trace, e)
	return nil
}

// held reports whether a file, or a file in a folder, is open.
func (s *traceFS) held(path string) bool {
	for p, n := range s.names {
		if n.open > 0 && (p == path || strings.HasPrefix(p, path+"/")) {
			return true
		}
	}
	return false
}

func (s *traceFS) Remove(path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fails("remove", path); err != nil {
		return err
	}
	switch {
	case s.names[path] == nil && !s.dirs[path]:
		return fs.ErrNotExist
	case s.held(path):
		return errHeld
	case s.dirs[path] && !s.empty(path):
		return fs.ErrExist
	}
	e := event{kind: evRemove, path: path}
	link(e, s.names, s.dirs)
	s.trace = append(s.trace, e)
	return nil
}

func (s *traceFS) empty(dir string) bool {
	for p := range s.names {
		if strings.HasPrefix(p, dir+"/") {
			return false
		}
	}
	for p := range s.dirs {
		if strings.HasPrefix(p, dir+"/") {
			return false
		}
	}
	return true
}

// link renames or removes a file or a folder.
func link[F any](e event, names map[string]F, dirs map[string]bool) {
	if e.kind == evRemove {
		delete(names, e.path)
		delete(dirs, e.path)
		return
	}
	for p, n := range names {
		if rest, ok := strings.CutPrefix(p, e.path); ok && (rest == "" || rest[0] == '/') {
			delete(names, p)
			names[e.to+rest] = n
		}
	}
	for p := range dirs {
		if rest, ok := strings.CutPrefix(p, e.path); ok && (rest == "" || rest[0] == '/') {
			delete(dirs, p)
			dirs[e.to+rest] = true
		}
	}
}

func (s *traceFS) MkdirAll(path string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fails("mkdir", path); err != nil {
		return err
	}
	var missing []string
	for d := path; !s.dirs[d]; d = filepath.Dir(d) {
		missing = append(missing, d)
	}
	for _, d := range slices.Backward(missing) {
		s.dirs[d] = true
		s.trace = append(s.trace, event{kind: evMkdir, path: d})
	}
	return nil
}

func (s *traceFS) Names(dir string) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fails("list", dir); err != nil {
		return nil, err
	}
	if !s.dirs[dir] {
		return nil, fs.ErrNotExist
	}
	var out []string
	for p := range s.names {
		if rest, ok := strings.CutPrefix(p, dir+"/"); ok && !strings.Contains(rest, "/") {
			out = append(out, rest)
		}
	}
	for p := range s.dirs {
		if rest, ok := strings.CutPrefix(p, dir+"/"); ok && !strings.Contains(rest, "/") {
			out = append(out, rest)
		}
	}
	slices.Sort(out)
	return out, nil
}

func (s *traceFS) SyncDir(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fails("syncdir", dir); err != nil {
		return err
	}
	s.record(event{kind: evSyncDir, path: dir})
	return nil
}
