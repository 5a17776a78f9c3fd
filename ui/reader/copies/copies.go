// Package copies makes what leaves the program: pages with their mark burned in, and files sealed for
// a reader outside. Both are written as they are made: what is clear never rests anywhere.
package copies

import (
	"bytes"
	"context"
	"image/jpeg"
	"io"

	"custody/app/letter/pdf"
	"custody/ui/reader/book"
	"custody/ui/reader/mark"
)

const (
	dotsPerInch = 150
	quality     = 85
)

// WritePDF writes the pages of b, counted from 0, to w as a PDF: each is one picture with the mark's
// lines burned in, of the size of the original. Nothing of the original's text or structure is in it.
// progress, which may be nil, hears how many pages are done. It returns ctx's error, the book's, or w's;
// what w got is of no use then.
func WritePDF(ctx context.Context, w io.Writer, b book.Book, pages []int, lines []string, progress func(done, total int)) error {
	if progress == nil {
		progress = func(int, int) {}
	}
	album := pdf.NewAlbum(w, pdf.Info{Language: "zh-CN"})
	var room bytes.Buffer // of the page at hand
	defer func() { clear(room.Bytes()[:cap(room.Bytes())]) }()
	for i, page := range pages {
		progress(i, len(pages))
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := addPage(ctx, album, b, page, lines, &room); err != nil {
			return err
		}
	}
	if err := album.Close(); err != nil {
		return err
	}
	progress(len(pages), len(pages))
	return nil
}

// addPage draws, marks and writes one page.
func addPage(ctx context.Context, album *pdf.Album, b book.Book, page int, lines []string, room *bytes.Buffer) error {
	im, err := b.Render(ctx, page, book.Rendering{Scale: dotsPerInch / 72.0})
	if err != nil {
		return err
	}
	defer clear(im.Pix)
	mark.Burn(im, lines)
	room.Reset()
	if err := jpeg.Encode(room, im, &jpeg.Options{Quality: quality}); err != nil {
		return err
	}
	width, height := b.Size(page)
	album.AddJPEG(room.Bytes(), im.Rect.Dx(), im.Rect.Dy(), width, height)
	return album.Err()
}
