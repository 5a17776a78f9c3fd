package window

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Campaigns is the list of signing campaigns; Arg.Code may be the number of one.
const Campaigns Name = "campaigns"

func init() {
	register(Registration{
		Name: Campaigns, Under: Commitments,
		May: func(a app.Abilities) bool { return a.Campaigns },
		New: func(sh *Shell) Screen { return newCampaigns(sh) },
	})
}

// The tabs of the list.
const (
	campaignsOpen   = "open"
	campaignsClosed = "closed"
)

// campaigns is 签署活动: who was asked to sign what by when, and how far each campaign has come.
type campaigns struct {
	Base
	sh     *Shell
	list   *Loader
	tabs   *widget.Tabs
	table  *widget.Table[app.CampaignRow]
	detail *widget.Detail
	rows   []app.CampaignRow
	at     string // number of the one shown, "" for none
	want   string // to select once the rows are there
}

func newCampaigns(sh *Shell) *campaigns { return &campaigns{sh: sh, list: sh.Loader()} }

// Head implements Screen.
func (c *campaigns) Head() Head {
	back := widget.NewButton(widget.Secondary, words.T("campaigns.back"), func() { c.sh.Open(Commitments) }).WithKey("Esc")
	h := Head{Title: NavName(Campaigns), Buttons: []*widget.Button{back}}
	if c.sh.Me().May.RunCampaigns {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("campaigns.new"), c.add).WithKey("Ctrl+N").WithIcon(theme.ContentAddIcon()))
	}
	return h
}

// Build implements Screen.
func (c *campaigns) Build() fyne.CanvasObject {
	c.tabs = widget.NewTabs(
		widget.Tab{ID: campaignsOpen, Label: words.T("campaigns.tab.open"), Count: widget.NoCount},
		widget.Tab{ID: campaignsClosed, Label: words.T("campaigns.tab.closed"), Count: widget.NoCount},
	)
	c.tabs.OnSelect = func(string) { c.table.Deselect(); c.showNone(); c.showRows(); c.sh.Focus(c.table) }
	c.table = widget.NewTable(c.columns())
	c.table.Key = func(r app.CampaignRow) string { return r.Number }
	c.table.OnSelect = c.show
	c.table.OnNone = c.showNone
	c.table.OnActivate = func(app.CampaignRow) { c.primary() }
	keepWidths(c.sh, "campaigns.widths", c.table)
	status := widget.NewStatus(words.T("people.hint.rows"), words.T("campaigns.hint"), words.T("shell.list.hint.print.shift"), words.T("clients.hint.export"))
	c.detail = widget.NewDetail(nil)
	c.showNone()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, status)
	left := look.Edge(c.tabs, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, c.table))
	return look.Edge(nil, nil, nil, c.detail, left)
}

func (c *campaigns) columns() []widget.Column[app.CampaignRow] {
	type row = app.CampaignRow
	return []widget.Column[row]{
		{
			ID: "number", Heading: words.T("campaigns.number"), Width: look.WidthCode + look.GapWide,
			Text: func(r row) string { return r.Number }, Sort: func(a, b row) int { return cmp.Compare(a.ID, b.ID) },
		},
		{
			ID: "title", Heading: words.T("campaigns.title"),
			Text: func(r row) string { return r.Title }, Sort: func(a, b row) int { return cmp.Compare(a.Title, b.Title) },
		},
		{
			ID: "due", Heading: words.T("campaigns.due"), Width: look.WidthDate,
			Text: func(r row) string { return words.Date(string(r.Due)) }, Sort: func(a, b row) int { return cmp.Compare(a.Due, b.Due) },
		},
		{
			ID: "signed", Heading: words.T("campaigns.signed"), Width: look.WidthName,
			Text: func(r row) string { return words.T("campaigns.of", r.Signed, r.Total) },
			Sort: func(a, b row) int { return cmp.Compare(a.Signed*b.Total, b.Signed*a.Total) },
		},
		{ID: "state", Heading: words.T("campaigns.state"), Width: look.WidthState, Chip: func(r row) (look.Kind, string) { return campaignChip(r, c.sh.Day()) }},
	}
}

// campaignChip says how a campaign stands.
func campaignChip(r app.CampaignRow, today app.Date) (look.Kind, string) {
	switch {
	case !r.Open():
		return look.Neutral, words.T("campaigns.state.closed")
	case r.Waiting == 0:
		return look.InPlace, words.T("campaigns.state.done")
	case r.Due < today:
		return look.Overdue, words.N("campaigns.state.late", r.Due.DaysUntil(today))
	}
	return look.Waiting, words.T("campaigns.state.open")
}

// Open implements Screen.
func (c *campaigns) Open(arg Arg) { c.want = arg.Code }

// Refresh implements Screen.
func (c *campaigns) Refresh(context.Context) {
	Load(c.list, c.sh.Office().Campaigns, func(rows []app.CampaignRow) {
		c.rows = rows
		c.showRows()
	})
}

