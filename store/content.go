package store

import (
	"fmt"

	"custody/app"
)

const contentColumns = `x.id, x.object, x.size, x.sum, x.sealed_size, x.sealed_sum, x.document_id, d.code, d.client_id,
	x.name, x.kind, x.state, x.added_at, x.added_by, x.ended_at`

const contentFrom = ` FROM contents x JOIN documents d ON d.id = x.document_id`

// Content returns one content by id.
func (t *txn) Content(id int64) (app.Content, error) {
	return one(t, scanContent, `SELECT `+contentColumns+contentFrom+` WHERE x.id = $1`, id)
}

// ContentOf returns the sealed content of a document.
func (t *txn) ContentOf(documentID int64) (app.Content, error) {
	return one(t, scanContent, `SELECT `+contentColumns+contentFrom+` WHERE x.document_id = $1 AND x.state = 'sealed'`, documentID)
}

// ContentByObject returns the content of a file, in whatever state.
func (t *txn) ContentByObject(object string) (app.Content, error) {
	return one(t, scanContent, `SELECT `+contentColumns+contentFrom+` WHERE x.object = $1`, object)
}

// EachContent calls fn with every sealed content by id.
func (t *txn) EachContent(fn func(app.Content) error) error {
	return each(t, scanContent, fn, `SELECT `+contentColumns+contentFrom+` WHERE x.state = 'sealed' ORDER BY x.id`)
}

// inKeyScope selects the ids of the sealed contents in a scope.
func inKeyScope(s app.KeyScope) string {
	if s.All {
		return `SELECT id FROM contents WHERE state = 'sealed'`
	}
	clients := make([]int64, len(s.Clients))
	for i, c := range s.Clients {
		clients[i] = c.ClientID
	}
	lent := make([]int64, len(s.Lent))
	for i, l := range s.Lent {
		lent[i] = l.ContentID
	}
	return `SELECT x.id FROM documents d JOIN contents x ON x.document_id = d.id AND x.state = 'sealed'
			WHERE d.client_id IN (` + numbers(clients) + `)
		UNION SELECT id FROM contents WHERE id IN (` + numbers(lent) + `) AND state = 'sealed'`
}

const lentTo = `SELECT i.id, l.number, l.borrower_id, x.id, i.due, i.allowed, i.state = 'out'
	FROM loan_items i JOIN loans l ON l.id = i.loan_id JOIN copies k ON k.id = i.copy_id
	JOIN contents x ON x.document_id = k.document_id AND x.state = 'sealed'
	WHERE i.electronic = 1 AND i.state IN ('approved', 'out') AND i.due >= $1 AND i.reader_id = $2 ORDER BY i.id`

// LentTo returns the electronic items approved or out to a person and not past due on a day.
func (t *txn) LentTo(personID int64, on app.Date) ([]app.LentContent, error) {
	return many(t, scanLent, lentTo, string(on), personID)
}

// AddContent adds a content; its document must not have a sealed one.
func (t *txn) AddContent(c app.Content) (app.Content, error) {
	id, err := t.insert(`INSERT INTO contents (object, document_id, name, kind, state, size, sum, sealed_size, sealed_sum,
		added_at, added_by, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
		c.Object, c.DocumentID, c.Name, string(c.Kind), string(c.State), c.Size, c.Sum[:], c.SealedSize, c.SealedSum[:],
		stamp(c.AddedAt), c.AddedBy, stamp(c.EndedAt))
	if err != nil {
		return c, err
	}
	return t.Content(id)
}

// SaveContent writes what can change of a content: its name, kind, state and end. The file it stands for never does.
func (t *txn) SaveContent(c app.Content) error {
	return t.exec(`UPDATE contents SET name = $2, kind = $3, state = $4, ended_at = $5 WHERE id = $1`,
		c.ID, c.Name, string(c.Kind), string(c.State), stamp(c.EndedAt))
}

func scanContent(s scanner) (app.Content, error) {
	var c app.Content
	var sum, sealed []byte
	var added, ended string
	err := s.Scan(&c.ID, &c.Object, &c.Size, &sum, &c.SealedSize, &sealed, &c.DocumentID, &c.Document, &c.ClientID,
		&c.Name, &c.Kind, &c.State, &added, &c.AddedBy, &ended)
	if err != nil {
		return c, err
	}
	if len(sum) != len(c.Sum) || len(sealed) != len(c.SealedSum) {
		return c, fmt.Errorf("content %d: sums of %d and %d bytes", c.ID, len(sum), len(sealed))
	}
	c.Sum, c.SealedSum = [32]byte(sum), [32]byte(sealed)
	c.AddedAt, c.EndedAt = unstamp(added), unstamp(ended)
	return c, nil
}

func scanLent(s scanner) (app.LentContent, error) {
	var l app.LentContent
	err := s.Scan(&l.ItemID, &l.Loan, &l.PersonID, &l.ContentID, &l.Due, permitBits{&l.Allowed}, &l.Open)
	return l, err
}
