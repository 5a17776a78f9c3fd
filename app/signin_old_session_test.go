package app_test

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// A session from before a new one-time code does nothing any more, and what it is refused does not
// bring the account back.
func TestASessionFromBeforeANewCodeIsRefused(t *testing.T) {
	k := apptest.New(t)
	p, office := k.Staff("李㛃", app.Auditor)
	login := apptest.Login(p.Number)
	_, err := k.Founder.Reinvite(t.Context(), login)
	ok(t, err)
	for range 2 {
		_, err = office.Clients(t.Context(), app.ClientFilter{})
		refusedKey(t, err, app.NotAllowed, "error.account.disabled")
	}
	ok(t, k.Store().View(t.Context(), func(r app.Reader) error {
		a, err := r.AccountByLogin(login)
		if err == nil && a.State != app.Invited {
			t.Errorf("the account is %s", a.State)
		}
		return err
	}))
}
