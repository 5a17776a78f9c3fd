package app_test

import (
	"context"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

func TestRefusalKeepsNoNameTypedInTheWrongField(t *testing.T) {
	k := apptest.New(t)
	for typed, want := range map[string]string{
		"ZB-404": "ZB-404", "A-0032-01/1 A-0032-02/1": "A-0032-01/1 A-0032-02/1", "wang.wei": "wang.wei",
		"深圳市精工科技": "?", "ACME Industries": "?", "": "", "ＺＢ－１": "?",
	} {
		_, err := k.Founder.Person(t.Context(), typed)
		refusedKey(t, err, app.NotFound, "error.person.none")
		if e := logged(t, k, apptest.FounderLogin, "person.view", app.Refused); e.Object != want {
			t.Errorf("%q stands in the log as %q, want %q", typed, e.Object, want)
		}
	}
}

func TestRefusalIsLoggedThoughNobodyWaits(t *testing.T) {
	k := apptest.New(t)
	_, o := k.Staff("急性子", app.Auditor)
	ctx, cancel := context.WithCancel(t.Context())
	err := o.SaveSettings(ctx, app.DefaultSettings())
	refusedKey(t, err, app.NotAllowed, "error.role")
	cancel()
	if err := o.SaveSettings(ctx, app.DefaultSettings()); err == nil {
		t.Error("a cancelled act was done")
	}
	me, err := o.Me(t.Context())
	ok(t, err)
	if me.Login == "" {
		t.Error("the office no longer works after a cancelled act")
	}
	chainHolds(t, k)
}
