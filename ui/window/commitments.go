package window

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

func init() {
	register(Registration{
		Name: Commitments, Icon: theme.IconNameDocumentCreate,
		May:   func(a app.Abilities) bool { return a.Commitments },
		Badge: func(t app.Today) int { return t.BadgeCommitments },
		New:   func(sh *Shell) Screen { return newCommitments(sh) },
	})
}

// commitmentTabs are the states of the list.
var commitmentTabs = []app.CommitmentState{app.Missing, app.Expiring, app.InForce, app.Superseded}

// tabCounter is the tab of what waits for the organisation's signature, for those who give it or look after it.
const tabCounter app.CommitmentState = "counter"

// ActCounter opens that tab.
const ActCounter = "counter"

// commitments is 承诺: who has signed what, and until when.
type commitments struct {
	Base
	sh     *Shell
	tabs   *widget.Tabs
	table  *widget.Table[app.CommitmentRow]
	detail *widget.Detail
	list   *Loader
	rows   []app.CommitmentRow
	signs  []app.CommitmentRow // to be countersigned
	at     *app.CommitmentRow
	want   string // number of the person to select once the rows are there
}

func newCommitments(sh *Shell) *commitments { return &commitments{sh: sh, list: sh.Loader()} }

// Head implements Screen.
func (c *commitments) Head() Head {
	own := widget.NewButton(widget.Primary, words.T("commitments.own"), func() { c.sh.Open(Sign, Arg{Code: c.sh.me.Person.Number}) })
	texts := widget.NewButton(widget.Secondary, words.T("texts.title"), func() { c.sh.Open(Texts) }).WithKey("Ctrl+D")
	h := Head{Title: NavName(Commitments), Buttons: []*widget.Button{texts}}
	if c.sh.May(Campaigns) {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, words.T("campaigns.button"), func() { c.sh.Open(Campaigns) }))
	}
	if c.sh.me.May.Attest {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, words.T("scans.record"), c.sh.recordScans))
	}
	switch n := len(c.toCounter()); {
	case !c.sh.me.Bound.Bound:
		h.Buttons = append(h.Buttons, own)
	case n > 0 && c.tab() == tabCounter:
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.N("countersign.all", n), c.counterAll))
	}
	return h
}

// tab is the tab at the front.
func (c *commitments) tab() app.CommitmentState {
	if c.tabs == nil {
		return ""
	}
	return app.CommitmentState(c.tabs.Selected())
}

// shownTabs are the tabs of this person.
func (c *commitments) shownTabs() []app.CommitmentState {
	if may := c.sh.me.May; may.Countersign || may.SealPapers {
		return slices.Concat(commitmentTabs[:3], []app.CommitmentState{tabCounter}, commitmentTabs[3:])
	}
	return commitmentTabs
}

// toCounter are the commitments that this person may countersign.
func (c *commitments) toCounter() []app.CommitmentRow {
	return slices.DeleteFunc(slices.Clone(c.signs), func(r app.CommitmentRow) bool { return !r.MayCounter })
}

func (c *commitments) counterAll() { c.sh.countersign(c.toCounter()) }

// Build implements Screen.
func (c *commitments) Build() fyne.CanvasObject {
	states := c.shownTabs()
	tabs := make([]widget.Tab, len(states))
	for i, s := range states {
		tabs[i] = widget.Tab{ID: string(s), Label: words.T("commitments.tab." + string(s)), Count: widget.NoCount}
	}
	c.tabs = widget.NewTabs(tabs...)
	c.tabs.OnSelect = func(string) { c.table.Deselect(); c.showRows(); c.sh.HeadChanged(); c.sh.Focus(c.table) }
	c.table = widget.NewTable(c.columns())
	c.table.Key = commitmentKey
	c.table.OnSelect = c.show
	c.table.OnNone = c.showNone
	c.table.OnActivate = func(app.CommitmentRow) { c.primary() }
	keepWidths(c.sh, "commitments.widths", c.table)
	status := widget.NewStatus(words.T("people.hint.rows"), words.T("commitments.hint"), words.T("shell.list.hint.print.shift"), words.T("clients.hint.export"))
	c.detail = widget.NewDetail(nil)
	c.showNone()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, status)
	left := look.Edge(c.tabs, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, c.table))
	return look.Edge(nil, nil, nil, c.detail, left)
}

// commitmentKey tells rows apart: person, commitment, version.
func commitmentKey(r app.CommitmentRow) string {
	return strings.Join([]string{r.Person.Number, string(r.Key), string(r.SignedOn), string(r.State)}, "/")
}

