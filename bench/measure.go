package main

import (
	"slices"
	"time"
)

// median is the middle of the durations, in microseconds.
func median(ds []time.Duration) float64 {
	slices.Sort(ds)
	return float64(ds[len(ds)/2].Nanoseconds()) / 1e3
}

// inTurn runs ours and other n times each, one after the other, so that a change in
// the machine's speed falls on both, and returns their medians in microseconds.
func inTurn(n int, ours, other func(i int) error) (a, b float64, err error) {
	var as, bs []time.Duration
	for i := range n {
		for _, side := range []struct {
			run  func(int) error
			kept *[]time.Duration
		}{{ours, &as}, {other, &bs}} {
			start := time.Now()
			if err := side.run(i); err != nil {
				return 0, 0, err
			}
			*side.kept = append(*side.kept, time.Since(start))
		}
	}
	return median(as), median(bs), nil
}

// middle is the median of a few values.
func middle(vs []float64) float64 {
	slices.Sort(vs)
	return vs[len(vs)/2]
}

// nowNanos is the time handed to a process about to be started.
func nowNanos() int64 { return time.Now().UnixNano() }
