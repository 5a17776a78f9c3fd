package app_test

import (
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// keysWorld is a desk with somebody assigned and somebody who borrows.
type keysWorld struct {
	*contentDesk
	staff    app.Person
	reader   app.Person
	borrower *app.Office
	loan     app.Loan
	assigned app.Assignment
}

func newKeysWorld(t *testing.T) *keysWorld {
	w := &keysWorld{contentDesk: newContentDesk(t)}
	w.staff, _ = w.Staff("钱二", app.Auditor)
	w.reader, w.borrower = w.Staff("孙三", app.Reviewer)
	return w
}

func (w *keysWorld) assign(days int) { w.assigned = w.Assign(w.client.Code, w.staff.Number, days) }

// borrow has the borrower ask for the document for a week, and the founder approve it.
func (w *keysWorld) borrow() {
	w.loan = w.Requested(w.borrower, w.doc.Code+"/E")
	w.Approve(w.loan.Number, w.doc.Code+"/E")
}

// day is what a day some days ahead is written as.
const hour = time.Hour

func (w *keysWorld) day(n int) string { return string(w.Today().AddDays(n)) }

// TestKeysFollowDuty: after each act everybody's keys open exactly what they should, until the day
// they should.
func TestKeysFollowDuty(t *testing.T) {
	start := app.DateOf(apptest.Start)
	in := func(n int) string { return string(start.AddDays(n)) }
	for _, c := range []struct {
		name          string
		do            func(*testing.T, *keysWorld)
		staff, reader string // until when the keys open it, "none" for no key
	}{
		{"nothing yet", func(*testing.T, *keysWorld) {}, "none", "none"},
		{"assigned", func(_ *testing.T, w *keysWorld) { w.assign(30) }, in(30), "none"},
		{"assigned twice", func(_ *testing.T, w *keysWorld) { w.assign(30); w.assign(90) }, in(90), "none"},
		{"the longer one ended", func(t *testing.T, w *keysWorld) {
			w.assign(30)
			w.assign(90)
			ok(t, w.Founder.EndAssignment(t.Context(), w.assigned.ID))
		}, in(30), "none"},
		{"assignment ended", func(t *testing.T, w *keysWorld) {
			w.assign(30)
			ok(t, w.Founder.EndAssignment(t.Context(), w.assigned.ID))
		}, "none", "none"},
		{"assigned from tomorrow", func(t *testing.T, w *keysWorld) {
			_, err := w.Founder.Assign(t.Context(), w.client.Code, w.staff.Number, "audit", w.Today().AddDays(1), w.Today().AddDays(9))
			ok(t, err)
		}, "none", "none"},
		{"assigned from yesterday's tomorrow", func(t *testing.T, w *keysWorld) {
			_, err := w.Founder.Assign(t.Context(), w.client.Code, w.staff.Number, "audit", w.Today().AddDays(1), w.Today().AddDays(9))
			ok(t, err)
			w.Clock.Advance(24 * hour)
			settle(t, w.Founder)
		}, in(9), "none"},
		{"assignment run out", func(t *testing.T, w *keysWorld) {
			w.assign(3)
			w.Clock.Advance(4 * 24 * hour)
			settle(t, w.Founder)
		}, "none", "none"},
		{"assignment run out, at a sign-in", func(_ *testing.T, w *keysWorld) {
			w.assign(3)
			w.Clock.Advance(4 * 24 * hour)
			w.Office(apptest.FounderLogin)
		}, "none", "none"},
		{"asked for", func(_ *testing.T, w *keysWorld) { w.Requested(w.borrower, w.doc.Code+"/E") }, "none", "none"},
		{"approved", func(_ *testing.T, w *keysWorld) { w.borrow() }, "none", in(7)},
		{"renewed", func(t *testing.T, w *keysWorld) {
			w.borrow()
			ok(t, w.Founder.Renew(t.Context(), w.loan.Number, []string{w.doc.Code + "/E"}, w.Today().AddDays(10)))
		}, "none", in(10)},
		{"recalled", func(t *testing.T, w *keysWorld) {
			w.borrow()
			ok(t, w.Founder.Recall(t.Context(), w.loan.Number, []string{w.doc.Code + "/E"}, w.Today().AddDays(2), "急用"))
		}, "none", in(2)},
		{"given back", func(t *testing.T, w *keysWorld) {
			w.borrow()
			ok(t, w.borrower.GiveBack(t.Context(), w.loan.Number, nil))
		}, "none", "none"},
		{"loan run out", func(t *testing.T, w *keysWorld) {
			w.borrow()
			w.Clock.Advance(8 * 24 * hour)
			w.Office(apptest.FounderLogin)
		}, "none", "none"},
		{"loan longer than the assignment", func(_ *testing.T, w *keysWorld) {
			w.Assign(w.client.Code, w.reader.Number, 3)
			w.borrow()
		}, "none", in(7)},
		{"loan given back under an assignment", func(t *testing.T, w *keysWorld) {
			w.Assign(w.client.Code, w.reader.Number, 3)
			w.borrow()
			ok(t, w.borrower.GiveBack(t.Context(), w.loan.Number, nil))
		}, "none", in(3)},
		{"now a custodian", func(t *testing.T, w *keysWorld) {
			w.assign(30)
			ok(t, w.Founder.SetRoles(t.Context(), apptest.Login(w.staff.Number), app.Roles{app.Custodian}))
		}, "", "none"},
		{"no longer staff", func(t *testing.T, w *keysWorld) {
			w.assign(30)
			ok(t, w.Founder.SetRoles(t.Context(), apptest.Login(w.staff.Number), app.Roles{app.Inspector}))
		}, "none", "none"},
		{"disabled", func(t *testing.T, w *keysWorld) {
			w.assign(30)
			ok(t, w.Founder.Disable(t.Context(), apptest.Login(w.staff.Number)))
		}, "none", "none"},
		{"invited anew", func(t *testing.T, w *keysWorld) {
			w.assign(30)
			_, err := w.Founder.Reinvite(t.Context(), apptest.Login(w.staff.Number))
			ok(t, err)
		}, "none", "none"},
		{"left", func(t *testing.T, w *keysWorld) {
			w.assign(30)
			w.borrow()
			for _, p := range []app.Person{w.staff, w.reader} {
				_, err := w.Founder.Leave(t.Context(), p.Number, w.Today(), "另谋高就")
				ok(t, err)
			}
		}, "none", "none"},
		{"noted as left", func(t *testing.T, w *keysWorld) {
			w.assign(30)
			w.staff.LeftOn = w.Today()
			_, err := w.Founder.SavePerson(t.Context(), w.staff)
			ok(t, err)
		}, "none", "none"},
		{"another number", func(t *testing.T, w *keysWorld) {
			w.assign(30)
			login := apptest.Login(w.staff.Number)
			w.staff.Number = "ZB-777"
			_, err := w.Founder.SavePerson(t.Context(), w.staff)
			ok(t, err)
			if got := read(t, w.Office(login), w.doc); got != contentText {
				t.Errorf("read %q", got)
			}
			w.staff.Number = strings.ToUpper(login) // whose keys are tried
		}, in(30), "none"},
		{"commitments run out", func(t *testing.T, w *keysWorld) {
			w.assign(500)
			w.Clock.Advance(400 * 24 * hour)
			settle(t, w.Founder)
		}, in(500), "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newKeysWorld(t)
			c.do(t, w)
			w.wantKey(t, w.doc, w.staff, c.staff)
			w.wantKey(t, w.doc, w.reader, c.reader)
			if _, has := w.grant(t, w.doc, 0); !has {
				t.Error("recovery holds no key")
			}
			chainHolds(t, w.Kit)
			if s := settle(t, w.Founder); s != (app.Settled{}) {
				t.Errorf("settling found %+v to do", s)
			}
		})
	}
}

