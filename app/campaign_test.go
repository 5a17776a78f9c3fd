package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// asking is a plan for a number of texts, due in two weeks.
func asking(k *apptest.Kit, keys ...app.TemplateKey) app.CampaignPlan {
	return app.CampaignPlan{Title: "年度签署", Keys: keys, Due: k.Today().AddDays(14)}
}

// signsOnPaper has the founder attest what a person signed today.
func signsOnPaper(t testing.TB, k *apptest.Kit, number string, key app.TemplateKey) {
	t.Helper()
	in := paperFor(number, apptest.FounderPassword)
	in.Key, in.SignedOn, in.ByEye = key, k.Today(), true
	_, err := k.Founder.RecordPaper(t.Context(), in)
	ok(t, err)
}

// newVersion adds an approved version of a text.
func newVersion(t testing.TB, k *apptest.Kit, key app.TemplateKey, version string, from app.Date) app.Template {
	t.Helper()
	var out app.Template
	ok(t, k.Store().Update(t.Context(), func(tx app.Tx) error {
		now, err := tx.TemplateInForce(key, k.Today())
		if err != nil {
			return err
		}
		now.ID, now.Version, now.InForce = 0, version, from
		now.ApprovedOn = k.Today()
		out, err = tx.AddTemplate(now)
		return err
	}))
	return out
}

// numbersOf are the people of planned lines.
func numbersOf(lines []app.PlannedLine) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Person.Number)
	}
	return strings.Join(slices.Compact(out), " ")
}

// A plan takes who has something to sign, and says of everybody else why not.
func TestPlanCampaign(t *testing.T) {
	k := apptest.New(t)
	missing := k.Person("还没签", apptest.Unsigned())
	soon := k.Person("快到期", apptest.Unsigned())
	k.Signed(soon.Number, app.NDA, k.Today().AddDays(-300), k.Today().AddDays(20))
	over := k.Person("已到期", apptest.Unsigned(), apptest.Kind(app.Subcontractor))
	k.Signed(over.Number, app.NDA, k.Today().AddDays(-400), k.Today().AddDays(-1))
	bound := k.Person("都签了")
	gone := k.Person("已离开", apptest.Unsigned())
	gone.LeftOn = k.Today()
	_, err := k.Founder.SavePerson(t.Context(), gone)
	ok(t, err)

	all := missing.Number + " " + soon.Number + " " + over.Number
	for name, c := range map[string]struct {
		who   app.CampaignWho
		takes string
	}{
		"everybody":   {app.CampaignWho{}, all},
		"missing":     {app.CampaignWho{State: app.Missing}, missing.Number},
		"expiring":    {app.CampaignWho{State: app.Expiring}, soon.Number},
		"within":      {app.CampaignWho{State: app.Expiring, Within: 10}, ""},
		"expired":     {app.CampaignWho{State: app.Expired}, over.Number},
		"kind":        {app.CampaignWho{Kinds: []app.PersonKind{app.Subcontractor, app.ExternalExpert}}, over.Number},
		"a few":       {app.CampaignWho{Numbers: []string{soon.Number, bound.Number, gone.Number}}, soon.Number},
		"without":     {app.CampaignWho{Without: []string{soon.Number}}, missing.Number + " " + over.Number},
		"department":  {app.CampaignWho{Departments: []int64{missing.DepartmentID}}, all},
		"department2": {app.CampaignWho{Departments: []int64{missing.DepartmentID + 1}}, ""},
		"role":        {app.CampaignWho{Roles: []app.Role{app.Sales}}, ""},
	} {
		in := asking(k, app.NDA)
		in.Who = c.who
		plan, err := k.Founder.PlanCampaign(t.Context(), in)
		ok(t, err)
		if got := numbersOf(plan.Takes); got != c.takes {
			t.Errorf("%s: takes %q, want %q", name, got, c.takes)
		}
		for _, l := range plan.LeavesOut {
			want := map[string]app.LeftOut{bound.Number: app.OutSigned, apptest.FounderNumber: app.OutSigned, gone.Number: app.OutGone}[l.Person.Number]
			if l.Why != want && name != "within" {
				t.Errorf("%s: %s is left out for %q, want %q", name, l.Person.Name, l.Why, want)
			}
		}
	}
}

