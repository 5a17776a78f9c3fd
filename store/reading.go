package store

import "custody/app"

const viewColumns = `v.id, v.content_id, x.document_id, d.code, d.title, d.client_id, c.name, v.loan_no, v.opened_at,
	v.closed_at, v.pages, v.seconds`

const viewFrom = ` FROM views v JOIN contents x ON x.id = v.content_id JOIN documents d ON d.id = x.document_id
	JOIN clients c ON c.id = d.client_id JOIN people p ON p.id = v.person_id LEFT JOIN departments dp ON dp.id = p.department_id`

var viewPerson = `, ` + personAs("p", "dp")

// View returns one reading.
func (t *txn) View(id int64) (app.View, error) {
	return one(t, scanView, `SELECT `+viewColumns+viewPerson+viewFrom+` WHERE v.id = $1`, id)
}

// Views lists the readings in scope, newest first.
func (t *txn) Views(f app.ViewFilter, scope *app.ClientScope) ([]app.View, error) {
	w := newWhere()
	inDocuments(w, scope)
	if f.Document != "" {
		w.add(`v.content_id IN (SELECT y.id FROM contents y JOIN documents e ON e.id = y.document_id WHERE e.code = ?)`, f.Document)
	}
	if f.Client != "" {
		w.add(`d.client_id = (SELECT id FROM clients WHERE code = ?)`, f.Client)
	}
	if f.Person != "" {
		w.add(`v.person_id = (SELECT id FROM people WHERE number = ?)`, f.Person)
	}
	if f.Before != 0 {
		w.add(`v.id < ?`, f.Before)
	}
	return many(t, scanView, `SELECT `+viewColumns+viewPerson+viewFrom+w.sql()+` ORDER BY v.id DESC`+limited(w, f.Limit), w.args...)
}

// AddView keeps a reading.
func (t *txn) AddView(v app.View) (app.View, error) {
	id, err := t.insert(`INSERT INTO views (content_id, person_id, loan_no, opened_at, closed_at, pages, seconds)
		VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
		v.ContentID, v.PersonID, v.Loan, stamp(v.OpenedAt), stamp(v.ClosedAt), v.Pages, v.Seconds)
	if err != nil {
		return v, err
	}
	return t.View(id)
}

// SaveView writes how a reading ended.
func (t *txn) SaveView(v app.View) error {
	return t.exec(`UPDATE views SET closed_at = $2, pages = $3, seconds = $4 WHERE id = $1`,
		v.ID, stamp(v.ClosedAt), v.Pages, v.Seconds)
}

func scanView(s scanner) (app.View, error) {
	var v app.View
	var opened, closed string
	dest := []any{
		&v.ID, &v.ContentID, &v.DocumentID, &v.Document, &v.Title, &v.ClientID, &v.Client, &v.Loan, &opened, &closed, &v.Pages, &v.Seconds,
	}
	err := s.Scan(append(dest, personFields(&v.Person)...)...)
	v.PersonID, v.OpenedAt, v.ClosedAt = v.Person.ID, unstamp(opened), unstamp(closed)
	return v, err
}
