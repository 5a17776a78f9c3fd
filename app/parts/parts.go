// Package parts reads Office files (.xlsx, .docx): zip files of XML. What comes in is not trusted: how
// much may unpack, how deep elements may lie and how long a text may be are all bounded, and nothing
// outside the file is ever followed.
package parts

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync/atomic"
)

// Limits that keep a small hostile file from filling the memory.
const (
	MaxUnpacked = 512 << 20 // bytes, all parts together
	maxRatio    = 150       // of a large part to its packed size
	largePart   = 32 << 20
	maxIndex    = 8 << 20 // bytes of the list of parts
	maxDepth    = 100     // elements within elements
	maxToken    = 4 << 20 // bytes without a tag
	maxRelated  = 20_000
)

// What is wrong with a file. Errors wrap one of these, or are those of the reader of the file.
var (
	ErrDamaged = errors.New("parts: damaged")
	ErrBomb    = errors.New("parts: unpacks to too much")
	ErrLocked  = errors.New("parts: encrypted")
)

// File is an opened Office file.
type File struct{ parts map[string]*zip.File }

// Open reads the list of parts of a file of size bytes. It returns ErrDamaged, ErrBomb or ErrLocked.
func Open(r io.ReaderAt, size int64) (*File, error) {
	m := &metered{r: r}
	m.left.Store(maxIndex)
	z, err := zip.NewReader(m, size)
	if err != nil {
		if m.left.Load() < 0 {
			return nil, ErrBomb
		}
		return nil, damaged(err)
	}
	m.open.Store(true)
	f := &File{parts: make(map[string]*zip.File, len(z.File))}
	var total uint64
	for _, p := range z.File {
		total += p.UncompressedSize64
		bomb := p.UncompressedSize64 > largePart && p.UncompressedSize64/maxRatio > p.CompressedSize64
		if bomb || total > MaxUnpacked || p.UncompressedSize64 > MaxUnpacked {
			return nil, ErrBomb
		}
		if p.Flags&1 != 0 {
			return nil, ErrLocked
		}
		f.parts[partName(p.Name)] = p
	}
	return f, nil
}

// metered bounds what is read for the list of parts, which the archive's reader takes as long as it comes.
type metered struct {
	r    io.ReaderAt
	left atomic.Int64
	open atomic.Bool
}

// ReadAt reads.
func (m *metered) ReadAt(p []byte, off int64) (int, error) {
	if !m.open.Load() && m.left.Add(-int64(len(p))) < 0 {
		return 0, ErrBomb
	}
	return m.r.ReadAt(p, off)
}

func damaged(cause error) error { return fmt.Errorf("%w: %w", ErrDamaged, cause) }

// partName is the form in which parts are looked up: names in the package ignore case.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// Has tells whether there is a part of that name, in capitals or not.
func (f *File) Has(name string) bool { return f.parts[partName(name)] != nil }

// Size is a part's size in bytes as the file has it, 0 for none.
func (f *File) Size(name string) int64 {
	if p := f.parts[partName(name)]; p != nil {
		return int64(p.UncompressedSize64)
	}
	return 0
}

// Reader opens a part for reading.
func (f *File) Reader(name string) (io.ReadCloser, error) {
	p := f.parts[partName(name)]
	if p == nil {
		return nil, damaged(errors.New("no part " + name))
	}
	r, err := p.Open()
	if err != nil {
		return nil, damaged(err)
	}
	return r, nil
}

// Each calls fn for the elements of a part, in order: with a name in whole for those only, and fn must
// read them to their end; without, for every element, and fn must not read on. An error of fn ends it and
// is returned as it is; else it returns ErrDamaged.
func (f *File) Each(name, whole string, fn func(xml.StartElement, *xml.Decoder) error) error {
	r, err := f.Reader(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(&steady{r: r})
	for depth := 0; ; {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		switch e := t.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if whole == "" || e.Name.Local == whole {
				err = fn(e, d)
			}
			if whole == "" || e.Name.Local != whole {
				depth++
			}
		}
		if depth > maxDepth {
			err = damaged(errDepth)
		}
		if err != nil {
			return err
		}
	}
}

// Relation is one line of a .rels part: Kind is the last word of its type.
type Relation struct{ ID, Kind, Target string }

// Relations reads the relations of a part ("": of the file itself); a part without any has none. Those
// that lead out of the file are left out.
func (f *File) Relations(part string) ([]Relation, error) {
	dir, file := path.Split(part)
	name := dir + "_rels/" + file + ".rels"
	if !f.Has(name) {
		return nil, nil
	}
	var all []Relation
	err := f.Each(name, "", func(e xml.StartElement, _ *xml.Decoder) error {
		if e.Name.Local != "Relationship" || Attr(e, "TargetMode") == "External" {
			return nil
		}
		if len(all) == maxRelated {
			return ErrBomb
		}
		target := Attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		all = append(all, Relation{Attr(e, "Id"), path.Base(Attr(e, "Type")), target})
		return nil
	})
	return all, err
}
