package app

import "context"

// Decide approves or refuses copies of a loan; what ds does not name stays undecided.
// Custodian, or the approver of the borrower's department, or their delegate; never who
// asked or who borrows (rule 3: error.self.approve). Rule 1 is checked again for the
// borrower. An electronic copy opens to the borrower at once when the actor has its key, else
// with the next session of somebody who has. Returns NotAllowed, Conflict (decided, lapsed, on
// hold …), Invalid (copies, reason, permits), NotFound.
func (o *Office) Decide(ctx context.Context, number string, ds []Decision) (LoanSheet, error) {
	var sheet LoanSheet
	err := o.change(ctx, "loan.decide", loggedCodes(number), func(c *change) error {
		if err := c.lapseLoans(); err != nil {
			return err
		}
		b, err := c.basket(number)
		if err != nil {
			return err
		}
		h, err := c.hatFor(EventApprove, b.Loan)
		if err != nil {
			return err
		}
		c.onBehalf = h.onBehalf()
		if err := c.decideAll(b, h, ds); err != nil {
			return err
		}
		sheet, err = c.loanSheet(b.Number)
		return err
	})
	return sheet, err
}

func (c *change) decideAll(b LoanBasket, h hat, ds []Decision) error {
	var approved, refused, freed []LoanItem
	for _, d := range ds {
		picked, err := b.pick([]string{d.Copy})
		if err != nil {
			return err
		}
		it, err := c.decideOne(b, picked[0], h, d)
		if err != nil {
			return err
		}
		if d.Approve {
			approved = append(approved, it)
		} else {
			refused, freed = append(refused, it), append(freed, it)
		}
	}
	if len(approved)+len(refused) == 0 {
		return Errf(Invalid, "error.loan.copies.missing").At("copies")
	}
	err := c.log(b.Number, map[string]any{
		"borrower": b.Borrower.Number, "approved": codesOf(approved), "refused": codesOf(refused),
	})
	if err != nil {
		return err
	}
	if err := c.settleBorrowers(approved); err != nil {
		return err
	}
	return c.turn(freed)
}

// decideOne decides one copy. Approving checks again what may have changed since the
// request: rule 1, holds, and where the copy is.
func (c *change) decideOne(b LoanBasket, it LoanItem, h hat, d Decision) (LoanItem, error) {
	it.DeciderID, it.PrincipalID = c.person.ID, h.principal.ID
	if !d.Approve {
		reason, e := line("reason", d.Reason, true)
		if e != nil {
			return it, e
		}
		it.Reason = reason
		if err := it.happen(EventRefuse); err != nil {
			return it, err
		}
		return it, c.tx.SaveItem(it)
	}
	if err := it.happen(EventApprove); err != nil {
		return it, err
	}
	if err := c.boundPerson(b.Borrower); err != nil {
		return it, err
	}
	if err := c.mustBeHere(it); err != nil {
		return it, err
	}
	it.ExpiresOn = c.today.AddDays(c.settings.PickupDays)
	if it.Electronic {
		if err := c.allow(&it, b.Borrower, d.Permits); err != nil {
			return it, err
		}
	}
	return it, c.tx.SaveItem(it)
}

// mustBeHere refuses an item whose copy can't be handed out as things stand.
func (c *change) mustBeHere(it LoanItem) error {
	cp, err := c.Copy(it.CopyID)
	if err != nil {
		return err
	}
	if err := c.lendable(cp); err != nil {
		return err
	}
	if cp.State != InPlace {
		return Errf(Conflict, "error.copy.out", cp.Code, string(cp.Due))
	}
	return nil
}
