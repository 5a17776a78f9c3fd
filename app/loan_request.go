package app

import (
	"context"
	"slices"
	"strings"
)

// maxBasket is how many copies one request takes: more than a person carries.
const maxBasket = 50

// RequestLoan asks for copies. Rule 1 for the borrower and the actor; due date
// required, not in the past, not beyond Settings.MaxLoanDays (rule 8); each paper copy in
// place and promised to nobody, or Queue; of electronic copies the file in the vault and an
// account to read it with (§4.4). A custodian may ask for somebody else, and can
// then not decide it (rule 3). Returns Invalid(s) by field (borrower, copies, purpose,
// place, due), NotAllowed (error.unsigned with FixSign, error.loan.behalf), Conflict
// (error.copy.out, error.copy.taken with FixQueue, error.copy.hold, error.copy.yours,
// error.content.none, error.loan.electronic.account …).
func (o *Office) RequestLoan(ctx context.Context, r LoanRequest) (Loan, error) {
	var loan Loan
	r.Copies = cleanCodes(r.Copies)
	err := o.change(ctx, "loan.request", loggedCodes(r.Copies...), func(c *change) error {
		if err := c.lapseLoans(); err != nil {
			return err
		}
		borrower, err := c.borrowerOf(r)
		if err != nil {
			return err
		}
		if err := c.checkRequest(r); err != nil {
			return err
		}
		items, err := c.askFor(r, borrower)
		if err != nil {
			return err
		}
		loan, err = c.addLoan(r, borrower, items)
		return err
	})
	return loan, err
}

// borrowerOf finds who borrows and checks rule 1 for both sides.
func (c *change) borrowerOf(r LoanRequest) (Person, error) {
	if err := c.mustBeBound(); err != nil {
		return Person{}, err
	}
	number := strings.TrimSpace(r.Borrower)
	if number == "" || number == c.person.Number {
		return c.person, nil
	}
	if !c.me.Roles.Has(Custodian) {
		return Person{}, Errf(NotAllowed, "error.loan.behalf").At("borrower")
	}
	p, err := c.PersonByNumber(number)
	if err != nil {
		return p, unknown(err, "error.person.none", number)
	}
	return p, c.boundPerson(p)
}

// checkRequest checks what was typed.
func (c *change) checkRequest(r LoanRequest) error {
	var bad Invalids
	if len(r.Copies) == 0 {
		bad = append(bad, Errf(Invalid, "error.loan.copies.missing").At("copies"))
	}
	if len(r.Copies) > maxBasket {
		bad = append(bad, Errf(Invalid, "error.loan.copies.many", maxBasket).At("copies"))
	}
	if _, e := line("purpose", r.Purpose, true); e != nil {
		bad = append(bad, e)
	}
	if !slices.Contains(AllPlaces, r.Place) {
		bad = append(bad, Errf(Invalid, "error.loan.place.missing").At("place"))
	}
	if e := c.dueDate(r.Due); e != nil {
		bad = append(bad, e)
	}
	return bad.errOrNil()
}

// askFor makes an item for every copy, or says of every copy why not.
func (c *change) askFor(r LoanRequest, borrower Person) ([]LoanItem, error) {
	var items []LoanItem
	var bad Invalids
	for _, code := range r.Copies {
		it, err := c.askForOne(code, r, borrower)
		if e, ok := err.(*Error); ok {
			bad = append(bad, e.At("copies"))
			continue
		}
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(items, func(o LoanItem) bool { return o.CopyID == it.CopyID }) {
			continue // a document and its only copy, both typed
		}
		items = append(items, it)
	}
	return items, bad.errOrNil()
}

func (c *change) askForOne(code string, r LoanRequest, borrower Person) (LoanItem, error) {
	cp, err := c.copyOf(code)
	if err != nil {
		return LoanItem{}, err
	}
	if err := c.lendable(cp); err != nil {
		return LoanItem{}, err
	}
	open, err := c.OpenItems(cp.ID)
	if err != nil {
		return LoanItem{}, err
	}
	it := LoanItem{CopyID: cp.ID, Code: cp.Code, Due: r.Due, Electronic: cp.Medium == Electronic}
	if own := slices.IndexFunc(open, func(i LoanItem) bool { return i.BorrowerID == borrower.ID }); own >= 0 {
		return it, Errf(Conflict, "error.copy.yours", cp.Code, open[own].Loan)
	}
	if it.Electronic {
		it.Asked = r.Permits
		if err := c.readableBy(borrower, cp); err != nil {
			return it, err
		}
	}
	if len(open) == 0 || it.Electronic {
		it.ExpiresOn = c.today.AddDays(c.settings.RequestDays)
		return it, it.happen(EventRequest)
	}
	if !r.Queue {
		return it, takenBy(cp)
	}
	return it, it.happen(EventQueue)
}

// takenBy says that a copy is with, or promised to, somebody, without saying whom.
func takenBy(cp Copy) error {
	if cp.State == OutCopy {
		return Errf(Conflict, "error.copy.out", cp.Code, string(cp.Due)).With(FixQueue, cp.Code)
	}
	return Errf(Conflict, "error.copy.taken", cp.Code).With(FixQueue, cp.Code)
}

func (c *change) addLoan(r LoanRequest, borrower Person, items []LoanItem) (Loan, error) {
	loan, err := c.tx.AddLoan(Loan{
		BorrowerID: borrower.ID, AskerID: c.person.ID, Purpose: strings.TrimSpace(r.Purpose),
		Place: r.Place, Due: r.Due, RequestedAt: c.now,
	}, c.now.Year())
	if err != nil {
		return loan, err
	}
	for _, it := range items {
		it.LoanID = loan.ID
		if _, err := c.tx.AddItem(it); err != nil {
			return loan, err
		}
	}
	c.object = loan.Number
	err = c.log(loan.Number, map[string]any{
		"borrower": borrower.Number, "copies": codesOf(items), "due": string(r.Due),
	})
	if err != nil {
		return loan, err
	}
	return c.Loan(loan.Number)
}
