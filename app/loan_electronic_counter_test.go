package app_test

import (
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// What can't be opened can't be asked for.
func TestWhatCannotBeReadIsNotLent(t *testing.T) {
	s := newLoanStage(t)
	d, err := s.Founder.SaveDocument(t.Context(), app.Document{
		FileCode: s.file.Code, Title: "还没有扫描", Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient,
		Medium: app.Electronic, Received: s.Today(),
	}, 3)
	ok(t, err)
	sheet, err := s.Founder.OpenDocument(t.Context(), d.Code)
	ok(t, err)
	if len(sheet.Copies) != 1 || sheet.Copies[0].Code != d.Code+"/E" || sheet.Copies[0].Medium != app.Electronic || sheet.Copies[0].No != 0 {
		t.Fatalf("got %+v", sheet.Copies)
	}
	_, err = s.office.RequestLoan(t.Context(), requestOf(d.Code+"/E"))
	refusedKey(t, err, app.Conflict, "error.content.none")
	g, err := s.office.Glance(t.Context(), []string{d.Code})
	ok(t, err)
	if g[0].Stored {
		t.Error("the file is said to be in the vault")
	}
	outsider := s.Person("评审专家")
	r := requestOf(s.electronic())
	r.Borrower = outsider.Number
	_, err = s.Founder.RequestLoan(t.Context(), r)
	refusedKey(t, err, app.Conflict, "error.loan.electronic.account")

	_, err = s.Founder.AddCopy(t.Context(), d.Code, app.Location{Cabinet: "1"}, 3)
	refusedKey(t, err, app.Conflict, "error.copies.electronic")
	refusedKey(t, s.Founder.MoveCopy(t.Context(), d.Code+"/E", app.Location{Cabinet: "1"}), app.Conflict, "error.copy.electronic")
	d.Medium = app.Paper
	_, err = s.Founder.SaveDocument(t.Context(), d, 1)
	refusedKey(t, err, app.Conflict, "error.document.medium")
	refusedAt(t, err, app.Conflict, "medium")
	d.Medium, d.Code = app.Electronic, d.Code+"X"
	_, err = s.Founder.SaveDocument(t.Context(), d, 1)
	ok(t, err)
	if c := copyNow(t, s.Kit, d.Code+"/E"); c.DocumentID != d.ID {
		t.Errorf("got %+v", c)
	}
}

// The counter says in words why an electronic copy is not handed out there, nor taken back.
func TestTheCounterSendsElectronicCopiesAway(t *testing.T) {
	s := newLoanStage(t)
	paper, code := s.copy(), s.electronic()
	l := s.askElectronic(s.office, 3, code, paper)
	s.allow(s.approver(), l.Number, code, app.Permits{})
	s.Approve(l.Number, paper)
	why := func(scan app.Scan, code string) string {
		for _, it := range scan.Items {
			if it.Code == code && it.Why != nil {
				return it.Why.Key
			}
		}
		return ""
	}
	for _, c := range []struct {
		text string
		hand bool
		want string
	}{
		{code, true, "error.loan.electronic.hand_out"},
		{code, false, "error.loan.electronic.take_back"},
		{l.Number, true, "error.loan.electronic.hand_out"},
		{s.borrower.Number, true, ""},
	} {
		scan, err := s.Founder.Scan(t.Context(), c.text, c.hand, "")
		ok(t, err)
		if got := why(scan, code); got != c.want {
			t.Errorf("%s, hand %v: %q, want %q", c.text, c.hand, got, c.want)
		}
		if why(scan, paper) != "" {
			t.Errorf("%s: the paper copy is %q", c.text, why(scan, paper))
		}
	}
	_, err := s.Founder.HandOut(t.Context(), app.Handover{
		Loan: l.Number, Copies: []string{code}, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes(),
	})
	refusedKey(t, err, app.Conflict, "error.loan.electronic.hand_out")
	s.HandOut(l.Number) // the paper copy alone
	if it := itemNow(t, s.Kit, l.Number, paper); it.State != app.OutItem || it.OutID == 0 {
		t.Errorf("got %+v", it)
	}
	_, err = s.Founder.HandOut(t.Context(), app.Handover{Loan: l.Number, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes()})
	if app.CodeOf(err) != app.Conflict {
		t.Errorf("got %v", err)
	}
	refusedKey(t, s.Founder.TakeBack(t.Context(), apptest.Return(code)), app.Conflict, "error.loan.electronic.take_back")
	refusedKey(t, s.office.GiveBack(t.Context(), l.Number, []string{paper}), app.Conflict, "error.loan.paper")
	refusedKey(t, s.office.ReportLost(t.Context(), l.Number, code, ""), app.Conflict, "error.loan.electronic.lost")

	slip, err := s.Founder.PrintSlip(t.Context(), l.Number)
	ok(t, err)
	if len(slip.Items) != 1 || slip.Items[0].Code != paper {
		t.Errorf("the slip has %+v", slip.Items)
	}
	other := s.askElectronic(s.office, 3, s.electronic())
	_, err = s.Founder.PrintSlip(t.Context(), other.Number)
	refusedKey(t, err, app.Conflict, "error.slip.electronic")
}

// The book of loans has electronic copies from the moment they open, with who let them go.
func TestTheLoanBookHasElectronicCopies(t *testing.T) {
	s := newLoanStage(t)
	code := s.electronic()
	l := s.askElectronic(s.office, 3, code)
	s.allow(s.Founder, l.Number, code, app.Permits{})
	s.askElectronic(s.office, 3, s.electronic())
	book, err := s.Founder.PrintLoanBook(t.Context(), s.Today(), s.Today())
	ok(t, err)
	if len(book.Rows) != 1 || book.Rows[0].Item.Code != code || book.Rows[0].Keeper != apptest.FounderName {
		t.Errorf("got %+v", book.Rows)
	}
	rows, err := s.Founder.Loans(t.Context(), app.LoanFilter{Tab: app.TabOut})
	ok(t, err)
	if len(rows) != 1 || rows[0].Copies != 1 || rows[0].State != app.OutItem || rows[0].Due != l.Due {
		t.Errorf("got %+v", rows)
	}
}

// A scan stands beside the paper copies; the document's own number goes on meaning the paper.
func TestAScanBesideThePaper(t *testing.T) {
	s := newLoanStage(t)
	paper := s.copy()
	doc := paper[:len(paper)-2]
	addScan(t, s.Kit, doc)
	g, err := s.office.Glance(t.Context(), []string{doc, doc + "/E"})
	ok(t, err)
	if g[0].Code != paper || g[0].Medium != app.Paper || g[1].Medium != app.Electronic || !g[1].Stored {
		t.Errorf("got %+v", g)
	}
	k, err := s.Founder.AddCopy(t.Context(), doc, app.Location{}, 5)
	ok(t, err)
	if k.No != 2 || k.Medium != app.Paper || k.Code != doc+"/2" {
		t.Errorf("got %+v", k)
	}
	l := s.askElectronic(s.office, 3, doc+"/E", paper)
	if len(codesIn(t, s, l.Number)) != 2 {
		t.Error("one loan takes both")
	}
}

// Any number of people read the same copy at a time; nobody queues for it, and each has it once.
func TestManyBorrowTheSameElectronicCopy(t *testing.T) {
	s := newLoanStage(t)
	code := s.electronic()
	offices := []*app.Office{s.office}
	for _, name := range []string{"周敏", "赵颉"} {
		_, o := s.Staff(name, app.Reviewer)
		offices = append(offices, o)
	}
	var loans []app.Loan
	for _, o := range offices {
		l := s.askElectronic(o, 3, code)
		loans = append(loans, l)
		s.allow(s.Founder, l.Number, code, app.Permits{})
		_, err := o.RequestLoan(t.Context(), requestOf(code))
		refusedKey(t, err, app.Conflict, "error.copy.yours")
	}
	ok(t, offices[1].GiveBack(t.Context(), loans[1].Number, nil))
	for i, o := range offices {
		if err := reads(t.Context(), o, documentOf(code)); (err == nil) != (i != 1) {
			t.Errorf("the %d. borrower: %v", i+1, err)
		}
	}
	g, err := offices[2].Glance(t.Context(), []string{code, documentOf(code)})
	ok(t, err)
	for _, g := range g {
		if g.Code != code || g.Medium != app.Electronic || !g.Stored || g.State != app.InPlace || g.Waiting != 0 {
			t.Errorf("got %+v", g)
		}
	}
	if err := s.Founder.GiveBack(t.Context(), loans[0].Number, []string{code}); err != nil {
		t.Errorf("a custodian may end it: %v", err)
	}
	refusedKey(t, offices[1].GiveBack(t.Context(), loans[2].Number, nil), app.NotAllowed, "error.loan.who.any")
}

// What duty gives opens no loan that is over, and goes itself with the day it ends.
func TestDutyOpensNoLoanThatIsOver(t *testing.T) {
	s := newLoanStage(t)
	early, late := s.electronic(), s.electronic()
	first, second := s.askElectronic(s.office, 1, early), s.askElectronic(s.office, 12, late)
	s.allow(s.approver(), first.Number, early, app.Permits{})
	s.allow(s.approver(), second.Number, late, app.Permits{})
	s.Clock.Advance(2 * 24 * time.Hour)
	s.Assign(s.file.ClientCode, s.borrower.Number, 3)
	if a, b := itemNow(t, s.Kit, first.Number, early), itemNow(t, s.Kit, second.Number, late); a.State != app.Lapsed || b.State != app.OutItem {
		t.Errorf("the first is %s, the second %s", a.State, b.State)
	}
	if _, has := keyUntil(t, s.Kit, early, s.borrower.ID); !has {
		t.Fatal("duty gives no key")
	}
	for range 2 { // the loan ends on the first day, the assignment by the second
		_, err := s.Founder.Today(t.Context())
		ok(t, err)
		s.Clock.Advance(4 * 24 * time.Hour)
	}
	_, err := s.Founder.Today(t.Context())
	ok(t, err)
	if _, has := keyUntil(t, s.Kit, early, s.borrower.ID); has {
		t.Error("the key stays after the assignment's last day")
	}
	ok(t, reads(t.Context(), s.office, documentOf(late)))
}
