package store

import (
	"context"
	"database/sql"
	"errors"

	"custody/app"
	"custody/store/vault"
)

// Salvage saves what can be read; see app.Mender.
func (g Gate) Salvage(ctx context.Context, dir, to string, with app.Access, sign func(app.Tx, app.Identity, app.Salvage) (bool, error), progress app.Progress) (out app.Salvage, err error) {
	e, err := g.examine(ctx, dir, with, progress)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	s := &salvage{examination: e, sign: sign, out: app.Salvage{From: dir, To: to}}
	if s.out.Found, err = e.findings(ctx, nil); err != nil {
		return out, err
	}
	if e.register == nil {
		if e.register, err = readRemains(ctx, e.Remains); err != nil {
			return out, err
		}
	}
	s.countDocuments()
	before := listed(to)
	err = e.Remains.Salvage(ctx, to, g.Options, func(db *sql.DB) error { return s.fill(ctx, db) }, nil)
	if err != nil && !errors.Is(err, vault.ErrNotEmpty) && !errors.Is(err, vault.ErrInUse) {
		err = errors.Join(err, before.restore(to))
	}
	if err != nil {
		return app.Salvage{}, answer(err)
	}
	e.tell(1, 1)
	return s.out, nil
}

// salvage fills one new register.
type salvage struct {
	*examination
	sign func(app.Tx, app.Identity, app.Salvage) (bool, error)
	out  app.Salvage
}

// countDocuments tells which documents are lost. Files that are nobody's are not: they come along.
func (s *salvage) countDocuments() {
	s.out.Documents = s.out.Found.Documents
	for _, d := range s.out.Found.Damage {
		if d.Part != app.PartDocument || d.Reason == "error.damage.orphan" || d.Reason == "error.damage.ended" {
			continue
		}
		s.out.Lost = append(s.out.Lost, d.File)
		if d.Reason != "error.damage.missing" {
			s.out.Documents--
		}
	}
}

// fill makes the schema of the damaged register, puts in what was read, and only then brings it up to date: later
// migrations find what they expect.
func (s *salvage) fill(ctx context.Context, db *sql.DB) error {
	if err := migrateTo(ctx, db, s.register.version); err != nil {
		return err
	}
	in := &inserting{ctx: ctx, db: db, tables: s.register.tables, out: map[string]*app.SalvagedTable{}}
	in.stumps = s.register.stumps()
	order := ordered(s.register.shapes)
	if err := in.run(order, s.tell); err != nil {
		return err
	}
	for _, shape := range order {
		if t := in.out[shape.name]; t != nil {
			s.out.Tables = append(s.out.Tables, *t)
		}
	}
	if err := migrate(ctx, db); err != nil {
		return err
	}
	r := &Register{db: db}
	if err := r.Update(ctx, func(tx app.Tx) error {
		t, ok := tx.(*txn)
		if !ok {
			return errors.New("salvage: foreign transaction")
		}
		return t.indexWords()
	}); err != nil {
		return err
	}
	return r.Update(ctx, func(tx app.Tx) (err error) {
		s.out.Signed, err = s.sign(tx, s.identity(), s.out)
		return err
	})
}

// indexWords fills the search index anew from what it is made of.
func (t *txn) indexWords() error {
	for _, kind := range []struct{ words, text string }{
		{"client_words", `SELECT id, name FROM clients`},
		{"file_words", `SELECT id, title FROM files`},
		{"document_words", `SELECT id, title FROM documents`},
	} {
		type line struct {
			id   int64
			text string
		}
		lines, err := many(t, func(s scanner) (l line, err error) { return l, s.Scan(&l.id, &l.text) }, kind.text)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if err := t.saveWords(kind.words, l.id, app.Grams(l.text)); err != nil {
				return err
			}
		}
	}
	return nil
}
