package app_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"custody/app"
	"custody/app/apptest"
)

// desk is an office in which anybody tries anything.
type desk struct {
	*loanStage
	logins  []string
	offices map[string]*app.Office
	numbers []string // of people, by login
	ids     []int64  // likewise
	copies  []string
	asked   []askedFor
	bound   map[string]app.Date // until when, by number
}

type askedFor struct{ number, code string }

// Random acts by random people on a real vault: whatever they try, the rules hold
// after every single act, and each act is in the log.
func TestLoansHoldTheirRulesWhateverAnybodyTries(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := newDesk(t)
		rt.Repeat(map[string]func(*rapid.T){
			"ask":        d.ask,
			"event":      d.event,
			"event 2":    d.event,
			"progress":   d.progress, // by those who are likely to be allowed
			"progress 2": d.progress,
			"progress 3": d.progress,
			"days":       d.days,
			"settle":     d.settle,
			"sign":       d.sign,
			"":           d.check,
		})
		chainHolds(t, d.Kit)
	})
}

func newDesk(t *testing.T) *desk {
	d := &desk{loanStage: newLoanStage(t), bound: map[string]app.Date{}, offices: map[string]*app.Office{}}
	d.copies = []string{d.copy(), d.copy(), d.electronic()}
	add := func(p app.Person) {
		login := apptest.Login(p.Number)
		d.logins, d.offices[login] = append(d.logins, login), d.Office(login)
		d.numbers, d.ids = append(d.numbers, p.Number), append(d.ids, p.ID)
		d.bound[p.Number] = d.Today().AddMonths(12).AddDays(-1)
	}
	for _, roles := range []app.Roles{{app.Custodian}, {app.Custodian, app.Auditor}, {app.Approver}, {app.Auditor}, {app.Reviewer}} {
		p, _ := d.Staff("办事人", roles...)
		add(p)
	}
	loose := d.Person("临时工", apptest.Unsigned(), apptest.Account(app.Sales))
	add(loose)
	d.bound[loose.Number] = ""
	_, err := d.Founder.SettleKeys(t.Context(), nil) // the custodians can give keys now
	ok(t, err)
	_, err = d.offices[d.logins[2]].Delegate(t.Context(), d.numbers[4], d.Today(), d.Today().AddDays(30))
	ok(t, err)
	return d
}

// act runs one act of a random person and checks what the log says of it.
func (d *desk) act(rt *rapid.T, login, act string, call func(*app.Office) error) error {
	before := lastEntry(d.t, d.Kit).Seq
	err := call(d.offices[login])
	after := d.entriesAfter(before)
	var refusal *app.Error
	if err != nil && !errors.As(err, &refusal) {
		rt.Fatalf("%s by %s: %v", act, login, err)
	}
	mine := slices.IndexFunc(after, func(e app.Entry) bool { return e.Act == act && (e.Outcome == app.Refused) == (err != nil) })
	if mine < 0 || err != nil && len(after) != 1 {
		rt.Fatalf("%s by %s, %v, is logged as %v", act, login, err, after)
	}
	return err
}

// entriesAfter returns the log's entries after one, oldest first.
func (d *desk) entriesAfter(seq int64) []app.Entry {
	var out []app.Entry
	ok(d.t, d.Store().View(d.t.Context(), func(r app.Reader) error {
		newest, err := r.Entries(app.AuditFilter{Limit: 50})
		for _, e := range slices.Backward(newest) {
			if e.Seq > seq {
				out = append(out, e)
			}
		}
		return err
	}))
	return out
}

func (d *desk) ask(rt *rapid.T) {
	login := rapid.SampledFrom(d.logins).Draw(rt, "login")
	r := app.LoanRequest{
		Borrower: rapid.SampledFrom(append([]string{""}, d.numbers...)).Draw(rt, "borrower"),
		Copies:   rapid.SliceOfNDistinct(rapid.SampledFrom(d.copies), 1, 2, rapid.ID[string]).Draw(rt, "copies"),
		Purpose:  "审核", Place: app.AtOffice, Queue: rapid.Bool().Draw(rt, "queue"),
		Due:     d.Today().AddDays(rapid.SampledFrom([]int{-1, 0, 3, 9, 20, 30, 31}).Draw(rt, "days")),
		Permits: app.Permits{Print: rapid.Bool().Draw(rt, "print")},
	}
	var l app.Loan
	err := d.act(rt, login, "loan.request", func(o *app.Office) (err error) {
		l, err = o.RequestLoan(d.t.Context(), r)
		return err
	})
	if err == nil {
		for _, c := range r.Copies {
			d.asked = append(d.asked, askedFor{l.Number, c})
		}
	}
}

