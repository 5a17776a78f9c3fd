package app_test

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// Nobody takes themselves out of what keeps them out: somebody else says that they act for no external body, or are of
// another kind (rule 3).
func TestNobodyLoosensTheirOwnGate(t *testing.T) {
	t.Parallel()
	k := apptest.New(t)
	p := k.Person("分包管理员", apptest.Of(k.Body("甲检测有限公司")), apptest.Account(app.Custodian))
	o := k.Office(apptest.Login(p.Number))
	_, err := o.Clients(t.Context(), app.ClientFilter{})
	refusedKey(t, err, app.NotAllowed, "error.uncontracted")
	free := p
	free.Kind, free.BodyID = app.FullTime, 0
	_, err = o.SavePerson(t.Context(), free)
	refusedKey(t, err, app.NotAllowed, "error.person.self")
	p.Phone = "0755-1234"
	p, err = o.SavePerson(t.Context(), p)
	ok(t, err)
	free.Phone = p.Phone
	_, err = k.Founder.SavePerson(t.Context(), free)
	ok(t, err)
	_, err = o.Clients(t.Context(), app.ClientFilter{})
	ok(t, err)
}
