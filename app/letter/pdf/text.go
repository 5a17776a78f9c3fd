package pdf

import (
	"fmt"
	"math"
	"strconv"

	"custody/app/letter/page"
)

// Text draws a run. A spread run carries its text as a whole besides, so that the gaps do not read as
// spaces.
func (p *Page) Text(r page.Run) {
	if r.Text == "" {
		return
	}
	if r.Spread {
		fmt.Fprintf(&p.content, "/Span<</ActualText%s>>BDC ", textString(r.Text))
	}
	p.content.WriteString("BT ")
	p.at(r.X, r.Y)
	p.content.WriteString("Td ")
	p.glyphs(r)
	p.content.WriteString("ET\n")
	if r.Spread {
		p.content.WriteString("EMC\n")
	}
}

// glyphs shows the characters of a run, changing fonts where need be. The gap that most characters have is
// told once, as a justified line's is; any other is written where it is.
func (p *Page) glyphs(r page.Run) {
	gaps, usual := p.measure(r)
	p.space(usual * r.Size)
	usual = p.spacing / r.Size
	i, gap, open := 0, 0.0, false
	for _, c := range r.Text {
		name, glyph := p.glyph(r.Face, c)
		if font := name + " " + number(r.Size); font != p.font {
			if open {
				p.content.WriteString(")]TJ ")
			}
			p.content.WriteString("/" + font + " Tf ")
			p.font, open = font, false
		}
		if !open {
			p.content.WriteString("[(")
			open = true
		}
		if told := math.Round(1000 * gap); told != 0 {
			p.content.WriteByte(')')
			p.content.WriteString(strconv.Itoa(int(-told)))
			p.content.WriteByte('(')
			gap -= told / 1000
		}
		p.code(glyph)
		gap += gaps[i] - usual
		i++
	}
	p.content.WriteString(")]TJ ")
}

// measure returns how far, in ems, each character's advance is more than its width, and the one that most
// characters have. The last character's is nobody's.
func (p *Page) measure(r page.Run) (gaps []float64, usual float64) {
	gaps = p.gaps[:0]
	votes := 0
	for _, c := range r.Text {
		i, gap := len(gaps), 0.0
		if i < len(r.Advances) {
			gap = math.Round(10000*(r.Advances[i]/r.Size-p.doc.fonts.Advance(r.Face, c))) / 10000
		}
		gaps = append(gaps, gap)
		switch { // the majority, if there is one
		case votes == 0:
			usual, votes = gap, 1
		case gap == usual:
			votes++
		default:
			votes--
		}
	}
	p.gaps = gaps
	return gaps, usual
}

// space sets the gap after every character that follows.
func (p *Page) space(points float64) {
	points = math.Round(points*1000) / 1000
	if points == p.spacing {
		return
	}
	p.spacing = points
	p.content.WriteString(strconv.FormatFloat(points, 'f', -1, 64))
	p.content.WriteString(" Tc ")
}

// glyph finds a character among the shared fonts, else in the document's own.
func (p *Page) glyph(want page.Face, c rune) (font string, glyph uint16) {
	face := p.doc.fonts.face(want, c)
	if !p.doc.fonts[face].Has(c) {
		p.doc.lack(c)
	}
	if p.doc.common != nil {
		if n, ok := p.doc.common.subsets[face].number[c]; ok {
			return fontNames[0][face], n
		}
	}
	return fontNames[1][face], p.doc.own[face].glyph(c)
}

var fontNames = [2][2]string{{"C0", "C1"}, {"F0", "F1"}}

// code writes a glyph number in a string. A carriage return would be read as a line feed there, and a line feed parts
// one thing drawn from the next (see shared).
func (p *Page) code(g uint16) {
	for _, b := range [2]byte{byte(g >> 8), byte(g)} {
		switch b {
		case '(', ')', '\\':
			p.content.WriteByte('\\')
			p.content.WriteByte(b)
		case '\r':
			p.content.WriteString(`\r`)
		case '\n':
			p.content.WriteString(`\n`)
		default:
			p.content.WriteByte(b)
		}
	}
}
