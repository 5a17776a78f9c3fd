package vault_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"

	"custody/store/vault"
)

// errShort makes a write of a traceFS stop half-way, with io.ErrShortWrite.
var errShort = errors.New("short write")

// fault is one thing that goes wrong: the nth operation of a kind, or that one and all after it.
type fault struct {
	op     string
	nth    int
	always bool
	err    error
}

func (f fault) String() string {
	how := "once"
	if f.always {
		how = "from then on"
	}
	return fmt.Sprintf("%s number %d, %v, %s", f.op, f.nth, f.err, how)
}

// said is how the failing operation's own error is known again.
func (f fault) said() error {
	if f.err == errShort {
		return io.ErrShortWrite
	}
	return f.err
}

// faultKinds is what can go wrong with which operation.
var faultKinds = []struct {
	op   string
	errs []error
}{
	{"open", []error{syscall.EIO, syscall.ENOSPC}},
	{"read", []error{syscall.EIO}},
	{"write", []error{syscall.EIO, syscall.ENOSPC, errShort}},
	{"sync", []error{syscall.EIO, syscall.ENOSPC}},
	{"truncate", []error{syscall.EIO, syscall.ENOSPC}},
	{"size", []error{syscall.EIO}},
	{"rename", []error{syscall.EIO, syscall.ENOSPC}},
	{"remove", []error{syscall.EIO}},
	{"syncdir", []error{syscall.EIO, syscall.ENOSPC}},
	{"mkdir", []error{syscall.EIO, syscall.ENOSPC}},
	{"list", []error{syscall.EIO}},
	{"close", []error{syscall.EIO}},
}

// scenario is work in which things go wrong. It stops at the first error and returns it.
type scenario struct {
	name   string
	faults int // in the short form
	vol    *volume
	want   want
	work   func(l *labour) error
}

// labour is a workload that reports errors instead of failing the test.
type labour struct {
	fs   *traceFS
	v    *vault.Vault
	want want
	rng  *rand.Rand
}

func (l *labour) open() (err error) {
	if l.v, err = vault.Open(context.Background(), simDir, simOptions(l.fs)); err != nil {
		return err
	}
	return l.unlock()
}

func (l *labour) unlock() error {
	_, err := l.v.Unlock(context.Background(), login, l.want.doors[login].old)
	return err
}

func (l *labour) step() error {
	l.want.begun = l.want.acked + 1
	l.fs.note(l.want)
	db, err := l.v.DB()
	if err != nil {
		return err
	}
	if err := step(db, l.want.begun, l.rng); err != nil {
		return errors.Join(err, l.v.Err())
	}
	l.want.acked = l.want.begun
	l.fs.note(l.want)
	return nil
}

func (l *labour) steps(n int) error {
	for range n {
		if err := l.step(); err != nil {
			return err
		}
	}
	return nil
}

func (l *labour) turn(login, to string, change func() error) error {
	d := l.want.doors[login]
	l.want.doors[login] = door{old: d.old, new: to, changing: true}
	l.fs.note(l.want)
	if err := change(); err != nil {
		return err
	}
	l.want.doors[login] = door{old: to, new: d.old}
	l.fs.note(l.want)
	return nil
}

// play runs a scenario with a fault. It returns what was said, and whether the fault came to pass.
func (s scenario) play(f fault, seed uint64) (l *labour, said error, hit bool) {
	l = &labour{fs: newTrace(s.vol), want: *s.want.clone(), rng: rand.New(rand.NewPCG(seed, 2))}
	l.fs.note(l.want)
	seen := 0
	l.fs.fault = func(op, _ string) error {
		if op != f.op {
			return nil
		}
		seen++
		if seen != f.nth && !(f.always && seen > f.nth) {
			return nil
		}
		hit = true
		return f.err
	}
	said = s.work(l)
	if said != nil && l.v != nil {
		// The work goes on without heeding the error. What is acknowledged now must hold, too.
		_ = l.step()
	}
	if l.v != nil {
		said = errors.Join(said, l.v.Close())
	}
	l.fs.mu.Lock()
	l.fs.fault = nil
	l.fs.mu.Unlock()
	return l, said, hit
}

