// Package pdf shows PDF documents. PDFium does the work, compiled to WebAssembly, in a closed box: no
// file system, no network, no clock, a limit on its memory and on the time of every call. A document
// that breaks it or makes it hang costs that call, never the program.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"time"

	"custody/app"
	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// document is an opened PDF. Its box may go at any time and is made anew when it is needed.
type document struct {
	sizes  []size
	blocks *blocks
	box    *box // only whoever holds the turn touches it, and what follows
	used   time.Time
	closed bool
	idle   *time.Timer
}

// size is a page's, in points.
type size struct{ w, h float64 }

// turn is held by the one call that runs; PDFium's boxes take turns, so that memory and processors
// stay with the person.
var turn = make(chan struct{}, 1)

// live are the documents that have a box, at most boxesKept of them.
var live []*document

const boxesKept = 2

// Open opens a PDF. Nothing is copied: src is read as pages are shown. ctx bounds the opening.
//
// Errors are *app.Error: error.reader.password, broken, pages, time.
func Open(ctx context.Context, src book.Source) (book.Book, error) {
	if src.Size() >= 1<<31 {
		return nil, safe.Large(src.Size(), 1<<31)
	}
	d := &document{blocks: &blocks{src: src}}
	err := d.do(ctx, openLimit, func(ctx context.Context, b *box) error {
		var err error
		d.sizes, err = b.sizes(ctx)
		return err
	})
	if err != nil {
		_ = d.Close()
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

// Close wipes what is kept of the document.
func (d *document) Close() error {
	turn <- struct{}{}
	defer func() { <-turn }()
	d.closed = true
	d.drop()
	d.blocks.wipe()
	return nil
}

// onPage does something with a loaded page.
func (d *document) onPage(ctx context.Context, page int, work func(context.Context, *box, uint64) error) error {
	if page < 0 || page >= len(d.sizes) {
		return safe.Page(page, errors.New("no such page"))
	}
	return d.do(ctx, turnLimit, func(ctx context.Context, b *box) error {
		handle, err := b.must(ctx, "FPDF_LoadPage", b.doc, uint64(page))
		if err == nil {
			err = work(ctx, b, handle)
			_, _ = b.call(ctx, "FPDF_ClosePage", handle)
		}
		var told *app.Error
		if err != nil && !errors.As(err, &told) && ctx.Err() == nil {
			return safe.Page(page, err)
		}
		return err
	})
}

// do waits for the turn, gets the box ready and works with it for at most limit. What comes back is
// nil or an *app.Error.
func (d *document) do(ctx context.Context, limit time.Duration, work func(context.Context, *box) error) error {
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return safe.Time(ctx.Err())
	}
	if d.closed {
		return safe.Broken(errors.New("closed"))
	}
	engine, err := theEngine()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if err := d.ready(ctx, engine); err != nil {
		d.drop()
		return safe.Told(ctx, err)
	}
	err = guard(func() error { return work(ctx, d.box) })
	if err != nil && !d.box.alive() || ctx.Err() != nil {
		d.drop()
	}
	d.rest()
	return safe.Told(ctx, err)
}

// guard turns a panic into an error: the box is not the program.
func guard(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return work()
}

// ready makes the box and loads the document, unless both are there.
func (d *document) ready(ctx context.Context, e *engine) error {
	d.used = time.Now()
	if d.box != nil && d.box.alive() {
		return nil
	}
	d.drop()
	for len(live) >= boxesKept {
		oldest := live[0]
		for _, other := range live {
			if other.used.Before(oldest.used) {
				oldest = other
			}
		}
		oldest.drop()
	}
	b, err := newBox(ctx, e, d.blocks)
	if err != nil {
		return err
	}
	d.box = b
	live = append(live, d)
	return guard(func() error { return b.load(ctx) })
}

// rest lets the box go when it has not been used for a while.
func (d *document) rest() {
	if d.idle != nil {
		d.idle.Stop()
	}
	d.idle = time.AfterFunc(idleTime, func() {
		turn <- struct{}{}
		defer func() { <-turn }()
		if time.Since(d.used) >= idleTime {
			d.drop()
			d.blocks.wipe()
		}
	})
}

// drop closes the box.
func (d *document) drop() {
	for i, other := range live {
		if other == d {
			live = append(live[:i], live[i+1:]...)
			break
		}
	}
	if d.box != nil {
		d.box.close()
		d.box = nil
	}
}
