package window

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Extracts is the register of copies; Arg.Code may be an extract's number.
const Extracts Name = "extracts"

// OpenExtracts brings the register of copies to the front; with a number it shows that copy.
func (sh *Shell) OpenExtracts(number string) { sh.Open(Extracts, Arg{Code: number}) }

func init() {
	register(Registration{Name: Extracts, Under: Loans, New: func(sh *Shell) Screen { return newExtracts(sh) }})
}

// extractTabs are the states of the register, in order.
var extractTabs = []app.ExtractState{app.ExtractOut, app.ExtractReturned, app.ExtractDestroyed}

// extractPage is how many rows are asked for at once.
const extractPage = 200

// extractsScreen is the register of copies 副本登记簿: what was printed, exported, excerpted or sent
// out, who holds it and until when; it is ticked off here as returned or destroyed (§5.3.4).
type extractsScreen struct {
	Base
	sh     *Shell
	list   *Loader
	counts *Loader
	sheets *Loader
	tabs   *widget.Tabs
	table  *widget.Table[app.ExtractRow]
	detail *widget.Detail
	status *widget.Status

	more  bool        // the office may have older rows
	want  string      // number to select once the rows are there
	shown app.Extract // in the pane; its number is "" for none
}

func newExtracts(sh *Shell) *extractsScreen {
	return &extractsScreen{sh: sh, list: sh.Loader(), counts: sh.Loader(), sheets: sh.Loader()}
}

// Head implements Screen.
func (s *extractsScreen) Head() Head {
	return Head{Title: NavName(Extracts), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("extracts.back"), func() { s.Escape() }).WithKey("Esc"),
		widget.NewButton(widget.Secondary, words.T("extracts.print"), s.print).WithKey("Ctrl+P"),
	}}
}

// Build implements Screen.
func (s *extractsScreen) Build() fyne.CanvasObject {
	tabs := make([]widget.Tab, len(extractTabs))
	for i, state := range extractTabs {
		tabs[i] = widget.Tab{ID: string(state), Label: words.T("extracts.state." + string(state)), Count: widget.NoCount}
	}
	s.tabs = widget.NewTabs(tabs...)
	s.tabs.OnSelect = func(id string) { s.choose(app.ExtractState(id)) }
	s.table = s.newTable()
	s.detail = widget.NewDetail(nil)
	s.status = widget.NewStatus()
	s.status.Stays = s.sh.inline
	s.showNothing()
	list := look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, s.table)
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, s.status)
	return look.Edge(nil, nil, nil, s.detail, look.Edge(s.tabs, foot, nil, nil, list))
}

// newTable makes the list.
func (s *extractsScreen) newTable() *widget.Table[app.ExtractRow] {
	t := widget.NewTable(s.columns())
	t.Key = func(r app.ExtractRow) string { return r.Number }
	t.OnSelect = func(r app.ExtractRow) { s.open(r.Number) }
	t.OnNone = s.showNothing
	t.OnNearEnd = s.loadOlder
	t.OnFilter = func(string) { s.loadRows() }
	keepWidths(s.sh, "extracts.widths", t)
	return t
}

func (s *extractsScreen) columns() []widget.Column[app.ExtractRow] {
	today := string(s.sh.Day())
	text := func(of func(app.ExtractRow) string) func(a, b app.ExtractRow) int {
		return func(a, b app.ExtractRow) int { return strings.Compare(of(a), of(b)) }
	}
	kind := func(r app.ExtractRow) string { return words.T("extracts.kind." + string(r.Kind)) }
	document := func(r app.ExtractRow) string { return titleOr(r.Title, r.Document) }
	holder := func(r app.ExtractRow) string { return r.Holder.Name }
	return []widget.Column[app.ExtractRow]{
		{
			ID: "number", Heading: words.T("extracts.col.number"), Width: look.WidthCode,
			Text: func(r app.ExtractRow) string { return r.Number },
			Sort: func(a, b app.ExtractRow) int { return cmp.Compare(a.ID, b.ID) },
		},
		{ID: "kind", Heading: words.T("extracts.col.kind"), Width: look.WidthName, Text: kind, Sort: text(kind)},
		{ID: "document", Heading: words.T("extracts.col.document"), Weight: 2, Text: document, Sort: text(document)},
		{ID: "holder", Heading: words.T("extracts.col.holder"), Width: look.WidthName, Text: holder, Sort: text(holder)},
		{
			ID: "due", Heading: words.T("extracts.col.due"), Width: look.WidthName,
			Text: func(r app.ExtractRow) string { return words.ShortDate(string(r.Due), today) },
			Sort: func(a, b app.ExtractRow) int { return cmp.Compare(a.Due, b.Due) },
		},
		{ID: "state", Heading: words.T("extracts.col.state"), Width: look.WidthState, Chip: s.chip},
	}
}