// showRows shows the rows of the tab and counts those of both.
func (c *campaigns) showRows() {
	counts := map[string]int{}
	of := func(r app.CampaignRow) string {
		if r.Open() {
			return campaignsOpen
		}
		return campaignsClosed
	}
	for _, r := range c.rows {
		counts[of(r)]++
		if r.Number == c.want && of(r) != c.tabs.Selected() {
			c.tabs.Select(of(r))
		}
	}
	var shown []app.CampaignRow
	for _, r := range c.rows {
		if of(r) == c.tabs.Selected() {
			shown = append(shown, r)
		}
	}
	for _, tab := range []string{campaignsOpen, campaignsClosed} {
		c.tabs.SetCount(tab, counts[tab])
	}
	c.setEmpty()
	c.table.SetRows(shown)
	if c.want != "" {
		c.table.SelectKey(c.want)
		c.want = ""
	}
	r, ok := c.table.Selected()
	switch {
	case len(shown) == 0:
		c.showNone()
	case ok:
		c.show(r) // what is known of it may have changed
	default:
		c.table.SelectIndex(0)
	}
}

// setEmpty says what would be here, and offers the first step to who may take it.
func (c *campaigns) setEmpty() {
	if c.tabs.Selected() == campaignsOpen && c.sh.Me().May.RunCampaigns {
		c.table.SetEmpty(words.T("campaigns.empty.open"), words.T("campaigns.new"), c.add)
		return
	}
	c.table.SetEmpty(words.T("campaigns.empty."+c.tabs.Selected()), "", nil)
}

// showNone empties the detail.
func (c *campaigns) showNone() {
	c.at = ""
	c.detail.SetContent(look.Label(words.T("campaigns.none")).Wrapped())
	c.detail.SetActions()
}

// show shows one campaign.
func (c *campaigns) show(r app.CampaignRow) {
	c.at = r.Number
	kind, state := campaignChip(r, c.sh.Day())
	c.detail.SetContent(look.Column(look.GapCard, widget.NewDetailHead(r.Number, kind, state), c.sh.campaignFields(r)))
	c.detail.SetActions(widget.NewButton(widget.Primary, words.T("campaigns.look"), c.primary).WithKey("Enter"))
}

// campaignFields are the facts of a campaign.
func (sh *Shell) campaignFields(r app.CampaignRow) fyne.CanvasObject {
	var rows []*widget.FieldRow
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(key), value))
		}
	}
	count := func(key string, n int) {
		if n > 0 {
			add(key, words.N("campaigns.lines", n))
		}
	}
	add("campaigns.title", r.Title)
	add("campaigns.due", dueText(r.Due, sh.Day()))
	add("campaigns.started", words.Join(words.When(r.StartedAt, sh.Now()), r.Starter))
	add("campaigns.asked", words.Join(words.N("campaigns.people", r.People), words.N("campaigns.lines", r.Total)))
	count("campaigns.line.signed", r.Signed)
	count("campaigns.line.waiting", r.Waiting)
	count("campaigns.printed", r.Printed)
	count("campaigns.reminded", r.Reminded)
	count("campaigns.line.gone", r.Gone)
	if !r.Open() {
		add("campaigns.closed", words.Join(words.When(r.ClosedAt, sh.Now()), r.Closer))
		add("campaigns.note", r.Note)
	}
	return widget.NewFields(rows...)
}

// primary opens the list of people.
func (c *campaigns) primary() {
	if c.at != "" {
		c.sh.Open(Campaign, Arg{Code: c.at})
	}
}

// add plans a new one.
func (c *campaigns) add() { c.sh.Open(CampaignPlan, Arg{Act: ActNew}) }

// Keys implements Screen.
func (c *campaigns) Keys() []Key {
	keys := []Key{{"↑↓", words.T("campaigns.key.rows"), nil}}
	if c.at != "" {
		keys = append(keys, Key{"Enter", words.T("campaigns.look"), c.primary})
	}
	if c.sh.Me().May.RunCampaigns {
		keys = append(keys, Key{"Ctrl+N", words.T("campaigns.new"), c.add})
	}
	return append(keys,
		Key{"Ctrl+Shift+P", words.T("shell.list.print"), func() { printList(c.sh, c.listing()) }},
		Key{"Ctrl+E", words.T("shell.list.export"), func() { exportList(c.sh, c.listing()) }},
	)
}

// listing is the list as it stands, for paper and spreadsheets.
func (c *campaigns) listing() listing[app.CampaignRow] {
	return listing[app.CampaignRow]{
		list: "campaigns", title: NavName(Campaigns), note: narrowed(c.tabs.SelectedLabel(), c.table.Filter()), table: c.table,
	}
}

// Shown implements Screen.
func (c *campaigns) Shown() { c.sh.Focus(c.table) }

// Escape implements Screen: go back to the commitments.
func (c *campaigns) Escape() bool {
	c.sh.Open(Commitments)
	return true
}
