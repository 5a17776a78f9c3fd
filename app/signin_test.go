package app_test

import (
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

const newPassword = "江南春雨-杏花时节-远山如黛"

func TestInvitedPersonEnrolsAndSignsIn(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("王𬱖")
	inv, err := k.Founder.Invite(t.Context(), p.Number, "Wang.Wei", app.Roles{app.Auditor})
	ok(t, err)
	if inv.Login != "wang.wei" || inv.Code == "" || inv.Expires.Sub(k.Clock.Now()) != 72*time.Hour {
		t.Errorf("invitation = %+v", inv)
	}
	ok(t, k.Locked.Lock())
	_, err = k.Locked.Enrol(t.Context(), inv.Login, "AAAAA", newPassword)
	refusedAt(t, err, app.Invalid, "code")
	_, err = k.Locked.Enrol(t.Context(), inv.Login, inv.Code, "短")
	refusedAt(t, err, app.Invalid, "password")
	o, err := k.Locked.Enrol(t.Context(), inv.Login, inv.Code, newPassword)
	ok(t, err)
	me, err := o.Me(t.Context())
	ok(t, err)
	if me.Person.Number != p.Number || !me.Roles.Has(app.Auditor) || me.May.Counter || !me.May.Clients {
		t.Errorf("me = %+v", me)
	}
	ok(t, o.Goodbye(t.Context(), "quit"))
	ok(t, k.Locked.Lock())
	_, err = o.Me(t.Context())
	refusedKey(t, err, app.NotAllowed, "error.locked")
	_, err = k.Locked.Unlock(t.Context(), "WANG.wei ", newPassword)
	ok(t, err)
	logged(t, k, "wang.wei", "login", app.Done)
	chainHolds(t, k)
}

func TestCodeRunsOut(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("李㛃")
	inv, err := k.Founder.Invite(t.Context(), p.Number, "lijie", app.Roles{app.Sales})
	ok(t, err)
	ok(t, k.Locked.Lock())
	k.Clock.Advance(73 * time.Hour)
	_, err = k.Locked.Enrol(t.Context(), "lijie", inv.Code, newPassword)
	refusedKey(t, err, app.Conflict, "error.code.expired")
}

func TestWrongPasswordsAreThrottledAndLogged(t *testing.T) {
	k := apptest.New(t)
	ok(t, k.Locked.Lock())
	for range 5 {
		_, err := k.Locked.Unlock(t.Context(), apptest.FounderLogin, "不对的密码不对的密码")
		refusedKey(t, err, app.NotAllowed, "error.password")
	}
	_, err := k.Locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	refusedKey(t, err, app.Throttled, "error.throttled")
	_, err = k.Locked.Unlock(t.Context(), "nobody", "不对的密码不对的密码")
	refusedKey(t, err, app.NotAllowed, "error.password")
	k.Clock.Advance(time.Hour)
	o, err := k.Locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	ok(t, err)
	es, err := o.Audit(t.Context(), app.AuditFilter{Act: "login.failed"})
	ok(t, err)
	var wrong, throttled int
	for _, e := range es {
		if e.Outcome != app.Refused || e.Object != apptest.FounderLogin && e.Object != "?" {
			t.Errorf("entry %+v", e)
		}
		if f := facts(t, e); f["throttled"] == true {
			throttled += int(f["count"].(float64))
		} else {
			wrong += int(f["count"].(float64))
		}
	}
	if wrong != 6 || throttled != 1 {
		t.Errorf("logged %d wrong and %d throttled, want 6 and 1", wrong, throttled)
	}
	k.Reopen()
	again, err := k.Founder.Audit(t.Context(), app.AuditFilter{Act: "login.failed"})
	ok(t, err)
	if len(again) != len(es) {
		t.Errorf("the failures were logged twice: %d, then %d", len(es), len(again))
	}
	chainHolds(t, k)
}

func TestRecoveryHalvesMakeANewWayIn(t *testing.T) {
	k := apptest.New(t)
	ok(t, k.Locked.Lock())
	a, b := joined(k.Halves[0]), joined(k.Halves[1])
	_, err := k.Locked.Recover(t.Context(), b, a, apptest.FounderLogin)
	refusedAt(t, err, app.Invalid, "half_a")
	code, err := k.Locked.Recover(t.Context(), a, b, apptest.FounderLogin)
	ok(t, err)
	o, err := k.Locked.Enrol(t.Context(), apptest.FounderLogin, code, newPassword)
	ok(t, err)
	es, err := o.Audit(t.Context(), app.AuditFilter{Act: "account.enrol", Limit: 1})
	ok(t, err)
	if len(es) != 1 || facts(t, es[0])["recovered"] != true {
		t.Errorf("the recovery is not in the log: %+v", es)
	}
	ok(t, k.Locked.Lock())
	_, err = k.Locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	refusedKey(t, err, app.NotAllowed, "error.password")
	_, err = k.Locked.Unlock(t.Context(), apptest.FounderLogin, newPassword)
	ok(t, err)
	chainHolds(t, k)
}

func joined(h app.RecoveryHalf) string {
	s := ""
	for _, g := range h.Groups {
		s += " " + g
	}
	return s
}

func TestClockSetBackStopsChangesAndLogins(t *testing.T) {
	k := apptest.New(t)
	k.Clock.Advance(-4 * time.Minute)
	_, err := k.Founder.AddDepartment(t.Context(), "财务部")
	ok(t, err)
	k.Clock.Advance(-10 * time.Minute)
	_, err = k.Founder.AddDepartment(t.Context(), "市场部")
	refusedKey(t, err, app.Conflict, "error.clock.back")
	ok(t, k.Locked.Lock())
	_, err = k.Locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	refusedKey(t, err, app.Conflict, "error.clock.back")
	k.Clock.Set(apptest.Start)
	_, err = k.Locked.Unlock(t.Context(), apptest.FounderLogin, apptest.FounderPassword)
	ok(t, err)
	chainHolds(t, k)
}

func TestWhoHasLeftOrIsDisabledStopsAtOnce(t *testing.T) {
	k := apptest.New(t)
	gone, o := k.Staff("赵敏", app.Auditor)
	gone.LeftOn = k.Today()
	_, err := k.Founder.SavePerson(t.Context(), gone)
	ok(t, err)
	_, err = o.Me(t.Context())
	refusedKey(t, err, app.NotAllowed, "error.account.left")
	logged(t, k, apptest.Login(gone.Number), "me", app.Refused)

	off, o := k.Staff("钱多", app.Auditor)
	ok(t, k.Founder.Disable(t.Context(), apptest.Login(off.Number)))
	_, err = o.Me(t.Context())
	refusedKey(t, err, app.NotAllowed, "error.account.disabled")
	logged(t, k, apptest.Login(off.Number), "me", app.Refused)
	chainHolds(t, k)
}

func TestDisabledSlotNoLongerOpens(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("孙行")
	inv, err := k.Founder.Invite(t.Context(), p.Number, "sunxing", app.Roles{app.Auditor})
	ok(t, err)
	ok(t, k.Locked.Lock())
	_, err = k.Locked.Enrol(t.Context(), "sunxing", inv.Code, newPassword)
	ok(t, err)
	k.Reopen()
	ok(t, k.Founder.Disable(t.Context(), "sunxing"))
	ok(t, k.Founder.Disable(t.Context(), "sunxing"))
	ok(t, k.Locked.Lock())
	_, err = k.Locked.Unlock(t.Context(), "sunxing", newPassword)
	refusedKey(t, err, app.NotAllowed, "error.password")
	k.Reopen()
	inv, err = k.Founder.Reinvite(t.Context(), "sunxing")
	ok(t, err)
	ok(t, k.Locked.Lock())
	_, err = k.Locked.Enrol(t.Context(), "sunxing", inv.Code, newPassword)
	ok(t, err)
	chainHolds(t, k)
}

func TestChangePassword(t *testing.T) {
	k := apptest.New(t)
	refusedAt(t, k.Founder.ChangePassword(t.Context(), "不对的密码不对的密码", newPassword), app.NotAllowed, "password")
	logged(t, k, apptest.FounderLogin, "account.password", app.Refused)
	refusedAt(t, k.Founder.ChangePassword(t.Context(), apptest.FounderPassword, "短"), app.Invalid, "new_password")
	ok(t, k.Founder.ChangePassword(t.Context(), apptest.FounderPassword, newPassword))
	logged(t, k, apptest.FounderLogin, "account.password", app.Done)
	ok(t, k.Locked.Lock())
	_, err := k.Locked.Unlock(t.Context(), apptest.FounderLogin, newPassword)
	ok(t, err)
}
