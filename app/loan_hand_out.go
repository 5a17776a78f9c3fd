package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// HandOut hands approved copies over with both signatures, all or nothing. Custodian or
// their delegate, not to oneself (rule 3); rule 1 is checked once more for the borrower,
// every copy must be in place and not on hold. Loan with no Copies takes every approved
// copy of the loan. Returns the loans' numbers for the slips; Invalid (borrower,
// copies, borrower_signature, keeper_signature), NotAllowed, Conflict (not approved with
// FixApprove or FixRequest, out, on hold), NotFound.
func (o *Office) HandOut(ctx context.Context, h Handover) ([]string, error) {
	var numbers []string
	h.Loan, h.Copies = CleanCode(h.Loan), cleanCodes(h.Copies)
	object := cmp.Or(loggedCodes(h.Loan), loggedCodes(h.Copies...))
	err := o.change(ctx, "loan.hand_out", object, func(c *change) error {
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
		items, borrower, err := c.toHandOut(h)
		if err != nil {
			return err
		}
		if err := c.mayTake(p, items, borrower); err != nil {
			return err
		}
		s, err := c.countersign(borrower, h.Place, h.Borrowers, h.Keepers)
		if err != nil {
			return err
		}
		numbers, err = c.handOut(p, items, s)
		return err
	})
	return numbers, err
}

// toHandOut finds what is to be handed out, and to whom.
func (c *change) toHandOut(h Handover) ([]LoanItem, Person, error) {
	if h.Loan != "" {
		return c.loanToHandOut(h)
	}
	number := strings.TrimSpace(h.Borrower)
	if number == "" {
		return nil, Person{}, Errf(Invalid, "error.loan.borrower.missing").At("borrower")
	}
	if len(h.Copies) == 0 {
		return nil, Person{}, Errf(Invalid, "error.loan.copies.missing").At("copies")
	}
	borrower, err := c.PersonByNumber(number)
	if err != nil {
		return nil, borrower, unknown(err, "error.person.none", number)
	}
	open, err := c.BorrowerItems(borrower.ID, Approved, Requested, Waiting, OutItem)
	if err != nil {
		return nil, borrower, err
	}
	items, err := c.match(h.Copies, open, EventHandOut)
	return items, borrower, err
}

// loanToHandOut is toHandOut for one loan.
func (c *change) loanToHandOut(h Handover) ([]LoanItem, Person, error) {
	b, err := c.basket(h.Loan)
	if err != nil {
		return nil, Person{}, err
	}
	if n := strings.TrimSpace(h.Borrower); n != "" && n != b.Borrower.Number {
		return nil, b.Borrower, Errf(Conflict, "error.counter.loan_other", b.Number, b.Borrower.Name).At("borrower")
	}
	if len(h.Copies) > 0 {
		items, err := b.pick(h.Copies)
		return items, b.Borrower, err
	}
	items := slices.DeleteFunc(slices.Clone(b.Items), func(it LoanItem) bool { return !it.can(EventHandOut) })
	if len(items) == 0 {
		return nil, b.Borrower, noneToHandOut(b)
	}
	return items, b.Borrower, nil
}

// noneToHandOut says why nothing of a loan can be handed out.
func noneToHandOut(b LoanBasket) error {
	i := slices.IndexFunc(b.Items, func(it LoanItem) bool { return it.Electronic && it.State == Approved })
	if i >= 0 {
		return electronicHere(EventHandOut, b.Items[i].Code)
	}
	return Errf(Conflict, "error.counter.none_approved", b.Number).With(FixApprove, b.Number)
}

// match finds for each code the item that ev is meant for: one where ev is possible,
// else the one that tells why not.
func (w *work) match(codes []string, open []LoanItem, ev LoanEvent) ([]LoanItem, error) {
	var out []LoanItem
	for _, code := range codes {
		cp, err := w.copyOf(code)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(it LoanItem) bool { return it.CopyID == cp.ID }) {
			continue
		}
		i := slices.IndexFunc(open, func(it LoanItem) bool { return it.CopyID == cp.ID && it.can(ev) })
		if i < 0 {
			i = slices.IndexFunc(open, func(it LoanItem) bool { return it.CopyID == cp.ID })
		}
		if i < 0 {
			return nil, Errf(Conflict, "error.counter.not_lent", cp.Code).With(FixRequest, cp.Code).At("copies")
		}
		out = append(out, open[i])
	}
	return out, nil
}

