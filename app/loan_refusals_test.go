package app_test

import (
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// Rule 3: a custodian who asked, or who borrows, leaves the loan to another.
func TestCustodiansDoNothingForThemselves(t *testing.T) {
	s := newLoanStage(t)
	code := s.copy()
	self := personByLogin(s, apptest.FounderLogin)
	approve := func(o *app.Office, number string) error {
		_, err := o.Decide(t.Context(), number, []app.Decision{{Copy: code, Approve: true}})
		return err
	}
	own := s.Requested(s.Founder, code)
	refusedKey(t, approve(s.Founder, own.Number), app.NotAllowed, "error.self.approve")
	logged(t, s.Kit, apptest.FounderLogin, "loan.decide", app.Refused)
	sheet, err := s.Founder.OpenLoan(t.Context(), own.Number)
	ok(t, err)
	if sheet.May.Decide || sheet.May.Why == nil || sheet.May.Why.Key != "error.self.approve" {
		t.Errorf("got %+v", sheet.May)
	}

	ok(t, approve(s.keeper, own.Number))
	hand := app.Handover{Borrower: self.Number, Copies: []string{code}, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes()}
	_, err = s.Founder.HandOut(t.Context(), hand)
	refusedKey(t, err, app.NotAllowed, "error.self.hand_out")
	_, err = s.keeper.HandOut(t.Context(), hand)
	ok(t, err)
	refusedKey(t, s.Founder.TakeBack(t.Context(), apptest.Return(code)), app.NotAllowed, "error.self.take_back")
	refusedKey(t, s.Founder.Renew(t.Context(), own.Number, []string{code}, s.Today().AddDays(9)), app.NotAllowed, "error.self.renew")
	ok(t, s.Founder.ReportLost(t.Context(), own.Number, code, ""))
	refusedKey(t, s.Founder.Found(t.Context(), code, ""), app.NotAllowed, "error.self.search")
	refusedKey(t, s.Founder.OpenIncident(t.Context(), code, "没有了"), app.NotAllowed, "error.self.search")

	code = s.copy()
	asked := s.request(code, s.Today().AddDays(5), false)
	refusedKey(t, approve(s.asker, asked), app.NotAllowed, "error.self.approve")
}

// A delegate may not do what the principal may never, and acts under both names.
func TestDelegatesInheritThePrincipalsLimits(t *testing.T) {
	s := newLoanStage(t)
	approver, head := s.Staff("负责人", app.Approver)
	standIn := s.Person("代理人", apptest.Department("技术部"), apptest.Account(app.Reviewer))
	office := s.Office(apptest.Login(standIn.Number))
	_, err := head.Delegate(t.Context(), standIn.Number, s.Today(), s.Today().AddDays(3))
	ok(t, err)
	decide := func(l app.Loan, code string) error {
		_, err := office.Decide(t.Context(), l.Number, []app.Decision{{Copy: code, Approve: true}})
		return err
	}

	codes := []string{s.copy(), s.copy(), s.copy(), s.copy()}
	refusedKey(t, decide(s.Requested(head, codes[0]), codes[0]), app.NotAllowed, "error.self.principal")
	refusedKey(t, decide(s.Requested(office, codes[1]), codes[1]), app.NotAllowed, "error.self.approve")
	third := s.Requested(s.office, codes[2])
	ok(t, decide(third, codes[2]))
	e := logged(t, s.Kit, apptest.Login(standIn.Number), "loan.decide", app.Done)
	if e.Actor != standIn.Number+" "+standIn.Name || e.OnBehalf != approver.Number+" "+approver.Name {
		t.Errorf("logged as %q for %q", e.Actor, e.OnBehalf)
	}
	if it := itemNow(t, s.Kit, third.Number, codes[2]); it.DecidedBy != standIn.Name || it.DecidedFor != approver.Name {
		t.Errorf("got %+v", it)
	}
	fourth := s.Requested(s.office, codes[3])
	s.Clock.Advance(4 * 24 * time.Hour)
	refusedKey(t, decide(fourth, codes[3]), app.NotAllowed, "error.loan.who.deciders")
}

// Rule 1 at every gate: asking, being asked for, being approved, being handed out to.
func TestTheUnsignedGetNothing(t *testing.T) {
	s := newLoanStage(t)
	unsigned := s.Person("未签", apptest.Unsigned(), apptest.Account(app.Auditor))
	office := s.Office(apptest.Login(unsigned.Number))
	code := s.copy()
	ask := app.LoanRequest{Copies: []string{code}, Purpose: "审核", Place: app.AtOffice, Due: s.Today().AddDays(5)}
	_, err := office.RequestLoan(t.Context(), ask)
	refusedKey(t, err, app.NotAllowed, "error.unsigned")
	logged(t, s.Kit, apptest.Login(unsigned.Number), "loan.request", app.Refused)
	ask.Borrower = unsigned.Number
	_, err = s.asker.RequestLoan(t.Context(), ask)
	refusedKey(t, err, app.NotAllowed, "error.unsigned.other")

	soon := s.Person("快到期", apptest.Unsigned())
	for _, key := range app.Required {
		s.Signed(soon.Number, key, s.Today(), s.Today().AddDays(1))
	}
	ask.Borrower, ask.Copies = soon.Number, []string{code, s.copy()}
	l, err := s.asker.RequestLoan(t.Context(), ask)
	ok(t, err)
	s.Approve(l.Number, code)
	s.Clock.Advance(2 * 24 * time.Hour)
	_, err = s.Founder.Decide(t.Context(), l.Number, []app.Decision{{Copy: ask.Copies[1], Approve: true}})
	refusedKey(t, err, app.NotAllowed, "error.unsigned.other")
	_, err = s.Founder.HandOut(t.Context(), app.Handover{Loan: l.Number, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes()})
	refusedKey(t, err, app.NotAllowed, "error.unsigned.other")
	logged(t, s.Kit, apptest.FounderLogin, "loan.hand_out", app.Refused)
	if c := copyNow(t, s.Kit, code); c.State != app.InPlace {
		t.Errorf("the copy is %s", c.State)
	}
	s.Bind(soon.Number)
	s.HandOut(l.Number)
	_, err = s.Founder.Today(t.Context())
	ok(t, err)
}

// What a request must have, field by field.
func TestRequestsThatCannotBeAccepted(t *testing.T) {
	s := newLoanStage(t)
	good := func() app.LoanRequest {
		return app.LoanRequest{Copies: []string{s.copy()}, Purpose: "审核", Place: app.AtOffice, Due: s.Today().AddDays(5)}
	}
	for name, c := range map[string]struct {
		change func(*app.LoanRequest)
		code   app.Code
		key    string
		field  string
	}{
		"no copies":         {func(r *app.LoanRequest) { r.Copies = nil }, app.Invalid, "error.loan.copies.missing", "copies"},
		"blank copies":      {func(r *app.LoanRequest) { r.Copies = []string{" ", "　"} }, app.Invalid, "error.loan.copies.missing", "copies"},
		"unknown copy":      {func(r *app.LoanRequest) { r.Copies = []string{"X-1"} }, app.NotFound, "error.copy.unknown", "copies"},
		"no purpose":        {func(r *app.LoanRequest) { r.Purpose = " " }, app.Invalid, "error.text.empty", "purpose"},
		"long purpose":      {func(r *app.LoanRequest) { r.Purpose = strings.Repeat("长", 201) }, app.Invalid, "error.text.long", "purpose"},
		"control in it":     {func(r *app.LoanRequest) { r.Purpose = "审\x07核" }, app.Invalid, "error.text.control", "purpose"},
		"no place":          {func(r *app.LoanRequest) { r.Place = "家" }, app.Invalid, "error.loan.place.missing", "place"},
		"no due date":       {func(r *app.LoanRequest) { r.Due = "" }, app.Invalid, "error.loan.due.missing", "due"},
		"no day":            {func(r *app.LoanRequest) { r.Due = "2026-02-30" }, app.Invalid, "error.date", "due"},
		"yesterday":         {func(r *app.LoanRequest) { r.Due = s.Today().AddDays(-1) }, app.Invalid, "error.loan.due.past", "due"},
		"too long":          {func(r *app.LoanRequest) { r.Due = s.Today().AddDays(31) }, app.Invalid, "error.loan.due.late", "due"},
		"for somebody else": {func(r *app.LoanRequest) { r.Borrower = apptest.FounderNumber }, app.NotAllowed, "error.loan.behalf", "borrower"},
	} {
		r := good()
		c.change(&r)
		_, err := s.office.RequestLoan(t.Context(), r)
		t.Run(name, func(t *testing.T) {
			refusedKey(t, err, c.code, c.key)
			refusedAt(t, err, c.code, c.field)
			logged(t, s.Kit, apptest.Login(s.borrower.Number), "loan.request", app.Refused)
		})
	}
	r := good()
	r.Due = s.Today()
	_, err := s.office.RequestLoan(t.Context(), r)
	ok(t, err)
}

// A copy that is out, promised, on hold, lost or gone goes to nobody else.
func TestCopiesThatCannotBeLent(t *testing.T) {
	s := newLoanStage(t)
	_, other := s.Staff("周敏", app.Auditor)
	ask := func(code string) error {
		_, err := other.RequestLoan(t.Context(), app.LoanRequest{
			Copies: []string{code}, Purpose: "审核", Place: app.AtOffice, Due: s.Today().AddDays(5),
		})
		return err
	}
	for state, key := range map[app.ItemState]string{
		app.Requested: "error.copy.taken", app.Approved: "error.copy.taken", app.OutItem: "error.copy.out",
		app.LostItem: "error.copy.lost", app.Incident: "error.copy.gone",
	} {
		_, code := s.staged(state)
		err := ask(code)
		refusedKey(t, err, app.Conflict, key)
		if answers := answersOf(err); state == app.OutItem && (answers[0].Fix != app.FixQueue || answers[0].Target != code) {
			t.Errorf("offers %q of %q", answers[0].Fix, answers[0].Target)
		}
	}
	number, code := s.staged(app.Approved)
	ok(t, s.Founder.HoldFile(t.Context(), s.file.Code, true, "投诉调查"))
	refusedKey(t, ask(s.copy()), app.Conflict, "error.copy.hold")
	_, err := s.Founder.HandOut(t.Context(), app.Handover{
		Loan: number, Copies: []string{code}, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes(),
	})
	refusedKey(t, err, app.Conflict, "error.copy.hold")
	refusedKey(t, ask(code), app.Conflict, "error.copy.hold")
}

// At the counter: both must sign, and one wrong copy stops all of them.
func TestHandOutIsAllOrNothing(t *testing.T) {
	s := newLoanStage(t)
	number, code := s.staged(app.Approved)
	_, undecided := s.staged(app.Requested)
	hand := app.Handover{Borrower: s.borrower.Number, Copies: []string{code}, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes()}
	try := func(change func(*app.Handover)) error {
		h := hand
		change(&h)
		_, err := s.Founder.HandOut(t.Context(), h)
		return err
	}
	refusedAt(t, try(func(h *app.Handover) { h.Borrowers = nil }), app.Invalid, "borrower_signature")
	refusedAt(t, try(func(h *app.Handover) { h.Keepers = [][]app.Point{{{X: .5, Y: .5}}} }), app.Invalid, "keeper_signature")
	err := try(func(h *app.Handover) { h.Copies = []string{code, undecided} })
	refusedKey(t, err, app.Conflict, "error.loan.state.requested")
	if a := answersOf(err); a[0].Fix != app.FixApprove {
		t.Errorf("offers %q", a[0].Fix)
	}
	refusedKey(t, try(func(h *app.Handover) { h.Copies = []string{s.copy()} }), app.Conflict, "error.counter.not_lent")
	refusedKey(t, try(func(h *app.Handover) { h.Borrower = "" }), app.Invalid, "error.loan.borrower.missing")
	refusedKey(t, try(func(h *app.Handover) { h.Loan, h.Borrower = number, apptest.FounderNumber }), app.Conflict, "error.counter.loan_other")
	if c := copyNow(t, s.Kit, code); c.State != app.InPlace {
		t.Errorf("after refusals the copy is %s", c.State)
	}
	ok(t, try(func(*app.Handover) {}))
}

// Renewing has its limits.
func TestRenewalsAreLimited(t *testing.T) {
	s := newLoanStage(t)
	number, code := s.staged(app.OutItem)
	renew := func(days int) error {
		return s.Founder.Renew(t.Context(), number, []string{code}, s.Today().AddDays(days))
	}
	refusedKey(t, renew(4), app.Invalid, "error.renew.earlier")
	ok(t, renew(8))
	ok(t, renew(9))
	if c := copyNow(t, s.Kit, code); c.Due != s.Today().AddDays(9) {
		t.Errorf("due %s", c.Due)
	}
	refusedKey(t, renew(10), app.Conflict, "error.renew.often")

	number, code = s.staged(app.OutItem)
	_, other := s.Staff("周敏", app.Auditor)
	waits := s.Queued(other, code)
	refusedKey(t, renew(8), app.Conflict, "error.renew.waiting")
	ok(t, other.Withdraw(t.Context(), waits.Number))
	ok(t, s.Founder.Recall(t.Context(), number, []string{code}, s.Today().AddDays(2), "急用"))
	if it := itemNow(t, s.Kit, number, code); it.Due != s.Today().AddDays(2) || it.RecallReason != "急用" {
		t.Errorf("got %+v", it)
	}
	refusedKey(t, renew(8), app.Conflict, "error.renew.recalled")
}
