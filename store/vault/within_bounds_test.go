package vault

import (
	"bytes"
	"testing"
)

// Parameters are permitted up to their bounds and no further.
func TestParametersAtTheirBounds(t *testing.T) {
	for _, c := range []struct {
		p              KDFParams
		tests, release bool
	}{
		{KDFParams{minMemoryKiB, minTime, 1}, true, true},
		{KDFParams{minMemoryKiB - 1, minTime, 1}, true, false},
		{KDFParams{minMemoryKiB, minTime - 1, 1}, true, false},
		{KDFParams{maxMemoryKiB, maxTime, maxThreads}, true, true},
		{KDFParams{maxMemoryKiB + 1, maxTime, maxThreads}, false, false},
		{KDFParams{maxMemoryKiB, maxTime + 1, maxThreads}, false, false},
		{KDFParams{maxMemoryKiB, maxTime, maxThreads + 1}, false, false},
		{KDFParams{8, 1, 1}, true, false},
		{KDFParams{7, 1, 1}, false, false},
		{KDFParams{31, 1, 4}, false, false},
		{KDFParams{32, 1, 4}, true, false},
		{KDFParams{64, 0, 1}, false, false},
		{KDFParams{64, 1, 0}, false, false},
	} {
		if c.p.permitted(false) != c.tests || c.p.permitted(true) != c.release {
			t.Errorf("%+v: %v for tests, %v for a release", c.p, c.p.permitted(false), c.p.permitted(true))
		}
	}
}

// A sector counts as nearly right with up to nearMiss wrong bytes, and the first of them is named.
func TestNearlyRightAtItsBounds(t *testing.T) {
	good := bytes.Repeat([]byte{7}, 4*sectorSize)
	for _, c := range []struct {
		from, wrong int
		want        int64
	}{
		{0, 0, -1},
		{0, 1, 0},
		{700, 1, 700},
		{sectorSize, nearMiss, sectorSize},
		{sectorSize, nearMiss + 1, -1},
		{2*sectorSize - 3, 3, 2*sectorSize - 3},
		{4*sectorSize - 1, 1, 4*sectorSize - 1},
		{sectorSize - 10, nearMiss, sectorSize - 10},
	} {
		bad := bytes.Clone(good)
		for i := range c.wrong {
			bad[c.from+i] = 8
		}
		if got := nearlyRight(bad, good); got != c.want {
			t.Errorf("%d wrong from %d: %d, not %d", c.wrong, c.from, got, c.want)
		}
	}
	if got := nearlyRight(good[:600], good); got != -1 {
		t.Errorf("a shorter copy: %d", got)
	}
	for _, c := range []struct {
		a, b string
		want int64
	}{{"", "", -1}, {"abc", "abc", -1}, {"abc", "abd", 2}, {"abc", "ab", 2}, {"x", "abc", 0}} {
		if got := firstDifference([]byte(c.a), []byte(c.b)); got != c.want {
			t.Errorf("%q, %q: %d", c.a, c.b, got)
		}
	}
}

// Passwords at the edge of what is too uniform.
func TestMonotoneAtItsBounds(t *testing.T) {
	for p, want := range map[string]bool{
		"abcdefghijklm":   true,
		"mlkjihgfedcba":   true,
		"aaaabbbbccccd":   true, // four characters
		"acegikmoqsuwy":   false,
		"abcdefghijkxz":   false, // one step short of all
		"abcdefghijklz":   true,
		"abcba-abcba-xyz": false,
	} {
		if monotone(p) != want {
			t.Errorf("%s: %v", p, !want)
		}
	}
}
