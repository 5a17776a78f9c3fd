package writing

import (
	"slices"
	"strconv"
	"strings"

	"custody/app/letter/page"
	"custody/app/letter/text"
	"custody/app/sheet"
)

// How a worksheet is set, in points.
const (
	tableSize = 9.0
	smallSize = 7.0 // where the columns would not fit otherwise
	narrowest = 2.0 // ems, of a column
	widest    = 22.0
	// leastSqueeze is how far columns are made narrower so that all fit on one page.
	leastSqueeze = 0.6

	numberRoom = 24.0 // beside the rows
	letterRoom = 12.0 // above the columns
	nameRoom   = 18.0 // above these, for the worksheet's name
)

// strand is the columns of a worksheet that stand side by side on a page.
type strand struct {
	from, to int       // columns, to not counted in
	xs       []float64 // left edges, and the right edge of the last
	size     float64   // of text
	width    float64   // of the page
	height   float64
}

// sections lays the worksheet's columns out: upright if they fit, else lying, else smaller, else in
// several strands, one after the other.
func (w *worksheet) sections() []section {
	var all []section
	for _, st := range w.strands() {
		all = append(all, section{
			width: st.width, height: st.height, top: margin + nameRoom + letterRoom,
			n: len(w.rows), block: func(i int) block { return st.row(w.rows[i]) },
			dress: func(s *side) { st.dress(s, w.name) },
		})
	}
	return all
}

// strands shares the columns out.
func (w *worksheet) strands() []strand {
	ems := w.widths()
	total := 0.0
	for _, e := range ems {
		total += e
	}
	upright, lying := page.A4Width-2*margin-numberRoom, page.A4Height-2*margin-numberRoom
	st := strand{to: len(ems), size: tableSize, width: page.A4Width, height: page.A4Height}
	room := upright
	if total*tableSize > upright {
		st.width, st.height, room = page.A4Height, page.A4Width, lying
	}
	if total*tableSize > lying {
		st.size = smallSize
		if k := lying / (total * smallSize); k < 1 && k >= leastSqueeze {
			for i := range ems {
				ems[i] *= k
			}
		}
	}
	var all []strand
	for st.to = 0; st.from < len(ems); st.from = st.to {
		x := margin + numberRoom
		st.xs = []float64{x}
		for st.to < len(ems) && (st.to == st.from || x+ems[st.to]*st.size <= margin+numberRoom+room+0.01) {
			x += ems[st.to] * st.size
			st.xs = append(st.xs, x)
			st.to++
		}
		all = append(all, st)
	}
	return all
}

// widths is how wide each column should be, in ems: as most of its texts need, within limits. Texts that
// reach over several columns don't count, nor do those that have a row to themselves, as titles do.
func (w *worksheet) widths() []float64 {
	var all [][]float64
	for _, r := range w.rows {
		for len(all) < len(r.cells) {
			all = append(all, nil)
		}
		alone := filled(r) == 1
		for i, c := range r.cells {
			if c.Text != "" && c.Span < 2 && (!alone || c.Number) {
				all[i] = append(all[i], longest(c.Text))
			}
		}
	}
	out := make([]float64, len(all))
	for i, ws := range all {
		out[i] = narrowest
		if len(ws) > 0 {
			slices.Sort(ws)
			out[i] = min(max(ws[len(ws)*19/20], narrowest), widest)
		} else if len(all) == 1 {
			out[i] = widest
		}
		out[i] += 2 * cellPad / smallSize
	}
	return out
}

// filled counts the cells that hold something.
func filled(r tableRow) (n int) {
	for _, c := range r.cells {
		if c.Text != "" {
			n++
		}
	}
	return n
}

// longest is the width of a text's longest line, in ems, as far as it matters.
func longest(s string) float64 {
	most := 0.0
	for line := range strings.Lines(s) {
		if len(line) > 4*widest {
			return widest
		}
		most = max(most, text.Width(faces().Advance, page.Serif, 1, line))
	}
	return most + 0.1
}

// row is one row of a strand.
func (st strand) row(r tableRow) *row {
	out := &row{height: st.height, label: strconv.Itoa(r.number)}
	for col := st.from; col < st.to; {
		var c sheet.Shown
		if col < len(r.cells) {
			c = r.cells[col]
		}
		next := min(col+max(1, c.Span), st.to)
		if c.Text != "" && !c.Number && c.Span < 2 {
			next = st.reach(r, col, c.Text)
		}
		left, right := st.xs[col-st.from], st.xs[next-st.from]
		out.cells = append(out.cells, cell{x: left, width: right - left, paras: cellParas(c, st.size)})
		col = next
	}
	return out
}

// reach is the column after those that a text reaches over: empty ones beside it, as far as it needs them.
func (st strand) reach(r tableRow, col int, s string) int {
	next := col + 1
	need := longest(s)*st.size + 2*cellPad
	for next < st.to && st.xs[next-st.from]-st.xs[col-st.from] < need && (next >= len(r.cells) || r.cells[next].Text == "" && r.cells[next].Span < 2) {
		next++
	}
	return next
}

// cellParas makes the paragraphs of a cell.
func cellParas(c sheet.Shown, size float64) []*para {
	if c.Text == "" {
		return nil
	}
	var all []*para
	for line := range strings.Lines(c.Text) {
		p := &para{spans: []text.Span{{Text: clean(strings.TrimRight(line, "\r\n"))}}, size: size}
		if c.Number {
			p.align = right
		}
		all = append(all, p)
	}
	return all
}

// dress draws the worksheet's name and the letters of the columns.
func (st strand) dress(s *side, name string) {
	if name != "" {
		label(s, st.width/2, margin+8, tableSize, clean(name))
	}
	y := margin + nameRoom
	for i := st.from; i < st.to; i++ {
		left, right := st.xs[i-st.from], st.xs[i-st.from+1]
		s.dress.Box(page.Box{X: left, Y: y, W: right - left, H: letterRoom, Grey: 0.92})
		label(s, (left+right)/2, y+letterRoom-3.5, 6.5, letters(i))
	}
}

// letters is the name of a column counted from 0.
func letters(col int) string {
	name := ""
	for n := col + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
