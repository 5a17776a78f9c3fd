package app_test

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// TestLoanOpensOneDocument: an approved loan opens its document and whose it is, and
// nothing else of the client; it closes again when the loan is over (§4.4).
func TestLoanOpensOneDocument(t *testing.T) {
	k := apptest.New(t)
	c, copies := k.Records("深圳市精工电子有限公司", 2)
	borrower, office := k.Staff("赵颜", app.Inspector)
	_, err := office.OpenDocument(t.Context(), c.Code+"-01")
	refusedKey(t, err, app.NotAllowed, "error.document.closed")
	if e := answersOf(err)[0]; e.Fix != app.FixRequest {
		t.Errorf("no loan offered: %+v", e)
	}
	loan, err := office.RequestLoan(t.Context(), app.LoanRequest{
		Copies: copies[:1], Purpose: "内审", Place: app.AtOffice, Due: k.Today().AddDays(5),
	})
	ok(t, err)
	_, err = office.OpenDocument(t.Context(), c.Code+"-01")
	refusedKey(t, err, app.NotAllowed, "error.document.closed")
	_, err = k.Founder.Decide(t.Context(), loan.Number, []app.Decision{{Copy: copies[0], Approve: true}})
	ok(t, err)
	sheet, err := office.OpenDocument(t.Context(), c.Code+"-01")
	if err != nil || sheet.ClientName != c.Name || sheet.MayEdit {
		t.Errorf("approved: %+v, %v", sheet, err)
	}
	_, err = office.OpenDocument(t.Context(), c.Code+"-02")
	refusedKey(t, err, app.NotAllowed, "error.document.closed")
	_, err = office.OpenClient(t.Context(), c.Code)
	refusedKey(t, err, app.NotAllowed, "error.client.closed")
	_, err = office.OpenFile(t.Context(), c.Code+"-2026")
	refusedKey(t, err, app.NotAllowed, "error.file.closed")
	rows, err := office.Documents(t.Context(), app.DocumentFilter{})
	if err != nil || len(rows) != 1 || rows[0].Title != sheet.Title {
		t.Errorf("list %+v, %v", rows, err)
	}
	hits, err := office.Search(t.Context(), "精工", 0)
	if err != nil || len(hits) != 1 || hits[0].Kind != app.HitDocument {
		t.Errorf("search %+v, %v", hits, err)
	}
	seen, err := k.Founder.OpenClient(t.Context(), c.Code)
	if err != nil || !watches(seen, borrower.Number, "loan") {
		t.Errorf("watchers %+v, %v", seen.Watchers, err)
	}
	ok(t, office.Withdraw(t.Context(), loan.Number))
	_, err = office.OpenDocument(t.Context(), c.Code+"-01")
	refusedKey(t, err, app.NotAllowed, "error.document.closed")
}

// TestApprovalThatRanOutCloses: a copy not collected in time opens nothing any more.
func TestApprovalThatRanOutCloses(t *testing.T) {
	k := apptest.New(t)
	c, copies := k.Records("深圳市精工电子有限公司", 1)
	_, office := k.Staff("赵颜", app.Sales)
	loan, err := office.RequestLoan(t.Context(), app.LoanRequest{
		Copies: copies, Purpose: "续约", Place: app.AtOffice, Due: k.Today().AddDays(20),
	})
	ok(t, err)
	_, err = k.Founder.Decide(t.Context(), loan.Number, []app.Decision{{Copy: copies[0], Approve: true}})
	ok(t, err)
	for _, days := range []int{7, 8} { // the day it can be collected last, and the next
		opens := days == 7
		k.Clock.Set(apptest.Start.AddDate(0, 0, days))
		n, err := office.CountDocuments(t.Context(), app.DocumentFilter{})
		if err != nil || (n == 1) != opens {
			t.Errorf("after %d days: %d documents of %s, %v", days, n, c.Code, err)
		}
	}
}
