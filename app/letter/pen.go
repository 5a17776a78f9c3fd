package letter

import (
	"custody/app/letter/page"
	"custody/app/letter/text"
)

// pen draws single lines of text on a page. Whatever it is given is cleaned first.
type pen struct {
	page.Page
	measure text.Measure
}

// style is a face and a size in points.
type style struct {
	face page.Face
	size float64
}

// The sizes of paper. Chinese office sizes: 小四 for text, 五号 for forms, 小五 and less for small print.
var (
	bodyStyle  = style{page.Serif, 12}
	formStyle  = style{page.Serif, 10}
	labelStyle = style{page.Sans, 10}
	footStyle  = style{page.Serif, 7}
	boldStyle  = style{page.Sans, 12}
)

// width is how wide a line would stand.
func (p pen) width(st style, s string) float64 {
	return text.Width(p.measure, st.face, st.size, text.Clean(s))
}

// left writes a line from x.
func (p pen) left(x, y float64, st style, s string) {
	s = text.Clean(s)
	if s == "" {
		return
	}
	for _, line := range text.Set(p.measure, []text.Span{{Text: s, Face: st.face}}, text.Style{Size: st.size, Ragged: true}, 1e6) {
		for _, run := range line.Runs(x, y) {
			p.Text(run)
		}
	}
}

// right writes a line that ends at x.
func (p pen) right(x, y float64, st style, s string) { p.left(x-p.width(st, s), y, st, s) }

// centre writes a line round x.
func (p pen) centre(x, y float64, st style, s string) { p.left(x-p.width(st, s)/2, y, st, s) }

// within writes a line round x that is no wider than room: it gets smaller if it must, down to three
// fifths, and only then loses its end.
func (p pen) within(x, y, room float64, st style, s string) {
	s = text.Clean(s)
	if w := p.width(st, s); w > room {
		st.size *= max(room/w, 0.6)
	}
	for runes := []rune(s); p.width(st, s) > room && len(runes) > 1; {
		runes = runes[:len(runes)-1]
		s = string(runes) + "…"
	}
	p.centre(x, y, st, s)
}

// spread writes a title round x, its characters set apart by gap ems; Latin ones by a little only,
// which looks better.
func (p pen) spread(x, y float64, st style, s string, gap float64) {
	run := page.Run{Y: y, Face: st.face, Size: st.size, Text: text.Clean(s), Spread: true}
	total, last := 0.0, 0.0
	for _, r := range run.Text {
		last = gap
		if r < 0x2E80 {
			last = min(gap, 0.06)
		}
		a := (p.measure(st.face, r) + last) * st.size
		run.Advances = append(run.Advances, a)
		total += a
	}
	run.X = x - (total-last*st.size)/2
	p.Text(run)
}

// rule draws a straight line.
func (p pen) rule(x1, y1, x2, y2, width float64) {
	p.Line(page.Line{From: page.Point{X: x1, Y: y1}, To: page.Point{X: x2, Y: y2}, Width: width})
}

// strokes draws a signature into a rectangle, as large as fits without changing its shape, standing
// near the ruled line below.
func (p pen) strokes(s Strokes, x, y, w, h float64) {
	if s.Width <= 0 || s.Height <= 0 || len(s.Lines) == 0 {
		return
	}
	k := min(w/s.Width, h/s.Height)
	dx, dy := x+(w-s.Width*k)/2, y+h-s.Height*k
	out := page.Path{Width: 1.3, Lines: make([][]page.Point, len(s.Lines))}
	for i, line := range s.Lines {
		out.Lines[i] = make([]page.Point, len(line))
		for j, pt := range line {
			out.Lines[i][j] = page.Point{X: dx + clamp(pt.X, s.Width)*k, Y: dy + clamp(pt.Y, s.Height)*k}
		}
		out.Lines[i] = thinned(out.Lines[i])
	}
	p.Path(out)
}

// clamp keeps a point in its pad: no stroke ever crosses the text of a letter.
func clamp(v, most float64) float64 {
	if v >= 0 { // false for what is no number
		return min(v, most)
	}
	return 0
}
