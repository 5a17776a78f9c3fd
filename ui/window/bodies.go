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

// Bodies is the list of external bodies (§4.3); Arg.Code may be the number of one.
const Bodies Name = "bodies"

func init() {
	register(Registration{
		Name: Bodies, Under: People, May: func(a app.Abilities) bool { return a.People },
		New: func(sh *Shell) Screen { return newBodies(sh) },
	})
}

// The tabs of the list.
const (
	bodiesHere  = "here"
	bodiesOpen  = "open" // without a contract that binds
	bodiesEnded = "ended"
)

var bodyTabs = []string{bodiesHere, bodiesOpen, bodiesEnded}

// bodies is 外部机构: subcontractors and outsourced services, their contracts and who acts for them.
type bodies struct {
	Base
	sh     *Shell
	tabs   *widget.Tabs
	table  *widget.Table[app.BodyRow]
	detail *widget.Detail
	status *widget.Status
	list   *Loader
	one    *Loader
	rows   []app.BodyRow
	sheet  *app.BodySheet // shown at the right; nil while another is on its way
	after  func()         // what to do with the sheet once it is there
	want   string         // number to select once the rows are there
	form   *recordForm    // open
}

func newBodies(sh *Shell) *bodies { return &bodies{sh: sh, list: sh.Loader(), one: sh.Loader()} }

// Head implements Screen.
func (b *bodies) Head() Head {
	h := Head{Title: words.T("bodies.title"), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("bodies.back"), func() { b.sh.Open(People) }).WithKey("Esc"),
	}}
	if b.sh.me.May.EditPeople {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("bodies.add"), b.add).
			WithKey("Ctrl+N").WithIcon(theme.ContentAddIcon()))
	}
	return h
}

// Build implements Screen.
func (b *bodies) Build() fyne.CanvasObject {
	tabs := make([]widget.Tab, len(bodyTabs))
	for i, id := range bodyTabs {
		tabs[i] = widget.Tab{ID: id, Label: words.T("bodies.tab." + id), Count: widget.NoCount}
	}
	b.tabs = widget.NewTabs(tabs...)
	b.tabs.OnSelect = func(string) { b.showRows() }
	b.table = widget.NewTable(b.columns())
	b.table.Key = func(r app.BodyRow) string { return r.Number }
	b.table.OnSelect = func(r app.BodyRow) { b.showBody(r.Number) }
	b.table.OnNone = b.showNone
	b.table.OnActivate = func(app.BodyRow) { b.contract() }
	keepWidths(b.sh, "bodies.widths", b.table)
	b.status = widget.NewStatus(words.T("people.hint.rows"), words.T("people.hint.filter"), words.T("shell.list.hint.print"), words.T("clients.hint.export"))
	b.detail = widget.NewDetail(nil)
	b.showNone()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, b.status)
	left := look.Edge(b.tabs, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, b.table))
	return look.Edge(nil, nil, nil, b.detail, left)
}

func (b *bodies) columns() []widget.Column[app.BodyRow] {
	type row = app.BodyRow
	return []widget.Column[row]{
		{
			ID: "number", Heading: words.T("bodies.number"), Width: look.WidthLabel,
			Text: func(r row) string { return r.Number }, Sort: func(a, b row) int { return cmp.Compare(a.ID, b.ID) },
		},
		{
			ID: "name", Heading: words.T("bodies.name"), Weight: 2,
			Text: func(r row) string { return r.Name }, Sort: func(a, b row) int { return cmp.Compare(a.Name, b.Name) },
		},
		{
			ID: "kind", Heading: words.T("bodies.kind"), Weight: 1,
			Text: func(r row) string { return bodyKind(r.Kind) }, Sort: func(a, b row) int { return cmp.Compare(a.Kind, b.Kind) },
		},
		{
			ID: "people", Heading: words.T("bodies.people"), Width: look.WidthCount, Trailing: true,
			Text: func(r row) string { return countOf(r.People) }, Sort: func(a, b row) int { return cmp.Compare(a.People, b.People) },
		},
		{
			ID: "until", Heading: words.T("bodies.until"), Width: look.WidthCode,
			Text: func(r row) string { return lastDay(r.Until) }, Sort: func(a, b row) int { return cmp.Compare(a.Until, b.Until) },
		},
		{ID: "state", Heading: words.T("bodies.contract"), Width: look.WidthState, Chip: b.chip},
	}
}

// bodyKind words what a body does for the organisation.
func bodyKind(k app.BodyKind) string { return words.T("bodies.kind." + string(k)) }

// lastDay is the last day of what may have none.
func lastDay(d app.Date) string {
	if d == app.Forever {
		return words.T("bodies.forever")
	}
	return words.Date(string(d))
}

