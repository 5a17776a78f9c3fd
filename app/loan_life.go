package app

import (
	"context"
	"slices"
)

// remindFrom is how many days before the due date a first reminder makes sense.
const remindFrom = 7

// onLoan runs fn on a loan after what every change of a loan begins with: lapses, the
// loan itself, the actor's right to ev and under which name.
func (o *Office) onLoan(ctx context.Context, act, number string, ev LoanEvent, fn func(*change, LoanBasket) error) error {
	return o.change(ctx, act, loggedCodes(number), func(c *change) error {
		if err := c.lapseLoans(); err != nil {
			return err
		}
		b, err := c.basket(number)
		if err != nil {
			return err
		}
		h, err := c.hatFor(ev, b.Loan)
		if err != nil {
			return err
		}
		c.onBehalf = h.onBehalf()
		return fn(c, b)
	})
}

// Withdraw takes back what is requested, waiting or approved. The borrower or who
// asked. Returns NotAllowed, NotFound, Conflict (error.loan.withdraw.none).
func (o *Office) Withdraw(ctx context.Context, number string) error {
	return o.onLoan(ctx, "loan.withdraw", number, EventWithdraw, func(c *change, b LoanBasket) error {
		items := slices.DeleteFunc(b.Items, func(it LoanItem) bool { return !it.can(EventWithdraw) })
		if len(items) == 0 {
			return Errf(Conflict, "error.loan.withdraw.none", b.Number)
		}
		for _, it := range items {
			if err := it.happen(EventWithdraw); err != nil {
				return err
			}
			if err := c.tx.SaveItem(it); err != nil {
				return err
			}
		}
		if err := c.log(b.Number, map[string]any{"copies": codesOf(items)}); err != nil {
			return err
		}
		if err := c.settleBorrowers(items); err != nil {
			return err
		}
		return c.turn(items)
	})
}

// Renew moves the due date of copies out to a later day, at most MaxLoanDays from
// today; the key of an electronic copy lasts until then. Custodian, or approver of the
// borrower's department, who has been asked by the borrower; never the borrower (rule 3). Refused while somebody waits
// (error.renew.waiting), after a recall (error.renew.recalled), beyond
// Settings.MaxRenewals (error.renew.often), on hold, and without commitments.
func (o *Office) Renew(ctx context.Context, number string, copies []string, due Date) error {
	return o.onLoan(ctx, "loan.renew", number, EventRenew, func(c *change, b LoanBasket) error {
		if e := c.dueDate(due); e != nil {
			return e
		}
		items, err := b.pick(copies)
		if err != nil {
			return err
		}
		if err := c.boundPerson(b.Borrower); err != nil {
			return err
		}
		for _, it := range items {
			if err := c.renew(it, due); err != nil {
				return err
			}
		}
		err = c.log(b.Number, map[string]any{"copies": codesOf(items), "due": string(due)})
		if err != nil {
			return err
		}
		return c.settleBorrowers(items)
	})
}

func (c *change) renew(it LoanItem, due Date) error {
	if err := it.happen(EventRenew); err != nil {
		return err
	}
	waits, err := c.somebodyWaits(it.CopyID)
	if err != nil {
		return err
	}
	cp, err := c.Copy(it.CopyID)
	if err != nil {
		return err
	}
	if err := c.lendable(cp); err != nil {
		return err
	}
	switch {
	case waits:
		return Errf(Conflict, "error.renew.waiting", it.Code)
	case it.RecallDue != "":
		return Errf(Conflict, "error.renew.recalled", it.Code, string(it.RecallDue))
	case it.Renewals >= c.settings.MaxRenewals:
		return Errf(Conflict, "error.renew.often", it.Code, c.settings.MaxRenewals)
	case due <= it.Due:
		return Errf(Invalid, "error.renew.earlier", string(it.Due)).At("due")
	}
	it.Renewals++
	return c.moveDue(it, cp, due)
}

// moveDue gives an item and its copy a new due date. An electronic copy has none of its own;
// what was taken out of it is due no later than it.
func (c *change) moveDue(it LoanItem, cp Copy, due Date) error {
	it.Due = due
	if err := c.tx.SaveItem(it); err != nil {
		return err
	}
	if it.Electronic {
		return c.extractsDueBy(it, due)
	}
	cp.Due = due
	_, err := c.tx.SaveCopy(cp)
	return err
}

func (w *work) somebodyWaits(copyID int64) (bool, error) {
	open, err := w.OpenItems(copyID)
	return slices.ContainsFunc(open, func(it LoanItem) bool { return it.State == Waiting }), err
}

// Recall asks copies back by a day, from today to their due date, for a reason; an
// earlier day becomes their due date, and the last day of an electronic copy's key. Custodian, or approver of the borrower's
// department. Returns Invalid (due, reason, copies), NotAllowed, Conflict.
func (o *Office) Recall(ctx context.Context, number string, copies []string, due Date, reason string) error {
	return o.onLoan(ctx, "loan.recall", number, EventRecall, func(c *change, b LoanBasket) error {
		var form formCheck
		form.add(c.dueDate(due))
		form.line("reason", &reason, true)
		if err := form.wrong.errOrNil(); err != nil {
			return err
		}
		items, err := b.pick(copies)
		if err != nil {
			return err
		}
		for _, it := range items {
			if err := c.recall(it, due, reason); err != nil {
				return err
			}
		}
		err = c.log(b.Number, map[string]any{"copies": codesOf(items), "due": string(due)})
		if err != nil {
			return err
		}
		return c.settleBorrowers(items)
	})
}

func (c *change) recall(it LoanItem, due Date, reason string) error {
	if err := it.happen(EventRecall); err != nil {
		return err
	}
	cp, err := c.Copy(it.CopyID)
	if err != nil {
		return err
	}
	it.RecalledAt, it.RecallDue, it.RecallReason = c.now, due, reason
	return c.moveDue(it, cp, min(due, it.Due))
}

// Remind counts a reminder to the borrower for what is overdue or due within a week; an
// electronic copy needs none, it expires.
// Custodian. Returns NotAllowed, NotFound, Conflict (error.remind.none).
func (o *Office) Remind(ctx context.Context, number string) error {
	return o.onLoan(ctx, "loan.remind", number, EventRemind, func(c *change, b LoanBasket) error {
		last := c.today.AddDays(remindFrom)
		items := slices.DeleteFunc(b.Items, func(it LoanItem) bool { return !it.can(EventRemind) || it.Due > last })
		if len(items) == 0 {
			return Errf(Conflict, "error.remind.none", b.Number, remindFrom)
		}
		for _, it := range items {
			if err := it.happen(EventRemind); err != nil {
				return err
			}
			it.Reminded++
			if err := c.tx.SaveItem(it); err != nil {
				return err
			}
		}
		return c.log(b.Number, map[string]any{"borrower": b.Borrower.Number, "copies": codesOf(items)})
	})
}
