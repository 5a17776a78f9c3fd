package text

import (
	"strings"
	"unicode/utf8"

	"custody/app/letter/page"
)

// Measure returns a character's width in a face as a part of the em.
type Measure func(page.Face, rune) float64

// Span is a stretch of text in one face.
type Span struct {
	Text string
	Face page.Face
}

// Style is how a paragraph is set. Size is in points, Indent and Hang (of the first and of the other
// lines) in ems, Gap, the space to leave between characters, in ems too. Ragged leaves lines as long
// as they come.
type Style struct {
	Size         float64
	Indent, Hang float64
	Ragged       bool
}

// Line is one set line. Its text and the next one's, joined, are the paragraph's, to the character.
type Line struct {
	Indent float64 // in points
	Width  float64 // in points, without spaces at the end
	cells  []cell
	size   float64
}

// cell is one character on a line; its advance to the next one, in ems, counts the kern in.
type cell struct {
	r             rune
	face          page.Face
	advance, kern float64
}

// How far a line may be pulled or pushed, in ems. Gaps stay under a tenth of an em, from where on
// programs that extract text take a gap for a space, and spaces under seven tenths, from where on they
// take a space for the gap between two columns.
const (
	thinGap     = 0.095 // between Chinese and Latin
	mostStretch = 0.085 // between two Chinese characters
	wordStretch = 0.36  // at a space
	moreSpace   = 0.02  // every further space of several
	thinSpace   = 0.2   // a typed space beside a Chinese character
	leastSqueez = 0.5   // of its width, a character in a line that cannot be broken
)

// Text returns the line's characters.
func (l Line) Text() string {
	var b strings.Builder
	for _, c := range l.cells {
		b.WriteRune(c.r)
	}
	return b.String()
}

// Runs returns the line as text runs that begin at x, on the baseline y.
func (l Line) Runs(x, y float64) []page.Run {
	var runs []page.Run
	x += l.Indent
	for rest := l.cells; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].face == rest[0].face {
			n++
		}
		run := page.Run{X: x, Y: y, Face: rest[0].face, Size: l.size, Advances: make([]float64, n)}
		runes := make([]byte, 0, 4*n)
		for i, c := range rest[:n] {
			runes = utf8.AppendRune(runes, c.r)
			run.Advances[i] = c.advance * l.size
			x += run.Advances[i]
		}
		run.Text = string(runes)
		runs, rest = append(runs, run), rest[n:]
	}
	return runs
}

// Set breaks a paragraph into lines of at most width points.
func Set(m Measure, spans []Span, style Style, width float64) []Line {
	cells := measure(m, spans)
	if len(cells) == 0 {
		return []Line{{size: style.Size}}
	}
	var lines []Line
	indent := style.Indent
	for len(cells) > 0 {
		room := width/style.Size - indent
		n := fit(cells, room)
		line := cells[:n:n]
		last := n == len(cells)
		natural := finish(line, room, last || style.Ragged)
		lines = append(lines, Line{Indent: indent * style.Size, Width: natural * style.Size, cells: line, size: style.Size})
		cells, indent = cells[n:], style.Hang
	}
	return lines
}

// Width returns how wide text stands on one line, in points.
func Width(m Measure, face page.Face, size float64, s string) float64 {
	cells := measure(m, []Span{{Text: s, Face: face}})
	return inked(cells) * size
}

// measure gives each character its natural advance, with its gap to the next one.
func measure(m Measure, spans []Span) []cell {
	var cells []cell
	for _, s := range spans {
		for _, r := range s.Text {
			cells = append(cells, cell{r: r, face: s.Face, advance: m(s.Face, r)})
		}
	}
	for i := range cells {
		if i+1 < len(cells) {
			cells[i].kern = kern(cells[i], cells[i+1])
			cells[i].advance += cells[i].kern
		}
		if i > 0 && cells[i].r == ' ' && isSpace(cells[i-1].r) {
			cells[i].advance = moreSpace
		} else if cells[i].r == ' ' && (i > 0 && isWide(cells[i-1].r) || i+1 < len(cells) && isWide(cells[i+1].r)) {
			cells[i].advance = min(cells[i].advance, thinSpace)
		}
	}
	return cells
}

// kern is the gap between two neighbours: a thin one between Chinese and Latin, half a square back
// between two punctuation marks.
func kern(a, b cell) float64 {
	switch {
	case isHan(a.r) && isLatin(b.r), isLatin(a.r) && isHan(b.r):
		return thinGap
	case a.advance < 1:
		return 0
	case b.r == '§': // the faces draw it in the middle of a full square
		return -0.25
	case a.r == '§':
		return -0.2
	case halfCloser[a.r] && (halfCloser[b.r] || halfOpener[b.r]), halfOpener[a.r] && halfOpener[b.r]:
		return -0.5
	}
	return 0
}

// inked is the width of cells without the spaces at the end.
func inked(cells []cell) float64 {
	for len(cells) > 0 && isSpace(cells[len(cells)-1].r) {
		cells = cells[:len(cells)-1]
	}
	w := 0.0
	for _, c := range cells {
		w += c.advance
	}
	return w
}
