package app

import (
	"cmp"
	"context"
	"slices"
)

// maxCampaign is how many days ahead the due day of a campaign may lie.
const maxCampaign = 366

// PlanCampaign tells whom a campaign would ask for what, and whom not and why; nothing is changed. Asked
// for is the version in force on the due day, so that one to come is signed before its day. Custodian or
// administrator. Returns NotAllowed, NotFound (error.person.none), Invalid(s) (keys, kinds, roles,
// departments, state, due).
func (o *Office) PlanCampaign(ctx context.Context, in CampaignPlan) (Plan, error) {
	var out Plan
	err := o.view(ctx, "campaign.plan", "", func(w *work) error {
		if err := w.mayRunCampaigns(); err != nil {
			return err
		}
		if err := in.check(w.today, false); err != nil {
			return err
		}
		var err error
		out, err = w.planCampaign(in, o.env.Papers)
		return err
	})
	return out, err
}

// mayRunCampaigns is for those who look after what people sign.
func (w *work) mayRunCampaigns() error { return w.mustHave(Custodian, Administrator) }

// check returns Invalid(s) by field. A title is needed only to start.
func (in *CampaignPlan) check(today Date, start bool) error {
	var f formCheck
	f.line("title", &in.Title, start)
	f.date("due", in.Due)
	switch {
	case in.Due == "":
		f.add(Errf(Invalid, "error.text.empty").At("due"))
	case in.Due.Valid() && in.Due < today:
		f.add(Errf(Invalid, "error.date.past").At("due"))
	case in.Due.Valid() && in.Due > today.AddDays(maxCampaign):
		f.add(Errf(Invalid, "error.campaign.far", maxCampaign).At("due"))
	}
	for _, k := range in.Who.Kinds {
		oneOf(&f, "kinds", k, AllPersonKinds)
	}
	for _, r := range in.Who.Roles {
		oneOf(&f, "roles", r, AllRoles)
	}
	oneOf(&f, "state", in.Who.State, []CommitmentState{"", Missing, Expired, Expiring})
	if in.Who.Within < 0 || in.Who.Within > maxCampaign {
		f.add(Errf(Invalid, "error.range", 0, maxCampaign).At("within"))
	}
	return f.wrong.errOrNil()
}

// planning is what the lines of one plan share.
type planning struct {
	*work
	in     CampaignPlan
	papers Papers
	within int
	keys   []TemplateKey
	texts  textsOn // of the due day
	signed map[int64][]Commitment
	open   map[int64][]CampaignLine
}

func (w *work) planCampaign(in CampaignPlan, papers Papers) (Plan, error) {
	p := planning{work: w, in: in, papers: papers, within: cmp.Or(in.Who.Within, w.settings.ExpiringDays)}
	if err := p.load(); err != nil {
		return Plan{}, err
	}
	people, err := p.chosen()
	if err != nil {
		return Plan{}, err
	}
	var out Plan
	for _, person := range people {
		before := len(out.Takes)
		for _, key := range p.keys {
			p.add(&out, person, key)
		}
		if len(out.Takes) > before {
			out.People++
		}
	}
	return out, nil
}

// load reads the texts as of the due day, what everybody signed, and what open campaigns ask for.
func (p *planning) load() error {
	versions, err := p.TextVersions()
	if err != nil {
		return err
	}
	p.texts = textsFrom(versions, p.in.Due)
	for _, key := range p.in.Keys {
		if _, known := p.texts.inForce[key]; !known {
			return Errf(Invalid, "error.choice").At("keys")
		}
	}
	for _, key := range p.texts.keys {
		if len(p.in.Keys) == 0 || slices.Contains(p.in.Keys, key) {
			p.keys = append(p.keys, key)
		}
	}
	latest, err := p.LatestCommitments()
	if err != nil {
		return err
	}
	p.signed = byPerson(latest)
	p.open, err = p.openLines(0)
	return err
}

