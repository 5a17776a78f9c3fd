package writing

import (
	"strings"

	"custody/app/letter/page"
	"custody/app/letter/text"
)

// align is where the lines of a paragraph stand.
type align uint8

const (
	justified align = iota
	centred
	right
)

// para is a paragraph.
type para struct {
	spans  []text.Span
	size   float64 // points
	left   float64 // where lines begin, in points from the edge of the text
	indent float64 // of the first line, ems
	hang   float64 // of the others, ems
	gap    float64 // above, points
	align  align
	keep   bool // stays with what comes after it
	fresh  bool // begins a page
	frame  frame
}

// frame is where a paragraph may stand on the page.
type frame struct{ x, width float64 }

// leading is the distance of lines.
func leading(size float64) float64 { return size * 1.55 }

// lines sets the paragraph.
func (p *para) lines() []text.Line {
	style := text.Style{Size: p.size, Indent: p.indent, Hang: p.hang, Ragged: p.align != justified}
	return text.Set(faces().Advance, p.spans, style, p.room())
}

func (p *para) room() float64 { return max(p.frame.width-p.left, p.size) }

// count is how many lines there are; most are found out without setting them.
func (p *para) count() int {
	w := max(p.indent, p.hang, 0) * p.size
	for _, s := range p.spans {
		w += atMost(s.Text) * p.size
	}
	if w <= p.room() {
		return 1
	}
	return len(p.lines())
}

// atMost is how wide a text stands at most, in ems.
func atMost(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r >= 0x2E80:
			w++
		case r < 0x80 && r != 'W' && r != 'M' && r != '@' && r != '%' && r != 'm' && r != 'w':
			w += 0.8
		default:
			w += 1.1
		}
	}
	return w + 0.2
}

// strips parts the paragraph into lines. The first stays with the second and the last with the one before.
func (p *para) strips(set bool) []strip {
	var lines []text.Line
	n := 0
	if set {
		lines = p.lines()
		n = len(lines)
	} else {
		n = p.count()
	}
	out := make([]strip, n)
	for i := range out {
		out[i] = strip{height: leading(p.size), keep: p.keep || n > 1 && (i == 0 || i == n-2)}
		if i == 0 {
			out[i].gap, out[i].fresh = p.gap, p.fresh
		}
		if set {
			line := lines[i]
			out[i].draw = func(s *side, y float64) { p.draw(s, line, y) }
		}
	}
	return out
}

// draw draws one line whose strip begins at y.
func (p *para) draw(s *side, line text.Line, y float64) {
	x := p.frame.x + p.left
	switch p.align {
	case centred:
		x += max(0, (p.room()-line.Width)/2-line.Indent/2)
	case right:
		x += max(0, p.room()-line.Width-line.Indent)
	}
	for _, run := range line.Runs(x, y+leading(p.size)/2+0.36*p.size) {
		s.text.Text(run)
	}
}

// clean makes a text safe to set, wide spaces kept.
func clean(s string) string {
	if !strings.Contains(s, "\u3000") {
		return text.Clean(s)
	}
	parts := strings.Split(s, "\u3000")
	for i := range parts {
		parts[i] = text.Clean(parts[i])
	}
	return strings.Join(parts, "\u3000")
}

// label draws a short text that is none of the document's, round x.
func label(s *side, x, y, size float64, words string) {
	w := text.Width(faces().Advance, page.Sans, size, words)
	for _, line := range text.Set(faces().Advance, []text.Span{{Text: words, Face: page.Sans}}, text.Style{Size: size, Ragged: true}, 1e6) {
		for _, run := range line.Runs(x-w/2, y) {
			s.dress.Text(run)
		}
	}
}
