package store

import (
	"fmt"
	"slices"

	"custody/app"
)

const bodyColumns = `id, number, name, kind, uscc, contact, phone, ended_on`

// Bodies lists the external bodies by number.
func (t *txn) Bodies() ([]app.Body, error) {
	out, err := many(t, scanBody, `SELECT `+bodyColumns+` FROM bodies ORDER BY id`)
	slices.SortStableFunc(out, func(a, b app.Body) int {
		if app.CodeOrder(a.Number) < app.CodeOrder(b.Number) {
			return -1
		}
		return 1
	})
	return out, err
}

// Body returns one external body by id.
func (t *txn) Body(id int64) (app.Body, error) {
	return one(t, scanBody, `SELECT `+bodyColumns+` FROM bodies WHERE id = $1`, id)
}

// BodyByNumber returns one external body by number.
func (t *txn) BodyByNumber(number string) (app.Body, error) {
	return one(t, scanBody, `SELECT `+bodyColumns+` FROM bodies WHERE number = $1`, number)
}

// SaveBody inserts (ID 0) or updates a body; a new one gets the next number.
func (t *txn) SaveBody(b app.Body) (app.Body, error) {
	if b.ID != 0 {
		return b, t.exec(`UPDATE bodies SET name = $1, kind = $2, uscc = $3, contact = $4, phone = $5, ended_on = $6 WHERE id = $7`,
			b.Name, string(b.Kind), b.USCC, b.Contact, b.Phone, string(b.EndedOn), b.ID)
	}
	last, err := one(t, scanID, `SELECT COALESCE(MAX(id), 0) FROM bodies`)
	if err != nil {
		return b, err
	}
	b.Number = fmt.Sprintf("WB-%03d", last+1)
	b.ID, err = t.insert(`INSERT INTO bodies (id, number, name, kind, uscc, contact, phone, ended_on)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		last+1, b.Number, b.Name, string(b.Kind), b.USCC, b.Contact, b.Phone, string(b.EndedOn))
	return b, err
}

// BodyStaff counts those who act for each body and have not left by a day.
func (t *txn) BodyStaff(on app.Date) (map[int64]int, error) {
	type count struct {
		id int64
		n  int
	}
	counts, err := many(t, func(s scanner) (count, error) {
		var c count
		return c, s.Scan(&c.id, &c.n)
	}, `SELECT body_id, COUNT(*) FROM people WHERE body_id IS NOT NULL AND (left_on = '' OR left_on > $1) GROUP BY body_id`, string(on))
	out := make(map[int64]int, len(counts))
	for _, c := range counts {
		out[c.id] = c.n
	}
	return out, err
}

func scanBody(s scanner) (app.Body, error) {
	var b app.Body
	return b, s.Scan(&b.ID, &b.Number, &b.Name, &b.Kind, &b.USCC, &b.Contact, &b.Phone, &b.EndedOn)
}

const contractColumns = `id, body_id, number, signed_on, from_on, until_on, clause, clause_on, ended_on, note`

// Contracts lists the contracts of a body, of all for 0, newest first.
func (t *txn) Contracts(bodyID int64) ([]app.Contract, error) {
	return many(t, scanContract, `SELECT `+contractColumns+` FROM contracts
		WHERE ($1 = 0 OR body_id = $1) ORDER BY from_on DESC, id DESC`, bodyID)
}

// Contract returns one contract.
func (t *txn) Contract(id int64) (app.Contract, error) {
	return one(t, scanContract, `SELECT `+contractColumns+` FROM contracts WHERE id = $1`, id)
}

// AddContract adds a contract.
func (t *txn) AddContract(c app.Contract) (app.Contract, error) {
	id, err := t.insert(`INSERT INTO contracts (body_id, number, signed_on, from_on, until_on, clause, clause_on, ended_on, note)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`, c.BodyID, c.Number, string(c.SignedOn),
		string(c.From), string(c.Until), c.Clause, string(c.ClauseOn), string(c.EndedOn), c.Note)
	c.ID = id
	return c, err
}

// EndContract sets the first day without a contract.
func (t *txn) EndContract(id int64, on app.Date) error {
	return t.exec(`UPDATE contracts SET ended_on = $1 WHERE id = $2`, string(on), id)
}

func scanContract(s scanner) (app.Contract, error) {
	var c app.Contract
	return c, s.Scan(&c.ID, &c.BodyID, &c.Number, &c.SignedOn, &c.From, &c.Until, &c.Clause, &c.ClauseOn, &c.EndedOn, &c.Note)
}
