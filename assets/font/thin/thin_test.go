package main

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// TestThinStaysNear redraws random outlines, and looks at both from both sides.
func TestThinStaysNear(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	told := 0
	outlines := 300
	if testing.Short() {
		outlines = 40
	}
	for n := range outlines {
		path, parts := outline(r)
		contours, err := parse(path, 0.16)
		if err != nil {
			t.Fatal(err)
		}
		spots := thin(contours[0], 0.9, guess())
		told += parts - len(spots)
		var samples []point
		for _, p := range contours[0].turned() {
			samples = append(samples, p.samples...)
		}
		curve := drawn(spots)
		for _, pair := range [][2][]point{{samples, curve}, {curve, samples}} {
			for _, p := range pair[0] {
				if d := away(p, pair[1]); d > 1.8 { // twice the tolerance: where units are coarse it grows
					t.Fatalf("outline %d: %v is %.2f away\n%s\n%v", n, p, d, path, spots)
				}
			}
		}
	}
	if told <= 0 {
		t.Errorf("%d points fewer", told)
	}
}

// outline is a random closed path round a middle, of lines and curves, with how many points a plain redrawing
// by two quadratic curves for each cubic one takes.
func outline(r *rand.Rand) (path string, parts int) {
	n := 4 + r.IntN(12)
	at := func(i int, out float64) string {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(3*n))
		return strconv.FormatFloat(500+out*cos, 'f', 1, 64) + " " + strconv.FormatFloat(500+out*sin, 'f', 1, 64) + " "
	}
	far := func() float64 { return 250 + 150*r.Float64() }
	var b strings.Builder
	b.WriteString("M " + at(0, 400))
	for i := 1; i < n; i++ {
		if r.IntN(2) == 0 {
			b.WriteString("L " + at(3*i, far()))
			parts++
			continue
		}
		b.WriteString("C " + at(3*i-2, far()) + at(3*i-1, far()) + at(3*i, far()))
		parts += 4
	}
	return b.String() + "Z", parts + 1
}

// drawn is points along a contour, with the points that are implied.
func drawn(spots []spot) []point {
	at := spots[len(spots)-1].point
	var out []point
	for i := 0; i < len(spots); i++ {
		j := i
		for !spots[j].on {
			j++
		}
		out = append(out, flatten(at, spots[i:j+1])...)
		at, i = spots[j].point, j
	}
	return out
}

func away(p point, line []point) float64 {
	best := math.Inf(1)
	for i := range line {
		best = min(best, distance(p, line[i], line[(i+1)%len(line)]))
	}
	return best
}

func TestParseRefuses(t *testing.T) {
	for _, path := range []string{"M 1", "M 1 x", "Q 1 2 3 4", "M 0 0 C 1 1 2 2"} {
		if _, err := parse(path, 1); err == nil {
			t.Errorf("%q was taken for a path", path)
		}
	}
}

// TestRecordsAreTrueType prices points by the bytes that a font has for them.
func TestRecordsAreTrueType(t *testing.T) {
	for _, c := range []struct {
		to   spot
		want string
	}{
		{spot{point{10, 20}, true}, "\x31"},
		{spot{point{15, 20}, true}, "\x33\x05"},
		{spot{point{15, 13}, false}, "\x16\x05\x07"},
		{spot{point{310, 20}, true}, "\x21\x01\x2c"},
	} {
		if got := string(record(point{10, 20}, c.to)); got != c.want {
			t.Errorf("%v: % x, want % x", c.to, got, c.want)
		}
	}
}
