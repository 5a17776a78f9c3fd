package store

import (
	"fmt"

	"custody/app"
)

var clearanceColumns = `k.id, k.number, k.kind, k.state, k.note, k.opened_at, k.ended_at, k.why, COALESCE(k.signature_id, 0),
	COALESCE(o.id, 0), COALESCE(o.number, ''), COALESCE(o.name, ''), COALESCE(z.id, 0), COALESCE(z.number, ''), COALESCE(z.name, ''),
	COALESCE(v.id, 0), COALESCE(v.number, ''), COALESCE(v.name, ''), ` + personColumns

const clearanceFrom = ` FROM clearances k JOIN people p ON p.id = k.person_id LEFT JOIN departments d ON d.id = p.department_id
	LEFT JOIN people o ON o.id = k.opened_by LEFT JOIN people z ON z.id = k.ended_by LEFT JOIN people v ON v.id = k.witness_id`

// Clearance returns one sheet with its lines and the strokes of its signature.
func (t *txn) Clearance(number string) (app.Clearance, error) {
	c, err := one(t, scanClearance, `SELECT `+clearanceColumns+clearanceFrom+` WHERE k.number = $1`, number)
	if err != nil {
		return c, err
	}
	return t.wholeClearance(c)
}

// OpenClearanceOf returns the sheet under way for a person, whole.
func (t *txn) OpenClearanceOf(personID int64) (app.Clearance, error) {
	c, err := one(t, scanClearance, `SELECT `+clearanceColumns+clearanceFrom+` WHERE k.person_id = $1 AND k.state = 'open'`, personID)
	if err != nil {
		return c, err
	}
	return t.wholeClearance(c)
}

func (t *txn) wholeClearance(c app.Clearance) (app.Clearance, error) {
	var err error
	c.Items, err = many(t, scanClearanceItem, `SELECT i.id, i.key, i.text, i.auto, i.state, i.left_over, i.at, COALESCE(i.by_id, 0),
		COALESCE(w.name, ''), i.note FROM clearance_items i LEFT JOIN people w ON w.id = i.by_id
		WHERE i.clearance_id = $1 ORDER BY i.position`, c.ID)
	if err != nil || c.Signature.ID == 0 {
		return c, err
	}
	signed, err := t.Signatures(c.Signature.ID)
	c.Signature = signed[c.Signature.ID]
	return c, err
}

// Clearances lists sheets without their lines, newest first.
func (t *txn) Clearances(f app.ClearanceFilter) ([]app.Clearance, error) {
	w := newWhere()
	if f.State != "" {
		w.add(`k.state = ?`, string(f.State))
	}
	if f.Kind != "" {
		w.add(`k.kind = ?`, string(f.Kind))
	}
	if f.Person != "" {
		w.add(`p.number = ?`, f.Person)
	}
	if f.Before != 0 {
		w.add(`k.id < ?`, f.Before)
	}
	return many(t, scanClearance, `SELECT `+clearanceColumns+clearanceFrom+w.sql()+` ORDER BY k.id DESC`+limited(w, f.Limit), w.args...)
}

// AddClearance adds a sheet under the next number of the year, without lines.
func (t *txn) AddClearance(c app.Clearance, year int) (app.Clearance, error) {
	seq, err := one(t, scanInt, `SELECT COALESCE(MAX(seq), 0) + 1 FROM clearances WHERE year = $1`, year)
	if err != nil {
		return c, err
	}
	number := fmt.Sprintf("JJ-%04d-%04d", year, seq)
	_, err = t.insert(`INSERT INTO clearances (year, seq, number, person_id, kind, state, note, opened_at, opened_by, ended_at, why)
		VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, '', '') RETURNING id`,
		year, seq, number, c.PersonID, string(c.Kind), c.Note, stamp(c.OpenedAt), c.OpenedBy.ID)
	if err != nil {
		return c, err
	}
	return t.Clearance(number)
}

// EndClearance keeps how a sheet ended.
func (t *txn) EndClearance(c app.Clearance) error {
	return t.exec(`UPDATE clearances SET state = $2, ended_at = $3, ended_by = $4, why = $5, signature_id = $6, witness_id = $7 WHERE id = $1`,
		c.ID, string(c.State), stamp(c.EndedAt), nullID(c.EndedBy.ID), c.Why, nullID(c.Signature.ID), nullID(c.Witness.ID))
}

// SaveClearanceItem inserts a line at the end of its sheet, or updates it.
func (t *txn) SaveClearanceItem(clearanceID int64, it app.ClearanceItem) (app.ClearanceItem, error) {
	if it.ID != 0 {
		return it, t.exec(`UPDATE clearance_items SET state = $2, left_over = $3, at = $4, by_id = $5, note = $6 WHERE id = $1`,
			it.ID, string(it.State), it.Open, stamp(it.At), nullID(it.ByID), it.Note)
	}
	id, err := t.insert(`INSERT INTO clearance_items (clearance_id, position, key, text, auto, state, left_over, at, by_id, note)
		VALUES ($1, (SELECT COALESCE(MAX(position), 0) + 1 FROM clearance_items WHERE clearance_id = $1), $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
		clearanceID, it.Key, it.Text, it.Auto, string(it.State), it.Open, stamp(it.At), nullID(it.ByID), it.Note)
	it.ID = id
	return it, err
}

func scanClearance(s scanner) (app.Clearance, error) {
	var c app.Clearance
	var opened, ended string
	dest := []any{
		&c.ID, &c.Number, &c.Kind, &c.State, &c.Note, &opened, &ended, &c.Why, &c.Signature.ID,
		&c.OpenedBy.ID, &c.OpenedBy.Number, &c.OpenedBy.Name, &c.EndedBy.ID, &c.EndedBy.Number, &c.EndedBy.Name,
		&c.Witness.ID, &c.Witness.Number, &c.Witness.Name,
	}
	err := s.Scan(append(dest, personFields(&c.Person)...)...)
	c.PersonID, c.OpenedAt, c.EndedAt = c.Person.ID, unstamp(opened), unstamp(ended)
	return c, err
}

func scanClearanceItem(s scanner) (app.ClearanceItem, error) {
	var it app.ClearanceItem
	var at string
	err := s.Scan(&it.ID, &it.Key, &it.Text, &it.Auto, &it.State, &it.Open, &at, &it.ByID, &it.By, &it.Note)
	it.At = unstamp(at)
	return it, err
}
