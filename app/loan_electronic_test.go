package app_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// askElectronic has an office ask for copies for some days with every permit.
func (s *loanStage) askElectronic(o *app.Office, days int, copies ...string) app.Loan {
	s.t.Helper()
	l, err := o.RequestLoan(s.t.Context(), app.LoanRequest{
		Copies: copies, Purpose: "复评", Place: app.AtOffice, Due: s.Today().AddDays(days),
		Permits: app.Permits{Print: true, Export: true, Excerpt: true},
	})
	ok(s.t, err)
	return l
}

// allow has an office approve a copy with permits.
func (s *loanStage) allow(o *app.Office, number, code string, p app.Permits) {
	s.t.Helper()
	_, err := o.Decide(s.t.Context(), number, []app.Decision{{Copy: code, Approve: true, Permits: p}})
	ok(s.t, err)
}

// reads opens a document and closes it again.
func reads(ctx context.Context, o *app.Office, code string) error {
	r, err := o.OpenContent(ctx, code)
	if err != nil {
		return err
	}
	return o.CloseContent(ctx, r, app.Seen{Pages: []int{1}, Seconds: 3})
}

// documentOf is the code of a copy's document.
func documentOf(code string) string { return code[:len(code)-len("/E")] }

// keyUntil is the last day of the key a person has been given, and whether there is one.
func keyUntil(t testing.TB, k *apptest.Kit, code string, personID int64) (until app.Date, has bool) {
	t.Helper()
	ok(t, k.Store().View(t.Context(), func(r app.Reader) error {
		c, err := r.CopyByCode(code)
		if err != nil {
			return err
		}
		content, err := r.ContentOf(c.DocumentID)
		if err != nil {
			return err
		}
		g, err := r.Grant(content.ID, personID)
		if app.CodeOf(err) == app.NotFound {
			return nil
		}
		until, has = g.Until, true
		return err
	}))
	return until, has
}

// Approval is what opens an electronic copy: the key is given by who decides, and goes with
// the return. The copy itself never leaves its place.
func TestAnElectronicLoanFromRequestToReturn(t *testing.T) {
	s := newLoanStage(t)
	code := s.electronic()
	doc := documentOf(code)
	refusedKey(t, reads(t.Context(), s.office, doc), app.NotAllowed, "error.document.closed")

	l := s.askElectronic(s.office, 3, code)
	if l.ExpiresOn != s.Today().AddDays(7) {
		t.Errorf("the request runs out on %s", l.ExpiresOn)
	}
	refusedKey(t, reads(t.Context(), s.office, doc), app.NotAllowed, "error.document.closed")
	s.allow(s.Founder, l.Number, code, app.Permits{Print: true})
	it := itemNow(t, s.Kit, l.Number, code)
	if it.State != app.OutItem || it.OutID != 0 || !it.OutAt.Equal(s.Clock.Now()) || it.ExpiresOn != "" || !it.Electronic ||
		it.Allowed != (app.Permits{Print: true}) || it.Asked != (app.Permits{Print: true, Export: true, Excerpt: true}) {
		t.Errorf("got %+v", it)
	}
	if until, has := keyUntil(t, s.Kit, code, s.borrower.ID); !has || until != l.Due {
		t.Errorf("the key is given: %v, until %q", has, until)
	}
	ok(t, reads(t.Context(), s.office, doc))

	sheet, err := s.office.OpenLoan(t.Context(), l.Number)
	ok(t, err)
	if !sheet.May.GiveBack || sheet.May.Withdraw || sheet.May.ReportLost || sheet.May.TakeBack {
		t.Errorf("the borrower may %+v", sheet.May)
	}
	ok(t, s.office.GiveBack(t.Context(), l.Number, nil))
	logged(t, s.Kit, apptest.Login(s.borrower.Number), "loan.give_back", app.Done)
	if it := itemNow(t, s.Kit, l.Number, code); it.State != app.Returned || it.BackAt.IsZero() || it.Expired(apptest.Start.Location()) {
		t.Errorf("got %+v", it)
	}
	if _, has := keyUntil(t, s.Kit, code, s.borrower.ID); has {
		t.Error("the key stays after the return")
	}
	refusedKey(t, reads(t.Context(), s.office, doc), app.NotAllowed, "error.document.closed")
	refusedKey(t, s.office.GiveBack(t.Context(), l.Number, nil), app.Conflict, "error.loan.give_back.none")
	if c := copyNow(t, s.Kit, code); c.State != app.InPlace || c.No != 0 || c.Medium != app.Electronic || c.HolderID != 0 || c.Due != "" {
		t.Errorf("got %+v", c)
	}
	chainHolds(t, s.Kit)
}

