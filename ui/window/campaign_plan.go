package window

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// CampaignPlan is where a campaign is planned. Arg.Act ActNew begins a new one; Arg.Code may be the key of a
// text whose newest version is to be signed anew.
const CampaignPlan Name = "campaign_plan"

func init() {
	register(Registration{
		Name: CampaignPlan, Under: Commitments,
		May: func(a app.Abilities) bool { return a.RunCampaigns },
		New: func(sh *Shell) Screen { return newCampaignPlan(sh) },
	})
}

// formCampaign names the draft of an unfinished plan.
const formCampaign = "campaign"

// The tabs of a plan.
const (
	planTakes  = "takes"
	planLeaves = "leaves"
)

// campaignPlan is 发起签署活动: at the left who is to sign what by when, at the right whom that takes, and
// whom not and why; the list follows each change.
type campaignPlan struct {
	Base
	sh      *Shell
	load    *Loader
	begin   *Loader
	form    *widget.Form
	side    *fyne.Container
	tabs    *widget.Tabs
	table   *widget.Table[app.PlannedLine]
	status  *widget.Status
	plan    app.Plan
	first   map[string]string // the form as it began
	only    []string          // numbers: those who signed an older version
	without []string          // numbers: taken off the list by hand
	text    string            // key of the text that only is about
	problem string            // why there is no plan
}

func newCampaignPlan(sh *Shell) *campaignPlan {
	p := &campaignPlan{sh: sh, load: sh.Loader(), begin: sh.Loader(), side: container.NewStack()}
	p.load.Failed = p.failed
	return p
}

// Head implements Screen.
func (p *campaignPlan) Head() Head {
	start := widget.NewButton(widget.Primary, words.T("campaign.plan.start"), p.start).WithKey("Ctrl+Enter")
	start.SetEnabled(len(p.plan.Takes) > 0)
	return Head{Title: NavName(CampaignPlan), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("campaign.back"), func() { p.Escape() }).WithKey("Esc"), start,
	}}
}

// Build implements Screen.
func (p *campaignPlan) Build() fyne.CanvasObject {
	p.tabs = widget.NewTabs(
		widget.Tab{ID: planTakes, Label: words.T("campaign.plan.takes"), Count: widget.NoCount},
		widget.Tab{ID: planLeaves, Label: words.T("campaign.plan.leaves"), Count: widget.NoCount},
	)
	p.tabs.OnSelect = func(string) { p.table.Deselect(); p.showRows() }
	p.table = widget.NewTable(p.columns())
	p.table.Key = func(l app.PlannedLine) string { return l.Person.Number + "/" + string(l.Key) }
	keepWidths(p.sh, "campaign_plan.widths", p.table)
	p.status = widget.NewStatus(words.T("campaign.plan.hint"), words.T("campaign.plan.hint.del"))
	p.status.Stays = true
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, p.status)
	list := look.PadEach(look.GapPage, look.Gap, look.GapPage, look.GapNone, p.table)
	side := look.Fixed(look.WidthDetail, 0, look.Panel(container.NewVScroll(look.Pad(look.GapWide, look.GapWide, p.side))))
	return look.Edge(nil, nil, side, nil, look.Edge(p.tabs, foot, nil, nil, list))
}

func (p *campaignPlan) columns() []widget.Column[app.PlannedLine] {
	type line = app.PlannedLine
	text := func(id, heading string, width float32, get func(line) string) widget.Column[line] {
		return widget.Column[line]{
			ID: id, Heading: words.T(heading), Width: width, Text: get,
			Sort: func(a, b line) int { return strings.Compare(get(a), get(b)) },
		}
	}
	wide := func(c widget.Column[line]) widget.Column[line] { c.Weight = 2; return c }
	return []widget.Column[line]{
		text("number", "people.number", look.WidthName, func(l line) string { return l.Person.Number }),
		text("name", "people.name", 0, func(l line) string { return l.Person.Name }),
		text("department", "people.department", look.WidthName, func(l line) string { return l.Person.Department }),
		wide(text("text", "campaigns.text", 0, func(l line) string { return TemplateTitle(l.Key, l.Title) })),
		text("version", "campaigns.version", look.WidthDay, func(l line) string { return l.Version }),
		wide(text("why", "campaign.plan.why", 0, p.why)),
	}
}

