package picture

import (
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"runtime"
	"testing"
	"time"

	"custody/app"
	"custody/ui/reader/book"
	"custody/ui/reader/readertest"
)

func open(t *testing.T, data []byte) book.Book {
	t.Helper()
	b, err := Open(context.Background(), readertest.Bytes(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func render(t *testing.T, b book.Book, page int, r book.Rendering) *image.RGBA {
	t.Helper()
	im, err := b.Render(context.Background(), page, r)
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// corner names the colour of a corner, well within it.
func corner(im *image.RGBA, right, bottom bool) string {
	x, y := im.Rect.Dx()/16, im.Rect.Dy()/16
	if right {
		x = im.Rect.Dx() - 1 - x
	}
	if bottom {
		y = im.Rect.Dy() - 1 - y
	}
	c := im.RGBAAt(x, y)
	switch {
	case c.R > 200 && c.G < 60:
		return "red"
	case c.R < 60 && c.G < 60:
		return "black"
	}
	return "other"
}

func near(a, b float64) bool { return a-b < 0.01 && b-a < 0.01 }

// TestEveryFormat: the size comes from the pixels, and the corners are where they were.
func TestEveryFormat(t *testing.T) {
	im := readertest.Picture(160, 80)
	for name, data := range map[string][]byte{
		"png": readertest.PNG(t, im), "jpeg": readertest.JPEG(t, im), "tiff": readertest.TIFF(t, im),
	} {
		b := open(t, data)
		w, h := b.Size(0)
		if wantW := 160 * 72.0 / screenDPI; name != "tiff" && (!near(w, wantW) || !near(h, wantW/2)) {
			t.Errorf("%s: %v × %v points", name, w, h)
		}
		for _, scale := range []float64{0.1, 0.5, 96.0 / 72, 2} {
			out := render(t, b, 0, book.Rendering{Scale: scale})
			if corner(out, false, false) != "black" || corner(out, true, false) != "red" || corner(out, true, true) != "other" {
				t.Errorf("%s: the corners are wrong at %v", name, scale)
			}
		}
	}
	for i, data := range readertest.WebP(t) {
		b := open(t, data)
		out := render(t, b, 0, book.Rendering{Scale: 1})
		if blank(out) {
			t.Errorf("webp %d is blank", i)
		}
	}
}

func blank(im *image.RGBA) bool {
	for _, p := range im.Pix {
		if p != im.Pix[0] && p != 255 {
			return false
		}
	}
	return true
}

// TestOrientations: whichever way a camera was held, the picture stands upright.
func TestOrientations(t *testing.T) {
	// Where the stored picture's black and red corners come to stand, by orientation.
	for o, want := range map[uint16][4]string{ // top left, top right, bottom left, bottom right
		1: {"black", "red", "other", "other"},
		2: {"red", "black", "other", "other"},
		3: {"other", "other", "red", "black"},
		4: {"other", "other", "black", "red"},
		5: {"black", "other", "red", "other"},
		6: {"other", "black", "other", "red"},
		7: {"other", "red", "other", "black"},
		8: {"red", "other", "black", "other"},
		0: {"black", "red", "other", "other"},
		9: {"black", "red", "other", "other"},
	} {
		b := open(t, withExif(readertest.JPEG(t, readertest.Picture(160, 80)), o))
		w, h := b.Size(0)
		if (o >= 5 && o <= 8) != (h > w) {
			t.Errorf("orientation %d is %v × %v", o, w, h)
		}
		im := render(t, b, 0, book.Rendering{Scale: 0.8})
		got := [4]string{corner(im, false, false), corner(im, true, false), corner(im, false, true), corner(im, true, true)}
		if got != want {
			t.Errorf("orientation %d: %v, want %v", o, got, want)
		}
	}
}

// TestTurns: a quarter turn swaps the sides and carries the corners clockwise.
func TestTurns(t *testing.T) {
	b := open(t, readertest.PNG(t, readertest.Picture(160, 80)))
	for turn, want := range []string{"black", "other", "other", "red"} {
		im := render(t, b, 0, book.Rendering{Scale: 1, Turn: turn})
		if w, h := im.Rect.Dx(), im.Rect.Dy(); (turn%2 == 1) != (h > w) || w+h != 180 {
			t.Errorf("turn %d: %d × %d", turn, w, h)
		}
		if got := corner(im, false, false); got != want {
			t.Errorf("turn %d: %s at the top left, want %s", turn, got, want)
		}
	}
}

// TestPagesOfTIFF: each page has its own size, resolution, orientation and content.
func TestPagesOfTIFF(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		b := open(t, manyPages(order, true, tiffPage{100, 50, 1, 100, 10}, tiffPage{60, 30, 6, 300, 200}, tiffPage{20, 20, 3, 5, 90}))
		if b.Pages() != 3 {
			t.Fatalf("%d pages", b.Pages())
		}
		for i, want := range []struct {
			w, h float64
			grey byte
		}{{72, 36, 10}, {7.2, 14.4, 200}, {15, 15, 90}, {72, 36, 10}} {
			w, h := b.Size(i % 3)
			im := render(t, b, i%3, book.Rendering{Scale: 2})
			if !near(w, want.w) || !near(h, want.h) || im.RGBAAt(3, 3) != (color.RGBA{want.grey, want.grey, want.grey, 255}) {
				t.Errorf("page %d: %v × %v, %v", i, w, h, im.RGBAAt(3, 3))
			}
		}
	}
}

// TestAPageBeyondUse: one page that can't be decoded leaves the others.
func TestAPageBeyondUse(t *testing.T) {
	data := manyPages(binary.LittleEndian, false, tiffPage{100, 50, 1, 72, 10}, tiffPage{100, 50, 1, 72, 20})
	binary.LittleEndian.PutUint16(data[8+2+3*12+8:], 7) // JPEG within TIFF is not supported
	b := open(t, data)
	_, err := b.Render(context.Background(), 0, book.Rendering{Scale: 1})
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "error.reader.page" {
		t.Errorf("first page: %v", err)
	}
	if im := render(t, b, 1, book.Rendering{Scale: 1}); im.RGBAAt(5, 5).R != 20 {
		t.Error("the second page is lost")
	}
}

// TestSizeOutOfLine: a size that doesn't stand in its entry is the one that the decoder takes, too.
func TestSizeOutOfLine(t *testing.T) {
	data := manyPages(binary.LittleEndian, false, tiffPage{40, 30, 1, 72, 10})
	binary.LittleEndian.PutUint32(data[8+2+4:], 2) // two widths, at …
	binary.LittleEndian.PutUint32(data[8+2+8:], uint32(len(data)))
	data = append(data, 0x00, 0xC2, 0xEB, 0x0B, 1, 0, 0, 0) // … the end: 200 million
	_, err := Open(context.Background(), readertest.Bytes(data))
	if app.CodeOf(err) == app.Internal {
		t.Errorf("%v", err)
	}
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "error.reader.broken" {
		t.Errorf("%v", err)
	}
}

// TestTooLargeCostsNothing: a picture of 60,000 × 60,000 is refused by its head.
func TestTooLargeCostsNothing(t *testing.T) {
	src := readertest.Bytes(pngHead(60_000, 60_000))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := Open(context.Background(), src)
	runtime.ReadMemStats(&after)
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "error.reader.pixels" || e.Args[0] != 60_000 || e.Args[1] != 60_000 {
		t.Errorf("%v", err)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
		t.Errorf("%d bytes for a refusal", n)
	}
}

// TestTimeEnds: a picture given up is answered at once, and its source is let go.
func TestTimeEnds(t *testing.T) {
	b := open(t, readertest.PNG(t, readertest.Picture(900, 600)))
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	_, err := b.Render(ctx, 0, book.Rendering{Scale: 1})
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "error.reader.time" || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if im := render(t, b, 0, book.Rendering{Scale: 0.1}); corner(im, true, false) != "red" {
		t.Error("it can't be drawn any more")
	}
}

// TestCloseWipes: nothing of the picture stays, and a closed book says so.
func TestCloseWipes(t *testing.T) {
	b := open(t, readertest.PNG(t, readertest.Picture(40, 20))).(*album)
	render(t, b, 0, book.Rendering{Scale: 1})
	kept := b.kept.(*image.RGBA)
	b.Close()
	for _, p := range kept.Pix {
		if p != 0 {
			t.Fatal("the picture is still there")
		}
	}
	if _, err := b.Render(context.Background(), 0, book.Rendering{Scale: 1}); err == nil {
		t.Error("a closed book draws")
	}
}
