package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// loanStage is a vault with the people a loan meets; every copy it stages is a new one.
type loanStage struct {
	*apptest.Kit
	t        *testing.T
	file     app.File
	borrower app.Person
	office   *app.Office // the borrower's
	asker    *app.Office // a custodian who asks for the borrower
	keeper   *app.Office // another custodian
	head     *app.Office // see approver
}

func newLoanStage(t *testing.T) *loanStage {
	t.Helper()
	s := &loanStage{Kit: apptest.New(t), t: t}
	s.file = s.File(s.Client("深圳市精工电子有限公司").Code, "初次认证")
	s.borrower, s.office = s.Staff("李㛃", app.Auditor)
	_, s.asker = s.Staff("代办人", app.Custodian)
	_, s.keeper = s.Staff("保管人", app.Custodian)
	return s
}

// copy adds a document and returns its copy's code.
func (s *loanStage) copy() string { return s.Document(s.file.Code, "检验报告", 1).Code + "/1" }

// electronic adds a document with its content and returns its electronic copy's code.
func (s *loanStage) electronic() string { return addContent(s.t, s.Kit, s.file.Code).Code + "/E" }

// addContent has the founder add an electronic document with a content of its own.
func addContent(t testing.TB, k *apptest.Kit, fileCode string) app.Document {
	t.Helper()
	const text = "检验报告：合格。\n"
	d, err := k.Founder.AddContent(t.Context(), app.NewContent{
		File: fileCode, Name: "检验报告.txt", Size: int64(len(text)), Category: app.CategoryD, Sensitivity: app.Ordinary,
		Source: app.FromClient, Received: k.Today(),
	}, strings.NewReader(text), nil)
	ok(t, err)
	return d
}

// request asks for a copy in the borrower's name by the asker.
func (s *loanStage) request(code string, due app.Date, queue bool) string {
	s.t.Helper()
	l, err := s.asker.RequestLoan(s.t.Context(), app.LoanRequest{
		Borrower: s.borrower.Number, Copies: []string{code}, Purpose: "审核", Place: app.AtOffice, Due: due, Queue: queue,
		Permits: app.Permits{Print: true, Export: true, Excerpt: true},
	})
	ok(s.t, err)
	return l.Number
}

// staged returns a loan of one new copy that stands in a state.
func (s *loanStage) staged(state app.ItemState) (number, code string) {
	s.t.Helper()
	code = s.copy()
	due := s.Today().AddDays(5)
	switch state {
	case app.Waiting:
		s.Lent(s.keeper2(), code)
		return s.request(code, due, true), code
	case app.Lapsed:
		number = s.request(code, s.Today(), false)
		s.Clock.Advance(24 * time.Hour)
		_, err := s.Founder.Today(s.t.Context())
		ok(s.t, err)
		return number, code
	}
	number = s.request(code, due, false)
	for _, ev := range wayTo[state] {
		ok(s.t, s.do(s.Founder, s.office, ev, number, code))
	}
	return number, code
}

// stagedOn is staged for copies on a medium. An electronic copy is approved without being open
// when who approves it has no key.
func (s *loanStage) stagedOn(medium app.Medium, state app.ItemState) (number, code string) {
	s.t.Helper()
	if medium == app.Paper {
		return s.staged(state)
	}
	code = s.electronic()
	switch state {
	case app.Lapsed:
		number = s.request(code, s.Today(), false)
		s.Clock.Advance(24 * time.Hour)
		_, err := s.Founder.Today(s.t.Context())
		ok(s.t, err)
		return number, code
	case app.Approved:
		number = s.request(code, s.Today().AddDays(5), false)
		ok(s.t, loanActs[app.EventApprove].call(s.t.Context(), s.approver(), s, number, code))
		return number, code
	}
	number = s.request(code, s.Today().AddDays(5), false)
	for _, ev := range wayToElectronic[state] {
		ok(s.t, s.do(s.Founder, s.office, ev, number, code))
	}
	return number, code
}

// wayToElectronic is how a requested electronic copy gets into a state, approved by somebody
// who has its key.
var wayToElectronic = map[app.ItemState][]app.LoanEvent{
	app.RefusedIt: {app.EventRefuse},
	app.Withdrawn: {app.EventWithdraw},
	app.OutItem:   {app.EventApprove},
	app.Returned:  {app.EventApprove, app.EventGiveBack},
}

// approver is the head of the borrower's department, who holds no keys.
func (s *loanStage) approver() *app.Office {
	if s.head == nil {
		_, s.head = s.Staff("部门负责人", app.Approver)
	}
	return s.head
}

