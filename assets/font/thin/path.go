package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// point is a place or a direction.
type point struct{ X, Y float64 }

func (a point) plus(b point) point           { return point{a.X + b.X, a.Y + b.Y} }
func (a point) minus(b point) point          { return point{a.X - b.X, a.Y - b.Y} }
func (a point) times(k float64) point        { return point{a.X * k, a.Y * k} }
func (a point) dot(b point) float64          { return a.X*b.X + a.Y*b.Y }
func (a point) cross(b point) float64        { return a.X*b.Y - a.Y*b.X }
func (a point) size() float64                { return math.Hypot(a.X, a.Y) }
func (a point) mix(b point, t float64) point { return a.plus(b.minus(a).times(t)) }
func (a point) round() point                 { return point{math.Round(a.X), math.Round(a.Y)} }

// direction is the unit vector of a, zero for no length.
func (a point) direction() point {
	if s := a.size(); s > 1e-9 {
		return a.times(1 / s)
	}
	return point{}
}

// contour is a closed outline as its parts, each of which begins where the one before ends. A thinner outline
// has its points on the curve where parts begin.
type contour []part

// part is a piece of an outline with the directions in which it begins and ends, and points on it from its
// first to its last.
type part struct {
	out, in point
	samples []point
}

// step is how far the samples of a straight part stand apart, in units.
const step = 3.0

// parse reads a path.
func parse(path string, scale float64) ([]contour, error) {
	var out []contour
	var now contour
	var start, at point
	words := strings.Fields(path)
	next := func() (point, error) {
		if len(words) < 2 {
			return point{}, errors.New("a path is cut short")
		}
		x, err := strconv.ParseFloat(words[0], 64)
		y, more := strconv.ParseFloat(words[1], 64)
		words = words[2:]
		return point{x, y}.times(scale), errors.Join(err, more)
	}
	for len(words) > 0 {
		op := words[0]
		words = words[1:]
		var p [3]point
		for i := range map[string]int{"M": 1, "L": 1, "C": 3}[op] {
			var err error
			if p[i], err = next(); err != nil {
				return nil, err
			}
		}
		switch op {
		case "M":
			start, at = p[0], p[0]
		case "L":
			now.line(at, p[0])
			at = p[0]
		case "C":
			now.curve(at, p[0], p[1], p[2])
			at = p[2]
		case "Z":
			now.line(at, start)
			if len(now) > 1 {
				out = append(out, now)
			}
			now = nil
		default:
			return nil, fmt.Errorf("a path has %q", op)
		}
	}
	return out, nil
}

// line adds a straight part.
func (c *contour) line(a, b point) {
	length := b.minus(a).size()
	if length < 1e-6 {
		return
	}
	n := int(math.Ceil(length / step))
	samples := make([]point, n+1)
	for i := range samples {
		samples[i] = a.mix(b, float64(i)/float64(n))
	}
	way := b.minus(a).direction()
	*c = append(*c, part{way, way, samples})
}

// curve adds a cubic curve in two parts, so that a thinner outline may have a point in its middle.
func (c *contour) curve(p0, p1, p2, p3 point) {
	a, b, m := p0.mix(p1, 0.5), p2.mix(p3, 0.5), p1.mix(p2, 0.5)
	ab, mb := a.mix(m, 0.5), m.mix(b, 0.5)
	middle := ab.mix(mb, 0.5)
	c.half(p0, a, ab, middle)
	c.half(middle, mb, b, p3)
}

// half adds a cubic curve as one part.
func (c *contour) half(p0, p1, p2, p3 point) {
	if p3.minus(p0).size() < 1e-6 {
		return
	}
	samples := make([]point, 7)
	for i := range samples {
		samples[i] = cubic(p0, p1, p2, p3, float64(i)/6)
	}
	*c = append(*c, part{first(p0, p1, p2, p3), first(p3, p2, p1, p0).times(-1), samples})
}

// first is the direction in which a curve leaves its beginning.
func first(p ...point) point {
	for _, to := range p[1:] {
		if d := to.minus(p[0]); d.size() > 1e-6 {
			return d.direction()
		}
	}
	return point{}
}

// cubic is the place on a cubic curve at t.
func cubic(p0, p1, p2, p3 point, t float64) point {
	u := 1 - t
	return p0.times(u * u * u).plus(p1.times(3 * u * u * t)).plus(p2.times(3 * u * t * t)).plus(p3.times(t * t * t))
}
