package writing

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"

	"custody/app/letter/page"
	"custody/app/letter/text"
	"custody/app/parts"
)

// Sizes of text, in points.
const (
	usualSize    = 10.5
	smallestSize = 7.0
	largestSize  = 22.0
)

// style is how a paragraph looks, as far as it is shown here.
type style struct {
	based      string
	size       float64 // points; 0: as the one it is based on
	bold       bool
	align      string
	level      int // of a heading, from 1; 0: none
	list       string
	depth      int     // in the list
	chars      float64 // the first line's indent, in ems
	first      float64 // the same in points, negative where it hangs
	left       float64 // points
	pageBefore bool
}

// set takes one property of a paragraph or a style; it reports whether it was one.
func (s *style) set(e xml.StartElement) bool {
	val := parts.Attr(e, "val")
	switch e.Name.Local {
	case "jc":
		s.align = val
	case "outlineLvl":
		if n, err := strconv.Atoi(val); err == nil && n >= 0 {
			s.level = (n + 1) % 10
		}
	case "numId":
		s.list = val
	case "ilvl":
		n, _ := strconv.Atoi(val)
		s.depth = min(max(n, 0), 8)
	case "ind":
		s.indent(e)
	case "pageBreakBefore":
		s.pageBefore = isOn(val)
	default:
		return false
	}
	return true
}

// indent takes the indents, where they are given.
func (s *style) indent(e xml.StartElement) {
	for _, a := range e.Attr {
		n, err := strconv.ParseFloat(a.Value, 64)
		if err != nil {
			continue
		}
		switch a.Name.Local {
		case "firstLine":
			s.first = n / 20
		case "firstLineChars":
			s.chars = n / 100
		case "hanging":
			s.first = -n / 20
		case "left", "start":
			s.left = n / 20
		}
	}
}

// isOn reads a property that is on where nothing else is said.
func isOn(val string) bool { return val != "0" && val != "false" && val != "none" && val != "off" }

// halfPoints reads a size of text.
func halfPoints(val string) float64 {
	n, err := strconv.ParseFloat(val, 64)
	if err != nil || !(n > 0) {
		return 0
	}
	return min(max(n/2, smallestSize), largestSize)
}

// writing is a paragraph being written.
type writing struct {
	style style
	bold  bool    // of the run
	size  float64 // of the run; 0: the style's
	fresh bool

	spans  []text.Span
	tall   float64 // size of the first run that holds something
	begun  bool    // a part of it stands already
	length int
}

// property takes a property of the paragraph.
func (p *writing) property(w *word, e xml.StartElement) {
	if w.rPr > 0 {
		return // of the paragraph's mark
	}
	if e.Name.Local == "pStyle" {
		if s, ok := w.styles[parts.Attr(e, "val")]; ok {
			p.style, p.bold = s, s.bold
		}
		return
	}
	p.style.set(e)
}

// runProperty takes a property of a run.
func (p *writing) runProperty(e xml.StartElement) {
	switch e.Name.Local {
	case "b":
		p.bold = isOn(parts.Attr(e, "val"))
	case "sz":
		p.size = halfPoints(parts.Attr(e, "val"))
	}
}

// write adds text. Spaces in pairs stand for blanks to be filled in, and stay as wide as they were.
func (p *writing) write(s string) {
	if s == "" {
		return
	}
	face := page.Serif
	if p.bold || p.style.level > 0 {
		face = page.Sans
	}
	s = clean(strings.ReplaceAll(s, "  ", "\u3000"))
	if p.tall == 0 && strings.TrimSpace(s) != "" {
		p.tall = p.size
	}
	p.length += len(s)
	if n := len(p.spans); n > 0 && p.spans[n-1].Face == face && len(p.spans[n-1].Text) < 256 {
		p.spans[n-1].Text += s
		return
	}
	p.spans = append(p.spans, text.Span{Text: s, Face: face})
}

// emit puts what was written so far where it belongs. A long paragraph goes in pieces, so that no page
// needs the whole of it.
func (w *word) emit(p *writing) {
	if p.begun && len(p.spans) == 0 && !p.fresh {
		return
	}
	size := p.tall
	if size == 0 {
		size = p.style.size
	}
	if size == 0 {
		size = usualSize
	}
	for _, spans := range pieces(p.spans) {
		b := &para{spans: spans, size: size, fresh: p.fresh || p.style.pageBefore && !p.begun, keep: p.style.level > 0, frame: frame{margin, textWidth}}
		b.align = map[string]align{"center": centred, "right": right, "end": right}[p.style.align]
		p.place(b)
		w.top().blocks = append(w.top().blocks, b)
		p.begun, p.fresh = true, false
	}
	p.spans, p.length = nil, 0
}

// place sets the indents and the space above.
func (p *writing) place(b *para) {
	s := p.style
	b.left = min(max(s.left, 0), textWidth/2)
	if s.first < 0 && s.chars == 0 {
		hang := min(-s.first, 8*b.size)
		b.left, b.hang = max(0, b.left-hang), hang/b.size
	}
	if p.begun {
		b.left, b.hang = b.left+b.hang*b.size, 0
		return
	}
	if b.indent = s.chars; b.indent == 0 && s.first > 0 {
		b.indent = s.first / b.size
	}
	b.indent = min(max(b.indent, 0), 12)
	b.gap = 2
	if s.level > 0 {
		b.gap = 8
	}
}

// pieces parts spans that are too long to be set at once; there is always one.
func pieces(spans []text.Span) [][]text.Span {
	var all [][]text.Span
	var now []text.Span
	length := 0
	for _, s := range spans {
		for length+len(s.Text) > maxPiece {
			n := maxPiece - length
			for n > 0 && !utf8.RuneStart(s.Text[n]) {
				n--
			}
			now = append(now, text.Span{Text: s.Text[:n], Face: s.Face})
			all, now, length = append(all, now), nil, 0
			s.Text = s.Text[n:]
		}
		now, length = append(now, s), length+len(s.Text)
	}
	if len(now) > 0 || len(all) == 0 {
		all = append(all, now)
	}
	return all
}

// endProperties settles how a paragraph looks once all is known: its number goes before its text.
func (w *word) endProperties() {
	w.pPr = max(0, w.pPr-1)
	p := w.para()
	if p == nil || w.pPr > 0 {
		return
	}
	p.bold, p.size = p.style.bold, 0
	if p.style.list == "" || p.style.list == "0" {
		return
	}
	label, level := w.lists.next(p.style.list, p.style.depth)
	if label == "" {
		return
	}
	if p.style.left == 0 && p.style.first == 0 && p.style.chars == 0 {
		p.style.left, p.style.first = level.left, level.first
	}
	p.write(label + " ")
	p.tall = 0
}
