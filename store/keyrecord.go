package store

import "custody/app"

// KeyRecord returns what is known of the vault's key, nothing before the first change.
func (t *txn) KeyRecord() (app.KeyRecord, error) {
	r, err := one(t, func(s scanner) (app.KeyRecord, error) {
		var r app.KeyRecord
		var renewed, exposed, drilled, halves string
		err := s.Scan(&r.Epoch, &renewed, &exposed, &drilled, &halves)
		r.RenewedAt, r.ExposedAt, r.DrilledAt, r.HalvesAt = unstamp(renewed), unstamp(exposed), unstamp(drilled), unstamp(halves)
		return r, err
	}, `SELECT epoch, renewed_at, exposed_at, drilled_at, halves_at FROM vault_key WHERE id = 1`)
	if app.CodeOf(err) == app.NotFound {
		return app.KeyRecord{}, nil
	}
	return r, err
}

// SaveKeyRecord writes it.
func (t *txn) SaveKeyRecord(r app.KeyRecord) error {
	return t.exec(`INSERT INTO vault_key (id, epoch, renewed_at, exposed_at, drilled_at, halves_at) VALUES (1, $1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, renewed_at = excluded.renewed_at,
			exposed_at = excluded.exposed_at, drilled_at = excluded.drilled_at, halves_at = excluded.halves_at`,
		int64(r.Epoch), stamp(r.RenewedAt), stamp(r.ExposedAt), stamp(r.DrilledAt), stamp(r.HalvesAt))
}

// LeavingOf returns a person's last leaving.
func (t *txn) LeavingOf(personID int64) (app.LeavingRecord, error) {
	return one(t, func(s scanner) (app.LeavingRecord, error) {
		var r app.LeavingRecord
		var at string
		err := s.Scan(&r.PersonID, &r.On, &r.Reason, &at, &r.ByID)
		r.At = unstamp(at)
		return r, err
	}, `SELECT person_id, left_on, reason, at, by_id FROM leavings WHERE person_id = $1 ORDER BY id DESC LIMIT 1`, personID)
}

// AddLeaving keeps a leaving.
func (t *txn) AddLeaving(r app.LeavingRecord) error {
	return t.exec(`INSERT INTO leavings (person_id, left_on, reason, at, by_id) VALUES ($1, $2, $3, $4, $5)`,
		r.PersonID, string(r.On), r.Reason, stamp(r.At), r.ByID)
}
