package app

import (
	"context"
	"errors"
	"slices"
)

// CloseExtract ticks an extract off: returned, or destroyed with a note of how (§5.3.4).
// Custodian or their delegate, never the holder (rule 3). Returns NotFound
// (error.extract.unknown), also for one that the actor's list does not hold, NotAllowed (error.extract.self, error.loan.who.custodian …),
// Invalid (state, note), Conflict (error.extract.closed).
func (o *Office) CloseExtract(ctx context.Context, number string, s ExtractState, note string) error {
	number = CleanCode(number)
	return o.change(ctx, "extract.close", loggedCodes(number), func(c *change) error {
		e, err := c.extract(number)
		if err != nil {
			return err
		}
		if err := c.mayClose(e); err != nil {
			return c.unlessHidden(e, err)
		}
		if s != ExtractReturned && s != ExtractDestroyed {
			return Errf(Invalid, "error.extract.state").At("state")
		}
		text, bad := line("note", note, s == ExtractDestroyed)
		if bad != nil {
			return bad
		}
		if e.State != ExtractOut {
			return Errf(Conflict, "error.extract.closed", e.Number)
		}
		e.State, e.Note, e.ClosedAt, e.ClosedBy = s, text, c.now, c.person.ID
		if err := c.tx.SaveExtract(e); err != nil {
			return err
		}
		return c.log(e.Number, map[string]any{
			"document": e.Document, "holder": e.Holder.Number, "state": string(s),
		})
	})
}

// mayClose refuses the holder, and whoever is no custodian nor stands in for one that is not
// the holder.
func (c *change) mayClose(e Extract) error {
	if e.HolderID == c.person.ID {
		return Errf(NotAllowed, "error.extract.self")
	}
	h, err := c.hatFor(EventTakeBack, Loan{BorrowerID: e.HolderID, Borrower: e.Holder})
	c.onBehalf = h.onBehalf()
	return err
}

// unlessHidden is the refusal of somebody without the duty, if their lists hold the extract: else
// it is none that they could know of.
func (c *change) unlessHidden(e Extract, refusal error) error {
	var no *Error
	if !errors.As(refusal, &no) || no.Key != "error.loan.who.custodian" {
		return refusal
	}
	if r, err := c.readership(); err == nil && c.knows(r, e) {
		return refusal
	}
	return Errf(NotFound, "error.extract.unknown", e.Number)
}

// knows reports whether the actor's lists hold an extract.
func (w *work) knows(r readership, e Extract) bool {
	return r.all || e.HolderID == w.person.ID || slices.Contains(r.clients, e.ClientID)
}

// extract finds an extract by number. Returns NotFound (error.extract.unknown).
func (w *work) extract(number string) (Extract, error) {
	e, err := w.Extract(number)
	return e, unknown(err, "error.extract.unknown", number)
}

// extractsDueBy sees to it that nothing that was taken out of an item is due after a day: an
// extract does not outlive its loan.
func (c *change) extractsDueBy(it LoanItem, due Date) error {
	held, err := c.ExtractsHeldBy(it.BorrowerID)
	if err != nil {
		return err
	}
	for _, e := range held {
		if e.ItemID != it.ID || e.Due <= due {
			continue
		}
		e.Due = due
		if err := c.tx.SaveExtract(e); err != nil {
			return err
		}
		if err := c.also("extract.due", e.Number, map[string]any{"loan": it.Loan, "due": string(due)}); err != nil {
			return err
		}
	}
	return nil
}

// Extracts lists the register of copies, newest first: custodians and inspectors all of it,
// everybody their own; a document's all for staff assigned to its client. Titles only of
// documents the actor may see (rule 2). Returns NotAllowed (error.unsigned).
func (o *Office) Extracts(ctx context.Context, f ExtractFilter) ([]ExtractRow, error) {
	var rows []ExtractRow
	f.Document = CleanCode(f.Document)
	err := o.view(ctx, "extract.list", "", func(w *work) error {
		r, err := w.readership()
		if err != nil {
			return err
		}
		all, err := w.readsAbout(r, f.Document)
		if err != nil {
			return err
		}
		if !all {
			f.Holder = w.person.ID
		}
		rows, err = w.Reader.Extracts(f, nil)
		for i := range rows {
			rows[i].Extract = r.masked(rows[i].Extract)
			rows[i].Overdue = rows[i].daysOver(w.today)
		}
		return err
	})
	return rows, err
}

// OpenExtract returns one extract and logs the view: its holder, custodians, inspectors, and
// staff assigned to the client. Returns NotFound (error.extract.unknown), also for one that
// the actor's list does not hold.
func (o *Office) OpenExtract(ctx context.Context, number string) (Extract, error) {
	var out Extract
	number = CleanCode(number)
	err := o.change(ctx, "extract.view", loggedCodes(number), func(c *change) error {
		r, err := c.readership()
		if err != nil {
			return err
		}
		e, err := c.extract(number)
		if err != nil {
			return err
		}
		if !c.knows(r, e) {
			return Errf(NotFound, "error.extract.unknown", number)
		}
		out = r.masked(e)
		return c.log(e.Number, nil)
	})
	return out, err
}

// daysOver returns the days an extract is past due, 0 when it is not, or is no longer out.
func (e Extract) daysOver(today Date) int {
	if e.State != ExtractOut || e.Due >= today {
		return 0
	}
	return e.Due.DaysUntil(today)
}