func (c *commitments) columns() []widget.Column[app.CommitmentRow] {
	type row = app.CommitmentRow
	text := func(id, heading string, width float32, get func(row) string) widget.Column[row] {
		return widget.Column[row]{
			ID: id, Heading: words.T(heading), Width: width, Text: get,
			Sort: func(a, b row) int { return cmp.Compare(get(a), get(b)) },
		}
	}
	return []widget.Column[row]{
		text("number", "people.number", look.WidthName, func(r row) string { return r.Person.Number }),
		text("name", "people.name", look.WidthEntry, func(r row) string { return r.Person.Name }),
		text("title", "commitments.title", 0, func(r row) string { return TemplateTitle(r.Key, r.Title) }),
		text("version", "commitments.version", look.WidthLabel, func(r row) string { return r.Version }),
		text("until", "commitments.until", look.WidthDate, func(r row) string { return words.Date(string(r.ValidUntil)) }),
		{ID: "state", Heading: words.T("commitments.state"), Width: look.WidthState, Chip: func(r row) (look.Kind, string) { return CommitmentChip(r.State) }},
	}
}

// Open implements Screen: Arg.Code is a person's number; Arg.Act may be ActCounter.
func (c *commitments) Open(arg Arg) {
	c.want = arg.Code
	if arg.Act == ActCounter && slices.Contains(c.shownTabs(), tabCounter) {
		c.tabs.Select(ActCounter)
	}
}

// Refresh implements Screen.
func (c *commitments) Refresh(context.Context) {
	type lists struct{ all, signs []app.CommitmentRow }
	counter := c.sh.me.May.Countersign
	Load(c.list, func(ctx context.Context) (l lists, err error) {
		if l.all, err = c.sh.office.Commitments(ctx, app.CommitmentFilter{}); err != nil || !counter {
			return l, err
		}
		l.signs, err = c.sh.office.ToCountersign(ctx)
		return l, err
	}, func(l lists) {
		c.rows, c.signs = l.all, l.signs
		if !counter {
			c.signs = slices.DeleteFunc(slices.Clone(l.all), func(r app.CommitmentRow) bool { return !r.WantsCounter })
		}
		c.showRows()
		c.sh.HeadChanged()
	})
}

// belongs puts what has ended beside what is missing: both want signing.
func (c *commitments) belongs(r app.CommitmentRow, tab app.CommitmentState) bool {
	switch tab {
	case app.Missing:
		return r.State == app.Missing || r.State == app.Expired
	case app.InForce:
		return r.State == app.InForce || r.State == app.Expiring || r.State == app.Ahead
	}
	return r.State == tab
}

// showRows shows the rows of the tab and counts those of the others.
func (c *commitments) showRows() {
	tab := c.tab()
	var shown []app.CommitmentRow
	counts := map[app.CommitmentState]int{}
	for _, r := range c.rows {
		for _, t := range commitmentTabs {
			if c.belongs(r, t) {
				counts[t]++
			}
		}
		if c.belongs(r, tab) {
			shown = append(shown, r)
		}
	}
	if tab == tabCounter {
		shown = c.signs
	}
	counts[tabCounter] = len(c.signs)
	for _, t := range c.shownTabs() {
		c.tabs.SetCount(string(t), counts[t])
	}
	c.table.SetEmpty(words.T("commitments.empty."+string(tab)), "", nil)
	c.table.SetRows(shown)
	if c.want != "" {
		c.selectPerson(shown)
	}
	if _, ok := c.table.Selected(); !ok {
		c.table.SelectIndex(0)
	}
	if len(shown) == 0 {
		c.showNone()
	}
}

// selectPerson selects the first row of the person who was asked for.
func (c *commitments) selectPerson(rows []app.CommitmentRow) {
	for _, r := range rows {
		if r.Person.Number == c.want {
			c.want = ""
			c.table.SelectKey(commitmentKey(r))
			return
		}
	}
}

// Keys implements Screen.
func (c *commitments) Keys() []Key {
	keys := []Key{{"↑↓", words.T("commitments.key.rows"), nil}}
	if c.at != nil {
		keys = append(keys, Key{"Enter", words.T("commitments.key.primary"), c.primary}, Key{"Ctrl+P", words.T("commitments.print"), c.print})
	}
	return append(
		keys,
		Key{"Ctrl+D", words.T("texts.title"), func() { c.sh.Open(Texts) }},
		Key{"Ctrl+Shift+P", words.T("shell.list.print"), func() { printList(c.sh, c.listing()) }},
		Key{"Ctrl+E", words.T("shell.list.export"), func() { exportList(c.sh, c.listing()) }},
		Key{"Ctrl+C", words.T("clients.key.copy"), nil},
	)
}

// listing is the list as it stands, for paper and spreadsheets.
func (c *commitments) listing() listing[app.CommitmentRow] {
	return listing[app.CommitmentRow]{
		list: "commitments", title: NavName(Commitments), note: narrowed(c.tabs.SelectedLabel(), c.table.Filter()), table: c.table,
	}
}

// Shown implements Screen.
func (c *commitments) Shown() { c.sh.Focus(c.table) }
