package letter

import (
	"custody/app/letter/page"
	"custody/app/letter/text"
)

// column is one column of a table; width is in points.
type column struct {
	title  string
	width  float64
	centre bool
}

// table is a ruled table whose rows wrap and never split.
type table struct {
	columns []column
	left    float64
	style   style
	leading float64
	least   float64 // height of a row, at least
	measure text.Measure
}

// cellPad is the white space at both sides of a cell's text.
const cellPad = 3.0

func (t *table) width() float64 {
	w := 0.0
	for _, c := range t.columns {
		w += c.width
	}
	return w
}

// heading is the row of the columns' titles.
func (t *table) heading() row {
	bold := *t
	bold.style = style{page.Sans, t.style.size}
	cells := make([]string, len(t.columns))
	for i, c := range t.columns {
		cells[i] = c.title
		bold.columns = append([]column(nil), bold.columns...)
		bold.columns[i].centre = true
	}
	return bold.row(cells)
}

// row sets one row of cells. It is as high as its highest cell.
func (t *table) row(cells []string) row {
	return t.strip(t.set(cells))
}

// rows is a row of cells cut into as many as it takes for none to be higher than most.
func (t *table) rows(cells []string, most float64) []row {
	var out []row
	lines := max(1, int((most-4)/t.leading))
	for set := t.set(cells); ; {
		now, more := make([][]text.Line, len(set)), false
		for i := range set {
			n := min(lines, len(set[i]))
			now[i], set[i] = set[i][:n], set[i][n:]
			more = more || len(set[i]) > 0
		}
		if out = append(out, t.strip(now)); !more {
			return out
		}
	}
}

// set breaks each cell into lines.
func (t *table) set(cells []string) [][]text.Line {
	set := make([][]text.Line, len(t.columns))
	for i, c := range t.columns {
		span := []text.Span{{Text: text.Clean(cells[i]), Face: t.style.face}}
		set[i] = text.Set(t.measure, span, text.Style{Size: t.style.size, Ragged: true}, c.width-2*cellPad)
	}
	return set
}

// strip is a row of cells that are set already.
func (t *table) strip(set [][]text.Line) row {
	height := t.least
	for _, lines := range set {
		height = max(height, float64(len(lines))*t.leading+4)
	}
	return row{height: height, draw: func(d pen, y float64) { t.draw(d, set, y, height) }}
}

// draw draws a row's rules and its cells, each in the middle of the row's height.
func (t *table) draw(d pen, set [][]text.Line, y, height float64) {
	x := t.left
	d.Box(page.Box{X: x, Y: y, W: t.width(), H: height, Width: 0.5})
	for i, lines := range set {
		c := t.columns[i]
		if i > 0 {
			d.rule(x, y, x, y+height, 0.5)
		}
		top := y + (height-float64(len(lines))*t.leading)/2
		for j, line := range lines {
			at := x + cellPad
			if c.centre {
				at = x + (c.width-line.Width)/2
			}
			for _, run := range line.Runs(at, top+float64(j)*t.leading+baseline(t.style.size, t.leading)) {
				d.Text(run)
			}
		}
		x += c.width
	}
}
