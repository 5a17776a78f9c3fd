package picture

import (
	"context"
	"image"

	"custody/app"
	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// album is an opened picture file.
type album struct {
	src    book.Source
	frames []frame

	one    chan struct{} // held while drawing
	page   int           // the one kept
	kept   image.Image   // nil: none
	closed bool
}

func newAlbum(src book.Source, frames []frame) *album {
	return &album{src: src, frames: frames, one: make(chan struct{}, 1)}
}

// Pages is the number of pages.
func (a *album) Pages() int { return len(a.frames) }

// Size is a page's size in points, upright. A page that can't be shown is as large as A4.
func (a *album) Size(page int) (width, height float64) {
	if page < 0 || page >= len(a.frames) || a.frames[page].err != nil {
		return 595, 842
	}
	f := a.frames[page]
	w, h := float64(f.width)*72/f.dpiX, float64(f.height)*72/f.dpiY
	if f.turned >= 5 {
		w, h = h, w
	}
	return w, h
}

// Text is none.
func (a *album) Text(context.Context, int) ([]book.Word, error) { return nil, nil }

// Render draws a page.
func (a *album) Render(ctx context.Context, page int, r book.Rendering) (*image.RGBA, error) {
	if page < 0 || page >= len(a.frames) {
		return nil, safe.Page(page, nil)
	}
	f := a.frames[page]
	if f.err != nil {
		return nil, safe.Page(page, f.err)
	}
	w, h := a.Size(page)
	box, _, err := safe.Canvas(w, h, r)
	if err != nil {
		return nil, err
	}
	select {
	case a.one <- struct{}{}:
	case <-ctx.Done():
		return nil, safe.Time(ctx.Err())
	}
	defer func() { <-a.one }()
	if a.closed {
		return nil, safe.Closed()
	}
	if err := a.load(ctx, page); err != nil {
		return nil, err
	}
	return draw(ctx, a.kept, f.turned, box, r.Turn)
}

// load decodes a page unless it is the one kept.
func (a *album) load(ctx context.Context, page int) error {
	if a.kept != nil && a.page == page {
		return nil
	}
	wipe(a.kept)
	a.kept = nil
	f := a.frames[page]
	im, err := decode(ctx, a.src, f)
	if err != nil {
		if len(a.frames) > 1 && app.CodeOf(err) == app.Damaged {
			return safe.Page(page, err)
		}
		return err
	}
	a.kept, a.page = im, page
	return nil
}

// slot lets one picture at a time be decoded, so that their memory doesn't add up; one that was given
// up holds it until its decoder notices.
var slot = make(chan struct{}, 1)

// decode decodes one frame.
func decode(ctx context.Context, src book.Source, f frame) (image.Image, error) {
	return safe.Run(ctx, src, wipe, func(ctx context.Context, in book.Source) (image.Image, error) {
		select {
		case slot <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		defer func() { <-slot }()
		return f.decode(in)
	})
}

// Close overwrites the picture kept.
func (a *album) Close() error {
	a.one <- struct{}{}
	defer func() { <-a.one }()
	wipe(a.kept)
	a.kept, a.closed = nil, true
	return nil
}
