package app_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"custody/app"
	"custody/app/apptest"
)

// goer is somebody about to leave who has everything one can have.
type goer struct {
	*loanStage
	person app.Person
	office *app.Office
	states map[app.ItemState]string // copies by the state of the person's item
	after  *app.Office              // waits for the requested copy
}

const goerClient = "深圳市精工电子有限公司"

func newGoer(t *testing.T) *goer {
	t.Helper()
	g := &goer{loanStage: newLoanStage(t), states: map[app.ItemState]string{}}
	g.person, g.office = enrolled(t, g.Kit, app.Approver)
	for _, state := range []app.ItemState{app.OutItem, app.LostItem, app.Requested, app.Approved, app.Waiting} {
		code := g.copy()
		g.states[state] = code
		switch state {
		case app.OutItem:
			g.Lent(g.office, code)
		case app.LostItem:
			l := g.Lent(g.office, code)
			ok(t, g.Founder.ReportLost(t.Context(), l.Number, code, "清点时缺失"))
		case app.Requested:
			g.Requested(g.office, code)
		case app.Approved:
			g.Approve(g.Requested(g.office, code).Number, code)
		case app.Waiting:
			g.Lent(g.keeper2(), code)
			g.Queued(g.office, code)
		}
	}
	g.after = g.keeper2()
	g.Queued(g.after, g.states[app.Requested])
	client := g.Client("广州某某公司")
	g.Assign(client.Code, g.person.Number, 30)
	_, err := g.Founder.Assign(t.Context(), client.Code, g.person.Number, "review", g.Today().AddDays(20), g.Today().AddDays(40))
	ok(t, err)
	deputy, boss := g.Staff("部长", app.Approver, app.Custodian)
	_, err = g.office.Delegate(t.Context(), deputy.Number, g.Today(), g.Today().AddDays(9))
	ok(t, err)
	_, err = boss.Delegate(t.Context(), g.person.Number, g.Today().AddDays(3), g.Today().AddDays(9))
	ok(t, err)
	return g
}

// items are a person's items in the register by state.
func (g *goer) items(p app.Person) map[app.ItemState][]app.LoanItem {
	g.t.Helper()
	out := map[app.ItemState][]app.LoanItem{}
	all := []app.ItemState{app.OutItem, app.LostItem, app.Requested, app.Approved, app.Waiting, app.Withdrawn, app.Lapsed}
	ok(g.t, g.Store().View(g.t.Context(), func(r app.Reader) error {
		list, err := r.BorrowerItems(p.ID, all...)
		for _, it := range list {
			out[it.State] = append(out[it.State], it)
		}
		return err
	}))
	return out
}

func TestLeavingTakesEverythingBackAtOnce(t *testing.T) {
	g := newGoer(t)
	login := "u" + strings.ToLower(g.person.Number)
	plan, err := g.Founder.PlanLeaving(t.Context(), g.person.Number)
	ok(t, err)
	if len(plan.Out) != 2 || plan.Out[0].Lost+plan.Out[1].Lost != 1 || len(plan.Requests) != 3 || len(plan.Assignments) != 2 ||
		len(plan.Delegations) != 2 || plan.Login != login || plan.Account != app.Active || plan.Why != nil {
		t.Errorf("the plan is %+v", plan)
	}
	told, err := json.Marshal(plan)
	ok(t, err)
	for _, secret := range []string{goerClient, "精工", "广州", "检验报告", "KH"} {
		if strings.Contains(string(told), secret) {
			t.Errorf("the administrator is told %s: %s", secret, told)
		}
	}
	first := lastEntry(t, g.Kit)
	g.Clock.Advance(time.Minute)
	done, err := g.Founder.Leave(t.Context(), g.person.Number, g.Today(), "另谋高就")
	ok(t, err)
	if len(done.Out) != 2 || len(done.Requests) != 3 || done.Person.LeftOn != g.Today() || done.Reason != "另谋高就" {
		t.Errorf("done: %+v", done)
	}
	g.taken(first.Seq)
	if _, err := g.office.Me(t.Context()); app.CodeOf(err) != app.NotAllowed {
		t.Errorf("the leaver goes on: %v", err)
	}

	again, err := g.Founder.PlanLeaving(t.Context(), g.person.Number)
	ok(t, err)
	if len(again.Out) != 2 || len(again.Requests)+len(again.Assignments)+len(again.Delegations) != 0 || again.Account != app.Disabled || again.Reason != "另谋高就" {
		t.Errorf("what is left: %+v", again)
	}
	_, err = g.Founder.Leave(t.Context(), g.person.Number, g.Today(), "另谋高就") // once more is no error
	ok(t, err)
	if len(tasks(t, g.Founder, app.TaskRekey)) != 1 {
		t.Error("no new vault key is asked for")
	}
	_, err = g.Founder.RenewVaultKey(t.Context(), nil)
	ok(t, err)
	ok(t, g.Locked.Lock())
	_, err = g.Locked.Unlock(t.Context(), login, ownPassword)
	refusedKey(t, err, app.NotAllowed, "error.password")
	g.Reopen()
	g.TakeBack(g.states[app.OutItem]) // the counter still takes it, with the leaver's signature
	chainHolds(t, g.Kit)
}

