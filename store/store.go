// Package store keeps the register: schema, migrations and queries over the SQLite
// database inside a sealed vault. It implements the interfaces that app declares
// and decides nothing: no rule and no permission check belongs here.
package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"time"

	"custody/app"
	"custody/store/vault"
)

// Register is the register of one opened vault; it implements app.Store.
type Register struct {
	db     *sql.DB
	mu     sync.Mutex // one connection: a second transaction waits here, not in the driver
	sealed bool
	blame  func() error // why reading or writing failed, as the vault knows it; may be nil
}

// OpenRegister brings the schema up to date and returns the register in db, which
// must allow one connection only.
func OpenRegister(ctx context.Context, db *sql.DB) (*Register, error) {
	if err := migrate(ctx, db); err != nil {
		return nil, err
	}
	return &Register{db: db}, nil
}

// shut waits for the transaction under way and refuses every later one.
func (r *Register) shut() {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sealed = true
}

// explain names the damage, or the failure of the disk, behind an error that SQLite can only call an I/O error.
func (r *Register) explain(err error) error {
	var told *app.Error
	if err == nil || r.blame == nil || errors.As(err, &told) {
		return err
	}
	if cause := r.blame(); cause != nil {
		return answer(cause)
	}
	return err
}

// View runs fn in a read transaction. Returns NotAllowed (error.locked) once the vault
// is sealed, Damaged (error.vault.damaged) for a page whose seal does not hold, Conflict
// (error.disk.full, error.disk.failed) once the disk has failed.
func (r *Register) View(ctx context.Context, fn func(app.Reader) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.explain(r.view(ctx, fn))
}

func (r *Register) view(ctx context.Context, fn func(app.Reader) error) error {
	if r.sealed {
		return answer(vault.ErrSealed)
	}
	tx, err := r.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	return fn(&txn{ctx: ctx, tx: tx})
}

// Update runs fn in a write transaction, durable when it returns nil. Returns what
// View returns beside the error of fn.
func (r *Register) Update(ctx context.Context, fn func(app.Tx) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.explain(r.update(ctx, fn))
}

func (r *Register) update(ctx context.Context, fn func(app.Tx) error) error {
	if r.sealed {
		return answer(vault.ErrSealed)
	}
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit it has nothing to do
	if err := fn(&txn{ctx: ctx, tx: tx}); err != nil {
		return err
	}
	return tx.Commit()
}

// txn is one transaction; it implements app.Tx, one file a capability.
type txn struct {
	ctx   context.Context
	tx    *sql.Tx
	asked asked
}

// bind turns the placeholders $1, $2 … into SQLite's ?1, ?2 …: to SQLite $1 is a name,
// and names are bound in the order of their first appearance, not by their number.
func bind(query string) string { return strings.ReplaceAll(query, "$", "?") }

// exec runs a statement that returns no rows.
func (t *txn) exec(query string, args ...any) error {
	_, err := t.tx.ExecContext(t.ctx, bind(query), args...)
	return err
}

// insert runs an INSERT … RETURNING id.
func (t *txn) insert(query string, args ...any) (int64, error) {
	var id int64
	err := t.tx.QueryRowContext(t.ctx, bind(query), args...).Scan(&id)
	return id, err
}

// scanner is what a row and rows have in common.
type scanner interface{ Scan(dest ...any) error }

// one reads a single row; no row is app.NotFound with the message key error.notfound.
func one[T any](t *txn, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	v, err := scan(t.tx.QueryRowContext(t.ctx, bind(query), args...))
	if errors.Is(err, sql.ErrNoRows) {
		return v, app.Errf(app.NotFound, "error.notfound")
	}
	return v, err
}

// many reads every row.
func many[T any](t *txn, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := t.tx.QueryContext(t.ctx, bind(query), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// each calls fn with every row; fn must not ask the register anything.
func each[T any](t *txn, scan func(scanner) (T, error), fn func(T) error, query string, args ...any) error {
	rows, err := t.tx.QueryContext(t.ctx, bind(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return err
		}
		if err := fn(v); err != nil {
			return err
		}
	}
	return rows.Err()
}

const timeForm = "2006-01-02T15:04:05.000Z"

// stamp is the stored form of a time: UTC with milliseconds, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(timeForm)
}

// unstamp reads what stamp wrote; anything else is the zero time.
func unstamp(s string) time.Time {
	t, err := time.Parse(timeForm, s)
	if err != nil {
		return time.Time{}
	}
	return t
}
