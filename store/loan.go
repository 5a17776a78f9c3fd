package store

import (
	"fmt"

	"custody/app"
)

// loanColumns are what scanLoan reads, over loans l, people b (borrower) and a (asker).
var loanColumns = `l.id, l.number, l.purpose, l.place, l.due, l.requested_at,
	COALESCE((SELECT MIN(e.expires_on) FROM loan_items e
		WHERE e.loan_id = l.id AND e.state IN ('requested', 'approved') AND e.expires_on <> ''), ''),
	` + personAs("b", "bd") + `, ` + personAs("a", "ad")

const loanTables = `loans l
	JOIN people b ON b.id = l.borrower_id LEFT JOIN departments bd ON bd.id = b.department_id
	JOIN people a ON a.id = l.asker_id LEFT JOIN departments ad ON ad.id = a.department_id`

func scanLoan(s scanner) (app.Loan, error) {
	var l app.Loan
	var at string
	dest := []any{&l.ID, &l.Number, &l.Purpose, &l.Place, &l.Due, &at, &l.ExpiresOn}
	dest = append(dest, personFields(&l.Borrower)...)
	dest = append(dest, personFields(&l.RequestedBy)...)
	err := s.Scan(dest...)
	l.BorrowerID, l.AskerID, l.RequestedAt = l.Borrower.ID, l.RequestedBy.ID, unstamp(at)
	return l, err
}

// Loan returns the loan with a number. Returns app.NotFound.
func (t *txn) Loan(number string) (app.Loan, error) {
	return one(t, scanLoan, `SELECT `+loanColumns+` FROM `+loanTables+` WHERE l.number = $1`, number)
}

// LoansByID returns the loans there are of ids, newest first.
func (t *txn) LoansByID(ids []int64) ([]app.Loan, error) {
	return many(t, scanLoan, `SELECT `+loanColumns+` FROM `+loanTables+
		` WHERE l.id IN (`+numbers(ids)+`) ORDER BY l.id DESC`)
}

// AddLoan adds a loan under the next number of the year.
func (t *txn) AddLoan(l app.Loan, year int) (app.Loan, error) {
	var seq int
	err := t.tx.QueryRowContext(t.ctx, bind(`SELECT COALESCE(MAX(seq), 0) + 1 FROM loans WHERE year = $1`), year).Scan(&seq)
	if err != nil {
		return l, err
	}
	l.Number = fmt.Sprintf("JY-%04d-%04d", year, seq)
	l.ID, err = t.insert(`INSERT INTO loans (year, seq, number, borrower_id, asker_id, purpose, place, due, requested_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
		year, seq, l.Number, l.BorrowerID, l.AskerID, l.Purpose, l.Place, l.Due, stamp(l.RequestedAt))
	return l, err
}

// AddHanding keeps an act at the counter.
func (t *txn) AddHanding(h app.Handing) (app.Handing, error) {
	kind := "out"
	if h.Back {
		kind = "back"
	}
	var err error
	h.ID, err = t.insert(`INSERT INTO handovers (loan_id, kind, borrower_sig, keeper_sig, keeper_id, at)
		VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		h.LoanID, kind, h.Borrower.ID, h.Keeper.ID, h.KeeperID, stamp(h.At))
	return h, err
}

// HandoverOf returns the last hand-out of a loan with both signatures.
func (t *txn) HandoverOf(loanID int64) (app.Handing, error) {
	h, err := one(t, scanHanding, `SELECT id, loan_id, borrower_sig, keeper_sig, keeper_id, at
		FROM handovers WHERE loan_id = $1 AND kind = 'out' ORDER BY id DESC LIMIT 1`, loanID)
	if err != nil {
		return h, err
	}
	signed, err := t.Signatures(h.Borrower.ID, h.Keeper.ID)
	if err != nil {
		return h, err
	}
	h.Borrower, h.Keeper = signed[h.Borrower.ID], signed[h.Keeper.ID]
	h.By, err = t.Person(h.KeeperID)
	return h, err
}

func scanHanding(s scanner) (app.Handing, error) {
	var h app.Handing
	var at string
	err := s.Scan(&h.ID, &h.LoanID, &h.Borrower.ID, &h.Keeper.ID, &h.KeeperID, &at)
	h.At = unstamp(at)
	return h, err
}

// nullID stores 0 as NULL.
func nullID(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
