package grants

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

const stepsEach = 50

// histories is how many are tried: CUSTODY_HISTORIES says otherwise.
func histories() int {
	if n, err := strconv.Atoi(os.Getenv("CUSTODY_HISTORIES")); err == nil {
		return n
	}
	switch {
	case raced:
		return 30
	case testing.Short():
		return 1000
	}
	return 100_000
}

// firstSeed is the seed of the first; the others follow it. CUSTODY_SEED says otherwise.
func firstSeed() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("CUSTODY_SEED"), 10, 64); err == nil {
		return n
	}
	return 1
}

// Whatever happens in an office, after each act those and only those can decrypt a document who are to: tried
// with every account's keys, and with the halves of the recovery key.
func TestKeysFollowDuty(t *testing.T) {
	p := prepare(t)
	n, first := histories(), firstSeed()
	var next atomic.Uint64
	var group sync.WaitGroup
	var mu sync.Mutex
	done := map[string]int{}
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for {
				i := next.Add(1) - 1
				if i >= uint64(n) || t.Failed() {
					return
				}
				steps := drawn(first + i)
				w, err := history(t.Context(), p, steps)
				if err != nil {
					next.Store(uint64(n))
					t.Errorf("seed %d: %v", first+i, shortest(t.Context(), p, steps, err))
					return
				}
				mu.Lock()
				for act, times := range w.done {
					done[act] += times
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	if t.Failed() {
		return
	}
	for _, k := range kinds {
		if k.name != "days" && done[k.name] < n/40 {
			t.Errorf("%q worked %d times in %d histories: too few to mean anything", k.name, done[k.name], n)
		}
	}
	var told []string
	for _, act := range slices.Sorted(maps.Keys(done)) {
		told = append(told, fmt.Sprintf("%s %d", act, done[act]))
	}
	t.Logf("%d histories of %d steps from seed %d: %s", n, stepsEach, first, strings.Join(told, ", "))
}

// drawn are the steps of a seed.
func drawn(seed uint64) []step {
	r := rand.New(rand.NewPCG(seed, 5))
	steps := make([]step, stepsEach)
	for i := range steps {
		steps[i] = step{r.Uint32(), r.Uint32(), r.Uint32(), r.Uint32(), r.Uint32()}
	}
	return steps
}

// history runs steps on an office of their own and checks after each.
func history(ctx context.Context, p *prepared, steps []step) (w *world, err error) {
	if w, err = start(ctx, p, newMemo()); err != nil {
		return nil, err
	}
	defer func() {
		if cerr := w.close(); err == nil {
			err = cerr
		}
	}()
	for i, s := range steps {
		w.wasLate = maps.Clone(w.late)
		err := w.do(s)
		if err == nil {
			err = w.check()
		}
		if err == nil {
			err = w.tryOffice(key{int(s.d>>8) % len(w.people), int(s.c>>8) % contentCount})
		}
		if err != nil {
			return w, fmt.Errorf("step %d: %w", i, err)
		}
	}
	if len(steps) > 0 && steps[0].a%10 == 0 {
		err = w.tryEverybody()
		if err == nil {
			err = w.verify()
		}
	}
	return w, err
}

// verify has the vault verified as the console does: every file, every key's signature, nothing left over.
func (w *world) verify() error {
	damage, err := w.box.Verify(w.ctx, nil)
	if err == nil && len(damage) > 0 {
		err = fmt.Errorf("at the end the vault is damaged: %v", damage)
	}
	return err
}

// tryEverybody has everybody open everything by the office.
func (w *world) tryEverybody() error {
	for who := range w.people {
		for c := range contentCount {
			if err := w.tryOffice(key{who, c}); err != nil {
				return fmt.Errorf("at the end: %w", err)
			}
		}
	}
	return nil
}

// shortest leaves out steps as long as the history still fails, and tells what is left.
func shortest(ctx context.Context, p *prepared, steps []step, err error) string {
	fails := func(steps []step) (*world, error) {
		w, err := history(ctx, p, steps)
		if w == nil {
			return nil, nil
		}
		return w, err
	}
	for size := len(steps) / 2; size > 0; size /= 2 {
		for at := 0; at+size <= len(steps); {
			fewer := slices.Concat(steps[:at], steps[at+size:])
			if _, bad := fails(fewer); bad != nil {
				steps, err = fewer, bad
			} else {
				at += size
			}
		}
	}
	w, bad := fails(steps)
	if bad != nil {
		err = bad
	}
	trace := []string{"(it does not fail the second time)"}
	if w != nil && bad != nil {
		trace = w.trace
	}
	return fmt.Sprintf("%v\nwith these steps:\n  %s", err, strings.Join(trace, "\n  "))
}
