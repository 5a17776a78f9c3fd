package store

import (
	"strconv"
	"strings"

	"custody/app"
)

// Loans returns a page of the loans in scope, newest first, with all their items: two
// statements, whatever the length of the page.
func (t *txn) Loans(f app.LoanFilter, v app.LoanScope, today app.Date) ([]app.LoanBasket, error) {
	w := newWhere()
	loanConditions(w, f, v, today)
	if before, err := strconv.ParseInt(f.Before, 10, 64); err == nil {
		w.add(`l.id < ?`, before)
	}
	limit := f.Limit
	if limit <= 0 {
		limit = 200
	}
	loans, err := many(t, scanLoan, `SELECT `+loanColumns+` FROM `+loanTables+w.sql()+
		` ORDER BY l.id DESC LIMIT `+w.arg(limit), w.args...)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(loans))
	for i, l := range loans {
		ids[i] = l.ID
	}
	items, err := t.itemsOfLoans(ids)
	out := make([]app.LoanBasket, len(loans))
	for i, l := range loans {
		out[i] = app.LoanBasket{Loan: l, Items: items[l.ID]}
	}
	return out, err
}

// CountLoans counts the loans in scope.
func (t *txn) CountLoans(f app.LoanFilter, v app.LoanScope, today app.Date) (int, error) {
	w := newWhere()
	loanConditions(w, f, v, today)
	var n int
	err := t.tx.QueryRowContext(t.ctx, bind(`SELECT COUNT(*) FROM `+loanTables+w.sql()), w.args...).Scan(&n)
	return n, err
}

func loanConditions(w *where, f app.LoanFilter, v app.LoanScope, today app.Date) {
	inLoanScope(w, v)
	inLoanTab(w, f.Tab, today)
	if f.Borrower != "" {
		w.add(`b.number = ?`, f.Borrower)
	}
	if f.Client != "" {
		w.add(`l.id IN (SELECT i.loan_id FROM `+heldItems+` WHERE k.code = ?)`, f.Client)
		inItemScope(w, v)
	}
	if f.From != "" {
		w.add(`l.requested_at >= ?`, stamp(startOf(f.From, f.Zone)))
	}
	if f.To != "" {
		w.add(`l.requested_at < ?`, stamp(startOf(f.To.AddDays(1), f.Zone)))
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		loanText(w, text, v)
	}
}

// heldItems are items with what they are of.
const heldItems = `loan_items i JOIN copies c ON c.id = i.copy_id
	JOIN documents d ON d.id = c.document_id JOIN clients k ON k.id = d.client_id`

// inItemScope keeps a filter by client from telling what the client's name would.
func inItemScope(w *where, v app.LoanScope) {
	if v.Clients == nil {
		return
	}
	w.conditions = append(w.conditions, `l.id IN (SELECT i.loan_id FROM `+heldItems+
		` WHERE `+inItems(v.Clients)+`)`)
}

// inItems is the condition for an item that the scope opens.
func inItems(s *app.ClientScope) string {
	return `(d.client_id IN (` + numbers(s.IDs) + `) OR d.id IN (` + numbers(s.Documents) + `))`
}

// loanText compares what every reader of the list sees; titles and clients' names only
// within scope, so that a search tells nothing that the list hides (rule 2).
func loanText(w *where, text string, v app.LoanScope) {
	like := likePattern(text)
	within := ""
	if v.Clients != nil {
		within = ` AND ` + inItems(v.Clients)
	}
	w.add(`(l.number LIKE ? ESCAPE '\' OR l.purpose LIKE ? ESCAPE '\'
		OR b.name LIKE ? ESCAPE '\' OR b.number LIKE ? ESCAPE '\' OR b.initials LIKE ? ESCAPE '\'
		OR l.id IN (SELECT i.loan_id FROM loan_items i JOIN copies c ON c.id = i.copy_id WHERE c.code LIKE ? ESCAPE '\')
		OR l.id IN (SELECT i.loan_id FROM `+heldItems+`
			WHERE (k.name LIKE ? ESCAPE '\' OR d.title LIKE ? ESCAPE '\')`+within+`))`,
		like, like, like, like, like, like, like, like)
}

