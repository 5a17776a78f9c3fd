package app

import (
	"context"
	"errors"
	"slices"
)

// historyShown is how many entries of a loan's log its sheet carries.
const historyShown = 100

// OpenLoan returns one loan with its items and what the actor may do, and logs the
// view. Returns NotFound (error.loan.unknown), also for a loan that the actor's lists
// do not hold.
func (o *Office) OpenLoan(ctx context.Context, number string) (LoanSheet, error) {
	var sheet LoanSheet
	number = CleanCode(number)
	err := o.change(ctx, "loan.view", loggedCodes(number), func(c *change) (err error) {
		sheet, err = c.loanSheet(number)
		return err
	})
	return sheet, err
}

// loanSheet is a loan as the actor may see it.
func (w *work) loanSheet(number string) (LoanSheet, error) {
	p, err := w.powers()
	if err != nil {
		return LoanSheet{}, err
	}
	b, err := w.basket(number)
	if err != nil {
		return LoanSheet{}, err
	}
	if !p.lists(b.Loan) {
		return LoanSheet{}, Errf(NotFound, "error.loan.unknown", number)
	}
	s := LoanSheet{LoanRow: b.row(p, w.today), Items: b.masked(p), May: b.acts(p)}
	if s.Standing, err = standingOf(w, b.Borrower, w.today); err != nil {
		return s, err
	}
	if s.Assigned, err = w.assignedTo(s.Items, b.BorrowerID); err != nil {
		return s, err
	}
	s.History, err = w.Entries(AuditFilter{Object: b.Number, Limit: historyShown})
	return s, err
}

// assignedTo returns the borrower's assignments of today to the clients of items; a
// masked item names no client.
func (w *work) assignedTo(items []LoanItem, personID int64) ([]Assignment, error) {
	all, err := w.AssignmentsOfPerson(personID, w.today)
	return slices.DeleteFunc(all, func(a Assignment) bool {
		return a.From > w.today || !slices.ContainsFunc(items, func(it LoanItem) bool { return it.ClientID == a.ClientID })
	}), err
}

// acts says what the actor may do to a basket now: the state allows it for some item,
// and the table allows it for the actor.
func (b LoanBasket) acts(p powers) LoanActs {
	may := func(ev LoanEvent) bool {
		if !b.can(ev) {
			return false
		}
		_, err := p.hat(ev, b.Loan)
		return err == nil
	}
	a := LoanActs{
		Decide: may(EventApprove), HandOut: may(EventHandOut), TakeBack: may(EventTakeBack),
		Renew: may(EventRenew), Recall: may(EventRecall), Remind: may(EventRemind),
		Withdraw: may(EventWithdraw), GiveBack: may(EventGiveBack), ReportLost: may(EventReportLost),
		Found: may(EventFound), Incident: may(EventIncident),
	}
	if b.can(EventApprove) && !a.Decide {
		_, err := p.hat(EventApprove, b.Loan)
		errors.As(err, &a.Why)
	}
	return a
}

// can reports whether ev is possible for one of the items.
func (b LoanBasket) can(ev LoanEvent) bool {
	return slices.ContainsFunc(b.Items, func(it LoanItem) bool { return it.can(ev) })
}
