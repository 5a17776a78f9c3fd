package app_test

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

const ownPassword = "白露为霜-所谓伊人-在水一方"

// enrolled adds a bound person with a slot of their own in the vault.
func enrolled(t *testing.T, k *apptest.Kit, role app.Role) (app.Person, *app.Office) {
	t.Helper()
	p := k.Person("办事人")
	login := "u" + strings.ToLower(p.Number)
	inv, err := k.Founder.Invite(t.Context(), p.Number, login, app.Roles{role})
	ok(t, err)
	o, err := k.Locked.Enrol(t.Context(), login, inv.Code, ownPassword)
	ok(t, err)
	return p, o
}

// paperFor is a commitment on paper with its scan.
func paperFor(number, password string) app.PaperInput {
	return app.PaperInput{
		PersonNumber: number, Key: app.Conduct, SignedOn: app.DateOf(apptest.Start), ScanName: "扫描.pdf", Scan: []byte("%PDF-1.4\n"), ByEye: true, Password: password,
	}
}

// onScreen is a commitment signed on the pad.
func onScreen(number string) app.SignInput {
	return app.SignInput{
		PersonNumber: number, Key: app.Conduct, Strokes: apptest.Strokes(), Place: "深圳", Password: ownPassword, ReadToEnd: true,
	}
}

// deskActs are the acts of everybody's own desk, and of signing.
var deskActs = []coreAct{
	{"Sign for another", "commitment.sign", keepers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Sign(ctx, onScreen(w.other.Number))
		return err
	}},
	{"Sign for oneself", "commitment.sign", nil, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Sign(ctx, onScreen(w.actor.Number))
		return err
	}},
	{"RecordPaper of another", "commitment.paper", keepers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.RecordPaper(ctx, paperFor(w.staff.Number, ownPassword))
		return err
	}},
	{"RecordPaper of oneself", "commitment.paper", []app.Role{}, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.RecordPaper(ctx, paperFor(w.actor.Number, ownPassword))
		return err
	}},
	{"CommitmentScan of another", "commitment.scan", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, _, err := o.CommitmentScan(ctx, w.paper)
		return err
	}},
	{"PrintBlank for another", "commitment.print", keepers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.PrintBlank(ctx, w.other.Number, app.NDA)
		return err
	}},
	{"PrintBlank for oneself", "commitment.print", nil, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.PrintBlank(ctx, w.actor.Number, app.NDA)
		return err
	}},
	{"StandingOf", "commitment.standing", nil, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.StandingOf(ctx, w.other.Number)
		return err
	}},
	{"SimilarPeople", "person.similar", nil, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.SimilarPeople(ctx, w.other.Name)
		return err
	}},
	{"Departments", "department.view", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Departments(ctx)
		return err
	}},
	{"Search", "search", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Search(ctx, "精工", 10)
		return err
	}},
	{"Today", "today.view", nil, func(ctx context.Context, o *app.Office, _ actWorld) error { _, err := o.Today(ctx); return err }},
	{"Loans", "loan.list", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Loans(ctx, app.LoanFilter{})
		return err
	}},
	{"CountLoans", "loan.list", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.CountLoans(ctx, app.LoanFilter{})
		return err
	}},
	{"RequestLoan for oneself", "loan.request", nil, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.RequestLoan(ctx, requestOf(w.copy))
		return err
	}},
	{"RequestLoan for another", "loan.request", keepers, func(ctx context.Context, o *app.Office, w actWorld) error {
		r := requestOf(w.second)
		r.Borrower = w.other.Number
		_, err := o.RequestLoan(ctx, r)
		return err
	}},
	{"KeepDraft", "draft", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		return o.KeepDraft(ctx, app.Draft{Form: "client", Fields: map[string]string{"name": "半句"}})
	}},
	{"Drafts", "draft", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		drafts, err := o.Drafts(ctx)
		if err == nil && (len(drafts) != 1 || drafts[0].Fields["name"] != "半句") {
			return errors.New("the draft is not one's own")
		}
		return err
	}},
	{"DropDraft", "draft", nil, func(ctx context.Context, o *app.Office, _ actWorld) error { return o.DropDraft(ctx, "client") }},
	{"SavePreferences", "preferences", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		return o.SavePreferences(ctx, "computer", map[string]string{"sort": "due"})
	}},
	{"Preferences", "preferences", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Preferences(ctx, "computer")
		return err
	}},
	{"ChangePassword", "account.password", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		return o.ChangePassword(ctx, ownPassword, "另起一行-重新开始-不忘初心")
	}},
	{"Goodbye", "logout", nil, func(ctx context.Context, o *app.Office, _ actWorld) error { return o.Goodbye(ctx, "quit") }},
}

