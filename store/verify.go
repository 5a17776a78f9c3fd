package store

import (
	"context"
	"errors"
	"fmt"

	"custody/app"
	"custody/store/vault"
)

// Verify reads every seal, then the audit chain, SQLite's own structures and references, the documents
// against the register, and the keys given of them. Damage is a result; an error means that the reading could not be done.
// progress, which may be nil, is told the pages read of all; the second half is the register's.
func (b *box) Verify(ctx context.Context, progress func(done, total int64)) ([]app.Damage, error) {
	b.mu.Lock()
	r := b.register
	b.mu.Unlock()
	if r == nil {
		return nil, answer(vault.ErrSealed)
	}
	if progress == nil {
		progress = func(int64, int64) {}
	}
	report, err := b.vault.Verify(ctx, func(done, total int64) { progress(done, 2*total) })
	out := app.Merge(damageOf(report.Bad))
	if err != nil {
		return out, answer(err)
	}
	found, _, err := r.check(ctx, b.vault.Documents(), out, func(done, total int64) { progress(total+done, 2*total) })
	if len(out) > 0 && app.CodeOf(err) == app.Damaged {
		err = nil // the damage that stops the reading is already named
	}
	return append(out, found...), err
}

// check reads the audit chain, SQLite's structures and the references, the documents, the keys given of them and the sealed papers. What is in
// named is not told again.
func (r *Register) check(ctx context.Context, files *vault.Documents, named []app.Damage, progress app.Progress) (out []app.Damage, chain app.AuditReport, err error) {
	steps := []func() ([]app.Damage, error){
		func() ([]app.Damage, error) {
			err := r.View(ctx, func(reader app.Reader) (err error) {
				chain, err = app.CheckChain(reader)
				return err
			})
			return app.Merge(chain.Broken), err
		},
		func() ([]app.Damage, error) { return r.structure(ctx) },
		func() ([]app.Damage, error) { return r.references(ctx) },
		func() ([]app.Damage, error) { return r.grants(ctx) },
		func() ([]app.Damage, error) { return r.papers(ctx) },
		func() ([]app.Damage, error) { return r.contents(ctx, files, named) },
	}
	for i, step := range steps {
		found, err := step()
		out = append(out, found...)
		if err != nil {
			return out, chain, err
		}
		progress(int64(i+1), int64(len(steps)))
	}
	return out, chain, nil
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
			out = append(out, app.Damage{File: "register", Part: app.PartStructure, Place: line, Reason: "error.damage.structure"})
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
		return app.Damage{
			File: "register", Part: app.PartReference, Table: table, Place: fmt.Sprintf("%s %v → %s", table, row, parent),
			Reason: "error.damage.reference",
		}, err
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
