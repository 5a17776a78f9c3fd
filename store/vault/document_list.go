package vault

import (
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// List gives the ids of all documents in the folder, in order, whether or not anybody knows them.
func (d *Documents) List() ([]string, error) {
	var ids []string
	err := d.each(func(dir, name string) error {
		if DocumentPath(name) != "" && filepath.Base(dir) == name[:2] {
			ids = append(ids, name)
		}
		return nil
	})
	slices.Sort(ids)
	return ids, err
}

// Fate is what has become of a document as far as its owner knows.
type Fate int

// The fates of a document.
const (
	Unknown Fate = iota // never heard of
	Kept                // it is to be there
	Ended               // it was there, and is to be gone
)

// Tidy finishes what was interrupted: it gives files of Seal that were kept their names, and removes those that were not, and
// files of documents that ended. A whole file that nobody knows stays, and so does what this store is at work on.
func (d *Documents) Tidy(fate func(id string) (Fate, error)) error {
	return d.each(func(dir, name string) error {
		id, unfinished := strings.CutSuffix(name, newSuffix)
		if d.isBusy(id) {
			return nil
		}
		known := Unknown
		if DocumentPath(id) != "" && filepath.Base(dir) == id[:2] {
			var err error
			if known, err = fate(id); err != nil {
				return err
			}
		}
		switch {
		case unfinished && known == Kept:
			return d.finish(dir, id)
		case unfinished, known == Ended:
			return errors.Join(d.fsys.Remove(filepath.Join(dir, name)), d.fsys.SyncDir(dir))
		}
		return nil
	})
}

// finish gives a kept file its name, unless there is one of that name already.
func (d *Documents) finish(dir, id string) error {
	names, err := d.names(dir)
	if err != nil {
		return err
	}
	if slices.Contains(names, id) {
		return errors.Join(d.fsys.Remove(filepath.Join(dir, id+newSuffix)), d.fsys.SyncDir(dir))
	}
	return d.Keep(id)
}

// Remove deletes a document's file, kept or not, for good, and returns nil only once its name is gone for good.
// Removing what is not there is no error.
func (d *Documents) Remove(id string) error {
	if DocumentPath(id) == "" {
		return badDocumentID(id)
	}
	name := d.file(id)
	dir := filepath.Dir(name)
	for _, path := range []string{name, name + newSuffix} {
		if err := d.fsys.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := d.fsys.SyncDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	names, err := d.names(dir)
	if slices.Contains(names, id) || slices.Contains(names, id+newSuffix) {
		return errStays
	}
	return err
}

var errStays = errors.New("vault: a removed document's file is still there")

// each calls do for every name in the folders of documents.
func (d *Documents) each(do func(dir, name string) error) error {
	top := filepath.Join(d.dir, documentsDir)
	folders, err := d.names(top)
	if err != nil {
		return err
	}
	for _, ab := range folders {
		if len(ab) != 2 {
			continue
		}
		dir := filepath.Join(top, ab)
		names, err := d.names(dir)
		if err != nil {
			return err
		}
		for _, n := range names {
			if err := do(dir, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// names lists a folder that may be missing.
func (d *Documents) names(dir string) ([]string, error) {
	names, err := d.fsys.Names(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return names, err
}

// meter counts and hashes what is written through it.
type meter struct {
	w io.Writer
	n int64
	h hash.Hash
}

func newMeter(w io.Writer) *meter { return &meter{w: w, h: sha256.New()} }

func (m *meter) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	m.n += int64(n)
	m.h.Write(p[:n])
	return n, err
}

func (m *meter) sum() [sha256.Size]byte { return [sha256.Size]byte(m.h.Sum(nil)) }

// stopping is a reader that ends with its context.
type stopping struct {
	ctx context.Context
	r   io.Reader
}

func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}
