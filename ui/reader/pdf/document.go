// Package pdf shows PDF documents. PDFium does the work, compiled to WebAssembly, in a closed box: no
// files but the program's own fonts, no network, no clock, a limit on its memory and on the time of
// every call. A document that breaks it or makes it hang costs that call, never the program.
package pdf

import (
	"context"
	"errors"
	"image"

	"custody/app"
	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// document is an opened PDF.
type document struct {
	sizes []size
	work  worker
}

// size is a page's, in points.
type size struct{ w, h float64 }

// Open opens a PDF. Nothing is copied: src is read as pages are shown. ctx bounds the opening.
//
// Errors are *app.Error: error.reader.password, broken, pages, time.
func Open(ctx context.Context, src book.Source) (book.Book, error) {
	if src.Size() >= 1<<31 {
		return nil, safe.Large(src.Size(), 1<<31)
	}
	d := &document{work: newWorker(src)}
	err := d.work.do(ctx, openLimit, func(ctx context.Context, b *box) error {
		var err error
		d.sizes, err = b.sizes(ctx)
		return err
	})
	if err != nil {
		d.work.close()
		return nil, err
	}
	return d, nil
}

// Pages is the number of pages.
func (d *document) Pages() int { return len(d.sizes) }

// Size is a page's width and height in points as it is shown.
func (d *document) Size(page int) (width, height float64) {
	if page < 0 || page >= len(d.sizes) {
		return 0, 0
	}
	return d.sizes[page].w, d.sizes[page].h
}

// Render draws a page. A picture that would be too large is drawn smaller.
func (d *document) Render(ctx context.Context, page int, r book.Rendering) (*image.RGBA, error) {
	var im *image.RGBA
	err := d.onPage(ctx, page, func(ctx context.Context, b *box, handle uint64) error {
		var err error
		im, err = b.draw(ctx, handle, d.sizes[page], r)
		return err
	})
	return im, err
}

// Text is the words on a page.
func (d *document) Text(ctx context.Context, page int) ([]book.Word, error) {
	var words []book.Word
	err := d.onPage(ctx, page, func(ctx context.Context, b *box, handle uint64) error {
		var err error
		words, err = b.words(ctx, handle, d.sizes[page])
		return err
	})
	return words, err
}

// Close stops what is being drawn and wipes what is kept of the document. The source is not read after it.
func (d *document) Close() error {
	d.work.close()
	return nil
}

// onPage does something with a loaded page.
func (d *document) onPage(ctx context.Context, page int, work func(context.Context, *box, uint64) error) error {
	if page < 0 || page >= len(d.sizes) {
		return safe.Page(page, errors.New("no such page"))
	}
	return d.work.do(ctx, pageLimit, func(ctx context.Context, b *box) error {
		err := b.page(ctx, page, func(handle uint64) error { return work(ctx, b, handle) })
		var told *app.Error
		if err != nil && !errors.As(err, &told) && ctx.Err() == nil {
			return safe.Page(page, err)
		}
		return err
	})
}
