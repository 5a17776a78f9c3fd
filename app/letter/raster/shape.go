package raster

import (
	"math"

	"golang.org/x/image/vector"

	"custody/app/letter/truetype"
)

// shape is an outline in pixels, kept until its box is known.
type shape struct {
	steps                  []func(z *vector.Rasterizer, left, top float32)
	minX, minY, maxX, maxY float64
}

// see widens the box.
func (s *shape) see(x, y float64) {
	if len(s.steps) == 0 {
		s.minX, s.maxX, s.minY, s.maxY = x, x, y, y
	}
	s.minX, s.maxX = math.Min(s.minX, x), math.Max(s.maxX, x)
	s.minY, s.maxY = math.Min(s.minY, y), math.Max(s.maxY, y)
}

func (s *shape) move(x, y float64) {
	s.see(x, y)
	s.steps = append(s.steps, func(z *vector.Rasterizer, l, t float32) { z.MoveTo(float32(x)-l, float32(y)-t) })
}

func (s *shape) line(x, y float64) {
	s.see(x, y)
	s.steps = append(s.steps, func(z *vector.Rasterizer, l, t float32) { z.LineTo(float32(x)-l, float32(y)-t) })
}

func (s *shape) curve(cx, cy, x, y float64) {
	s.see(cx, cy)
	s.see(x, y)
	s.steps = append(s.steps, func(z *vector.Rasterizer, l, t float32) {
		z.QuadTo(float32(cx)-l, float32(cy)-t, float32(x)-l, float32(y)-t)
	})
}

func (s *shape) close() {
	s.steps = append(s.steps, func(z *vector.Rasterizer, _, _ float32) { z.ClosePath() })
}

// polygon adds a closed shape with straight sides, from points that come as x, y.
func (s *shape) polygon(scale float64, xy ...float64) {
	for i := 0; i < len(xy); i += 2 {
		if i == 0 {
			s.move(xy[0]*scale, xy[1]*scale)
			continue
		}
		s.line(xy[i]*scale, xy[i+1]*scale)
	}
	s.close()
}

// disc adds a round dot.
func (s *shape) disc(scale, x, y, radius float64) {
	const corners = 16
	xy := make([]float64, 0, 2*corners)
	for i := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		xy = append(xy, x+radius*cos, y+radius*sin)
	}
	s.polygon(scale, xy...)
}

// contour adds one contour of a glyph; at places its points.
func (s *shape) contour(nodes []truetype.Node, at func(truetype.Node) (float64, float64)) {
	if len(nodes) == 0 {
		return
	}
	first := start(nodes)
	x, y := at(first)
	s.move(x, y)
	var control *truetype.Node
	for i := range nodes {
		n := nodes[i]
		switch {
		case n.On && control != nil:
			s.bend(*control, n, at)
			control = nil
		case n.On:
			s.line(at(n))
		default:
			if control != nil {
				s.bend(*control, between(*control, n), at)
			}
			control = &n
		}
	}
	if control != nil {
		s.bend(*control, first, at)
	}
	s.close()
}

// bend adds a curve to n.
func (s *shape) bend(control, n truetype.Node, at func(truetype.Node) (float64, float64)) {
	cx, cy := at(control)
	x, y := at(n)
	s.curve(cx, cy, x, y)
}

// start is where a contour begins: its first point, or the middle of the first and the last one when
// neither is on the curve.
func start(nodes []truetype.Node) truetype.Node {
	last := nodes[len(nodes)-1]
	switch {
	case nodes[0].On:
		return nodes[0]
	case last.On:
		return last
	}
	return between(last, nodes[0])
}

// between is the point of the curve midway between two control points, to the nearest unit.
func between(a, b truetype.Node) truetype.Node {
	return truetype.Node{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2, On: true}
}
