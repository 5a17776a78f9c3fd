package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// fate is what became of a fault.
type fate int

const (
	unreached fate = iota // no test comes by
	lived
	killed
)

// String is for lists.
func (f fate) String() string { return [...]string{"not reached", "lived", "killed"}[f] }

// suite is the test binary and what is known of its tests.
type suite struct {
	binary, dir, scratch string
	faults               int
	tests                []*test // the quickest first
}

type test struct {
	name string
	took time.Duration
	seen []byte // by number of a fault: 1 if the test comes by

	reach int // how many it comes by
}

// measure runs each test alone, and remembers how long it took and which faults it came by. A test that takes longer than
// slowest is left out.
func (s *suite) measure(slowest time.Duration) error {
	out, err := s.command(context.Background(), "-test.list", "^(Test|Fuzz)").Output()
	if err != nil {
		return failure("listing the tests", err)
	}
	trace := filepath.Join(s.scratch, "trace")
	for _, name := range strings.Fields(string(out)) {
		if err := os.WriteFile(trace, make([]byte, s.faults+1), 0o600); err != nil {
			return err
		}
		took, err := s.trace(name, trace, slowest)
		if errors.Is(err, context.DeadlineExceeded) {
			fmt.Printf("%s takes too long and is left out\n", name)
			continue
		}
		if err != nil {
			return err
		}
		t := &test{name: name, took: took}
		if t.seen, err = os.ReadFile(trace); err != nil {
			return err
		}
		t.reach = bytes.Count(t.seen, []byte{1})
		s.tests = append(s.tests, t)
	}
	slices.SortFunc(s.tests, func(a, b *test) int { return int(a.took - b.took) })
	return nil
}

// trace runs one test and tells how long it took; where it came by is in the file.
func (s *suite) trace(name, file string, slowest time.Duration) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), slowest)
	defer cancel()
	cmd := s.command(ctx, "-test.short", "-test.run", anchored(name))
	cmd.Env = append(cmd.Env, "MUTANT_TRACE="+file)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	if err != nil {
		return 0, fmt.Errorf("%s fails without any fault: %w\n%s", name, err, out)
	}
	return time.Since(start), nil
}

// anchored is the pattern that runs these tests and no others.
func anchored(names ...string) string {
	for i, n := range names {
		names[i] = regexp.QuoteMeta(n)
	}
	return "^(" + strings.Join(names, "|") + ")$"
}

func (s *suite) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.binary, args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "TMPDIR="+s.scratch)
	// A test that hangs may have children that hold its output open.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

func (s *suite) total() (sum time.Duration) {
	for _, t := range s.tests {
		sum += t.took
	}
	return sum
}

// judge tries the faults and prints those that no test minds.
func (s *suite) judge(faults []*fault, o options) {
	queue := make(chan *fault)
	var workers sync.WaitGroup
	for range o.jobs {
		workers.Go(func() {
			for f := range queue {
				if f.fate = s.try(f, o.budget); f.fate != killed {
					fmt.Printf("%-11s %s\n", f.fate, f)
				}
			}
		})
	}
	for i, f := range faults {
		if i%100 == 99 {
			fmt.Fprintf(os.Stderr, "%d of %d\n", i+1, len(faults))
		}
		queue <- f
	}
	close(queue)
	workers.Wait()
}

// try runs the tests that reach a fault: the quick ones together, then the others one by one.
func (s *suite) try(f *fault, budget time.Duration) fate {
	const quick = 300 * time.Millisecond
	var first []string
	var slow []*test
	together := time.Duration(0)
	for _, t := range s.chosen(f, budget) {
		if t.took <= quick {
			first, together = append(first, t.name), together+t.took
		} else {
			slow = append(slow, t)
		}
	}
	if len(first)+len(slow) == 0 {
		return unreached
	}
	if len(first) > 0 && s.fails(f, together, first...) {
		return killed
	}
	for _, t := range slow {
		if s.fails(f, t.took, t.name) {
			return killed
		}
	}
	return lived
}

// chosen are the tests that are run on a fault, the quickest first: as many as the budget allows, and those that come by
// few other places, whatever they take: they are about this one.
func (s *suite) chosen(f *fault, budget time.Duration) []*test {
	var all []*test
	for _, t := range s.tests {
		if t.seen[f.n] != 0 {
			all = append(all, t)
		}
	}
	about := slices.Clone(all)
	slices.SortStableFunc(about, func(a, b *test) int { return a.reach - b.reach })
	about = about[:min(len(about), 3)]
	sum := time.Duration(0)
	return slices.DeleteFunc(all, func(t *test) bool {
		sum += t.took
		return sum > budget && !slices.Contains(about, t)
	})
}

// fails runs tests on a fault; one that takes far too long has failed too.
func (s *suite) fails(f *fault, usual time.Duration, names ...string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second+5*usual)
	defer cancel()
	cmd := s.command(ctx, "-test.short", "-test.failfast", "-test.run", anchored(names...))
	cmd.Env = append(cmd.Env, "MUTANT="+strconv.Itoa(f.n))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	return cmd.Run() != nil
}
