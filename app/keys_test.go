package app_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
	"custody/store/vault"
)

// keyActs are the acts around passwords, leaving and the vault's key.
var keyActs = []coreAct{
	{"Confirm", "account.confirm", nil, func(ctx context.Context, o *app.Office, _ actWorld) error { return o.Confirm(ctx, ownPassword) }},
	{"DrillRecovery", "vault.drill", admins, func(ctx context.Context, o *app.Office, w actWorld) error {
		return o.DrillRecovery(ctx, joined(w.halves[0]), joined(w.halves[1]))
	}},
	{"PlanLeaving", "person.leaving", admins, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.PlanLeaving(ctx, w.other.Number)
		return err
	}},
	{"Leave", "person.leave", admins, func(ctx context.Context, o *app.Office, w actWorld) error {
		_, err := o.Leave(ctx, w.other.Number, app.DateOf(apptest.Start), "另谋高就")
		return err
	}},
	{"RenewVaultKey", "vault.rekey", admins, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.RenewVaultKey(ctx, nil)
		return err
	}},
	{"VaultKey", "vault.key", admins, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.VaultKey(ctx)
		return err
	}},
	{"NewRecoveryHalves", "vault.halves", admins, func(ctx context.Context, o *app.Office, _ actWorld) error {
		_, err := o.NewRecoveryHalves(ctx)
		return err
	}},
}

func TestEveryRoleAtTheKeys(t *testing.T) {
	for _, role := range app.AllRoles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			k := apptest.New(t)
			w := actWorld{other: k.Person("闲人"), halves: k.Halves}
			var actor *app.Office
			w.actor, actor = enrolled(t, k, role)
			for _, a := range keyActs {
				err := a.call(t.Context(), actor, w)
				if a.may == nil || slices.Contains(a.may, role) {
					if err != nil {
						t.Errorf("%s by %s: %v", a.name, role, err)
					}
					continue
				}
				refusedKey(t, err, app.NotAllowed, "error.role")
				logged(t, k, "u"+strings.ToLower(w.actor.Number), a.act, app.Refused)
			}
			chainHolds(t, k)
		})
	}
}

// graveActs need a password typed a moment ago; each is allowed to the founder here.
func graveActs(t *testing.T, k *apptest.Kit) map[string]func(*app.Office) error {
	ctx := t.Context()
	client := k.Client("深圳市精工电子有限公司")
	staff, _ := k.Staff("同事", app.Auditor)
	n := 0
	fresh := func() app.Person { n++; return k.Person(fmt.Sprintf("新人%d", n)) }
	return map[string]func(*app.Office) error{
		"account.invite": func(o *app.Office) error {
			p := fresh()
			_, err := o.Invite(ctx, p.Number, "u"+strings.ToLower(p.Number), app.Roles{app.Auditor})
			return err
		},
		"account.reinvite": func(o *app.Office) error { _, err := o.Reinvite(ctx, apptest.Login(staff.Number)); return err },
		"account.roles": func(o *app.Office) error {
			return o.SetRoles(ctx, apptest.Login(staff.Number), app.Roles{app.Reviewer})
		},
		"account.delegate": func(o *app.Office) error {
			deputy, _ := k.Staff("副手", app.Custodian)
			_, err := o.Delegate(ctx, deputy.Number, k.Today(), k.Today())
			return err
		},
		"client.assign": func(o *app.Office) error {
			_, err := o.Assign(ctx, client.Code, fresh().Number, "audit", k.Today(), k.Today())
			return err
		},
		"audit.export":     func(o *app.Office) error { _, err := o.ExportAudit(ctx, app.AuditFilter{}); return err },
		"certificate.make": func(o *app.Office) error { _, err := o.MakeCertificate(ctx); return err },
		"list.export":      func(o *app.Office) error { return o.ExportNote(ctx, "people", 1) },
		"vault.drill": func(o *app.Office) error {
			return o.DrillRecovery(ctx, joined(k.Halves[0]), joined(k.Halves[1]))
		},
		"vault.halves": func(o *app.Office) (err error) { k.Halves, err = o.NewRecoveryHalves(ctx); return err },
		"vault.rekey":  func(o *app.Office) error { _, err := o.RenewVaultKey(ctx, nil); return err },
		"person.leave": func(o *app.Office) error { _, err := o.Leave(ctx, fresh().Number, k.Today(), "辞职"); return err },
		"backup.plan": func(o *app.Office) error {
			plan := app.DefaultBackupPlan()
			plan.Folder = t.TempDir()
			return o.SaveBackupPlan(ctx, plan)
		},
	}
}

