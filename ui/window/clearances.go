package window

import (
	"cmp"
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// Clearances is the list of joiners', movers' and leavers' sheets; Arg.Code may be a sheet's number.
const Clearances Name = "clearances"

func init() {
	register(Registration{
		Name: Clearances, Under: People, May: seesSheets, New: func(sh *Shell) Screen { return newClearances(sh) },
	})
}

// seesSheets tells who looks at other people's sheets and proofs.
func seesSheets(a app.Abilities) bool { return a.EditPeople || a.SeeAccounts }

// clearanceTabs are the states of the list, in order.
var clearanceTabs = []app.ClearanceState{app.ClearanceOpen, app.ClearanceClosed, app.ClearanceDropped}

// clearances is 交接单: people's sheets at the left, one of them with its lines at the right.
type clearances struct {
	Base
	sh     *Shell
	list   *Loader
	one    *Loader
	tabs   *widget.Tabs
	table  *widget.Table[app.ClearanceRow]
	detail *widget.Detail
	rows   []app.ClearanceRow
	want   string // number to select once the rows are there
	shown  app.ClearanceSheet
}

func newClearances(sh *Shell) *clearances {
	return &clearances{sh: sh, list: sh.Loader(), one: sh.Loader()}
}

// Head implements Screen.
func (s *clearances) Head() Head {
	h := Head{Title: NavName(Clearances), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("clearances.back"), func() { s.sh.Open(People) }).WithKey("Esc"),
	}}
	if s.sh.me.May.EditPeople {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("clearances.start"), func() { s.sh.startClearance("", "") }).WithIcon(theme.ContentAddIcon()))
	}
	return h
}

// Build implements Screen.
func (s *clearances) Build() fyne.CanvasObject {
	tabs := make([]widget.Tab, len(clearanceTabs))
	for i, state := range clearanceTabs {
		tabs[i] = widget.Tab{ID: string(state), Label: words.T("clearances.state." + string(state)), Count: widget.NoCount}
	}
	s.tabs = widget.NewTabs(tabs...)
	s.tabs.OnSelect = func(string) { s.showRows() }
	s.table = widget.NewTable(s.columns())
	s.table.Key = func(r app.ClearanceRow) string { return r.Number }
	s.table.OnSelect = func(r app.ClearanceRow) { s.open(r.Number) }
	s.table.OnNone = s.showNothing
	s.table.OnActivate = func(app.ClearanceRow) { s.primary() }
	keepWidths(s.sh, "clearances.widths", s.table)
	status := widget.NewStatus(words.T("clearances.hint.rows"), words.T("people.hint.filter"), words.T("shell.list.hint.print"))
	s.detail = widget.NewDetail(nil)
	s.showNothing()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, status)
	list := look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, s.table)
	return look.Edge(nil, nil, nil, s.detail, look.Edge(s.tabs, foot, nil, nil, list))
}

func (s *clearances) columns() []widget.Column[app.ClearanceRow] {
	type row = app.ClearanceRow
	text := func(id string, width float32, get func(row) string) widget.Column[row] {
		return widget.Column[row]{
			ID: id, Heading: words.T("clearances.col." + id), Width: width, Text: get,
			Sort: func(a, b row) int { return cmp.Compare(get(a), get(b)) },
		}
	}
	return []widget.Column[row]{
		text("number", look.WidthCode, func(r row) string { return r.Number }),
		text("person", 0, func(r row) string { return words.Join(r.Person.Name, r.Person.Number) }),
		text("kind", look.WidthDay, func(r row) string { return words.T("clearance.kind." + string(r.Kind)) }),
		text("note", 0, func(r row) string { return r.Note }),
		text("opened", look.WidthName, func(r row) string { return string(app.DateOf(r.OpenedAt.In(s.sh.Now().Location()))) }),
		{ID: "left", Heading: words.T("clearances.col.left"), Width: look.WidthState, Chip: clearanceChip, Sort: func(a, b row) int { return cmp.Compare(a.Left, b.Left) }},
	}
}

