package apptest

import "custody/app"

// Requested has the person of an office ask for copies for a week.
func (k *Kit) Requested(o *app.Office, copies ...string) app.Loan {
	k.T.Helper()
	l, err := o.RequestLoan(k.Ctx(), app.LoanRequest{
		Copies: copies, Purpose: "现场审核", Place: app.AtAuditSite, Due: k.Today().AddDays(7),
	})
	k.must(err)
	return l
}

// Queued has the person of an office wait for copies for two weeks.
func (k *Kit) Queued(o *app.Office, copies ...string) app.Loan {
	k.T.Helper()
	l, err := o.RequestLoan(k.Ctx(), app.LoanRequest{
		Copies: copies, Purpose: "技术评定", Place: app.AtOffice, Due: k.Today().AddDays(14), Queue: true,
	})
	k.must(err)
	return l
}

// Approve has the founder approve copies of a loan.
func (k *Kit) Approve(number string, copies ...string) {
	k.T.Helper()
	var ds []app.Decision
	for _, c := range copies {
		ds = append(ds, app.Decision{Copy: c, Approve: true})
	}
	_, err := k.Founder.Decide(k.Ctx(), number, ds)
	k.must(err)
}

// HandOut has the founder hand a loan's approved copies out.
func (k *Kit) HandOut(number string) {
	k.T.Helper()
	_, err := k.Founder.HandOut(k.Ctx(), app.Handover{Loan: number, Borrowers: Strokes(), Keepers: Strokes(), Place: "深圳"})
	k.must(err)
}

// Lent has a loan asked for, approved and handed out.
func (k *Kit) Lent(o *app.Office, copies ...string) app.Loan {
	k.T.Helper()
	l := k.Requested(o, copies...)
	k.Approve(l.Number, copies...)
	k.HandOut(l.Number)
	return l
}

// TakeBack has the founder take copies back as they went out.
func (k *Kit) TakeBack(copies ...string) {
	k.T.Helper()
	k.must(k.Founder.TakeBack(k.Ctx(), Return(copies...)))
}

// Return is copies of ten pages coming back whole, signed for.
func Return(copies ...string) app.ReturnInput {
	in := app.ReturnInput{Borrowers: Strokes(), Keepers: Strokes()}
	for _, c := range copies {
		in.Copies = append(in.Copies, app.Takeback{Copy: c, Condition: app.ConditionGood, Pages: 10})
	}
	return in
}
