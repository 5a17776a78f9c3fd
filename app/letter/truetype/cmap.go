package truetype

import "fmt"

// readCharacters reads the map from characters to glyphs: the one of all of Unicode (format 12) if
// there is one, else the one up to U+FFFF (format 4).
func (f *Font) readCharacters(cmap []byte) error {
	f.basic = make([]uint16, 0x10000)
	formats := map[uint16][]byte{}
	for i := range int(u16(cmap[2:])) {
		if entry := cmap[4+8*i:]; u16(entry) == 3 || u16(entry) == 0 {
			sub := cmap[u32(entry[4:]):]
			formats[u16(sub)] = sub
		}
	}
	switch {
	case formats[12] != nil:
		f.readGroups(formats[12])
	case formats[4] != nil:
		f.readSegments(formats[4])
	default:
		return fmt.Errorf("%w: no character map of Unicode", ErrFont)
	}
	return nil
}

// readGroups reads format 12: groups of neighbours with neighbouring glyphs.
func (f *Font) readGroups(sub []byte) {
	for g := range int(u32(sub[12:])) {
		group := sub[16+12*g:]
		first, last, glyph := u32(group), u32(group[4:]), u32(group[8:])
		for c := first; c <= last; c++ {
			f.set(rune(c), uint16(glyph+c-first))
		}
	}
}

// readSegments reads format 4: segments with either a step from character to glyph, or a list.
func (f *Font) readSegments(sub []byte) {
	n := int(u16(sub[6:])) // twice the number of segments
	ends := sub[14:]
	starts, steps, lists := ends[n+2:], ends[2*n+2:], ends[3*n+2:]
	for i := 0; i < n; i += 2 {
		first, last, step, list := u16(starts[i:]), u16(ends[i:]), u16(steps[i:]), u16(lists[i:])
		for c := int(first); c <= int(last) && c < 0xFFFF; c++ {
			glyph := uint16(c) + step
			if list != 0 {
				if glyph = u16(lists[i+int(list)+2*(c-int(first)):]); glyph != 0 {
					glyph += step
				}
			}
			f.set(rune(c), glyph)
		}
	}
}
