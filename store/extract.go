package store

import (
	"fmt"
	"strconv"

	"custody/app"
)

var extractColumns = `e.id, e.number, e.kind, e.content_id, x.document_id, d.code, d.title, d.client_id, e.item_id, l.number,
	e.pages, e.outside, e.basis, e.purpose, e.due, e.made_at, e.state, e.closed_at, COALESCE(e.closed_by, 0),
	COALESCE(q.name, ''), e.note,
	` + personAs("p", "dp")

const extractFrom = ` FROM extracts e JOIN contents x ON x.id = e.content_id JOIN documents d ON d.id = x.document_id
	JOIN loan_items i ON i.id = e.item_id JOIN loans l ON l.id = i.loan_id
	JOIN people p ON p.id = e.holder_id LEFT JOIN departments dp ON dp.id = p.department_id
	LEFT JOIN people q ON q.id = e.closed_by`

func (t *txn) extracts(rest string, args ...any) ([]app.Extract, error) {
	return many(t, scanExtract, `SELECT `+extractColumns+extractFrom+rest, args...)
}

// Extract returns the extract with a number.
func (t *txn) Extract(number string) (app.Extract, error) {
	return one(t, scanExtract, `SELECT `+extractColumns+extractFrom+` WHERE e.number = $1`, number)
}

// Extracts lists the extracts of documents in scope, newest first. What is overdue is for the office to say.
func (t *txn) Extracts(f app.ExtractFilter, scope *app.ClientScope) ([]app.ExtractRow, error) {
	w := newWhere()
	inDocuments(w, scope)
	extractConditions(w, f)
	all, err := t.extracts(w.sql()+` ORDER BY e.id DESC`+limited(w, f.Limit), w.args...)
	out := make([]app.ExtractRow, len(all))
	for i, e := range all {
		out[i] = app.ExtractRow{Extract: e, Key: strconv.FormatInt(e.ID, 10)}
	}
	return out, err
}

func extractConditions(w *where, f app.ExtractFilter) {
	if f.State != "" {
		w.add(`e.state = ?`, string(f.State))
	}
	if f.Text != "" { // no title: a search must not tell what the list hides
		like := likePattern(f.Text)
		w.add(`(e.number LIKE ? ESCAPE '\' OR d.code LIKE ? ESCAPE '\' OR p.name LIKE ? ESCAPE '\'
			OR p.number LIKE ? ESCAPE '\' OR p.initials LIKE ? ESCAPE '\')`, like, like, like, like, like)
	}
	if f.Holder != 0 {
		w.add(`e.holder_id = ?`, f.Holder)
	}
	if f.Document != "" {
		w.add(`d.code = ?`, f.Document)
	}
	if before, err := strconv.ParseInt(f.Before, 10, 64); err == nil {
		w.add(`e.id < ?`, before)
	}
}

// ExtractsDue returns those out that are due by a day, oldest first.
func (t *txn) ExtractsDue(on app.Date) ([]app.Extract, error) {
	return t.extracts(` WHERE e.state = 'out' AND e.due <= $1 ORDER BY e.due, e.id`, string(on))
}

// ExtractsHeldBy returns those a person has, by due date.
func (t *txn) ExtractsHeldBy(personID int64) ([]app.Extract, error) {
	return t.extracts(` WHERE e.state = 'out' AND e.holder_id = $1 ORDER BY e.due, e.id`, personID)
}

// ExtractsOf returns those of a document, newest first.
func (t *txn) ExtractsOf(documentID int64) ([]app.Extract, error) {
	return t.extracts(` WHERE x.document_id = $1 ORDER BY e.id DESC`, documentID)
}

// AddExtract adds an extract under the next number of the year.
func (t *txn) AddExtract(e app.Extract, year int) (app.Extract, error) {
	seq, err := one(t, scanInt, `SELECT COALESCE(MAX(seq), 0) + 1 FROM extracts WHERE year = $1`, year)
	if err != nil {
		return e, err
	}
	number := fmt.Sprintf("FB-%04d-%04d", year, seq)
	_, err = t.insert(`INSERT INTO extracts (year, seq, number, kind, content_id, item_id, pages, holder_id, outside, basis,
		purpose, due, made_at, state, closed_at, closed_by, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING id`,
		year, seq, number, string(e.Kind), e.ContentID, e.ItemID, e.Pages, e.HolderID, e.Outside, e.Basis,
		e.Purpose, string(e.Due), stamp(e.MadeAt), string(e.State), stamp(e.ClosedAt), nullID(e.ClosedBy), e.Note)
	if err != nil {
		return e, err
	}
	return t.Extract(number)
}

// SaveExtract writes when an extract is due and how it ended.
func (t *txn) SaveExtract(e app.Extract) error {
	return t.exec(`UPDATE extracts SET state = $2, closed_at = $3, closed_by = $4, note = $5, due = $6 WHERE id = $1`,
		e.ID, string(e.State), stamp(e.ClosedAt), nullID(e.ClosedBy), e.Note, string(e.Due))
}

func scanExtract(s scanner) (app.Extract, error) {
	var e app.Extract
	var made, closed string
	dest := []any{
		&e.ID, &e.Number, &e.Kind, &e.ContentID, &e.DocumentID, &e.Document, &e.Title, &e.ClientID, &e.ItemID, &e.Loan,
		&e.Pages, &e.Outside, &e.Basis, &e.Purpose, &e.Due, &made, &e.State, &closed, &e.ClosedBy, &e.Closer, &e.Note,
	}
	err := s.Scan(append(dest, personFields(&e.Holder)...)...)
	e.HolderID, e.MadeAt, e.ClosedAt = e.Holder.ID, unstamp(made), unstamp(closed)
	return e, err
}
