package store

import "custody/app"

const documentColumns = `d.id, d.code, d.file_id, f.code, d.client_id, c.code, c.name, d.title, d.category, d.sensitivity,
	d.source, d.medium, d.pages, d.cabinet, d.shelf, d.box, d.custodian, d.received, d.retain_until, f.on_hold`

const documentJoins = ` JOIN files f ON f.id = d.file_id JOIN clients c ON c.id = d.client_id`

const documentFrom = ` FROM documents d` + documentJoins

// Document returns one document by id; it is on hold when its case file is.
func (t *txn) Document(id int64) (app.Document, error) {
	return one(t, scanDocument, `SELECT `+documentColumns+documentFrom+` WHERE d.id = $1`, id)
}

// DocumentByCode returns one document by code.
func (t *txn) DocumentByCode(code string) (app.Document, error) {
	return one(t, scanDocument, `SELECT `+documentColumns+documentFrom+` WHERE d.code = $1`, code)
}

// DocumentTitled returns the first document of a title in a case file.
func (t *txn) DocumentTitled(fileID int64, title string) (app.Document, error) {
	return one(t, scanDocument, `SELECT `+documentColumns+documentFrom+`
		WHERE d.file_id = $1 AND d.title = $2 ORDER BY d.ord LIMIT 1`, fileID, title)
}

// Documents lists the documents in scope by code. The page is found on an index of d
// alone before anything is joined to it.
func (t *txn) Documents(f app.DocumentFilter, scope *app.ClientScope) ([]app.DocumentRow, error) {
	w := documentConditions(f, scope)
	if f.After != "" {
		w.add(`d.ord > ?`, f.After)
	}
	page := `SELECT d.id FROM documents d` + w.sql() + ` ORDER BY d.ord` + limited(w, f.Limit)
	return many(t, scanDocumentRow, `SELECT `+documentColumns+`, d.ord,
			(SELECT COUNT(*) FROM copies k WHERE k.document_id = d.id),
			(SELECT COUNT(*) FROM copies k WHERE k.document_id = d.id AND k.state = 'in_place'),
			(SELECT COUNT(*) FROM copies k WHERE k.document_id = d.id AND k.state = 'out'),
			EXISTS (SELECT 1 FROM contents e WHERE e.document_id = d.id AND e.state = 'sealed')
		FROM (`+page+`) page JOIN documents d ON d.id = page.id`+documentJoins+` ORDER BY d.ord`, w.args...)
}

// CountDocuments counts the documents in scope.
func (t *txn) CountDocuments(f app.DocumentFilter, scope *app.ClientScope) (int, error) {
	w := documentConditions(f, scope)
	return one(t, scanInt, `SELECT COUNT(*) FROM documents d`+w.sql(), w.args...)
}

func documentConditions(f app.DocumentFilter, scope *app.ClientScope) *where {
	w := newWhere()
	inDocuments(w, scope)
	if f.Text != "" {
		textCondition(w, "d", "documents", "document_words", f.Text)
	}
	if f.Client != "" {
		w.add(`d.client_id = (SELECT id FROM clients WHERE code = ?)`, f.Client)
	}
	if f.File != "" {
		w.add(`d.file_id = (SELECT id FROM files WHERE code = ?)`, f.File)
	}
	if f.Category != "" {
		w.add(`d.category = ?`, string(f.Category))
	}
	if !f.Place.Empty() {
		inPlace(w, f.Place)
	}
	switch f.State {
	case "":
	case app.InPlace: // most documents: looked at one by one
		w.add(`EXISTS (SELECT 1 FROM copies k WHERE k.document_id = d.id AND k.state = 'in_place')`)
	default: // few: listed first. The second condition lets the index of the few be used.
		w.add(`d.id IN (SELECT k.document_id FROM copies k WHERE k.state = ? AND k.state <> 'in_place')`, string(f.State))
	}
	return w
}

// inPlace keeps documents with a paper copy that belongs to a place, or to anywhere within it.
func inPlace(w *where, at app.Location) {
	sql, args := `d.id IN (SELECT k.document_id FROM copies k WHERE k.medium = 'paper' AND k.state <> 'gone'`, []any{}
	for _, level := range []struct{ column, name string }{{"home_cabinet", at.Cabinet}, {"home_shelf", at.Shelf}, {"home_box", at.Box}} {
		if level.name != "" {
			sql += ` AND k.` + level.column + ` = ?`
			args = append(args, level.name)
		}
	}
	w.add(sql+`)`, args...)
}

// NextDocumentCode is the client's code and the number after the highest in use.
func (t *txn) NextDocumentCode(clientCode string) (string, error) {
	prefix := clientCode + "-"
	top, err := t.highest(prefix, `SELECT d.code FROM documents d JOIN clients c ON c.id = d.client_id
		WHERE c.code = $1 ORDER BY d.ord DESC`, clientCode)
	for err == nil {
		top++
		code := prefix + padded(top, 2)
		if _, err = t.DocumentByCode(code); app.CodeOf(err) == app.NotFound {
			return code, nil
		}
	}
	return "", err
}

// SaveDocument inserts (ID 0) or updates a document and what search finds it by. The
// client is always the case file's.
func (t *txn) SaveDocument(d app.Document) (app.Document, error) {
	args := []any{
		d.Code, app.CodeOrder(d.Code), app.FlatCode(d.Code), d.FileID, d.Title, string(d.Category), string(d.Sensitivity),
		string(d.Source), string(d.Medium), d.Pages, d.Home.Cabinet, d.Home.Shelf, d.Home.Box, d.Custodian,
		string(d.Received), string(d.RetainUntil),
	}
	id := d.ID
	var err error
	if id == 0 {
		id, err = t.insert(`INSERT INTO documents (code, ord, flat, file_id, client_id, title, category, sensitivity, source,
			medium, pages, cabinet, shelf, box, custodian, received, retain_until)
			VALUES ($1, $2, $3, $4, (SELECT client_id FROM files WHERE id = $4), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
			$15, $16) RETURNING id`, args...)
	} else {
		err = t.exec(`UPDATE documents SET code = $1, ord = $2, flat = $3, file_id = $4,
			client_id = (SELECT client_id FROM files WHERE id = $4), title = $5, category = $6, sensitivity = $7, source = $8,
			medium = $9, pages = $10, cabinet = $11, shelf = $12, box = $13, custodian = $14, received = $15,
			retain_until = $16 WHERE id = $17`, append(args, id)...)
	}
	if err != nil {
		return d, err
	}
	if err := t.saveWords("document_words", id, app.Grams(d.Title)); err != nil {
		return d, err
	}
	return t.Document(id)
}

func documentFields(d *app.Document) []any {
	return []any{
		&d.ID, &d.Code, &d.FileID, &d.FileCode, &d.ClientID, &d.ClientCode, &d.ClientName, &d.Title, &d.Category,
		&d.Sensitivity, &d.Source, &d.Medium, &d.Pages, &d.Home.Cabinet, &d.Home.Shelf, &d.Home.Box, &d.Custodian,
		&d.Received, &d.RetainUntil, &d.OnHold,
	}
}

func scanDocument(s scanner) (app.Document, error) {
	var d app.Document
	err := s.Scan(documentFields(&d)...)
	return d, err
}

func scanDocumentRow(s scanner) (app.DocumentRow, error) {
	var r app.DocumentRow
	err := s.Scan(append(documentFields(&r.Document), &r.Key, &r.Copies, &r.InPlace, &r.Out, &r.Stored)...)
	return r, err
}
