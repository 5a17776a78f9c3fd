package window

import (
	"context"
	"strconv"
	"strings"

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
		Name: Audit, Icon: theme.IconNameList,
		May: func(a app.Abilities) bool { return a.Audit },
		New: func(sh *Shell) Screen { return newAudit(sh) },
	})
}

// everyOutcome is the tab of all entries; the others are the outcomes.
const everyOutcome = "all"

// auditPage is how many entries are asked for at once.
const auditPage = 200

// audit is 审计日志: every act and every refusal, newest first, page by page; the check of the
// whole chain, and its export (rule 7).
type audit struct {
	Base
	sh      *Shell
	list    *Loader
	check   *Loader
	tabs    *widget.Tabs
	from    *widget.DateField
	to      *widget.DateField
	table   *widget.Table[app.Entry]
	detail  *widget.Detail
	outcome *fyne.Container // of the check
	top     *fyne.Container
	more    bool
	last    int64
}

func newAudit(sh *Shell) *audit {
	return &audit{sh: sh, list: sh.Loader(), check: sh.Loader(), outcome: container.NewStack()}
}

// Head implements Screen.
func (s *audit) Head() Head {
	h := Head{Title: NavName(Audit), Buttons: []*widget.Button{
		widget.NewButton(widget.Secondary, NavName(Proof), func() { s.sh.Open(Proof) }),
	}}
	if s.sh.me.May.ExportAudit {
		h.Buttons = append(h.Buttons, widget.NewButton(widget.Secondary, words.T("audit.export"), s.export).WithKey("Ctrl+E"))
	}
	h.Buttons = append(h.Buttons, widget.NewButton(widget.Primary, words.T("audit.verify"), s.verify).WithKey("F5"))
	return h
}

// Build implements Screen.
func (s *audit) Build() fyne.CanvasObject {
	s.tabs = widget.NewTabs(
		widget.Tab{ID: everyOutcome, Label: words.T("audit.tab.all"), Count: widget.NoCount},
		widget.Tab{ID: string(app.Done), Label: words.T("audit.outcome.done"), Count: widget.NoCount},
		widget.Tab{ID: string(app.Refused), Label: words.T("audit.outcome.refused"), Count: widget.NoCount},
	)
	s.tabs.OnSelect = func(string) {
		s.table.Deselect()
		s.load()
		s.sh.Focus(s.table)
	}
	day := func() string { return string(s.sh.Day()) }
	s.from, s.to = widget.NewDateField(day, false).Bare(), widget.NewDateField(day, false).Bare()
	s.from.OnChanged = func(string) { s.load() }
	s.to.OnChanged = func(string) { s.load() }
	s.table = widget.NewTable(s.columns())
	s.table.Key = func(e app.Entry) string { return strconv.FormatInt(e.Seq, 10) }
	s.table.OnSelect = s.show
	s.table.OnNone = s.showNone
	s.table.OnFilter = func(string) { s.load() }
	s.table.OnNearEnd = s.loadMore
	s.table.SetEmpty(words.T("audit.empty"), "", nil)
	keepWidths(s.sh, "audit.widths", s.table)
	s.detail = widget.NewDetail(nil)
	s.showNone()
	s.outcome.Hide()
	dates := look.PadEach(look.GapPage, look.Gap, look.GapWide, look.GapNone, look.Row(look.Gap, look.Label(words.T("audit.from")).Whole(), look.Fixed(look.WidthEntry, 0, s.from),
		look.Label(words.T("audit.to")).Whole(), look.Fixed(look.WidthEntry, 0, s.to), look.Stretch(nil)))
	s.top = look.Column(look.GapNone, s.tabs, dates, s.outcome)
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner,
		widget.NewStatus(words.T("clients.hint.rows"), words.T("audit.hint.filter"), words.T("shell.list.hint.print"), words.T("clients.hint.views")))
	list := look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, s.table)
	return look.Edge(nil, nil, nil, s.detail, look.Edge(s.top, foot, nil, nil, list))
}

