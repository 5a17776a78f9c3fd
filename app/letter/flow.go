package letter

import (
	"strings"

	"custody/app/letter/page"
	"custody/app/letter/text"
)

// row is one unbreakable strip of a letter, such as a line of text. With keep it stays on the page of
// the row before it. Space above it, gap, falls away at a page's top. Where a page begins with it, the
// heading of its table comes first again.
type row struct {
	gap, height float64
	keep        bool
	heading     *row
	draw        func(p pen, y float64) // y is the row's top
	part        string                 // of the text that it shows, see Place
}

// area is the part of a page that rows fill.
type area struct{ left, top, right, bottom float64 }

func (a area) width() float64 { return a.right - a.left }

// flow is the rows of a letter in one area's width.
type flow struct {
	area    area
	measure text.Measure
	rows    []row
	part    string // of the rows being added
}

// paragraph adds a paragraph with gap above. Its first line stays with its second and its last with
// the one before: no line is left alone at a page's foot or top.
func (f *flow) paragraph(spans []text.Span, st text.Style, leading, gap float64) {
	for i := range spans {
		spans[i].Text = cleanWords(spans[i].Text)
	}
	lines := text.Set(f.measure, spans, st, f.area.width())
	for i, line := range lines {
		r := row{height: leading, keep: i == 1 || i > 0 && i == len(lines)-1, draw: f.line(line, st.Size, leading), part: f.part}
		if i == 0 {
			r.gap = gap
		}
		f.rows = append(f.rows, r)
	}
}

// cleanWords cleans a letter's own text, which may hold spaces as wide as a character.
func cleanWords(s string) string {
	parts := strings.Split(s, wideSpace)
	for i := range parts {
		parts[i] = text.Clean(parts[i])
	}
	return strings.Join(parts, wideSpace)
}

// wideSpace parts a clause's number and heading from its text.
const wideSpace = "\u3000"

// line draws one set line, its baseline so that the text stands in the middle of its strip.
func (f *flow) line(line text.Line, size, leading float64) func(pen, float64) {
	return func(p pen, y float64) {
		for _, run := range line.Runs(f.area.left, y+baseline(size, leading)) {
			p.Text(run)
		}
	}
}

// baseline is how far under a strip's top its text stands.
func baseline(size, leading float64) float64 { return leading/2 + 0.36*size }

// add adds a row.
func (f *flow) add(r row) {
	r.part = f.part
	f.rows = append(f.rows, r)
}

// keepWith adds a row that must not stand alone: at least two rows before it go where it goes.
func (f *flow) keepWith(r row) {
	r.keep = true
	if n := len(f.rows); n > 0 {
		f.rows[n-1].keep = true
	}
	f.add(r)
}

// placed is a row and where its top is.
type placed struct {
	row
	y float64
}

// pages shares the rows out over pages.
func (f *flow) pages() [][]placed {
	var out [][]placed
	var now []placed
	y := f.area.top
	place := func(r row) {
		if len(now) > 0 {
			y += r.gap
		}
		now = append(now, placed{r, y})
		y += r.height
	}
	turn := func(first row) {
		out, now, y = append(out, now), nil, f.area.top
		if first.heading != nil {
			place(*first.heading)
		}
	}
	for rows := f.rows; len(rows) > 0; {
		n := group(rows)
		height := total(rows[:n])
		if len(now) > 0 && y+height > f.area.bottom+0.01 {
			turn(rows[0])
		}
		for _, r := range rows[:n] {
			if len(now) > 0 && y+r.gap+r.height > f.area.bottom+0.01 { // a group taller than a page
				turn(r)
			}
			place(r)
		}
		rows = rows[n:]
	}
	return append(out, now)
}

// group is how many rows at the beginning stay together.
func group(rows []row) int {
	n := 1
	for n < len(rows) && rows[n].keep {
		n++
	}
	return n
}

// total is the height of rows with the gaps above them.
func total(rows []row) float64 {
	h := 0.0
	for _, r := range rows {
		h += r.gap + r.height
	}
	return h
}

// sheets draws the rows on pages of the given size; dress adds what every page carries.
func (f *flow) sheets(width, height float64, dress func(p pen, number, of int)) []*page.Recording {
	pages := f.pages()
	out := make([]*page.Recording, len(pages))
	for i, rows := range pages {
		out[i] = &page.Recording{Width: width, Height: height}
		p := pen{out[i], f.measure}
		dress(p, i+1, len(pages))
		for _, r := range rows {
			r.draw(p, r.y)
		}
	}
	return out
}
