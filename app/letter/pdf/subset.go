package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"custody/app/letter/truetype"
)

// subset gives the characters of one face glyph numbers of their own, in the order they appear.
type subset struct {
	font   *truetype.Font
	number map[rune]uint16
	runes  []rune // of glyph number i+1
}

func newSubset(f *truetype.Font) *subset {
	return &subset{font: f, number: map[rune]uint16{}}
}

// glyph returns the number of a character, a new one if need be.
func (s *subset) glyph(r rune) uint16 {
	n, ok := s.number[r]
	if !ok {
		s.runes = append(s.runes, r)
		n = uint16(len(s.runes))
		s.number[r] = n
	}
	return n
}

// sort numbers the characters anew by their codes, before any number is used: neighbours in Unicode share
// their radical, and so compress better side by side.
func (s *subset) sort() {
	slices.Sort(s.runes)
	for i, r := range s.runes {
		s.number[r] = uint16(i + 1)
	}
}

func (s *subset) used() bool { return len(s.runes) > 0 }

// packed is a subset's font objects, ready to be written into any file.
type packed struct {
	name, tag, widths, descriptor string
	file, unicode                 []byte
	fileSize                      int
}

// pack makes the font objects.
func (s *subset) pack(level int) *packed {
	glyphs := make([]uint16, 1, len(s.runes)+1)
	for _, r := range s.runes {
		glyphs = append(glyphs, s.font.Glyph(r))
	}
	file := s.font.Subset(glyphs)
	f := s.font
	unit := func(v int) int { return v * 1000 / f.Em }
	p := &packed{
		name: f.Name, tag: s.tag(), widths: s.widths(glyphs),
		file: deflate(file, level), unicode: deflate([]byte(s.toUnicode()), level), fileSize: len(file),
	}
	p.descriptor = fmt.Sprintf("/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80",
		unit(f.Box[0]), unit(f.Box[1]), unit(f.Box[2]), unit(f.Box[3]), unit(f.Ascent), unit(f.Descent), unit(f.CapHeight))
	return p
}

// write puts the font into a file and returns its number.
func (p *packed) write(out *objects) int {
	name := p.tag + "+" + p.name
	file := out.stream(fmt.Sprintf("/Length1 %d", p.fileSize), p.file)
	unicode := out.stream("", p.unicode)
	descriptor := out.tuck(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s%s/FontFile2 %d 0 R>>", name, p.descriptor, file))
	cid := out.tuck(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[%s]>>", name, descriptor, p.widths))
	return out.tuck(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		name, cid, unicode))
}

// tag is the six letters that tell this subset from others of the font: a digest of its characters.
func (s *subset) tag() string {
	sum := uint64(14695981039346656037)
	for _, r := range s.runes {
		sum = (sum ^ uint64(r)) * 1099511628211
	}
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + byte(sum%26)
		sum /= 26
	}
	return string(tag[:])
}

// widths lists the glyphs that are not one em wide, in runs of neighbours.
func (s *subset) widths(glyphs []uint16) string {
	var b strings.Builder
	open := false
	for i, g := range glyphs {
		w := s.font.Advance(g) * 1000
		if w == 1000 {
			if open {
				b.WriteByte(']')
			}
			open = false
			continue
		}
		if !open {
			fmt.Fprintf(&b, " %d[", i)
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(number(w))
		open = true
	}
	if open {
		b.WriteByte(']')
	}
	return b.String()
}

// toUnicode writes the map from glyph numbers to characters, for search and copying.
func (s *subset) toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin 12 dict begin begincmap" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n" +
		"1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	at := 1
	for at <= len(s.runes) {
		last := min(len(s.runes), at+99, at|0xFF) // at most a hundred, with the same high byte
		fmt.Fprintf(&b, "1 beginbfrange\n<%04X><%04X>[", at, last)
		for ; at <= last; at++ {
			b.WriteString("<" + hex16(string(s.runes[at-1])) + ">")
		}
		b.WriteString("]\nendbfrange\n")
	}
	b.WriteString("endcmap CMapName currentdict/CMap defineresource pop end end\n")
	return b.String()
}

// number writes a measure with no more digits than paper needs.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
