package store

import (
	"strings"

	"custody/app"
)

// Search finds the first things whose words hold text or whose codes begin with it:
// clients, people, case files, documents and loans, at most limit of each kind.
func (t *txn) Search(text string, limit int, scope *app.ClientScope, loans app.LoanScope) ([]app.Hit, error) {
	q := search{t: t, phrases: app.Phrases(text), flat: app.FlatCode(text), typed: strings.TrimSpace(text), limit: limit}
	if q.phrases == "" {
		return nil, nil
	}
	var hits []app.Hit
	for _, find := range []func() ([]app.Hit, error){
		func() ([]app.Hit, error) { return q.clients(scope) },
		q.people,
		func() ([]app.Hit, error) { return q.files(scope) },
		func() ([]app.Hit, error) { return q.documents(scope) },
		func() ([]app.Hit, error) { return q.loans(loans) },
	} {
		found, err := find()
		if err != nil {
			return nil, err
		}
		hits = append(hits, found...)
	}
	return hits, nil
}

// search is one text that is looked for.
type search struct {
	t                    *txn
	phrases, flat, typed string
	limit                int
}

func (q search) clients(scope *app.ClientScope) ([]app.Hit, error) {
	narrow := func(w *where) { inClients(w, "c.id", scope) }
	return q.kind(app.HitClient, "client_words", "c", `c.code, c.name, '' FROM clients c`, narrow)
}

func (q search) files(scope *app.ClientScope) ([]app.Hit, error) {
	narrow := func(w *where) { inClients(w, "f.client_id", scope) }
	return q.kind(app.HitFile, "file_words", "f", `f.code, f.title, c.name FROM files f JOIN clients c ON c.id = f.client_id`, narrow)
}

func (q search) documents(scope *app.ClientScope) ([]app.Hit, error) {
	narrow := func(w *where) { inDocuments(w, scope) }
	what := `d.code, d.title, c.name FROM documents d JOIN clients c ON c.id = d.client_id`
	hits, err := q.kind(app.HitDocument, "document_words", "d", what, narrow)
	if err != nil || len(hits) > 0 {
		return hits, err
	}
	w := newWhere() // the number of one copy: the document is what opens
	narrow(w)
	w.add(`d.id = (SELECT document_id FROM copies WHERE code = ?)`, app.CleanCode(q.typed))
	return many(q.t, hitOf(app.HitDocument), `SELECT `+what+w.sql(), w.args...)
}

// kind finds by code first, then by words as far as there is room. what selects code,
// title and detail from a table known as alias; narrow limits it to the scope.
func (q search) kind(kind app.HitKind, words, alias, what string, narrow func(*where)) ([]app.Hit, error) {
	w := newWhere()
	narrow(w)
	w.add(alias+`.flat >= ? AND `+alias+`.flat < ?`, q.flat, q.flat+"\U0010FFFF")
	byCode, err := many(q.t, hitOf(kind), `SELECT `+what+w.sql()+` ORDER BY `+alias+`.flat LIMIT `+w.arg(q.limit), w.args...)
	if err != nil || len(byCode) >= q.limit {
		return byCode, err
	}
	w = newWhere()
	narrow(w)
	w.add(`grams MATCH ?`, q.phrases)
	byWord, err := many(q.t, hitOf(kind), `SELECT `+what+` JOIN `+words+` w ON w.docid = `+alias+`.id`+w.sql()+
		` LIMIT `+w.arg(q.limit), w.args...)
	return merged(byCode, byWord, q.limit), err
}

// merged appends the hits of more that are not among hits already, up to limit.
func merged(hits, more []app.Hit, limit int) []app.Hit {
	seen := map[string]bool{}
	for _, h := range hits {
		seen[h.Code] = true
	}
	for _, h := range more {
		if !seen[h.Code] && len(hits) < limit {
			hits = append(hits, h)
		}
	}
	return hits
}

func (q search) people() ([]app.Hit, error) {
	like := likePattern(q.typed)
	return many(q.t, hitOf(app.HitPerson), `SELECT p.number, p.name, COALESCE(d.name, '')`+personFrom+`
		WHERE p.name LIKE $1 ESCAPE '\' OR p.number LIKE $1 ESCAPE '\' OR p.initials LIKE $1 ESCAPE '\'
		ORDER BY p.number LIMIT $2`, like, q.limit)
}

// loans are found by number, newest first.
func (q search) loans(scope app.LoanScope) ([]app.Hit, error) {
	if !strings.ContainsAny(q.flat, "0123456789") {
		return nil, nil
	}
	w := newWhere()
	w.add(`l.number LIKE ? ESCAPE '\'`, likePattern(app.CleanCode(q.typed)))
	if !scope.All {
		people := numbers(scope.PersonIDs)
		w.add(`(l.borrower_id IN (` + people + `) OR l.asker_id IN (` + people + `)
			OR p.department_id IN (` + numbers(scope.DepartmentIDs) + `))`)
	}
	return many(q.t, hitOf(app.HitLoan), `SELECT l.number, p.name, '' FROM loans l JOIN people p ON p.id = l.borrower_id`+
		w.sql()+` ORDER BY l.id DESC LIMIT `+w.arg(q.limit), w.args...)
}

func hitOf(kind app.HitKind) func(scanner) (app.Hit, error) {
	return func(s scanner) (app.Hit, error) {
		h := app.Hit{Kind: kind}
		err := s.Scan(&h.Code, &h.Title, &h.Detail)
		return h, err
	}
}
