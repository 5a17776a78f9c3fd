package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// What these screens can be asked to begin, beside the acts in screen.go.
const (
	ActRemind = "remind" // in Loans: show the overdue loan Code with its reminder at hand
	ActBack   = "back"   // in Counter: take back what Code names, a loan, a copy or a person
)

func init() {
	register(Registration{
		Name: Loans, Icon: theme.IconNameMailForward,
		May:   func(a app.Abilities) bool { return a.Loans },
		Badge: func(t app.Today) int { return t.BadgeLoans },
		New:   func(sh *Shell) Screen { return newLoans(sh) },
	})
}

// loanTabs are the states of the list, in order.
var loanTabs = []app.LoanTab{app.TabPending, app.TabCounter, app.TabOut, app.TabOverdue, app.TabQueue, app.TabHistory}

// loansScreen is the list of loans with the one selected beside it: it is decided without
// leaving the list.
type loansScreen struct {
	Base
	sh     *Shell
	list   *Loader
	counts *Loader
	sheets *Loader
	tabs   *widget.Tabs
	table  *widget.Table[app.LoanRow]
	detail *widget.Detail
	status *widget.Status

	more  bool          // the office may have older rows than those shown
	want  string        // number to select once the rows are there
	act   string        // what to begin with it
	sheet app.LoanSheet // what the pane shows
	has   bool
	picks map[string]bool // copies ticked in the pane, by code
	// grants are the permits ticked for electronic copies that wait for the decision, by code
	grants map[string]*app.Permits
	form   *loanForm  // the form that the pane shows instead of the loan
	kept   *app.Draft // an unfinished form to bring back once its loan is shown
	saved  bool       // a draft was given away to be kept
	todo   []loanAct  // what can be done now, the primary one first
}

func newLoans(sh *Shell) *loansScreen {
	return &loansScreen{sh: sh, list: sh.Loader(), counts: sh.Loader(), sheets: sh.Loader(), grants: map[string]*app.Permits{}}
}

// Head implements Screen.
func (s *loansScreen) Head() Head {
	h := Head{Title: NavName(Loans)}
	if s.sh.May(Extracts) {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, words.T("content.extracts"), func() { s.sh.Open(Extracts) }))
	}
	if s.sh.May(Request) {
		ask := widget.NewButton(widget.Primary, words.T("loans.ask"), func() { s.sh.Open(Request) })
		h.Buttons = append(h.Buttons, ask.WithIcon(theme.ContentAddIcon()))
	}
	return h
}

// Build implements Screen.
func (s *loansScreen) Build() fyne.CanvasObject {
	tabs := make([]widget.Tab, len(loanTabs))
	for i, tab := range loanTabs {
		tabs[i] = widget.Tab{ID: string(tab), Label: words.T("loans.tab." + string(tab)), Count: widget.NoCount}
	}
	s.tabs = widget.NewTabs(tabs...)
	s.tabs.OnSelect = func(id string) { s.choose(app.LoanTab(id)) }
	s.tabs.Select(s.firstTab())
	s.table = s.newTable()
	s.detail = widget.NewDetail(nil)
	s.status = widget.NewStatus()
	s.status.Stays = s.sh.inline
	s.showNothing()
	list := look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, s.table)
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner, s.status)
	return look.Edge(nil, nil, nil, s.detail, look.Edge(s.tabs, foot, nil, nil, list))
}

// firstTab is the tab shown at first: the one of the last time, else what one can decide.
func (s *loansScreen) firstTab() string {
	if tab := s.sh.Pref("loans.tab"); tab != "" {
		return tab
	}
	if s.sh.Me().May.Approve {
		return string(app.TabPending)
	}
	return string(app.TabOut)
}

// tab is the state that the list shows.
func (s *loansScreen) tab() app.LoanTab { return app.LoanTab(s.tabs.Selected()) }

// choose shows another state.
func (s *loansScreen) choose(tab app.LoanTab) {
	s.sh.SetPref("loans.tab", string(tab))
	s.tabs.Select(string(tab))
	s.table.SetRows(nil)
	s.showNothing()
	s.loadRows()
	s.sh.Focus(s.table)
}

// Open implements Screen: a tab, or one loan among those of its state.
func (s *loansScreen) Open(arg Arg) {
	if arg.Code == "" {
		for _, tab := range loanTabs {
			if string(tab) == arg.Act {
				s.tabs.Select(arg.Act)
				s.table.SetRows(nil)
				s.showNothing()
			}
		}
		return
	}
	s.closeForm()
	s.want, s.act = arg.Code, arg.Act
	switch arg.Act {
	case ActApprove:
		s.tabs.Select(string(app.TabPending))
	case ActRemind:
		s.tabs.Select(string(app.TabOverdue))
	default:
		s.tabs.Select(string(app.TabHistory))
	}
	s.table.SetFilter("")
	s.table.SetRows(nil)
	s.showSheetOf(arg.Code)
}

// Refresh implements Screen.
func (s *loansScreen) Refresh(context.Context) {
	s.loadRows()
	s.loadCounts()
	if s.has && s.form == nil {
		s.showSheetOf(s.sheet.Number)
	}
}

// Shown implements Screen.
func (s *loansScreen) Shown() {
	if s.form == nil {
		s.sh.Focus(s.table)
	}
}

// Escape implements Screen: leave the form, then the loan.
func (s *loansScreen) Escape() bool {
	switch {
	case s.form != nil:
		s.dropForm()
	case s.has:
		s.table.Deselect()
		s.showNothing()
	default:
		return false
	}
	s.sh.Focus(s.table)
	return true
}

// Keys implements Screen.
func (s *loansScreen) Keys() []Key {
	keys := []Key{{Stroke: "↑↓", Label: words.T("loans.key.select")}}
	switch {
	case s.form != nil:
		keys = []Key{{"Enter", s.form.button, s.submitForm}}
	default:
		for _, a := range s.todo {
			if a.key != "" && a.enabled {
				keys = append(keys, Key{a.key, a.label, a.do})
			}
		}
	}
	return append(
		keys,
		Key{"Ctrl+F", words.T("loans.key.filter"), s.startFilter},
		Key{"Ctrl+N", words.T("loans.ask"), func() { s.sh.Open(Request) }},
		s.printKey(),
		Key{"Ctrl+E", words.T("loans.key.export"), s.export},
		Key{Stroke: "Ctrl+C", Label: words.T("loans.key.copy")},
	)
}

// printKey prints the loan book for those who keep it, and for others the list as it stands.
func (s *loansScreen) printKey() Key {
	if s.sh.Me().Roles.HasAny(app.Custodian, app.Inspector) {
		return Key{"Ctrl+P", words.T("loans.key.book"), s.askBook}
	}
	return Key{"Ctrl+P", words.T("shell.list.print"), s.printRows}
}

// startFilter puts the focus on the list, where typing filters.
func (s *loansScreen) startFilter() {
	s.sh.Focus(s.table)
	s.status.Say(look.Neutral, words.T("loans.filter.hint"))
}

// hints says at the foot which keys do what now.
func (s *loansScreen) hints() {
	hints := []string{}
	for _, k := range s.Keys() {
		switch k.Stroke {
		case "↑↓", "Enter", "Del", "Ctrl+P", "Ctrl+F":
			hints = append(hints, k.Stroke+" "+k.Label)
		}
	}
	s.status.KeepHints(hints...)
}
