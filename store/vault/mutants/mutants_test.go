package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// The machine is tried on a package whose gaps are known.
func TestFindsWhatTestsDoNotMind(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs Linux")
	}
	p, err := load("./testdata/small")
	if err != nil {
		t.Fatal(err)
	}
	scratch := t.TempDir()
	binary, err := p.build(scratch)
	if err != nil {
		t.Fatal(err)
	}
	s := &suite{binary: binary, dir: p.dir, scratch: scratch, faults: len(p.faults)}
	if err := s.measure(time.Minute); err != nil {
		t.Fatal(err)
	}
	s.judge(p.faults, options{budget: time.Minute, jobs: 2})
	var got []string
	for _, f := range p.faults {
		got = append(got, fmt.Sprint(f.kind, " ", f.text, " ", f.fate))
	}
	want := []string{
		"operator swapped sum += x killed",
		"counting reversed n++ killed",
		"error ignored err != nil killed",
		"condition negated x > Limit killed",
		"boundary moved x > Limit lived", // nothing at the limit is tried
		"half of a condition dropped x < 0 killed",
		"half of a condition dropped x != -Limit not reached", // it never decides
		"condition negated x < 0 killed",
		"boundary moved x < 0 killed",
		"condition negated x != -Limit killed",
		"statement removed clear(b) lived", // and neither call of wipe, nor the deferred clear, is tried
		"operator swapped x<<2 | 1 not reached",
		"operator swapped x<<2 not reached",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
