package store

import (
	"strconv"

	"custody/app"
)

const fileColumns = `f.id, f.code, f.client_id, c.code, c.name, f.title, f.opened_on, f.on_hold, f.hold_reason`

const fileFrom = ` FROM files f JOIN clients c ON c.id = f.client_id`

// fileCounts are the documents of a file and its copies that are out.
const fileCounts = `, f.ord, (SELECT COUNT(*) FROM documents d WHERE d.file_id = f.id),
	(SELECT COUNT(*) FROM documents d JOIN copies k ON k.document_id = d.id WHERE d.file_id = f.id AND k.state = 'out')`

// File returns one case file by id.
func (t *txn) File(id int64) (app.File, error) {
	return one(t, scanFile, `SELECT `+fileColumns+fileFrom+` WHERE f.id = $1`, id)
}

// FileByCode returns one case file by code.
func (t *txn) FileByCode(code string) (app.File, error) {
	return one(t, scanFile, `SELECT `+fileColumns+fileFrom+` WHERE f.code = $1`, code)
}

// FilesOfClient returns a client's case files by code.
func (t *txn) FilesOfClient(clientID int64) ([]app.FileRow, error) {
	return many(t, scanFileRow, `SELECT `+fileColumns+fileCounts+fileFrom+` WHERE f.client_id = $1 ORDER BY f.ord`, clientID)
}

// Files lists the case files in scope by code.
func (t *txn) Files(text, after string, limit int, scope *app.ClientScope) ([]app.FileRow, error) {
	w := newWhere()
	inClients(w, "f.client_id", scope)
	if text != "" {
		textCondition(w, "f", "files", "file_words", text)
	}
	if after != "" {
		w.add(`f.ord > ?`, after)
	}
	page := `SELECT f.id FROM files f` + w.sql() + ` ORDER BY f.ord` + limited(w, limit)
	return many(t, scanFileRow, `SELECT `+fileColumns+fileCounts+` FROM (`+page+`) page JOIN files f ON f.id = page.id
		JOIN clients c ON c.id = f.client_id ORDER BY f.ord`, w.args...)
}

// NextFileCode is the client's code and the year, with a number behind it when taken.
func (t *txn) NextFileCode(clientCode string, on app.Date) (string, error) {
	first := clientCode + "-" + string(on)[:4]
	code := first
	for n := 2; ; n++ {
		_, err := t.FileByCode(code)
		if app.CodeOf(err) == app.NotFound {
			return code, nil
		}
		if err != nil {
			return "", err
		}
		code = first + "-" + strconv.Itoa(n)
	}
}

// SaveFile inserts (ID 0) or updates a case file and what search finds it by.
func (t *txn) SaveFile(f app.File) (app.File, error) {
	args := []any{
		f.Code, app.CodeOrder(f.Code), app.FlatCode(f.Code), f.ClientID, f.Title, string(f.OpenedOn), f.OnHold, f.HoldReason,
	}
	if f.ID == 0 {
		id, err := t.insert(`INSERT INTO files (code, ord, flat, client_id, title, opened_on, on_hold, hold_reason)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`, args...)
		if err != nil {
			return f, err
		}
		f.ID = id
	} else if err := t.exec(`UPDATE files SET code = $1, ord = $2, flat = $3, client_id = $4, title = $5, opened_on = $6,
		on_hold = $7, hold_reason = $8 WHERE id = $9`, append(args, f.ID)...); err != nil {
		return f, err
	}
	return f, t.saveWords("file_words", f.ID, app.Grams(f.Title))
}

func fileFields(f *app.File) []any {
	return []any{&f.ID, &f.Code, &f.ClientID, &f.ClientCode, &f.ClientName, &f.Title, &f.OpenedOn, &f.OnHold, &f.HoldReason}
}

func scanFile(s scanner) (app.File, error) {
	var f app.File
	err := s.Scan(fileFields(&f)...)
	return f, err
}

func scanFileRow(s scanner) (app.FileRow, error) {
	var r app.FileRow
	err := s.Scan(append(fileFields(&r.File), &r.Key, &r.Documents, &r.Out)...)
	return r, err
}
