package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

const (
	stallDocuments = 20_000
	stallCommits   = 3000
)

// stall measures the longest pause a commit sees while checkpoints come and go.
func (b *bench) stall() error {
	p, err := b.newPair("stall")
	if err != nil {
		return err
	}
	if err := p.each(func(s *side) error { return s.grow(b.ctx, 0, stallDocuments) }); err != nil {
		return err
	}
	if err := b.stallOf(p, "stall", stallDocuments); err != nil {
		return err
	}
	return p.each((*side).close)
}

// stallOf makes commits of eight moved documents and tells the longest, over enough of them to fill the log several
// times: three runs on each side, in turn, of which the middle one counts.
func (b *bench) stallOf(p *pair, name string, documents int) error {
	var ours, plain []float64
	for range 3 {
		for _, s := range []*side{p.ours, p.plain} {
			longest, checkpoints, err := s.longest(b.ctx.Err, s.mover(b.ctx, documents, true))
			if err != nil {
				return err
			}
			if !s.sealed {
				plain = append(plain, longest)
				continue
			}
			if checkpoints < 3 {
				return fmt.Errorf("only %d checkpoints in %d commits", checkpoints, stallCommits)
			}
			ours = append(ours, longest)
		}
	}
	a, o := middle(ours), middle(plain)
	b.add(figure{name, a, "ms", fmt.Sprintf("%s, longest of %d commits", againstPlain, stallCommits), a / o})
	return nil
}

// longest is the longest of many commits, in milliseconds, and how often the log became shorter meanwhile.
func (s *side) longest(stop func() error, commit func(int) error) (ms float64, checkpoints int, err error) {
	var took []time.Duration
	var size int64
	for i := range stallCommits {
		if err := stop(); err != nil {
			return 0, 0, err
		}
		start := time.Now()
		if err := commit(i); err != nil {
			return 0, 0, err
		}
		took = append(took, time.Since(start))
		if !s.sealed {
			continue
		}
		st, err := os.Stat(filepath.Join(s.path, "register.log"))
		if err != nil {
			return 0, 0, err
		}
		if st.Size() < size {
			checkpoints++
		}
		size = st.Size()
	}
	return float64(slices.Max(took).Microseconds()) / 1e3, checkpoints, nil
}
