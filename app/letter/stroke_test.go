package letter

import (
	"math"
	"testing"

	"custody/app/letter/page"
)

// TestThinnedStrokesKeepTheirShape: no point that was written is further from the printed line than it may be, and
// what is a dot, a line or nothing stays it.
func TestThinnedStrokesKeepTheirShape(t *testing.T) {
	for _, line := range penned(1).Lines {
		out := thinned(line)
		if len(out) >= len(line) || out[0] != line[0] || out[len(out)-1] != line[len(line)-1] {
			t.Fatalf("%d points of %d", len(out), len(line))
		}
		for _, p := range line {
			best := math.Inf(1)
			for i := 1; i < len(out); i++ {
				best = min(best, off(p, out[i-1], out[i]))
			}
			if best > strokeError {
				t.Errorf("%v is %.3f away", p, best)
			}
		}
	}
	for _, n := range []int{0, 1, 2} {
		if got := thinned(make([]page.Point, n)); len(got) != n {
			t.Errorf("%d points of %d", len(got), n)
		}
	}
	if got := thinned(make([]page.Point, 9)); len(got) != 2 { // a pen that stood still
		t.Errorf("%d points of a dot", len(got))
	}
}
