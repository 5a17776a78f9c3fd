package app_test

import (
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// §4.3 end to end: nobody of a body is assigned, borrows or reads before its contract has a confidentiality
// clause, after its last day, or after its early end.
func TestNothingOpensForABodyWithoutAContract(t *testing.T) {
	k := apptest.New(t)
	b := k.Body("深圳市南山检测技术有限公司")
	p := k.Person("外协员", apptest.Of(b), apptest.Account(app.Auditor))
	o := k.Office(apptest.Login(p.Number))
	client, copies := k.Records("鹏城电子", 1)

	closed := func(when string) {
		t.Helper()
		_, err := k.Founder.Assign(t.Context(), client.Code, p.Number, "audit", k.Today(), k.Today().AddDays(30))
		refusedKey(t, err, app.NotAllowed, "error.uncontracted.other")
		_, err = o.Clients(t.Context(), app.ClientFilter{})
		refusedKey(t, err, app.NotAllowed, "error.uncontracted")
		_, err = o.RequestLoan(t.Context(), app.LoanRequest{Copies: copies, Purpose: "审核", Place: app.AtOffice, Due: k.Today().AddDays(3)})
		refusedKey(t, err, app.NotAllowed, "error.uncontracted")
		if s, err := k.Founder.StandingOf(t.Context(), p.Number); err != nil || !s.Uncontracted || s.Bound {
			t.Errorf("%s: %+v %v", when, s, err)
		}
	}
	closed("no contract")
	contract := app.Contract{Number: "HT-0", SignedOn: k.Today(), Until: k.Today().AddDays(9)}
	_, err := k.Founder.AddContract(t.Context(), b.Number, contract)
	ok(t, err)
	closed("a contract without the clause")
	k.Contracted(b, "HT-1", 10)
	_, err = k.Founder.Assign(t.Context(), client.Code, p.Number, "audit", k.Today(), k.Today().AddDays(30))
	ok(t, err)
	k.Clock.Set(time.Date(2026, 12, 6, 23, 59, 59, 0, apptest.Start.Location()))
	if _, err := o.Clients(t.Context(), app.ClientFilter{}); err != nil {
		t.Errorf("on the contract's last day, %s: %v", k.Today(), err)
	}
	k.Clock.Advance(time.Second)
	closed("the day after the last")
	k.Contracted(b, "HT-2", 365)
	if _, err := o.Clients(t.Context(), app.ClientFilter{}); err != nil {
		t.Errorf("with a new contract: %v", err)
	}
	ok(t, k.Founder.EndContract(t.Context(), b.Number, "HT-2", k.Today()))
	closed("ended early")
}

func TestBodiesListTheirStateAndTheirPeople(t *testing.T) {
	k := apptest.New(t)
	good, bad := k.Body("甲检测有限公司"), k.Body("乙咨询有限公司")
	k.Contracted(good, "HT-1", 365)
	p := k.Person("外协员", apptest.Of(good))
	if p, err := k.Founder.Person(t.Context(), p.Number); err != nil || p.Employer != good.Name {
		t.Errorf("the person's employer is %q, %v", p.Employer, err)
	}
	rows, err := k.Founder.Bodies(t.Context(), app.BodyFilter{})
	ok(t, err)
	if len(rows) != 2 || rows[0].Number != bad.Number || rows[0].State != app.ContractMissing ||
		rows[1].State != app.ContractInForce || rows[1].People != 1 || rows[1].Until != k.Today().AddDays(364) {
		t.Errorf("%+v", rows)
	}
	good.Name = "甲检测股份有限公司"
	_, err = k.Founder.SaveBody(t.Context(), good)
	ok(t, err)
	s, err := k.Founder.Body(t.Context(), good.Number)
	ok(t, err)
	if len(s.Staff) != 1 || s.Staff[0].Employer != good.Name || !s.Staff[0].Bound.Bound || !s.MayEdit {
		t.Errorf("%+v", s)
	}
	ok(t, k.Founder.EndBody(t.Context(), good.Number, k.Today().AddDays(1)))
	refusedKey(t, k.Founder.EndBody(t.Context(), good.Number, k.Today()), app.Conflict, "error.body.ended")
	k.Clock.Advance(24 * time.Hour)
	if s, err := k.Founder.StandingOf(t.Context(), p.Number); err != nil || s.Bound || !s.Uncontracted {
		t.Errorf("after the end: %+v %v", s, err)
	}
	if rows, err := k.Founder.Bodies(t.Context(), app.BodyFilter{}); err != nil || len(rows) != 1 {
		t.Errorf("an ended body is listed: %+v %v", rows, err)
	}
	_, err = k.Founder.SavePerson(t.Context(), app.Person{Number: "W-9", Name: "新来的", Kind: app.Subcontractor, BodyID: good.ID})
	refusedAt(t, err, app.Invalid, "body")
}

func TestBodiesAndContractsCheckEveryField(t *testing.T) {
	k := apptest.New(t)
	b := k.Body("甲检测有限公司")
	for field, wrong := range map[string]app.Body{
		"name": {Kind: app.BodyOutsourced}, "kind": {Name: "丙公司"}, "uscc": {Name: "丙公司", Kind: app.BodyOutsourced, USCC: "123"},
		"contact": {Name: "丙公司", Kind: app.BodyOutsourced, Contact: "a\x00b"},
	} {
		_, err := k.Founder.SaveBody(t.Context(), wrong)
		refusedAt(t, err, app.Invalid, field)
	}
	_, err := k.Founder.SaveBody(t.Context(), app.Body{Name: "甲检测 有限公司", Kind: app.BodyOutsourced})
	refusedAt(t, err, app.Conflict, "name")
	k.Contracted(b, "HT-1", 30)
	today := k.Today()
	for field, wrong := range map[string]app.Contract{
		"number": {SignedOn: today}, "signed_on": {Number: "HT-2"}, "from": {Number: "HT-2", SignedOn: today, From: "2026-02-30"},
		"until": {Number: "HT-2", SignedOn: today, Until: today.AddDays(-1)}, "clause": {Number: "HT-2", SignedOn: today, ClauseOn: today},
		"clause_on": {Number: "HT-2", SignedOn: today, Clause: "第八条", ClauseOn: today.AddDays(1)},
	} {
		_, err := k.Founder.AddContract(t.Context(), b.Number, wrong)
		refusedAt(t, err, app.Invalid, field)
	}
	_, err = k.Founder.AddContract(t.Context(), b.Number, app.Contract{Number: "ht-1", SignedOn: today})
	refusedKey(t, err, app.Conflict, "error.contract.double")
	refusedKey(t, k.Founder.EndContract(t.Context(), b.Number, "HT-9", today), app.NotFound, "error.contract.none")
	refusedKey(t, k.Founder.EndContract(t.Context(), b.Number, "HT-1", today.AddDays(40)), app.Conflict, "error.contract.over")
}
