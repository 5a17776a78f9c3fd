package store

import (
	"context"
	"errors"
	"fmt"

	"custody/app"
	"custody/store/vault"
)

// Verify reads every seal, then the audit chain, then SQLite's own structures and
// references. Damage is a result; an error means that the reading could not be done.
// progress, which may be nil, is told the steps done of all steps.
func (b *box) Verify(ctx context.Context, progress func(done, total int64)) ([]app.Damage, error) {
	b.mu.Lock()
	r := b.register
	b.mu.Unlock()
	if r == nil {
		return nil, answer(vault.ErrSealed)
	}
	steps := []func() ([]app.Damage, error){
		func() ([]app.Damage, error) { return b.seals(ctx) },
		func() ([]app.Damage, error) { return r.chain(ctx) },
		func() ([]app.Damage, error) { return r.structure(ctx) },
		func() ([]app.Damage, error) { return r.references(ctx) },
	}
	var out []app.Damage
	for i, step := range steps {
		if progress != nil {
			progress(int64(i), int64(len(steps)))
		}
		found, err := step()
		out = append(out, found...)
		if err == nil {
			continue
		}
		if len(out) > 0 && app.CodeOf(err) == app.Damaged {
			return out, nil // the damage that stops the reading is already named
		}
		return out, err
	}
	if progress != nil {
		progress(int64(len(steps)), int64(len(steps)))
	}
	return out, nil
}

func (b *box) seals(ctx context.Context) ([]app.Damage, error) {
	report, err := b.vault.Verify(ctx)
	var out []app.Damage
	for _, bad := range report.Bad {
		out = append(out, app.Damage{File: bad.File, Place: place(bad), Reason: "error.damage.seal"})
	}
	return out, answer(err)
}

func (r *Register) chain(ctx context.Context) ([]app.Damage, error) {
	var report app.AuditReport
	err := r.View(ctx, func(reader app.Reader) (err error) {
		report, err = app.CheckChain(reader)
		return err
	})
	return report.Broken, err
}

// structure runs SQLite's integrity check.
func (r *Register) structure(ctx context.Context) ([]app.Damage, error) {
	lines, err := checked(ctx, r, `PRAGMA integrity_check`, func(s scanner) (string, error) {
		var line string
		return line, s.Scan(&line)
	})
	var out []app.Damage
	for _, line := range lines {
		if line != "ok" {
			out = append(out, app.Damage{File: "register", Place: line, Reason: "error.damage.structure"})
		}
	}
	return out, err
}

// references finds rows that refer to rows that are not there.
func (r *Register) references(ctx context.Context) ([]app.Damage, error) {
	return checked(ctx, r, `PRAGMA foreign_key_check`, func(s scanner) (app.Damage, error) {
		var table, parent string
		var row, key any
		err := s.Scan(&table, &row, &parent, &key)
		return app.Damage{File: "register", Place: fmt.Sprintf("%s %v → %s", table, row, parent), Reason: "error.damage.reference"}, err
	})
}

func checked[T any](ctx context.Context, r *Register, pragma string, scan func(scanner) (T, error)) ([]T, error) {
	var out []T
	err := r.View(ctx, func(reader app.Reader) (err error) {
		t, ok := reader.(*txn)
		if !ok {
			return errors.New("verify: foreign reader")
		}
		out, err = many(t, scan, pragma)
		return err
	})
	return out, err
}
