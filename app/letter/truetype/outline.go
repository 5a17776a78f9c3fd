package truetype

// Node is a point of an outline, in font units with y upwards. Where On is false it is the control
// point of a quadratic curve; two such in a row have a point of the curve midway between them.
type Node struct {
	X, Y int
	On   bool
}

// Outline returns a glyph's closed contours. A glyph without ink has none.
func (f *Font) Outline(glyph uint16) [][]Node {
	data := f.glyphs[glyph]
	if len(data) < 10 || i16(data) <= 0 {
		return nil
	}
	contours := int(i16(data))
	ends := data[10:]
	total := int(u16(ends[2*(contours-1):])) + 1
	rest := ends[2*contours:]
	rest = rest[2+int(u16(rest)):] // instructions, of which our cuts have none
	flags, rest := readFlags(rest, total)
	nodes := make([]Node, total)
	rest = readDeltas(rest, flags, 0x02, 0x10, func(i, v int) { nodes[i].X = v })
	readDeltas(rest, flags, 0x04, 0x20, func(i, v int) { nodes[i].Y = v })
	for i, flag := range flags {
		nodes[i].On = flag&1 != 0
	}
	out := make([][]Node, contours)
	start := 0
	for i := range out {
		end := int(u16(ends[2*i:])) + 1
		out[i], start = nodes[start:end], end
	}
	return out
}

// readFlags expands the run-length coded flags of n points.
func readFlags(data []byte, n int) (flags, rest []byte) {
	flags = make([]byte, 0, n)
	for len(flags) < n {
		flag := data[0]
		data = data[1:]
		flags = append(flags, flag)
		if flag&0x08 == 0 {
			continue
		}
		for range int(data[0]) {
			flags = append(flags, flag)
		}
		data = data[1:]
	}
	return flags[:n], data
}

// readDeltas reads one coordinate of all points. short flags a one-byte step, whose sign is same;
// without short, same means no step.
func readDeltas(data, flags []byte, short, same byte, set func(i, v int)) []byte {
	v := 0
	for i, flag := range flags {
		switch {
		case flag&short != 0 && flag&same != 0:
			v += int(data[0])
			data = data[1:]
		case flag&short != 0:
			v -= int(data[0])
			data = data[1:]
		case flag&same == 0:
			v += int(i16(data))
			data = data[2:]
		}
		set(i, v)
	}
	return data
}