// taken checks what a leaving leaves in the register and in the log.
func (g *goer) taken(after int64) {
	g.t.Helper()
	now := g.items(g.person)
	if len(now[app.OutItem]) != 1 || len(now[app.LostItem]) != 1 || len(now[app.Withdrawn]) != 3 || len(now) != 3 {
		g.t.Errorf("the items stand at %v", now)
	}
	if it := now[app.OutItem][0]; it.Due != g.Today() || it.RecallDue != g.Today() || it.RecallReason != "另谋高就" {
		g.t.Errorf("not recalled: %+v", it)
	}
	ok(g.t, g.Store().View(g.t.Context(), func(r app.Reader) error {
		tasks, err := r.AssignmentsOfPerson(g.person.ID, g.Today())
		lent, err2 := r.DelegationsOf(g.person.ID, g.Today())
		open, err3 := r.ItemsIn(app.Requested)
		if len(tasks)+len(lent) != 0 || len(open) != 1 || open[0].Code != g.states[app.Requested] {
			g.t.Errorf("left: %v %v; asked for: %v", tasks, lent, open)
		}
		for _, e := range []error{err2, err3} {
			if e != nil {
				err = e
			}
		}
		return err
	}))
	es, err := g.Founder.Audit(g.t.Context(), app.AuditFilter{})
	ok(g.t, err)
	count := map[string]int{}
	for _, e := range es {
		if e.Seq > after && e.At.Equal(g.Clock.Now()) && e.Login == apptest.FounderLogin {
			count[e.Act]++
		}
	}
	for act, n := range map[string]int{
		"person.leave": 1, "loan.recall": 1, "loan.withdraw": 3, "loan.turn": 1, "client.unassign": 2, "account.undelegate": 2, "account.disable": 1,
	} {
		if count[act] != n {
			g.t.Errorf("%d entries of %s, want %d", count[act], act, n)
		}
	}
}

// A leaving that fails on the way leaves nothing of itself, in the register or in the log.
func TestLeavingIsOneTransaction(t *testing.T) {
	g := newGoer(t)
	for _, table := range []string{"people", "loan_items", "assignments", "delegations", "accounts", "leavings", "vault_key", "audit"} {
		event := "UPDATE"
		if table == "leavings" || table == "vault_key" || table == "audit" {
			event = "INSERT"
		}
		when := ""
		if table == "audit" {
			when = " WHEN NEW.act = 'account.disable'"
		}
		g.Tamper(`CREATE TRIGGER stop BEFORE ` + event + ` ON ` + table + when + ` BEGIN SELECT RAISE(ABORT, 'no'); END`)
		before, items := lastEntry(t, g.Kit), g.items(g.person)
		if _, err := g.Founder.Leave(t.Context(), g.person.Number, g.Today(), "另谋高就"); err == nil || app.CodeOf(err) != app.Internal {
			t.Errorf("%s: %v", table, err)
		}
		if after := lastEntry(t, g.Kit); after.Seq != before.Seq {
			t.Errorf("%s: something was logged: %+v", table, after)
		}
		now := g.items(g.person)
		for state, list := range items {
			if !slices.EqualFunc(list, now[state], func(a, b app.LoanItem) bool { return a == b }) {
				t.Errorf("%s: items that were %s changed", table, state)
			}
		}
		plan, err := g.Founder.PlanLeaving(t.Context(), g.person.Number)
		ok(t, err)
		if plan.Account != app.Active || len(plan.Assignments) != 2 || len(plan.Delegations) != 2 || plan.Person.LeftOn != "" {
			t.Errorf("%s: %+v", table, plan)
		}
		g.Tamper(`DROP TRIGGER stop`)
	}
	_, err := g.Founder.Leave(t.Context(), g.person.Number, g.Today(), "另谋高就")
	ok(t, err)
	chainHolds(t, g.Kit)
}

