package trials_test

import (
	"custody/app"
	"custody/app/apptest"
)

// campaignPlanOf is a plan for one person who has signed nothing.
func (w *canaryWorld) campaignPlanOf() app.CampaignPlan {
	return app.CampaignPlan{
		Title: "年度签署", Keys: []app.TemplateKey{app.NDA}, Due: w.day(14),
		Who: app.CampaignWho{Numbers: []string{w.person(apptest.Unsigned())}},
	}
}

// campaign is a new one in which one person is to sign.
func (w *canaryWorld) campaign() string {
	w.t.Helper()
	s, err := w.k.Founder.StartCampaign(w.t.Context(), w.campaignPlanOf())
	ok(w.t, err)
	return s.Number
}
