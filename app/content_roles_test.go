package app_test

import (
	"context"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// erasureDesk is a contentDesk with people who can take part in a destruction.
type erasureDesk struct {
	*contentDesk
	approver, first, second app.Person
}

func newErasureDesk(t *testing.T) *erasureDesk {
	d := &erasureDesk{contentDesk: newContentDesk(t)}
	d.approver, _ = enrolled(t, d.Kit, app.Approver)
	d.first, _ = enrolled(t, d.Kit, app.Auditor)
	d.second, _ = enrolled(t, d.Kit, app.Inspector)
	d.Founder = d.Office(apptest.FounderLogin)
	return d
}

// expired is a new electronic document whose retention has ended.
func (d *erasureDesk) expired(t testing.TB) app.Document {
	t.Helper()
	doc := d.add(t, "过期文件.txt", contentText)
	doc.Received, doc.RetainUntil = d.Today().AddDays(-30), d.Today().AddDays(-1)
	doc, err := d.Founder.SaveDocument(t.Context(), doc, 0)
	ok(t, err)
	return doc
}

// order is a destruction as it should be.
func (d *erasureDesk) order(doc app.Document) app.ErasureOrder {
	as := func(p app.Person) app.Attest {
		return app.Attest{Login: "u" + strings.ToLower(p.Number), Password: ownPassword}
	}
	return app.ErasureOrder{
		Document: doc.Code, Reason: "保管期满", Approver: as(d.approver), Witnesses: [2]app.Attest{as(d.first), as(d.second)},
	}
}

// contentActs are the use cases on electronic documents and who may do them.
var contentActs = []struct {
	act string
	may string // "everybody", or names of rolesDesk
	do  func(ctx context.Context, t *testing.T, d *erasureDesk, o *app.Office) error
}{
	{"content.add", "custodian", func(ctx context.Context, _ *testing.T, d *erasureDesk, o *app.Office) error {
		_, err := o.AddContent(ctx, d.announce("报告.txt", len(contentText)), strings.NewReader(contentText), nil)
		return err
	}},
	{"content.open", "custodian, assigned, borrower", func(ctx context.Context, _ *testing.T, d *erasureDesk, o *app.Office) error {
		r, err := o.OpenContent(ctx, d.doc.Code)
		if err != nil {
			return err
		}
		return o.CloseContent(ctx, r, app.Seen{Pages: []int{1}, Seconds: 3})
	}},
	{"content.keys", "everybody", func(ctx context.Context, _ *testing.T, _ *erasureDesk, o *app.Office) error {
		_, err := o.SettleKeys(ctx, nil)
		return err
	}},
	{"content.recover", "custodian", func(ctx context.Context, _ *testing.T, d *erasureDesk, o *app.Office) error {
		_, err := o.RecoverContents(ctx, joined(d.Halves[0]), joined(d.Halves[1]), nil)
		return err
	}},
	{"content.reseal", "custodian", func(ctx context.Context, _ *testing.T, d *erasureDesk, o *app.Office) error {
		return o.Reseal(ctx, d.doc.Code, nil)
	}},
	{"content.erase", "custodian", func(ctx context.Context, t *testing.T, d *erasureDesk, o *app.Office) error {
		_, err := o.Erase(ctx, d.order(d.expired(t)))
		return err
	}},
}

// contentActors signs in one person of every kind towards the desk's document.
func contentActors(t *testing.T, d *erasureDesk) map[string]*app.Office {
	out := map[string]*app.Office{}
	add := func(as string, options ...apptest.PersonOption) app.Person {
		p := d.Person("人"+as, options...)
		out[as] = d.Office(apptest.Login(p.Number))
		return p
	}
	add("custodian", apptest.Account(app.Custodian))
	d.Assign(d.client.Code, add("assigned", apptest.Account(app.Auditor)).Number, 30)
	add("unassigned", apptest.Account(app.Reviewer))
	d.Assign(d.client.Code, add("assigned inspector", apptest.Account(app.Inspector)).Number, 30) // no duty that reads files
	add("approver", apptest.Account(app.Approver))
	add("inspector", apptest.Account(app.Inspector))
	add("administrator", apptest.Account(app.Administrator))
	add("unsigned custodian", apptest.Account(app.Custodian), apptest.Unsigned())
	add("borrower", apptest.Account(app.Sales))
	l := d.Requested(out["borrower"], d.doc.Code+"/E")
	d.Approve(l.Number, d.doc.Code+"/E")
	settle(t, d.Founder)
	return out
}

// TestRolesByContentActs: as the table says, each refusal with its entry and without a change.
func TestRolesByContentActs(t *testing.T) {
	d := newErasureDesk(t)
	actors := contentActors(t, d)
	for _, a := range contentActs {
		for as, office := range actors {
			err := a.do(t.Context(), t, d, office)
			if a.may == "everybody" || mayDo(a.may, as) {
				if err != nil {
					t.Errorf("%s by %s: %v", a.act, as, err)
				}
				continue
			}
			if err == nil || app.CodeOf(err) != app.NotAllowed {
				t.Errorf("%s by %s: got %v, want a refusal", a.act, as, err)
				continue
			}
			if e := lastEntry(t, d.Kit); e.Act != a.act || e.Outcome != app.Refused {
				t.Errorf("%s by %s: last entry %s %s", a.act, as, e.Act, e.Outcome)
			}
		}
	}
	chainHolds(t, d.Kit)
}

// TestSheetTellsOfTheContent: custodians and inspectors read who is to hold the key, others what they
// may do themselves.
func TestSheetTellsOfTheContent(t *testing.T) {
	d := newErasureDesk(t)
	actors := contentActors(t, d)
	sheet, err := d.Founder.OpenDocument(t.Context(), d.doc.Code)
	ok(t, err)
	c := sheet.Content
	if c == nil || !c.May.Open || c.May.Print || !c.May.Reseal || c.Loan != "" {
		t.Fatalf("the custodian's sheet: %+v", c)
	}
	var why []string
	for _, r := range c.Readers {
		if r.Has == strings.Contains(r.Person.Name, "unsigned") {
			t.Errorf("%s has a key: %v", r.Person.Name, r.Has)
		}
		why = append(why, r.Why)
	}
	if got := strings.Join(why, " "); got != "custodian custodian audit custodian JY-2026-0001" {
		t.Errorf("readers: %s", got)
	}
	sheet, err = actors["borrower"].OpenDocument(t.Context(), d.doc.Code)
	ok(t, err)
	if c := sheet.Content; c.Readers != nil || !c.May.Open || c.May.Print || c.May.Reseal || c.Loan != "JY-2026-0001" {
		t.Errorf("the borrower's sheet: %+v", c)
	}
	paper := d.Document(d.file.Code, "合同", 1)
	sheet, err = d.Founder.OpenDocument(t.Context(), paper.Code)
	ok(t, err)
	if sheet.Content != nil {
		t.Errorf("a paper document has %+v", sheet.Content)
	}
}
