package pdf

import (
	"fmt"
	"io"
	"strings"
)

// Album is a file of pages that are one picture each. Pages are written as they come, so that a file
// of any length takes the memory of one page. It belongs to one goroutine.
type Album struct {
	out                   *objects
	info                  Info
	catalogue, tree, note int
	pages                 []string
}

// NewAlbum begins a file on w.
func NewAlbum(w io.Writer, info Info) *Album {
	a := &Album{out: begin(w), info: info}
	a.catalogue, a.tree, a.note = a.out.reserve(), a.out.reserve(), a.out.reserve()
	return a
}

// AddJPEG adds a page of the given size in points, filled by a JPEG of three colours that measures
// across × down pixels.
func (a *Album) AddJPEG(jpeg []byte, across, down int, width, height float64) {
	picture := a.out.filtered("DCTDecode", fmt.Sprintf(
		"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8", across, down), jpeg)
	content := a.out.stream("", deflate(fmt.Appendf(nil, "q %s 0 0 %s 0 0 cm/I Do Q\n", number(width), number(height)), fast))
	page := a.out.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</XObject<</I %d 0 R>>>>/Contents %d 0 R>>",
		a.tree, number(width), number(height), picture, content))
	a.pages = append(a.pages, fmt.Sprintf("%d 0 R", page))
}

// Err is the first error of the writer, so that nobody draws pages for a file that can't be written.
func (a *Album) Err() error { return a.out.out.Flush() }

// Close ends the file. It returns the first error of the writer.
func (a *Album) Close() error {
	a.out.put(a.tree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(a.pages), strings.Join(a.pages, " ")))
	a.info.write(a.out, a.catalogue, a.tree, a.note)
	return a.out.end(a.catalogue, a.note)
}
