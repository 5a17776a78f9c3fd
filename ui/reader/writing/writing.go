// Package writing opens text, tables (.csv, .xlsx) and Word documents (.docx) for reading: laid out on
// A4 pages and drawn as the office's own papers are. What is seen is the content in order, not the
// look of another program: fonts, colours and pictures are left out, and said so where a picture was.
//
// Only page breaks are found out on opening; a page is laid out when it is looked at. A text is kept
// once, in memory that Close overwrites; of tables and Word documents their texts are kept, which go
// with the garbage.
package writing

import (
	"context"
	"image"
	"strings"
	"sync"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/raster"
	"custody/app/letter/truetype"
	"custody/assets"
	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// margin is what stays white round a page, in points.
const margin = 20 * page.MM

// side is one page laid out: its text, and what is no text of the document (rules, row numbers).
type side struct {
	text, dress page.Recording
}

// layout is a document whose page breaks are known.
type layout interface {
	pages() int
	size(page int) (width, height float64)
	// side lays out one page.
	side(page int) *side
	// wipe overwrites what it can.
	wipe()
}

// faces are the fonts, read at the first use.
var faces = sync.OnceValue(func() (f pdf.Fonts) {
	for i, data := range [][]byte{page.Serif: assets.PaperSerif(), page.Sans: assets.PaperSans()} {
		font, err := truetype.Parse(data)
		if err != nil {
			panic(err) // the fonts are part of the program
		}
		f[i] = font
	}
	return f
})

// pages is an opened document.
type pages struct {
	mu     sync.RWMutex // held for reading while a page is laid out
	layout layout       // nil once closed
}

// Pages is the number of pages.
func (p *pages) Pages() int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.layout == nil {
		return 0
	}
	return p.layout.pages()
}

// Size is a page's size in points.
func (p *pages) Size(number int) (width, height float64) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.layout == nil || number < 0 || number >= p.layout.pages() {
		return page.A4Width, page.A4Height
	}
	return p.layout.size(number)
}

// Render draws a page.
func (p *pages) Render(ctx context.Context, number int, r book.Rendering) (*image.RGBA, error) {
	w, h := p.Size(number)
	size, scale, err := safe.Canvas(w, h, r)
	if err != nil {
		return nil, err
	}
	return safe.Run(ctx, nil, wipeImage, func(ctx context.Context, _ book.Source) (*image.RGBA, error) {
		s, err := p.lay(number)
		if err != nil {
			return nil, err
		}
		pic := raster.New(faces(), w, h, 72*scale)
		s.dress.Play(pic)
		for _, op := range s.text.Ops {
			if ctx.Err() != nil {
				clear(pic.Pix)
				return nil, ctx.Err()
			}
			op.Draw(pic)
		}
		return safe.Turn(safe.Fit(pic.RGBA, size), r.Turn), nil
	})
}

// Text is the words of a page.
func (p *pages) Text(ctx context.Context, number int) ([]book.Word, error) {
	return safe.Run(ctx, nil, nil, func(context.Context, book.Source) ([]book.Word, error) {
		s, err := p.lay(number)
		if err != nil {
			return nil, err
		}
		var all []book.Word
		for _, run := range s.text.Runs() {
			all = wordsOf(all, run)
		}
		return all, nil
	})
}

// lay lays a page out.
func (p *pages) lay(number int) (*side, error) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	switch {
	case p.layout == nil:
		return nil, safe.Closed()
	case number < 0 || number >= p.layout.pages():
		return nil, safe.Page(number, nil)
	}
	return p.layout.side(number), nil
}

// Close overwrites what the book holds.
func (p *pages) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.layout != nil {
		p.layout.wipe()
		p.layout = nil
	}
	return nil
}

// wordsOf parts a run at its spaces and adds the pieces with their places.
func wordsOf(all []book.Word, run page.Run) []book.Word {
	top, height := run.Y-0.88*run.Size, 1.16*run.Size
	x, i := run.X, 0
	var now strings.Builder
	from := x
	flush := func() {
		if now.Len() > 0 {
			all = append(all, book.Word{Text: now.String(), X: from, Y: top, W: x - from, H: height})
			now.Reset()
		}
	}
	for _, r := range run.Text {
		if r == ' ' || r == '\u3000' {
			flush()
		} else {
			if now.Len() == 0 {
				from = x
			}
			now.WriteRune(r)
		}
		if i < len(run.Advances) {
			x += run.Advances[i]
		}
		i++
	}
	flush()
	return all
}

func wipeImage(im *image.RGBA) {
	if im != nil {
		clear(im.Pix)
	}
}
