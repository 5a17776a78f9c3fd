package seal

import (
	"bytes"
	"errors"
	"fmt"
)

// errSyntax is what reading a damaged file ends in; the outside sees ErrBroken or ErrFile.
var errSyntax = errors.New("seal: damaged PDF")

// Bounds of what is read.
const (
	mostObjects = 1 << 20
	mostUpdates = 8
	mostStream  = 64 << 20
)

// place is where an object stands: at a byte of the file, or as a member of an object stream.
type place struct {
	at     int // in the file
	stream int // object stream, 0 for none
	index  int // in that stream
}

// file is a PDF as its cross-references tell it.
type file struct {
	data    []byte
	places  map[int]place
	trailer dict // of the last update
	last    int  // where its cross-references stand
	streams bool // they are a stream, not a table
	packs   map[int][]string
}

// open reads the cross-references of a file, back through its updates.
func open(data []byte) (*file, error) {
	f := &file{data: data, places: map[int]place{}, packs: map[int][]string{}}
	at := bytes.LastIndex(data, []byte("startxref"))
	if at < 0 || !bytes.HasPrefix(data, []byte("%PDF-")) {
		return nil, fmt.Errorf("%w: no cross-references", errSyntax)
	}
	l := &lexer{data: data, at: at + len("startxref")}
	l.space()
	f.last = whole(l.plain())
	for n, at := 0, f.last; ; n++ {
		if at < 0 || at >= len(data) || n == mostUpdates {
			return nil, fmt.Errorf("%w: cross-references at byte %d", errSyntax, at)
		}
		trailer, err := f.section(at)
		if err != nil {
			return nil, err
		}
		if f.trailer == nil {
			f.trailer = trailer
		}
		prev := trailer.get("Prev")
		if prev == "" {
			return f, nil
		}
		at = whole(prev)
	}
}

// section reads one update's cross-references; what a later one said already holds.
func (f *file) section(at int) (dict, error) {
	l := &lexer{data: f.data, at: at}
	if l.eat("xref") {
		return f.table(l)
	}
	d, body, err := f.streamAt(at)
	if err != nil {
		return nil, err
	}
	if f.trailer == nil {
		f.streams = true
	}
	return d, f.packedTable(d, body)
}

// table reads cross-references written as text.
func (f *file) table(l *lexer) (dict, error) {
	for !l.eat("trailer") {
		l.space()
		first := whole(l.plain())
		l.space()
		count := whole(l.plain())
		if first < 0 || count < 0 || first+count > mostObjects {
			return nil, l.wrong()
		}
		for i := range count {
			l.space()
			at := l.plain()
			l.space()
			l.plain() // the generation, which is always nought here
			l.space()
			switch l.plain() {
			case "n":
				if len(at) != 10 {
					return nil, l.wrong()
				}
				f.put(first+i, place{at: whole(at[1:])})
			case "f":
			default:
				return nil, l.wrong()
			}
		}
	}
	l.space()
	return l.dict()
}

// put notes where an object stands, unless a later update has moved it.
func (f *file) put(number int, p place) {
	if _, ok := f.places[number]; !ok {
		f.places[number] = p
	}
}

// object returns an object's value as written.
func (f *file) object(number int) (string, error) {
	p, ok := f.places[number]
	if !ok {
		return "", fmt.Errorf("%w: no object %d", errSyntax, number)
	}
	if p.stream != 0 {
		return f.packed(p)
	}
	l, err := f.begin(number, p.at)
	if err != nil {
		return "", err
	}
	return l.value()
}

// begin stands behind an object's head.
func (f *file) begin(number, at int) (*lexer, error) {
	if at < 0 || at >= len(f.data) {
		return nil, fmt.Errorf("%w: object at byte %d", errSyntax, at)
	}
	l := &lexer{data: f.data, at: at}
	head := l.plain()
	l.space()
	if generation := l.plain(); generation != "0" || !l.eat("obj") {
		return nil, l.wrong()
	}
	if number != 0 && whole(head) != number {
		return nil, fmt.Errorf("%w: object %d stands where %d should", errSyntax, whole(head), number)
	}
	return l, nil
}

// dict returns an object that is a dictionary, and its number.
func (f *file) dict(ref string) (dict, int, error) {
	n := reference(ref)
	if n < 0 {
		return nil, 0, fmt.Errorf("%w: no reference", errSyntax)
	}
	s, err := f.object(n)
	if err != nil {
		return nil, 0, err
	}
	d, err := parseDict(s)
	return d, n, err
}

// value returns what a value refers to, or the value itself.
func (f *file) value(s string) (string, error) {
	if n := reference(s); n >= 0 {
		return f.object(n)
	}
	return s, nil
}
