package vault_test

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"custody/store/vault"
)

// smallVault is a vault at work, with commits in its log.
func smallVault(t testing.TB) *pictureFS {
	t.Helper()
	return newScene(t).live.fs()
}

// eachCore runs do for 0 to n-1 on all cores.
func eachCore(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

// failures collects errors from several goroutines and stops at twenty.
type complaints struct {
	mu  sync.Mutex
	all []error
}

func (c *complaints) add(err error) {
	if err == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, err)
}

func (c *complaints) tooMany() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.all) >= 20
}

func (c *complaints) report(t *testing.T) {
	t.Helper()
	for _, err := range c.all {
		t.Error(err)
	}
}

// flip is one changed bit or more in one byte.
type flip struct {
	file string
	at   int
	bit  int
}

func (f flip) String() string {
	return fmt.Sprintf("%s: bit %d of byte %d flipped", f.file, f.bit, f.at)
}

func (f flip) apply(p picture) picture {
	b := slices.Clone(p[f.file])
	b[f.at] ^= 1 << f.bit
	return p.with(f.file, b)
}

// flipsOf lists a picture's flips: all of them for a step of 0, or one bit in each step-th byte.
func flipsOf(p picture, step int) []flip {
	var out []flip
	for _, name := range (picture{}).differing(p) {
		for at := 0; at < len(p[name]); at += max(step, 1) {
			if step > 0 {
				out = append(out, flip{name, at, (at/step + at) % 8})
				continue
			}
			for bit := range 8 {
				out = append(out, flip{name, at, bit})
			}
		}
	}
	return out
}

// placed says whether a refusal stands near the flipped bit: in its page, its copy, its frame.
func (f flip) placed(err error) error {
	var d *vault.DamagedError
	if !errors.As(err, &d) {
		return nil
	}
	off := int64(f.at) - d.Offset
	reach := map[string]int64{"register": vault.RecordSize, "register.new": vault.RecordSize, "register.log": 64 << 10, "keys": 1 << 20}[f.file]
	if reach == 0 {
		reach = 1 << 20 // a document is sealed whole
	}
	if f.file == "register.new" && d.File == "register" { // opening has put it in place, or has found neither whole
		off = min(off, reach)
	} else if d.File != f.file {
		off = -1
	}
	if off < 0 || off > reach {
		return fmt.Errorf("%v: placed at %v", f, err)
	}
	return nil
}

// TestEveryFlippedBitIsRefusedOrListed flips the bits of small vaults at work, in mid-checkpoint and in mid-rekey.
func TestEveryFlippedBitIsRefusedOrListed(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // each flip makes and drops a megabyte
	sc := newScene(t)
	total := 0
	for i, c := range sc.moments() {
		list := flipsOf(c.was, flipStep(i))
		count := newTally()
		var bad complaints
		eachCore(len(list), func(i int) {
			if bad.tooMany() {
				return
			}
			x := c
			x.what, x.now = c.what+": "+list[i].String(), list[i].apply(c.was)
			v := judge(x.now, x.docs)
			bad.add(count.file(x, v))
			bad.add(list[i].placed(v.err))
		})
		bad.report(t)
		t.Logf("%s: %d flips, %d refused, undetected by item of the list %v", c.what, len(list), count.refused, count.by)
		total += len(list)
	}
	t.Logf("flips: %d", total)
	if total < 10_000 || !testing.Short() && total < 1_000_000 {
		t.Error("too few")
	}
}

// flipStep is how far apart flipped bytes are in the n-th moment; 0 flips every bit.
func flipStep(n int) int {
	switch {
	case n == 0 && testing.Short():
		return 29
	case n == 0:
		return 0
	case testing.Short():
		return 199
	}
	return 7
}

// sealedMoment is the last of a scene's moments.
const sealedMoment = 5

// moments are the scene's present pictures, as tamperings with nothing changed yet.
func (s scene) moments() []tampering {
	list := []tampering{
		{what: "at work", was: s.live, rows: liveRows, saved: savedRows, docs: s.docs},
		{what: "in mid-checkpoint", was: s.begun, rows: liveRows, saved: savedRows, docs: s.docs},
		{what: "in mid-checkpoint, pages missing", was: s.half, rows: liveRows, saved: savedRows, docs: s.docs},
		{what: "before a new key", was: s.early, rows: liveRows, saved: liveRows, docs: s.docs, spare: map[string]bool{"register.new": true, "keys.new": true}},
		{what: "between two keys", was: s.swap, rows: liveRows, saved: liveRows, docs: s.docs, spare: map[string]bool{"register": true}},
		{what: "sealed", was: s.clean, rows: liveRows, saved: liveRows, docs: s.docs},
	}
	return list
}