func requestOf(code string) app.LoanRequest {
	return app.LoanRequest{Copies: []string{code}, Purpose: "审核", Place: app.AtOffice, Due: app.DateOf(apptest.Start).AddDays(5)}
}

// Each role alone at its own desk: as the table says, each refusal with its entry.
func TestEveryRoleAtTheDesk(t *testing.T) {
	for _, role := range app.AllRoles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			k := apptest.New(t)
			_, copies := k.Records("深圳市精工电子有限公司", 2)
			w := actWorld{other: k.Person("闲人"), staff: k.Person("同事"), copy: copies[0], second: copies[1]}
			paper, err := k.Founder.RecordPaper(t.Context(), paperFor(k.Person("签了纸的").Number, apptest.FounderPassword))
			ok(t, err)
			w.paper = paper.ID
			var actor *app.Office
			w.actor, actor = enrolled(t, k, role)
			for _, a := range deskActs {
				err := a.call(t.Context(), actor, w)
				if a.may == nil || slices.Contains(a.may, role) {
					if err != nil {
						t.Errorf("%s by %s: %v", a.name, role, err)
					}
					continue
				}
				if err == nil || app.CodeOf(err) != app.NotAllowed {
					t.Errorf("%s by %s: got %v, want a refusal", a.name, role, err)
				}
				logged(t, k, "u"+strings.ToLower(w.actor.Number), a.act, app.Refused)
			}
			chainHolds(t, k)
		})
	}
}

// roleTables are what says who may do what; every method of the office is called by one.
var roleTables = []string{"coreActs", "recordsActs", "loanActs", "deskActs", "keyActs", "backupActs", "contentActs", "extractActs", "campaignActs", "paperActs", "clearActs", "certificateActs", "templateActs", "outsideActs", "outsideOthers", "TestRolesAtTheCounterAndTheBook"}

func TestEveryMethodIsInATableOfRoles(t *testing.T) {
	called := map[string]bool{}
	files, err := filepath.Glob("*_test.go")
	ok(t, err)
	found := 0
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		ok(t, err)
		for _, d := range f.Decls {
			if slices.Contains(roleTables, declared(d)) {
				found++
				callsOf(d, called)
			}
		}
	}
	if found != len(roleTables) {
		t.Fatalf("found %d tables of %d", found, len(roleTables))
	}
	office := reflect.TypeFor[*app.Office]()
	for i := range office.NumMethod() {
		if name := office.Method(i).Name; !called[name] {
			t.Errorf("no table of roles calls %s", name)
		}
	}
}

// declared is the name that a declaration gives.
func declared(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Name.Name
	case *ast.GenDecl:
		for _, s := range d.Specs {
			if v, is := s.(*ast.ValueSpec); is {
				return v.Names[0].Name
			}
		}
	}
	return ""
}

// callsOf collects the methods called on o, which is the actor's office in every table.
func callsOf(d ast.Decl, into map[string]bool) {
	ast.Inspect(d, func(n ast.Node) bool {
		if call, is := n.(*ast.CallExpr); is {
			if sel, is := call.Fun.(*ast.SelectorExpr); is {
				if on, is := sel.X.(*ast.Ident); is && on.Name == "o" {
					into[sel.Sel.Name] = true
				}
			}
		}
		return true
	})
}
