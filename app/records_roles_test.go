package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// recordsDesk is a vault with one person of every role, and one client to act on.
type recordsDesk struct {
	*apptest.Kit
	offices map[string]*app.Office
	logins  map[string]string
	target  app.Person // whom assignments are for: of the approver's department
	client  app.Client
	file    app.File
	doc     app.Document
}

func newRecordsDesk(t *testing.T) *recordsDesk {
	d := &recordsDesk{Kit: apptest.New(t), offices: map[string]*app.Office{}, logins: map[string]string{}}
	add := func(as string, options ...apptest.PersonOption) app.Person {
		p := d.Person("人"+as, options...)
		d.logins[as] = apptest.Login(p.Number)
		d.offices[as] = d.Office(d.logins[as])
		return p
	}
	add("custodian", apptest.Account(app.Custodian))
	assigned := add("assigned", apptest.Account(app.Auditor))
	add("unassigned", apptest.Account(app.Reviewer))
	add("sales", apptest.Account(app.Sales))
	add("approver", apptest.Account(app.Approver))
	add("approver elsewhere", apptest.Account(app.Approver), apptest.Department("技术部"))
	add("inspector", apptest.Account(app.Inspector))
	add("administrator", apptest.Account(app.Administrator))
	add("unsigned custodian", apptest.Account(app.Custodian), apptest.Unsigned())
	add("unsigned auditor", apptest.Account(app.Auditor), apptest.Unsigned())
	lapsed := add("lapsed custodian", apptest.Account(app.Custodian), apptest.Unsigned())
	for _, key := range app.Required {
		d.Signed(lapsed.Number, key, d.Today().AddMonths(-13), d.Today().AddDays(-1))
	}
	d.target = d.Person("何倩", apptest.Account(app.Auditor))
	d.client = d.Client("深圳市精工电子有限公司")
	d.file = d.File(d.client.Code, "初次认证")
	d.doc = d.Document(d.file.Code, "生产工艺流程图", 1)
	d.Assign(d.client.Code, assigned.Number, 30)
	return d
}

// recordsActs are the use cases on records and who may do them; "bound" is everybody
// whose commitments are in force.
var recordsActs = []struct {
	act string
	may string
	do  func(ctx context.Context, d *recordsDesk, o *app.Office) error
}{
	{"client.list", "bound", func(ctx context.Context, _ *recordsDesk, o *app.Office) error {
		_, err := o.Clients(ctx, app.ClientFilter{})
		return err
	}},
	{"client.list", "bound", func(ctx context.Context, _ *recordsDesk, o *app.Office) error {
		_, err := o.CountClients(ctx, app.ClientFilter{})
		return err
	}},
	{"client.list", "bound", func(ctx context.Context, _ *recordsDesk, o *app.Office) error {
		_, err := o.SimilarClients(ctx, "精工电子", "")
		return err
	}},
	{"client.view", "custodian, assigned", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.OpenClient(ctx, d.client.Code)
		return err
	}},
	{"client.save", "custodian", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.SaveClient(ctx, d.client)
		return err
	}},
	{"client.assign", "custodian, approver", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.Assign(ctx, d.client.Code, d.target.Number, "audit", d.Today(), d.Today().AddDays(1))
		return err
	}},
	{"client.unassign", "custodian, approver", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		a := d.Assign(d.client.Code, d.target.Number, 1)
		return o.EndAssignment(ctx, a.ID)
	}},
	{"file.list", "bound", func(ctx context.Context, _ *recordsDesk, o *app.Office) error {
		_, err := o.Files(ctx, "", "", 0)
		return err
	}},
	{"file.view", "custodian, assigned", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.OpenFile(ctx, d.file.Code)
		return err
	}},
	{"file.save", "custodian", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.SaveFile(ctx, d.file)
		return err
	}},
	{"file.hold", "custodian, approver, approver elsewhere", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		if err := o.HoldFile(ctx, d.file.Code, true, "投诉"); err != nil {
			return err
		}
		return o.HoldFile(ctx, d.file.Code, false, "处理完毕")
	}},
	{"document.list", "bound", func(ctx context.Context, _ *recordsDesk, o *app.Office) error {
		_, err := o.Documents(ctx, app.DocumentFilter{})
		return err
	}},
	{"document.list", "bound", func(ctx context.Context, _ *recordsDesk, o *app.Office) error {
		_, err := o.CountDocuments(ctx, app.DocumentFilter{})
		return err
	}},
	{"document.view", "custodian, assigned", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.OpenDocument(ctx, d.doc.Code)
		return err
	}},
	{"document.save", "custodian", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.SaveDocument(ctx, d.doc, 0)
		return err
	}},
	{"copy.add", "custodian", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.AddCopy(ctx, d.doc.Code, app.Location{}, 3)
		return err
	}},
	{"copy.move", "custodian", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		return o.MoveCopy(ctx, d.doc.Code+"/1", app.Location{Cabinet: "9"})
	}},
	{"copy.glance", "bound", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.Glance(ctx, []string{d.doc.Code})
		return err
	}},
	{"import.clients", "custodian", func(ctx context.Context, _ *recordsDesk, o *app.Office) error {
		_, err := o.PlanImport(ctx, app.ImportClients, []app.ImportRow{{Line: 2, Fields: map[string]string{"client_name": "佛山明珠陶瓷"}}})
		return err
	}},
	{"import.documents", "custodian", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.RunImport(ctx, app.ImportDocuments, []app.ImportRow{{Line: 2, Fields: map[string]string{
			"client_code": d.client.Code, "file_code": d.file.Code, "title": "质量手册",
		}}})
		return err
	}},
	{"list.export", "bound", func(ctx context.Context, _ *recordsDesk, o *app.Office) error {
		return o.ExportNote(ctx, "documents", 1)
	}},
	{"label.print", "custodian", func(ctx context.Context, d *recordsDesk, o *app.Office) error {
		_, err := o.PrintLabels(ctx, app.LabelOrder{Kind: app.CopyLabels, Codes: []string{d.doc.Code}})
		return err
	}},
	{"list.print", "bound", func(ctx context.Context, _ *recordsDesk, o *app.Office) error {
		_, err := o.PrintNote(ctx, "documents", 1)
		return err
	}},
}