// openLines are the lines of open campaigns still to be signed, by person.
func (w *work) openLines(personID int64) (map[int64][]CampaignLine, error) {
	lines, err := w.CampaignLines(0, personID)
	if err != nil {
		return nil, err
	}
	titles, err := w.textTitles()
	out := make(map[int64][]CampaignLine)
	for _, l := range lines {
		if l.CommitmentID == 0 {
			l.Title = titles[l.TemplateID]
			out[l.Person.ID] = append(out[l.Person.ID], l)
		}
	}
	return out, err
}

// chosen are the people the plan names, those named by number in any case.
func (p *planning) chosen() ([]PersonRow, error) {
	who := p.in.Who
	all, err := p.People(PersonFilter{On: p.today, IncludeLeft: len(who.Numbers) > 0, Limit: -1})
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(all))
	for _, r := range all {
		known[r.Number] = true
	}
	for _, n := range who.Numbers {
		if !known[n] {
			return nil, Errf(NotFound, "error.person.none", n)
		}
	}
	return slices.DeleteFunc(all, func(r PersonRow) bool { return !who.takes(r) }), nil
}

// takes reports whether the choice of people names somebody; what they signed does not count here.
func (who CampaignWho) takes(r PersonRow) bool {
	return (len(who.Kinds) == 0 || slices.Contains(who.Kinds, r.Kind)) &&
		(len(who.Departments) == 0 || slices.Contains(who.Departments, r.DepartmentID)) &&
		(len(who.Roles) == 0 || r.Roles.HasAny(who.Roles...)) &&
		(len(who.Numbers) == 0 || slices.Contains(who.Numbers, r.Number)) && !slices.Contains(who.Without, r.Number)
}

// add puts one person and text among those taken or left out, or nowhere.
func (p *planning) add(out *Plan, person PersonRow, key TemplateKey) {
	named := len(p.in.Who.Numbers) > 0 && slices.Contains(p.in.Keys, key)
	t, inForce := p.texts.inForce[key]
	if !inForce || !named && !t.takes(person.Person, person.Roles) {
		return
	}
	l := PlannedLine{Person: person.Person, TemplateID: t.ID, Key: key, Title: t.Title, Document: t.Number, Version: t.Version}
	l.State, l.Until = stateFor(p.signed[person.ID], t, p.today, p.within)
	p.judge(&l)
	switch {
	case l.Why != "":
		out.LeavesOut = append(out.LeavesOut, l)
	case p.in.Who.State == "" || p.in.Who.State == l.State:
		out.Takes = append(out.Takes, l)
	}
}

// judge says why a line is left out, if it is.
func (p *planning) judge(l *PlannedLine) {
	if l.Person.LeftBy(p.today) {
		l.Why = OutGone
		return
	}
	for _, o := range p.open[l.Person.ID] {
		if o.Key == l.Key && o.TemplateID == l.TemplateID {
			l.Why, l.Campaign = OutOpen, o.Campaign
			return
		}
	}
	if l.State == InForce {
		l.Why = OutSigned
		return
	}
	if p.papers == nil {
		return
	}
	if l.Characters = p.papers.Missing(l.Person.Name + l.Person.Department + l.Person.Post); l.Characters != "" {
		l.Why = OutGlyphs
	}
}

// stateFor is what somebody's commitments are worth to one version of a text: in force, ending within so
// many days, run out or to another version, missing; and until when the last of them holds.
func stateFor(signed []Commitment, t TextVersion, today Date, within int) (CommitmentState, Date) {
	var until, other Date
	for _, c := range signed {
		switch {
		case c.Key != t.Key:
		case c.TemplateID == t.ID:
			until = max(until, c.ValidUntil)
		default:
			other = max(other, c.ValidUntil)
		}
	}
	switch {
	case until == "" && other == "":
		return Missing, ""
	case until < today:
		return Expired, max(until, other)
	case today.DaysUntil(until) <= within:
		return Expiring, until
	}
	return InForce, until
}