// chip says what the body's contracts are worth today.
func (b *bodies) chip(r app.BodyRow) (look.Kind, string) {
	if b.ended(r) {
		return look.Neutral, words.T("bodies.ended")
	}
	return contractChip(r.State)
}

// contractChip says what a contract is worth.
func contractChip(s app.ContractState) (look.Kind, string) {
	kinds := map[app.ContractState]look.Kind{
		app.ContractMissing: look.Waiting, app.ContractInForce: look.InPlace, app.ContractExpiring: look.Waiting,
		app.ContractClauseless: look.Overdue, app.ContractComing: look.Neutral, app.ContractExpired: look.Overdue, app.ContractEnded: look.Neutral,
	}
	return kinds[s], words.T("bodies.state." + string(s))
}

func (b *bodies) ended(r app.BodyRow) bool { return r.EndedOn != "" && r.EndedOn <= b.sh.Day() }

// belongs tells on which tab a body stands.
func (b *bodies) belongs(r app.BodyRow, tab string) bool {
	binds := r.State == app.ContractInForce || r.State == app.ContractExpiring
	switch tab {
	case bodiesEnded:
		return b.ended(r)
	case bodiesOpen:
		return !b.ended(r) && !binds
	}
	return !b.ended(r)
}

// Open implements Screen: Arg.Code is a body's number.
func (b *bodies) Open(arg Arg) {
	b.want = arg.Code
	if arg.Act == ActNew {
		b.add()
	}
}

// Refresh implements Screen.
func (b *bodies) Refresh(context.Context) {
	Load(b.list, func(ctx context.Context) ([]app.BodyRow, error) {
		return b.sh.office.Bodies(ctx, app.BodyFilter{IncludeEnded: true})
	}, func(rows []app.BodyRow) {
		b.rows = rows
		b.showRows()
	})
}

// showRows shows the rows of the tab and counts those of the others.
func (b *bodies) showRows() {
	for _, r := range b.rows {
		if r.Number == b.want && !b.belongs(r, b.tabs.Selected()) {
			b.tabs.Select(bodiesHere)
			if b.ended(r) {
				b.tabs.Select(bodiesEnded)
			}
		}
	}
	var rows []app.BodyRow
	for _, tab := range bodyTabs {
		n := 0
		for _, r := range b.rows {
			if b.belongs(r, tab) {
				n++
				if tab == b.tabs.Selected() {
					rows = append(rows, r)
				}
			}
		}
		b.tabs.SetCount(tab, n)
	}
	b.table.SetEmpty(words.T("bodies.empty."+b.tabs.Selected()), "", nil)
	b.table.SetRows(rows)
	b.selectRow()
}

func (b *bodies) selectRow() {
	if b.want != "" {
		b.table.SelectKey(b.want)
		b.want = ""
	}
	if _, ok := b.table.Selected(); !ok {
		b.table.SelectIndex(0)
	}
	if r, ok := b.table.Selected(); ok {
		b.showBody(r.Number)
		return
	}
	b.showNone()
}

// Shown implements Screen.
func (b *bodies) Shown() { b.sh.Focus(b.table) }

// Keys implements Screen.
func (b *bodies) Keys() []Key {
	keys := []Key{{Stroke: "↑↓", Label: words.T("people.key.rows")}}
	if b.sh.me.May.EditPeople {
		keys = append(
			keys,
			Key{Stroke: "Enter", Label: words.T("bodies.contract.add"), Do: b.contract},
			Key{Stroke: "F2", Label: words.T("people.edit"), Do: b.edit},
			Key{Stroke: "Ctrl+N", Label: words.T("bodies.add"), Do: b.add},
		)
	}
	return append(
		keys,
		Key{Stroke: "Ctrl+F", Label: words.T("people.key.filter"), Do: func() { b.sh.Focus(b.table) }},
		Key{Stroke: "Ctrl+P", Label: words.T("shell.list.print"), Do: func() { printList(b.sh, b.listing()) }},
		Key{Stroke: "Ctrl+E", Label: words.T("shell.list.export"), Do: func() { exportList(b.sh, b.listing()) }},
		Key{Stroke: "Ctrl+C", Label: words.T("clients.key.copy")},
	)
}

// listing is the list as it stands, for paper and spreadsheets.
func (b *bodies) listing() listing[app.BodyRow] {
	return listing[app.BodyRow]{
		list: "bodies", title: words.T("bodies.title"), note: narrowed(b.tabs.SelectedLabel(), b.table.Filter()), table: b.table,
	}
}

// Escape implements Screen: it clears the filter, then goes back to the people.
func (b *bodies) Escape() bool {
	if b.table.Filter() != "" {
		b.table.SetFilter("")
		return true
	}
	b.sh.Open(People)
	return true
}
