package app

import "context"

// ReportLost opens the search for a copy that is out. Borrower, bound or not, or
// custodian. The loan stays open until the copy is found or an incident is opened.
// Returns NotAllowed, NotFound, Invalid (copies, note), Conflict.
func (o *Office) ReportLost(ctx context.Context, number, copyCode, note string) error {
	return o.onLoan(ctx, "loan.lost", number, EventReportLost, func(c *change, b LoanBasket) error {
		items, err := b.pick([]string{copyCode})
		if err != nil {
			return err
		}
		it := items[0]
		if err := c.noted(&it, note, false); err != nil {
			return err
		}
		if err := it.happen(EventReportLost); err != nil {
			return err
		}
		if err := c.tx.SaveItem(it); err != nil {
			return err
		}
		cp, err := c.Copy(it.CopyID)
		if err != nil {
			return err
		}
		cp.State, cp.Present = Lost, Location{}
		if _, err := c.tx.SaveCopy(cp); err != nil {
			return err
		}
		return c.log(b.Number, map[string]any{"copy": it.Code})
	})
}

// noted puts a note on an item. Returns Invalid (note).
func (c *change) noted(it *LoanItem, note string, needed bool) error {
	text, e := line("note", note, needed)
	if e != nil {
		return e
	}
	if text != "" {
		it.Note = text
	}
	return nil
}

// Found ends the search: the copy is back in place, the loan's copy returned, and the
// first in its queue asks. Custodian, not the borrower. Returns NotAllowed, NotFound,
// Invalid (note), Conflict (error.search.none).
func (o *Office) Found(ctx context.Context, copyCode, note string) error {
	return o.onSearch(ctx, "loan.found", copyCode, EventFound, func(c *change, b LoanBasket, it LoanItem) error {
		if err := c.noted(&it, note, false); err != nil {
			return err
		}
		if err := c.comeBack(it, EventFound); err != nil {
			return err
		}
		if err := c.log(b.Number, map[string]any{"copy": it.Code}); err != nil {
			return err
		}
		return c.turn([]LoanItem{it})
	})
}

// OpenIncident ends the search without the copy: it is gone with a reason, and its
// queue ends. Custodian or the approver of the borrower's department, not the borrower.
// Returns NotAllowed, NotFound, Invalid (note), Conflict (error.search.none).
func (o *Office) OpenIncident(ctx context.Context, copyCode, note string) error {
	return o.onSearch(ctx, "loan.incident", copyCode, EventIncident, func(c *change, b LoanBasket, it LoanItem) error {
		if err := c.noted(&it, note, true); err != nil {
			return err
		}
		if err := it.happen(EventIncident); err != nil {
			return err
		}
		if err := c.tx.SaveItem(it); err != nil {
			return err
		}
		if err := c.log(b.Number, map[string]any{"copy": it.Code}); err != nil {
			return err
		}
		return c.writeOff(it)
	})
}

// onSearch runs fn on the loan that a copy was lost on.
func (o *Office) onSearch(ctx context.Context, act, code string, ev LoanEvent,
	fn func(*change, LoanBasket, LoanItem) error,
) error {
	return o.change(ctx, act, loggedCodes(code), func(c *change) error {
		if err := c.lapseLoans(); err != nil {
			return err
		}
		it, err := c.searched(code)
		if err != nil {
			return err
		}
		b, err := c.basket(it.Loan)
		if err != nil {
			return err
		}
		h, err := c.hatFor(ev, b.Loan)
		if err != nil {
			return err
		}
		c.onBehalf = h.onBehalf()
		return fn(c, b, it)
	})
}

// searched returns the item whose copy is being searched for.
func (c *change) searched(code string) (LoanItem, error) {
	cp, err := c.copyOf(code)
	if err != nil {
		return LoanItem{}, err
	}
	open, err := c.OpenItems(cp.ID)
	if err != nil {
		return LoanItem{}, err
	}
	for _, it := range open {
		if it.State == LostItem {
			return it, nil
		}
	}
	return LoanItem{}, Errf(Conflict, "error.search.none", cp.Code)
}

// writeOff takes a copy out of the register's hands: gone with the reason; who waited
// for it waits no longer.
func (c *change) writeOff(it LoanItem) error {
	cp, err := c.Copy(it.CopyID)
	if err != nil {
		return err
	}
	cp.State, cp.GoneReason, cp.HolderID, cp.Due = Gone, it.Note, 0, ""
	if _, err := c.tx.SaveCopy(cp); err != nil {
		return err
	}
	open, err := c.OpenItems(it.CopyID)
	if err != nil {
		return err
	}
	for _, waiting := range open {
		if err := waiting.happen(EventGone); err != nil {
			return err
		}
		if err := c.tx.SaveItem(waiting); err != nil {
			return err
		}
		if err := c.also("loan.lapse", waiting.Loan, map[string]any{"copies": []string{waiting.Code}}); err != nil {
			return err
		}
	}
	return nil
}
