package window

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

func init() {
	register(Registration{
		Name: Today, Icon: theme.IconNameHome,
		Badge: func(t app.Today) int { return t.BadgeToday },
		New:   func(sh *Shell) Screen { return newToday(sh) },
	})
}

// todayScreen is what waits for the person: four numbers, and one line with one button for
// each thing to do.
type todayScreen struct {
	Base
	sh    *Shell
	load  *Loader
	stats map[string]*widget.Stat
	tasks *fyne.Container
	first []*widget.Button // the buttons of the tasks, in order
	page  *container.Scroll
	begin bool // the first thing to do takes the focus once it is there
	shown app.Today
}

func newToday(sh *Shell) *todayScreen {
	return &todayScreen{sh: sh, load: sh.Loader(), stats: map[string]*widget.Stat{}, tasks: container.NewStack()}
}

// Head implements Screen.
func (s *todayScreen) Head() Head {
	return Head{Title: NavName(Today), Quiet: words.DayTitle(string(s.sh.Day()))}
}

// Build implements Screen.
func (s *todayScreen) Build() fyne.CanvasObject {
	row := look.Equal(look.GapTight)
	add := func(id string, act func()) {
		s.stats[id] = widget.NewStat(words.T("today.card."+id), look.Neutral, "", " ", act)
		row.Add(s.stats[id])
	}
	loans := func(tab app.LoanTab) func() {
		if !s.sh.May(Loans) {
			return nil
		}
		return func() { s.sh.Open(Loans, Arg{Act: string(tab)}) }
	}
	if s.sh.Me().May.Approve {
		add("approve", loans(app.TabPending))
	}
	add("due", loans(app.TabOut))
	add("overdue", loans(app.TabOverdue))
	add("expiring", func() { s.sh.Open(Commitments) })
	page := look.Column(look.GapWide, row, look.Column(look.Gap, look.Section(words.T("today.waits")), s.tasks))
	s.page = container.NewVScroll(look.Pad(look.GapPage+look.GapTight, look.GapPage, page))
	return s.page
}

// Refresh implements Screen.
func (s *todayScreen) Refresh(context.Context) {
	Load(s.load, s.sh.Office().Today, s.show)
}

// Shown implements Screen: the first thing to do has the focus.
func (s *todayScreen) Shown() {
	s.begin = len(s.first) == 0
	s.move(0)
}

// Keys implements Screen.
func (s *todayScreen) Keys() []Key {
	if len(s.first) == 0 {
		return nil
	}
	return []Key{
		{"Down", words.T("today.key.next"), func() { s.move(+1) }},
		{"Up", words.T("today.key.previous"), func() { s.move(-1) }},
		{"Enter", words.T("today.key.do"), func() { s.move(0) }},
	}
}

// move goes to the next or previous thing to do; by zero it stays, or begins with the first.
func (s *todayScreen) move(by int) {
	if len(s.first) == 0 {
		return
	}
	at := 0
	for i, b := range s.first {
		if s.sh.Window().Canvas().Focused() == fyne.Focusable(b) {
			at = i + by
		}
	}
	to := s.first[min(max(at, 0), len(s.first)-1)]
	s.sh.Focus(to)
	s.bringIntoSight(to)
}

// bringIntoSight scrolls so that a button is in sight.
func (s *todayScreen) bringIntoSight(b *widget.Button) {
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	top := place(b).Y - place(s.page).Y - look.HeightTall
	bottom := top + 2*look.HeightTall + look.HeightControl - s.page.Size().Height
	switch {
	case top < 0:
		s.page.ScrollToOffset(fyne.NewPos(0, max(0, s.page.Offset.Y+top)))
	case bottom > 0:
		s.page.ScrollToOffset(fyne.NewPos(0, s.page.Offset.Y+bottom))
	}
}

// show puts the day on the screen.
func (s *todayScreen) show(t app.Today) {
	s.shown = t
	s.numbers(t)
	s.first = nil
	t.Tasks = s.withFailure(t.Tasks)
	if len(t.Tasks) == 0 {
		s.tasks.Objects = []fyne.CanvasObject{s.empty()}
		s.page.Content.Refresh()
		return
	}
	items := make([]fyne.CanvasObject, len(t.Tasks))
	for i, task := range t.Tasks {
		items[i] = s.item(task)
	}
	s.tasks.Objects = []fyne.CanvasObject{widget.NewItemCard(items...)}
	s.page.Content.Refresh()
	if s.sh.At() == Today && (s.begin || s.sh.Window().Canvas().Focused() == nil) {
		s.begin = false
		s.move(0)
	}
}

// withFailure puts a planned backup that was not made first, in the place of the reminder that one
// is due.
func (s *todayScreen) withFailure(tasks []app.Task) []app.Task {
	if s.sh.backups.failed == "" {
		return tasks
	}
	out := []app.Task{{Kind: taskBackupFailed}}
	for _, t := range tasks {
		if t.Kind != app.TaskBackup {
			out = append(out, t)
		}
	}
	return out
}

// numbers fills the cards.
func (s *todayScreen) numbers(t app.Today) {
	set := func(id string, kind look.Kind, n int, note string) {
		stat := s.stats[id]
		if stat == nil {
			return
		}
		if n == 0 {
			kind = look.Neutral
		}
		stat.Set(kind, strconv.Itoa(n), note)
	}
	none := words.T("today.none")
	note := func(n int, text string) string {
		if n == 0 {
			return none
		}
		return text
	}
	oldest := none
	if t.ToApprove > 0 {
		oldest = words.T("today.oldest", words.When(t.OldestRequest, s.sh.Now()))
	}
	set("approve", look.Waiting, t.ToApprove, oldest)
	set("due", look.Out, t.DueToday, note(t.DueToday, words.Join(words.N("today.people", t.DuePeople), dueReminded(t))))
	worst := words.Join(t.OverdueWho, words.N("today.days", t.OverdueWorst), words.N("today.copies", t.OverdueCopies))
	set("overdue", look.Overdue, t.Overdue, note(t.Overdue, worst))
	set("expiring", look.Neutral, t.Expiring, words.T("today.within", s.sh.Rules().ExpiringDays))
}

// dueReminded says how many of those with something due today have been reminded.
func dueReminded(t app.Today) string {
	if t.DueReminded == 0 {
		return ""
	}
	return words.N("today.people.reminded", t.DueReminded)
}

// empty says that nothing waits and offers what most people come for.
func (s *todayScreen) empty() fyne.CanvasObject {
	if !s.sh.May(Request) {
		return widget.NewEmpty(words.T("today.empty"), nil)
	}
	ask := widget.NewButton(widget.Secondary, words.T("today.empty.ask"), func() { s.sh.Open(Request) })
	return widget.NewEmpty(words.T("today.empty"), ask)
}
