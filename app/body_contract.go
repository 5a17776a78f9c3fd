package app

import "context"

// AddContract registers a contract with an external body (§4.3). Without a confidentiality clause it
// is kept all the same, and binds nobody. Custodian or administrator, with a fresh password: it may
// open files to others. Returns Invalid(s) by field (number, signed_on, from, until, clause,
// clause_on, note), Conflict (error.contract.double, error.body.ended), NotFound, Unconfirmed.
func (o *Office) AddContract(ctx context.Context, bodyNumber string, k Contract) (Contract, error) {
	bodyNumber = CleanCode(bodyNumber)
	err := o.change(ctx, "contract.add", bodyNumber, func(c *change) error {
		if err := c.mayEditBodies(); err != nil {
			return err
		}
		b, err := c.openBody(bodyNumber)
		if err != nil {
			return err
		}
		if err := k.check(c.today); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if k, err = c.addContract(b, k); err != nil {
			return err
		}
		return c.settleBody(b.ID)
	})
	return k, err
}

func (c *change) addContract(b Body, k Contract) (Contract, error) {
	have, err := c.Contracts(b.ID)
	if err != nil {
		return k, err
	}
	for _, other := range have {
		if CleanCode(other.Number) == CleanCode(k.Number) {
			return k, Errf(Conflict, "error.contract.double", other.Number).At("number")
		}
	}
	k.BodyID, k.EndedOn = b.ID, ""
	if k, err = c.tx.AddContract(k); err != nil {
		return k, err
	}
	return k, c.log(b.Number, map[string]any{
		"contract": k.Number, "from": string(k.From), "until": string(k.Until), "clause": k.Clause != "",
	})
}

// check puts the texts right and returns what is wrong, by field. No last day means Forever; a clause
// without a day was agreed with the contract.
func (k *Contract) check(today Date) error {
	var f formCheck
	f.line("number", &k.Number, true)
	if k.SignedOn == "" {
		f.add(Errf(Invalid, "error.text.empty").At("signed_on"))
	}
	f.pastDate("signed_on", k.SignedOn, today)
	if k.From == "" {
		k.From = k.SignedOn
	}
	f.date("from", k.From)
	if k.Until == "" {
		k.Until = Forever
	}
	f.date("until", k.Until)
	if k.From.Valid() && k.Until.Valid() && k.Until < k.From {
		f.add(Errf(Invalid, "error.contract.until", k.From).At("until"))
	}
	f.line("clause", &k.Clause, false)
	switch {
	case k.Clause != "" && k.ClauseOn == "":
		k.ClauseOn = k.SignedOn
	case k.Clause == "" && k.ClauseOn != "":
		f.add(Errf(Invalid, "error.contract.clause").At("clause"))
	}
	f.pastDate("clause_on", k.ClauseOn, today)
	f.note("note", &k.Note)
	return f.wrong.errOrNil()
}

// EndContract ends a contract before its time: on is the first day without it. What it is the only
// contract for closes on that day. Custodian or administrator, with a fresh password. Returns Invalid
// (on), NotFound, Conflict (error.contract.over), Unconfirmed.
func (o *Office) EndContract(ctx context.Context, bodyNumber, contractNumber string, on Date) error {
	bodyNumber = CleanCode(bodyNumber)
	return o.change(ctx, "contract.end", bodyNumber, func(c *change) error {
		if err := c.mayEditBodies(); err != nil {
			return err
		}
		b, err := c.bodyByNumber(bodyNumber)
		if err != nil {
			return err
		}
		k, err := c.contractOf(b, contractNumber)
		if err != nil {
			return err
		}
		if !on.Valid() {
			return Errf(Invalid, "error.date", string(on)).At("on")
		}
		if k.lastDay() < on {
			return Errf(Conflict, "error.contract.over", k.Number, k.lastDay()).At("on")
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if err := c.tx.EndContract(k.ID, on); err != nil {
			return err
		}
		return c.log(b.Number, map[string]any{"contract": k.Number, "on": string(on)})
	})
}

func (w *work) contractOf(b Body, number string) (Contract, error) {
	have, err := w.Contracts(b.ID)
	if err != nil {
		return Contract{}, err
	}
	for _, k := range have {
		if k.Number == number {
			return k, nil
		}
	}
	return Contract{}, Errf(NotFound, "error.contract.none", number)
}

// settleBody settles the keys of those who act for a body.
func (c *change) settleBody(bodyID int64) error {
	staff, err := c.Reader.People(PersonFilter{BodyID: bodyID, On: c.today, Limit: -1})
	for _, p := range staff {
		if err == nil && p.Account == Active {
			err = c.settlePerson(p.ID)
		}
	}
	return err
}
