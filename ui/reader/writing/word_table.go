package writing

import (
	"encoding/xml"
	"strconv"

	"custody/app/letter/page"
	"custody/app/parts"
)

// maxColumns is how many columns a table of a Word document may have.
const maxColumns = 63

// table is a table being read.
type table struct {
	columns []float64 // widths in points as the file has them
	rows    [][]*tableCell
}

// tableCell is a cell being read.
type tableCell struct {
	blocks []block
	column int // the first it stands in
	span   int
	goesOn bool // it is part of the cell above
	open   bool // the one below is part of it
}

// tableMark takes what says how a table is made.
func (w *word) tableMark(e xml.StartElement) {
	t, cell := w.top().table, w.top().cell
	val := parts.Attr(e, "val")
	n, _ := strconv.Atoi(val)
	switch e.Name.Local {
	case "gridCol":
		if width, err := strconv.ParseFloat(parts.Attr(e, "w"), 64); err == nil && t != nil && len(t.columns) < maxColumns {
			t.columns = append(t.columns, min(max(width/20, 4), 2000))
		}
	case "tr":
		if t != nil {
			t.rows = append(t.rows, nil)
		}
	case "gridBefore":
		if t != nil && len(t.rows) > 0 && n > 0 {
			last := len(t.rows) - 1
			t.rows[last] = append(t.rows[last], &tableCell{span: min(n, maxColumns)})
		}
	case "gridSpan":
		if cell != nil {
			cell.span = min(max(n, 1), maxColumns)
		}
	case "vMerge":
		if cell != nil {
			cell.goesOn = val != "restart"
		}
	}
}

// beginCell begins a cell; outside of a row it begins one.
func (w *word) beginCell() {
	t := w.top().table
	if t == nil {
		t = &table{}
		w.top().table = t
	}
	if len(t.rows) == 0 {
		t.rows = append(t.rows, nil)
	}
	c := &tableCell{span: 1}
	last := len(t.rows) - 1
	t.rows[last] = append(t.rows[last], c)
	w.into = append(w.into, &container{cell: c})
}

// endCell ends a cell.
func (w *word) endCell() {
	top := w.top()
	if top.cell == nil {
		return
	}
	w.endTable()
	top.cell.blocks = top.blocks
	w.into = w.into[:len(w.into)-1]
}

// endTable lays the rows of a table out; those of a table within a cell become paragraphs of it.
func (w *word) endTable() {
	top := w.top()
	t := top.table
	top.table = nil
	if t == nil {
		return
	}
	if top.cell != nil {
		for _, r := range t.rows {
			for _, c := range r {
				top.blocks = append(top.blocks, c.blocks...)
			}
		}
		return
	}
	xs := t.edges()
	t.merge(len(xs) - 1)
	for _, r := range t.rows {
		if len(r) > 0 {
			top.blocks = append(top.blocks, t.row(r, xs))
		}
	}
	top.blocks = append(top.blocks, &para{size: 5, frame: frame{margin, textWidth}})
}

// edges are the left edges of the columns and the right edge of the last, no wider than the text.
func (t *table) edges() []float64 {
	n := 1
	for _, r := range t.rows {
		columns := 0
		for _, c := range r {
			c.column = min(columns, maxColumns-1)
			columns += c.span
		}
		n = max(n, min(columns, maxColumns))
	}
	widths := t.columns
	total := 0.0
	if len(widths) < n {
		widths = make([]float64, n)
		for i := range widths {
			widths[i] = textWidth / float64(n)
		}
	}
	for _, w := range widths {
		total += w
	}
	k := min(1, textWidth/total)
	xs := []float64{margin}
	for _, w := range widths {
		xs = append(xs, xs[len(xs)-1]+w*k)
	}
	return xs
}

// merge notes which cells go on in the row below.
func (t *table) merge(columns int) {
	for i := 1; i < len(t.rows); i++ {
		above := make([]*tableCell, columns)
		for _, c := range t.rows[i-1] {
			if c.column < columns {
				above[c.column] = c
			}
		}
		for _, c := range t.rows[i] {
			if c.goesOn && c.column < columns && above[c.column] != nil {
				above[c.column].open = true
			}
		}
	}
}

// row makes a row of cells.
func (t *table) row(cells []*tableCell, xs []float64) *row {
	out := &row{height: page.A4Height}
	last := len(xs) - 1
	for _, c := range cells {
		from := min(c.column, last-1)
		to := min(max(c.column+c.span, from+1), last)
		k := cell{x: xs[from], width: xs[to] - xs[from], above: c.goesOn, open: c.open}
		for _, b := range c.blocks {
			if p, ok := b.(*para); ok {
				p.left, p.hang = min(p.left, k.width/4), min(p.hang, 3)
				k.paras = append(k.paras, p)
			}
		}
		out.cells = append(out.cells, k)
	}
	return out
}
