package window

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Campaign is one signing campaign; Arg.Code is its number.
const Campaign Name = "campaign"

func init() {
	register(Registration{
		Name: Campaign, Under: Commitments,
		May: func(a app.Abilities) bool { return a.Campaigns },
		New: func(sh *Shell) Screen { return newCampaign(sh) },
	})
}

// campaign is 签署名单: who has signed, who has not, how far it has come; from here everything is
// printed, reminded and closed.
type campaign struct {
	Base
	sh     *Shell
	load   *Loader
	tabs   *widget.Tabs
	far    *widget.Progress
	table  *widget.Table[app.CampaignLine]
	detail *widget.Detail
	number string
	shown  app.CampaignSheet
	at     *app.CampaignLine
}

func newCampaign(sh *Shell) *campaign {
	return &campaign{sh: sh, load: sh.Loader(), far: widget.NewProgress(nil)}
}

// Head implements Screen.
func (c *campaign) Head() Head {
	h := Head{Title: NavName(Campaign), Quiet: c.number, Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("campaign.back"), func() { c.Escape() }).WithKey("Esc"),
	}}
	if !c.shown.MayRun {
		return h
	}
	if c.shown.Waiting == 0 {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("campaign.close"), c.askClose))
		return h
	}
	h.Buttons = append(h.Buttons,
		widget.NewButton(widget.Secondary, words.T("campaign.close"), c.askClose),
		widget.NewButton(widget.Secondary, words.T("campaign.remind"), c.askRemind).WithKey("Ctrl+R"),
		widget.NewButton(widget.Primary, words.T("campaign.make"), c.askMake).WithKey("Ctrl+Enter"),
	)
	return h
}

// Build implements Screen.
func (c *campaign) Build() fyne.CanvasObject {
	tabs := make([]widget.Tab, len(app.AllLineStates))
	for i, s := range app.AllLineStates {
		tabs[i] = widget.Tab{ID: string(s), Label: words.T("campaigns.line." + string(s)), Count: widget.NoCount}
	}
	c.tabs = widget.NewTabs(tabs...)
	c.tabs.OnSelect = func(string) { c.table.Deselect(); c.showNone(); c.showRows(); c.sh.Focus(c.table) }
	c.table = widget.NewTable(c.columns())
	c.table.Key = func(l app.CampaignLine) string { return l.Person.Number + "/" + string(l.Key) + "/" + l.Version }
	c.table.OnSelect = c.show
	c.table.OnNone = c.showNone
	c.table.OnActivate = func(app.CampaignLine) { c.primary() }
	keepWidths(c.sh, "campaign.widths", c.table)
	status := widget.NewStatus(words.T("people.hint.rows"), words.T("campaign.hint"), words.T("shell.list.hint.print.shift"), words.T("clients.hint.export"))
	c.detail = widget.NewDetail(nil)
	c.showNone()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, status)
	far := look.PadEach(look.GapPage, look.GapCard, look.GapWide, look.GapTight, c.far)
	list := look.Edge(far, nil, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, c.table))
	return look.Edge(nil, nil, nil, c.detail, look.Edge(c.tabs, foot, nil, nil, list))
}

func (c *campaign) columns() []widget.Column[app.CampaignLine] {
	type line = app.CampaignLine
	text := func(id, heading string, width float32, get func(line) string) widget.Column[line] {
		return widget.Column[line]{
			ID: id, Heading: words.T(heading), Width: width, Text: get,
			Sort: func(a, b line) int { return cmp.Compare(get(a), get(b)) },
		}
	}
	name := text("name", "people.name", 0, func(l line) string { return l.Person.Name })
	title := text("title", "campaigns.text", 0, func(l line) string { return TemplateTitle(l.Key, l.Title) })
	title.Weight = 2
	return []widget.Column[line]{
		text("number", "people.number", look.WidthName, func(l line) string { return l.Person.Number }),
		name,
		text("department", "people.department", look.WidthName, func(l line) string { return l.Person.Department }),
		title,
		text("version", "campaigns.version", look.WidthDay, func(l line) string { return l.Version }),
		text("how", "campaigns.how", look.WidthEntry, c.how),
	}
}

// how says in a few words what has happened to a line.
func (c *campaign) how(l app.CampaignLine) string {
	switch l.State {
	case app.LineSigned:
		return words.Join(words.ShortDate(string(l.SignedOn), string(c.sh.Day())), words.T("commitments.method."+l.Method))
	case app.LineGone:
		return words.Date(string(l.Person.LeftOn))
	}
	printed, reminded := "", ""
	if !l.PrintedAt.IsZero() {
		printed = words.T("campaigns.printed")
	}
	if l.Reminded > 0 {
		reminded = words.N("today.reminded", l.Reminded)
	}
	return words.Join(printed, reminded)
}

// Open implements Screen.
func (c *campaign) Open(arg Arg) {
	if arg.Code == "" || arg.Code == c.number {
		return
	}
	c.number, c.shown = arg.Code, app.CampaignSheet{}
	c.tabs.Select(string(app.LineWaiting))
	c.table.SetFilter("")
	c.table.SetRows(nil)
	c.showNone()
}

// Refresh implements Screen.
func (c *campaign) Refresh(context.Context) {
	number := c.number
	if number == "" {
		return
	}
	Load(c.load, func(ctx context.Context) (app.CampaignSheet, error) { return c.sh.Office().OpenCampaign(ctx, number) }, c.put)
}

// put shows the campaign as it stands.
func (c *campaign) put(s app.CampaignSheet) {
	c.shown = s
	stands := words.T("campaign.remind.until", dueText(s.Due, c.sh.Day()))
	if !s.Open() {
		stands = words.T("campaigns.state.closed")
	}
	c.far.Set(words.Join(s.Title, stands), s.Signed, s.Total)
	for _, state := range app.AllLineStates {
		n := map[app.LineState]int{app.LineWaiting: s.Waiting, app.LineSigned: s.Signed, app.LineGone: s.Gone}[state]
		c.tabs.SetCount(string(state), n)
	}
	c.showRows()
	c.sh.HeadChanged()
}

// showRows shows the lines of the tab.
func (c *campaign) showRows() {
	state := app.LineState(c.tabs.Selected())
	var rows []app.CampaignLine
	for _, l := range c.shown.Lines {
		if l.State == state {
			rows = append(rows, l)
		}
	}
	c.table.SetEmpty(words.T("campaign.empty."+string(state)), "", nil)
	c.table.SetRows(rows)
	l, ok := c.table.Selected()
	switch {
	case len(rows) == 0:
		c.showNone()
	case ok:
		c.show(l) // what is known of it may have changed
	default:
		c.table.SelectIndex(0)
	}
}

// Shown implements Screen.
func (c *campaign) Shown() { c.sh.Focus(c.table) }

// Escape implements Screen: go back to the list.
func (c *campaign) Escape() bool {
	c.sh.Open(Campaigns, Arg{Code: c.number})
	return true
}

// listing is the list as it stands, for paper and spreadsheets.
func (c *campaign) listing() listing[app.CampaignLine] {
	return listing[app.CampaignLine]{
		list: "campaigns", title: words.Join(NavName(Campaign), c.number), note: narrowed(c.tabs.SelectedLabel(), c.table.Filter()), table: c.table,
	}
}
