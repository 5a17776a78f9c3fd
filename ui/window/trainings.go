package window

import (
	"cmp"
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Trainings is the list of trainings (§5.3.2); Arg.Code may be the number of one.
const Trainings Name = "trainings"

func init() {
	register(Registration{
		Name: Trainings, Icon: theme.IconNameFileText, Badge: func(t app.Today) int { return t.BadgeTrainings },
		New: func(sh *Shell) Screen { return newTrainings(sh) },
	})
}

// trainings is 培训: what is planned and what was held, who was there and who passed. Whoever does not look
// after others sees their own.
type trainings struct {
	Base
	sh     *Shell
	tabs   *widget.Tabs
	table  *widget.Table[app.TrainingListRow]
	detail *widget.Detail
	status *widget.Status
	list   *Loader
	one    *Loader
	rows   []app.TrainingListRow
	sheet  *app.TrainingSheet // shown at the right; nil while another is on its way
	after  func()             // what to do with the sheet once it is there
	want   string             // number to select once the rows are there
	form   *recordForm        // open
}

func newTrainings(sh *Shell) *trainings {
	return &trainings{sh: sh, list: sh.Loader(), one: sh.Loader()}
}

// Head implements Screen.
func (s *trainings) Head() Head {
	h := Head{Title: NavName(Trainings)}
	if s.sh.me.May.People {
		h.Buttons = append(
			h.Buttons,
			widget.NewButton(widget.Secondary, words.T("trainings.due"), func() { s.sh.Open(TrainingDue) }),
			widget.NewButton(widget.Secondary, words.T("trainings.topics"), func() { s.sh.Open(TrainingTopics) }),
		)
	}
	if s.sh.me.May.EditPeople {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("trainings.plan"), s.plan).
			WithKey("Ctrl+N").WithIcon(theme.ContentAddIcon()))
	}
	return h
}

// Build implements Screen.
func (s *trainings) Build() fyne.CanvasObject {
	tabs := make([]widget.Tab, len(app.AllTrainingStates))
	for i, state := range app.AllTrainingStates {
		tabs[i] = widget.Tab{ID: string(state), Label: words.T("trainings.state." + string(state)), Count: widget.NoCount}
	}
	s.tabs = widget.NewTabs(tabs...)
	s.tabs.OnSelect = func(string) { s.showRows() }
	s.table = widget.NewTable(s.columns())
	s.table.Key = func(r app.TrainingListRow) string { return r.Number }
	s.table.OnSelect = func(r app.TrainingListRow) { s.showTraining(r.Number) }
	s.table.OnNone = s.showNone
	s.table.OnActivate = func(app.TrainingListRow) { s.primary() }
	keepWidths(s.sh, "trainings.widths", s.table)
	s.status = widget.NewStatus(words.T("people.hint.rows"), words.T("people.hint.filter"), words.T("shell.list.hint.print"), words.T("clients.hint.export"))
	s.detail = widget.NewDetail(nil)
	s.showNone()
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, s.status)
	left := look.Edge(s.tabs, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, s.table))
	return look.Edge(nil, nil, nil, s.detail, left)
}

func (s *trainings) columns() []widget.Column[app.TrainingListRow] {
	type row = app.TrainingListRow
	today := string(s.sh.Day())
	cols := []widget.Column[row]{
		{
			ID: "number", Heading: words.T("trainings.number"), Width: look.WidthCode,
			Text: func(r row) string { return r.Number }, Sort: func(a, b row) int { return cmp.Compare(a.ID, b.ID) },
		},
		{
			ID: "day", Heading: words.T("trainings.day"), Width: look.WidthDate,
			Text: func(r row) string { return words.ShortDate(string(r.HeldOn), today) }, Sort: func(a, b row) int { return cmp.Compare(a.HeldOn, b.HeldOn) },
		},
		{
			ID: "topic", Heading: words.T("trainings.topic"), Weight: 2,
			Text: func(r row) string { return r.Topic }, Sort: func(a, b row) int { return cmp.Compare(a.Topic, b.Topic) },
		},
		{
			ID: "trainer", Heading: words.T("trainings.trainer"), Weight: 1,
			Text: func(r row) string { return r.Trainer }, Sort: func(a, b row) int { return cmp.Compare(a.Trainer, b.Trainer) },
		},
	}
	if !s.sh.me.May.People {
		return cols
	}
	return append(cols, widget.Column[row]{
		ID: "people", Heading: words.T("trainings.passed.of"), Width: look.WidthName, Trailing: true, Text: passedOf,
		Sort: func(a, b row) int { return cmp.Compare(a.Asked, b.Asked) },
	})
}

// passedOf counts who passed of those who were asked; before the day only those asked.
func passedOf(r app.TrainingListRow) string {
	if r.State != app.TrainingHeld {
		return strconv.Itoa(r.Asked)
	}
	return strconv.Itoa(r.Passed) + " / " + strconv.Itoa(r.Asked)
}

// Open implements Screen: Arg.Code is a training's number.
func (s *trainings) Open(arg Arg) {
	s.want = arg.Code
	if arg.Act == ActNew {
		s.plan()
	}
}

// Refresh implements Screen.
func (s *trainings) Refresh(context.Context) {
	Load(s.list, func(ctx context.Context) ([]app.TrainingListRow, error) {
		return s.sh.office.Trainings(ctx, app.TrainingFilter{})
	}, func(rows []app.TrainingListRow) {
		s.rows = rows
		s.showRows()
	})
}

// showRows shows the rows of the tab and counts those of the others.
func (s *trainings) showRows() {
	counts := map[app.TrainingState]int{}
	for _, r := range s.rows {
		counts[r.State]++
		if r.Number == s.want {
			s.tabs.Select(string(r.State))
		}
	}
	var rows []app.TrainingListRow
	for _, r := range s.rows {
		if string(r.State) == s.tabs.Selected() {
			rows = append(rows, r)
		}
	}
	for _, state := range app.AllTrainingStates {
		s.tabs.SetCount(string(state), counts[state])
	}
	s.table.SetEmpty(words.T("trainings.empty."+s.tabs.Selected()), "", nil)
	s.table.SetRows(rows)
	if s.want != "" {
		s.table.SelectKey(s.want)
		s.want = ""
	}
	if _, ok := s.table.Selected(); !ok {
		s.table.SelectIndex(0)
	}
	if r, ok := s.table.Selected(); ok {
		s.showTraining(r.Number)
		return
	}
	s.showNone()
}

// Shown implements Screen.
func (s *trainings) Shown() { s.sh.Focus(s.table) }

// Keys implements Screen.
func (s *trainings) Keys() []Key {
	keys := []Key{{Stroke: "↑↓", Label: words.T("people.key.rows")}}
	if s.sh.me.May.EditPeople {
		keys = append(
			keys,
			Key{Stroke: "Enter", Label: words.T("trainings.record"), Do: s.primary},
			Key{Stroke: "F2", Label: words.T("people.edit"), Do: s.edit},
			Key{Stroke: "Ctrl+N", Label: words.T("trainings.plan"), Do: s.plan},
		)
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
func (s *trainings) listing() listing[app.TrainingListRow] {
	return listing[app.TrainingListRow]{
		list: "trainings", title: NavName(Trainings), note: narrowed(s.tabs.SelectedLabel(), s.table.Filter()), table: s.table,
	}
}

// Escape implements Screen: it clears the filter.
func (s *trainings) Escape() bool {
	if s.table.Filter() == "" {
		return false
	}
	s.table.SetFilter("")
	return true
}
