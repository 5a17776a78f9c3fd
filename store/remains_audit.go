package store

import (
	"crypto/ed25519"
	"slices"

	"custody/app"
	"custody/store/sqlitefile"
)

// auditTable holds the audit log.
const auditTable = "audit"

// AccountKeys are the keys that each login ever signed with, as far as they can be read.
func (r *remains) AccountKeys() (map[string][]ed25519.PublicKey, error) {
	logins := map[int64]string{}
	for _, row := range r.rows("accounts") {
		logins[row.ID], _ = row.Values[r.tables["accounts"].place("login")].(string)
	}
	keys := map[string][]ed25519.PublicKey{}
	if t := r.tables["account_keys"]; t != nil {
		account, key := t.place("account_id"), t.place("sign_key")
		for _, row := range t.content.Rows {
			id, _ := row.Values[account].(int64)
			raw, _ := row.Values[key].([]byte)
			if login := logins[id]; login != "" && len(raw) == ed25519.PublicKeySize {
				keys[login] = append(keys[login], raw)
			}
		}
	}
	return keys, nil
}

func (r *remains) rows(name string) []sqlitefile.Row {
	if t := r.tables[name]; t != nil {
		return t.content.Rows
	}
	return nil
}

func (s shape) place(name string) int {
	return slices.IndexFunc(s.columns, func(c column) bool { return c.name == name })
}

// EachEntry calls fn for every entry of the audit log that can be read.
func (r *remains) EachEntry(fn func(app.Entry) error) error {
	t := r.tables[auditTable]
	if t == nil {
		return nil
	}
	for _, row := range t.content.Rows {
		if err := fn(t.entry(row)); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) entry(row sqlitefile.Row) app.Entry {
	word := func(name string) string {
		s, _ := row.Values[t.place(name)].(string)
		return s
	}
	blob := func(name string) []byte {
		b, _ := row.Values[t.place(name)].([]byte)
		return b
	}
	return app.Entry{
		Seq: row.ID, At: unstamp(word("at")), Login: word("login"), Actor: word("actor"), OnBehalf: word("on_behalf"),
		Act: word("act"), Object: word("object"), Outcome: app.Outcome(word("outcome")), Detail: word("detail"),
		Prev: blob("prev"), Hash: blob("hash"), Sig: blob("sig"),
	}
}