// A password is fresh for two minutes after the login or Confirm, then grave acts ask for it
// again; a wrong one does not help.
func TestGraveActsNeedAFreshPassword(t *testing.T) {
	k := apptest.New(t)
	k.ConfirmFor = app.DefaultConfirmFor
	ok(t, k.Founder.SetRoles(t.Context(), apptest.FounderLogin, app.Roles{app.Administrator, app.Custodian, app.Inspector}))
	for act, do := range graveActs(t, k) {
		o := k.Office(apptest.FounderLogin)
		k.Clock.Advance(app.DefaultConfirmFor)
		if err := do(o); err != nil {
			t.Errorf("%s two minutes after the login: %v", act, err)
		}
		k.Clock.Advance(time.Second)
		refusedKey(t, do(o), app.Unconfirmed, "error.confirm")
		logged(t, k, apptest.FounderLogin, act, app.Refused)
		refusedAt(t, o.Confirm(t.Context(), "不对的密码不对的密码"), app.NotAllowed, "password")
		logged(t, k, apptest.FounderLogin, "account.confirm", app.Refused)
		refusedKey(t, do(o), app.Unconfirmed, "error.confirm")
		ok(t, o.Confirm(t.Context(), apptest.FounderPassword))
		logged(t, k, apptest.FounderLogin, "account.confirm", app.Done)
		if err := do(o); err != nil {
			t.Errorf("%s after Confirm: %v", act, err)
		}
	}
	_, staff := k.Staff("外人", app.Auditor)
	k.Clock.Advance(time.Hour)
	_, err := staff.RenewVaultKey(t.Context(), nil)
	refusedKey(t, err, app.NotAllowed, "error.role") // the role first: no password would help
	chainHolds(t, k)
}

// tasks are the actor's tasks of a kind.
func tasks(t *testing.T, o *app.Office, kind app.TaskKind) []app.Task {
	t.Helper()
	today, err := o.Today(t.Context())
	ok(t, err)
	return slices.DeleteFunc(today.Tasks, func(task app.Task) bool { return task.Kind != kind })
}

func entries(t *testing.T, k *apptest.Kit, act string) []app.Entry {
	t.Helper()
	es, err := k.Founder.Audit(t.Context(), app.AuditFilter{Act: act})
	ok(t, err)
	return es
}

