package app

import (
	"context"
	"slices"
	"time"
)

// Slip is all a printed loan slip needs; asking for it is logged as a print.
type Slip struct {
	Loan           Loan
	Items          []LoanItem
	Organisation   Organisation
	BorrowerSigned Signature
	KeeperSigned   Signature
	Keeper         Person
	HandedOutAt    time.Time
	AuditHead      string
	PrintedBy      string
	Now            time.Time
}

// LoanBook is all a printed loan book for a period needs; asking for it is logged.
type LoanBook struct {
	From, To     Date
	Rows         []LoanBookRow
	Organisation Organisation
	AuditHead    string
	PrintedBy    string
	Now          time.Time
}

// LoanBookRow is one copy lent in the period.
type LoanBookRow struct {
	Number   string
	Item     LoanItem
	Borrower Person
	Purpose  string
	Place    Place
	Keeper   string
}

// PrintSlip returns a loan's copies that are out, or were handed out last, for the slip,
// and logs the print. Custodian or the borrower. Returns NotFound (error.loan.unknown),
// Conflict (error.slip.none) before the first hand-out, (error.slip.electronic) when there
// will be none, NotAllowed.
func (o *Office) PrintSlip(ctx context.Context, number string) (Slip, error) {
	var slip Slip
	number = CleanCode(number)
	err := o.change(ctx, "loan.print", loggedCodes(number), func(c *change) error {
		p, err := c.powers()
		if err != nil {
			return err
		}
		b, err := c.basket(number)
		if err != nil {
			return err
		}
		if !p.keeps() && b.BorrowerID != c.person.ID {
			return Errf(NotAllowed, "error.loan.who.either")
		}
		if err := c.mustBeBound(); err != nil {
			return err
		}
		if err := c.log(b.Number, nil); err != nil {
			return err
		}
		slip, err = c.slip(b, p)
		return err
	})
	return slip, err
}

func (c *change) slip(b LoanBasket, p powers) (Slip, error) {
	h, err := c.HandoverOf(b.ID)
	if err != nil {
		if CodeOf(err) == NotFound {
			err = noSlip(b)
		}
		return Slip{}, err
	}
	b.Items = slices.DeleteFunc(b.Items, func(it LoanItem) bool { return it.OutID != h.ID })
	s := Slip{
		Loan: b.Loan, Items: b.masked(p), BorrowerSigned: h.Borrower, KeeperSigned: h.Keeper,
		Keeper: h.By, HandedOutAt: h.At, PrintedBy: c.person.Name, Now: c.now,
	}
	if due := b.nextDue(); due != "" {
		s.Loan.Due = due
	}
	s.Organisation, s.AuditHead, err = c.imprint()
	return s, err
}

// noSlip says why a loan has no slip: nothing was handed out yet, or never will be.
func noSlip(b LoanBasket) error {
	if slices.ContainsFunc(b.Items, func(it LoanItem) bool { return !it.Electronic }) {
		return Errf(Conflict, "error.slip.none", b.Number)
	}
	return Errf(Conflict, "error.slip.electronic", b.Number)
}

// imprint is what every print carries: the organisation, and the head of the log with
// the print's own entry in it (rule 7).
func (w *work) imprint() (Organisation, string, error) {
	org, err := w.Organisation()
	if err != nil {
		return org, "", err
	}
	head, err := w.AuditHead()
	return org, head.String(), err
}

// PrintLoanBook returns what was handed out from one day until another, both included,
// and logs the print. Custodian; inspector without clients' names and titles. Returns
// NotAllowed, Invalid (from, to).
func (o *Office) PrintLoanBook(ctx context.Context, from, to Date) (LoanBook, error) {
	var book LoanBook
	err := o.change(ctx, "loan.print_book", loggedCodes(string(from), string(to)), func(c *change) error {
		p, err := c.powers()
		if err != nil {
			return err
		}
		if !p.keeps() && !c.me.Roles.Has(Inspector) {
			return Errf(NotAllowed, "error.book.who")
		}
		if err := c.mustBeBound(); err != nil {
			return err
		}
		if err := checkPeriod(from, to); err != nil {
			return err
		}
		if err := c.log(c.object, nil); err != nil {
			return err
		}
		book = LoanBook{From: from, To: to, PrintedBy: c.person.Name, Now: c.now}
		if book.Rows, err = c.bookRows(from, to, p.keeps()); err != nil {
			return err
		}
		book.Organisation, book.AuditHead, err = c.imprint()
		return err
	})
	return book, err
}

func checkPeriod(from, to Date) error {
	var form formCheck
	form.date("from", from)
	form.date("to", to)
	if from == "" {
		form.add(Errf(Invalid, "error.text.empty").At("from"))
	}
	if to == "" {
		form.add(Errf(Invalid, "error.text.empty").At("to"))
	}
	if len(form.wrong) == 0 && to < from {
		form.add(Errf(Invalid, "error.date.order").At("to"))
	}
	return form.wrong.errOrNil()
}

// bookRows reads the period; named says whether clients' names and titles are shown.
func (w *work) bookRows(from, to Date, named bool) ([]LoanBookRow, error) {
	rows, err := w.LoanBookRows(LoanFilter{From: from, To: to, Zone: w.now.Location()})
	for i := range rows {
		it := &rows[i].Item
		if it.Electronic {
			rows[i].Keeper = it.DecidedBy // whoever approved gave the key
		}
		if !named {
			it.Title, it.ClientID, it.Client, it.Home = "", 0, "", Location{}
		}
	}
	return rows, err
}
