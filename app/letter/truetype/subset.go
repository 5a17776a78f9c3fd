package truetype

import "encoding/binary"

// Subset returns a font file that holds the given glyphs alone, in that order, as a PDF embeds it:
// no names, no character map. Glyph 0 should come first. Equal glyphs may come twice, so that each
// character can have a glyph number of its own.
func (f *Font) Subset(glyphs []uint16) []byte {
	glyf, starts := f.records(glyphs)
	wide := f.wide(glyphs)
	hmtx := make([]byte, 0, 4*len(glyphs))
	for i, g := range glyphs {
		if i < wide {
			hmtx = binary.BigEndian.AppendUint16(hmtx, f.advances[g])
		}
		hmtx = append(hmtx, f.head[boxAt:boxAt+2]...) // where the box of every record begins: nothing moves
	}
	head := append([]byte(nil), f.head...)
	binary.BigEndian.PutUint32(head[8:], 0) // checksum of the whole: made at the end, without itself
	short := len(glyf) <= 2*0xFFFF
	binary.BigEndian.PutUint16(head[50:], 1)
	if short {
		binary.BigEndian.PutUint16(head[50:], 0)
	}
	hhea := append([]byte(nil), f.hhea...)
	binary.BigEndian.PutUint16(hhea[34:], uint16(wide))
	maxp := append([]byte(nil), f.maxp...)
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(glyphs)))
	return assemble([]table{
		{"glyf", glyf},
		{"head", head},
		{"hhea", hhea},
		{"hmtx", hmtx},
		{"loca", offsets(starts, short)},
		{"maxp", maxp},
	})
}

// wide is how many advances need telling: the last one counts for all glyphs after it.
func (f *Font) wide(glyphs []uint16) int {
	n := len(glyphs)
	for n > 1 && f.advances[glyphs[n-1]] == f.advances[glyphs[n-2]] {
		n--
	}
	return n
}

// Where the box round all glyphs stands in the table head, round one glyph in its record, and how long it is.
const (
	boxAt      = 36
	glyphBoxAt = 2
	boxSize    = 8
)

// records joins the glyphs' records, and says where each begins and the last one ends. All have the font's box
// in place of their own: it holds them too, and deflates to next to nothing where their own takes some four
// bytes of each.
func (f *Font) records(glyphs []uint16) (glyf []byte, starts []int) {
	for _, g := range glyphs {
		at := len(glyf)
		starts = append(starts, at)
		if glyf = append(glyf, f.glyphs[g]...); len(glyf) > at {
			copy(glyf[at+glyphBoxAt:], f.head[boxAt:boxAt+boxSize])
		}
		if len(glyf)%2 != 0 {
			glyf = append(glyf, 0)
		}
	}
	return glyf, append(starts, len(glyf))
}

// offsets writes where records begin: half of it in two bytes, if that is enough, else in four.
func offsets(starts []int, short bool) []byte {
	var out []byte
	for _, at := range starts {
		if short {
			out = binary.BigEndian.AppendUint16(out, uint16(at/2))
		} else {
			out = binary.BigEndian.AppendUint32(out, uint32(at))
		}
	}
	return out
}

// table is one part of a font file.
type table struct {
	tag  string
	data []byte
}

// assemble writes a font file from its tables, which come in the order of their tags.
func assemble(tables []table) []byte {
	n := len(tables)
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 * power, log, 16 * (n - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	for _, t := range tables {
		out = append(out, t.tag...)
		for _, v := range []uint32{checksum(t.data), uint32(at), uint32(len(t.data))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		at += (len(t.data) + 3) &^ 3
	}
	whole := 0
	for _, t := range tables {
		if t.tag == "head" {
			whole = len(out) + 8
		}
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[whole:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum is the sum of a table's 32-bit words.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
