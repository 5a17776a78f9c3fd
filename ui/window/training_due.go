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

// TrainingDue is the list of who is due for training (§5.3.2).
const TrainingDue Name = "training_due"

func init() {
	register(Registration{
		Name: TrainingDue, Under: Trainings, May: func(a app.Abilities) bool { return a.People },
		New: func(sh *Shell) Screen { return &trainingDue{sh: sh, list: sh.Loader()} },
	})
}

// dueTabs are the reasons why somebody is due, after all of them.
var dueTabs = []string{"all", string(app.DueNever), string(app.DueExpired), string(app.DueExpiring)}

// trainingDue is 待培训人员: who has no pass, or one that ends soon, and when they are asked to come.
type trainingDue struct {
	Base
	sh    *Shell
	list  *Loader
	tabs  *widget.Tabs
	table *widget.Table[app.DueRow]
	rows  []app.DueRow
}

// Head implements Screen.
func (s *trainingDue) Head() Head {
	h := Head{Title: words.T("trainings.due"), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, words.T("trainings.back"), func() { s.sh.Open(Trainings) }).WithKey("Esc"),
	}}
	if s.sh.me.May.EditPeople {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("trainings.plan"), func() { s.sh.Open(Trainings, Arg{Act: ActNew}) }).WithKey("Ctrl+N"))
	}
	return h
}

// Build implements Screen.
func (s *trainingDue) Build() fyne.CanvasObject {
	tabs := make([]widget.Tab, len(dueTabs))
	for i, id := range dueTabs {
		tabs[i] = widget.Tab{ID: id, Label: words.T("trainings.due." + id), Count: widget.NoCount}
	}
	s.tabs = widget.NewTabs(tabs...)
	s.tabs.OnSelect = func(string) { s.showRows() }
	s.table = widget.NewTable(s.columns())
	s.table.Key = func(r app.DueRow) string { return words.Join(r.Person.Number, idText(r.TopicID)) }
	s.table.OnActivate = func(r app.DueRow) { s.sh.Open(People, Arg{Code: r.Person.Number}) }
	keepWidths(s.sh, "training_due.widths", s.table)
	status := widget.NewStatus(words.T("people.hint.rows"), words.T("people.hint.filter"), words.T("shell.list.hint.print"), words.T("clients.hint.export"))
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, status)
	return look.Edge(s.tabs, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapPage, look.GapNone, s.table))
}

func (s *trainingDue) columns() []widget.Column[app.DueRow] {
	type row = app.DueRow
	text := func(id, heading string, width, weight float32, get func(row) string) widget.Column[row] {
		return widget.Column[row]{
			ID: id, Heading: words.T(heading), Width: width, Weight: weight, Text: get,
			Sort: func(a, b row) int { return cmp.Compare(get(a), get(b)) },
		}
	}
	return []widget.Column[row]{
		text("number", "people.number", look.WidthCode, 0, func(r row) string { return r.Person.Number }),
		text("name", "people.name", look.WidthCode, 0, func(r row) string { return r.Person.Name }),
		text("department", "people.department", 0, 1, func(r row) string { return cmp.Or(r.Person.Department, r.Person.Employer) }),
		text("topic", "trainings.topic", 0, 2, func(r row) string { return r.Topic }),
		{ID: "gate", Heading: words.T("trainings.gate"), Width: look.WidthState, Chip: func(r row) (look.Kind, string) { return gateChip(r.Gate) }},
		text("until", "trainings.pass", look.WidthCode, 0, func(r row) string { return words.Date(string(r.Until)) }),
		{ID: "state", Heading: words.T("trainings.state"), Width: look.WidthState, Chip: dueChip},
		text("planned", "trainings.asked.on", look.WidthCode, 0, func(r row) string { return words.Date(string(r.Planned.HeldOn)) }),
	}
}

// dueChip says why somebody is due.
func dueChip(r app.DueRow) (look.Kind, string) {
	kind := look.Waiting
	if r.State == app.DueExpired {
		kind = look.Overdue
	}
	return kind, words.T("trainings.due." + string(r.State))
}

// gateChip marks a topic of the gate.
func gateChip(gate bool) (look.Kind, string) {
	if gate {
		return look.Out, words.T("trainings.gate.yes")
	}
	return look.Neutral, ""
}

// Refresh implements Screen.
func (s *trainingDue) Refresh(context.Context) {
	Load(s.list, func(ctx context.Context) ([]app.DueRow, error) { return s.sh.office.TrainingsDue(ctx, 0) }, func(rows []app.DueRow) {
		s.rows = rows
		s.showRows()
	})
}

func (s *trainingDue) showRows() {
	var rows []app.DueRow
	for _, tab := range dueTabs {
		n := 0
		for _, r := range s.rows {
			if tab == "all" || string(r.State) == tab {
				n++
				if tab == s.tabs.Selected() {
					rows = append(rows, r)
				}
			}
		}
		s.tabs.SetCount(tab, n)
	}
	s.table.SetEmpty(words.T("trainings.due.empty"), "", nil)
	s.table.SetRows(rows)
	if _, ok := s.table.Selected(); !ok {
		s.table.SelectIndex(0)
	}
}

// Shown implements Screen.
func (s *trainingDue) Shown() { s.sh.Focus(s.table) }

// Keys implements Screen.
func (s *trainingDue) Keys() []Key {
	keys := []Key{{Stroke: "↑↓", Label: words.T("people.key.rows")}, {Stroke: "Enter", Label: words.T("trainings.key.person")}}
	if s.sh.me.May.EditPeople {
		keys = append(keys, Key{Stroke: "Ctrl+N", Label: words.T("trainings.plan"), Do: func() { s.sh.Open(Trainings, Arg{Act: ActNew}) }})
	}
	return append(
		keys,
		Key{Stroke: "Ctrl+F", Label: words.T("people.key.filter"), Do: func() { s.sh.Focus(s.table) }},
		Key{Stroke: "Ctrl+P", Label: words.T("shell.list.print"), Do: func() { printList(s.sh, s.listing()) }},
		Key{Stroke: "Ctrl+E", Label: words.T("shell.list.export"), Do: func() { exportList(s.sh, s.listing()) }},
		Key{Stroke: "Ctrl+C", Label: words.T("clients.key.copy")},
	)
}

// listing is the list as it stands, for paper and spreadsheets.
func (s *trainingDue) listing() listing[app.DueRow] {
	return listing[app.DueRow]{
		list: "training_due", title: words.T("trainings.due"), note: narrowed(s.tabs.SelectedLabel(), s.table.Filter()), table: s.table,
	}
}

// Escape implements Screen: it clears the filter, then goes back to the trainings.
func (s *trainingDue) Escape() bool {
	if s.table.Filter() != "" {
		s.table.SetFilter("")
		return true
	}
	s.sh.Open(Trainings)
	return true
}
