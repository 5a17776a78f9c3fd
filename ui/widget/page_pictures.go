package widget

import (
	"context"
	"image"
	"math"
)

// A picture has at most so many pixels, and so many on a side; closer than that it is stretched.
const (
	pagePixels = 8 << 20
	pageSide   = 8192
)

// pagePicture is a page as drawn.
type pagePicture struct {
	img   *image.RGBA
	scale float64 // pixels for each point
	stale bool    // of the pages as they were before Change
}

// pageDrawing is a page being drawn.
type pageDrawing struct {
	page   int
	scale  float64
	turn   int
	cancel context.CancelFunc
}

// wipePicture overwrites the pixels.
func wipePicture(img *image.RGBA) {
	if img != nil {
		clear(img.Pix)
	}
}

// wantedScale is how finely a page is to be drawn now.
func (v *PageView) wantedScale(page int) float64 {
	s := v.sizes[page]
	w, h := float64(s.w), float64(s.h)
	scale := float64(v.factor() * v.density)
	scale = min(scale, math.Sqrt(pagePixels/(w*h)))
	return min(scale, pageSide/max(w, h))
}

// wants lists the pages to hold, those that are seen first, then the next and the one before.
func (v *PageView) wants() []int {
	first, last := v.visible()
	var out []int
	for i := first; i <= last; i++ {
		out = append(out, i)
	}
	if last+1 < len(v.sizes) && last >= first {
		out = append(out, last+1)
	}
	if first > 0 {
		out = append(out, first-1)
	}
	return out
}

// schedule lets go of pages far away and draws the first that is wanted and not there: one at a
// time, and none that is no longer wanted.
func (v *PageView) schedule() {
	if v.leaves == nil || v.Size().Width <= 0 || v.Size().Height <= 0 {
		return
	}
	wanted := v.wants()
	near := make(map[int]bool, len(wanted))
	next := -1
	for _, page := range wanted {
		near[page] = true
		p := v.held[page]
		if next < 0 && !v.broken[page] && (p == nil || p.stale || p.scale != v.wantedScale(page)) {
			next = page
		}
	}
	for page, p := range v.held {
		if !near[page] {
			wipePicture(p.img)
			delete(v.held, page)
		}
	}
	if d := v.drawing; d != nil {
		if near[d.page] && d.turn == v.turn && d.scale == v.wantedScale(d.page) {
			return
		}
		d.cancel()
		return // its end goes on with what is wanted
	}
	if next >= 0 {
		v.start(next)
	}
}

// start draws a page off the UI goroutine.
func (v *PageView) start(page int) {
	ctx, cancel := context.WithCancel(context.Background())
	d := &pageDrawing{page, v.wantedScale(page), v.turn, cancel}
	v.drawing = d
	leaves := v.leaves
	v.Spawn(func() {
		img, err := leaves.Render(ctx, d.page, d.scale, d.turn)
		v.OnUI(func() { v.drawn(d, img, err, ctx.Err() != nil) })
	})
}

// drawn takes a picture, unless nobody wants it any more.
func (v *PageView) drawn(d *pageDrawing, img *image.RGBA, err error, given bool) {
	d.cancel()
	if v.drawing != d {
		wipePicture(img)
		return
	}
	v.drawing = nil
	switch {
	case err == nil && !given:
		if old := v.held[d.page]; old != nil {
			wipePicture(old.img)
		}
		v.held[d.page] = &pagePicture{img: img, scale: d.scale}
	case err != nil && !given:
		wipePicture(img)
		v.broken[d.page] = true
		if v.OnFailed != nil {
			v.OnFailed(d.page, err)
		}
	default:
		wipePicture(img)
	}
	v.schedule()
	v.raster.Refresh()
}
