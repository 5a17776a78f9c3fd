package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"custody/app"
	"custody/app/letter/page"
	"custody/ui/reader/book"
)

// watched is a source that knows whether it is closed.
type watched struct {
	*bytes.Reader
	closed atomic.Bool
	late   atomic.Int32 // reads after that
	reads  atomic.Int32
}

func (w *watched) ReadAt(p []byte, off int64) (int, error) {
	w.reads.Add(1)
	if w.closed.Load() {
		w.late.Add(1)
	}
	return w.Reader.ReadAt(p, off)
}

// TestAfterAStop: a page that takes too long is given up, and the document can be read on.
func TestAfterAStop(t *testing.T) {
	data := laughs(9)
	more := bytes.Replace(data, []byte("/Kids[3 0 R]/Count 1"), []byte("/Kids[3 0 R 99 0 R]/Count 2"), 1)
	more = append(more, "\n99 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>\nendobj\n"...)
	b := open(t, more)
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	at := time.Now()
	_, err := b.Render(ctx, 0, book.Rendering{Scale: 1})
	expect(t, "draw", err, "error.reader.time")
	if took := time.Since(at); took > 3*time.Second {
		t.Errorf("stopped after %v", took)
	}
	if b.(*document).work.box != nil {
		t.Error("the box is kept")
	}
	if _, err := b.Render(context.Background(), b.Pages()-1, book.Rendering{Scale: 1}); err != nil {
		t.Error(err)
	}
}

// TestCloseStopsAndWipes: closing does not wait for a page that is being drawn; nothing is read after it,
// and nothing of the document stays in memory.
func TestCloseStopsAndWipes(t *testing.T) {
	src := &watched{Reader: bytes.NewReader(laughs(9))}
	b, err := Open(context.Background(), src)
	if err != nil {
		t.Fatal(err)
	}
	d := b.(*document)
	drawn := make(chan error)
	go func() {
		_, err := b.Render(context.Background(), 0, book.Rendering{Scale: 1})
		drawn <- err
	}()
	time.Sleep(100 * time.Millisecond)
	at := time.Now()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	src.closed.Store(true)
	if took := time.Since(at); took > 2*time.Second {
		t.Errorf("closed after %v", took)
	}
	expect(t, "draw", <-drawn, "error.reader.time")
	_, err = b.Render(context.Background(), 0, book.Rendering{Scale: 1})
	if err == nil {
		t.Error("drawn after closing")
	}
	expect(t, "draw after closing", err, "?")
	if n := src.late.Load(); n > 0 {
		t.Errorf("read %d times after closing", n)
	}
	for _, k := range d.work.blocks.kept {
		if k.data != nil {
			t.Error("a block is kept")
		}
	}
	if err := b.Close(); err != nil {
		t.Error("closing twice:", err)
	}
}

// TestMemoryIsWiped: what a box's memory held is gone when it is freed.
func TestMemoryIsWiped(t *testing.T) {
	m := allocator{}.Allocate(1<<16, 1<<20).(*memory)
	room := m.Reallocate(1 << 16)
	copy(room, "secret")
	grown := m.Reallocate(1 << 18)
	if &room[0] != &grown[0] || string(grown[:6]) != "secret" {
		t.Error("the memory moved")
	}
	if m.Reallocate(1<<20+1) != nil {
		t.Error("grown beyond its limit")
	}
	m.wipe()
	if !bytes.Equal(grown, make([]byte, len(grown))) {
		t.Error("not wiped")
	}
	m.Free()
	m.Free()
}

