package writing

import (
	"context"

	"custody/app"
)

// maxFlowPages is how many pages a document may have.
const maxFlowPages = 20_000

// strip is a piece of a document that can't be parted, as wide as the page.
type strip struct {
	gap, height float64 // points; the gap above falls away at a page's top
	keep        bool    // must not be a page's last
	fresh       bool    // begins a page
	draw        func(s *side, y float64)
}

// block is a paragraph, or a row of a table.
type block interface {
	// strips parts it; without set only heights are wanted.
	strips(set bool) []strip
}

// section is blocks on pages of one size.
type section struct {
	width, height float64
	top           float64 // where blocks begin
	n             int
	block         func(i int) block
	dress         func(s *side) // what every page carries; may be nil
}

// place is a strip of a document.
type place struct{ section, block, strip int }

// flow is a document whose blocks fill pages from top to bottom.
type flow struct {
	sections []section
	starts   []place // the first strip of each page
}

func (f *flow) pages() int { return len(f.starts) }

func (f *flow) size(number int) (w, h float64) {
	s := f.sections[f.starts[number].section]
	return s.width, s.height
}

// wipe lets go of everything.
func (f *flow) wipe() { f.sections, f.starts = nil, nil }

// put is a strip put on the page being filled.
type put struct {
	place
	gap, height float64
	keep        bool
}

// paginate finds where the pages begin. It returns error.reader.pages, or ctx's error.
func (f *flow) paginate(ctx context.Context) error {
	for n, s := range f.sections {
		p := filling{flow: f, section: s}
		f.starts = append(f.starts, place{section: n})
		for b := range s.n {
			if b%16 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			for i, st := range s.block(b).strips(false) {
				p.put(put{place{n, b, i}, st.gap, st.height, st.keep}, st.fresh)
			}
			if len(f.starts) > maxFlowPages {
				return app.Errf(app.Invalid, "error.reader.pages", maxFlowPages)
			}
		}
	}
	return nil
}

// filling is the page being filled.
type filling struct {
	flow    *flow
	section section
	now     []put
	y       float64
}

// put puts a strip on the page, or on a new one with those before it that must not be left alone.
func (p *filling) put(s put, fresh bool) {
	if len(p.now) == 0 {
		p.y = p.section.top
	}
	over := p.y+s.gap+s.height > p.section.height-margin+0.01
	if len(p.now) > 0 && (over || fresh) {
		from := len(p.now)
		for !fresh && from > 0 && p.now[from-1].keep {
			from--
		}
		if from == 0 {
			from = len(p.now)
		}
		moved := append(append([]put(nil), p.now[from:]...), s)
		p.flow.starts = append(p.flow.starts, moved[0].place)
		p.now, p.y = p.now[:0], p.section.top
		for _, m := range moved {
			p.add(m)
		}
		return
	}
	p.add(s)
}

func (p *filling) add(s put) {
	if len(p.now) > 0 {
		p.y += s.gap
	}
	p.y += s.height
	p.now = append(p.now, s)
}

// side lays out one page.
func (f *flow) side(number int) *side {
	from := f.starts[number]
	sec := f.sections[from.section]
	to := place{from.section, sec.n, 0}
	if number+1 < len(f.starts) && f.starts[number+1].section == from.section {
		to = f.starts[number+1]
	}
	out := &side{}
	if sec.dress != nil {
		sec.dress(out)
	}
	y, first := sec.top, true
	for b := from.block; b < sec.n && (b < to.block || b == to.block && to.strip > 0); b++ {
		for i, st := range sec.block(b).strips(true) {
			if b == from.block && i < from.strip {
				continue
			}
			if b == to.block && i >= to.strip {
				break
			}
			if !first {
				y += st.gap
			}
			st.draw(out, y)
			y, first = y+st.height, false
		}
	}
	return out
}
