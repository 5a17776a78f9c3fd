package main

import "math"

// prices is what the bytes of a glyph's record cost once they are deflated, in bits.
type prices struct{ bits [256]float64 }

// guess is the prices before anything is known: small steps are frequent.
func guess() *prices {
	p := &prices{}
	for i := range p.bits {
		p.bits[i] = 5 + float64(i)/32
	}
	return p
}

// learn counts the bytes of contours and prices them by how frequent they are.
func learn(glyphs [][][]spot) *prices {
	var count [256]float64
	total := 0.0
	for _, contours := range glyphs {
		for _, c := range contours {
			from := c[len(c)-1].point
			for _, s := range c {
				for _, b := range record(from, s) {
					count[b]++
					total++
				}
				from = s.point
			}
		}
	}
	p := &prices{}
	for i := range p.bits {
		p.bits[i] = -math.Log2((count[i] + 1) / (total + 256))
	}
	return p
}

// record is the bytes that tell a point after another, as TrueType has them: flags, and a step in each
// direction unless it is none.
func record(from point, s spot) []byte {
	var flag byte
	if s.on {
		flag = 1
	}
	out := make([]byte, 1, 5)
	for i, d := range []float64{s.X - from.X, s.Y - from.Y} {
		short, same := byte(0x02<<i), byte(0x10<<i)
		switch size := math.Abs(d); {
		case d == 0:
			flag |= same
		case size < 256:
			flag |= short
			if d > 0 {
				flag |= same
			}
			out = append(out, byte(size))
		default:
			out = append(out, byte(int(d)>>8), byte(int(d)))
		}
	}
	out[0] = flag
	return out
}

// of is the price of points after a place.
func (p *prices) of(from point, by []spot) float64 {
	cost := 0.0
	for _, s := range by {
		for _, b := range record(from, s) {
			cost += p.bits[b]
		}
		from = s.point
	}
	return cost
}

// saved is what two neighbouring curves save when the point where they meet need not be told.
func (p *prices) saved(before *state, after []spot) float64 {
	n := len(before.by)
	if n < 2 || len(after) < 2 || !midway(before.by[n-2], before.by[n-1], after[0]) {
		return 0
	}
	told := p.of(before.by[n-2].point, []spot{before.by[n-1], after[0]})
	return told - p.of(before.by[n-2].point, after[:1])
}