// What can't be a plan is said at its field.
func TestBadCampaigns(t *testing.T) {
	k := apptest.New(t)
	k.Person("还没签", apptest.Unsigned())
	for field, spoil := range map[string]func(*app.CampaignPlan){
		"title":  func(p *app.CampaignPlan) { p.Title = " " },
		"due":    func(p *app.CampaignPlan) { p.Due = k.Today().AddDays(-1) },
		"keys":   func(p *app.CampaignPlan) { p.Keys = []app.TemplateKey{"none"} },
		"kinds":  func(p *app.CampaignPlan) { p.Who.Kinds = []app.PersonKind{"king"} },
		"roles":  func(p *app.CampaignPlan) { p.Who.Roles = []app.Role{"king"} },
		"state":  func(p *app.CampaignPlan) { p.Who.State = app.InForce },
		"within": func(p *app.CampaignPlan) { p.Who.Within = -1 },
	} {
		in := asking(k)
		spoil(&in)
		_, err := k.Founder.StartCampaign(t.Context(), in)
		refusedAt(t, err, app.Invalid, field)
	}
	in := asking(k)
	in.Who.Numbers = []string{"ZB-404"}
	_, err := k.Founder.StartCampaign(t.Context(), in)
	refusedKey(t, err, app.NotFound, "error.person.none")
	in.Who.Numbers = []string{apptest.FounderNumber}
	_, err = k.Founder.StartCampaign(t.Context(), in)
	refusedKey(t, err, app.Conflict, "error.campaign.nobody")
	logged(t, k, apptest.FounderLogin, "campaign.start", app.Refused)
}

// Two campaigns for one person and text: told when planning, left out at the start.
func TestTwoCampaignsForOnePerson(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("王小小", apptest.Unsigned())
	first, err := k.Founder.StartCampaign(t.Context(), asking(k, app.NDA))
	ok(t, err)
	plan, err := k.Founder.PlanCampaign(t.Context(), asking(k))
	ok(t, err)
	if len(plan.Takes) != 1 || plan.Takes[0].Key != app.Impartiality {
		t.Errorf("takes %+v", plan.Takes)
	}
	if i := slices.IndexFunc(plan.LeavesOut, func(l app.PlannedLine) bool { return l.Why == app.OutOpen }); i < 0 ||
		plan.LeavesOut[i].Person.ID != p.ID || plan.LeavesOut[i].Campaign != first.Number {
		t.Errorf("leaves out %+v", plan.LeavesOut)
	}
	_, err = k.Founder.StartCampaign(t.Context(), asking(k, app.NDA))
	refusedKey(t, err, app.Conflict, "error.campaign.nobody")
	ok(t, k.Founder.CloseCampaign(t.Context(), first.Number, "重新安排"))
	_, err = k.Founder.StartCampaign(t.Context(), asking(k, app.NDA))
	ok(t, err)
}

// scant is a press without some characters.
type scant struct {
	app.Papers
	lacks string
}

func (s scant) Missing(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(s.lacks, r) {
			return r
		}
		return -1
	}, text)
}

// A name that no face of paper can print is left out, with its characters.
func TestCampaignNamesMissingCharacters(t *testing.T) {
	k := apptest.New(t)
	k.With(scant{lacks: "𬱖"}, nil)
	k.Person("王𬱖", apptest.Unsigned())
	fine := k.Person("王维", apptest.Unsigned())
	_, office := k.Staff("档案员", app.Custodian)
	plan, err := office.PlanCampaign(t.Context(), asking(k, app.NDA))
	ok(t, err)
	if numbersOf(plan.Takes) != fine.Number {
		t.Errorf("takes %s", numbersOf(plan.Takes))
	}
	if !slices.ContainsFunc(plan.LeavesOut, func(l app.PlannedLine) bool { return l.Why == app.OutGlyphs && l.Characters == "𬱖" }) {
		t.Errorf("leaves out %+v", plan.LeavesOut)
	}
}

