// Package pdf writes PDF files: pages of text, lines and pictures, with the fonts they need and no
// more. It knows nothing of letters.
//
// It stands in place of fpdf, which takes some ten times its processor time a letter (make bench-peers
// measures both), because it reads the whole font anew for each file, and which refuses characters
// beyond U+FFFF. Here a font is read once, every character of Unicode gets a glyph number
// of its own in an Identity-H font, so that it extracts as itself, and letters of one batch share the
// compressed subset of their common text. Files are PDF/A-2b: docs/paper.md tells how.
package pdf

import (
	"encoding/binary"
	"fmt"
	"image"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"custody/app/letter/truetype"
)

// Fonts are the fonts of the faces, by page.Face.
type Fonts [2]*truetype.Font

// Info is what a reader's window shows about the file.
type Info struct {
	Title, Author, Subject string
	Language               string // such as zh-CN
}

// Document is a file being made. It belongs to one goroutine.
type Document struct {
	fonts   Fonts
	common  *Common
	own     [2]*subset
	info    Info
	pages   []*Page
	images  []*image.Gray
	missing []rune // drawn, but in no face
}

// New begins a document. Characters that common holds are taken from it; common may be nil.
func New(fonts Fonts, common *Common, info Info) *Document {
	d := &Document{fonts: fonts, common: common, info: info}
	for i, f := range fonts {
		d.own[i] = newSubset(f)
	}
	return d
}

// AddPage adds a page of the given size in points.
func (d *Document) AddPage(width, height float64) *Page {
	p := &Page{doc: d, width: width, height: height}
	d.pages = append(d.pages, p)
	return p
}

// Write writes the finished file. The same pages always give the same bytes. It returns the errors of w,
// and MissingError, with nothing written, if a character drawn is in no face.
func (d *Document) Write(w io.Writer) error {
	if err := d.complete(); err != nil {
		return err
	}
	out := begin(w)
	catalogue, tree, info := out.reserve(), out.reserve(), out.reserve()
	resources := out.reserve()
	kids := make([]string, len(d.pages))
	first, common := 0, d.shared()
	if common > 0 {
		first = out.stream("", deflate(d.pages[0].content.Bytes()[:common], fast))
	}
	for i, p := range d.pages {
		kids[i] = fmt.Sprintf("%d 0 R", p.write(out, tree, resources, first, common))
	}
	out.tuckAs(resources, d.resources(out))
	out.put(tree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), strings.Join(kids, " ")))
	d.info.write(out, catalogue, tree, info)
	return out.end(catalogue, info)
}

// resources writes the fonts used and names them; the picture names are each page's own.
func (d *Document) resources(out *objects) string {
	var b strings.Builder
	b.WriteString("<</Font<<")
	for face := range d.own {
		if d.common != nil && d.common.used(face) {
			fmt.Fprintf(&b, "/C%d %d 0 R", face, d.common.write(out, face))
		}
		if d.own[face].used() {
			fmt.Fprintf(&b, "/F%d %d 0 R", face, d.own[face].pack(fast).write(out))
		}
	}
	b.WriteString(">>")
	if pictures := d.pictures(out); pictures != "" {
		fmt.Fprintf(&b, "/XObject<<%s>>", pictures)
	}
	b.WriteString(">>")
	return b.String()
}

// pictures writes the images and names them.
func (d *Document) pictures(out *objects) string {
	var b strings.Builder
	for i, im := range d.images {
		fmt.Fprintf(&b, "/I%d %d 0 R", i, writeImage(out, im))
	}
	return b.String()
}

// image returns the number of a picture; one that is on several pages is written once.
func (d *Document) image(im *image.Gray) int {
	if i := slices.Index(d.images, im); i >= 0 {
		return i
	}
	d.images = append(d.images, im)
	return len(d.images) - 1
}

// textString writes text for people as PDF wants it: plain letters as they are, else UTF-16 with a byte
// order mark.
func textString(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`()\`, r) }) < 0 {
		return "(" + s + ")"
	}
	return "<FEFF" + hex16(s) + ">"
}

// hex16 is text in UTF-16, big end first, as hexadecimal digits.
func hex16(s string) string {
	raw := []byte{}
	for _, u := range utf16.Encode([]rune(s)) {
		raw = binary.BigEndian.AppendUint16(raw, u)
	}
	return fmt.Sprintf("%X", raw)
}
