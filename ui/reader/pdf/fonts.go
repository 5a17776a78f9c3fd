package pdf

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"custody/assets"
)

// fontFS is the only file system that PDFium sees: the two paper fonts that the program carries, from
// memory, where PDFium looks for the fonts that a document names but does not hold. Chinese documents
// often count on a Song face being there. It begins at the root, because PDFium wants the folder above.
type fontFS map[string][]byte

var paperFonts = fontFS{
	"usr/share/fonts/serif.ttf": assets.PaperSerif(),
	"usr/share/fonts/sans.ttf":  assets.PaperSans(),
}

// Open opens a font or a folder.
func (f fontFS) Open(name string) (fs.File, error) {
	if data, ok := f[name]; ok {
		return fontFile{bytes.NewReader(data), fontInfo{name: name, size: int64(len(data))}}, nil
	}
	folder := &fontDir{info: fontInfo{name: name, dir: true}}
	for file, data := range f {
		rest, ok := strings.CutPrefix(file, name+"/")
		if name == "." {
			rest, ok = file, true
		}
		if !ok {
			continue
		}
		child, _, deeper := strings.Cut(rest, "/")
		folder.add(fontInfo{name: child, size: int64(len(data)), dir: deeper})
	}
	if len(folder.entries) == 0 {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return folder, nil
}

// fontFile is an open font.
type fontFile struct {
	*bytes.Reader
	info fontInfo
}

func (f fontFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f fontFile) Close() error               { return nil }

// fontDir is an open folder.
type fontDir struct {
	info    fontInfo
	entries []fs.DirEntry
	told    int
}

// add notes what lies in the folder, once.
func (d *fontDir) add(info fontInfo) {
	for _, e := range d.entries {
		if e.Name() == info.Name() {
			return
		}
	}
	d.entries = append(d.entries, fs.FileInfoToDirEntry(info))
}

func (d *fontDir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *fontDir) Close() error               { return nil }

func (d *fontDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: fs.ErrInvalid}
}

// ReadDir lists the next n entries, or all that are left.
func (d *fontDir) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := d.entries[d.told:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 {
		rest = rest[:min(n, len(rest))]
	}
	d.told += len(rest)
	return rest, nil
}

// fontInfo describes a font or a folder.
type fontInfo struct {
	name string
	size int64
	dir  bool
}

func (i fontInfo) Name() string       { return path.Base(i.name) }
func (i fontInfo) Size() int64        { return i.size }
func (i fontInfo) ModTime() time.Time { return time.Time{} }
func (i fontInfo) IsDir() bool        { return i.dir }
func (i fontInfo) Sys() any           { return nil }

func (i fontInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