// keeper2 is a borrower in the way of another.
func (s *loanStage) keeper2() *app.Office {
	_, o := s.Staff("先借的人", app.Reviewer)
	return o
}

// wayTo is how a requested copy gets into a state.
var wayTo = map[app.ItemState][]app.LoanEvent{
	app.Approved:  {app.EventApprove},
	app.RefusedIt: {app.EventRefuse},
	app.Withdrawn: {app.EventWithdraw},
	app.OutItem:   {app.EventApprove, app.EventHandOut},
	app.Returned:  {app.EventApprove, app.EventHandOut, app.EventTakeBack},
	app.LostItem:  {app.EventApprove, app.EventHandOut, app.EventReportLost},
	app.Incident:  {app.EventApprove, app.EventHandOut, app.EventReportLost, app.EventIncident},
}

// do brings an event about by the duty's office, or the borrower's where it is theirs.
func (s *loanStage) do(duty, own *app.Office, ev app.LoanEvent, number, code string) error {
	if ev == app.EventWithdraw {
		return loanActs[ev].call(s.t.Context(), own, s, number, code)
	}
	return loanActs[ev].call(s.t.Context(), duty, s, number, code)
}

// loanAct is how an event comes about: the act in the log, and the call.
type loanAct struct {
	act  string
	call func(ctx context.Context, o *app.Office, s *loanStage, number, code string) error
}

var loanActs = map[app.LoanEvent]loanAct{
	app.EventApprove: {"loan.decide", func(ctx context.Context, o *app.Office, _ *loanStage, number, code string) error {
		_, err := o.Decide(ctx, number, []app.Decision{{Copy: code, Approve: true}})
		return err
	}},
	app.EventRefuse: {"loan.decide", func(ctx context.Context, o *app.Office, _ *loanStage, number, code string) error {
		_, err := o.Decide(ctx, number, []app.Decision{{Copy: code, Reason: "用途不符"}})
		return err
	}},
	app.EventWithdraw: {"loan.withdraw", func(ctx context.Context, o *app.Office, _ *loanStage, number, _ string) error {
		return o.Withdraw(ctx, number)
	}},
	app.EventHandOut: {"loan.hand_out", func(ctx context.Context, o *app.Office, s *loanStage, number, code string) error {
		_, err := o.HandOut(ctx, app.Handover{
			Loan: number, Copies: []string{code}, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes(),
		})
		return err
	}},
	app.EventTakeBack: {"loan.take_back", func(ctx context.Context, o *app.Office, _ *loanStage, _, code string) error {
		return o.TakeBack(ctx, apptest.Return(code))
	}},
	app.EventGiveBack: {"loan.give_back", func(ctx context.Context, o *app.Office, _ *loanStage, number, code string) error {
		return o.GiveBack(ctx, number, []string{code})
	}},
	app.EventRenew: {"loan.renew", func(ctx context.Context, o *app.Office, s *loanStage, number, code string) error {
		return o.Renew(ctx, number, []string{code}, s.Today().AddDays(20))
	}},
	app.EventRecall: {"loan.recall", func(ctx context.Context, o *app.Office, s *loanStage, number, code string) error {
		return o.Recall(ctx, number, []string{code}, s.Today().AddDays(1), "有人等候")
	}},
	app.EventRemind: {"loan.remind", func(ctx context.Context, o *app.Office, _ *loanStage, number, _ string) error {
		return o.Remind(ctx, number)
	}},
	app.EventReportLost: {"loan.lost", func(ctx context.Context, o *app.Office, _ *loanStage, number, code string) error {
		return o.ReportLost(ctx, number, code, "清点时缺失")
	}},
	app.EventFound: {"loan.found", func(ctx context.Context, o *app.Office, _ *loanStage, _, code string) error {
		return o.Found(ctx, code, "夹在别的案卷里")
	}},
	app.EventIncident: {"loan.incident", func(ctx context.Context, o *app.Office, _ *loanStage, _, code string) error {
		return o.OpenIncident(ctx, code, "七天未找到")
	}},
}

// addScan has the founder add a scan to a paper document.
func addScan(t testing.TB, k *apptest.Kit, document string) {
	t.Helper()
	const text = "扫描件"
	_, err := k.Founder.AddContent(t.Context(), app.NewContent{Document: document, Name: "扫描.txt", Size: int64(len(text))}, strings.NewReader(text), nil)
	ok(t, err)
}

// codesIn are the copies of a loan.
func codesIn(t testing.TB, s *loanStage, number string) []string {
	t.Helper()
	sheet, err := s.Founder.OpenLoan(t.Context(), number)
	ok(t, err)
	var out []string
	for _, it := range sheet.Items {
		out = append(out, it.Code)
	}
	return out
}
