package store

import (
	"crypto/ed25519"
	"strings"

	"custody/app"
)

const accountColumns = `id, person_id, login, roles, state, sign_key, recipient, code_expires`

// AccountByLogin returns an account.
func (t *txn) AccountByLogin(login string) (app.Account, error) {
	return one(t, scanAccount, `SELECT `+accountColumns+` FROM accounts WHERE login = $1`, login)
}

// AccountByPerson returns a person's account.
func (t *txn) AccountByPerson(personID int64) (app.Account, error) {
	return one(t, scanAccount, `SELECT `+accountColumns+` FROM accounts WHERE person_id = $1`, personID)
}

// Accounts lists every account by login.
func (t *txn) Accounts() ([]app.Account, error) {
	return many(t, scanAccount, `SELECT `+accountColumns+` FROM accounts ORDER BY login`)
}

// SaveAccount inserts (ID 0) or updates an account and keeps its keys' history.
func (t *txn) SaveAccount(a app.Account) (app.Account, error) {
	args := []any{a.PersonID, a.Login, joinRoles(a.Roles), string(a.State), []byte(a.SignKey), a.Recipient, stamp(a.CodeExpires)}
	var err error
	if a.ID == 0 {
		a.ID, err = t.insert(`INSERT INTO accounts (person_id, login, roles, state, sign_key, recipient, code_expires)
			VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`, args...)
	} else {
		err = t.exec(`UPDATE accounts SET person_id = $1, login = $2, roles = $3, state = $4, sign_key = $5,
			recipient = $6, code_expires = $7 WHERE id = $8`, append(args, a.ID)...)
	}
	if err != nil || len(a.SignKey) == 0 {
		return a, err
	}
	return a, t.exec(`INSERT INTO account_keys (account_id, sign_key, recipient) VALUES ($1, $2, $3)
		ON CONFLICT (account_id, sign_key) DO NOTHING`, a.ID, []byte(a.SignKey), a.Recipient)
}

// AccountKeys returns every key that accounts ever signed with, by login.
func (t *txn) AccountKeys() (map[string][]ed25519.PublicKey, error) {
	type key struct {
		login string
		key   []byte
	}
	keys, err := many(t, func(s scanner) (key, error) {
		var k key
		return k, s.Scan(&k.login, &k.key)
	}, `SELECT a.login, k.sign_key FROM account_keys k JOIN accounts a ON a.id = k.account_id ORDER BY k.id`)
	out := make(map[string][]ed25519.PublicKey)
	for _, k := range keys {
		out[k.login] = append(out[k.login], k.key)
	}
	return out, err
}

// Delegations returns for whom a person may act on a day.
func (t *txn) Delegations(delegateID int64, on app.Date) ([]app.Delegation, error) {
	return many(t, scanDelegation, delegationSelect+`
		WHERE g.delegate_id = $1 AND g.from_on <= $2 AND g.until_on >= $2 ORDER BY g.id`, delegateID, string(on))
}

// DelegationsOf returns what a person gave or took and that has not ended before from.
func (t *txn) DelegationsOf(personID int64, from app.Date) ([]app.Delegation, error) {
	return many(t, scanDelegation, delegationSelect+`
		WHERE (g.delegate_id = $1 OR g.principal_id = $1) AND g.until_on >= $2 ORDER BY g.id`, personID, string(from))
}

var delegationSelect = `SELECT g.id, g.from_on, g.until_on, ` + principalColumns + `, ` + delegateColumns + `
	FROM delegations g
	JOIN people p ON p.id = g.principal_id LEFT JOIN departments d ON d.id = p.department_id
	JOIN people q ON q.id = g.delegate_id LEFT JOIN departments e ON e.id = q.department_id`

var (
	principalColumns = personColumns
	delegateColumns  = personAs("q", "e")
)

// SaveDelegation inserts (ID 0) or changes the days of a delegation.
func (t *txn) SaveDelegation(d app.Delegation) (app.Delegation, error) {
	if d.ID != 0 {
		return d, t.exec(`UPDATE delegations SET from_on = $1, until_on = $2 WHERE id = $3`,
			string(d.From), string(d.Until), d.ID)
	}
	id, err := t.insert(`INSERT INTO delegations (principal_id, delegate_id, from_on, until_on)
		VALUES ($1, $2, $3, $4) RETURNING id`, d.Principal.ID, d.Delegate.ID, string(d.From), string(d.Until))
	d.ID = id
	return d, err
}

func scanDelegation(s scanner) (app.Delegation, error) {
	var d app.Delegation
	fields := []any{&d.ID, &d.From, &d.Until}
	fields = append(fields, personFields(&d.Principal)...)
	fields = append(fields, personFields(&d.Delegate)...)
	return d, s.Scan(fields...)
}

func scanAccount(s scanner) (app.Account, error) {
	var a app.Account
	var roles, expires string
	var key []byte
	err := s.Scan(&a.ID, &a.PersonID, &a.Login, &roles, &a.State, &key, &a.Recipient, &expires)
	a.Roles = splitRoles(roles)
	a.CodeExpires = unstamp(expires)
	if len(key) > 0 {
		a.SignKey = key
	}
	return a, err
}

// splitRoles reads the stored form of a set of roles: their names with commas.
func splitRoles(s string) app.Roles {
	if s == "" {
		return nil
	}
	var out app.Roles
	for name := range strings.SplitSeq(s, ",") {
		out = append(out, app.Role(name))
	}
	return out
}

func joinRoles(roles app.Roles) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, ",")
}
