package pdf

import (
	"custody/app/letter/page"
	"custody/app/letter/truetype"
)

// Common is the fonts for the text that all letters of a batch share: subset and compressed once, put
// into each file as they are. It must be made from the template alone, so that no person's file holds
// a character of somebody else's. It is read-only once made.
type Common struct {
	subsets [2]*subset
	packed  [2]*packed
}

// NewCommon makes the shared fonts for the text runs of pages.
func NewCommon(fonts Fonts, pages []*page.Recording) *Common {
	c := &Common{}
	for i, f := range fonts {
		c.subsets[i] = newSubset(f)
	}
	for _, p := range pages {
		for _, run := range p.Runs() {
			for _, r := range run.Text {
				if face := fonts.face(run.Face, r); fonts[face].Has(r) { // what has no glyph is refused in the letter itself
					c.subsets[face].glyph(r)
				}
			}
		}
	}
	for i, s := range c.subsets {
		s.sort()
		if s.used() {
			c.packed[i] = s.pack(small)
		}
	}
	return c
}

func (c *Common) used(face int) bool { return c.packed[face] != nil }

func (c *Common) write(out *objects, face int) int { return c.packed[face].write(out) }

// face is the face that a character is really set in: the one asked for, the other if only that has it.
func (f Fonts) face(want page.Face, r rune) page.Face {
	if other := 1 - want; !f[want].Has(r) && f[other].Has(r) {
		return other
	}
	return want
}

// Advance returns a character's width in the face it is really set in, as a part of the em.
func (f Fonts) Advance(want page.Face, r rune) float64 {
	font := f[f.face(want, r)]
	return font.Advance(font.Glyph(r))
}

// Glyph returns the font that a character is really set in, and its glyph there.
func (f Fonts) Glyph(want page.Face, r rune) (*truetype.Font, uint16) {
	font := f[f.face(want, r)]
	return font, font.Glyph(r)
}
