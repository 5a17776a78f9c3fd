// Command mutants asks how much the tests of a package notice. It puts small faults into the package's code, one at a
// time, runs the tests that reach the place, and counts the faults that no test minds.
//
// Only one kind of statement is left alone, because no answer can depend on it and a search of the memory looks after it:
// what overwrites memory that nobody reads any more. These are the calls of functions and methods named wipe or clearStack,
// and clear when it is deferred. A clear that is not deferred, and all that closes, syncs or reports, is tried.
//
// All faults are compiled into one test binary and chosen by an environment variable, so that each costs one run of the
// tests and no build. It needs Linux. Run it from the module's root:
//
//	go run ./store/vault/mutants [-pkg ./store/vault] [-budget 8s] [-sample 400] [-files slot.go,keyfile.go]
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

type options struct {
	pkg, files string
	budget     time.Duration
	slowest    time.Duration
	sample     int
	seed       uint64
	jobs       int
}

func main() {
	var o options
	flag.StringVar(&o.pkg, "pkg", "./store/vault", "the package")
	flag.StringVar(&o.files, "files", "", "only faults in these files, separated by commas")
	flag.DurationVar(&o.budget, "budget", 8*time.Second, "tests are run on a fault, the quickest first, as long as their usual times add up to no more; the three most to the point always are")
	flag.DurationVar(&o.slowest, "slowest", time.Minute, "tests that take longer are left out")
	flag.IntVar(&o.sample, "sample", 0, "try so many faults, chosen by chance; 0 for all")
	flag.Uint64Var(&o.seed, "seed", 1, "of that choice")
	flag.IntVar(&o.jobs, "jobs", runtime.NumCPU(), "faults tried at the same time")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	scratch, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	p, err := load(o.pkg)
	if err != nil {
		return err
	}
	binary, err := p.build(scratch)
	if err != nil {
		return err
	}
	s := &suite{binary: binary, dir: p.dir, scratch: scratch, faults: len(p.faults)}
	if err := s.measure(o.slowest); err != nil {
		return err
	}
	chosen := choose(p.faults, o)
	fmt.Printf("%d faults, %d of them to try, %d tests, %v together\n", len(p.faults), len(chosen), len(s.tests), s.total().Round(time.Second))
	start := time.Now()
	s.judge(chosen, o)
	report(chosen, time.Since(start))
	return nil
}

// choose takes the faults that the options ask for.
func choose(all []*fault, o options) []*fault {
	var out []*fault
	names := strings.Split(o.files, ",")
	for _, f := range all {
		if o.files == "" || slices.Contains(names, filepath.Base(f.at.Filename)) {
			out = append(out, f)
		}
	}
	if o.sample > 0 && o.sample < len(out) {
		rng := rand.New(rand.NewPCG(o.seed, 1))
		rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		out = out[:o.sample]
		slices.SortFunc(out, func(a, b *fault) int { return a.n - b.n })
	}
	return out
}

// report prints the counts.
func report(faults []*fault, took time.Duration) {
	count := map[string][3]int{}
	for _, f := range faults {
		for _, group := range []string{"all", f.kind, filepath.Base(f.at.Filename)} {
			c := count[group]
			c[f.fate]++
			count[group] = c
		}
	}
	fmt.Println()
	groups := make([]string, 0, len(count))
	for g := range count {
		groups = append(groups, g)
	}
	slices.Sort(groups)
	for _, g := range groups {
		c := count[g]
		sum := c[killed] + c[lived] + c[unreached]
		fmt.Printf("%-22s %5d faults %5d killed %4d lived %4d not reached  %5.1f %%\n",
			g, sum, c[killed], c[lived], c[unreached], 100*float64(c[killed])/float64(sum))
	}
	fmt.Println("took", took.Round(time.Second))
}
