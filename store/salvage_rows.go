package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/mattn/go-sqlite3"

	"custody/app"
	"custody/store/sqlitefile"
)

// rowsAtATime is how many rows go into one transaction of a salvage.
const rowsAtATime = 5000

// inserting puts rows into a new register, table by table.
type inserting struct {
	ctx    context.Context
	db     *sql.DB
	tables map[string]*table
	out    map[string]*app.SalvagedTable
	wait   []waiting // rows whose parents are not there yet
	stumps map[string][]sqlitefile.Row

	tx   *sql.Tx // the one under way, or nil
	rows int     // in it
}

// waiting is a row that was refused for what it refers to.
type waiting struct {
	shape shape
	row   sqlitefile.Row
}

func (in *inserting) run(order []shape, tell func(done, total int64)) (err error) {
	defer func() {
		if in.tx != nil {
			err = errors.Join(err, in.tx.Rollback())
		}
	}()
	if err := in.clear(order); err != nil {
		return err
	}
	for i, s := range order {
		if s.internal {
			continue
		}
		t := in.tables[s.name]
		o := &app.SalvagedTable{Table: s.name, Doubtful: t.left}
		o.Lost, o.Unknown = t.lost()
		if s.name == auditTable {
			o.Lost, o.Unknown = t.lostEntries()
		}
		in.out[s.name] = o
		if err := in.insert(s, t.content.Rows); err != nil {
			return err
		}
		if err := in.plant(s, o); err != nil {
			return err
		}
		tell(int64(len(order)+i+1), int64(2*len(order)))
	}
	if err := in.again(); err != nil {
		return err
	}
	return in.commit()
}

// exec runs a statement in the transaction under way, which ends when it is large enough.
func (in *inserting) exec(query string, args ...any) (err error) {
	if in.tx == nil {
		if in.tx, err = in.db.BeginTx(in.ctx, nil); err != nil {
			return err
		}
	}
	if _, err := in.tx.ExecContext(in.ctx, query, args...); err != nil {
		return err
	}
	if in.rows++; in.rows < rowsAtATime {
		return nil
	}
	return in.commit()
}

func (in *inserting) commit() error {
	if in.tx == nil {
		return nil
	}
	tx := in.tx
	in.tx, in.rows = nil, 0
	return tx.Commit()
}

// clear takes out rows that the migrations themselves put in.
func (in *inserting) clear(order []shape) error {
	for i := len(order) - 1; i >= 0; i-- {
		if order[i].internal {
			continue
		}
		if err := in.exec(`DELETE FROM ` + order[i].name); err != nil {
			return err
		}
	}
	return nil
}

func (in *inserting) insert(s shape, rows []sqlitefile.Row) error {
	for _, r := range rows {
		if err := in.exec(s.statement(len(r.Values)), s.arguments(r)...); err != nil {
			if err := in.refused(s, r, err); err != nil {
				return err
			}
			continue
		}
		in.out[s.name].Saved++
	}
	return nil
}

func isConstraint(err error) bool {
	var bad sqlite3.Error
	return errors.As(err, &bad) && bad.Code == sqlite3.ErrConstraint
}

// refused notes a row that breaks a rule of the schema, and passes any other error on.
func (in *inserting) refused(s shape, r sqlitefile.Row, err error) error {
	var bad sqlite3.Error
	if !errors.As(err, &bad) || bad.Code != sqlite3.ErrConstraint {
		return err
	}
	if bad.ExtendedCode == sqlite3.ErrConstraintForeignKey {
		in.wait = append(in.wait, waiting{s, r})
		return nil
	}
	reason := "error.salvage.rule"
	switch bad.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintRowID:
		reason = "error.salvage.twice"
	}
	in.note(s, r, reason)
	return nil
}

func (in *inserting) note(s shape, r sqlitefile.Row, reason string) {
	in.out[s.name].Refused = append(in.out[s.name].Refused, app.Refusal{Row: r.ID, Reason: reason})
}

// again tries the rows that waited for their parents, until none gets in any more: a table may refer to itself.
func (in *inserting) again() error {
	for {
		wait := in.wait
		in.wait = nil
		for _, w := range wait {
			if err := in.insert(w.shape, []sqlitefile.Row{w.row}); err != nil {
				return err
			}
		}
		if len(in.wait) == len(wait) {
			break
		}
	}
	for _, w := range in.wait {
		in.note(w.shape, w.row, "error.salvage.parent")
	}
	return nil
}
