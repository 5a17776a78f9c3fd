package vault_test

import (
	"math/rand/v2"
	"testing"
)

// outage is a kind of work during which the power goes.
type outage struct {
	name   string
	images int // in the short form
	work   func(t testing.TB, seed uint64, faulty lie) (*traceFS, want)
}

var outages = []outage{
	{"register", 1550, func(t testing.TB, seed uint64, faulty lie) (*traceFS, want) {
		vol, w := ready(t)
		l := start(t, vol, w, seed, faulty)
		registerWork(l, 60)
		return l.fs, w
	}},
	{"keys", 600, func(t testing.TB, seed uint64, faulty lie) (*traceFS, want) {
		vol, w := crowded(t)
		l := start(t, vol, w, seed, faulty)
		keysWork(l, 14)
		return l.fs, w
	}},
	{"creation", 300, func(t testing.TB, _ uint64, faulty lie) (*traceFS, want) { return createWork(t, faulty) }},
	{"checkpoint under load", 200, func(t testing.TB, seed uint64, faulty lie) (*traceFS, want) {
		vol, w := ready(t)
		l := start(t, vol, w, seed, faulty)
		busyWork(l, 45)
		return l.fs, w
	}},
	{"large commits", 150, func(t testing.TB, seed uint64, faulty lie) (*traceFS, want) {
		vol, w := ready(t)
		l := start(t, vol, w, seed, faulty)
		for range 2 {
			l.crowd(270) // two frames
			l.step()
		}
		l.close()
		return l.fs, w
	}},
	{"new vault key", 600, func(t testing.TB, seed uint64, faulty lie) (*traceFS, want) {
		vol, w := ready(t)
		l := start(t, vol, w, seed, faulty)
		rekeyWork(l)
		return l.fs, w
	}},
	{"backup", 250, func(t testing.TB, seed uint64, faulty lie) (*traceFS, want) {
		vol, w := ready(t)
		l := start(t, vol, w, seed, faulty)
		backupWork(l)
		return l.fs, w
	}},
	{"documents and the register", 120, func(t testing.TB, seed uint64, faulty lie) (*traceFS, want) {
		vol, w := ready(t)
		l := start(t, vol, w, seed, faulty)
		papersWork(l)
		return l.fs, w
	}},
	{"restore", 150, func(t testing.TB, seed uint64, faulty lie) (*traceFS, want) {
		vol, w := ready(t)
		l := start(t, vol, w, seed, nil)
		backupWork(l)
		return restoreWork(t, l.fs.rest(), l.want, seed%2 == 1, faulty)
	}},
}

// TestCrashImages cuts the power at every moment of every kind of work, in thousands of ways, and judges what is left.
func TestCrashImages(t *testing.T) {
	scale, least := 20, 100_000
	if testing.Short() {
		scale, least = 1, 5_000
	}
	total, again, kinds := 0, 0, 0
	for _, o := range outages {
		t.Run(o.name, func(t *testing.T) {
			here := 0
			for i := range scale {
				seed := uint64(i)
				if i > 1 {
					seed = rand.Uint64()
				}
				s, w := o.work(t, seed, nil)
				c := &crash{seed: seed}
				c.run(s, w, o.images)
				c.report(t)
				again, here = again+c.again, here+c.images
			}
			t.Logf("%d images", here)
			total, kinds = total+here, kinds+1
		})
	}
	t.Logf("crash images: %d, %d of them of a crash during recovery", total, again)
	if kinds == len(outages) && total < least {
		t.Errorf("%d images, fewer than %d", total, least)
	}
}