// why says why somebody is asked, or is not.
func (p *campaignPlan) why(l app.PlannedLine) string {
	switch l.Why {
	case app.OutOpen:
		return words.T("campaign.plan.out.open", l.Campaign)
	case app.OutSigned:
		return words.T("campaign.plan.out.signed", words.Date(string(l.Until)))
	case app.OutGone:
		return words.T("campaign.plan.out.gone")
	case app.OutGlyphs:
		return words.T("campaign.plan.out.glyphs", l.Characters)
	}
	switch {
	case l.State == app.Missing:
		return words.T("campaign.plan.missing")
	case l.State == app.Expired && l.Until >= p.sh.Day():
		return words.T("campaign.plan.anew")
	}
	return words.T("campaign.plan."+string(l.State), words.Date(string(l.Until)))
}

// Open implements Screen.
func (p *campaignPlan) Open(arg Arg) {
	if arg.Code == "" && p.Leave() != nil {
		return // what was begun is still there
	}
	p.only, p.without, p.text = nil, nil, ""
	if arg.Code == "" {
		p.prepare(nil, nil)
		return
	}
	Load(p.begin, p.sh.Office().CampaignOffers, func(offers []app.CampaignOffer) {
		i := slices.IndexFunc(offers, func(o app.CampaignOffer) bool { return string(o.Key) == arg.Code })
		if i < 0 {
			p.prepare(nil, nil)
			return
		}
		p.offered(offers[i])
	})
}

// offered fills the plan in for those who signed an older version of a text.
func (p *campaignPlan) offered(o app.CampaignOffer) {
	p.only, p.text = o.Numbers, string(o.Key)
	p.prepare(map[string]string{
		"title": words.T("campaign.plan.title.anew", TemplateTitle(o.Key, o.Title), o.Version),
		"due":   string(max(o.InForce, p.sh.Day().AddDays(14))), "keys": string(o.Key),
	}, nil)
}

// Refresh implements Screen.
func (p *campaignPlan) Refresh(context.Context) {
	if p.form != nil {
		p.ask()
	}
}

// Shown implements Screen.
func (p *campaignPlan) Shown() {
	if p.form != nil {
		p.form.FocusFirst()
	}
}

// Forms implements Screen.
func (p *campaignPlan) Forms() []string { return []string{formCampaign} }

// Leave implements Screen: what was typed is kept.
func (p *campaignPlan) Leave() *app.Draft {
	if p.form == nil {
		return nil
	}
	fields := p.form.Snapshot()
	if len(p.without) == 0 && slices.Equal(sortedPairs(fields), sortedPairs(p.first)) {
		return nil
	}
	fields["of.only"], fields["of.without"], fields["of.text"] = strings.Join(p.only, ","), strings.Join(p.without, ","), p.text
	return &app.Draft{Form: formCampaign, Fields: fields}
}

func sortedPairs(fields map[string]string) []string {
	out := make([]string, 0, len(fields))
	for name, value := range fields {
		out = append(out, name+"="+value)
	}
	slices.Sort(out)
	return out
}

// Restore implements Screen.
func (p *campaignPlan) Restore(d app.Draft) {
	p.only, p.without, p.text = splitNumbers(d.Fields["of.only"]), splitNumbers(d.Fields["of.without"]), d.Fields["of.text"]
	p.prepare(nil, d.Fields)
}

// splitNumbers takes apart what strings.Join made of numbers.
func splitNumbers(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// Escape implements Screen: go back to the campaigns.
func (p *campaignPlan) Escape() bool {
	p.sh.Open(Campaigns)
	return true
}

// Keys implements Screen.
func (p *campaignPlan) Keys() []Key {
	return []Key{
		{"Ctrl+Enter", words.T("campaign.plan.start"), p.start},
		{"Del", words.T("campaign.plan.drop"), p.drop},
	}
}
