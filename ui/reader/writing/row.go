package writing

import (
	"custody/app/letter/page"
	"custody/app/letter/text"
)

// How a row of a table is set, in points.
const (
	cellPad  = 3.0
	rowPad   = 2.0
	tallest  = 0.4 // of a page, a row that is not parted
	hairline = 0.4
)

// cell is one cell of a row.
type cell struct {
	x, width    float64
	paras       []*para
	above, open bool // goes on from the row above, goes on in the row below
}

// row is a row of a table.
type row struct {
	cells  []cell
	height float64 // of the page
	label  string  // beside the row
}

// cellLine is one line of a cell: which of its paragraph's.
type cellLine struct {
	para *para
	line text.Line
}

// strips is one strip, or one for each line where a row is so tall that a page's foot would be left empty.
func (r *row) strips(set bool) []strip {
	for i := range r.cells {
		for _, p := range r.cells[i].paras {
			p.frame = frame{r.cells[i].x + cellPad, r.cells[i].width - 2*cellPad}
		}
	}
	size, most := r.count()
	tall := float64(most)*leading(size)+2*rowPad > tallest*r.height
	var content [][]cellLine
	if set {
		content = r.set()
	}
	if !tall {
		return []strip{r.strip(content, 0, most, size, set, true, true)}
	}
	out := make([]strip, most)
	for i := range out {
		out[i] = r.strip(content, i, i+1, size, set, i == 0, i == most-1)
	}
	return out
}

// count is the largest size of text in a cell, and the most lines.
func (r *row) count() (size float64, most int) {
	most = 1
	for _, c := range r.cells {
		lines := 0
		for _, p := range c.paras {
			lines += p.count()
			size = max(size, p.size)
		}
		most = max(most, lines)
	}
	return max(size, 6), most
}

// set sets the cells.
func (r *row) set() [][]cellLine {
	out := make([][]cellLine, len(r.cells))
	for i, c := range r.cells {
		for _, p := range c.paras {
			for _, l := range p.lines() {
				out[i] = append(out[i], cellLine{p, l})
			}
		}
	}
	return out
}

// strip is the lines from a up to b of every cell.
func (r *row) strip(content [][]cellLine, a, b int, size float64, set, first, last bool) strip {
	height := float64(b-a) * leading(size)
	top := 0.0
	if first {
		height, top = height+rowPad, rowPad
	}
	if last {
		height += rowPad
	}
	st := strip{height: height}
	if !set {
		return st
	}
	st.draw = func(s *side, y float64) {
		for i, c := range r.cells {
			r.rules(s, c, y, height, first, last)
			for k := a; k < b && k < len(content[i]); k++ {
				content[i][k].para.draw(s, content[i][k].line, y+top+float64(k-a)*leading(size))
			}
		}
		if first && r.label != "" && len(r.cells) > 0 {
			label(s, r.cells[0].x-14, y+height/2+2, 6, r.label)
		}
	}
	return st
}

// rules draws the lines round a cell.
func (r *row) rules(s *side, c cell, y, height float64, first, last bool) {
	line := func(x1, y1, x2, y2 float64) {
		s.dress.Line(page.Line{From: page.Point{X: x1, Y: y1}, To: page.Point{X: x2, Y: y2}, Width: hairline})
	}
	line(c.x, y, c.x, y+height)
	line(c.x+c.width, y, c.x+c.width, y+height)
	if first && !c.above {
		line(c.x, y, c.x+c.width, y)
	}
	if last && !c.open {
		line(c.x, y+height, c.x+c.width, y+height)
	}
}
