package window

import (
	"cmp"
	"context"
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
		Name: Clients, Icon: theme.IconNameAccount,
		May: func(a app.Abilities) bool { return a.Clients },
		New: func(sh *Shell) Screen { return newClients(sh) },
	})
}

// everyClient is the tab of all clients; the others are the phases.
const everyClient = "all"

// clientPage is how many clients are asked for at once.
const clientPage = 1000

// clients is 客户: the clients this person may see, one of them in short at the right. Only
// opening one in full is a view that the log keeps.
type clients struct {
	Base
	sh     *Shell
	list   *Loader
	tabs   *widget.Tabs
	table  *widget.Table[app.ClientRow]
	detail *widget.Detail
	status *widget.Status
	rows   []app.ClientRow
	want   string // code to select once the rows are there
	form   *recordForm
}

func newClients(sh *Shell) *clients { return &clients{sh: sh, list: sh.Loader()} }

// Head implements Screen.
func (s *clients) Head() Head {
	h := Head{Title: NavName(Clients)}
	if s.sh.me.May.Import {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, words.T("clients.import"), s.bringIn))
	}
	if s.sh.me.May.EditClients {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("clients.add"), s.add).WithIcon(theme.ContentAddIcon()))
	}
	return h
}

// Build implements Screen.
func (s *clients) Build() fyne.CanvasObject {
	tabs := []widget.Tab{{ID: everyClient, Label: words.T("clients.tab.all"), Count: widget.NoCount}}
	for _, p := range app.AllPhases {
		tabs = append(tabs, widget.Tab{ID: string(p), Label: PhaseName(p), Count: widget.NoCount})
	}
	s.tabs = widget.NewTabs(tabs...)
	s.tabs.OnSelect = func(string) { s.showRows(); s.sh.Focus(s.table) }
	s.table = widget.NewTable(s.columns())
	s.table.Key = func(r app.ClientRow) string { return r.Code }
	s.table.OnSelect = s.show
	s.table.OnNone = s.showNone
	s.table.OnActivate = func(r app.ClientRow) { s.open(r.Code) }
	s.table.OnFilter = func(string) { s.load() }
	keepWidths(s.sh, "clients.widths", s.table)
	s.status = widget.NewStatus(words.T("clients.hint.rows"), words.T("clients.hint.open"), words.T("clients.hint.filter"), words.T("shell.list.hint.print"), words.T("clients.hint.export"))
	s.detail = widget.NewDetail(nil)
	s.showNone()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, s.status)
	list := look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, s.table)
	return look.Edge(nil, nil, nil, s.detail, look.Edge(s.tabs, foot, nil, nil, list))
}

func (s *clients) columns() []widget.Column[app.ClientRow] {
	type row = app.ClientRow
	by := func(get func(row) string) func(a, b row) int {
		return func(a, b row) int { return cmp.Compare(get(a), get(b)) }
	}
	name := func(r row) string { return r.Name }
	until := func(r row) string { return string(r.CertUntil) }
	return []widget.Column[row]{
		{ID: "code", Heading: words.T("clients.col.code"), Width: look.WidthName, Text: func(r row) string { return r.Code }, Sort: by(func(r row) string { return r.Code })},
		{ID: "name", Heading: words.T("clients.col.name"), Weight: 3, Text: name, Sort: by(name)},
		{ID: "until", Heading: words.T("clients.col.until"), Width: look.WidthDate, Text: until, Sort: by(until)},
		{
			ID: "files", Heading: words.T("clients.col.files"), Width: look.WidthDay, Trailing: true,
			Text: func(r row) string { return countOf(r.Files) }, Sort: func(a, b row) int { return cmp.Compare(a.Files, b.Files) },
		},
		{
			ID: "out", Heading: words.T("clients.col.out"), Width: look.WidthDay, Trailing: true,
			Text: func(r row) string { return countOf(r.Out) }, Sort: func(a, b row) int { return cmp.Compare(a.Out, b.Out) },
		},
		{ID: "state", Heading: words.T("clients.col.state"), Width: look.WidthState, Chip: func(r row) (look.Kind, string) { return ClientChip(r.Client) }},
	}
}

// Open implements Screen: a client's code to select, or a new client.
func (s *clients) Open(arg Arg) {
	s.want = arg.Code
	if arg.Act == ActNew && s.sh.me.May.EditClients {
		s.add()
	}
}

