package vault_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"custody/store/vault"
)

const simDir = "/sim/v"

func simOptions(fs vault.FS) vault.Options {
	o := cheap()
	o.FS, o.CacheKiB = fs, 256
	return vault.WithCheckpointAt(o, 48<<10)
}

// crash makes images of one recorded workload and judges them.
type crash struct {
	seed uint64
	from int // place in the trace before which no image is made
	stop int // so many bad images are enough; 0 for tooMuch

	mu     sync.Mutex
	images int
	again  int // of them, those of a crash during recovery
	bad    []string
}

// job is one image to be judged.
type job struct {
	vol  *volume
	want want
	what string
	rng  *rand.Rand
}

// run judges about n images, spread over the trace; more of them where the vault key is being changed. It stops when it has
// seen enough go wrong.
func (c *crash) run(s *traceFS, w want, n int) {
	weights, sum := weigh(s.trace, c.from), 0
	for _, x := range weights {
		sum += x
	}
	jobs := make(chan job)
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for j := range jobs {
				c.judge(j, 0)
			}
		})
	}
	r := newReplay(s.start, w)
	before := 0
	for i, e := range s.trace {
		r.advance(e)
		after := before + weights[i]
		for k := before * n / sum; k < after*n/sum && !c.enough(); k++ {
			rng := rand.New(rand.NewPCG(c.seed, uint64(k)))
			jobs <- job{r.image(rng), r.want, fmt.Sprintf("seed %d, event %d (%v), image %d", c.seed, i, e, k), rng}
		}
		before = after
	}
	close(jobs)
	all.Wait()
}

// weigh says how many images each event is worth. At the end, all is acknowledged.
func weigh(trace []event, from int) []int {
	out := make([]int, len(trace))
	renewing := false
	out[len(out)-1] = 1 + len(out)/20
	for i, e := range trace {
		switch {
		case e.kind == evNote:
			renewing = e.want.rekeying
		case i < from:
		case renewing:
			out[i] = 8
		default:
			out[i]++
		}
	}
	return out
}

// tooMuch bad images are not looked at.
const tooMuch = 10

func (c *crash) enough() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stop > 0 && len(c.bad) >= c.stop || len(c.bad) >= tooMuch
}

// report fails the test for what was found.
func (c *crash) report(t *testing.T) {
	t.Helper()
	for _, b := range c.bad {
		t.Error(b)
	}
}

func (c *crash) judge(j job, depth int) {
	c.mu.Lock()
	c.images++
	if depth > 0 {
		c.again++
	}
	c.mu.Unlock()
	s := newTrace(j.vol)
	judged := &judgement{crash: c, want: j.want, rng: j.rng, fs: s}
	err := judged.open()
	if err != nil {
		c.mu.Lock()
		c.bad = append(c.bad, fmt.Sprintf("%s, acknowledged %d, begun %d: %v", j.what, j.want.acked, j.want.begun, err))
		c.mu.Unlock()
		return
	}
	// Crash again, in the middle of what was just done. What was seen must be seen again.
	if depth == 2 || len(s.trace) == 0 || j.rng.IntN(3) > 0 {
		return
	}
	r := newReplay(s.start, judged.seen)
	stop := j.rng.IntN(len(s.trace))
	for _, e := range s.trace[:stop+1] {
		r.advance(e)
	}
	c.judge(job{r.image(j.rng), r.want, j.what + fmt.Sprintf(", then event %d (%v)", stop, s.trace[stop]), j.rng}, depth+1)
}

// judgement is the judging of one image.
type judgement struct {
	*crash
	want want
	seen want // what this vault showed: it may not take that back
	more int  // steps done by the judge
	rng  *rand.Rand
	fs   *traceFS
}

// open opens the image, asks everything that must hold, and closes it.
func (j *judgement) open() error {
	v, err := vault.Open(context.Background(), simDir, simOptions(j.fs))
	if errors.Is(err, vault.ErrNotVault) && !j.want.made {
		return j.create()
	}
	if err != nil {
		return err
	}
	j.seen = *j.want.clone()
	j.seen.made = true
	err = j.questions(v)
	if cerr := v.Close(); err == nil && cerr != nil {
		err = fmt.Errorf("close: %w", cerr)
	}
	return err
}

// create makes the vault that a crash left unmade: half a vault is none, and in its folder one can be made again.
func (j *judgement) create() error {
	v, _, err := vault.Create(context.Background(), simDir, simOptions(j.fs), login, password)
	if err != nil {
		return fmt.Errorf("create again: %w", err)
	}
	j.seen = newWant()
	made := *j.seen.clone()
	made.made = true
	j.fs.note(made)
	return v.Close()
}

func (j *judgement) questions(v *vault.Vault) error {
	for name, d := range j.want.doors {
		opened, err := enter(v, name, d)
		if err != nil {
			return err
		}
		j.seen.doors[name] = door{old: opened, new: other(d, opened)}
	}
	if err := j.steps(v); err != nil {
		return err
	}
	for _, ask := range []func(*vault.Vault) error{j.keys, j.documents, j.papers, j.backups, j.visitor} {
		if err := ask(v); err != nil {
			return err
		}
	}
	if j.rng.IntN(4) > 0 {
		return nil
	}
	return sound(v)
}

// other is the password of a door that does not open it.
func other(d door, opened string) string {
	if opened == d.old {
		return d.new
	}
	return d.old
}

// steps reads the ledger, and now and then goes on with the work.
func (j *judgement) steps(v *vault.Vault) error {
	db, err := v.DB()
	if err != nil {
		return err
	}
	n, err := readLedger(db)
	if errors.Is(err, errNoLedger) && j.want.acked < 0 {
		return nil
	}
	if err != nil {
		return errors.Join(err, v.Err())
	}
	if n < j.want.acked || n > j.want.begun {
		return fmt.Errorf("holds %d steps", n)
	}
	j.seen.acked, j.seen.begun = n, n
	if j.rng.IntN(3) > 0 {
		return nil
	}
	w := *j.seen.clone()
	w.begun++
	j.fs.note(w)
	if err := step(db, n+1, j.rng); err != nil {
		return fmt.Errorf("one step more: %w", errors.Join(err, v.Err()))
	}
	w.acked++
	j.more++
	j.fs.note(w)
	return nil
}
