package window

import (
	"context"
	"errors"
	"image"
	"log"
	"slices"
	"sync"
	"time"

	"custody/app"
	"custody/ui/reader"
	"custody/ui/reader/book"
	"custody/ui/reader/mark"
	"custody/ui/reader/pdf"
)

// viewing is an electronic document that is open: its reading, the book that shows it, and what
// has been seen of it. It is the widget's Leaves.
type viewing struct {
	r      *app.Reading
	book   book.Book // nil for what can't be shown
	why    error     // then: why not
	sizes  [][2]float64
	ctx    context.Context // ends when it is closed
	cancel context.CancelFunc

	pages map[int]bool // seen, from 1; UI goroutine
	first time.Time    // when the first page came on the screen

	mu    sync.Mutex
	shut  bool
	users sync.WaitGroup // who reads from the book or the file
}

// openViewing opens a document for reading. What can't be shown is open all the same: it may be
// taken out where the loan allows it.
func openViewing(ctx context.Context, office *app.Office, code string) (*viewing, error) {
	r, err := office.OpenContent(ctx, code)
	if err != nil {
		return nil, err
	}
	v := &viewing{r: r, pages: map[int]bool{}}
	v.ctx, v.cancel = context.WithCancel(context.Background())
	v.why = guarded(func() (err error) {
		if v.book, err = reader.Open(ctx, r.Kind, r.Name, r.File); err != nil {
			return err
		}
		v.sizes = make([][2]float64, v.book.Pages())
		for i := range v.sizes {
			w, h := v.book.Size(i)
			v.sizes[i] = [2]float64{w, h}
		}
		return nil
	})
	if ctx.Err() != nil {
		return nil, errors.Join(ctx.Err(), v.close(office, app.Seen{}))
	}
	return v, nil
}

// warmReader makes what draws PDFs ready in the background, once one is in sight that may be opened:
// the first of all takes a second that way.
func (sh *Shell) warmReader(kind app.ContentKind) {
	if kind != app.KindPDF || sh.inline {
		return
	}
	sh.spawn(func() { logError(guarded(func() error { return pdf.Warm(sh.ctx) })) })
}

// guarded runs what reads a stranger's file. A mistake of the reader must not take the program
// with it: it is told as a broken file.
func guarded(read func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			log.Printf("reading a document: %v", p)
			err = app.Errf(app.Damaged, "error.reader.broken")
		}
	}()
	return read()
}

// enter lets somebody read from the document, until they call users.Done; false once it is closed.
func (v *viewing) enter() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.shut {
		return false
	}
	v.users.Add(1)
	return true
}

// Pages implements widget.Leaves.
func (v *viewing) Pages() int { return len(v.sizes) }

// Size implements widget.Leaves.
func (v *viewing) Size(page int) (width, height float64) { return v.sizes[page][0], v.sizes[page][1] }

// Render implements widget.Leaves: no picture leaves here without the mark.
func (v *viewing) Render(ctx context.Context, page int, scale float64, turn int) (img *image.RGBA, err error) {
	if !v.enter() {
		return nil, context.Canceled
	}
	defer v.users.Done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(v.ctx, cancel)()
	err = guarded(func() (err error) {
		if img, err = v.book.Render(ctx, page, book.Rendering{Scale: scale, Turn: turn}); err == nil {
			mark.Burn(img, v.r.Mark)
		}
		return err
	})
	if err != nil && img != nil {
		clear(img.Pix)
		img = nil
	}
	return img, err
}

// note remembers a page that was on the screen, and since when there was one.
func (v *viewing) note(page int, now time.Time) {
	if len(v.pages) == 0 {
		v.first = now
	}
	v.pages[page+1] = true
}

// seenUntil is what was seen by now.
func (v *viewing) seenUntil(now time.Time) app.Seen {
	var seen app.Seen
	for page := range v.pages {
		seen.Pages = append(seen.Pages, page)
	}
	slices.Sort(seen.Pages)
	if len(seen.Pages) > 0 {
		seen.Seconds = int(now.Sub(v.first).Seconds() + 0.5)
	}
	return seen
}

// close waits for whoever still reads, wipes the book, closes the file and logs what was seen.
func (v *viewing) close(office *app.Office, seen app.Seen) error {
	v.cancel()
	v.mu.Lock()
	v.shut = true
	v.mu.Unlock()
	v.users.Wait()
	var wiped error
	if v.book != nil {
		wiped = guarded(v.book.Close)
	}
	return errors.Join(office.CloseContent(context.Background(), v.r, seen), wiped)
}