func settle(t testing.TB, o *app.Office) app.Settled {
	t.Helper()
	s, err := o.SettleKeys(t.Context(), nil)
	ok(t, err)
	return s
}

// TestWhatNobodyPresentCanGiveWaits: an approver has no key to give; a custodian's next session gives
// it and opens the loan. The same with somebody made custodian, and for somebody who is not bound yet.
func TestWhatNobodyPresentCanGiveWaits(t *testing.T) {
	d := newContentDesk(t)
	p, borrower := d.Staff("孙三", app.Reviewer)
	_, approver := d.Staff("李四", app.Approver)
	l := d.Requested(borrower, d.doc.Code+"/E")
	_, err := approver.Decide(t.Context(), l.Number, []app.Decision{{Copy: d.doc.Code + "/E", Approve: true}})
	ok(t, err)
	d.wantKey(t, d.doc, p, "none")
	notOpened(t, borrower, d.doc, "error.content.waiting")
	if s := settle(t, approver); s != (app.Settled{Waiting: 1}) {
		t.Errorf("the approver settled %+v", s)
	}
	if s := settle(t, d.Founder); s != (app.Settled{Given: 1}) {
		t.Errorf("the custodian settled %+v", s)
	}
	sheet, err := borrower.OpenLoan(t.Context(), l.Number)
	ok(t, err)
	if sheet.State != app.OutItem {
		t.Errorf("the loan is %s", sheet.State)
	}
	d.wantKey(t, d.doc, p, string(d.Today().AddDays(7)))

	unsigned := d.Person("周五", apptest.Account(app.Custodian), apptest.Unsigned())
	other := d.Office(apptest.Login(unsigned.Number))
	if s := settle(t, d.Founder); s != (app.Settled{}) {
		t.Errorf("settled %+v for somebody who is not bound", s)
	}
	notOpened(t, other, d.doc, "error.unsigned")
	d.Bind(unsigned.Number)
	if s := settle(t, other); s != (app.Settled{Waiting: 1}) {
		t.Errorf("who waits settled %+v", s)
	}
	if s := settle(t, d.Founder); s != (app.Settled{Given: 1}) {
		t.Errorf("settled %+v", s)
	}
	d.wantKey(t, d.doc, unsigned, "")
	if s := settle(t, other); s != (app.Settled{}) {
		t.Errorf("settled %+v when all was done", s)
	}
}

