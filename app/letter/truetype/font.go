// Package truetype reads the paper's fonts: TrueType outlines without composite glyphs, as cut by
// assets/font/make.sh. A Font is read-only once parsed and may be shared by any number of letters.
package truetype

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// ErrFont is wrapped by every error of this package.
var ErrFont = errors.New("font cannot be used")

// Font is a parsed font.
type Font struct {
	// Name is the font's PostScript name; Em its units per em.
	Name string
	Em   int
	// Ascent, Descent (negative) and CapHeight are in units, Box is the box round all glyphs.
	Ascent, Descent, CapHeight int
	Box                        [4]int

	head, hhea, maxp []byte
	glyphs           [][]byte
	advances         []uint16
	basic            []uint16 // glyph of each character up to U+FFFF
	rest             map[rune]uint16
}

// Parse reads a font. It returns ErrFont if data is not a TrueType font of the kind described above.
func Parse(data []byte) (f *Font, err error) {
	defer func() { // a truncated table shows as an index out of range
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("%w: cut short: %v", ErrFont, r)
		}
	}()
	data = data[:len(data):len(data)] // nothing beyond the end is part of the font
	tables := map[string][]byte{}
	for i := range int(u16(data[4:])) {
		entry := data[12+16*i:]
		at, size := u32(entry[8:]), u32(entry[12:])
		tables[string(entry[:4])] = data[at : at+size]
	}
	for _, need := range []string{"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "name", "OS/2"} {
		if tables[need] == nil {
			return nil, fmt.Errorf("%w: no table %s", ErrFont, need)
		}
	}
	f = &Font{head: tables["head"], hhea: tables["hhea"], maxp: tables["maxp"], rest: map[rune]uint16{}}
	f.Em = int(u16(f.head[18:]))
	f.Ascent, f.Descent = int(i16(f.hhea[4:])), int(i16(f.hhea[6:]))
	for i := range f.Box {
		f.Box[i] = int(i16(f.head[boxAt+2*i:]))
	}
	f.CapHeight = int(i16(tables["OS/2"][88:]))
	f.Name = postScriptName(tables["name"])
	f.readGlyphs(tables["loca"], tables["glyf"])
	f.readAdvances(tables["hmtx"])
	if err := f.readCharacters(tables["cmap"]); err != nil {
		return nil, err
	}
	return f, nil
}

// Glyph returns the glyph of a character, 0 if the font has none.
func (f *Font) Glyph(r rune) uint16 {
	if r >= 0 && r < 0x10000 {
		return f.basic[r]
	}
	return f.rest[r]
}

// Has tells whether the font has a glyph for a character.
func (f *Font) Has(r rune) bool { return f.Glyph(r) != 0 }

// Advance returns a glyph's width as a part of the em.
func (f *Font) Advance(glyph uint16) float64 {
	return float64(f.advances[glyph]) / float64(f.Em)
}

// readGlyphs finds each glyph's record.
func (f *Font) readGlyphs(loca, glyf []byte) {
	n := int(u16(f.maxp[4:]))
	f.glyphs = make([][]byte, n)
	long := i16(f.head[50:]) != 0
	at := func(i int) int {
		if long {
			return int(u32(loca[4*i:]))
		}
		return 2 * int(u16(loca[2*i:]))
	}
	for i := range n {
		f.glyphs[i] = glyf[at(i):at(i+1):at(i+1)]
	}
}

// readAdvances reads the widths; the last one counts for all glyphs after it.
func (f *Font) readAdvances(hmtx []byte) {
	wide := int(u16(f.hhea[34:]))
	f.advances = make([]uint16, len(f.glyphs))
	for i := range f.glyphs {
		f.advances[i] = u16(hmtx[4*min(i, wide-1):])
	}
}

// set notes the glyph of one character.
func (f *Font) set(r rune, glyph uint16) {
	if r < 0x10000 {
		f.basic[r] = glyph
		return
	}
	f.rest[r] = glyph
}

// postScriptName finds name 6 of the Windows platform.
func postScriptName(name []byte) string {
	text := name[u16(name[4:]):]
	for i := range int(u16(name[2:])) {
		entry := name[6+12*i:]
		if u16(entry) != 3 || u16(entry[6:]) != 6 {
			continue
		}
		raw := text[u16(entry[10:]):][:u16(entry[8:])]
		ascii := make([]byte, 0, len(raw)/2)
		for j := 1; j < len(raw); j += 2 {
			ascii = append(ascii, raw[j])
		}
		return string(ascii)
	}
	return "Paper"
}

func u16(b []byte) uint16 { return binary.BigEndian.Uint16(b) }
func i16(b []byte) int16  { return int16(u16(b)) }
func u32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }
