package app_test

import (
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// What was withdrawn is asked of nobody: no line, no reminder, no print. The rest of the campaign goes on.
func TestWithdrawnTextLeavesCampaigns(t *testing.T) {
	t.Parallel()
	k := apptest.New(t)
	p := k.Person("被问的人", apptest.Unsigned())
	by, decider := k.Staff("批准人", app.Approver)
	next := newVersion(t, k, app.NDA, "C/9", k.Today().AddDays(10))
	in := asking(k, app.NDA, app.Impartiality)
	in.Who.Numbers = []string{p.Number}
	s, err := k.Founder.StartCampaign(t.Context(), in)
	ok(t, err)
	if s.Total != 2 || s.Lines[0].TemplateID != next.ID {
		t.Fatalf("asked for %+v", s.Lines)
	}
	_, err = k.Founder.RemindCampaign(t.Context(), s.Number)
	ok(t, err)
	ok(t, decider.WithdrawTemplate(t.Context(), next.ID))
	if f := facts(t, logged(t, k, apptest.Login(by.Number), "template.withdraw", app.Done)); f["lines"] != 1.0 {
		t.Errorf("the log says %v", f)
	}
	s, err = k.Founder.OpenCampaign(t.Context(), s.Number)
	ok(t, err)
	if s.Total != 1 || s.Lines[0].Key != app.Impartiality {
		t.Errorf("still asked for %+v", s.Lines)
	}
	prints, err := k.Founder.CampaignPrints(t.Context(), s.Number, false)
	ok(t, err)
	for _, page := range prints {
		if page.Template.ID == next.ID {
			t.Error("a withdrawn text is printed to be signed")
		}
	}
}

// A campaign that goes on after a still newer version came into force prints that one: the older can't be signed any more.
func TestCampaignPrintsWhatCanBeSigned(t *testing.T) {
	t.Parallel()
	k := apptest.New(t)
	p := k.Person("被问的人", apptest.Unsigned())
	in := asking(k, app.NDA)
	in.Who.Numbers = []string{p.Number}
	s, err := k.Founder.StartCampaign(t.Context(), in)
	ok(t, err)
	next := newVersion(t, k, app.NDA, "C/9", k.Today().AddDays(2))
	k.Clock.Advance(2 * 24 * time.Hour)
	k.Signed(apptest.FounderNumber, app.NDA, k.Today(), k.Today().AddDays(300))
	prints, err := k.Founder.CampaignPrints(t.Context(), s.Number, false)
	ok(t, err)
	if len(prints) != 1 || prints[0].Template.ID != next.ID {
		t.Errorf("prints version %s", prints[0].Template.Version)
	}
	signsOnPaper(t, k, p.Number, app.NDA)
	s, err = k.Founder.OpenCampaign(t.Context(), s.Number)
	ok(t, err)
	if s.Signed != 1 {
		t.Errorf("after signing: %+v", s.CampaignRow)
	}
}
