package vault_test

import (
	"math/rand/v2"
	"testing"
)

// TestCrashImages cuts the power at every moment of every kind of work, in thousands of ways, and judges what is left.
func TestCrashImages(t *testing.T) {
	scale, least := 20, 100_000
	if testing.Short() {
		scale, least = 1, 5_000
	}
	total, again := 0, 0
	of := func(name string, images int, work func(t *testing.T, seed uint64) (*crash, *traceFS, want)) {
		t.Run(name, func(t *testing.T) {
			here := 0
			for i := range scale {
				seed := uint64(i)
				if i > 0 {
					seed = rand.Uint64()
				}
				c, s, w := work(t, seed)
				c.run(s, w, images)
				c.report(t)
				total, again, here = total+c.images, again+c.again, here+c.images
			}
			t.Logf("%d images", here)
		})
	}
	of("register", 2300, func(t *testing.T, seed uint64) (*crash, *traceFS, want) {
		vol, w := ready(t)
		l := start(t, vol, w, seed)
		registerWork(l, 60)
		return &crash{seed: seed}, l.fs, w
	})
	of("keys", 1000, func(t *testing.T, seed uint64) (*crash, *traceFS, want) {
		vol, w := crowded(t)
		l := start(t, vol, w, seed)
		keysWork(l, 14)
		return &crash{seed: seed}, l.fs, w
	})
	of("creation", 500, func(t *testing.T, seed uint64) (*crash, *traceFS, want) {
		s, w := createWork(t)
		return &crash{seed: seed}, s, w
	})
	t.Logf("crash images: %d, %d of them of a crash during recovery", total, again)
	if total < least {
		t.Errorf("%d images, fewer than %d", total, least)
	}
}
