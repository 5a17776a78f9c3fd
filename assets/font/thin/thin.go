package main

import "math"

// spot is one point of a TrueType contour, in whole units.
type spot struct {
	point
	on bool
}

// reach is how many parts one line or curve may stand for, and patience how many lengths in a row may find
// nothing that fits before longer ones are given up.
const (
	reach    = 20
	patience = 3
)

// state is the cheapest way to a place: up to here it costs so much, and its last line or curve began in
// another state.
type state struct {
	at   point
	cost float64
	from *state
	by   []spot // up to and with the point on the curve at the end
}

// thin returns the cheapest contour that stays within most units of the outline: the shortest way through
// its parts, where each step is a line or a curve that stands for some of them, and every point on the
// curve may be any of the whole units near it.
func thin(c contour, most float64, p *prices) []spot {
	c = c.turned()
	best := c.places(most)
	for i := range c {
		failed := 0
		for j := i + 1; j <= min(len(c), i+reach) && failed < patience; j++ {
			if c.stretch(i, j, most).step(best[i], best[j], p) {
				failed = 0
			} else {
				failed++
			}
		}
	}
	end := best[len(c)][0]
	if math.IsInf(end.cost, 1) { // whole units are too coarse for that tolerance here
		return thin(c, most*1.25, p)
	}
	var out []spot
	for s := end; s.from != nil; s = s.from {
		out = append(append([]spot(nil), s.by...), out...)
	}
	return implied(out)
}

// turned begins the contour at its sharpest corner, which stays where it is.
func (c contour) turned() contour {
	sharpest, at := 2.0, 0
	for i := range c {
		before := c[(i+len(c)-1)%len(c)]
		if straight := before.in.dot(c[i].out); straight < sharpest-1e-9 {
			sharpest, at = straight, i
		}
	}
	return append(append(contour(nil), c[at:]...), c[:at]...)
}

// places lists the whole units that each node may take. The first node is the last one too, and takes the
// nearest.
func (c contour) places(most float64) [][]*state {
	out := make([][]*state, len(c)+1)
	for i, p := range c {
		at := p.samples[0]
		if i == 0 {
			out[0] = []*state{{at: at.round()}}
			out[len(c)] = []*state{{at: at.round(), cost: math.Inf(1)}}
			continue
		}
		for _, x := range []float64{math.Floor(at.X), math.Ceil(at.X)} {
			for _, y := range []float64{math.Floor(at.Y), math.Ceil(at.Y)} {
				if to := (point{x, y}); to.minus(at).size() <= most {
					out[i] = append(out[i], &state{at: to, cost: math.Inf(1)})
				}
			}
		}
		if len(out[i]) == 0 {
			out[i] = []*state{{at: at.round(), cost: math.Inf(1)}}
		}
	}
	return out
}

// step tries every line and curve over a stretch, from every place of its beginning to every one of its
// end. It tells whether any fits.
func (s stretch) step(begin, end []*state, p *prices) bool {
	any := false
	for _, a := range begin {
		if math.IsInf(a.cost, 1) {
			continue
		}
		for _, b := range end {
			s.first, s.last = a.at, b.at
			for _, by := range s.candidates() {
				cost := a.cost + p.of(a.at, by) - p.saved(a, by)
				if (cost < b.cost || !any) && s.fits(by) {
					any = true
					if cost < b.cost {
						b.cost, b.from, b.by = cost, a, by
					}
				}
			}
		}
	}
	return any
}

// midway tells a point of the curve between two controls that TrueType has without being told.
func midway(before, s, after spot) bool {
	return !before.on && s.on && !after.on && before.mix(after.point, 0.5).minus(s.point).size() < 0.51
}

// implied drops the points that lie midway between their neighbours off the curve, where TrueType has one
// without being told.
func implied(in []spot) []spot {
	var out []spot
	n := len(in)
	for i, s := range in {
		before, after := in[(i+n-1)%n], in[(i+1)%n]
		if i < n-1 && midway(before, s, after) {
			continue
		}
		out = append(out, s)
	}
	return out
}
