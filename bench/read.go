package main

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"custody/store/vault"
)

const (
	readRows  = 80_000 // of a kilobyte each: ten times the cache
	readCache = 8192   // KiB
)

// read measures point reads, cached point reads and a whole scan of a file ten times
// SQLite's cache against the plain engine with the same cache.
func (b *bench) read() error {
	v, _, err := vault.Create(b.ctx, filepath.Join(b.dir, "read"), vault.Options{CacheKiB: readCache}, "bench", password)
	if err != nil {
		return err
	}
	defer v.Close()
	ours, err := v.DB()
	if err != nil {
		return err
	}
	path := filepath.Join(b.dir, "read.db")
	other, err := openPlain(path, "8192")
	if err != nil {
		return err
	}
	defer os.Remove(path)
	defer other.Close()
	for _, db := range []*sql.DB{ours, other} {
		if err := fillRows(b.ctx, db); err != nil {
			return err
		}
	}
	return b.readAll(ours, other)
}

func (b *bench) readAll(ours, other *sql.DB) error {
	const against = "plain go-sqlite3, the same cache of 8 MB"
	for _, m := range []struct {
		name string
		n    int
		read func(*sql.DB) func(int) error
	}{
		{"read.point", 8000, func(db *sql.DB) func(int) error { return b.point(db, readRows) }},
		{"read.cached", 8000, func(db *sql.DB) func(int) error { return b.point(db, 500) }},
		{"read.scan", 9, b.scan},
	} {
		a, o, err := inTurn(m.n, m.read(ours), m.read(other))
		if err != nil {
			return err
		}
		b.add(figure{m.name, a / 1e3, "ms", against, a / o})
	}
	return nil
}

func fillRows(ctx context.Context, db *sql.DB) error {
	if _, err := db.ExecContext(ctx, `CREATE TABLE r (id INTEGER PRIMARY KEY, body TEXT NOT NULL)`); err != nil {
		return err
	}
	body := strings.Repeat("保密信息 0123456789 ", 45)
	for at := 0; at < readRows; {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		for range 4000 {
			at++
			if _, err := tx.ExecContext(ctx, `INSERT INTO r (id, body) VALUES ($1, $2)`, at, body); err != nil {
				return err
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// point reads a random row of the first so many, the same ones on both sides.
func (b *bench) point(db *sql.DB, among int) func(int) error {
	r := rand.New(rand.NewPCG(1, 2))
	return func(int) error {
		var body string
		return db.QueryRowContext(b.ctx, `SELECT body FROM r WHERE id = $1`, 1+r.IntN(among)).Scan(&body)
	}
}

func (b *bench) scan(db *sql.DB) func(int) error {
	return func(int) error {
		var sum int64
		return db.QueryRowContext(b.ctx, `SELECT SUM(LENGTH(body)) FROM r`).Scan(&sum)
	}
}
