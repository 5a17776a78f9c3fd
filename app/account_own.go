package app

import "context"

// maxDelegation is the longest time one delegation runs, in days.
const maxDelegation = 366

// ChangePassword changes the actor's own password. Returns what
// Keyring.ChangePassword returns, at the fields password and new_password.
func (o *Office) ChangePassword(ctx context.Context, old, new string) error {
	const act = "account.password"
	return o.change(ctx, act, o.id.Login, func(c *change) error {
		if err := c.log(c.me.Login, nil); err != nil {
			return err
		}
		err := o.keyring.ChangePassword(ctx, o.id.Login, old, new)
		if CodeOf(err) == Invalid && err != nil {
			return atField("new_password", err)
		}
		return atField("password", err)
	})
}

// Delegate lets another person act for the actor from one day until another (rule 3).
// Only an approver or custodian may delegate, to a person with an active account.
// Needs a fresh password. Returns NotAllowed, Unconfirmed, NotFound, Invalid (to, from, until).
func (o *Office) Delegate(ctx context.Context, toNumber string, from, until Date) (Delegation, error) {
	var d Delegation
	err := o.change(ctx, "account.delegate", toNumber, func(c *change) error {
		if err := c.mustHave(Approver, Custodian); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if err := c.checkDelegation(from, until); err != nil {
			return err
		}
		p, err := c.delegate(toNumber)
		if err != nil {
			return err
		}
		d, err = c.tx.SaveDelegation(Delegation{Principal: c.person, Delegate: p, From: from, Until: until})
		if err != nil {
			return err
		}
		return c.log(p.Number, map[string]any{"from": from, "until": until})
	})
	return d, err
}

func (w *work) checkDelegation(from, until Date) error {
	var f formCheck
	for _, d := range []struct {
		field string
		day   Date
	}{{"from", from}, {"until", until}} {
		if !d.day.Valid() {
			f.add(Errf(Invalid, "error.date", string(d.day)).At(d.field))
		}
	}
	if len(f.wrong) > 0 {
		return f.wrong.errOrNil()
	}
	switch {
	case from < w.today:
		f.add(Errf(Invalid, "error.date.past").At("from"))
	case until < from:
		f.add(Errf(Invalid, "error.date.order").At("until"))
	case from.DaysUntil(until) >= maxDelegation:
		f.add(Errf(Invalid, "error.delegate.long", maxDelegation).At("until"))
	}
	return f.wrong.errOrNil()
}

// delegate returns somebody else who can act: here, with an active account.
func (w *work) delegate(number string) (Person, error) {
	p, err := w.PersonByNumber(number)
	if CodeOf(err) == NotFound && err != nil {
		return p, Errf(Invalid, "error.person.none", number).At("to")
	}
	if err != nil {
		return p, err
	}
	if p.ID == w.person.ID {
		return p, Errf(NotAllowed, "error.delegate.self").At("to")
	}
	a, err := w.AccountByPerson(p.ID)
	if err != nil && CodeOf(err) != NotFound {
		return p, err
	}
	if err != nil || a.State != Active || p.LeftBy(w.today) {
		return p, Errf(Invalid, "error.delegate.account", p.Name).At("to")
	}
	return p, nil
}