// clearanceChip says where a sheet stands.
func clearanceChip(r app.ClearanceRow) (look.Kind, string) {
	switch {
	case r.State == app.ClearanceClosed:
		return look.InPlace, words.T("clearances.state.closed")
	case r.State == app.ClearanceDropped:
		return look.Neutral, words.T("clearances.state.dropped")
	case r.Left == 0:
		return look.Out, words.T("clearances.ready")
	}
	return look.Waiting, words.N("clearances.left", r.Left)
}

// Open implements Screen.
func (s *clearances) Open(arg Arg) {
	if arg.Code != "" {
		s.want = arg.Code
		s.table.SetFilter("")
	}
}

// Refresh implements Screen.
func (s *clearances) Refresh(context.Context) {
	Load(s.list, func(ctx context.Context) ([]app.ClearanceRow, error) {
		return s.sh.office.Clearances(ctx, app.ClearanceFilter{Limit: -1})
	}, func(rows []app.ClearanceRow) {
		s.rows = rows
		s.showRows()
	})
}

// showRows shows the rows of the tab and counts those of the others.
func (s *clearances) showRows() {
	for _, r := range s.rows {
		if r.Number == s.want {
			s.tabs.Select(string(r.State))
		}
	}
	counts := map[string]int{}
	var rows []app.ClearanceRow
	for _, r := range s.rows {
		counts[string(r.State)]++
		if string(r.State) == s.tabs.Selected() {
			rows = append(rows, r)
		}
	}
	for _, state := range clearanceTabs {
		s.tabs.SetCount(string(state), counts[string(state)])
	}
	s.table.SetEmpty(words.T("clearances.empty."+s.tabs.Selected()), "", nil)
	s.table.SetRows(rows)
	if s.want != "" {
		s.table.SelectKey(s.want)
		s.want = ""
	}
	if _, ok := s.table.Selected(); !ok {
		s.table.SelectIndex(0)
	}
	if r, ok := s.table.Selected(); ok {
		s.open(r.Number)
		return
	}
	s.showNothing()
}

// open asks for a sheet and shows it.
func (s *clearances) open(number string) {
	Load(s.one, func(ctx context.Context) (app.ClearanceSheet, error) { return s.sh.office.OpenClearance(ctx, number) }, s.show)
}

// showNothing empties the pane.
func (s *clearances) showNothing() {
	s.one.Stop()
	s.shown = app.ClearanceSheet{}
	s.detail.SetContent(look.Label(words.T("clearances.none")).Wrapped())
	s.detail.SetActions()
}

// Shown implements Screen.
func (s *clearances) Shown() { s.sh.Focus(s.table) }

// Escape implements Screen: clear the filter, then back to the people.
func (s *clearances) Escape() bool {
	if s.table.Filter() != "" {
		s.table.SetFilter("")
		return true
	}
	s.sh.Open(People)
	return true
}

// Keys implements Screen.
func (s *clearances) Keys() []Key {
	keys := []Key{
		{Stroke: "↑↓", Label: words.T("people.key.rows")},
		{Stroke: "Enter", Label: words.T("clearances.key.enter"), Do: s.primary},
	}
	if s.sh.me.May.EditPeople {
		keys = append(keys, Key{Stroke: "Ctrl+N", Label: words.T("clearances.start"), Do: func() { s.sh.startClearance("", "") }})
	}
	if s.shown.May.Mark {
		keys = append(keys, Key{Stroke: "F2", Label: words.T("clearances.line"), Do: s.addLine})
	}
	return append(keys,
		Key{Stroke: "Ctrl+F", Label: words.T("people.key.filter"), Do: func() { s.sh.Focus(s.table) }},
		Key{Stroke: "Ctrl+P", Label: words.T("clearances.print"), Do: s.print},
	)
}

// print prints the sheet as it stands.
func (s *clearances) print() {
	number := s.shown.Number
	if number == "" {
		return
	}
	Do(s.sh, func(ctx context.Context) (app.ClearancePrint, error) { return s.sh.office.PrintClearance(ctx, number) }, func(p app.ClearancePrint) {
		s.sh.Print(paper.ClearanceName(p.Clearance), clearancePDF(s.sh, p))
	})
}

// ordinal is the place of a line, as people count.
func ordinal(i int) string { return strconv.Itoa(i + 1) }
