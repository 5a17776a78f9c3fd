package store

import "custody/app"

// lent are the items of loans that open a document to its borrower on the day $2: of paper those out, or approved
// and not yet run out; of electronic copies both, until the loan is due.
const lent = `((i.electronic = 0 AND (i.state = 'out' OR (i.state = 'approved' AND i.expires_on >= $2)))
	OR (i.electronic = 1 AND i.state IN ('approved', 'out') AND i.due >= $2))`

// BorrowedDocumentIDs are the documents of copies approved or out to a person on a day.
func (t *txn) BorrowedDocumentIDs(personID int64, on app.Date) ([]int64, error) {
	return many(t, scanID, `SELECT DISTINCT k.document_id FROM loans l JOIN loan_items i ON i.loan_id = l.id
		JOIN copies k ON k.id = i.copy_id WHERE l.borrower_id = $1 AND `+lent+` ORDER BY k.document_id`, personID, string(on))
}

// Borrowers returns, by person, how many copies of a client's documents are approved
// or out to them on a day, and until when.
func (t *txn) Borrowers(clientID int64, on app.Date) ([]app.Watcher, error) {
	return many(t, scanBorrower, `SELECT `+personColumns+`, b.n, b.due FROM (
			SELECT l.borrower_id, COUNT(*) AS n, MAX(i.due) AS due FROM documents x JOIN copies k ON k.document_id = x.id
			JOIN loan_items i ON i.copy_id = k.id JOIN loans l ON l.id = i.loan_id
			WHERE x.client_id = $1 AND `+lent+` GROUP BY l.borrower_id) b
		JOIN people p ON p.id = b.borrower_id LEFT JOIN departments d ON d.id = p.department_id ORDER BY p.number`,
		clientID, string(on))
}

func scanBorrower(s scanner) (app.Watcher, error) {
	w := app.Watcher{Reason: "loan"}
	err := s.Scan(append(personFields(&w.Person), &w.Copies, &w.Until)...)
	return w, err
}
