package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"custody/app"
	"custody/ui/paper"
)

// proof measures the report of who was bound on a day in the past, with its PDF, in an office of 1,000 people with five
// years of history: the first after the vault was opened, and other days after it. Goal: 1,000 ms.
func (b *bench) proof() error {
	dir := filepath.Join(b.dir, "proof")
	if err := b.makeHistory(dir); err != nil {
		return err
	}
	vault, office, err := signedIn(b, dir)
	if err != nil {
		return err
	}
	desk := paper.NewDesk()
	var took, rules []time.Duration
	for i := range 9 {
		day := app.DateOf(time.Now()).AddDays(-400 - 150*i)
		start := time.Now()
		r, err := office.Proof(b.ctx, day, nil)
		if err != nil {
			return errors.Join(err, vault.Close())
		}
		rules = append(rules, time.Since(start))
		var pdf bytes.Buffer
		if err := desk.Proof(&pdf, r); err != nil {
			return errors.Join(err, vault.Close())
		}
		took = append(took, time.Since(start))
		if len(r.People) < historyPeople || r.Bound < historyPeople || r.Breaches() > 0 || r.Access == 0 {
			return errors.Join(fmt.Errorf("%s: %d people, %d bound, %d findings, %d with access", day, len(r.People), r.Bound, len(r.Findings), r.Access), vault.Close())
		}
	}
	b.add(figure{"proof", float64(took[0].Microseconds()) / 1e3, "ms", "", 0})
	b.add(figure{"proof.next", median(took[1:]) / 1e3, "ms", "", 0})
	b.add(figure{"proof.rules", median(rules[1:]) / 1e3, "ms", "", 0})
	return vault.Close()
}
