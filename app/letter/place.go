package letter

import "custody/app/letter/page"

// Place is where a part of a text stands on the pages of its letter. A part that goes over several pages has a
// place on each.
type Place struct {
	Part        string // title, parties.0, preamble, clauses.3, closing, signatures, as wording.Problem has it
	Page        int    // from 0
	Top, Bottom float64
	Left, Right float64
}

// places tells where the parts stand; rows of one part on one page are one place.
func (f *flow) places() []Place {
	var out []Place
	for i, rows := range f.pages() {
		for _, r := range rows {
			if n := len(out); n > 0 && out[n-1].Page == i && out[n-1].Part == r.part {
				out[n-1].Bottom = r.y + r.height
				continue
			}
			out = append(out, Place{Part: r.part, Page: i, Top: r.y, Bottom: r.y + r.height, Left: f.area.left, Right: f.area.right})
		}
	}
	return out
}

// proof marks a page, above its head block, as a copy that is not to be signed. Such pages carry no QR code either:
// no scan of one is ever taken for a signed paper.
func (p *Press) proof(d pen, width float64, mark string) {
	if mark == "" {
		return
	}
	a := body(width, 0)
	y, h := 4*page.MM, 6.5*page.MM
	d.Box(page.Box{X: a.left, Y: y, W: a.width(), H: h, Width: 1.2})
	d.within((a.left+a.right)/2, y+baseline(boldStyle.size, h), a.width()-12, boldStyle, mark)
}
