// Package picture opens PNG, JPEG, TIFF (every page of it) and WebP pictures for reading.
//
// A picture's size is read before anything is decoded: what is larger than 64 megapixels, or would
// take more than [budget] bytes decoded, is refused. One picture at a time is being decoded in the
// whole program, and a book keeps one page decoded, overwritten when another takes its place and on
// Close. Drawing adds a quarter of that at most, and the page drawn. The decoders' own buffers can't
// be overwritten; they go with the garbage.
package picture

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"

	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// Limits on pictures.
const (
	maxPixels = 64_000_000    // of one page, width × height
	budget    = 4 * maxPixels // bytes, of one page decoded with what its decoder needs meanwhile
	maxSide   = 1 << 20       // pixels; longer is no picture
	maxPages  = 2000          // of one TIFF
	screenDPI = 96            // dots per inch where the file says nothing
	minDPI    = 20            // what a file says below or above this is a mistake
	maxDPI    = 4800
)

// frame is one page of a file, not yet decoded.
type frame struct {
	width, height int     // pixels as stored
	turned        int     // EXIF orientation, 1 to 8
	dpiX, dpiY    float64 // as stored; 0: unknown
	decode        func(src book.Source) (image.Image, error)
	err           error // why it can't be shown; nil: it can, as far as is known
}

// Known reports whether lead, the first bytes of a file, begin a picture that this package opens.
func Known(lead []byte) bool { return format(lead) != nil }

// format chooses the reader of a file by its first bytes; nil if it is none.
func format(lead []byte) func(book.Source) ([]frame, error) {
	switch {
	case bytes.HasPrefix(lead, []byte("\x89PNG\r\n\x1a\n")):
		return onePNG
	case bytes.HasPrefix(lead, []byte("\xFF\xD8\xFF")):
		return oneJPEG
	case bytes.HasPrefix(lead, []byte("II*\x00")), bytes.HasPrefix(lead, []byte("MM\x00*")):
		return allTIFF
	case len(lead) >= 12 && string(lead[:4]) == "RIFF" && string(lead[8:12]) == "WEBP":
		return oneWebP
	}
	return nil
}

// Open opens a picture: a book of one page, or of each page of a TIFF. Nothing is decoded yet. Errors
// are *app.Error: error.reader.empty, unknown, broken, pixels, pages, time. A page of several that
// can't be shown says so when it is drawn.
func Open(ctx context.Context, src book.Source) (book.Book, error) {
	return safe.Run(ctx, src, nil, func(_ context.Context, in book.Source) (book.Book, error) {
		if in.Size() <= 0 {
			return nil, safe.Empty()
		}
		lead := make([]byte, 16)
		n, err := in.ReadAt(lead, 0)
		if err != nil && err != io.EOF {
			return nil, err
		}
		read := format(lead[:n])
		if read == nil {
			return nil, safe.Unknown()
		}
		frames, err := read(in)
		if err != nil {
			return nil, err
		}
		for i := range frames {
			frames[i].judge()
		}
		if len(frames) == 1 && frames[0].err != nil {
			return nil, frames[0].err
		}
		return newAlbum(src, frames), nil
	})
}

// judge refuses a frame that is too large, and mends what can't be true.
func (f *frame) judge() {
	switch {
	case f.err != nil:
		return
	case f.width <= 0 || f.height <= 0 || f.width > maxSide || f.height > maxSide:
		f.err = safe.Broken(nil)
	case f.width*f.height > maxPixels:
		f.err = safe.Pixels(f.width, f.height, maxPixels/1_000_000)
	}
	if f.turned < 1 || f.turned > 8 {
		f.turned = 1
	}
	if !(f.dpiX >= minDPI && f.dpiX <= maxDPI && f.dpiY >= minDPI && f.dpiY <= maxDPI) {
		f.dpiX, f.dpiY = screenDPI, screenDPI
	}
}

// cost refuses a frame whose decoding would take more than the budget: bytes for each pixel.
func (f *frame) cost(bytes float64) {
	if f.err == nil && float64(f.width)*float64(f.height)*bytes > budget {
		f.err = safe.Pixels(f.width, f.height, int(budget/bytes)/1_000_000)
	}
}

// whole reads a source from its beginning.
func whole(src book.Source) io.Reader { return io.NewSectionReader(src, 0, src.Size()) }

func onePNG(src book.Source) ([]frame, error) {
	c, err := png.DecodeConfig(whole(src))
	if err != nil {
		return nil, err
	}
	f := frame{width: c.Width, height: c.Height, decode: func(src book.Source) (image.Image, error) { return png.Decode(whole(src)) }}
	f.cost(pngCost(src))
	f.pngNotes(src)
	return []frame{f}, nil
}

func oneJPEG(src book.Source) ([]frame, error) {
	c, err := jpeg.DecodeConfig(whole(src))
	if err != nil {
		return nil, err
	}
	f := frame{width: c.Width, height: c.Height, decode: func(src book.Source) (image.Image, error) { return jpeg.Decode(whole(src)) }}
	f.jpegNotes(src)
	return []frame{f}, nil
}

func oneWebP(src book.Source) ([]frame, error) {
	c, err := webp.DecodeConfig(whole(src))
	if err != nil {
		return nil, err
	}
	f := frame{width: c.Width, height: c.Height, decode: func(src book.Source) (image.Image, error) { return webp.Decode(whole(src)) }}
	f.webpNotes(src)
	return []frame{f}, nil
}