// TestNobodyUnboundIsGivenKeys: neither by another act nor with a new document (rule 1).
func TestNobodyUnboundIsGivenKeys(t *testing.T) {
	d := newContentDesk(t)
	unsigned := d.Person("周五", apptest.Account(app.Auditor), apptest.Unsigned())
	d.Office(apptest.Login(unsigned.Number))
	ok(t, d.Founder.SetRoles(t.Context(), apptest.Login(unsigned.Number), app.Roles{app.Custodian}))
	d.wantKey(t, d.doc, unsigned, "none")
	d.wantKey(t, d.add(t, "新文件.txt", contentText), unsigned, "none")
}

// TestRuleOneAtTheDoor: commitments that ran out take no key, and open nothing.
func TestRuleOneAtTheDoor(t *testing.T) {
	w := newKeysWorld(t)
	w.assign(500)
	staff := w.Office(apptest.Login(w.staff.Number))
	if got := read(t, staff, w.doc); got != contentText {
		t.Errorf("read %q", got)
	}
	w.Clock.Advance(400 * 24 * hour)
	for _, o := range []*app.Office{staff, w.Founder} {
		notOpened(t, o, w.doc, "error.unsigned")
	}
	logged(t, w.Kit, apptest.FounderLogin, "content.open", app.Refused)
	w.Bind(apptest.FounderNumber)
	if got := read(t, w.Founder, w.doc); got != contentText {
		t.Errorf("read %q", got)
	}
}

// TestNewEnrolmentLosesOldKeys: with a new code come new keys; what was wrapped to the old ones is
// replaced in a custodian's next session.
func TestNewEnrolmentLosesOldKeys(t *testing.T) {
	d := newContentDesk(t)
	p, _ := enrolled(t, d.Kit, app.Auditor)
	login := "u" + strings.ToLower(p.Number)
	d.Founder = d.Office(apptest.FounderLogin)
	d.Assign(d.client.Code, p.Number, 30)
	before, has := d.grant(t, d.doc, p.ID)
	if !has {
		t.Fatal("no key was given")
	}
	inv, err := d.Founder.Reinvite(t.Context(), login)
	ok(t, err)
	o, err := d.Locked.Enrol(t.Context(), login, inv.Code, ownPassword)
	ok(t, err)
	if _, has := d.grant(t, d.doc, p.ID); has {
		t.Error("a key to the old recipient stayed")
	}
	notOpened(t, o, d.doc, "error.content.waiting")
	d.Founder = d.Office(apptest.FounderLogin)
	if s := settle(t, d.Founder); s != (app.Settled{Given: 1}) {
		t.Errorf("settled %+v", s)
	}
	if after, _ := d.grant(t, d.doc, p.ID); after.Recipient == before.Recipient {
		t.Error("wrapped to the old recipient")
	}
	if got := read(t, o, d.doc); got != contentText {
		t.Errorf("read %q", got)
	}
}
