// Package code reads the QR codes on scanned or photographed pages: pictures and PDFs, however they lie on
// the glass or in the photo. Everything stays in memory.
package code

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // for their sizes
	_ "image/png"

	"custody/app"
	"custody/ui/reader/book"
	"custody/ui/reader/pdf"
	"custody/ui/reader/picture"
	"custody/ui/reader/safe"
)

// mostPages is how many pages of one scan are looked at.
const mostPages = 60

// scanDPI is how finely the pages of a PDF are drawn for reading: a module of the code at the foot of a page
// is then four pixels wide.
const scanDPI = 200

// Reader implements app.Scans. The zero value is ready for use, from several goroutines.
type Reader struct{}

// Codes returns the texts of the QR codes on the pages of a PNG, JPEG or PDF, page by page in order; a page
// without a readable code is "". Of several codes on a page one of this program's counts first. Returns
// Invalid (error.scan.kind) for another file, (error.scan.pages) for one too long, and what the readers of
// documents return.
func (Reader) Codes(ctx context.Context, data []byte) ([]string, error) {
	b, dots, err := open(ctx, data)
	if err != nil {
		return nil, err
	}
	defer b.Close() //nolint:errcheck // it has been read
	if b.Pages() > mostPages {
		return nil, app.Errf(app.Invalid, "error.scan.pages", mostPages)
	}
	out := make([]string, b.Pages())
	for i := range out {
		im, err := b.Render(ctx, i, rendering(b, i, dots))
		if err != nil {
			return nil, err
		}
		if out[i], err = find(ctx, grayOf(im)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// open opens what a scanner or a camera makes; dots are the pixels of a picture's longer side, 0 for a PDF.
func open(ctx context.Context, data []byte) (b book.Book, dots int, err error) {
	src := bytes.NewReader(data)
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		b, err = pdf.Open(ctx, src)
		return b, 0, err
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")), bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		size, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return nil, 0, safe.Broken(err)
		}
		b, err = picture.Open(ctx, src)
		return b, max(size.Width, size.Height), err
	}
	return nil, 0, app.Errf(app.Invalid, "error.scan.kind")
}

// mostSide bounds the pictures that are looked at, in pixels: a page of a PDF may claim any size, and a larger
// photo tells no more.
const mostSide = 4200

// rendering draws a page of a PDF at scanDPI, a picture pixel by pixel.
func rendering(b book.Book, page, dots int) book.Rendering {
	width, height := b.Size(page)
	long := max(width, height)
	want := long * scanDPI / 72
	if dots > 0 {
		want = float64(dots)
	}
	return book.Rendering{Scale: min(want, mostSide) / long}
}

// grayOf is a picture's brightness.
func grayOf(im *image.RGBA) *image.Gray {
	size := im.Bounds().Size()
	out := image.NewGray(image.Rectangle{Max: size})
	for y := range size.Y {
		from := im.Pix[im.PixOffset(im.Rect.Min.X, im.Rect.Min.Y+y):]
		to := out.Pix[y*out.Stride:]
		for x := range size.X {
			r, g, b := uint32(from[4*x]), uint32(from[4*x+1]), uint32(from[4*x+2])
			to[x] = byte((299*r + 587*g + 114*b) / 1000)
		}
	}
	return out
}
