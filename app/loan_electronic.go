package app

import (
	"context"
	"slices"
)

// readableBy refuses an electronic copy that its borrower could not open: its file is not in
// the vault, or the borrower has no account. Returns Conflict (error.content.none,
// error.loan.electronic.account).
func (w *work) readableBy(borrower Person, cp Copy) error {
	if _, err := w.ContentOf(cp.DocumentID); err != nil {
		return missing(err, Errf(Conflict, "error.content.none", cp.Code))
	}
	acc, err := w.AccountByPerson(borrower.ID)
	if err != nil && CodeOf(err) != NotFound {
		return err
	}
	if err != nil || acc.State == Disabled {
		return Errf(Conflict, "error.loan.electronic.account", borrower.Name, cp.Code)
	}
	return nil
}

// allow approves an electronic copy with permits, of which each must have been asked for:
// what nobody asked for nobody weighs (§5.3.4). There is no pick-up to wait for. Returns
// Invalid (error.permit.unasked at permits) and what readableBy returns.
func (c *change) allow(it *LoanItem, borrower Person, p Permits) error {
	if !p.Within(it.Asked) {
		return Errf(Invalid, "error.permit.unasked", it.Code).At("permits")
	}
	it.Allowed, it.ExpiresOn = p, ""
	return c.readableBy(borrower, Copy{Code: it.Code, DocumentID: it.DocumentID})
}

// opensLent opens a person's approved electronic copies whose key is wrapped to them by now.
func (c *change) opensLent(p Person) error {
	items, err := c.BorrowerItems(p.ID, Approved)
	if err != nil {
		return err
	}
	for _, it := range items {
		if it = it.asOf(c.today); !it.can(EventOpen) {
			continue
		}
		has, err := c.hasKey(it.DocumentID, p.ID)
		if err != nil {
			return err
		}
		if !has {
			continue
		}
		if err := it.happen(EventOpen); err != nil {
			return err
		}
		it.OutAt = c.now
		if err := c.tx.SaveItem(it); err != nil {
			return err
		}
		if err := c.also("loan.open", it.Loan, map[string]any{"borrower": p.Number, "copies": []string{it.Code}}); err != nil {
			return err
		}
	}
	return nil
}

// settleBorrowers brings the keys of those who borrow electronic copies among items in line
// with what the items have become, and opens what their borrowers hold the key of.
func (c *change) settleBorrowers(items []LoanItem) error {
	var done []int64
	for _, it := range items {
		if !it.Electronic || slices.Contains(done, it.BorrowerID) {
			continue
		}
		done = append(done, it.BorrowerID)
		if err := c.settlePerson(it.BorrowerID); err != nil {
			return err
		}
		p, err := c.Person(it.BorrowerID)
		if err != nil {
			return err
		}
		if err := c.opensLent(p); err != nil {
			return err
		}
	}
	return nil
}

// hasKey reports whether the key of a document's content is wrapped to a person.
func (w *work) hasKey(documentID, personID int64) (bool, error) {
	content, err := w.ContentOf(documentID)
	if err == nil {
		_, err = w.Grant(content.ID, personID)
	}
	if err != nil && CodeOf(err) == NotFound {
		return false, nil
	}
	return err == nil, err
}

// GiveBack ends loans of electronic copies before their time; the keys go with them. No
// copies means all electronic ones of the loan. Borrower, bound or not, custodian, or approver
// of the borrower's department. What was taken out of them is due at once. Returns NotAllowed,
// NotFound, Invalid (copies), Conflict (error.loan.paper for paper, which goes over the
// counter; error.loan.give_back.none).
func (o *Office) GiveBack(ctx context.Context, number string, copies []string) error {
	return o.onLoan(ctx, "loan.give_back", number, EventGiveBack, func(c *change, b LoanBasket) error {
		items, err := b.toGiveBack(copies)
		if err != nil {
			return err
		}
		if err := c.giveBack(items); err != nil {
			return err
		}
		return c.log(b.Number, map[string]any{"borrower": b.Borrower.Number, "copies": codesOf(items)})
	})
}

func (b LoanBasket) toGiveBack(copies []string) ([]LoanItem, error) {
	if len(copies) > 0 {
		return b.pick(copies)
	}
	var items []LoanItem
	for _, it := range b.Items {
		if it.can(EventGiveBack) {
			items = append(items, it)
		}
	}
	if len(items) == 0 {
		return nil, Errf(Conflict, "error.loan.give_back.none", b.Number)
	}
	return items, nil
}

// giveBack ends items of one borrower.
func (c *change) giveBack(items []LoanItem) error {
	for _, it := range items {
		if err := it.happen(EventGiveBack); err != nil {
			return err
		}
		it.BackAt = c.now
		if err := c.tx.SaveItem(it); err != nil {
			return err
		}
		if err := c.extractsDueBy(it, c.today); err != nil {
			return err
		}
	}
	return c.settleBorrowers(items)
}
