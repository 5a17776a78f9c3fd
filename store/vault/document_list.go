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

// Tidy removes what interrupted Puts left. To be called before the first Put of a process.
func (d *Documents) Tidy() error {
	return d.each(func(dir, name string) error {
		if !strings.HasSuffix(name, newSuffix) {
			return nil
		}
		return errors.Join(d.fsys.Remove(filepath.Join(dir, name)), d.fsys.SyncDir(dir))
	})
}

// Remove deletes a document's file for good. Removing what is not there is no error.
func (d *Documents) Remove(id string) error {
	if DocumentPath(id) == "" {
		return badDocumentID(id)
	}
	name := d.file(id)
	err := d.fsys.Remove(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, d.fsys.SyncDir(filepath.Dir(name)))
}

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

// clearStream reads a document's clear content and names its file when that fails.
type clearStream struct {
	r    io.Reader
	src  *source
	f    File
	file string
}

func (c *clearStream) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if err != nil && err != io.EOF {
		err = c.broken(err)
	}
	return n, err
}

// broken tells a file that could not be read, or a reading that was given up, from content that is wrong.
func (c *clearStream) broken(err error) error {
	if c.src.err != nil {
		return c.src.err
	}
	return damaged(c.file, 0, "document does not open: "+err.Error())
}

func (c *clearStream) Close() error { return c.f.Close() }

// source remembers why reading the sealed file ended.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
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
