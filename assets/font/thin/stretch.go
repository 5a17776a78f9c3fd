package main

import "math"

// stretch is some parts of an outline that one line or curve may stand for.
type stretch struct {
	first, last point // in whole units
	out, in     point
	samples     []point
	most        float64
}

// stretch joins the parts from i up to j.
func (c contour) stretch(i, j int, most float64) stretch {
	s := stretch{out: c[i].out, in: c[j-1].in, most: most}
	for _, p := range c[i:j] {
		s.samples = append(s.samples, p.samples...)
	}
	return s
}

// candidates are the lines and curves worth trying, without the point they begin at.
func (s stretch) candidates() [][]spot {
	out := [][]spot{s.through()}
	if s.straight() {
		return out
	}
	for _, control := range []func() (point, bool){s.tangents, s.nearest} {
		if c, ok := control(); ok {
			out = append(out, s.through(c))
		}
	}
	if p1, p2, ok := s.handles(); ok {
		a, b := s.first.mix(p1, 1.5), s.last.mix(p2, 1.5)
		out = append(out, s.through(a, b), s.through(a, a.mix(b, 0.5), b))
	}
	return out
}

// through is the curve with the given controls, all in whole units.
func (s stretch) through(controls ...point) []spot {
	by := make([]spot, 0, len(controls)+1)
	for _, c := range controls {
		by = append(by, spot{point: c.round()})
	}
	return append(by, spot{s.last, true})
}

// straight tells a stretch that is one line already.
func (s stretch) straight() bool {
	a, b := s.samples[0], s.samples[len(s.samples)-1]
	way := b.minus(a).direction()
	for _, p := range s.samples {
		if math.Abs(way.cross(p.minus(a))) > 1e-6 {
			return false
		}
	}
	return true
}

// tangents is the control where the directions at both ends meet.
func (s stretch) tangents() (point, bool) {
	across := s.out.cross(s.in)
	if math.Abs(across) < 0.02 {
		return point{}, false
	}
	d := s.last.minus(s.first)
	a, b := d.cross(s.in)/across, s.out.cross(d)/across
	return s.first.plus(s.out.times(a)), a > 0 && b > 0 && a+b < 3*d.size()+4
}

// along is how far each sample is along the stretch, from 0 to 1.
func (s stretch) along() []float64 {
	t := make([]float64, len(s.samples))
	for i := 1; i < len(t); i++ {
		t[i] = t[i-1] + s.samples[i].minus(s.samples[i-1]).size()
	}
	for i := range t {
		t[i] /= t[len(t)-1] + 1e-12
	}
	return t
}

// nearest is the control by least squares.
func (s stretch) nearest() (point, bool) {
	var sum point
	weights := 0.0
	for i, t := range s.along() {
		w := 2 * t * (1 - t)
		rest := s.samples[i].minus(s.first.times((1 - t) * (1 - t))).minus(s.last.times(t * t))
		sum, weights = sum.plus(rest.times(w)), weights+w*w
	}
	return sum.times(1 / (weights + 1e-12)), weights > 0
}

// handles are the two controls of a cubic curve with the directions at both ends, by least squares.
func (s stretch) handles() (p1, p2 point, ok bool) {
	in := s.in.times(-1)
	var c11, c12, c22, x1, x2 float64
	for i, t := range s.along() {
		u := 1 - t
		b1, b2 := 3*u*u*t, 3*u*t*t
		a1, a2 := s.out.times(b1), in.times(b2)
		rest := s.samples[i].minus(s.first.times(u*u*u + b1)).minus(s.last.times(t*t*t + b2))
		c11, c12, c22 = c11+a1.dot(a1), c12+a1.dot(a2), c22+a2.dot(a2)
		x1, x2 = x1+a1.dot(rest), x2+a2.dot(rest)
	}
	det := c11*c22 - c12*c12
	if math.Abs(det) < 1e-9 {
		return
	}
	k1, k2 := (x1*c22-x2*c12)/det, (c11*x2-c12*x1)/det
	return s.first.plus(s.out.times(k1)), s.last.plus(in.times(k2)), k1 > 0 && k2 > 0
}

// fits tells whether a line or curve stays within the tolerance, looked at from both sides.
func (s stretch) fits(by []spot) bool {
	curve := flatten(s.first, by)
	return near(s.samples, curve, s.most) && near(curve, s.samples, s.most)
}

// flatten is points along a curve.
func flatten(from point, by []spot) []point {
	out := []point{from}
	if len(by) == 1 {
		last := by[0].point
		n := int(math.Ceil(last.minus(from).size()/step)) + 1
		for i := 1; i <= n; i++ {
			out = append(out, from.mix(last, float64(i)/float64(n)))
		}
		return out
	}
	for i, control := range by[:len(by)-1] {
		to := by[i+1].point
		if !by[i+1].on {
			to = control.mix(to, 0.5)
		}
		for k := 1; k <= 8; k++ {
			t := float64(k) / 8
			out = append(out, from.mix(control.point, t).mix(control.mix(to, t), t))
		}
		from = to
	}
	return out
}

// near tells whether every one of points lies within most of a line of points. Both run the same way, so
// that a point is looked for from where the one before it was.
func near(points, line []point, most float64) bool {
	at := 0
	for _, p := range points {
		for distance(p, line[at], line[at+1]) > most {
			if at++; at+1 == len(line) {
				return false
			}
		}
	}
	return true
}

// distance is how far p is from the line between a and b.
func distance(p, a, b point) float64 {
	d := b.minus(a)
	t := p.minus(a).dot(d) / (d.dot(d) + 1e-12)
	return p.minus(a.plus(d.times(min(1, max(0, t))))).size()
}