// event has anybody try any event on any copy of any loan.
func (d *desk) event(rt *rapid.T) {
	if len(d.asked) == 0 {
		rt.Skip("nothing asked for yet")
	}
	a := rapid.SampledFrom(d.asked).Draw(rt, "item")
	d.tryEvent(rt, d.logins, a, rapid.SampledFrom(events()).Draw(rt, "event"))
}

// progress tries what the newest loan needs next, so that copies get out often enough.
func (d *desk) progress(rt *rapid.T) {
	if len(d.asked) == 0 {
		rt.Skip("nothing asked for yet")
	}
	a := rapid.SampledFrom(d.asked[max(0, len(d.asked)-3):]).Draw(rt, "item")
	next := map[app.ItemState]app.LoanEvent{
		app.Requested: app.EventApprove, app.Approved: app.EventHandOut, app.OutItem: app.EventTakeBack, app.LostItem: app.EventFound,
	}
	if isElectronic(a.code) {
		next = map[app.ItemState]app.LoanEvent{app.Requested: app.EventApprove, app.OutItem: app.EventGiveBack}
	}
	ev, open := next[d.stateOf(a)]
	if !open {
		rt.Skip("nothing to do next")
	}
	d.tryEvent(rt, d.logins[:3], a, ev)
}

// settle has somebody's session give the keys it can.
func (d *desk) settle(rt *rapid.T) {
	login := rapid.SampledFrom(d.logins).Draw(rt, "login")
	_, err := d.offices[login].SettleKeys(d.t.Context(), nil)
	if err != nil && answersOf(err) == nil {
		rt.Fatalf("settling by %s: %v", login, err)
	}
}

func isElectronic(code string) bool { return strings.HasSuffix(code, "/E") }

func (d *desk) tryEvent(rt *rapid.T, logins []string, a askedFor, ev app.LoanEvent) {
	login := rapid.SampledFrom(logins).Draw(rt, "login")
	holder := copyNow(d.t, d.Kit, a.code)
	err := d.act(rt, login, loanActs[ev].act, func(o *app.Office) error {
		return loanActs[ev].call(d.t.Context(), o, d.loanStage, a.number, a.code)
	})
	if err != nil || ev != app.EventHandOut {
		return
	}
	now := copyNow(d.t, d.Kit, a.code)
	for i, number := range d.numbers {
		if d.ids[i] == now.HolderID && d.bound[number] < d.Today() {
			rt.Fatalf("%s went to %s, bound until %q, on %s", a.code, number, d.bound[number], d.Today())
		}
	}
	if holder.State != app.InPlace {
		rt.Fatalf("%s went out while %s", a.code, holder.State)
	}
}

func events() []app.LoanEvent {
	var out []app.LoanEvent
	for ev := range loanActs {
		out = append(out, ev)
	}
	slices.Sort(out)
	return out
}

func (d *desk) stateOf(a askedFor) (state app.ItemState) {
	for _, it := range d.items() {
		if it.Loan == a.number && it.Code == a.code {
			state = it.State
		}
	}
	return state
}

// days lets time pass; at times enough for requests to lapse and commitments to end.
func (d *desk) days(rt *rapid.T) {
	n := rapid.SampledFrom([]int{0, 0, 1, 1, 2, 3, 5, 9, 200}).Draw(rt, "days")
	d.Clock.Advance(time.Duration(n)*24*time.Hour + time.Minute)
}

// sign has somebody sign anew.
func (d *desk) sign(rt *rapid.T) {
	number := rapid.SampledFrom(d.numbers).Draw(rt, "number")
	until := d.Today().AddDays(rapid.SampledFrom([]int{0, 3, 300}).Draw(rt, "valid"))
	for _, key := range app.Required {
		d.Signed(number, key, d.Today(), until)
	}
	d.bound[number] = max(d.bound[number], until) // what was signed before holds as long as it says
}