// count is how often a scenario does each operation when nothing goes wrong.
func (s scenario) count(t *testing.T) map[string]int {
	t.Helper()
	times := map[string]int{}
	l := &labour{fs: newTrace(s.vol), want: *s.want.clone(), rng: rand.New(rand.NewPCG(0, 2))}
	l.fs.fault = func(op, _ string) error {
		times[op]++
		return nil
	}
	if err := s.work(l); err != nil {
		t.Fatal(s.name, err)
	}
	if l.v != nil {
		if err := l.v.Close(); err != nil {
			t.Fatal(s.name, err)
		}
	}
	return times
}

// faults lists n faults of a scenario or a few less, of all kinds, spread over the work.
func faults(times map[string]int, n int) []fault {
	var kinds []fault
	for _, k := range faultKinds {
		for _, err := range k.errs {
			if times[k.op] > 0 {
				kinds = append(kinds, fault{op: k.op, err: err}, fault{op: k.op, err: err, always: true})
			}
		}
	}
	slices.SortStableFunc(kinds, func(a, b fault) int { return times[a.op] - times[b.op] })
	var all []fault
	for i, k := range kinds {
		share := min(times[k.op], (n-len(all))/(len(kinds)-i))
		for j := range share {
			k.nth = 1 + j*times[k.op]/share
			all = append(all, k)
		}
	}
	return all
}

// aftermath says what is wrong once the fault has gone.
func aftermath(l *labour, f fault, said error, seed uint64) error {
	if said != nil && !errors.Is(said, f.said()) {
		return fmt.Errorf("it says %w", said)
	}
	for _, not := range []error{vault.ErrWrongPassword, vault.ErrWrongCode, vault.ErrDamaged, vault.ErrNotVault, vault.ErrThrottled, vault.ErrReadOnly} {
		if errors.Is(said, not) {
			return fmt.Errorf("it blames %w", not)
		}
	}
	if said == nil && l.want.acked != l.want.begun {
		return errors.New("it says nothing")
	}
	j := &judgement{crash: &crash{}, want: l.want, rng: rand.New(rand.NewPCG(seed, 3)), fs: l.fs}
	if f.nth%2 == 0 { // and then the power goes
		r := newReplay(l.fs.start, l.want)
		for _, e := range l.fs.trace {
			r.advance(e)
		}
		j.fs = newTrace(r.image(j.rng))
	}
	return j.open()
}

// TestFaults lets every kind of operation fail, in every way: at every place in the long form, at places spread over the work in
// the short one.
func TestFaults(t *testing.T) {
	scale, least := 12, 3_000
	if testing.Short() {
		scale, least = 1, 2_000
	}
	total, kinds, all := 0, 0, scenarios(t)
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			jobs := make(chan fault)
			var all sync.WaitGroup
			var mu sync.Mutex
			hits, silent := 0, 0
			for i := range runtime.GOMAXPROCS(0) {
				all.Go(func() {
					for f := range jobs {
						l, said, hit := s.play(f, uint64(f.nth))
						if !hit {
							continue
						}
						err := aftermath(l, f, said, uint64(i))
						mu.Lock()
						hits++
						if said == nil {
							silent++
						}
						if err != nil {
							t.Errorf("%v (said %v, acknowledged %d, begun %d): %v", f, said, l.want.acked, l.want.begun, err)
						}
						mu.Unlock()
					}
				})
			}
			for _, f := range faults(s.count(t), s.faults*scale) {
				jobs <- f
			}
			close(jobs)
			all.Wait()
			t.Logf("%d faults, %d of them without consequence", hits, silent)
			total, kinds = total+hits, kinds+1
		})
	}
	t.Logf("injected faults: %d", total)
	if kinds == len(all) && total < least {
		t.Errorf("%d faults, fewer than %d", total, least)
	}
}
