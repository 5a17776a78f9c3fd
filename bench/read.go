package main

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"

	"custody/store/vault"
)

const (
	readRows  = 80_000 // of a kilobyte each: ten times the cache
	readCache = 8192   // KiB
)

// read measures point reads, cached point reads and a whole scan of a file ten times
// SQLite's cache against the plain engine with the same cache. Both files are closed
// and opened again after they were filled, so that neither reads from its log.
func (b *bench) read() error {
	v, ours, err := b.sealedRows()
	if err != nil {
		return err
	}
	defer v.Close()
	other, err := b.plainRows()
	if err != nil {
		return err
	}
	defer other.Close()
	return b.readAll(ours, other)
}

// sealedRows fills a vault's register and returns it as the next start finds it.
func (b *bench) sealedRows() (*vault.Vault, *sql.DB, error) {
	dir, opt := filepath.Join(b.dir, "read"), vault.Options{CacheKiB: readCache}
	v, _, err := vault.Create(b.ctx, dir, opt, "bench", password)
	if err != nil {
		return nil, nil, err
	}
	db, err := v.DB()
	if err == nil {
		err = fillRows(b.ctx, db)
	}
	if err = errors.Join(err, v.Close()); err != nil {
		return nil, nil, err
	}
	if v, err = vault.Open(b.ctx, dir, opt); err != nil {
		return nil, nil, err
	}
	if _, err = v.Unlock(b.ctx, "bench", password); err == nil {
		db, err = v.DB()
	}
	if err != nil {
		return nil, nil, errors.Join(err, v.Close())
	}
	return v, db, nil
}

// plainRows does the same with the plain engine; closing it empties its WAL.
func (b *bench) plainRows() (*sql.DB, error) {
	path, cache := filepath.Join(b.dir, "read.db"), strconv.Itoa(readCache)
	db, err := openPlain(path, cache)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(fillRows(b.ctx, db), db.Close()); err != nil {
		return nil, err
	}
	if db, err = openPlain(path, cache); err != nil {
		return nil, err
	}
	// The engine takes the lock that it then keeps when it first writes.
	if _, err := db.ExecContext(b.ctx, `UPDATE r SET body = '' WHERE id = 0`); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
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
		{"read.scan", 15, b.scan},
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