func (s *audit) columns() []widget.Column[app.Entry] {
	type row = app.Entry
	return []widget.Column[row]{
		{ID: "seq", Heading: words.T("audit.col.seq"), Width: look.WidthDay, Trailing: true, Text: func(e row) string { return strconv.FormatInt(e.Seq, 10) }},
		{ID: "at", Heading: words.T("audit.col.at"), Width: look.WidthCode, Text: func(e row) string { return minute(s.sh, e) }},
		{ID: "actor", Heading: words.T("audit.col.actor"), Width: look.WidthName, Text: func(e row) string { return actorOf(e) }},
		{ID: "act", Heading: words.T("audit.col.act"), Text: func(e row) string { return words.T("act." + e.Act) }},
		{ID: "object", Heading: words.T("audit.col.object"), Width: look.WidthCode, Text: func(e row) string { return e.Object }},
		{ID: "outcome", Heading: words.T("audit.col.outcome"), Width: look.WidthName, Chip: outcomeChip},
	}
}

// minute is when an entry was made, in short; the pane has it to the second.
func minute(sh *Shell, e app.Entry) string {
	at := e.At.In(sh.Now().Location())
	return words.ShortDate(string(app.DateOf(at)), string(sh.Day())) + " " + at.Format("15:04")
}

// actorOf is who acted, and for whom.
func actorOf(e app.Entry) string {
	if e.OnBehalf == "" {
		return afterNumber(e.Actor)
	}
	return words.T("loans.behalf", afterNumber(e.Actor), afterNumber(e.OnBehalf))
}

// outcomeChip says whether an act was done or refused.
func outcomeChip(e app.Entry) (look.Kind, string) {
	if e.Outcome == app.Refused {
		return look.Overdue, words.T("audit.outcome.refused")
	}
	return look.InPlace, words.T("audit.outcome.done")
}

// filter is what the list asks for.
func (s *audit) filter() app.AuditFilter {
	f := app.AuditFilter{
		Text: strings.TrimSpace(s.table.Filter()), From: app.Date(s.from.Value()), To: app.Date(s.to.Value()), Limit: auditPage,
	}
	if tab := s.tabs.Selected(); tab != everyOutcome {
		f.Outcome = app.Outcome(tab)
	}
	return f
}

// load asks for the newest entries.
func (s *audit) load() {
	f := s.filter()
	Load(s.list, func(ctx context.Context) ([]app.Entry, error) { return s.sh.office.Audit(ctx, f) }, func(rows []app.Entry) {
		s.turn(rows)
		s.table.SetRows(rows)
		if _, ok := s.table.Selected(); !ok {
			s.table.SelectIndex(0)
		}
		if len(s.table.Rows()) == 0 {
			s.showNone()
		}
	})
}

// loadMore asks for the next, older page.
func (s *audit) loadMore() {
	if !s.more {
		return
	}
	s.more = false
	f := s.filter()
	f.Before = s.last
	Load(s.list, func(ctx context.Context) ([]app.Entry, error) { return s.sh.office.Audit(ctx, f) }, func(rows []app.Entry) {
		s.turn(rows)
		s.table.AppendRows(rows)
	})
}

// turn remembers where the next page begins.
func (s *audit) turn(rows []app.Entry) {
	s.more = len(rows) == auditPage
	if len(rows) > 0 {
		s.last = rows[len(rows)-1].Seq
	}
}

// Open implements Screen: Arg.Code is an object to look for.
func (s *audit) Open(arg Arg) {
	if arg.Code != "" {
		s.table.SetFilter(arg.Code)
	}
}

// Refresh implements Screen.
func (s *audit) Refresh(context.Context) { s.load() }

// Shown implements Screen.
func (s *audit) Shown() { s.sh.Focus(s.table) }

// Keys implements Screen.
func (s *audit) Keys() []Key {
	keys := []Key{
		{Stroke: "↑↓", Label: words.T("clients.key.rows")},
		{"F5", words.T("audit.verify"), s.verify},
		{"Ctrl+F", words.T("audit.key.filter"), func() { s.sh.Focus(s.table) }},
		{"Ctrl+D", words.T("audit.key.dates"), func() { s.sh.Focus(s.from.FocusTarget()) }},
	}
	keys = append(keys, Key{"Ctrl+P", words.T("shell.list.print"), s.print})
	if s.sh.me.May.ExportAudit {
		keys = append(keys, Key{"Ctrl+E", words.T("audit.export"), s.export})
	}
	return append(keys, Key{Stroke: "Ctrl+C", Label: words.T("clients.key.copy")})
}

// Escape implements Screen: it takes back the result of the check, the filter, the dates.
func (s *audit) Escape() bool {
	switch {
	case s.outcome.Visible():
		s.say(nil)
	case s.table.Filter() != "":
		s.table.SetFilter("")
	case s.from.Value() != "" || s.to.Value() != "":
		s.from.SetValue("")
		s.to.SetValue("")
	default:
		return false
	}
	return true
}
