package store

import (
	"database/sql"

	"custody/app"
)

const copyColumns = `k.id, k.code, k.document_id, k.no, k.state, k.home_cabinet, k.home_shelf, k.home_box, k.present_cabinet,
	k.present_shelf, k.present_box, k.pages, k.gone_reason, k.holder_id, COALESCE(p.name, ''), k.due, k.loan_no,
	k.medium`

// copyMedium is a copy's medium, its document's when none is given.
const copyMedium = `COALESCE(NULLIF($16, ''), (SELECT medium FROM documents WHERE id = $2))`

const copyFrom = ` FROM copies k LEFT JOIN people p ON p.id = k.holder_id`

// Copy returns one copy by id.
func (t *txn) Copy(id int64) (app.Copy, error) {
	return one(t, scanCopy, `SELECT `+copyColumns+copyFrom+` WHERE k.id = $1`, id)
}

// CopyByCode returns one copy by code.
func (t *txn) CopyByCode(code string) (app.Copy, error) {
	return one(t, scanCopy, `SELECT `+copyColumns+copyFrom+` WHERE k.code = $1`, code)
}

// CopiesOf returns a document's copies by number.
func (t *txn) CopiesOf(documentID int64) ([]app.Copy, error) {
	return many(t, scanCopy, `SELECT `+copyColumns+copyFrom+` WHERE k.document_id = $1 ORDER BY k.no`, documentID)
}

// SaveCopy inserts (ID 0) or updates a copy.
func (t *txn) SaveCopy(c app.Copy) (app.Copy, error) {
	args := []any{
		c.Code, c.DocumentID, c.No, string(c.State), c.Home.Cabinet, c.Home.Shelf, c.Home.Box, c.Present.Cabinet,
		c.Present.Shelf, c.Present.Box, c.Pages, c.GoneReason,
		sql.NullInt64{Int64: c.HolderID, Valid: c.HolderID != 0},
		string(c.Due), c.Loan, string(c.Medium),
	}
	if c.ID == 0 {
		id, err := t.insert(`INSERT INTO copies (code, document_id, no, state, home_cabinet, home_shelf, home_box,
			present_cabinet, present_shelf, present_box, pages, gone_reason, holder_id, due, loan_no, medium)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, `+copyMedium+`) RETURNING id`, args...)
		if err != nil {
			return c, err
		}
		return t.Copy(id)
	}
	return c, t.exec(`UPDATE copies SET code = $1, document_id = $2, no = $3, state = $4, home_cabinet = $5, home_shelf = $6,
		home_box = $7, present_cabinet = $8, present_shelf = $9, present_box = $10, pages = $11, gone_reason = $12,
		holder_id = $13, due = $14, loan_no = $15, medium = `+copyMedium+` WHERE id = $17`, append(args, c.ID)...)
}

func scanCopy(s scanner) (app.Copy, error) {
	var c app.Copy
	err := s.Scan(&c.ID, &c.Code, &c.DocumentID, &c.No, &c.State, &c.Home.Cabinet, &c.Home.Shelf, &c.Home.Box,
		&c.Present.Cabinet, &c.Present.Shelf, &c.Present.Box, &c.Pages, &c.GoneReason, idOrZero{&c.HolderID}, &c.Holder,
		&c.Due, &c.Loan, &c.Medium)
	return c, err
}