func inLoanScope(w *where, v app.LoanScope) {
	if v.All {
		return
	}
	people, departments := numbers(v.PersonIDs), numbers(v.DepartmentIDs)
	w.conditions = append(w.conditions, `(l.borrower_id IN (`+people+`) OR l.asker_id IN (`+people+`)
		OR b.department_id IN (`+departments+`))`)
}

// inLoanTab limits to loans with an item in the tab's state that still counts today.
func inLoanTab(w *where, tab app.LoanTab, today app.Date) {
	const of = `l.id IN (SELECT i.loan_id FROM loan_items i WHERE `
	switch tab {
	case app.TabPending:
		w.add(of+`i.state = 'requested' AND i.due >= ? AND i.expires_on >= ?)`, today, today)
	case app.TabCounter:
		w.add(of+`i.electronic = 0 AND i.state = 'approved' AND i.due >= ? AND i.expires_on >= ?)`, today, today)
	case app.TabOut: // an electronic copy also while it waits for its key
		w.add(of+`i.electronic = 0 AND i.state IN ('out', 'lost')
			OR i.electronic = 1 AND i.state IN ('approved', 'out') AND i.due >= ?)`, today)
	case app.TabOverdue: // electronic copies expire instead
		w.add(of+`i.electronic = 0 AND i.state = 'out' AND i.due < ?)`, today)
	case app.TabQueue:
		w.add(of+`i.state = 'waiting' AND i.due >= ?)`, today)
	}
}

// LoanBookRows returns every copy handed out in the period, by when.
func (t *txn) LoanBookRows(f app.LoanFilter) ([]app.LoanBookRow, error) {
	w := newWhere()
	w.add(`i.out_at <> ''`)
	if f.From != "" {
		w.add(`i.out_at >= ?`, stamp(startOf(f.From, f.Zone)))
	}
	if f.To != "" {
		w.add(`i.out_at < ?`, stamp(startOf(f.To.AddDays(1), f.Zone)))
	}
	items, err := t.items(w.sql()+` ORDER BY i.out_at, i.id`, w.args...)
	if err != nil {
		return nil, err
	}
	return t.bookRows(items)
}

func (t *txn) bookRows(items []app.LoanItem) ([]app.LoanBookRow, error) {
	var loanIDs, outIDs []int64
	for _, it := range items {
		loanIDs, outIDs = append(loanIDs, it.LoanID), append(outIDs, it.OutID)
	}
	loans, err := t.LoansByID(loanIDs)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]app.Loan, len(loans))
	for _, l := range loans {
		byID[l.ID] = l
	}
	keepers, err := t.keepers(outIDs)
	if err != nil {
		return nil, err
	}
	rows := make([]app.LoanBookRow, len(items))
	for i, it := range items {
		l := byID[it.LoanID]
		rows[i] = app.LoanBookRow{
			Number: l.Number, Item: it, Borrower: l.Borrower, Purpose: l.Purpose, Place: l.Place, Keeper: keepers[it.OutID],
		}
	}
	return rows, nil
}

// keepers returns who handed out, by hand-out.
func (t *txn) keepers(ids []int64) (map[int64]string, error) {
	type row struct {
		id   int64
		name string
	}
	read := func(s scanner) (row, error) {
		var r row
		return r, s.Scan(&r.id, &r.name)
	}
	found, err := many(t, read,
		`SELECT h.id, p.name FROM handovers h JOIN people p ON p.id = h.keeper_id WHERE h.id IN (`+numbers(ids)+`)`)
	out := make(map[int64]string, len(found))
	for _, r := range found {
		out[r.id] = r.name
	}
	return out, err
}
