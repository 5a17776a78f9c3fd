package window

import (
	"context"
	"slices"
	"strconv"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// prepare makes the form anew, once the departments and texts are known: with what is offered, and over
// that what was typed before.
func (p *campaignPlan) prepare(offered, typed map[string]string) {
	type known struct {
		departments []app.Department
		texts       []app.TemplateRow
	}
	Load(p.begin, func(ctx context.Context) (known, error) {
		departments, err := p.sh.Office().Departments(ctx)
		if err != nil {
			return known{}, err
		}
		texts, err := p.sh.Office().Templates(ctx)
		return known{departments, texts}, err
	}, func(k known) {
		p.form = p.newForm(k.departments, k.texts)
		p.form.Restore(offered)
		p.first = p.form.Snapshot()
		p.form.Restore(typed)
		p.form.OnChanged = p.ask
		column := look.Column(look.GapCard, p.form)
		if len(p.only) > 0 {
			column = look.Column(look.GapCard, widget.NewBanner(look.Out, words.N("campaign.plan.only", len(p.only))), p.form)
		}
		p.side.Objects = nil
		p.side.Add(column)
		p.ask()
		if p.sh.At() == CampaignPlan {
			p.form.FocusFirst()
		}
	})
}

// newForm is the left side: title and day, texts, who.
func (p *campaignPlan) newForm(departments []app.Department, texts []app.TemplateRow) *widget.Form {
	title := entryField("title", "campaigns.title")
	due := p.sh.dateField("due", "campaigns.due", true)
	due.Input.SetValue(string(p.sh.Day().AddDays(14)))
	keys := widget.NewFormField("keys", words.T("campaign.plan.keys"), newTicksField(1, textOptions(texts)...)).WithHelp(words.T("campaign.plan.keys.help"))
	states := []app.CommitmentState{"", app.Missing, app.Expired, app.Expiring}
	state := choiceField("state", "campaign.plan.state", states, func(s app.CommitmentState) string {
		if s == "" {
			return words.T("campaign.plan.state.all")
		}
		return words.T("campaign.plan.state." + string(s))
	})
	state.Input.SetValue("")
	within := entryField("within", "campaign.plan.within")
	within.Input.SetValue(strconv.Itoa(p.sh.Rules().ExpiringDays))
	var kinds, units, roles []widget.Option
	for _, k := range app.AllPersonKinds {
		kinds = append(kinds, widget.Option{ID: string(k), Title: KindName(k)})
	}
	for _, d := range departments {
		units = append(units, widget.Option{ID: strconv.FormatInt(d.ID, 10), Title: d.Name})
	}
	for _, r := range app.AllRoles {
		roles = append(roles, widget.Option{ID: string(r), Title: RoleName(r)})
	}
	ticks := func(name, label string, options []widget.Option) *widget.FormField {
		return widget.NewFormField(name, words.T(label), newTicksField(2, options...))
	}
	kind, unit, role := ticks("kinds", "people.kind", kinds), ticks("departments", "people.department", units), ticks("roles", "campaign.plan.roles", roles)
	content := look.Column(look.GapCard, title, due, keys, abreast(state, within), look.Note(words.T("campaign.plan.who")), kind, unit, role)
	return widget.NewFormOf(content, title, due, keys, state, within, kind, unit, role)
}

// textOptions are the texts in force or to come, each once.
func textOptions(texts []app.TemplateRow) []widget.Option {
	var out []widget.Option
	for _, t := range texts {
		if t.Now != app.TextInForce && t.Now != app.TextApproved {
			continue
		}
		o := widget.Option{ID: string(t.Key), Title: TemplateTitle(t.Key, t.Title)}
		if !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	return out
}

// typed is the plan as the form has it; false, said at the field, for days that are no number.
func (p *campaignPlan) typed() (app.CampaignPlan, bool) {
	within, fine := number(p.form, "within")
	ticked := func(name string) []string { return p.form.Field(name).Input.(*ticksField).Ticked() }
	out := app.CampaignPlan{Title: p.form.Value("title"), Due: app.Date(p.form.Value("due"))}
	for _, k := range ticked("keys") {
		out.Keys = append(out.Keys, app.TemplateKey(k))
	}
	out.Who = app.CampaignWho{State: app.CommitmentState(p.form.Value("state")), Within: within, Without: p.without}
	for _, k := range ticked("kinds") {
		out.Who.Kinds = append(out.Who.Kinds, app.PersonKind(k))
	}
	for _, d := range ticked("departments") {
		id, _ := strconv.ParseInt(d, 10, 64) // the form made it of a number
		out.Who.Departments = append(out.Who.Departments, id)
	}
	for _, r := range ticked("roles") {
		out.Who.Roles = append(out.Who.Roles, app.Role(r))
	}
	if slices.Equal(ticked("keys"), []string{p.text}) {
		out.Who.Numbers = p.only
	}
	return out, fine
}

// ask plans anew with what is typed.
func (p *campaignPlan) ask() {
	in, fine := p.typed()
	if !fine {
		return
	}
	Load(p.load, func(ctx context.Context) (app.Plan, error) { return p.sh.Office().PlanCampaign(ctx, in) }, func(plan app.Plan) {
		p.plan, p.problem = plan, ""
		p.put()
	})
}

// failed says at its field why there is no plan; the cursor stays where it is.
func (p *campaignPlan) failed(err error) bool {
	fields, rest := FieldErrors(err)
	if rest != nil {
		return false
	}
	for name, message := range fields {
		if f := p.form.Field(name); f != nil {
			f.SetProblem(message)
		}
		p.problem = message
	}
	p.plan = app.Plan{}
	p.put()
	return true
}

// put shows the plan.
func (p *campaignPlan) put() {
	p.tabs.SetCount(planTakes, len(p.plan.Takes))
	p.tabs.SetCount(planLeaves, len(p.plan.LeavesOut))
	p.showRows()
	switch {
	case len(p.without) > 0:
		p.status.SayWith(look.Neutral, words.T("campaign.plan.dropped", words.N("campaigns.people", p.plan.People), len(p.without)), words.T("campaign.plan.undrop"), func() {
			p.without = nil
			p.ask()
		})
	case len(p.plan.Takes) > 0:
		p.status.Say(look.Neutral, words.Join(words.N("campaigns.people", p.plan.People), words.N("campaigns.lines", len(p.plan.Takes)), words.T("campaign.plan.hint.del")))
	default:
		p.status.Clear()
	}
	p.sh.HeadChanged()
}

// showRows shows the lines of the tab.
func (p *campaignPlan) showRows() {
	rows, empty := p.plan.Takes, words.T("campaign.plan.empty.takes")
	if p.tabs.Selected() == planLeaves {
		rows, empty = p.plan.LeavesOut, words.T("campaign.plan.empty.leaves")
	}
	if p.problem != "" {
		empty = p.problem
	}
	p.table.SetEmpty(empty, "", nil)
	p.table.SetRows(rows)
}

// drop takes the person of the selected row off the list.
func (p *campaignPlan) drop() {
	l, ok := p.table.Selected()
	if !ok || p.tabs.Selected() != planTakes {
		return
	}
	p.without = append(p.without, l.Person.Number)
	p.ask()
}

// start starts the campaign and shows it.
func (p *campaignPlan) start() {
	if p.form == nil || len(p.plan.Takes) == 0 {
		return
	}
	in, fine := p.typed()
	if !fine {
		return
	}
	Do(p.sh, func(ctx context.Context) (app.CampaignSheet, error) { return p.sh.Office().StartCampaign(ctx, in) }, func(s app.CampaignSheet) {
		p.form, p.only, p.without, p.text, p.plan = nil, nil, nil, "", app.Plan{}
		p.sh.DropDraft(formCampaign)
		p.sh.Toast(words.N("campaign.plan.started", s.People, s.Number))
		p.sh.Open(Campaign, Arg{Code: s.Number})
		p.sh.Changed()
	}, func(err error) bool {
		rest := applyErrors(p.form, err)
		return rest == nil
	})
}
