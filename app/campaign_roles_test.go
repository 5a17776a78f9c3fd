package app_test

import (
	"context"
	"slices"
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// campaignWorld is what the calls of campaignActs are made on.
type campaignWorld struct{ number string }

var campaignActs = []struct {
	act  string
	may  []app.Role
	call func(context.Context, *app.Office, *apptest.Kit, campaignWorld) error
}{
	{"campaign.plan", runners, func(ctx context.Context, o *app.Office, k *apptest.Kit, _ campaignWorld) error {
		_, err := o.PlanCampaign(ctx, asking(k))
		return err
	}},
	{"campaign.offers", runners, func(ctx context.Context, o *app.Office, _ *apptest.Kit, _ campaignWorld) error {
		_, err := o.CampaignOffers(ctx)
		return err
	}},
	{"campaign.list", readers, func(ctx context.Context, o *app.Office, _ *apptest.Kit, _ campaignWorld) error {
		_, err := o.Campaigns(ctx)
		return err
	}},
	{"campaign.view", readers, func(ctx context.Context, o *app.Office, _ *apptest.Kit, w campaignWorld) error {
		_, err := o.OpenCampaign(ctx, w.number)
		return err
	}},
	{"campaign.start", runners, func(ctx context.Context, o *app.Office, k *apptest.Kit, _ campaignWorld) error {
		_, err := o.StartCampaign(ctx, asking(k, app.Impartiality))
		return err
	}},
	{"campaign.print", runners, func(ctx context.Context, o *app.Office, _ *apptest.Kit, w campaignWorld) error {
		_, err := o.CampaignPrints(ctx, w.number, false)
		return err
	}},
	{"campaign.remind", runners, func(ctx context.Context, o *app.Office, _ *apptest.Kit, w campaignWorld) error {
		_, err := o.RemindCampaign(ctx, w.number)
		return err
	}},
	{"reminder.list", runners, func(ctx context.Context, o *app.Office, _ *apptest.Kit, _ campaignWorld) error {
		_, err := o.Reminders(ctx)
		return err
	}},
	{"reminder.note", runners, func(ctx context.Context, o *app.Office, _ *apptest.Kit, _ campaignWorld) error {
		_, err := o.RemindDue(ctx)
		return err
	}},
	{"campaign.close", runners, func(ctx context.Context, o *app.Office, _ *apptest.Kit, w campaignWorld) error {
		return o.CloseCampaign(ctx, w.number, "结束")
	}},
}

var runners = []app.Role{app.Custodian, app.Administrator}

// Each role alone at each act of a campaign.
func TestEveryRoleAtCampaigns(t *testing.T) {
	k := apptest.New(t)
	for _, role := range app.AllRoles {
		p, o := k.Staff("办事人", role)
		k.Person("还没签", apptest.Unsigned())
		ends := k.Person("快到期")
		k.Signed(ends.Number, app.Conduct, k.Today().AddDays(-340), k.Today().AddDays(5))
		s, err := k.Founder.StartCampaign(t.Context(), asking(k, app.NDA))
		ok(t, err)
		for _, a := range campaignActs {
			err := a.call(t.Context(), o, k, campaignWorld{s.Number})
			if slices.Contains(a.may, role) {
				if err != nil {
					t.Errorf("%s by %s: %v", a.act, role, err)
				}
				continue
			}
			refusedKey(t, err, app.NotAllowed, "error.role")
			logged(t, k, apptest.Login(p.Number), a.act, app.Refused)
		}
		open, err := k.Founder.Campaigns(t.Context())
		ok(t, err)
		for _, c := range open {
			if c.Open() {
				ok(t, k.Founder.CloseCampaign(t.Context(), c.Number, "下一个角色"))
			}
		}
	}
	chainHolds(t, k)
}
