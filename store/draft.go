package store

import (
	"encoding/json"

	"custody/app"
)

// Drafts lists an account's unfinished forms, newest first.
func (t *txn) Drafts(login string) ([]app.Draft, error) {
	return many(t, func(s scanner) (app.Draft, error) {
		var d app.Draft
		var fields []byte
		var at string
		if err := s.Scan(&d.Form, &fields, &at); err != nil {
			return d, err
		}
		d.At = unstamp(at)
		return d, json.Unmarshal(fields, &d.Fields)
	}, `SELECT form, fields, at FROM drafts WHERE login = $1 ORDER BY at DESC, form`, login)
}

// SaveDraft keeps a form, in place of an older draft of it.
func (t *txn) SaveDraft(login string, d app.Draft) error {
	fields, err := json.Marshal(d.Fields)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO drafts (login, form, fields, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (login, form) DO UPDATE SET fields = excluded.fields, at = excluded.at`,
		login, d.Form, string(fields), stamp(d.At))
}

// DropDraft forgets a form.
func (t *txn) DropDraft(login, form string) error {
	return t.exec(`DELETE FROM drafts WHERE login = $1 AND form = $2`, login, form)
}

// Preferences returns what is remembered for an account on a computer, empty for nothing.
func (t *txn) Preferences(login, computer string) (map[string]string, error) {
	p, err := one(t, func(s scanner) (map[string]string, error) {
		var fields []byte
		if err := s.Scan(&fields); err != nil {
			return nil, err
		}
		p := map[string]string{}
		return p, json.Unmarshal(fields, &p)
	}, `SELECT fields FROM preferences WHERE login = $1 AND computer = $2`, login, computer)
	if app.CodeOf(err) == app.NotFound {
		return map[string]string{}, nil
	}
	return p, err
}

// SavePreferences keeps it.
func (t *txn) SavePreferences(login, computer string, p map[string]string) error {
	fields, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return t.exec(`INSERT INTO preferences (login, computer, fields) VALUES ($1, $2, $3)
		ON CONFLICT (login, computer) DO UPDATE SET fields = excluded.fields`, login, computer, string(fields))
}
