package app

import (
	"context"
	"slices"
)

// TakeBack takes copies of one borrower back, all or nothing; the first in a copy's
// queue asks then. Custodian or their delegate, not from oneself. Fewer pages than went
// out need the condition pages_missing; what was counted is kept, and counts from then
// on. The borrower need not be bound: files always may come back. Returns Invalid
// (copies, condition, pages, note, the signatures), NotAllowed, Conflict (not out, of
// several borrowers).
func (o *Office) TakeBack(ctx context.Context, in ReturnInput) error {
	var codes []string
	for _, t := range in.Copies {
		codes = append(codes, t.Copy)
	}
	return o.change(ctx, "loan.take_back", loggedCodes(codes...), func(c *change) error {
		if err := c.lapseLoans(); err != nil {
			return err
		}
		p, err := c.powers()
		if err != nil {
			return err
		}
		if _, err := p.keeperHat(); err != nil {
			return err
		}
		items, err := c.toTakeBack(in.Copies)
		if err != nil {
			return err
		}
		borrower, err := c.mayReturn(p, items)
		if err != nil {
			return err
		}
		signed, err := c.countersign(borrower, "", in.Borrowers, in.Keepers)
		if err != nil {
			return err
		}
		signed.Back = true
		return c.takeBack(p, items, signed)
	})
}

// toTakeBack finds the items that come back, with what was found of each.
func (c *change) toTakeBack(backs []Takeback) ([]LoanItem, error) {
	if len(backs) == 0 {
		return nil, Errf(Invalid, "error.loan.copies.missing").At("copies")
	}
	var out []LoanItem
	var bad Invalids
	for _, t := range backs {
		cp, err := c.copyOf(t.Copy)
		if err != nil {
			return nil, err
		}
		it, err := c.outItem(cp)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(o LoanItem) bool { return o.ID == it.ID }) {
			return nil, Errf(Invalid, "error.counter.double", cp.Code).At("copies")
		}
		if e := it.check(&t); e != nil {
			bad = append(bad, e)
		}
		it.Condition, it.PagesBack, it.Note = t.Condition, t.Pages, t.Note
		out = append(out, it)
	}
	return out, bad.errOrNil()
}

// outItem returns the item a copy is out on. Returns Conflict (error.counter.searched
// for a lost copy, error.counter.not_out, error.loan.electronic.take_back).
func (w *work) outItem(cp Copy) (LoanItem, error) {
	if cp.Medium == Electronic {
		return LoanItem{}, electronicHere(EventTakeBack, cp.Code)
	}
	open, err := w.OpenItems(cp.ID)
	if err != nil {
		return LoanItem{}, err
	}
	for _, it := range open {
		switch it.State {
		case OutItem:
			return it, nil
		case LostItem:
			return it, Errf(Conflict, "error.counter.searched", cp.Code, it.Loan)
		}
	}
	return LoanItem{}, Errf(Conflict, "error.counter.not_out", cp.Code)
}

// check compares what came back with what went out.
func (it LoanItem) check(t *Takeback) *Error {
	var e *Error
	if t.Note, e = line("note", t.Note, false); e != nil {
		return e
	}
	short := it.Pages > 0 && t.Pages < it.Pages
	switch {
	case !slices.Contains(AllConditions, t.Condition):
		return Errf(Invalid, "error.counter.condition", it.Code).At("condition")
	case t.Pages < 0 || t.Pages == 0 && !short:
		return Errf(Invalid, "error.counter.pages", it.Code).At("pages")
	case short && t.Condition != ConditionPages:
		return Errf(Invalid, "error.counter.pages.short", it.Code, it.Pages, t.Pages).At("condition")
	case !short && t.Condition == ConditionPages && it.Pages > 0:
		return Errf(Invalid, "error.counter.pages.whole", it.Code, it.Pages).At("pages")
	case it.Pages > 0 && t.Pages > it.Pages && t.Note == "":
		return Errf(Invalid, "error.counter.pages.more", it.Code, it.Pages, t.Pages).At("note")
	}
	return nil
}

// mayReturn decides whether the items can be taken back together, and from whom.
func (c *change) mayReturn(p powers, items []LoanItem) (Person, error) {
	borrower, err := c.Person(items[0].BorrowerID)
	if err != nil {
		return borrower, err
	}
	for _, it := range items {
		if it.BorrowerID != borrower.ID {
			return borrower, Errf(Conflict, "error.counter.mixed", it.Code, borrower.Name).At("copies")
		}
	}
	_, err = p.hat(EventTakeBack, Loan{BorrowerID: borrower.ID, Borrower: borrower})
	return borrower, err
}

func (c *change) takeBack(p powers, items []LoanItem, signed Handing) error {
	for _, part := range byLoan(items) {
		l, err := c.Loan(part[0].Loan)
		if err != nil {
			return err
		}
		h, err := p.hat(EventTakeBack, l)
		if err != nil {
			return err
		}
		c.onBehalf = h.onBehalf()
		signed.LoanID = l.ID
		done, err := c.tx.AddHanding(signed)
		if err != nil {
			return err
		}
		for _, it := range part {
			it.BackID = done.ID
			if err := c.comeBack(it, EventTakeBack); err != nil {
				return err
			}
		}
		if err := c.log(l.Number, backFacts(l, part)); err != nil {
			return err
		}
	}
	return c.turn(items)
}

// backFacts is what the log says of a return: the copies, and what was wrong with which.
func backFacts(l Loan, items []LoanItem) map[string]any {
	facts := map[string]any{"borrower": l.Borrower.Number, "copies": codesOf(items)}
	wrong := map[string]string{}
	for _, it := range items {
		if it.Condition != ConditionGood {
			wrong[it.Code] = string(it.Condition)
		}
	}
	if len(wrong) > 0 {
		facts["condition"] = wrong
	}
	return facts
}

// comeBack ends an item by ev with its copy in place again, at home.
func (c *change) comeBack(it LoanItem, ev LoanEvent) error {
	if err := it.happen(ev); err != nil {
		return err
	}
	it.BackAt = c.now
	if err := c.tx.SaveItem(it); err != nil {
		return err
	}
	cp, err := c.Copy(it.CopyID)
	if err != nil {
		return err
	}
	cp.State, cp.Present, cp.HolderID, cp.Due, cp.Loan = InPlace, cp.Home, 0, "", ""
	if it.PagesBack > 0 {
		cp.Pages = it.PagesBack // the next borrower answers for what there is
	}
	_, err = c.tx.SaveCopy(cp)
	return err
}