// Who approves without the key leaves the copy approved, for as long as the loan lasts; the
// next session of somebody who has the key opens it.
func TestAnApprovalWithoutTheKeyWaitsForIt(t *testing.T) {
	s := newLoanStage(t)
	code := s.electronic()
	l := s.askElectronic(s.office, 10, code)
	s.allow(s.approver(), l.Number, code, app.Permits{})
	s.Clock.Advance(8 * 24 * time.Hour) // longer than an approval waits for its pick-up
	d, err := s.Founder.Today(t.Context())
	ok(t, err)
	if i := slices.IndexFunc(d.Tasks, func(t app.Task) bool { return t.Kind == app.TaskOpenKey }); i < 0 || d.Tasks[i].Loan != l.Number {
		t.Fatalf("tasks are %v", kinds(d))
	}
	mine, err := s.office.Today(t.Context())
	ok(t, err)
	if len(mine.Tasks) != 0 {
		t.Errorf("the borrower is told to %v", kinds(mine))
	}
	refusedKey(t, reads(t.Context(), s.office, documentOf(code)), app.NotAllowed, "error.content.waiting")
	_, err = s.Founder.SettleKeys(t.Context(), nil)
	ok(t, err)
	if it := itemNow(t, s.Kit, l.Number, code); it.State != app.OutItem || !it.OutAt.Equal(s.Clock.Now()) {
		t.Errorf("got %+v", it)
	}
	ok(t, reads(t.Context(), s.office, documentOf(code)))
	d, err = s.Founder.Today(t.Context())
	ok(t, err)
	if slices.Contains(kinds(d), app.TaskOpenKey) {
		t.Error("the task stays")
	}
	// One that nobody opens lapses with its due date.
	unopened := s.electronic()
	other := s.askElectronic(s.office, 1, unopened)
	s.allow(s.approver(), other.Number, unopened, app.Permits{})
	s.Clock.Advance(2 * 24 * time.Hour)
	if it := itemNow(t, s.Kit, other.Number, unopened); it.State != app.Lapsed {
		t.Errorf("got %+v", it)
	}
}

// A custodian who borrows has the key already: the approval opens the loan, and the return
// takes no key back that duty gives.
func TestACustodiansOwnElectronicLoan(t *testing.T) {
	s := newLoanStage(t)
	code := s.electronic()
	_, err := s.Founder.SettleKeys(t.Context(), nil)
	ok(t, err)
	l := s.askElectronic(s.keeper, 3, code)
	_, err = s.keeper.Decide(t.Context(), l.Number, []app.Decision{{Copy: code, Approve: true}})
	refusedKey(t, err, app.NotAllowed, "error.self.approve")
	s.allow(s.approver(), l.Number, code, app.Permits{Print: true})
	if it := itemNow(t, s.Kit, l.Number, code); it.State != app.OutItem {
		t.Errorf("got %+v", it)
	}
	r, err := s.keeper.OpenContent(t.Context(), documentOf(code))
	ok(t, err)
	if r.Loan != l.Number || !r.Allowed.Print {
		t.Errorf("got %+v", r)
	}
	ok(t, s.keeper.CloseContent(t.Context(), r, app.Seen{}))
	ok(t, s.keeper.GiveBack(t.Context(), l.Number, []string{code}))
	ok(t, reads(t.Context(), s.keeper, documentOf(code)))
}

// Permits are off unless asked for and approved.
func TestPermitsAreWithinWhatWasAskedFor(t *testing.T) {
	s := newLoanStage(t)
	code := s.electronic()
	l, err := s.office.RequestLoan(t.Context(), app.LoanRequest{
		Copies: []string{code}, Purpose: "复评", Place: app.AtOffice, Due: s.Today().AddDays(3), Permits: app.Permits{Print: true},
	})
	ok(t, err)
	for _, p := range []app.Permits{{Export: true}, {Excerpt: true}, {Print: true, Export: true}} {
		_, err = s.Founder.Decide(t.Context(), l.Number, []app.Decision{{Copy: code, Approve: true, Permits: p}})
		refusedKey(t, err, app.Invalid, "error.permit.unasked")
		refusedAt(t, err, app.Invalid, "permits")
	}
	s.allow(s.Founder, l.Number, code, app.Permits{})
	if it := itemNow(t, s.Kit, l.Number, code); it.Allowed != (app.Permits{}) || it.Asked != (app.Permits{Print: true}) {
		t.Errorf("got %+v", it)
	}
}