func TestNewVaultKeyIsAskedForAndLogged(t *testing.T) {
	k := apptest.New(t)
	p, _ := k.Staff("旧人", app.Auditor)
	if len(tasks(t, k.Founder, app.TaskRekey)) != 0 {
		t.Error("a new vault asks for a new key")
	}
	ok(t, k.Founder.Disable(t.Context(), apptest.Login(p.Number)))
	at := k.Clock.Now()
	k.Clock.Advance(time.Hour)
	_, err := k.Founder.NewRecoveryHalves(t.Context())
	ok(t, err)
	asked := tasks(t, k.Founder, app.TaskRekey)
	if len(asked) != 1 || !asked[0].At.Equal(at) {
		t.Errorf("asks %+v, want once, since the account was closed", asked)
	}
	_, keeper := k.Staff("管档", app.Custodian)
	if len(tasks(t, keeper, app.TaskRekey)) != 0 {
		t.Error("asks somebody who can't")
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err = k.Founder.RenewVaultKey(ctx, func(done, total int64) {
		if done == total {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if e := entries(t, k, "vault.rekey"); facts(t, e[0])["step"] != "cancelled" || e[0].Outcome != app.Refused {
		t.Errorf("the log says %+v", e[0])
	}
	if len(tasks(t, k.Founder, app.TaskRekey)) != 1 {
		t.Error("a cancelled one counts")
	}
	var last int64
	lost, err := k.Founder.RenewVaultKey(t.Context(), func(done, total int64) { last = total - done })
	ok(t, err)
	if len(lost) != 0 || last != 0 || len(tasks(t, k.Founder, app.TaskRekey)) != 0 {
		t.Errorf("lost %v, %d pages short, tasks %v", lost, last, tasks(t, k.Founder, app.TaskRekey))
	}
	for i, step := range []string{"done", "begun", "cancelled", "begun"} {
		if e := entries(t, k, "vault.rekey")[i]; facts(t, e)["step"] != step || e.Object != "1" {
			t.Errorf("entry %d is %s %s, want %s 1", i, e.Detail, e.Object, step)
		}
	}
	k.Reopen()
	if n := len(entries(t, k, "vault.rekey")); n != 4 {
		t.Errorf("%d entries after the next sign-in", n)
	}
	chainHolds(t, k)
}

// A new key that came into force without its entry, because the program ended in between, is
// logged at the next sign-in, once.
func TestNewVaultKeyFinishedByTheNextOpening(t *testing.T) {
	k := apptest.New(t)
	p, _ := k.Staff("旧人", app.Auditor)
	ok(t, k.Founder.Disable(t.Context(), apptest.Login(p.Number)))
	k.Beneath(func(v *vault.Vault) {
		_, err := v.Rekey(t.Context(), nil)
		ok(t, err)
	})
	for range 2 {
		es := entries(t, k, "vault.rekey")
		if len(es) != 1 || facts(t, es[0])["step"] != "finished" || es[0].Object != "1" {
			t.Errorf("the log says %+v", es)
		}
		if len(tasks(t, k.Founder, app.TaskRekey)) != 0 {
			t.Error("it is still asked for")
		}
		k.Reopen()
	}
	chainHolds(t, k)
}

func TestRecoveryDrillAndNewHalves(t *testing.T) {
	k := apptest.New(t)
	a, b := joined(k.Halves[0]), joined(k.Halves[1])
	for range 2 { // nothing is used up
		ok(t, k.Founder.DrillRecovery(t.Context(), a, b))
		logged(t, k, apptest.FounderLogin, "vault.drill", app.Done)
	}
	refusedAt(t, k.Founder.DrillRecovery(t.Context(), b, a), app.Invalid, "half_a")
	logged(t, k, apptest.FounderLogin, "vault.drill", app.Refused)
	halves, err := k.Founder.NewRecoveryHalves(t.Context())
	ok(t, err)
	logged(t, k, apptest.FounderLogin, "vault.halves", app.Done)
	refusedKey(t, k.Founder.DrillRecovery(t.Context(), a, b), app.NotAllowed, "error.halves")
	ok(t, k.Founder.DrillRecovery(t.Context(), joined(halves[0]), joined(halves[1])))
	ok(t, k.Store().View(t.Context(), func(r app.Reader) error {
		rec, err := r.KeyRecord()
		if !rec.DrilledAt.Equal(k.Clock.Now()) || !rec.HalvesAt.Equal(k.Clock.Now()) {
			t.Errorf("the register has %+v", rec)
		}
		return err
	}))
	_, err = k.Founder.RenewVaultKey(t.Context(), nil)
	ok(t, err)
	ok(t, k.Locked.Lock())
	code, err := k.Locked.Recover(t.Context(), joined(halves[0]), joined(halves[1]), apptest.FounderLogin)
	ok(t, err)
	_, err = k.Locked.Enrol(t.Context(), apptest.FounderLogin, code, newPassword)
	ok(t, err)
	chainHolds(t, k)
}

// Locking ends a new key under way, also when an act is waiting for its end.
func TestLockEndsANewVaultKey(t *testing.T) {
	k := apptest.New(t)
	ended := make(chan error, 2)
	once := func(do func()) func(int64, int64) {
		var o sync.Once
		return func(int64, int64) { o.Do(do) }
	}
	_, err := k.Founder.RenewVaultKey(t.Context(), once(func() {
		store := k.Store()
		go func() { ended <- k.Locked.Lock() }()
		// The lock asks for the key's end before it shuts the register.
		for store.View(t.Context(), func(app.Reader) error { return nil }) == nil {
			time.Sleep(time.Millisecond)
		}
	}))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the new key: %v", err)
	}
	ok(t, <-ended)
	for _, end := range []func() error{func() error { return k.Locked.Lock() }, func() error { return k.Founder.Goodbye(t.Context(), "idle") }} {
		k.Reopen()
		_, err = k.Founder.RenewVaultKey(t.Context(), once(func() {
			go func() {
				_, _ = k.Founder.AddDepartment(t.Context(), "财务部") // done, or refused because of the lock
				ended <- nil
			}()
			go func() { ended <- end() }()
			time.Sleep(20 * time.Millisecond)
		}))
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("the new key: %v", err)
		}
		ok(t, errors.Join(<-ended, <-ended))
	}
	k.Reopen()
	chainHolds(t, k)
}

// A forgotten password: the account gets a new signing key. What the old one signed still
// verifies; the new one counts from its enrolment on, and not before.
func TestForgottenPasswordReplacesTheSigningKey(t *testing.T) {
	k := apptest.New(t)
	_, err := k.Founder.AddDepartment(t.Context(), "财务部")
	ok(t, err)
	before := lastEntry(t, k)
	ok(t, k.Locked.Lock())
	code, err := k.Locked.Recover(t.Context(), joined(k.Halves[0]), joined(k.Halves[1]), apptest.FounderLogin)
	ok(t, err)
	k.Founder, err = k.Locked.Enrol(t.Context(), apptest.FounderLogin, code, newPassword)
	ok(t, err)
	enrol := entries(t, k, "account.enrol")[0]
	if enrol.Seq <= before.Seq || facts(t, enrol)["recovered"] != true {
		t.Errorf("the rollover is not in the log: %+v", enrol)
	}
	_, err = k.Founder.AddDepartment(t.Context(), "市场部")
	ok(t, err)
	chainHolds(t, k)
	var keys [][]byte
	ok(t, k.Store().View(t.Context(), func(r app.Reader) error {
		all, err := r.AccountKeys()
		for _, key := range all[apptest.FounderLogin] {
			keys = append(keys, key)
		}
		return err
	}))
	if len(keys) != 2 || slices.Equal(keys[0], keys[1]) {
		t.Fatalf("the account has %d keys", len(keys))
	}
	// Signed anew by the new key, an entry of before does not verify.
	e := before
	e.Sig = ed25519.Sign(k.Identity().Sign, e.Hash)
	ok(t, k.Store().View(t.Context(), func(r app.Reader) error {
		report, err := app.CheckChain(resigned{r, e})
		if len(report.Broken) != 1 || report.Broken[0].Reason != "error.chain.signature" {
			t.Errorf("a new key's signature under an old entry: %v", report.Broken)
		}
		return err
	}))
}

// resigned is a register with another form of one entry.
type resigned struct {
	app.Reader
	entry app.Entry
}

// EachEntry puts the entry into its place.
func (r resigned) EachEntry(fn func(app.Entry) error) error {
	return r.Reader.EachEntry(func(e app.Entry) error {
		if e.Seq == r.entry.Seq {
			e = r.entry
		}
		return fn(e)
	})
}

// The program ended between the register and the key file: the slot of an account that is
// closed goes at the next sign-in.
func TestSlotOfAClosedAccountGoesAtTheNextSignIn(t *testing.T) {
	k := apptest.New(t)
	p, _ := enrolled(t, k, app.Auditor)
	login := "u" + strings.ToLower(p.Number)
	ok(t, k.Store().Update(t.Context(), func(tx app.Tx) error {
		a, err := tx.AccountByLogin(login)
		if err != nil {
			return err
		}
		a.State = app.Disabled
		_, err = tx.SaveAccount(a)
		return err
	}))
	ok(t, k.Locked.Lock())
	_, err := k.Locked.Unlock(t.Context(), login, ownPassword)
	refusedKey(t, err, app.NotAllowed, "error.account.disabled")
	k.Reopen()
	ok(t, k.Locked.Lock())
	_, err = k.Locked.Unlock(t.Context(), login, ownPassword)
	refusedKey(t, err, app.NotAllowed, "error.password")
}
