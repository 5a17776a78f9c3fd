package app_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// coreAct is one method as a role may call it. May are the roles that are not refused
// for being who they are; nil means every account.
type coreAct struct {
	name string
	act  string // as it stands in the log
	may  []app.Role
	call func(context.Context, *app.Office, actWorld) error
}

// actWorld is what the calls are made on; every actor gets a new one.
type actWorld struct {
	actor  app.Person
	other  app.Person // bound, without account
	staff  app.Person // with an account
	paper  int64      // other's commitment
	file   []byte     // other's sealed paper
	copy   string     // in its place, and so is second
	second string
	halves [2]app.RecoveryHalf
}

var (
	admins  = []app.Role{app.Administrator}
	keepers = []app.Role{app.Custodian}
	readers = []app.Role{app.Inspector, app.Custodian, app.Administrator}
)

var coreActs = []coreAct{
	{"Me", "me", nil, func(ctx context.Context, o *app.Office, _ actWorld) error { _, err := o.Me(ctx); return err }},
	{"Organisation", "organisation.view", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Organisation(ctx)
		return err
	}},
	{"SaveOrganisation", "organisation.save", admins, func(ctx context.Context, o *app.Office, _ actWorld) error {
		return o.SaveOrganisation(ctx, apptest.Founding("").Organisation)
	}},
	{"AddDepartment", "department.add", admins, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.AddDepartment(ctx, "财务部")
		return err
	}},
	{"RenameDepartment", "department.rename", admins, func(ctx context.Context, o *app.Office, _ actWorld) error {
		return o.RenameDepartment(ctx, 1, "认证部")
	}},
	{"Settings", "settings.view", nil, func(ctx context.Context, o *app.Office, _ actWorld) error { _, err := o.Settings(ctx); return err }},
	{"SaveSettings", "settings.save", admins, func(ctx context.Context, o *app.Office, _ actWorld) error {
		return o.SaveSettings(ctx, app.DefaultSettings())
	}},
	{"People", "person.list", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.People(ctx, app.PersonFilter{})
		return err
	}},
	{"Person", "person.view", nil, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Person(ctx, w.other.Number)
		return err
	}},
	{"SavePerson", "person.add", []app.Role{app.Administrator, app.Custodian}, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.SavePerson(ctx, app.Person{Number: "ZB-900", Name: "新人", Kind: app.Temporary})
		return err
	}},
	{"Invite", "account.invite", admins, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Invite(ctx, w.other.Number, "xinren", app.Roles{app.Auditor})
		return err
	}},
	{"Reinvite", "account.reinvite", admins, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Reinvite(ctx, apptest.Login(w.staff.Number))
		return err
	}},
	{"SetRoles", "account.roles", admins, func(ctx context.Context, o *app.Office, w actWorld) error {
		return o.SetRoles(ctx, apptest.Login(w.staff.Number), app.Roles{app.Reviewer})
	}},
	{"Disable", "account.disable", admins, func(ctx context.Context, o *app.Office, w actWorld) error {
		return o.Disable(ctx, apptest.Login(w.staff.Number))
	}},
	{"Delegate", "account.delegate", []app.Role{app.Approver, app.Custodian}, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Delegate(ctx, w.staff.Number, "2026-11-27", "2026-12-01")
		return err
	}},
	{"Commitments of another", "commitment.list", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Commitments(ctx, app.CommitmentFilter{Person: w.other.Number})
		return err
	}},
	{"Commitments of oneself", "commitment.list", nil, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Commitments(ctx, app.CommitmentFilter{})
		return err
	}},
	{"PrepareSigning of another", "commitment.prepare", keepers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.PrepareSigning(ctx, w.other.Number, app.NDA)
		return err
	}},
	{"PrepareSigning of oneself", "commitment.prepare", nil, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.PrepareSigning(ctx, w.actor.Number, app.NDA)
		return err
	}},
	{"PrintCommitment of another", "commitment.print", readers, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.PrintCommitment(ctx, w.paper)
		return err
	}},
	{"PrintCommitments", "commitment.print", keepers, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.PrintCommitments(ctx, nil, nil)
		return err
	}},
	{"Audit", "audit.view", readers, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.Audit(ctx, app.AuditFilter{})
		return err
	}},
	{"VerifyAudit", "audit.verify", readers, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.VerifyAudit(ctx)
		return err
	}},
	{"ExportAudit", "audit.export", []app.Role{app.Inspector}, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.ExportAudit(ctx, app.AuditFilter{})
		return err
	}},
}

// Each role alone calls each act: allowed where the table says so, and refused with an
// entry in the log everywhere else.
func TestEveryRoleAtEveryAct(t *testing.T) {
	for _, role := range app.AllRoles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			k := apptest.New(t)
			for _, a := range coreActs {
				w := actWorld{other: k.Person("闲人")}
				var actor *app.Office
				w.actor, actor = k.Staff("办事人", role)
				w.staff, _ = k.Staff("同事", app.Auditor)
				w.paper = k.Signed(w.other.Number, app.Conduct, k.Today(), k.Today().AddDays(9)).ID
				err := a.call(t.Context(), actor, w)
				login := apptest.Login(w.actor.Number)
				if a.may == nil || slices.Contains(a.may, role) {
					if err != nil {
						t.Errorf("%s by %s: %v", a.name, role, err)
					}
					continue
				}
				if app.CodeOf(err) != app.NotAllowed || err == nil {
					t.Errorf("%s by %s: got %v, want a refusal", a.name, role, err)
				}
				logged(t, k, login, a.act, app.Refused)
			}
			chainHolds(t, k)
		})
	}
}