func TestLeavingRefusals(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("无账户的人")
	leave := func(number string, on app.Date, reason string) error {
		_, err := k.Founder.Leave(t.Context(), number, on, reason)
		return err
	}
	refusedAt(t, leave(p.Number, "2026-11-31", "辞职"), app.Invalid, "on")
	refusedKey(t, leave(p.Number, k.Today().AddDays(1), "辞职"), app.Invalid, "error.leave.future")
	refusedAt(t, leave(p.Number, k.Today(), " "), app.Invalid, "reason")
	refusedKey(t, leave("ZB-404", k.Today(), "辞职"), app.NotFound, "error.person.none")
	refusedKey(t, leave(apptest.FounderNumber, k.Today(), "辞职"), app.Conflict, "error.self.leave")
	logged(t, k, apptest.FounderLogin, "person.leave", app.Refused)
	plan, err := k.Founder.PlanLeaving(t.Context(), apptest.FounderNumber)
	ok(t, err)
	if plan.Why == nil || plan.Why.Key != "error.self.leave" {
		t.Errorf("the plan says %v", plan.Why)
	}
	_, err = k.Founder.PlanLeaving(t.Context(), "ZB-404")
	refusedKey(t, err, app.NotFound, "error.person.none")

	ok(t, leave(p.Number, k.Today().AddDays(-3), "辞职"))
	if got := personOf(t, k, p.Number); got.LeftOn != k.Today().AddDays(-3) {
		t.Errorf("left on %s", got.LeftOn)
	}
	if len(tasks(t, k.Founder, app.TaskRekey)) != 0 {
		t.Error("somebody without an account never knew the key")
	}
	chainHolds(t, k)
}

// A last day saved in the person's form leaves the account open: Today points to the leaving.
func TestTodayPointsToALeavingNotFinished(t *testing.T) {
	k := apptest.New(t)
	p, _ := k.Staff("赵敏", app.Auditor)
	p.LeftOn = k.Today()
	_, err := k.Founder.SavePerson(t.Context(), p)
	ok(t, err)
	if due := tasks(t, k.Founder, app.TaskLeaving); len(due) != 1 || due[0].Person.Number != p.Number {
		t.Errorf("Today points to %+v", due)
	}
	_, err = k.Founder.Leave(t.Context(), p.Number, k.Today(), "合同到期")
	ok(t, err)
	if len(tasks(t, k.Founder, app.TaskLeaving)) != 0 || len(tasks(t, k.Founder, app.TaskRekey)) != 1 {
		t.Error("Today does not follow the leaving")
	}
}

// Whatever a person had and whenever they go, nothing of it stays, and nobody else loses anything.
func TestLeavingWhateverThePersonHas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := &goer{loanStage: newLoanStage(t)}
		p, o := g.Staff("要走的人", app.Auditor)
		q, other := g.Staff("留下的人", app.Auditor)
		for range rapid.IntRange(0, 5).Draw(rt, "loans") {
			who, code := rapid.SampledFrom([]*app.Office{o, o, other}).Draw(rt, "who"), g.copy()
			l := g.Requested(who, code)
			steps := rapid.IntRange(0, 3).Draw(rt, "steps")
			if steps > 0 {
				g.Approve(l.Number, code)
			}
			if steps > 1 {
				g.HandOut(l.Number)
			}
			if steps > 2 {
				ok(t, g.Founder.Recall(t.Context(), l.Number, []string{code}, g.Today().AddDays(2), "抽查"))
			}
			if rapid.Bool().Draw(rt, "queue") {
				g.Queued(g.keeper2(), code)
			}
		}
		g.Clock.Advance(time.Duration(rapid.IntRange(0, 12).Draw(rt, "days")) * 24 * time.Hour)
		before := g.items(q)
		_, err := g.Founder.Leave(t.Context(), p.Number, g.Today(), "辞职")
		ok(t, err)
		for state, list := range g.items(p) {
			for _, it := range list {
				if !state.Final() && (state != app.OutItem || it.Due > g.Today() || it.RecallDue != g.Today()) {
					rt.Errorf("%s is still %s until %s", it.Code, state, it.Due)
				}
			}
		}
		after := g.items(q)
		if len(after[app.OutItem]) != len(before[app.OutItem]) || len(after[app.Withdrawn]) != len(before[app.Withdrawn]) {
			rt.Errorf("somebody else's loans changed: %v, then %v", before, after)
		}
		chainHolds(t, g.Kit)
	})
}
