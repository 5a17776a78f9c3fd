package app

import (
	"context"
	"slices"
)

// Organisation returns the organisation. Every account may read it.
func (o *Office) Organisation(ctx context.Context) (Organisation, error) {
	var org Organisation
	err := o.view(ctx, "organisation.view", "", func(w *work) (err error) {
		org, err = w.Reader.Organisation()
		return err
	})
	return org, err
}

// SaveOrganisation changes it. Administrator only; returns NotAllowed, Invalid.
func (o *Office) SaveOrganisation(ctx context.Context, org Organisation) error {
	return o.change(ctx, "organisation.save", "", func(c *change) error {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := org.check(); err != nil {
			return err
		}
		return c.tx.SaveOrganisation(org)
	})
}

// check normalises the texts and returns Invalid(s) by field: name, name_en, short,
// document, version, issued.
func (org *Organisation) check() error {
	var f formCheck
	f.line("name", &org.Name, true)
	f.line("name_en", &org.NameEN, false)
	f.line("short", &org.Short, false)
	f.line("document", &org.Document, true)
	f.line("version", &org.Version, true)
	f.date("issued", org.Issued)
	if org.Short == "" {
		org.Short = org.Name
	}
	return f.wrong.errOrNil()
}

// Departments lists the departments in the order they were made.
func (o *Office) Departments(ctx context.Context) ([]Department, error) {
	var out []Department
	err := o.view(ctx, "department.view", "", func(w *work) (err error) {
		out, err = w.Reader.Departments()
		return err
	})
	return out, err
}

// AddDepartment adds one. Administrator only; Invalid for an empty or double name.
func (o *Office) AddDepartment(ctx context.Context, name string) (Department, error) {
	var d Department
	err := o.change(ctx, "department.add", "", func(c *change) error {
		err := c.mustHave(Administrator)
		if err != nil {
			return err
		}
		if name, err = c.departmentName(name, 0); err != nil {
			return err
		}
		if d, err = c.tx.AddDepartment(name); err != nil {
			return err
		}
		return c.log("", map[string]any{"department": name})
	})
	return d, err
}

// RenameDepartment renames one. Administrator only; returns what AddDepartment
// returns, NotFound for no such department.
func (o *Office) RenameDepartment(ctx context.Context, id int64, name string) error {
	return o.change(ctx, "department.rename", "", func(c *change) error {
		err := c.mustHave(Administrator)
		if err != nil {
			return err
		}
		if err := c.mustKnowDepartment(id); err != nil {
			return err
		}
		if name, err = c.departmentName(name, id); err != nil {
			return err
		}
		if err := c.tx.RenameDepartment(id, name); err != nil {
			return err
		}
		return c.log("", map[string]any{"department": name})
	})
}

// departmentName checks a name that no other department than own may have.
func (w *work) departmentName(name string, own int64) (string, error) {
	name, wrong := line("name", name, true)
	if wrong != nil {
		return "", wrong
	}
	have, err := w.Departments()
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(have, func(d Department) bool { return d.Name == name && d.ID != own }) {
		return "", Errf(Invalid, "error.department.double", name).At("name")
	}
	return name, nil
}

func (w *work) mustKnowDepartment(id int64) error {
	have, err := w.Departments()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(have, func(d Department) bool { return d.ID == id }) {
		return Errf(NotFound, "error.department.none").At("department")
	}
	return nil
}

// Settings returns the office's settings. Every account may read them.
func (o *Office) Settings(ctx context.Context) (Settings, error) {
	var s Settings
	err := o.view(ctx, "settings.view", "", func(w *work) error {
		s = w.settings
		return nil
	})
	return s, err
}

// SaveSettings changes them. Administrator only; Invalid (with field) out of range.
func (o *Office) SaveSettings(ctx context.Context, s Settings) error {
	return o.change(ctx, "settings.save", "", func(c *change) error {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := s.check(); err != nil {
			return err
		}
		if err := c.tx.SaveSettings(s); err != nil {
			return err
		}
		return c.log("", map[string]any{"settings": s})
	})
}

// check returns Invalid(s) by field for a number out of its range.
func (s Settings) check() error {
	var f formCheck
	within := func(field string, v, low, high int) {
		if v < low || v > high {
			f.add(Errf(Invalid, "error.range", low, high).At(field))
		}
	}
	within("idle_minutes", s.IdleMinutes, 1, 60)
	within("request_days", s.RequestDays, 1, 90)
	within("pickup_days", s.PickupDays, 1, 90)
	within("max_loan_days", s.MaxLoanDays, 1, 366)
	within("max_renewals", s.MaxRenewals, 0, 12)
	within("commitment_months", s.CommitmentMonths, 1, 60)
	within("expiring_days", s.ExpiringDays, 1, 180)
	return f.wrong.errOrNil()
}