// chip says where an extract stands.
func (s *extractsScreen) chip(r app.ExtractRow) (look.Kind, string) {
	return extractChip(r.Extract, s.sh.Day())
}

// extractChip says where an extract stands, and by how many days it is late.
func extractChip(e app.Extract, today app.Date) (look.Kind, string) {
	switch {
	case e.State == app.ExtractReturned:
		return look.InPlace, words.T("extracts.state.returned")
	case e.State == app.ExtractDestroyed:
		return look.Neutral, words.T("extracts.state.destroyed")
	case e.Due < today:
		return look.Overdue, words.N("extracts.overdue", e.Due.DaysUntil(today))
	}
	return look.Out, words.T("extracts.state.out")
}

// state is what the list shows.
func (s *extractsScreen) state() app.ExtractState { return app.ExtractState(s.tabs.Selected()) }

// choose shows another state.
func (s *extractsScreen) choose(state app.ExtractState) {
	s.tabs.Select(string(state))
	s.table.SetRows(nil)
	s.showNothing()
	s.loadRows()
	s.sh.Focus(s.table)
}

// Open implements Screen: one extract, whatever its state.
func (s *extractsScreen) Open(arg Arg) {
	if arg.Code == "" {
		return
	}
	s.want = arg.Code
	s.table.SetFilter("")
	s.open(arg.Code)
}

// Refresh implements Screen.
func (s *extractsScreen) Refresh(context.Context) {
	s.loadRows()
	Load(s.counts, func(ctx context.Context) (int, error) {
		rows, err := allExtracts(ctx, s.sh.Office(), app.ExtractFilter{State: app.ExtractOut, Limit: extractPage})
		return len(rows), err
	}, func(n int) { s.tabs.SetCount(string(app.ExtractOut), n) })
	if s.shown.Number != "" {
		s.open(s.shown.Number)
	}
}

// Shown implements Screen.
func (s *extractsScreen) Shown() { s.sh.Focus(s.table) }

// Escape implements Screen: leave the copy, then go back to the loans.
func (s *extractsScreen) Escape() bool {
	if s.shown.Number != "" {
		s.table.Deselect()
		s.showNothing()
		s.sh.Focus(s.table)
		return true
	}
	if !s.sh.May(Loans) {
		s.sh.Open(Today)
		return true
	}
	s.sh.Open(Loans)
	return true
}

// Keys implements Screen.
func (s *extractsScreen) Keys() []Key {
	keys := []Key{{Stroke: "↑↓", Label: words.T("extracts.key.select")}}
	if s.mayClose() {
		keys = append(keys, Key{"Enter", words.T("extracts.do.returned"), func() { s.ask(app.ExtractReturned) }},
			Key{"Del", words.T("extracts.do.destroyed"), func() { s.ask(app.ExtractDestroyed) }})
	}
	return append(keys,
		Key{"Ctrl+F", words.T("extracts.key.filter"), s.startFilter},
		Key{"Ctrl+P", words.T("extracts.print"), s.print},
		Key{"Ctrl+E", words.T("extracts.key.export"), s.export},
		Key{Stroke: "Ctrl+C", Label: words.T("extracts.key.copy")},
	)
}

// startFilter puts the focus on the list, where typing filters.
func (s *extractsScreen) startFilter() {
	s.sh.Focus(s.table)
	s.status.Say(look.Neutral, words.T("extracts.filter.hint"))
}
