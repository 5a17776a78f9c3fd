package widget

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// sheetsOf are pages for a test, each of one grey, and every picture that was given out.
type sheetsOf struct {
	n      int
	w, h   float64
	drawn  []int
	given  []*image.RGBA
	broken int // page that fails; -1 for none
}

func (s *sheetsOf) Pages() int                  { return s.n }
func (s *sheetsOf) Size(int) (float64, float64) { return s.w, s.h }

func (s *sheetsOf) Render(ctx context.Context, page int, scale float64, turn int) (*image.RGBA, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if page == s.broken {
		return nil, errors.New("broken")
	}
	w, h := int(s.w*scale+0.5), int(s.h*scale+0.5)
	if turn%2 == 1 {
		w, h = h, w
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.Gray{uint8(10 + page)}), image.Point{}, draw.Src)
	s.drawn = append(s.drawn, page)
	s.given = append(s.given, img)
	return img, nil
}

// pageView is a view over pages on a window, its work done at once.
func pageView(t *testing.T, s *sheetsOf) (*PageView, fyne.Canvas) {
	t.Helper()
	v := NewPageView()
	v.Spawn = func(work func()) { work() }
	v.OnUI = func(work func()) { work() }
	c := onWindow(t, v, 800, 600)
	v.Put(s)
	c.Capture()
	return v, c
}

func blank(img *image.RGBA) bool {
	for _, b := range img.Pix {
		if b != 0 {
			return false
		}
	}
	return true
}

func TestPageViewHoldsFewPictures(t *testing.T) {
	s := &sheetsOf{n: 200, w: 595, h: 842, broken: -1}
	v, c := pageView(t, s)
	seen := map[int]bool{0: true}
	v.OnSeen = func(page int) { seen[page] = true }
	if len(v.held) != 2 || v.held[0] == nil || v.held[1] == nil {
		t.Fatalf("holds %d pictures, not the page shown and the next", len(v.held))
	}
	for page := 1; page < 15; page++ {
		v.GoTo(page)
		c.Capture()
		if len(v.held) > 4 {
			t.Fatalf("page %d: %d pictures", page, len(v.held))
		}
		if v.Page() != page || !seen[page] {
			t.Fatalf("shows page %d, not %d", v.Page(), page)
		}
	}
	held := map[*image.RGBA]bool{}
	for _, p := range v.held {
		held[p.img] = true
	}
	for i, img := range s.given {
		if blank(img) == held[img] {
			t.Errorf("picture %d: held %v, blank %v", i, held[img], blank(img))
		}
	}
	screen := v.screen
	v.Close()
	for i, img := range append(s.given, screen) {
		if !blank(img) {
			t.Errorf("after closing picture %d still shows", i)
		}
	}
	c.Capture()
}

func TestPageViewZoomsAndTurns(t *testing.T) {
	s := &sheetsOf{n: 3, w: 600, h: 800, broken: -1}
	v, c := pageView(t, s)
	if want := (v.Size().Width - 2*pageGap - pageGrip) / 600 / truePx * 100; v.Percent() != int(want+0.5) {
		t.Errorf("fits the width at %d%%", v.Percent())
	}
	v.SetFit(FitPage)
	if high := v.high(0); high > v.Size().Height || high < v.Size().Height-4*pageGap {
		t.Errorf("a whole page is %v high of %v", high, v.Size().Height)
	}
	for range 20 {
		v.Zoom(1)
	}
	if v.Percent() != 400 || v.Fit() != FitNone {
		t.Errorf("as close as %d%%", v.Percent())
	}
	for range 20 {
		v.Zoom(-1)
	}
	if v.Percent() != 50 {
		t.Errorf("as far as %d%%", v.Percent())
	}
	v.GoTo(1)
	v.Turn(1)
	c.Capture()
	if b := v.held[1].img.Bounds(); b.Dx() <= b.Dy() || v.wide(1) <= v.high(1) {
		t.Errorf("turned, a page is %v", b)
	}
	v.Turn(-1)
	if v.Turned() != 0 || v.Page() != 1 {
		t.Errorf("turned by %d, at page %d", v.Turned(), v.Page())
	}
}