// TestRecordsRolesByActs: who may do what with records; each refusal leaves an entry
// in the log, names no client, and changes nothing.
func TestRecordsRolesByActs(t *testing.T) {
	d := newRecordsDesk(t)
	for _, a := range recordsActs {
		for as, office := range d.offices {
			before := len(recordEntries(t, d.Kit))
			err := a.do(t.Context(), d, office)
			if mayDo(a.may, as) {
				if err != nil {
					t.Errorf("%s by %s: %v", a.act, as, err)
				}
				continue
			}
			if app.CodeOf(err) != app.NotAllowed {
				t.Errorf("%s by %s: got %v, want a refusal", a.act, as, err)
				continue
			}
			if e := answersOf(err)[0]; strings.HasPrefix(as, "unsigned") && e.Key == "error.unsigned" && e.Fix != app.FixSign {
				t.Errorf("%s by %s: no way to sign offered", a.act, as)
			}
			entry := logged(t, d.Kit, d.logins[as], a.act, app.Refused)
			if strings.Contains(entry.Detail+entry.Object, d.client.Name) {
				t.Errorf("%s by %s: the log names the client: %+v", a.act, as, entry)
			}
			if after := recordEntries(t, d.Kit); len(after) != before && a.act != "client.unassign" {
				t.Errorf("%s by %s: a refusal did something", a.act, as)
			}
		}
	}
	chainHolds(t, d.Kit)
}

func mayDo(may, as string) bool {
	if may == "bound" {
		return !strings.HasPrefix(as, "unsigned") && !strings.HasPrefix(as, "lapsed")
	}
	return slices.Contains(strings.Split(may, ", "), as)
}

// recordEntries are the entries of acts that were done.
func recordEntries(t *testing.T, k *apptest.Kit) (out []app.Entry) {
	ok(t, k.Store().View(t.Context(), func(r app.Reader) (err error) {
		out, err = r.Entries(app.AuditFilter{Outcome: app.Done, Limit: -1})
		return err
	}))
	return out
}

// TestNobodyAssignsThemselves: rule 3, and only people who are bound are assigned.
func TestNobodyAssignsThemselves(t *testing.T) {
	d := newRecordsDesk(t)
	day := d.Today()
	_, err := d.Founder.Assign(t.Context(), d.client.Code, apptest.FounderNumber, "audit", day, day)
	refusedKey(t, err, app.NotAllowed, "error.self.assign")
	logged(t, d.Kit, apptest.FounderLogin, "client.assign", app.Refused)
	p := d.Person("未签", apptest.Unsigned())
	_, err = d.Founder.Assign(t.Context(), d.client.Code, p.Number, "audit", day, day)
	refusedKey(t, err, app.NotAllowed, "error.unsigned.other")
	for field, a := range map[string][3]string{
		"duty": {"x", string(day), string(day)}, "until": {"audit", string(day), string(day.AddDays(-1))}, "from": {"audit", "2026-13-01", string(day)},
	} {
		_, err := d.Founder.Assign(t.Context(), d.client.Code, d.target.Number, a[0], app.Date(a[1]), app.Date(a[2]))
		refusedAt(t, err, app.Invalid, field)
	}
}

// TestOpeningIsLogged: who opened a client stands in its list of views.
func TestOpeningIsLogged(t *testing.T) {
	d := newRecordsDesk(t)
	for range 2 {
		_, err := d.offices["assigned"].OpenClient(t.Context(), d.client.Code)
		ok(t, err)
		d.Clock.Advance(time.Minute)
	}
	sheet, err := d.Founder.OpenClient(t.Context(), d.client.Code)
	ok(t, err)
	if len(sheet.Views) != 3 || sheet.Views[0].Login != apptest.FounderLogin || sheet.Views[2].Login != d.logins["assigned"] {
		t.Errorf("views %+v", sheet.Views)
	}
	_, err = d.Founder.OpenDocument(t.Context(), d.doc.Code)
	ok(t, err)
	logged(t, d.Kit, apptest.FounderLogin, "document.view", app.Done)
}
