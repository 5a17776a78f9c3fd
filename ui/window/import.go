package window

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

func init() {
	register(Registration{
		Name: Import, Under: Clients,
		May: func(a app.Abilities) bool { return a.Import },
		New: func(sh *Shell) Screen { return newImport(sh) },
	})
}

// formImport names the draft of an import: which file was chosen.
const formImport = "import"

// everyFate is the tab of all rows; the others are the fates.
const everyFate = "all"

// fates are the fates in the order of the tabs: what stops the import comes first.
var fates = []app.Fate{app.FateRefuse, app.FateNew, app.FateChange, app.FateSame}

// importScreen brings clients or documents in from a spreadsheet: choose a file, look at what
// will become of every row, then take in all of them or none.
type importScreen struct {
	Base
	sh     *Shell
	load   *Loader
	kind   *widget.Choice
	path   *widget.Entry
	field  *widget.FormField
	tabs   *widget.Tabs
	table  *widget.Table[app.ImportFate]
	detail *widget.Detail
	body   *fyne.Container
	rows   []app.ImportRow // as the file has them
	plan   *app.ImportPlan
	cancel context.CancelFunc // stops what is under way; nil for nothing
}

func newImport(sh *Shell) *importScreen {
	return &importScreen{sh: sh, load: sh.Loader(), body: container.NewStack()}
}

// Head implements Screen.
func (s *importScreen) Head() Head {
	back := widget.NewButton(widget.Secondary, words.T("import.back"), func() { s.sh.Open(s.target()) })
	return Head{Title: words.T("shell.nav.import"), Quiet: words.T("import.quiet." + string(s.what())), Buttons: []*widget.Button{back}}
}

// Build implements Screen.
func (s *importScreen) Build() fyne.CanvasObject {
	kinds := []widget.Option{
		{ID: string(app.ImportClients), Title: words.T("import.kind.clients")},
		{ID: string(app.ImportDocuments), Title: words.T("import.kind.documents")},
	}
	s.kind = widget.NewChoice(kinds, func(string) { s.forget(); s.sh.HeadChanged() })
	s.path = widget.NewEntry(words.T("import.path.hint"))
	s.path.OnSubmitted = func(string) { s.read() }
	s.path.OnChanged = func(string) { s.forget() }
	s.field = widget.NewFormField("path", words.T("import.path"), s.path)
	choose := widget.NewButton(widget.Secondary, words.T("import.choose"), s.choose).WithKey("Ctrl+O")
	read := widget.NewButton(widget.Secondary, words.T("import.read"), s.read).WithKey("Enter")
	kind := look.Fixed(look.WidthEntry, 0, widget.NewFormField("kind", words.T("import.kind"), s.kind))
	buttons := look.Column(look.GapTight, look.Quiet(" "), look.Row(look.GapTight, choose, read))
	bar := container.NewBorder(nil, nil, look.PadEach(0, 0, look.GapCard, 0, kind), look.PadEach(look.GapCard, 0, 0, 0, buttons), s.field)
	s.tabs = widget.NewTabs(s.tabList()...)
	s.tabs.OnSelect = func(string) { s.showRows(); s.sh.Focus(s.table) }
	s.table = s.newTable()
	s.detail = widget.NewDetail(nil)
	s.kind.SetValue(string(app.ImportClients))
	s.forget()
	top := look.PadEach(look.GapPage, look.GapCard, look.GapPage, look.GapTight, bar)
	return look.Edge(top, nil, nil, nil, look.Edge(nil, nil, nil, s.detail, s.body))
}

func (s *importScreen) tabList() []widget.Tab {
	tabs := []widget.Tab{{ID: everyFate, Label: words.T("import.tab.all"), Count: widget.NoCount}}
	for _, f := range fates {
		tabs = append(tabs, widget.Tab{ID: string(f), Label: words.T("import.fate." + string(f)), Count: widget.NoCount})
	}
	return tabs
}

// what is being brought in.
func (s *importScreen) what() app.ImportKind {
	if k := app.ImportKind(s.kind.Value()); k != "" {
		return k
	}
	return app.ImportClients
}

// target is the screen that shows what was brought in.
func (s *importScreen) target() Name {
	if s.what() == app.ImportDocuments {
		return Files
	}
	return Clients
}