// An act of a person whose account was taken away between two acts is refused at the next.
func TestLastAdministratorStays(t *testing.T) {
	k := apptest.New(t)
	err := k.Founder.SetRoles(t.Context(), apptest.FounderLogin, app.Roles{app.Custodian})
	refusedKey(t, err, app.Conflict, "error.admin.last")
	refusedKey(t, k.Founder.Disable(t.Context(), apptest.FounderLogin), app.NotAllowed, "error.account.self")

	founder := personOf(t, k, apptest.FounderNumber)
	_, keeper := k.Staff("周管", app.Custodian)
	founder.LeftOn = k.Today()
	_, err = k.Founder.SavePerson(t.Context(), founder)
	refusedKey(t, err, app.Conflict, "error.self.leave")
	_, err = keeper.SavePerson(t.Context(), founder)
	refusedKey(t, err, app.Conflict, "error.admin.last")

	k.Staff("吴代", app.Administrator)
	ok(t, k.Founder.SetRoles(t.Context(), apptest.FounderLogin, app.Roles{app.Custodian}))
	refusedKey(t, k.Founder.SaveSettings(t.Context(), app.DefaultSettings()), app.NotAllowed, "error.role")
}

func personOf(t *testing.T, k *apptest.Kit, number string) app.Person {
	t.Helper()
	var p app.Person
	ok(t, k.Store().View(t.Context(), func(r app.Reader) (err error) {
		p, err = r.PersonByNumber(number)
		return err
	}))
	return p
}

func TestInviteRefusals(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("郑重")
	staff, _ := k.Staff("王五", app.Auditor)
	cases := []struct {
		number, login string
		roles         app.Roles
		code          app.Code
		field         string
	}{
		{p.Number, "x", app.Roles{app.Auditor}, app.Invalid, "login"},
		{p.Number, "有字", app.Roles{app.Auditor}, app.Invalid, "login"},
		{p.Number, "zheng", nil, app.Invalid, "roles"},
		{p.Number, "zheng", app.Roles{"king"}, app.Invalid, "roles"},
		{p.Number, apptest.Login(staff.Number), app.Roles{app.Auditor}, app.Conflict, "login"},
		{staff.Number, "wangwu", app.Roles{app.Auditor}, app.Conflict, "person"},
		{"ZB-404", "zheng", app.Roles{app.Auditor}, app.NotFound, ""},
	}
	for _, c := range cases {
		_, err := k.Founder.Invite(t.Context(), c.number, c.login, c.roles)
		refusedAt(t, err, c.code, c.field)
		logged(t, k, apptest.FounderLogin, "account.invite", app.Refused)
	}
}

func TestDelegation(t *testing.T) {
	k := apptest.New(t)
	_, boss := k.Staff("部长", app.Approver)
	deputy, o := k.Staff("副手", app.Auditor)
	alone := k.Person("无账户")
	for _, c := range []struct {
		to          string
		from, until app.Date
		field       string
	}{
		{alone.Number, "2026-11-27", "2026-12-01", "to"},
		{"ZB-404", "2026-11-27", "2026-12-01", "to"},
		{deputy.Number, "2026-11-26", "2026-12-01", "from"},
		{deputy.Number, "2026-11-31", "2026-12-01", "from"},
		{deputy.Number, "2026-11-28", "2026-11-27", "until"},
		{deputy.Number, "2026-11-28", "2028-11-27", "until"},
	} {
		_, err := boss.Delegate(t.Context(), c.to, c.from, c.until)
		refusedAt(t, err, app.Invalid, c.field)
	}
	_, err := boss.Delegate(t.Context(), deputy.Number, "2026-11-28", "2026-11-30")
	ok(t, err)
	for _, c := range []struct {
		day  int
		acts bool
	}{{0, false}, {1, true}, {3, true}, {4, false}} {
		k.Clock.Set(apptest.Start.AddDate(0, 0, c.day))
		me, err := o.Me(t.Context())
		ok(t, err)
		if (len(me.ActsFor) == 1) != c.acts || me.May.Approve != c.acts {
			t.Errorf("day %d: acts for %v, may approve %v", c.day, me.ActsFor, me.May.Approve)
		}
	}
}

func TestErrorsUnwrapToTheirFields(t *testing.T) {
	k := apptest.New(t)
	_, err := k.Founder.SavePerson(t.Context(), app.Person{Number: "工 号", Name: "", Kind: "king"})
	var many app.Invalids
	if !errors.As(err, &many) || len(many) != 3 {
		t.Fatalf("got %v, want three fields", err)
	}
	for i, field := range []string{"number", "name", "kind"} {
		if many[i].Field != field {
			t.Errorf("field %d is %s, want %s", i, many[i].Field, field)
		}
	}
}
