package app

import (
	"context"
	"slices"
	"strings"
)

// Scan tells what a number typed or scanned at the counter is: the code of a copy or of
// a document with one copy, a loan's number, a person's number or login, a case file's, in
// any width and case. hand says hand out (true) or take back; borrower is the number of the person
// in front of the counter, "" while nobody is. Custodian or their delegate. A wrong scan
// comes back in Why with what would help, not as an error.
func (o *Office) Scan(ctx context.Context, text string, hand bool, borrower string) (Scan, error) {
	var out Scan
	err := o.view(ctx, "loan.scan", "", func(w *work) error {
		p, err := w.powers()
		if err != nil {
			return err
		}
		if _, err := p.keeperHat(); err != nil {
			return err
		}
		s := scan{work: w, powers: p, hand: hand, borrower: strings.TrimSpace(borrower)}
		out, err = s.of(CleanCode(text))
		return err
	})
	return out, err
}

// scan is one look at the counter.
type scan struct {
	*work
	powers
	hand     bool
	borrower string
}

// of tries one kind of number after the other.
func (s scan) of(code string) (Scan, error) {
	if code == "" {
		return Scan{Kind: ScanUnknown, Why: Errf(Invalid, "error.counter.empty")}, nil
	}
	for _, try := range []func(string) (Scan, error){s.loan, s.copy, s.someone, s.binder, s.place} {
		out, err := try(code)
		if CodeOf(err) != NotFound {
			return out, err
		}
	}
	return Scan{Kind: ScanUnknown, Why: Errf(NotFound, "error.counter.unknown", code)}, nil
}

// loan is a scan of a loan's number: its borrower, and what can be handed out or
// taken back of it.
func (s scan) loan(number string) (Scan, error) {
	b, err := s.basket(number)
	if err != nil {
		return Scan{}, err
	}
	row := b.row(s.powers, s.today)
	out := Scan{Kind: ScanLoan, Loan: &row}
	if out.Person, err = s.counterPerson(b.Borrower); err != nil {
		return out, err
	}
	for _, it := range b.Items {
		if !s.concerns(it) {
			continue
		}
		line, err := s.line(it, b.Borrower)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, line)
	}
	if len(out.Items) == 0 {
		out.Why = s.nothing(b)
	}
	return out, nil
}

// copy is a scan of a copy's or document's code.
func (s scan) copy(code string) (Scan, error) {
	cp, err := s.copyMeant(code)
	if e, ok := err.(*Error); ok && e.Key == "error.copy.which" {
		return Scan{Kind: ScanUnknown, Why: e}, nil
	}
	if err != nil {
		return Scan{}, err
	}
	line, err := s.lineOfCopy(cp)
	return Scan{Kind: ScanCopy, Items: []CounterItem{line}}, err
}

// someone is a scan of a person's number or login.
func (s scan) someone(code string) (Scan, error) {
	p, err := s.personOf(code)
	if err != nil {
		return Scan{}, err
	}
	out := Scan{Kind: ScanPerson}
	if out.Person, err = s.counterPerson(p); err != nil {
		return out, err
	}
	items, err := s.BorrowerItems(p.ID, Approved, OutItem)
	if err != nil {
		return out, err
	}
	for _, it := range items {
		if it = it.asOf(s.today); it.Electronic || !s.concerns(it) {
			continue
		}
		line, err := s.line(it, p)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, line)
	}
	return out, nil
}

// personOf finds a person by number or login, in upper or lower case.
func (w *work) personOf(code string) (Person, error) {
	for _, number := range []string{code, strings.ToLower(code)} {
		p, err := w.PersonByNumber(number)
		if CodeOf(err) != NotFound {
			return p, err
		}
	}
	a, err := w.AccountByLogin(strings.ToLower(code))
	if err != nil {
		return Person{}, err
	}
	return w.Person(a.PersonID)
}

// concerns reports whether an item belongs into the basket: approved or still to be
// decided for a hand-out, out for taking back. A loan's electronic copies come along, to be
// told why they are not for the counter; a person's do not.
func (s scan) concerns(it LoanItem) bool {
	if s.hand {
		return it.State == Approved || it.State == Requested
	}
	return it.State == OutItem
}

// nothing says that a loan has nothing for the counter to do, or, for one of electronic copies
// alone, never has.
func (s scan) nothing(b LoanBasket) *Error {
	switch {
	case len(b.Items) > 0 && !slices.ContainsFunc(b.Items, func(it LoanItem) bool { return !it.Electronic }):
		return electronicHere(s.event(), b.Items[0].Code)
	case s.hand:
		return Errf(Conflict, "error.counter.none_approved", b.Number)
	}
	return Errf(Conflict, "error.counter.none_out", b.Number)
}

// counterPerson is what the counter shows of somebody.
func (s scan) counterPerson(p Person) (*CounterPerson, error) {
	out := CounterPerson{Person: p}
	a, err := s.AccountByPerson(p.ID)
	if err != nil && CodeOf(err) != NotFound {
		return nil, err
	}
	out.Roles = a.Roles
	if out.Standing, err = standingOf(s, p, s.today); err != nil {
		return nil, err
	}
	items, err := s.BorrowerItems(p.ID, OutItem, LostItem)
	for _, it := range items {
		if it.Electronic {
			continue // nothing to carry
		}
		out.Out++
		if it.daysOver(s.today) > 0 {
			out.Overdue++
		}
	}
	return &out, err
}
