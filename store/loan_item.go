package store

import "custody/app"

// itemColumns are what scanItem reads. A copy's place in the queue is counted over
// the items that wait for the same copy and asked before.
const itemColumns = `i.id, i.loan_id, l.number, l.borrower_id, i.copy_id, c.code, d.id, d.title, d.client_id, k.name,
	c.home_cabinet, c.home_shelf, c.home_box, d.sensitivity,
	CASE WHEN i.out_at <> '' THEN i.pages ELSE c.pages END,
	i.state, i.due, i.expires_on, i.renewals,
	COALESCE(i.decider_id, 0), COALESCE(p1.name, ''), COALESCE(i.principal_id, 0), COALESCE(p2.name, ''), i.reason,
	COALESCE(i.out_id, 0), i.out_at, COALESCE(i.back_id, 0), i.back_at, i.condition, i.pages_back, i.note,
	i.recalled_at, i.recall_due, i.recall_reason, i.reminded,
	CASE WHEN i.state = 'waiting' THEN (SELECT COUNT(*) FROM loan_items w
		WHERE w.copy_id = i.copy_id AND w.state = 'waiting' AND w.id <= i.id) ELSE 0 END,
	i.electronic, i.asked, i.allowed`

const itemTables = `loan_items i JOIN loans l ON l.id = i.loan_id
	JOIN copies c ON c.id = i.copy_id JOIN documents d ON d.id = c.document_id JOIN clients k ON k.id = d.client_id
	LEFT JOIN people p1 ON p1.id = i.decider_id LEFT JOIN people p2 ON p2.id = i.principal_id`

func scanItem(s scanner) (app.LoanItem, error) {
	var i app.LoanItem
	var out, back, recalled string
	var sensitivity app.Sensitivity
	err := s.Scan(&i.ID, &i.LoanID, &i.Loan, &i.BorrowerID, &i.CopyID, &i.Code, &i.DocumentID, &i.Title, &i.ClientID, &i.Client,
		&i.Home.Cabinet, &i.Home.Shelf, &i.Home.Box, &sensitivity, &i.Pages,
		&i.State, &i.Due, &i.ExpiresOn, &i.Renewals,
		&i.DeciderID, &i.DecidedBy, &i.PrincipalID, &i.DecidedFor, &i.Reason,
		&i.OutID, &out, &i.BackID, &back, &i.Condition, &i.PagesBack, &i.Note,
		&recalled, &i.RecallDue, &i.RecallReason, &i.Reminded, &i.QueueNo, &i.Electronic, permitBits{&i.Asked}, permitBits{&i.Allowed})
	i.OutAt, i.BackAt, i.RecalledAt = unstamp(out), unstamp(back), unstamp(recalled)
	i.Sensitive = sensitivity != app.Ordinary
	return i, err
}

func (t *txn) items(where string, args ...any) ([]app.LoanItem, error) {
	return many(t, scanItem, `SELECT `+itemColumns+` FROM `+itemTables+where, args...)
}

// Items returns the items of a loan in the order they were asked for.
func (t *txn) Items(loanID int64) ([]app.LoanItem, error) {
	return t.items(` WHERE i.loan_id = $1 ORDER BY i.id`, loanID)
}

// OpenItems returns the items of a copy that are not final, oldest first.
func (t *txn) OpenItems(copyID int64) ([]app.LoanItem, error) {
	return t.items(` WHERE i.copy_id = $1 AND i.state IN ('waiting', 'requested', 'approved', 'out', 'lost') ORDER BY i.id`, copyID)
}

// BorrowerItems returns a person's items in the states, by due date.
func (t *txn) BorrowerItems(personID int64, states ...app.ItemState) ([]app.LoanItem, error) {
	w := newWhere()
	w.add(`l.borrower_id = ?`, personID)
	w.in(`i.state`, asAny(states)...)
	return t.items(w.sql()+` ORDER BY i.due, i.id`, w.args...)
}

// ItemsIn returns every item in the states, by due date.
func (t *txn) ItemsIn(states ...app.ItemState) ([]app.LoanItem, error) {
	w := newWhere()
	w.in(`i.state`, asAny(states)...)
	return t.items(w.sql()+` ORDER BY i.due, i.id`, w.args...)
}

// ItemsPast returns the items whose time has passed on a day: of electronic copies those that are out, too.
func (t *txn) ItemsPast(today app.Date) ([]app.LoanItem, error) {
	return t.items(` WHERE (i.state IN ('waiting', 'requested', 'approved')
			AND (i.due < $1 OR (i.state <> 'waiting' AND i.expires_on <> '' AND i.expires_on < $1)))
		OR (i.state = 'out' AND i.electronic = 1 AND i.due < $1) ORDER BY i.loan_id, i.id`, today)
}

// itemsOfLoans returns the items of many loans by loan.
func (t *txn) itemsOfLoans(ids []int64) (map[int64][]app.LoanItem, error) {
	items, err := t.items(` WHERE i.loan_id IN (` + numbers(ids) + `) ORDER BY i.id`)
	if err != nil {
		return nil, err
	}
	out := make(map[int64][]app.LoanItem, len(ids))
	for _, it := range items {
		out[it.LoanID] = append(out[it.LoanID], it)
	}
	return out, nil
}

// AddItem adds one copy to a loan.
func (t *txn) AddItem(i app.LoanItem) (app.LoanItem, error) {
	var err error
	i.ID, err = t.insert(`INSERT INTO loan_items (loan_id, copy_id, state, due, expires_on, renewals, reason, pages,
		out_at, back_at, condition, pages_back, note, recalled_at, recall_due, recall_reason, reminded,
		electronic, reader_id, asked, allowed)
		VALUES ($1, $2, $3, $4, $5, 0, '', 0, '', '', '', 0, '', '', '', '', 0,
			$6, CASE WHEN $6 = 1 THEN (SELECT borrower_id FROM loans WHERE id = $1) END, $7, $8) RETURNING id`,
		i.LoanID, i.CopyID, i.State, i.Due, i.ExpiresOn, bit(i.Electronic), bitsOf(i.Asked), bitsOf(i.Allowed))
	return i, err
}

// SaveItem writes what can change of an item.
func (t *txn) SaveItem(i app.LoanItem) error {
	return t.exec(`UPDATE loan_items SET state = $2, due = $3, expires_on = $4, renewals = $5,
		decider_id = $6, principal_id = $7, reason = $8, pages = $9, out_id = $10, out_at = $11,
		back_id = $12, back_at = $13, condition = $14, pages_back = $15, note = $16,
		recalled_at = $17, recall_due = $18, recall_reason = $19, reminded = $20,
		asked = $21, allowed = $22 WHERE id = $1`,
		i.ID, i.State, i.Due, i.ExpiresOn, i.Renewals,
		nullID(i.DeciderID), nullID(i.PrincipalID), i.Reason, i.Pages, nullID(i.OutID), stamp(i.OutAt),
		nullID(i.BackID), stamp(i.BackAt), i.Condition, i.PagesBack, i.Note,
		stamp(i.RecalledAt), i.RecallDue, i.RecallReason, i.Reminded, bitsOf(i.Asked), bitsOf(i.Allowed))
}

// bit is a condition as a number.
func bit(on bool) int {
	if on {
		return 1
	}
	return 0
}

// asAny is values as a statement takes them.
func asAny[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}
