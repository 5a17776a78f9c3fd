package widget

import "fyne.io/fyne/v2"

// Change shows other pages at the place where the view stands: for what is being written. The old
// pictures stay until the new ones have come, so that nothing flickers.
func (v *PageView) Change(leaves Leaves) {
	if v.leaves == nil {
		v.Put(leaves)
		return
	}
	if v.drawing != nil { // its picture is of the old pages: drawn throws it away
		v.drawing.cancel()
		v.drawing = nil
	}
	v.leaves, v.hits, v.hit = leaves, nil, -1
	v.sizes = v.sizes[:0]
	v.measureLeaves()
	clear(v.seen)
	clear(v.broken)
	for page, p := range v.held {
		p.stale = true
		if page >= len(v.sizes) {
			wipePicture(p.img)
			delete(v.held, page)
		}
	}
	v.arrange()
}

// measureLeaves asks for the size of each page.
func (v *PageView) measureLeaves() {
	for i := range v.leaves.Pages() {
		w, h := v.leaves.Size(i)
		v.sizes = append(v.sizes, pageSize{float32(max(w, 1)), float32(max(h, 1))})
	}
}

// Reveal brings a place of a page into the view, unless it is seen already.
func (v *PageView) Reveal(h PageHit) {
	if h.Page < 0 || h.Page >= len(v.sizes) {
		return
	}
	x, y, w, high := v.turned(h)
	factor := v.factor()
	left, top := v.left(h.Page)+v.offset.X+x*factor, v.tops[h.Page]+y*factor
	size := v.Size()
	if top < v.offset.Y || top+high*factor > v.offset.Y+size.Height {
		v.offset.Y = top - size.Height/3
	}
	if left < v.offset.X || left+w*factor > v.offset.X+size.Width {
		v.offset.X = left - size.Width/3
	}
	v.settle()
}

// place tells which page lies under a point of the view, and where on it, in points before any turn;
// false between the pages and while they are turned.
func (v *PageView) place(at fyne.Position) (page int, x, y float64, ok bool) {
	first, last := v.visible()
	for page = first; page <= last && v.turn == 0; page++ {
		left, top := v.left(page), v.tops[page]-v.offset.Y
		if at.X >= left && at.X < left+v.wide(page) && at.Y >= top && at.Y < top+v.high(page) {
			factor := v.factor()
			return page, float64((at.X - left) / factor), float64((at.Y - top) / factor), true
		}
	}
	return 0, 0, 0, false
}