// Open implements Screen: Arg.Act says what is brought in.
func (s *importScreen) Open(arg Arg) {
	if arg.Act != "" && arg.Act != s.kind.Value() {
		s.kind.SetValue(arg.Act)
	}
}

// Shown implements Screen: the path has the focus until there are rows.
func (s *importScreen) Shown() {
	if s.plan == nil {
		s.sh.Focus(s.path)
		return
	}
	s.sh.Focus(s.table)
}

// choose asks for the file.
func (s *importScreen) choose() {
	s.sh.PickFile([]string{".xlsx", ".csv", ".txt"}, func(path string) {
		s.path.SetText(path)
		s.read()
	})
}

// forget drops the preview: another file, or another kind.
func (s *importScreen) forget() {
	s.load.Stop()
	s.rows, s.plan = nil, nil
	if s.field != nil {
		s.field.SetProblem("")
	}
	if s.table != nil && s.detail != nil {
		s.draw()
	}
}

// read reads the file and asks what will become of each row. Nothing is written.
func (s *importScreen) read() {
	path, kind, office := trimPath(s.path.Text), s.what(), s.sh.office
	s.field.SetProblem("")
	if path == "" {
		s.field.SetProblem(words.T("import.path.empty"))
		s.sh.Focus(s.path)
		return
	}
	var rows []app.ImportRow
	s.load.Failed = s.unreadable
	s.working(words.T("import.reading"), s.load.Stop)
	Load(s.load, func(ctx context.Context) (app.ImportPlan, error) {
		var err error
		if rows, err = paper.Intake(path, kind); err != nil {
			return app.ImportPlan{}, intakeError(err)
		}
		return office.PlanImport(ctx, kind, rows)
	}, func(plan app.ImportPlan) { s.show(rows, plan) })
}

// trimPath takes off what a path copied from elsewhere brings with it.
func trimPath(text string) string {
	return strings.Trim(strings.TrimSpace(text), `"'`)
}

// intakeError makes the reader's answer one that belongs to the path.
func intakeError(err error) error {
	var e *sheet.Error
	if errors.As(err, &e) {
		return app.Errf(app.Invalid, e.Key, e.Args...).At("path")
	}
	return err
}

// unreadable says at the path why the file can't be read.
func (s *importScreen) unreadable(err error) bool {
	s.draw()
	var e *app.Error
	if !errors.As(err, &e) || e.Fix != app.FixNone {
		return false
	}
	s.field.SetProblem(ErrorText(err))
	s.sh.Focus(s.path)
	return true
}

// show puts the plan on the screen.
func (s *importScreen) show(rows []app.ImportRow, plan app.ImportPlan) {
	s.rows, s.plan = rows, &plan
	tab := everyFate
	if plan.Refused > 0 {
		tab = string(app.FateRefuse)
	}
	s.tabs.Select(tab)
	s.draw()
	s.showRows()
	s.sh.Focus(s.table)
}

// Keys implements Screen.
func (s *importScreen) Keys() []Key {
	keys := []Key{{"Ctrl+O", words.T("import.choose"), s.choose}, {"F5", words.T("import.again"), s.read}}
	if s.plan != nil {
		keys = append(keys, Key{Stroke: "↑↓", Label: words.T("import.key.rows")}, Key{"Ctrl+Enter", words.T("import.do.key"), s.write})
	}
	return keys
}

// Escape implements Screen: stop what is under way, drop the preview, go back.
func (s *importScreen) Escape() bool {
	switch {
	case s.cancel != nil:
		s.cancel()
	case s.plan != nil:
		s.forget()
		s.Shown()
	default:
		s.sh.Open(s.target())
	}
	return true
}

// Forms implements Screen.
func (s *importScreen) Forms() []string { return []string{formImport} }

// Leave implements Screen: which file was being looked at.
func (s *importScreen) Leave() *app.Draft {
	if s.path.Text == "" {
		return nil
	}
	return &app.Draft{Form: formImport, Fields: map[string]string{"path": s.path.Text, "kind": s.kind.Value()}}
}

// Restore implements Screen.
func (s *importScreen) Restore(d app.Draft) {
	s.kind.SetValue(d.Fields["kind"])
	s.path.SetText(d.Fields["path"])
}
