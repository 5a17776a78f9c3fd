package app_test

import (
	"context"
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

var (
	writers  = []app.Role{app.Custodian, app.Administrator}
	deciders = []app.Role{app.Approver, app.Administrator}
)

// templateActs are the use cases on texts, on a draft that the founder wrote.
var templateActs = []struct {
	act string
	may []app.Role // nil for everybody
	do  func(ctx context.Context, o *app.Office, k *apptest.Kit, draft app.Template) error
}{
	{"template.list", nil, func(ctx context.Context, o *app.Office, _ *apptest.Kit, _ app.Template) error {
		_, err := o.Templates(ctx)
		return err
	}},
	{"template.view", []app.Role{app.Custodian, app.Administrator, app.Approver, app.Inspector}, func(ctx context.Context, o *app.Office, _ *apptest.Kit, d app.Template) error {
		_, err := o.OpenTemplate(ctx, d.ID)
		return err
	}},
	{"template.compare", []app.Role{app.Custodian, app.Administrator, app.Approver, app.Inspector}, func(ctx context.Context, o *app.Office, _ *apptest.Kit, d app.Template) error {
		_, err := o.CompareTemplates(ctx, 1, d.ID)
		return err
	}},
	{"template.print", []app.Role{app.Custodian, app.Administrator, app.Approver, app.Inspector}, func(ctx context.Context, o *app.Office, _ *apptest.Kit, d app.Template) error {
		_, err := o.PrintTemplate(ctx, d.ID)
		return err
	}},
	{"template.check", nil, func(ctx context.Context, o *app.Office, _ *apptest.Kit, d app.Template) error {
		_, err := o.CheckTemplate(ctx, d.Body)
		return err
	}},
	{"template.import", writers, func(ctx context.Context, o *app.Office, _ *apptest.Kit, _ app.Template) error {
		_, err := o.ImportTemplate(ctx, "a.txt", []byte("承诺"))
		return err
	}},
	{"template.draft", writers, func(ctx context.Context, o *app.Office, _ *apptest.Kit, _ app.Template) error {
		_, err := o.DraftTemplate(ctx, app.NewDraft{Key: app.Conduct, From: 3})
		return err
	}},
	{"template.submit", writers, func(ctx context.Context, o *app.Office, _ *apptest.Kit, d app.Template) error {
		return o.SubmitTemplate(ctx, d.ID)
	}},
	{"template.approve", deciders, func(ctx context.Context, o *app.Office, k *apptest.Kit, d app.Template) error {
		return o.ApproveTemplate(ctx, d.ID, k.Today().AddDays(1))
	}},
	{"template.withdraw", deciders, func(ctx context.Context, o *app.Office, _ *apptest.Kit, d app.Template) error {
		return o.WithdrawTemplate(ctx, d.ID)
	}},
	{"template.save", writers, func(ctx context.Context, o *app.Office, _ *apptest.Kit, d app.Template) error {
		return o.SaveTemplateDraft(ctx, d.ID, d.Body, "D/7", "")
	}},
	{"template.drop", writers, func(ctx context.Context, o *app.Office, _ *apptest.Kit, d app.Template) error {
		return o.DropTemplateDraft(ctx, d.ID)
	}},
}

// Each role alone calls each act on texts: as the table says, every refusal with its entry.
func TestRolesByTemplateActs(t *testing.T) {
	for _, role := range app.AllRoles {
		t.Run(string(role), func(t *testing.T) {
			t.Parallel()
			k := apptest.New(t)
			p, o := k.Staff("办事人", role)
			draft, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: harder(t, k)})
			ok(t, err)
			ok(t, k.Founder.SubmitTemplate(t.Context(), draft.ID))
			other, err := k.Founder.DraftTemplate(t.Context(), app.NewDraft{Key: app.NDA, Body: harder(t, k)})
			ok(t, err)
			for _, a := range templateActs {
				d := draft
				if slices.Contains([]string{"template.submit", "template.save", "template.drop"}, a.act) {
					d = other
				}
				err := a.do(t.Context(), o, k, d)
				if a.may == nil || slices.Contains(a.may, role) {
					if err != nil {
						t.Errorf("%s by %s: %v", a.act, role, err)
					}
					continue
				}
				if app.CodeOf(err) != app.NotAllowed {
					t.Errorf("%s by %s: %v, want a refusal", a.act, role, err)
				}
				logged(t, k, apptest.Login(p.Number), a.act, app.Refused)
			}
			chainHolds(t, k)
		})
	}
}
