package store

import "custody/app"

// Organisation returns the organisation, NotFound before the founding.
func (t *txn) Organisation() (app.Organisation, error) {
	return one(t, func(s scanner) (app.Organisation, error) {
		var o app.Organisation
		return o, s.Scan(&o.Name, &o.NameEN, &o.Short, &o.Document, &o.Version, &o.Issued)
	}, `SELECT name, name_en, short, document, version, issued FROM organisation WHERE id = 1`)
}

// SaveOrganisation writes it.
func (t *txn) SaveOrganisation(o app.Organisation) error {
	return t.exec(`INSERT INTO organisation (id, name, name_en, short, document, version, issued)
		VALUES (1, $1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, short = excluded.short,
			document = excluded.document, version = excluded.version, issued = excluded.issued`,
		o.Name, o.NameEN, o.Short, o.Document, o.Version, string(o.Issued))
}

// Departments lists the departments in the order they were made.
func (t *txn) Departments() ([]app.Department, error) {
	return many(t, func(s scanner) (app.Department, error) {
		var d app.Department
		return d, s.Scan(&d.ID, &d.Name)
	}, `SELECT id, name FROM departments ORDER BY id`)
}

// AddDepartment adds one.
func (t *txn) AddDepartment(name string) (app.Department, error) {
	id, err := t.insert(`INSERT INTO departments (name) VALUES ($1) RETURNING id`, name)
	return app.Department{ID: id, Name: name}, err
}

// RenameDepartment renames one.
func (t *txn) RenameDepartment(id int64, name string) error {
	return t.exec(`UPDATE departments SET name = $1 WHERE id = $2`, name, id)
}

// Settings returns the settings, the defaults before the founding.
func (t *txn) Settings() (app.Settings, error) {
	s, err := one(t, func(s scanner) (app.Settings, error) {
		var v app.Settings
		return v, s.Scan(&v.IdleMinutes, &v.RequestDays, &v.PickupDays, &v.MaxLoanDays, &v.MaxRenewals,
			&v.CommitmentMonths, &v.ExpiringDays, &v.HideSensitive)
	}, `SELECT idle_minutes, request_days, pickup_days, max_loan_days, max_renewals,
		commitment_months, expiring_days, hide_sensitive FROM settings WHERE id = 1`)
	if app.CodeOf(err) == app.NotFound {
		return app.DefaultSettings(), nil
	}
	return s, err
}

// SaveSettings writes them.
func (t *txn) SaveSettings(v app.Settings) error {
	return t.exec(`INSERT INTO settings (id, idle_minutes, request_days, pickup_days, max_loan_days, max_renewals,
			commitment_months, expiring_days, hide_sensitive)
		VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (id) DO UPDATE SET idle_minutes = excluded.idle_minutes, request_days = excluded.request_days,
			pickup_days = excluded.pickup_days, max_loan_days = excluded.max_loan_days,
			max_renewals = excluded.max_renewals, commitment_months = excluded.commitment_months,
			expiring_days = excluded.expiring_days, hide_sensitive = excluded.hide_sensitive`,
		v.IdleMinutes, v.RequestDays, v.PickupDays, v.MaxLoanDays, v.MaxRenewals,
		v.CommitmentMonths, v.ExpiringDays, v.HideSensitive)
}
