package app_test

import (
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// loanActor is somebody who tries an event on a loan: what they are to it.
type loanActor struct {
	name   string
	login  string
	office *app.Office
	doer   []app.Doer
}

// loanActors are all kinds of people a loan of stage's borrower may meet.
func loanActors(s *loanStage) []loanActor {
	made := func(name, department string, doer []app.Doer, roles ...app.Role) loanActor {
		p := s.Person(name, apptest.Department(department), apptest.Account(roles...))
		login := apptest.Login(p.Number)
		return loanActor{name, login, s.Office(login), doer}
	}
	approver := made("本部门负责人", "运营部", []app.Doer{app.ByApprover}, app.Approver)
	keeper := made("管理员甲", "行政部", []app.Doer{app.ByCustodian}, app.Custodian)
	standIn := made("代负责人", "技术部", []app.Doer{app.ByApprover}, app.Reviewer)
	relief := made("代管理员", "技术部", []app.Doer{app.ByCustodian}, app.Sales)
	for from, to := range map[*app.Office]string{approver.office: standIn.login, keeper.office: relief.login} {
		_, err := from.Delegate(s.t.Context(), personByLogin(s, to).Number, s.Today(), s.Today().AddDays(30))
		ok(s.t, err)
	}
	return []loanActor{
		approver, keeper, standIn, relief,
		{"借阅人", apptest.Login(s.borrower.Number), s.office, []app.Doer{app.ByBorrower}},
		made("外部门负责人", "技术部", nil, app.Approver),
		made("审核员", "运营部", nil, app.Auditor),
		made("评定员", "运营部", nil, app.Reviewer),
		made("市场", "运营部", nil, app.Sales),
		made("内审员", "运营部", nil, app.Inspector),
		made("系统管理员", "运营部", nil, app.Administrator),
	}
}

func personByLogin(s *loanStage, login string) app.Person {
	s.t.Helper()
	var p app.Person
	ok(s.t, s.Store().View(s.t.Context(), func(r app.Reader) error {
		a, err := r.AccountByLogin(login)
		if err != nil {
			return err
		}
		p, err = r.Person(a.PersonID)
		return err
	}))
	return p
}

// stateFor is a state in which an event is possible.
func stateFor(ev app.LoanEvent) app.ItemState {
	for _, tr := range app.LoanTransitions {
		if tr.Event == ev && tr.From != app.Waiting {
			return tr.From
		}
	}
	return app.NewItem
}

// mediumOf is a medium of copies that an event is for.
func mediumOf(ev app.LoanEvent) app.Medium {
	for _, tr := range app.LoanTransitions {
		if tr.Event == ev && tr.Medium != "" {
			return tr.Medium
		}
	}
	return app.Paper
}

// Everybody tries every event: done for whom the table names, refused and logged for
// everybody else.
func TestEveryRoleAtEveryEventOfALoan(t *testing.T) {
	s := newLoanStage(t)
	actors := loanActors(s)
	for ev, act := range loanActs {
		for _, a := range actors {
			number, code := s.stagedOn(mediumOf(ev), stateFor(ev))
			err := act.call(t.Context(), a.office, s, number, code)
			if mayBy(ev, a.doer) {
				if err != nil {
					t.Errorf("%s by %s: %v", ev, a.name, err)
				}
				logged(t, s.Kit, a.login, act.act, app.Done)
				continue
			}
			if err == nil || app.CodeOf(err) != app.NotAllowed {
				t.Errorf("%s by %s: got %v, want a refusal", ev, a.name, err)
			}
			logged(t, s.Kit, a.login, act.act, app.Refused)
		}
	}
	chainHolds(t, s.Kit)
}

// mayBy reads the table.
func mayBy(ev app.LoanEvent, doer []app.Doer) bool {
	for _, tr := range app.LoanTransitions {
		if tr.Event != ev {
			continue
		}
		in := func(ds []app.Doer) bool {
			return slices.ContainsFunc(doer, func(d app.Doer) bool { return slices.Contains(ds, d) })
		}
		return in(tr.Who) && !in(tr.Never)
	}
	return false
}

// Acts for custodians, and for custodians and inspectors, that are no event of a loan.
func TestRolesAtTheCounterAndTheBook(t *testing.T) {
	for _, role := range app.AllRoles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			s := newLoanStage(t)
			number, _ := s.staged(app.OutItem)
			p, o := s.Staff("办事人", role)
			login := apptest.Login(p.Number)
			check := func(act string, err error, may ...app.Role) {
				t.Helper()
				if slices.Contains(may, role) {
					ok(t, err)
					return
				}
				if err == nil {
					t.Errorf("%s by %s is not refused", act, role)
				}
				logged(t, s.Kit, login, act, app.Refused)
			}
			_, err := o.Scan(t.Context(), number, true, "")
			check("loan.scan", err, app.Custodian)
			_, err = o.PrintSlip(t.Context(), number)
			check("loan.print", err, app.Custodian)
			_, err = o.OpenLoan(t.Context(), number)
			check("loan.view", err, app.Custodian, app.Approver)
			book, err := o.PrintLoanBook(t.Context(), s.Today(), s.Today())
			check("loan.print_book", err, app.Custodian, app.Inspector)
			for _, row := range book.Rows {
				if named := row.Item.Title != "" && row.Item.Client != ""; named != (role == app.Custodian) {
					t.Errorf("the book of a %s names %q of %q", role, row.Item.Title, row.Item.Client)
				}
			}
		})
	}
}