// From the start to the end: printed, reminded, signed on paper, closed.
func TestCampaignRuns(t *testing.T) {
	k := apptest.New(t)
	a, b, c := k.Person("甲", apptest.Unsigned()), k.Person("乙", apptest.Unsigned()), k.Person("丙", apptest.Unsigned())
	s, err := k.Founder.StartCampaign(t.Context(), asking(k, app.NDA))
	ok(t, err)
	if s.Number != "QS-2026-0001" || s.Total != 3 || s.Waiting != 3 || s.People != 3 || !s.MayRun {
		t.Fatalf("started %+v", s.CampaignRow)
	}
	prints, err := k.Founder.CampaignPrints(t.Context(), s.Number, false)
	ok(t, err)
	if len(prints) != 3 || prints[0].Commitment != nil || prints[1].Person.Name != b.Name || prints[2].AuditHead == "" {
		t.Errorf("%d prints", len(prints))
	}
	signsOnPaper(t, k, a.Number, app.NDA)
	signsOnPaper(t, k, a.Number, app.Impartiality) // nothing to the campaign
	told, err := k.Founder.RemindCampaign(t.Context(), s.Number)
	ok(t, err)
	if len(told.Rows) != 2 || told.Rows[0].Person.ID != b.ID || told.Rows[0].Day != s.Due || told.Print.AuditHead == "" {
		t.Errorf("told %+v", told.Rows)
	}
	c.LeftOn = k.Today()
	_, err = k.Founder.SavePerson(t.Context(), c)
	ok(t, err)
	refusedAt(t, k.Founder.CloseCampaign(t.Context(), s.Number, " "), app.Invalid, "note")
	s, err = k.Founder.OpenCampaign(t.Context(), s.Number)
	ok(t, err)
	want := app.CampaignCounts{People: 3, Total: 3, Signed: 1, Waiting: 1, Gone: 1, Printed: 1, Reminded: 1}
	if s.CampaignCounts != want {
		t.Errorf("counts %+v, want %+v", s.CampaignCounts, want)
	}
	if l := s.Lines[0]; l.State != app.LineSigned || l.SignedOn != k.Today() || l.Method != "paper" || l.Title == "" {
		t.Errorf("first line %+v", l)
	}
	prints, err = k.Founder.CampaignPrints(t.Context(), s.Number, true)
	ok(t, err)
	if len(prints) != 2 || prints[0].Commitment == nil || prints[1].Commitment != nil {
		t.Errorf("%d prints of all", len(prints))
	}
	signsOnPaper(t, k, b.Number, app.NDA)
	_, err = k.Founder.RemindCampaign(t.Context(), s.Number)
	refusedKey(t, err, app.Conflict, "error.campaign.done")
	if d := today(t, k); !slices.Contains(kinds(d), app.TaskCampaign) {
		t.Errorf("a finished campaign is not offered to be closed: %v", kinds(d))
	}
	ok(t, k.Founder.CloseCampaign(t.Context(), s.Number, ""))
	refusedKey(t, k.Founder.CloseCampaign(t.Context(), s.Number, ""), app.Conflict, "error.campaign.closed")
	_, err = k.Founder.CampaignPrints(t.Context(), s.Number, true)
	refusedKey(t, err, app.Conflict, "error.campaign.closed")
	all, err := k.Founder.Campaigns(t.Context())
	ok(t, err)
	if len(all) != 1 || all[0].Open() || all[0].Closer != apptest.FounderName || all[0].Signed != 2 {
		t.Errorf("list %+v", all)
	}
	chainHolds(t, k)
}

func today(t *testing.T, k *apptest.Kit) app.Today {
	t.Helper()
	d, err := k.Founder.Today(t.Context())
	ok(t, err)
	return d
}

// An older paper that is entered late renews nothing.
func TestAnOldPaperDoesNotFulfilACampaign(t *testing.T) {
	k := apptest.New(t)
	p := k.Person("老员工", apptest.Unsigned())
	k.Signed(p.Number, app.NDA, k.Today().AddDays(-345), k.Today().AddDays(20))
	s, err := k.Founder.StartCampaign(t.Context(), asking(k, app.NDA))
	ok(t, err)
	in := paperFor(p.Number, apptest.FounderPassword)
	in.Key, in.SignedOn, in.ByEye = app.NDA, k.Today().AddDays(-350), true
	_, err = k.Founder.RecordPaper(t.Context(), in)
	ok(t, err)
	s, err = k.Founder.OpenCampaign(t.Context(), s.Number)
	ok(t, err)
	if s.Signed != 0 || s.Waiting != 1 {
		t.Errorf("counts %+v", s.CampaignCounts)
	}
}

// A new version of a text, approved and still to come, offers a campaign for those who signed the older
// one; asked for is the new one, and the offer is gone once they are asked.
func TestANewVersionOffersACampaign(t *testing.T) {
	k := apptest.New(t)
	k.Person("没签过", apptest.Unsigned())
	k.Person("签过的")
	next := newVersion(t, k, app.NDA, "C/1", k.Today().AddDays(10))
	offers, err := k.Founder.CampaignOffers(t.Context())
	ok(t, err)
	if len(offers) != 1 || offers[0].Version != "C/1" || len(offers[0].Numbers) != 2 { // the founder as well
		t.Fatalf("offers %+v", offers)
	}
	d := today(t, k)
	if i := slices.Index(kinds(d), app.TaskOffer); i < 0 || d.Tasks[i].Copies != 2 || d.Tasks[i].Due != next.InForce {
		t.Errorf("tasks %+v", d.Tasks)
	}
	in := asking(k, app.NDA)
	in.Who.Numbers, in.Due = offers[0].Numbers, next.InForce
	s, err := k.Founder.StartCampaign(t.Context(), in)
	ok(t, err)
	if s.Total != 2 || s.Lines[0].TemplateID != next.ID || s.Lines[0].Version != "C/1" {
		t.Errorf("asks %+v", s.Lines)
	}
	offers, err = k.Founder.CampaignOffers(t.Context())
	ok(t, err)
	if len(offers) != 0 || slices.Contains(kinds(today(t, k)), app.TaskOffer) {
		t.Errorf("still offered: %+v", offers)
	}
	k.Clock.Advance(24 * time.Hour)
	signsOnPaper(t, k, s.Lines[1].Person.Number, app.NDA) // ahead of its day
	s, err = k.Founder.OpenCampaign(t.Context(), s.Number)
	ok(t, err)
	if s.Signed != 1 || s.Lines[1].State != app.LineSigned {
		t.Errorf("counts %+v", s.CampaignCounts)
	}
}
