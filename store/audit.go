package store

import (
	"errors"
	"strings"
	"time"

	"custody/app"
)

const entryColumns = `seq, at, login, actor, on_behalf, act, object, outcome, detail, prev, hash, sig`

// AuditHead returns the end of the chain, seq 0 and 32 zero bytes when it is empty.
func (t *txn) AuditHead() (app.Head, error) {
	head, err := one(t, func(s scanner) (app.Head, error) {
		var h app.Head
		return h, s.Scan(&h.Seq, &h.Hash)
	}, `SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1`)
	if app.CodeOf(err) == app.NotFound {
		return app.Head{Hash: make([]byte, 32)}, nil
	}
	return head, err
}

// LastEntry returns the newest entry, NotFound when the log is empty.
func (t *txn) LastEntry() (app.Entry, error) {
	return one(t, scanEntry, `SELECT `+entryColumns+` FROM audit ORDER BY seq DESC LIMIT 1`)
}

// Entries returns entries newest first; a negative limit means all of them.
func (t *txn) Entries(f app.AuditFilter) ([]app.Entry, error) {
	where := newWhere()
	if f.Before > 0 {
		where.add(`seq < ?`, f.Before)
	}
	if f.From != "" {
		where.add(`at >= ?`, stamp(startOf(f.From, f.Zone)))
	}
	if f.To != "" {
		where.add(`at < ?`, stamp(startOf(f.To.AddDays(1), f.Zone)))
	}
	if f.Object != "" {
		where.add(`object = ?`, f.Object)
	}
	if f.Act != "" {
		where.add(`act = ?`, f.Act)
	}
	if f.Outcome != "" {
		where.add(`outcome = ?`, string(f.Outcome))
	}
	if f.Text != "" {
		like := likePattern(f.Text)
		where.add(`(act LIKE ? ESCAPE '\' OR object LIKE ? ESCAPE '\' OR actor LIKE ? ESCAPE '\' OR login LIKE ? ESCAPE '\')`,
			like, like, like, like)
	}
	limit := f.Limit
	if limit == 0 {
		limit = 200
	}
	query := `SELECT ` + entryColumns + ` FROM audit` + where.sql() + ` ORDER BY seq DESC`
	if limit > 0 {
		query += ` LIMIT ` + where.arg(limit)
	}
	return many(t, scanEntry, query, where.args...)
}

// EachEntry calls fn for every entry from the first on.
func (t *txn) EachEntry(fn func(app.Entry) error) error {
	rows, err := t.tx.QueryContext(t.ctx, `SELECT `+entryColumns+` FROM audit ORDER BY seq`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return err
		}
		if err := fn(e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// AppendEntry writes an entry that the rules have chained and signed.
func (t *txn) AppendEntry(e app.Entry) error {
	return t.exec(`INSERT INTO audit (`+entryColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		e.Seq, stamp(e.At), e.Login, e.Actor, e.OnBehalf, e.Act, e.Object, string(e.Outcome), e.Detail, e.Prev, e.Hash, e.Sig)
}

func scanEntry(s scanner) (app.Entry, error) {
	var e app.Entry
	var at string
	err := s.Scan(&e.Seq, &at, &e.Login, &e.Actor, &e.OnBehalf, &e.Act, &e.Object, &e.Outcome, &e.Detail, &e.Prev, &e.Hash, &e.Sig)
	if err != nil {
		return e, err
	}
	if e.At = unstamp(at); e.At.IsZero() {
		return e, errors.New("audit: entry without a time")
	}
	return e, nil
}

// startOf is the first moment of a day in the office's zone.
func startOf(d app.Date, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	t, _ := time.ParseInLocation(time.DateOnly, string(d), zone)
	return t
}

// likePattern finds s anywhere; its own wildcards are taken as they are.
func likePattern(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s) + "%"
}
