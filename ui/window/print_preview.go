package window

import (
	"bytes"
	"context"
	"image"
	"sync"

	"custody/app"
	"custody/ui/reader/book"
	"custody/ui/reader/pdf"
)

// printed is a PDF of our own as a view of pages shows it; it is the widget's Leaves.
type printed struct {
	mu   sync.Mutex // the book is not closed while a page is drawn
	book book.Book
	shut bool
}

// open reads the PDF. Returns what pdf.Open returns.
func (p *printed) open(data []byte) error {
	b, err := pdf.Open(context.Background(), bytes.NewReader(data))
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shut {
		return b.Close()
	}
	p.book = b
	return nil
}

// Pages implements widget.Leaves.
func (p *printed) Pages() int {
	if p.book == nil {
		return 0
	}
	return p.book.Pages()
}

// Size implements widget.Leaves.
func (p *printed) Size(page int) (width, height float64) { return p.book.Size(page) }

// Render implements widget.Leaves.
func (p *printed) Render(ctx context.Context, page int, scale float64, turn int) (*image.RGBA, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shut {
		return nil, app.Errf(app.Conflict, "error.content.closed")
	}
	return p.book.Render(ctx, page, book.Rendering{Scale: scale, Turn: turn})
}

// close lets go of the PDF.
func (p *printed) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shut = true
	if p.book != nil {
		logError(p.book.Close())
	}
}