// On its last day a copy opens until midnight and not a minute longer, whether anybody acts or
// not; it is never overdue.
func TestAnElectronicCopyExpiresAtMidnight(t *testing.T) {
	s := newLoanStage(t)
	code := s.electronic()
	doc := documentOf(code)
	l := s.askElectronic(s.office, 3, code)
	s.allow(s.Founder, l.Number, code, app.Permits{})
	last := s.Clock.Now().AddDate(0, 0, 3)
	s.Clock.Set(time.Date(last.Year(), last.Month(), last.Day(), 23, 59, 59, 0, last.Location()))
	ok(t, reads(t.Context(), s.office, doc))
	d, err := s.office.Today(t.Context())
	ok(t, err)
	if len(d.Tasks) != 0 || d.DueToday != 0 {
		t.Errorf("on the last day: %+v", d)
	}
	s.Clock.Advance(time.Second)
	refusedKey(t, reads(t.Context(), s.office, doc), app.NotAllowed, "error.document.closed")
	if it := itemNow(t, s.Kit, l.Number, code); it.State != app.Returned || !it.Expired(apptest.Start.Location()) {
		t.Errorf("before anybody acts it reads as %+v", it)
	}
	counts, err := s.Founder.CountLoans(t.Context(), app.LoanFilter{})
	ok(t, err)
	if counts[app.TabOverdue] != 0 || counts[app.TabOut] != 0 || counts[app.TabCounter] != 0 {
		t.Errorf("lists count %v", counts)
	}
	for range 2 {
		d, err = s.Founder.Today(t.Context())
		ok(t, err)
		if d.Overdue != 0 || d.OverdueCopies != 0 || slices.Contains(kinds(d), app.TaskOverdue) {
			t.Errorf("got %+v", d)
		}
	}
	it := itemNow(t, s.Kit, l.Number, code)
	if it.State != app.Returned || !it.BackAt.Equal(s.Clock.Now()) || !it.Expired(apptest.Start.Location()) {
		t.Errorf("got %+v", it)
	}
	if _, has := keyUntil(t, s.Kit, code, s.borrower.ID); has {
		t.Error("the key outlives the loan")
	}
	sheet, err := s.Founder.OpenLoan(t.Context(), l.Number)
	ok(t, err)
	if n := count(sheet.History, "loan.expire"); n != 1 {
		t.Errorf("%d entries of the end, want 1", n)
	}
}

func count(entries []app.Entry, act string) (n int) {
	for _, e := range entries {
		if e.Act == act {
			n++
		}
	}
	return n
}

// The key lasts as long as the loan: longer after a renewal, shorter after a recall.
func TestTheKeyMovesWithTheDueDate(t *testing.T) {
	s := newLoanStage(t)
	code := s.electronic()
	l := s.askElectronic(s.office, 3, code)
	s.allow(s.Founder, l.Number, code, app.Permits{})
	check := func(want app.Date) {
		t.Helper()
		if until, has := keyUntil(t, s.Kit, code, s.borrower.ID); !has || until != want {
			t.Errorf("the key lasts until %q, want %s", until, want)
		}
		if it := itemNow(t, s.Kit, l.Number, code); it.Due != want || it.State != app.OutItem {
			t.Errorf("got %+v", it)
		}
		if c := copyNow(t, s.Kit, code); c.Due != "" {
			t.Errorf("the copy is due on %s", c.Due)
		}
	}
	ok(t, s.Founder.Renew(t.Context(), l.Number, []string{code}, s.Today().AddDays(9)))
	check(s.Today().AddDays(9))
	ok(t, reads(t.Context(), s.office, documentOf(code)))
	ok(t, s.approver().Recall(t.Context(), l.Number, []string{code}, s.Today().AddDays(1), "任务变更"))
	check(s.Today().AddDays(1))
	ok(t, reads(t.Context(), s.office, documentOf(code)))
	refusedKey(t, s.Founder.Remind(t.Context(), l.Number), app.Conflict, "error.remind.none")
	s.Clock.Advance(2 * 24 * time.Hour)
	refusedKey(t, reads(t.Context(), s.office, documentOf(code)), app.NotAllowed, "error.document.closed")
}
