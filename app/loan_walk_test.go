package app_test

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// copyNow reads a copy from the register.
func copyNow(t testing.TB, k *apptest.Kit, code string) app.Copy {
	t.Helper()
	var c app.Copy
	ok(t, k.Store().View(t.Context(), func(r app.Reader) (err error) {
		c, err = r.CopyByCode(code)
		return err
	}))
	return c
}

// itemNow reads the item of a copy in a loan.
func itemNow(t testing.TB, k *apptest.Kit, number, code string) app.LoanItem {
	t.Helper()
	sheet, err := k.Founder.OpenLoan(t.Context(), number)
	ok(t, err)
	for _, it := range sheet.Items {
		if it.Code == code {
			return it
		}
	}
	t.Fatalf("no %s in %s", code, number)
	return app.LoanItem{}
}

// A loan from the request to the return, as the register and the log tell it.
func TestALoanFromRequestToReturn(t *testing.T) {
	k := apptest.New(t)
	_, copies := k.Records("深圳市精工电子有限公司", 3)
	borrower, office := k.Staff("李㛃", app.Auditor)
	login := apptest.Login(borrower.Number)

	loan := k.Requested(office, copies...)
	if loan.Number != "JY-2026-0001" || loan.ExpiresOn != k.Today().AddDays(7) || loan.Borrower.ID != borrower.ID {
		t.Errorf("got %+v", loan)
	}
	logged(t, k, login, "loan.request", app.Done)

	sheet, err := k.Founder.Decide(t.Context(), loan.Number, []app.Decision{
		{Copy: copies[0], Approve: true}, {Copy: copies[1], Approve: true}, {Copy: copies[2], Reason: "用途不符"},
	})
	ok(t, err)
	if sheet.Items[0].State != app.Approved || sheet.Items[2].State != app.RefusedIt || sheet.Items[2].Reason != "用途不符" {
		t.Errorf("got %+v", sheet.Items)
	}
	if sheet.Items[0].DecidedBy != apptest.FounderName || sheet.State != app.Approved || !sheet.May.HandOut {
		t.Errorf("got %+v", sheet)
	}

	numbers, err := k.Founder.HandOut(t.Context(), app.Handover{
		Borrower: borrower.Number, Copies: copies[:2], Borrowers: apptest.Strokes(), Keepers: apptest.Strokes(),
	})
	ok(t, err)
	if len(numbers) != 1 || numbers[0] != loan.Number {
		t.Errorf("slips for %v", numbers)
	}
	logged(t, k, apptest.FounderLogin, "loan.hand_out", app.Done)
	c := copyNow(t, k, copies[0])
	if c.State != app.OutCopy || c.HolderID != borrower.ID || c.Due != loan.Due || c.Loan != loan.Number || !c.Present.Empty() || c.Home.Empty() {
		t.Errorf("got %+v", c)
	}

	ok(t, k.Founder.TakeBack(t.Context(), apptest.Return(copies[:2]...)))
	logged(t, k, apptest.FounderLogin, "loan.take_back", app.Done)
	c = copyNow(t, k, copies[0])
	if c.State != app.InPlace || c.HolderID != 0 || c.Present != c.Home || c.Loan != "" || c.Due != "" {
		t.Errorf("got %+v", c)
	}
	if it := itemNow(t, k, loan.Number, copies[0]); it.State != app.Returned || it.PagesBack != 10 || it.Condition != app.ConditionGood {
		t.Errorf("got %+v", it)
	}
	chainHolds(t, k)
}

// Missing pages must be called so; what was counted is kept and counts from then on.
func TestPagesAreCountedOnReturn(t *testing.T) {
	k := apptest.New(t)
	_, copies := k.Records("东莞市镕盛机械股份有限公司", 1)
	_, office := k.Staff("王𬱖", app.Auditor)
	loan := k.Lent(office, copies...)

	in := apptest.Return(copies...)
	in.Copies[0].Pages = 8
	refusedKey(t, k.Founder.TakeBack(t.Context(), in), app.Invalid, "error.counter.pages.short")
	in.Copies[0].Pages, in.Copies[0].Condition = 10, app.ConditionPages
	refusedKey(t, k.Founder.TakeBack(t.Context(), in), app.Invalid, "error.counter.pages.whole")
	in.Copies[0].Pages, in.Copies[0].Condition = 12, app.ConditionGood
	refusedKey(t, k.Founder.TakeBack(t.Context(), in), app.Invalid, "error.counter.pages.more")
	in.Copies[0].Pages, in.Copies[0].Condition = 8, app.ConditionPages
	ok(t, k.Founder.TakeBack(t.Context(), in))
	if it := itemNow(t, k, loan.Number, copies[0]); it.Pages != 10 || it.PagesBack != 8 || it.Condition != app.ConditionPages {
		t.Errorf("got %+v", it)
	}
	if c := copyNow(t, k, copies[0]); c.Pages != 8 {
		t.Errorf("%d pages, want 8", c.Pages)
	}
}

// The queue moves on when a copy comes back, and says who is next.
func TestTheQueueMovesOn(t *testing.T) {
	k := apptest.New(t)
	_, copies := k.Records("佛山市龑兴陶瓷有限公司", 1)
	_, first := k.Staff("张伟", app.Auditor)
	_, second := k.Staff("周敏", app.Auditor)
	_, third := k.Staff("赵颉", app.Auditor)
	k.Lent(first, copies...)

	_, err := second.RequestLoan(t.Context(), app.LoanRequest{
		Copies: copies, Purpose: "复评", Place: app.AtOffice, Due: k.Today().AddDays(3),
	})
	refusedKey(t, err, app.Conflict, "error.copy.out")
	b, c := k.Queued(second, copies...), k.Queued(third, copies...)
	if it := itemNow(t, k, c.Number, copies[0]); it.State != app.Waiting || it.QueueNo != 2 {
		t.Errorf("got %+v", it)
	}
	k.TakeBack(copies...)
	if it := itemNow(t, k, b.Number, copies[0]); it.State != app.Requested || it.ExpiresOn != k.Today().AddDays(7) {
		t.Errorf("got %+v", it)
	}
	if it := itemNow(t, k, c.Number, copies[0]); it.State != app.Waiting || it.QueueNo != 1 {
		t.Errorf("got %+v", it)
	}
	ok(t, second.Withdraw(t.Context(), b.Number))
	if it := itemNow(t, k, c.Number, copies[0]); it.State != app.Requested {
		t.Errorf("got %+v", it)
	}
}
