package widget

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestPageChangeKeepsPlace: other pages come where the view stands, the old pictures stay until the
// new ones are there, and are overwritten then.
func TestPageChangeKeepsPlace(t *testing.T) {
	before := &sheetsOf{n: 5, w: 400, h: 600, broken: -1}
	v, c := pageView(t, before)
	v.GoTo(3)
	at := v.offset
	var later []func()
	v.Spawn = func(work func()) { later = append(later, work) }
	after := &sheetsOf{n: 6, w: 400, h: 600, broken: -1}
	v.Change(after)
	if v.offset != at || v.Page() != 3 || v.Pages() != 6 {
		t.Fatalf("at %v page %d of %d, was at %v", v.offset, v.Page(), v.Pages(), at)
	}
	old := v.held[3]
	if old == nil || !old.stale || blank(old.img) {
		t.Fatal("the old picture has gone before the new one has come")
	}
	newest := &sheetsOf{n: 6, w: 400, h: 600, broken: -1}
	v.Change(newest) // while the first change is being drawn
	for len(later) > 0 {
		work := later[0]
		later = later[1:]
		work()
	}
	c.Capture()
	if p := v.held[3]; p == nil || p.stale || !blank(old.img) {
		t.Error("the old picture is still held")
	}
	for _, img := range after.given {
		if !blank(img) {
			t.Error("a picture of pages that were changed again is still there")
		}
	}
	v.Change(&sheetsOf{n: 1, w: 400, h: 600, broken: -1})
	if v.Page() != 0 || len(v.held) > 1 {
		t.Errorf("page %d of one, %d pictures held", v.Page(), len(v.held))
	}
}

// TestPagePlace: a click tells where on which page it was.
func TestPagePlace(t *testing.T) {
	v, _ := pageView(t, &sheetsOf{n: 3, w: 400, h: 600, broken: -1})
	page, x, y := -1, 0.0, 0.0
	v.OnPlace = func(p int, px, py float64) { page, x, y = p, px, py }
	v.GoTo(1)
	v.Tapped(&fyne.PointEvent{Position: fyne.NewPos(v.left(1)+v.wide(1)/2, v.tops[1]-v.offset.Y+v.high(1)/4)})
	if page != 1 || x < 195 || x > 205 || y < 145 || y > 155 {
		t.Errorf("page %d at %.0f, %.0f; want 1 at 200, 150", page, x, y)
	}
	page = -1
	v.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1, 1)})
	if page != -1 {
		t.Errorf("a click beside the pages is on page %d", page)
	}
	v.Reveal(PageHit{Page: 2, Y: 500, W: 100, H: 20})
	if v.tops[2]+500*v.factor() > v.offset.Y+v.Size().Height {
		t.Error("the place is not in the view")
	}
}
