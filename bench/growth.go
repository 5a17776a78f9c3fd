package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// growth takes the same figures at 10 thousand, 100 thousand and a million documents, in one register that grows.
func (b *bench) growth() error {
	p, err := b.newPair("growth")
	if err != nil {
		return err
	}
	from := 0
	for _, g := range []struct {
		to   int
		name string
	}{{10_000, "@10k"}, {100_000, "@100k"}, {1_000_000, "@1M"}} {
		if err := b.growTo(p, from, g.to, g.name); err != nil {
			return err
		}
		from = g.to
	}
	return p.each((*side).close)
}

func (b *bench) growTo(p *pair, from, to int, suffix string) error {
	var took [2]float64
	for i, s := range []*side{p.ours, p.plain} {
		start := time.Now()
		if err := s.grow(b.ctx, from, to); err != nil {
			return err
		}
		took[i] = float64(time.Since(start).Microseconds()) / 1e3
	}
	b.add(figure{"bulk" + suffix, took[0], "ms", fmt.Sprintf("%s, %d documents added", againstPlain, to-from), took[0] / took[1]})
	// What is read is read from the register, not from a log.
	if err := p.each((*side).close); err != nil {
		return err
	}
	if err := b.openingOf(p, suffix, to); err != nil {
		return err
	}
	// The last opening was after a kill.
	if err := p.each(func(s *side) error { return errors.Join(s.close(), s.open(b.ctx)) }); err != nil {
		return err
	}
	// The plain engine takes the lock that it then keeps when it first writes.
	if err := p.plain.mover(b.ctx, to, false)(0); err != nil {
		return err
	}
	if err := b.readsOf(p, suffix, to); err != nil {
		return err
	}
	a, o, err := inTurn(600, p.ours.mover(b.ctx, to, false), p.plain.mover(b.ctx, to, false))
	if err != nil {
		return err
	}
	b.add(figure{"commit" + suffix, a / 1e3, "ms", againstPlain, a / o})
	return b.stallOf(p, "stall"+suffix, to)
}

func (b *bench) readsOf(p *pair, suffix string, documents int) error {
	for _, m := range []struct {
		name string
		n    int
		read func(*side) func(int) error
	}{
		{"read.point", 5000, func(s *side) func(int) error { return b.pointOf(s, documents) }},
		{"read.cached", 5000, func(s *side) func(int) error { return b.pointOf(s, 500) }},
		{"read.scan", 9, b.scanOf},
	} {
		a, o, err := inTurn(m.n, m.read(p.ours), m.read(p.plain))
		if err != nil {
			return err
		}
		b.add(figure{m.name + suffix, a / 1e3, "ms", againstPlain, a / o})
	}
	return nil
}

func (b *bench) pointOf(s *side, among int) func(int) error {
	r := rand.New(rand.NewPCG(1, 2))
	return func(int) error {
		var title string
		return s.db.QueryRowContext(b.ctx, `SELECT title FROM documents WHERE id = $1`, 1+r.IntN(among)).Scan(&title)
	}
}

func (b *bench) scanOf(s *side) func(int) error {
	return func(int) error {
		var sum int64
		return s.db.QueryRowContext(b.ctx, `SELECT SUM(LENGTH(title)) FROM documents`).Scan(&sum)
	}
}
