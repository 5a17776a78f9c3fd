package app

import "context"

// Leaving is what a person who leaves still has: before the act what it will take back,
// after it what it took back. It names no client and no document: whoever looks after
// accounts need not know what the files are about (§4.4).
type Leaving struct {
	Person      Person
	Login       string       // "" without an account
	Account     AccountState // "" without an account
	Out         []LeavingLoan
	Requests    []LeavingLoan // asked for, waiting or approved, not collected
	Electronic  []LeavingLoan // electronic copies open or approved: they end at once, with their keys
	Extracts    []LeavingExtract
	Assignments []LeavingAssignment
	Delegations []Delegation // given or taken, in force or still to come
	Reason      string       // once left
	// Why is the reason when Leave would be refused (oneself, the last administrator), else nil.
	Why *Error

	out, requests []LoanItem
	electronic    []LoanItem
	assignments   []Assignment
	account       Account
}

// LeavingLoan is one loan of a person who leaves.
type LeavingLoan struct {
	Number string
	Copies int
	Lost   int  // of Copies, being searched for
	Due    Date // the earliest of the copies'
}

// LeavingExtract is a print or export that a person who leaves still has: to be returned or
// destroyed, and ticked off by a custodian.
type LeavingExtract struct {
	Number string
	Kind   ExtractKind
	Due    Date
}

// LeavingAssignment is one task of a person who leaves, without its client.
type LeavingAssignment struct {
	Duty        string
	From, Until Date
}

// PlanLeaving tells what a person still has, before Leave takes it back. Administrator
// only. Returns NotAllowed, NotFound.
func (o *Office) PlanLeaving(ctx context.Context, personNumber string) (Leaving, error) {
	var l Leaving
	err := o.view(ctx, "person.leaving", personNumber, func(w *work) (err error) {
		if err := w.mustHave(Administrator); err != nil {
			return err
		}
		if l, err = w.leaving(personNumber); err != nil {
			return err
		}
		l.Why, err = w.whyStay(l)
		return err
	})
	return l, err
}

// whyStay is why a person may not be seen off by the actor, nil when they may.
func (w *work) whyStay(l Leaving) (*Error, error) {
	err := w.mayLeave(l.Person)
	var why *Error
	if err != nil && CodeOf(err) == Conflict {
		why, _ = err.(*Error) //nolint:errorlint // mayLeave makes it
		err = nil
	}
	return why, err
}

// leaving gathers what a person has.
func (w *work) leaving(number string) (Leaving, error) {
	p, err := w.PersonByNumber(number)
	if err != nil {
		return Leaving{}, missing(err, Errf(NotFound, "error.person.none", number))
	}
	l := Leaving{Person: p}
	if l.account, err = w.AccountByPerson(p.ID); err == nil {
		l.Login, l.Account = l.account.Login, l.account.State
	} else if CodeOf(err) != NotFound {
		return l, err
	}
	if past, err := w.LeavingOf(p.ID); err == nil {
		l.Reason = past.Reason
	} else if CodeOf(err) != NotFound {
		return l, err
	}
	if l.Delegations, err = w.DelegationsOf(p.ID, w.today); err != nil {
		return l, err
	}
	if l.assignments, err = w.AssignmentsOfPerson(p.ID, w.today); err != nil {
		return l, err
	}
	for _, a := range l.assignments {
		l.Assignments = append(l.Assignments, LeavingAssignment{Duty: a.Duty, From: a.From, Until: a.Until})
	}
	return l, w.leavingLoans(&l)
}

func (w *work) leavingLoans(l *Leaving) error {
	items, err := w.BorrowerItems(l.Person.ID, OutItem, LostItem, Waiting, Requested, Approved)
	if err != nil {
		return err
	}
	for _, it := range items {
		it = it.asOf(w.today)
		switch {
		case it.can(EventGiveBack):
			l.electronic = append(l.electronic, it)
		case it.State == OutItem || it.State == LostItem:
			l.out = append(l.out, it)
		case !it.State.Final():
			l.requests = append(l.requests, it)
		}
	}
	l.Out, l.Requests, l.Electronic = countLoans(l.out), countLoans(l.requests), countLoans(l.electronic)
	held, err := w.ExtractsHeldBy(l.Person.ID)
	for _, e := range held {
		l.Extracts = append(l.Extracts, LeavingExtract{e.Number, e.Kind, e.Due})
	}
	return err
}

// countLoans counts items by their loan.
func countLoans(items []LoanItem) []LeavingLoan {
	var out []LeavingLoan
	for _, part := range byLoan(items) {
		l := LeavingLoan{Number: part[0].Loan, Copies: len(part), Due: part[0].Due}
		for _, it := range part {
			l.Due = min(l.Due, it.Due)
			if it.State == LostItem {
				l.Lost++
			}
		}
		out = append(out, l)
	}
	return out
}