// TestManyReaders: several documents, read from several goroutines at once, each get their own pages;
// no more boxes stay than may.
func TestManyReaders(t *testing.T) {
	var books []book.Book
	for i := range 4 {
		books = append(books, open(t, letter(t, func(p page.Page) { p.Box(page.Box{X: float64(i) * 100, Y: 0, W: 50, H: 50}) })))
	}
	var wg sync.WaitGroup
	for n := range 12 {
		wg.Go(func() {
			i := n % len(books)
			im, err := books[i].Render(context.Background(), 0, book.Rendering{Scale: 0.5})
			if err != nil {
				t.Error(err)
				return
			}
			for other := range books {
				if black := im.RGBAAt(other*50+10, 10).R == 0; black != (other == i) {
					t.Errorf("document %d shows %d", i, other)
				}
			}
		})
	}
	wg.Wait()
	live.Lock()
	defer live.Unlock()
	if len(live.workers) > boxesKept {
		t.Errorf("%d boxes", len(live.workers))
	}
}

// TestRest: a document that is not looked at gives its memory back, and is there when it is again.
func TestRest(t *testing.T) {
	b := open(t, letter(t, written))
	w := &b.(*document).work
	w.used = time.Now().Add(-idleTime)
	w.rest()
	if w.box != nil {
		t.Fatal("the box is kept")
	}
	render(t, b, book.Rendering{Scale: 0.5})
	w.rest()
	if w.box == nil {
		t.Error("dropped right after its use")
	}
}

// TestReadsLazily: opening a long document and drawing one page of it reads a part of it only.
func TestReadsLazily(t *testing.T) {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
	kids := ""
	for i := range 40 {
		kids += fmt.Sprintf("%d 0 R ", 3+2*i)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents %d 0 R>>", 4+2*i),
			stream("", []byte(strings.Repeat("0 0 9 9 re f\n", 30_000))))
	}
	objects[1] = "<</Type/Pages/Kids[" + kids + "]/Count 40>>"
	src := &watched{Reader: bytes.NewReader(raw(objects...))}
	b, err := Open(context.Background(), src)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	if _, err := b.Render(context.Background(), 20, book.Rendering{Scale: 0.5}); err != nil {
		t.Fatal(err)
	}
	if read := int64(src.reads.Load()) * blockSize; read > src.Size()/3 {
		t.Errorf("%d KB of %d read", read>>10, src.Size()>>10)
	}
}

// TestWrongQuestions: pages that are not there and pictures of no size are answers, not accidents.
func TestWrongQuestions(t *testing.T) {
	b := open(t, letter(t, written))
	for _, p := range []int{-1, 1, 1 << 40} {
		_, err := b.Render(context.Background(), p, book.Rendering{Scale: 1})
		expectError(t, err, "error.reader.page")
		_, err = b.Text(context.Background(), p)
		expectError(t, err, "error.reader.page")
		if w, h := b.Size(p); w != 0 || h != 0 {
			t.Errorf("page %d measures %v × %v", p, w, h)
		}
	}
	for _, scale := range []float64{0, -1, math.NaN()} {
		_, err := b.Render(context.Background(), 0, book.Rendering{Scale: scale})
		expectError(t, err, "error.reader.zoom")
	}
	for _, scale := range []float64{1e-9, 30} {
		im, err := b.Render(context.Background(), 0, book.Rendering{Scale: scale, Turn: -3})
		if err != nil || im.Rect.Empty() || len(im.Pix) > 4*pixelsLimit {
			t.Errorf("scale %v: %v", scale, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := b.Render(ctx, 0, book.Rendering{Scale: 1})
	expectError(t, err, "error.reader.time")
}

// TestMetered: a module that is not PDFium's is refused, not run without a limit.
func TestMetered(t *testing.T) {
	empty := []byte("\x00asm\x01\x00\x00\x00")
	noAsk := append(bytes.Clone(empty), 6, 1, 0, 10, 1, 0)
	for _, module := range [][]byte{nil, empty[:4], noAsk, append(bytes.Clone(empty), 10, 200, 1), pdfiumWasm[:len(pdfiumWasm)/2]} {
		if _, err := metered(module); !errors.Is(err, errModule) {
			t.Errorf("%d bytes: %v", len(module), err)
		}
	}
}

func expectError(t *testing.T, err error, key string) {
	t.Helper()
	var told *app.Error
	if !errors.As(err, &told) || told.Key != key {
		t.Errorf("%v, want %s", err, key)
	}
}
