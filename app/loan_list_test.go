package app_test

import (
	"slices"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// Pages follow each other without a gap, newest first, and tabs hold what they say.
func TestLoansAreListedByTabAndPage(t *testing.T) {
	s := newLoanStage(t)
	var want []string
	for _, state := range allStates {
		if state == app.Waiting || state == app.Lapsed {
			continue // these bring other loans, or days, with them
		}
		number, _ := s.staged(state)
		want = append([]string{number}, want...)
	}
	var got []string
	f := app.LoanFilter{Tab: app.TabHistory, Limit: 3}
	for {
		rows, err := s.Founder.Loans(t.Context(), f)
		ok(t, err)
		for _, r := range rows {
			got, f.Before = append(got, r.Number), r.Key
		}
		if len(rows) < 3 {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("pages give %v, want %v", got, want)
	}
	counts, err := s.Founder.CountLoans(t.Context(), app.LoanFilter{})
	ok(t, err)
	for tab, n := range map[app.LoanTab]int{
		app.TabPending: 1, app.TabCounter: 1, app.TabOut: 2, app.TabOverdue: 0, app.TabQueue: 0, app.TabHistory: len(want),
	} {
		rows, err := s.Founder.Loans(t.Context(), app.LoanFilter{Tab: tab})
		ok(t, err)
		if counts[tab] != n || len(rows) != n {
			t.Errorf("%s counts %d and lists %d, want %d", tab, counts[tab], len(rows), n)
		}
	}
}

// A borrower lists their own loans and no names they may not know; a search for the
// client's name tells them nothing either.
func TestListsTellBorrowersNoNames(t *testing.T) {
	s := newLoanStage(t)
	client, codes := s.Records("杭州绿源环保科技有限公司", 2)
	_, other := s.Staff("周敏", app.Auditor)
	s.Requested(other, codes[0])
	own := s.Requested(s.office, codes[1])
	names := func(text string) []string {
		rows, err := s.office.Loans(t.Context(), app.LoanFilter{Tab: app.TabHistory, Text: text})
		ok(t, err)
		var out []string
		for _, r := range rows {
			out = append(out, r.Number+r.Client+r.Title)
		}
		return out
	}
	if got := names(""); !slices.Equal(got, []string{own.Number}) {
		t.Errorf("got %v", got)
	}
	if got := names("绿源"); len(got) != 0 {
		t.Errorf("a search for the client finds %v", got)
	}
	rows, err := s.office.Loans(t.Context(), app.LoanFilter{Tab: app.TabHistory, Client: client.Code})
	ok(t, err)
	if len(rows) != 0 {
		t.Errorf("a filter by the client finds %v", rows)
	}
	s.Approve(own.Number, codes[1])
	if got := names("绿源"); len(got) != 1 || !strings.Contains(got[0], client.Name) {
		t.Errorf("once approved: %v", got)
	}
}

// Whatever is typed into a field for numbers, the log keeps no names.
func TestTypedNamesStayOutOfTheLog(t *testing.T) {
	s := newLoanStage(t)
	name := s.Client("北京华信软件股份有限公司").Name
	_, err := s.office.RequestLoan(t.Context(), app.LoanRequest{
		Copies: []string{name}, Purpose: "审核", Place: app.AtOffice, Due: s.Today(),
	})
	refusedKey(t, err, app.NotFound, "error.copy.unknown")
	_, err = s.office.OpenLoan(t.Context(), name)
	refusedKey(t, err, app.NotFound, "error.loan.unknown")
	refusedKey(t, s.Founder.Found(t.Context(), name, ""), app.NotFound, "error.copy.unknown")
	ok(t, s.Store().View(t.Context(), func(r app.Reader) error {
		return r.EachEntry(func(e app.Entry) error {
			if strings.HasPrefix(e.Act, "loan.") && strings.Contains(e.Object+e.Detail, "华信") {
				t.Errorf("%s is logged on %q with %s", e.Act, e.Object, e.Detail)
			}
			return nil
		})
	}))
}

// The slip is what the last hand-out gave, and its print is in the log whose head it carries.
func TestSlipAndBookAreLogged(t *testing.T) {
	s := newLoanStage(t)
	number, _ := s.staged(app.Approved)
	_, err := s.Founder.PrintSlip(t.Context(), number)
	refusedKey(t, err, app.Conflict, "error.slip.none")
	s.HandOut(number)
	slip, err := s.office.PrintSlip(t.Context(), number)
	ok(t, err)
	logged(t, s.Kit, apptest.Login(s.borrower.Number), "loan.print", app.Done)
	if len(slip.Items) != 1 || slip.Items[0].Title == "" || slip.BorrowerSigned.Blank() || slip.KeeperSigned.Blank() ||
		slip.Keeper.Number != apptest.FounderNumber || slip.AuditHead == "" || slip.Organisation.Name == "" {
		t.Errorf("got %+v", slip)
	}
	book, err := s.Founder.PrintLoanBook(t.Context(), s.Today(), s.Today())
	ok(t, err)
	logged(t, s.Kit, apptest.FounderLogin, "loan.print_book", app.Done)
	if len(book.Rows) != 1 || book.Rows[0].Keeper != apptest.FounderName || book.Rows[0].Borrower.ID != s.borrower.ID {
		t.Errorf("got %+v", book.Rows)
	}
	_, err = s.Founder.PrintLoanBook(t.Context(), s.Today(), s.Today().AddDays(-1))
	refusedAt(t, err, app.Invalid, "to")
	_, err = s.Founder.PrintLoanBook(t.Context(), "", "x")
	refusedAt(t, err, app.Invalid, "to")
}