func TestPageViewMarksHits(t *testing.T) {
	s := &sheetsOf{n: 5, w: 600, h: 800, broken: -1}
	v, c := pageView(t, s)
	v.SetHits([]PageHit{{Page: 3, X: 100, Y: 700, W: 50, H: 20}})
	v.ShowHit(0)
	c.Capture()
	first, last := v.visible()
	if first > 3 || last < 3 {
		t.Fatalf("pages %d to %d are shown", first, last)
	}
	f := v.factor()
	at := v.onScreen(v.left(3)+110*f, v.tops[3]-v.offset.Y+705*f, 1, 1)
	if got := v.screen.RGBAAt(at.Min.X, at.Min.Y); got.B >= got.R {
		t.Errorf("the place found is %v at %v of %v", got, at.Min, v.screen.Bounds())
	}
	for turn, want := range map[int][4]float32{
		0: {100, 700, 50, 20}, 1: {80, 100, 20, 50}, 2: {450, 80, 50, 20}, 3: {700, 450, 20, 50},
	} {
		v.turn = turn
		if x, y, w, h := v.turned(v.hits[0]); [4]float32{x, y, w, h} != want {
			t.Errorf("turned by %d it stands at %v %v %v %v", turn, x, y, w, h)
		}
	}
}

func TestPageViewKeys(t *testing.T) {
	s := &sheetsOf{n: 10, w: 600, h: 800, broken: -1}
	v, c := pageView(t, s)
	c.Focus(v)
	used := 0
	v.OnUsed = func() { used++ }
	keys(c, fyne.KeyPageDown, fyne.KeyPageDown)
	v.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	if used != 3 {
		t.Errorf("told %d times that somebody is there", used)
	}
	if v.offset.Y < v.Size().Height {
		t.Errorf("two screens down is %v", v.offset.Y)
	}
	keys(c, fyne.KeyEnd)
	if v.Page() != 9 {
		t.Errorf("End shows page %d", v.Page())
	}
	keys(c, fyne.KeyHome)
	if v.Page() != 0 || v.offset.Y != 0 {
		t.Errorf("Home shows page %d", v.Page())
	}
	v.SetFit(FitPage)
	keys(c, fyne.KeyPageDown)
	if v.Page() != 1 {
		t.Errorf("PgDn shows page %d", v.Page())
	}
	test.Drag(c, fyne.NewPos(300, 300), 0, -200)
	if v.Page() == 1 && v.offset.Y == v.tops[1]-pageGap {
		t.Error("dragging did nothing")
	}
	passed := false
	c.SetOnTypedKey(func(*fyne.KeyEvent) { passed = true })
	keys(c, fyne.KeyF1)
	if !passed {
		t.Error("F1 did not reach the window")
	}
}

func TestPageViewGoesOnAfterABrokenPage(t *testing.T) {
	s := &sheetsOf{n: 3, w: 600, h: 800, broken: 0}
	failed := -1
	v := NewPageView()
	v.Spawn, v.OnUI = func(work func()) { work() }, func(work func()) { work() }
	v.OnFailed = func(page int, _ error) { failed = page }
	c := onWindow(t, v, 800, 600)
	v.Put(s)
	c.Capture()
	if failed != 0 || v.held[1] == nil {
		t.Errorf("page %d failed; the next one is there: %v", failed, v.held[1] != nil)
	}
}

// TestPageViewDropsLatePictures: what is drawn for pages that were closed is overwritten.
func TestPageViewDropsLatePictures(t *testing.T) {
	s := &sheetsOf{n: 3, w: 600, h: 800, broken: -1}
	v := NewPageView()
	var late []func()
	v.Spawn, v.OnUI = func(work func()) { work() }, func(work func()) { late = append(late, work) }
	onWindow(t, v, 800, 600)
	v.Put(s)
	if len(late) != 1 {
		t.Fatalf("%d pictures under way", len(late))
	}
	v.Close()
	late[0]()
	if !blank(s.given[0]) || len(v.held) != 0 {
		t.Error("a late picture was kept")
	}
}
