package window

import (
	"context"
	"errors"
	"sync"
	"testing"

	"custody/app"
)

// TestViewingClosesUnderItsReaders: closing waits for whoever draws, and nobody draws after it.
func TestViewingClosesUnderItsReaders(t *testing.T) {
	l := newLibrary(t, app.Permits{})
	v, err := openViewing(t.Context(), l.reader, l.report)
	l.must(err)
	var readers sync.WaitGroup
	started := make(chan bool, 4)
	for range 4 {
		readers.Go(func() {
			for page := 0; ; page = (page + 1) % v.Pages() {
				img, err := v.Render(context.Background(), page, 0.3, 0)
				if err != nil {
					if !errors.Is(err, context.Canceled) {
						t.Error(err)
					}
					return
				}
				clear(img.Pix)
				select {
				case started <- true:
				default:
				}
			}
		})
	}
	<-started
	l.must(v.close(l.reader, app.Seen{Pages: []int{1}, Seconds: 1}))
	readers.Wait()
	if img, err := v.Render(t.Context(), 0, 0.3, 0); img != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("drawn after closing: %v", err)
	}
	if got := l.views(); len(got) != 1 || got[0].Pages != "1" {
		t.Errorf("logged %+v", got)
	}
}

// TestOpeningGivenUpLogsIt: what was opened for somebody who did not wait is closed again.
func TestOpeningGivenUpLogsIt(t *testing.T) {
	l := newLibrary(t, app.Permits{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if v, err := openViewing(ctx, l.reader, l.report); v != nil || err == nil {
		t.Fatalf("opened: %v", err)
	}
	for _, v := range l.views() {
		if v.ClosedAt.IsZero() {
			t.Errorf("left open: %+v", v)
		}
	}
}

// TestReaderMistakesStayInside: a panic of what reads a stranger's file is told as a broken file.
func TestReaderMistakesStayInside(t *testing.T) {
	err := guarded(func() error { panic("index out of range") })
	if app.CodeOf(err) != app.Damaged {
		t.Error(err)
	}
}
