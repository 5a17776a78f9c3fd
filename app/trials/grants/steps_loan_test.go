package grants

import (
	"fmt"
	"slices"

	"custody/app"
)

func (w *world) request(s step) error {
	c, ok := pick(s.a, w.known(true))
	if !ok {
		return nil
	}
	who := w.actor(s.b, func(p int) bool { return w.active(p) && w.bound(p) && !w.is(p, app.Custodian) })
	asker := who
	if s.d%8 == 7 { // a custodian asks for somebody
		asker = w.actor(s.d/8*3+1, w.keeper)
	}
	due := w.today.AddDays([]int{0, 1, 2, 5, 12, 30}[s.c%6])
	var l app.Loan
	err := w.by(asker, func(o *app.Office) (err error) {
		l, err = o.RequestLoan(w.ctx, app.LoanRequest{
			Borrower: w.people[who].number, Copies: []string{w.contents[c].document + "/E"},
			Purpose: "审核", Place: app.AtOffice, Due: due, Permits: app.Permits{Print: s.c%2 == 0},
		})
		return err
	})
	want := either
	switch {
	case !w.active(asker) || !w.bound(asker) || !w.bound(who) || asker != who && !w.is(asker, app.Custodian):
		want = refused
	case asker == who && !slices.ContainsFunc(w.items, func(it *lent) bool {
		return it.who == who && it.content == c && slices.Contains([]app.ItemState{app.Requested, app.Approved, app.OutItem}, it.state)
	}):
		want = works
	}
	done, bad := w.note(want, err, "request by %d for %d: content %d until %s", asker, who, c, due)
	if done {
		w.drop()
		w.items = append(w.items, &lent{
			number: l.Number, who: who, asker: asker, content: c, due: due, state: app.Requested,
			decideBy: w.today.AddDays(app.DefaultSettings().RequestDays),
		})
	}
	return bad
}

func (w *world) copy(it *lent) string { return w.contents[it.content].document + "/E" }

// decider are those who may decide somebody's request: custodians, and the approver of the department.
func (w *world) decider(it *lent) func(int) bool {
	return func(p int) bool {
		return w.active(p) && w.bound(p) && p != it.who && p != it.asker && w.is(p, app.Custodian, app.Approver)
	}
}

// alive tells whether a request can still be decided.
func (w *world) alive(it *lent) bool { return it.due >= w.today && it.decideBy >= w.today }

func (w *world) decide(s step, yes bool) error {
	waiting := w.lentIn(app.Requested)
	if s.d%4 != 0 { // mostly what can still be decided
		waiting = slices.DeleteFunc(waiting, func(it *lent) bool { return !w.alive(it) || !w.bound(it.who) })
	}
	it, ok := pick(s.a, waiting)
	if !ok {
		return nil
	}
	actor := w.actor(s.b, w.decider(it))
	if s.c%3 == 0 && w.decider(it)(approver) { // the approver often, who holds no key as a rule
		actor = w.actor(1, func(p int) bool { return p == approver })
	}
	err := w.by(actor, func(o *app.Office) error {
		_, err := o.Decide(w.ctx, it.number, []app.Decision{{Copy: w.copy(it), Approve: yes, Reason: "不需要"}})
		return err
	})
	want := either
	switch {
	case !w.alive(it) || !w.decider(it)(actor) || yes && !w.bound(it.who):
		want = refused
	case yes && w.is(actor, app.Custodian) && w.active(it.who):
		want = works
	}
	name := "refuse"
	if yes {
		name = "approve"
	}
	done, bad := w.note(want, err, "%s by %d: %d's %s", name, actor, it.who, it.number)
	if !done {
		return bad
	}
	w.drop()
	if it.state = app.RefusedIt; yes { // a refusal alters nothing that anybody is to hold
		it.state = app.Approved
		w.settle(actor, it.who)
	}
	return bad
}

func (w *world) approve(s step) error { return w.decide(s, true) }
func (w *world) refuse(s step) error  { return w.decide(s, false) }

func (w *world) giveBack(s step) error {
	it, ok := pick(s.a, w.lentIn(app.OutItem))
	if !ok {
		return nil
	}
	actor := w.actor(s.b, func(p int) bool { return p == it.who && w.active(p) })
	err := w.by(actor, func(o *app.Office) error { return o.GiveBack(w.ctx, it.number, []string{w.copy(it)}) })
	want := either
	switch {
	case it.due < w.today || !w.active(actor):
		want = refused // it has ended already
	case actor == it.who || w.keeper(actor):
		want = works
	}
	return w.after(want, err, it, actor, func() { it.state = app.Returned }, "give back")
}

func (w *world) withdraw(s step) error {
	it, ok := pick(s.a, w.lentIn(app.Requested, app.Approved))
	if !ok {
		return nil
	}
	actor := w.actor(s.b, func(p int) bool { return p == it.who && w.active(p) })
	err := w.by(actor, func(o *app.Office) error { return o.Withdraw(w.ctx, it.number) })
	want := either
	if it.due < w.today || actor != it.who && actor != it.asker {
		want = refused
	}
	return w.after(want, err, it, actor, func() { it.state = app.Withdrawn }, "withdraw")
}

func (w *world) renew(s step) error {
	it, ok := pick(s.a, w.lentIn(app.OutItem))
	if !ok {
		return nil
	}
	actor := w.actor(s.b, func(p int) bool { return w.decider(it)(p) && w.is(p, app.Custodian) })
	due := it.due.AddDays([]int{1, 3, 9}[s.c%3])
	err := w.by(actor, func(o *app.Office) error { return o.Renew(w.ctx, it.number, []string{w.copy(it)}, due) })
	want := either
	if it.due < w.today || it.recalled > 0 || actor == it.who || !w.bound(it.who) {
		want = refused
	}
	return w.after(want, err, it, actor, func() { it.due = due; it.renewals++ }, "renew to "+string(due))
}

func (w *world) recall(s step) error {
	it, ok := pick(s.a, w.lentIn(app.OutItem))
	if !ok {
		return nil
	}
	actor := w.actor(s.b, func(p int) bool { return w.decider(it)(p) && w.is(p, app.Custodian) })
	due := w.today.AddDays([]int{0, 1, 3}[s.c%3])
	err := w.by(actor, func(o *app.Office) error { return o.Recall(w.ctx, it.number, []string{w.copy(it)}, due, "急用") })
	want := either
	switch {
	case it.due < w.today:
		want = refused
	case w.keeper(actor) && due <= it.due:
		want = works
	}
	return w.after(want, err, it, actor, func() { it.due = min(it.due, due); it.recalled++ }, "recall for "+string(due))
}

// after notes an act on a loan and brings the model up to date.
func (w *world) after(want verdict, err error, it *lent, actor int, change func(), what string) error {
	name, rest := what, ""
	for _, n := range []string{"renew", "recall"} {
		if len(what) > len(n) && what[:len(n)] == n {
			name, rest = n, what[len(n):]
		}
	}
	done, bad := w.note(want, err, "%s", fmt.Sprintf("%s by %d: %d's %s%s", name, actor, it.who, it.number, rest))
	if done {
		change()
		w.drop()
		w.settle(actor, it.who)
	}
	return bad
}