// can reports whether the table knows ev in the item's state, for its medium.
func (it LoanItem) can(ev LoanEvent) bool {
	_, ok := transition(it.State, ev)
	return ok && it.suits(ev) == nil
}

// mayTake decides whether a borrower may take items: the actor not handing out to
// themselves, every copy approved, here and free, the borrower bound.
func (c *change) mayTake(p powers, items []LoanItem, borrower Person) error {
	if _, err := p.hat(EventHandOut, Loan{BorrowerID: borrower.ID, Borrower: borrower}); err != nil {
		return err
	}
	for _, it := range items {
		if err := it.happen(EventHandOut); err != nil {
			return err
		}
		if err := c.mustBeHere(it); err != nil {
			return err
		}
	}
	return c.boundPerson(borrower)
}

// handOut gives the copies out, one record and one entry a loan.
func (c *change) handOut(p powers, items []LoanItem, signed Handing) ([]string, error) {
	var numbers []string
	for _, part := range byLoan(items) {
		l, err := c.Loan(part[0].Loan)
		if err != nil {
			return nil, err
		}
		h, err := p.hat(EventHandOut, l)
		if err != nil {
			return nil, err
		}
		c.onBehalf = h.onBehalf()
		signed.LoanID = l.ID
		done, err := c.tx.AddHanding(signed)
		if err != nil {
			return nil, err
		}
		for _, it := range part {
			if err := c.giveOut(it, l, done); err != nil {
				return nil, err
			}
		}
		err = c.log(l.Number, map[string]any{"borrower": l.Borrower.Number, "copies": codesOf(part)})
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, l.Number)
	}
	return numbers, nil
}

// giveOut moves one copy to the borrower: its home stays known (rule 4).
func (c *change) giveOut(it LoanItem, l Loan, h Handing) error {
	cp, err := c.Copy(it.CopyID)
	if err != nil {
		return err
	}
	if err := it.happen(EventHandOut); err != nil {
		return err
	}
	it.OutID, it.OutAt, it.ExpiresOn, it.Pages = h.ID, c.now, "", cp.Pages
	if err := c.tx.SaveItem(it); err != nil {
		return err
	}
	cp.State, cp.Present, cp.HolderID, cp.Due, cp.Loan = OutCopy, Location{}, l.BorrowerID, it.Due, l.Number
	_, err = c.tx.SaveCopy(cp)
	return err
}

// byLoan parts items by loan, in the order the loans first come.
func byLoan(items []LoanItem) [][]LoanItem {
	var out [][]LoanItem
	for _, it := range items {
		i := slices.IndexFunc(out, func(part []LoanItem) bool { return part[0].LoanID == it.LoanID })
		if i < 0 {
			out = append(out, []LoanItem{it})
			continue
		}
		out[i] = append(out[i], it)
	}
	return out
}

// countersign keeps both signatures of an act at the counter. Returns Invalid
// (borrower_signature, keeper_signature, place).
func (c *change) countersign(borrower Person, place string, theirs, ours [][]Point) (Handing, error) {
	var form formCheck
	form.add(CheckStrokes("borrower_signature", theirs))
	form.add(CheckStrokes("keeper_signature", ours))
	form.line("place", &place, false)
	if err := form.wrong.errOrNil(); err != nil {
		return Handing{}, err
	}
	b, err := c.tx.AddSignature(Signature{Name: borrower.Name, Strokes: theirs, At: c.now, Place: place})
	if err != nil {
		return Handing{}, err
	}
	k, err := c.tx.AddSignature(Signature{Name: c.person.Name, Strokes: ours, At: c.now, Place: place})
	return Handing{Borrower: b, Keeper: k, KeeperID: c.person.ID, At: c.now}, err
}