// Refresh implements Screen.
func (s *clients) Refresh(context.Context) { s.load() }

// Shown implements Screen.
func (s *clients) Shown() {
	if s.form == nil {
		s.sh.Focus(s.table)
	}
}

// load asks for the clients that the filter leaves; the office knows pinyin initials.
func (s *clients) load() {
	f := app.ClientFilter{Text: strings.TrimSpace(s.table.Filter()), Limit: clientPage}
	Load(s.list, func(ctx context.Context) ([]app.ClientRow, error) { return allClients(ctx, s.sh.office, f) },
		func(rows []app.ClientRow) {
			s.rows = rows
			s.showRows()
		})
}

// allClients reads a list of clients page by page to its end.
func allClients(ctx context.Context, office *app.Office, f app.ClientFilter) ([]app.ClientRow, error) {
	var all []app.ClientRow
	for {
		page, err := office.Clients(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) < f.Limit {
			return all, nil
		}
		f.After = page[len(page)-1].Key
	}
}

// showRows shows the rows of the tab and counts those of the others.
func (s *clients) showRows() {
	counts := map[string]int{everyClient: len(s.rows)}
	var rows []app.ClientRow
	for _, r := range s.rows {
		counts[string(r.Phase)]++
		if tab := s.tabs.Selected(); tab == everyClient || tab == string(r.Phase) {
			rows = append(rows, r)
		}
	}
	s.tabs.SetCount(everyClient, counts[everyClient])
	for _, p := range app.AllPhases {
		s.tabs.SetCount(string(p), counts[string(p)])
	}
	s.setEmpty()
	s.table.SetRows(rows)
	if s.want != "" {
		s.table.SelectKey(s.want)
		s.want = ""
	}
	if _, ok := s.table.Selected(); !ok {
		s.table.SelectIndex(0)
	}
	if r, ok := s.table.Selected(); ok {
		s.show(r)
		return
	}
	s.showNone()
}

// setEmpty says what would be here and offers the first step.
func (s *clients) setEmpty() {
	switch {
	case s.table.Filter() != "":
		s.table.SetEmpty(words.T("clients.empty.filter", s.table.Filter()), words.T("clients.filter.clear"), func() { s.table.SetFilter("") })
	case s.tabs.Selected() != everyClient && len(s.rows) > 0:
		s.table.SetEmpty(words.T("clients.empty.tab"), "", nil)
	case s.sh.me.May.Import:
		s.table.SetEmpty(words.T("clients.empty.keeper"), words.T("clients.import"), s.bringIn)
	default:
		s.table.SetEmpty(words.T("clients.empty.staff"), "", nil)
	}
}

// Keys implements Screen.
func (s *clients) Keys() []Key {
	keys := []Key{
		{Stroke: "↑↓", Label: words.T("clients.key.rows")},
		{Stroke: "Enter", Label: words.T("clients.open"), Do: s.openSelected},
	}
	if s.sh.me.May.EditClients {
		keys = append(keys, Key{Stroke: "Ctrl+N", Label: words.T("clients.add"), Do: s.add})
	}
	if s.sh.me.May.Import {
		keys = append(keys, Key{Stroke: "F3", Label: words.T("clients.import"), Do: s.bringIn})
	}
	return append(
		keys,
		Key{Stroke: "Ctrl+F", Label: words.T("clients.key.filter"), Do: func() { s.sh.Focus(s.table) }},
		Key{Stroke: "Ctrl+P", Label: words.T("shell.list.print"), Do: s.print},
		Key{Stroke: "Ctrl+E", Label: words.T("clients.key.export"), Do: s.export},
		Key{Stroke: "Ctrl+C", Label: words.T("clients.key.copy")},
	)
}

// Escape implements Screen: it clears the filter.
func (s *clients) Escape() bool {
	if s.table.Filter() == "" {
		return false
	}
	s.table.SetFilter("")
	return true
}

// Forms implements Screen.
func (s *clients) Forms() []string { return []string{formClientNew} }

// Leave implements Screen: an open form is kept.
func (s *clients) Leave() *app.Draft { return s.form.draft() }

// Restore implements Screen.
func (s *clients) Restore(d app.Draft) { s.addWith(d.Fields) }
