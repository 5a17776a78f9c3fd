package letter

import (
	"math"

	"custody/app/letter/page"
)

// strokeError is how far, in points, a printed stroke may be off the one that was written: 0.035 mm, less than a dot of a
// 600 dpi printer. The register keeps every point as it was written.
const strokeError = 0.1

// thinned leaves out the points of a stroke that lie on the line between others, as Ramer, Douglas and Peucker do.
func thinned(line []page.Point) []page.Point {
	if len(line) < 3 {
		return line
	}
	keep := make([]bool, len(line))
	keep[0], keep[len(line)-1] = true, true
	for todo := [][2]int{{0, len(line) - 1}}; len(todo) > 0; {
		from, to := todo[len(todo)-1][0], todo[len(todo)-1][1]
		todo = todo[:len(todo)-1]
		worst, at := strokeError, 0
		for i := from + 1; i < to; i++ {
			if d := off(line[i], line[from], line[to]); d > worst {
				worst, at = d, i
			}
		}
		if at > 0 {
			keep[at] = true
			todo = append(todo, [2]int{from, at}, [2]int{at, to})
		}
	}
	out := line[:0:0]
	for i, k := range keep {
		if k {
			out = append(out, line[i])
		}
	}
	return out
}

// off is how far a point lies from the line between two others.
func off(p, a, b page.Point) float64 {
	dx, dy := b.X-a.X, b.Y-a.Y
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = min(1, max(0, ((p.X-a.X)*dx+(p.Y-a.Y)*dy)/length))
	}
	return math.Hypot(p.X-a.X-t*dx, p.Y-a.Y-t*dy)
}
