package truetype

import (
	"bytes"
	"testing"

	"custody/assets"
)

// TestSubsetMovesNothing: a reader puts a glyph where its box begins less its bearing, so all boxes of a subset and
// all bearings begin at the same place. What is drawn is the font's own, byte by byte.
func TestSubsetMovesNothing(t *testing.T) {
	f, err := Parse(assets.PaperSans())
	if err != nil {
		t.Fatal(err)
	}
	glyphs := []uint16{0, f.Glyph(' '), f.Glyph('中'), f.Glyph('A'), f.Glyph('中')}
	glyf, starts := f.records(glyphs)
	for i, g := range glyphs {
		own, record := f.glyphs[g], glyf[starts[i]:starts[i+1]]
		if len(own) == 0 {
			if len(record) != 0 {
				t.Errorf("glyph %d has no ink, its record %d bytes", i, len(record))
			}
			continue
		}
		if !bytes.Equal(record[:2], own[:2]) || !bytes.Equal(record[10:len(own)], own[10:]) {
			t.Errorf("glyph %d is drawn in another way", i)
		}
		for side := range f.Box {
			if got := int(i16(record[2+2*side:])); got != f.Box[side] {
				t.Errorf("glyph %d: side %d of its box is at %d", i, side, got)
			}
		}
	}
	file := f.Subset(glyphs)
	bearing := tableAt(file, "hmtx")
	for i := range glyphs {
		if i < f.wide(glyphs) {
			bearing += 2 // an advance
		}
		if got := int(i16(file[bearing:])); got != f.Box[0] {
			t.Errorf("glyph %d begins at %d", i, got)
		}
		bearing += 2
	}
}

// tableAt is where a table of a font file begins.
func tableAt(file []byte, tag string) int {
	for i := range int(u16(file[4:])) {
		if entry := file[12+16*i:]; string(entry[:4]) == tag {
			return int(u32(entry[8:]))
		}
	}
	return -1
}
