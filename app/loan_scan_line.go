package app

import "errors"

// lineOfCopy is the basket's line for a copy by itself: on the loan that its state says.
func (s scan) lineOfCopy(cp Copy) (CounterItem, error) {
	if cp.Medium == Electronic {
		line, err := s.bare(cp)
		line.Why = electronicHere(s.event(), cp.Code)
		return line, err
	}
	open, err := s.OpenItems(cp.ID)
	if err != nil {
		return CounterItem{}, err
	}
	for _, it := range open {
		if it = it.asOf(s.today); !it.State.Active() {
			continue
		}
		borrower, err := s.Person(it.BorrowerID)
		if err != nil {
			return CounterItem{}, err
		}
		return s.line(it, borrower)
	}
	line, err := s.bare(cp)
	if err != nil {
		return line, err
	}
	why, err := s.whyNotLent(cp)
	line.Why = why
	return line, err
}

// whyNotLent says why a copy without a loan can neither go out nor come back.
func (s scan) whyNotLent(cp Copy) (*Error, error) {
	if !s.hand {
		return Errf(Conflict, "error.counter.not_out", cp.Code), nil
	}
	why, err := answer(s.lendable(cp))
	if why != nil || err != nil {
		return why, err
	}
	return Errf(Conflict, "error.counter.not_lent", cp.Code).With(FixRequest, cp.Code), nil
}

// bare is a line with what the register says of a copy.
func (s scan) bare(cp Copy) (CounterItem, error) {
	d, err := s.Document(cp.DocumentID)
	return CounterItem{
		Code: cp.Code, Title: d.Title, Client: d.ClientName, Home: cp.Home, Pages: cp.Pages,
	}, err
}

// line is the basket's line for an item: ready, or why not and what would help.
func (s scan) line(it LoanItem, borrower Person) (CounterItem, error) {
	line := CounterItem{
		Code: it.Code, Title: it.Title, Client: it.Client, Home: it.Home, Pages: it.Pages,
		Loan: it.Loan, Due: it.Due, Borrower: borrower,
	}
	if it.Electronic {
		line.Why = electronicHere(s.event(), it.Code)
		return line, nil
	}
	check := s.whyNotBack
	if s.hand {
		check = s.whyNotOut
	}
	why, err := check(it, borrower)
	line.Why, line.Ready = why, why == nil && err == nil
	return line, err
}

// event is what the counter is about to do.
func (s scan) event() LoanEvent {
	if s.hand {
		return EventHandOut
	}
	return EventTakeBack
}

// whyNotOut goes through what HandOut asks for, in its words.
func (s scan) whyNotOut(it LoanItem, borrower Person) (*Error, error) {
	if s.borrower != "" && s.borrower != borrower.Number {
		return Errf(Conflict, "error.counter.other", it.Code, borrower.Name), nil
	}
	if why, err := answer(it.happen(EventHandOut)); why != nil || err != nil {
		return why, err
	}
	cp, err := s.Copy(it.CopyID)
	if err != nil {
		return nil, err
	}
	if why, err := answer(s.lendable(cp)); why != nil || err != nil {
		return why, err
	}
	if cp.State != InPlace {
		return Errf(Conflict, "error.copy.out", cp.Code, string(cp.Due)), nil
	}
	if why, err := answer(s.boundPerson(borrower)); why != nil || err != nil {
		return why, err
	}
	_, err = s.hat(EventHandOut, Loan{BorrowerID: borrower.ID, Borrower: borrower})
	return answer(err)
}

// whyNotBack goes through what TakeBack asks for.
func (s scan) whyNotBack(it LoanItem, borrower Person) (*Error, error) {
	switch {
	case it.State == LostItem:
		return Errf(Conflict, "error.counter.searched", it.Code, it.Loan), nil
	case it.State != OutItem:
		return Errf(Conflict, "error.counter.not_out", it.Code), nil
	case s.borrower != "" && s.borrower != borrower.Number:
		return Errf(Conflict, "error.counter.other_back", it.Code, borrower.Name), nil
	}
	_, err := s.hat(EventTakeBack, Loan{BorrowerID: borrower.ID, Borrower: borrower})
	return answer(err)
}

// answer parts what is meant for the person from what went wrong.
func answer(err error) (*Error, error) {
	var e *Error
	if errors.As(err, &e) {
		return e, nil
	}
	return nil, err
}
