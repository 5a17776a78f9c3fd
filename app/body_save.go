package app

import "context"

// mayEditBodies lets those change bodies who change people.
func (w *work) mayEditBodies() error { return w.mustHave(Custodian, Administrator) }

// SaveBody adds (ID 0) or changes an external body. Custodian or administrator. Its number and its
// end are not changed by it: see EndBody. Returns Invalid(s) by field (name, kind, uscc, contact,
// phone), Conflict (error.body.double), NotFound.
func (o *Office) SaveBody(ctx context.Context, b Body) (Body, error) {
	act := "body.save"
	if b.ID == 0 {
		act = "body.add"
	}
	err := o.change(ctx, act, b.Number, func(c *change) (err error) {
		if err := c.mayEditBodies(); err != nil {
			return err
		}
		b, err = c.saveBody(b)
		return err
	})
	return b, err
}

func (c *change) saveBody(b Body) (Body, error) {
	if err := b.check(); err != nil {
		return b, err
	}
	var before Body
	if b.ID != 0 {
		var err error
		if before, err = c.Body(b.ID); err != nil {
			return b, missing(err, Errf(NotFound, "error.body.none", b.Number))
		}
		b.Number, b.EndedOn = before.Number, before.EndedOn
	}
	all, err := c.Bodies()
	if err != nil {
		return b, err
	}
	for _, other := range all {
		if other.ID != b.ID && Plain(other.Name) == Plain(b.Name) {
			return b, Errf(Conflict, "error.body.double", other.Number).At("name")
		}
	}
	if b, err = c.tx.SaveBody(b); err != nil {
		return b, err
	}
	return b, c.log(b.Number, map[string]any{"changed": b.differs(before)})
}

// check puts the texts right and returns what is wrong, by field.
func (b *Body) check() error {
	var f formCheck
	f.line("name", &b.Name, true)
	if Plain(b.Name) == "" && b.Name != "" {
		f.add(Errf(Invalid, "error.body.name").At("name"))
	}
	oneOf(&f, "kind", b.Kind, AllBodyKinds)
	if b.USCC = CleanUSCC(b.USCC); b.USCC != "" {
		if e := wrongUSCC(b.USCC); e != nil {
			f.add(e.At("uscc"))
		}
	}
	f.line("contact", &b.Contact, false)
	f.line("phone", &b.Phone, false)
	return f.wrong.errOrNil()
}

// differs names the fields that differ; values stay out of the log.
func (b Body) differs(from Body) []string {
	var out []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"name", b.Name == from.Name},
		{"kind", b.Kind == from.Kind},
		{"uscc", b.USCC == from.USCC},
		{"contact", b.Contact == from.Contact},
		{"phone", b.Phone == from.Phone},
	} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return out
}

// EndBody ends the work with an external body: on is the first day without it. Its contracts end
// with it, so that nothing opens for its people any more (§4.3); what they hold is still to be
// recalled. Custodian or administrator, with a fresh password. Returns Invalid (on), Conflict
// (error.body.ended), Unconfirmed.
func (o *Office) EndBody(ctx context.Context, number string, on Date) error {
	number = CleanCode(number)
	return o.change(ctx, "body.end", number, func(c *change) error {
		if err := c.mayEditBodies(); err != nil {
			return err
		}
		b, err := c.openBody(number)
		if err != nil {
			return err
		}
		if !on.Valid() {
			return Errf(Invalid, "error.date", string(on)).At("on")
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		contracts, err := c.Contracts(b.ID)
		if err != nil {
			return err
		}
		for _, k := range contracts {
			if k.lastDay() < on {
				continue
			}
			if err := c.tx.EndContract(k.ID, on); err != nil {
				return err
			}
		}
		b.EndedOn = on
		if _, err := c.tx.SaveBody(b); err != nil {
			return err
		}
		return c.log(b.Number, map[string]any{"on": string(on)})
	})
}

// openBody is a body that the organisation still works with.
func (c *change) openBody(number string) (Body, error) {
	b, err := c.bodyByNumber(number)
	if err == nil && b.EndedOn != "" {
		err = Errf(Conflict, "error.body.ended", b.Name, b.EndedOn)
	}
	return b, err
}

// mustKnowBody refuses a body that there is not, or, for somebody new to it, that has ended.
func (w *work) mustKnowBody(p Person) error {
	if p.BodyID == 0 {
		return nil
	}
	b, err := w.Body(p.BodyID)
	if err != nil {
		return missing(err, Errf(Invalid, "error.choice").At("body"))
	}
	if !b.endedBy(w.today) {
		return nil
	}
	if before, err := w.Reader.Person(p.ID); err == nil && before.BodyID == p.BodyID {
		return nil
	}
	return Errf(Invalid, "error.body.ended", b.Name, b.EndedOn).At("body")
}
