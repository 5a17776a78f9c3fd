package store

import (
	"strconv"

	"custody/app"
)

const grantColumns = `g.id, g.content_id, COALESCE(g.person_id, 0), g.recipient, g.until_on, g.wrapped, g.granter, g.at, g.sig`

// Grant returns the grant of a content to a person, to the recovery halves for 0.
func (t *txn) Grant(contentID, personID int64) (app.Grant, error) {
	return one(t, scanGrant, `SELECT `+grantColumns+` FROM grants g WHERE g.content_id = $1 AND `+grantee(personID), contentID)
}

// grantee is the condition for a person's grants, or those of the recovery halves.
func grantee(personID int64) string {
	if personID == 0 {
		return `g.person_id IS NULL`
	}
	return `g.person_id = ` + strconv.FormatInt(personID, 10)
}

// Grants returns the grants of a content, recovery's first.
func (t *txn) Grants(contentID int64) ([]app.Grant, error) {
	return many(t, scanGrant, `SELECT `+grantColumns+` FROM grants g WHERE g.content_id = $1
		ORDER BY COALESCE(g.person_id, 0)`, contentID)
}

// GrantsOf returns a person's grants by content.
func (t *txn) GrantsOf(personID int64) ([]app.Grant, error) {
	return many(t, scanGrant, `SELECT `+grantColumns+` FROM grants g WHERE `+grantee(personID)+` ORDER BY g.content_id`)
}

// EachGrant calls fn with every grant by id.
func (t *txn) EachGrant(fn func(app.Grant) error) error {
	return each(t, scanGrant, fn, `SELECT `+grantColumns+` FROM grants g ORDER BY g.id`)
}

// ContentsWithout lists sealed contents in a scope of which a person has no grant to a recipient, by id.
func (t *txn) ContentsWithout(personID int64, recipient string, s app.KeyScope, limit int) ([]app.Content, error) {
	if limit <= 0 {
		limit = -1
	}
	// In a small scope each content is looked up; for all of them it is quicker to list what the person has.
	lacking := `NOT EXISTS (SELECT 1 FROM grants g WHERE g.content_id = s.id AND ` + grantee(personID) + ` AND g.recipient = $1)`
	if s.All {
		lacking = `s.id NOT IN (SELECT g.content_id FROM grants g WHERE ` + grantee(personID) + ` AND g.recipient = $1)`
	}
	return many(t, scanContent, `SELECT `+contentColumns+` FROM (
			SELECT s.id FROM (`+inKeyScope(s)+`) s WHERE `+lacking+` ORDER BY s.id `+first(limit)+`) lacking
		JOIN contents x ON x.id = lacking.id JOIN documents d ON d.id = x.document_id ORDER BY x.id`, recipient)
}

// first is the LIMIT of a list, none for a negative one.
func first(limit int) string {
	if limit < 0 {
		return ""
	}
	return `LIMIT ` + strconv.Itoa(limit)
}

// GrantsBeyond lists a person's grants outside a scope, of contents that ended, or to another recipient.
func (t *txn) GrantsBeyond(personID int64, recipient string, s app.KeyScope) ([]app.Grant, error) {
	return many(t, scanGrant, `SELECT `+grantColumns+` FROM grants g WHERE `+grantee(personID)+`
		AND (g.recipient <> $1 OR g.content_id NOT IN (`+inKeyScope(s)+`)) ORDER BY g.content_id`, recipient)
}

// GrantsPast lists grants whose last day lies before a day, the oldest first.
func (t *txn) GrantsPast(on app.Date) ([]app.Grant, error) {
	return many(t, scanGrant, `SELECT `+grantColumns+` FROM grants g WHERE g.until_on <> '' AND g.until_on < $1
		ORDER BY g.until_on, g.id`, string(on))
}

const grantInsert = `INSERT INTO grants (content_id, person_id, recipient, until_on, wrapped, granter, at, sig)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT `

const grantReplace = ` DO UPDATE SET recipient = excluded.recipient, until_on = excluded.until_on,
	wrapped = excluded.wrapped, granter = excluded.granter, at = excluded.at, sig = excluded.sig`

// SaveGrant inserts a grant, or replaces that of the same content and person.
func (t *txn) SaveGrant(g app.Grant) error {
	conflict := `(content_id, person_id)`
	if g.PersonID == 0 {
		conflict = `(content_id) WHERE person_id IS NULL`
	}
	return t.exec(grantInsert+conflict+grantReplace, g.ContentID, nullID(g.PersonID), g.Recipient, string(g.Until),
		g.Wrapped, g.Granter, stamp(g.At), g.Sig)
}

// RemoveGrants removes grants by id.
func (t *txn) RemoveGrants(ids ...int64) error {
	if len(ids) == 0 {
		return nil
	}
	return t.exec(`DELETE FROM grants WHERE id IN (` + numbers(ids) + `)`)
}

// RemoveGrantsOf removes every grant of a content and tells how many there were.
func (t *txn) RemoveGrantsOf(contentID int64) (int, error) {
	done, err := t.tx.ExecContext(t.ctx, bind(`DELETE FROM grants WHERE content_id = $1`), contentID)
	if err != nil {
		return 0, err
	}
	n, err := done.RowsAffected()
	return int(n), err
}

func scanGrant(s scanner) (app.Grant, error) {
	var g app.Grant
	var at string
	err := s.Scan(&g.ID, &g.ContentID, &g.PersonID, &g.Recipient, &g.Until, &g.Wrapped, &g.Granter, &at, &g.Sig)
	g.At = unstamp(at)
	return g, err
}
