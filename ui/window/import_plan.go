package window

import (
	"cmp"
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// fateKinds are the colours of the fates.
var fateKinds = map[app.Fate]look.Kind{
	app.FateNew: look.InPlace, app.FateChange: look.Out, app.FateSame: look.Neutral, app.FateRefuse: look.Overdue,
}

// fateChip says what will become of a row.
func fateChip(f app.ImportFate) (look.Kind, string) {
	return fateKinds[f.Fate], words.T("import.fate." + string(f.Fate))
}

// newTable makes the preview: one line for each row of the file.
func (s *importScreen) newTable() *widget.Table[app.ImportFate] {
	type row = app.ImportFate
	t := widget.NewTable([]widget.Column[row]{
		{
			ID: "line", Heading: words.T("import.col.line"), Width: look.WidthDay, Trailing: true,
			Text: func(r row) string { return strconv.Itoa(r.Line) }, Sort: func(a, b row) int { return cmp.Compare(a.Line, b.Line) },
		},
		{ID: "code", Heading: words.T("import.col.code"), Width: look.WidthCode, Text: func(r row) string { return r.Code }},
		{ID: "title", Heading: words.T("import.col.title"), Weight: 2, Text: func(r row) string { return r.Title }},
		{ID: "fate", Heading: words.T("import.col.fate"), Width: look.WidthState, Chip: fateChip},
		{ID: "why", Heading: words.T("import.col.why"), Weight: 3, Text: func(r row) string { return first(s.reasons(r)) }},
	})
	t.Key = func(r row) string { return strconv.Itoa(r.Line) }
	t.OnSelect = func(r row) { s.drawDetail(&r) }
	t.OnNone = func() { s.drawDetail(nil) }
	keepWidths(s.sh, "import.widths", t)
	t.SetEmpty(words.T("import.empty.tab"), "", nil)
	return t
}

func first(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0]
}

// reasons says of a row what stops it, what it changes, and what was put right on the way in.
func (s *importScreen) reasons(r app.ImportFate) []string {
	var out []string
	for _, p := range r.Problems {
		out = append(out, ErrorText(p))
	}
	if len(r.Changes) > 0 {
		names := make([]string, len(r.Changes))
		for i, c := range r.Changes {
			names[i] = words.T("import.field." + c)
		}
		out = append(out, words.T("import.changes", List(names)))
	}
	for _, n := range r.Notes {
		out = append(out, ErrorText(n))
	}
	return out
}

// showRows shows the rows of the tab.
func (s *importScreen) showRows() {
	if s.plan == nil {
		return
	}
	p := s.plan
	counts := map[app.Fate]int{app.FateNew: p.New, app.FateChange: p.Change, app.FateSame: p.Same, app.FateRefuse: p.Refused}
	s.tabs.SetCount(everyFate, len(p.Rows))
	for f, n := range counts {
		s.tabs.SetCount(string(f), n)
	}
	var rows []app.ImportFate
	for _, r := range p.Rows {
		if tab := s.tabs.Selected(); tab == everyFate || tab == string(r.Fate) {
			rows = append(rows, r)
		}
	}
	s.table.SetRows(rows)
	if _, ok := s.table.Selected(); !ok {
		s.table.SelectIndex(0)
	}
	if r, ok := s.table.Selected(); ok {
		s.drawDetail(&r)
		return
	}
	s.drawDetail(nil)
}

// draw shows the preview, or what a file should hold while there is none.
func (s *importScreen) draw() {
	s.cancel = nil
	if s.plan == nil {
		s.put(look.Pad(look.GapPage, look.GapCard, widget.NewTop(look.Card(look.Column(look.GapCard, look.Strong(words.T("import.how")),
			look.Body(words.T("import.how.headings."+string(s.what()))), look.Body(words.T("import.how.rows")), look.Body(words.T("import.how.safe")))))))
		s.drawDetail(nil)
		return
	}
	foot := look.PadEach(look.GapWide, look.GapTight, look.GapWide, look.GapInner,
		widget.NewStatus(words.T("clients.hint.rows"), words.T("import.hint.again"), words.T("import.hint.do")))
	s.put(look.Edge(s.tabs, foot, nil, nil, look.PadEach(look.GapPage, look.Gap, look.GapTight, look.GapNone, s.table)))
}

func (s *importScreen) put(o fyne.CanvasObject) {
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
}

// working shows what is being done, with a cancel that cancels.
func (s *importScreen) working(what string, cancel func()) {
	s.cancel = func() {
		cancel()
		s.draw()
		s.showRows()
	}
	bar := widget.NewProgress(s.cancel)
	bar.Set(what, 0, 0)
	s.put(container.NewBorder(look.Pad(look.GapPage, look.GapPage, bar), nil, nil, nil))
	s.detail.SetActions()
}

// drawDetail shows the counts, whether all can go in, and the row selected.
func (s *importScreen) drawDetail(r *app.ImportFate) {
	if s.plan == nil {
		s.detail.SetContent(look.Label(words.T("import.none")).Wrapped())
		s.detail.SetActions()
		return
	}
	column := look.Column(look.GapCard, look.Section(words.T("import.summary", len(s.plan.Rows))), s.verdict())
	if r != nil {
		column.Add(s.rowOf(*r))
	}
	s.detail.SetContent(column)
	do := widget.NewButton(widget.Primary, s.doLabel(), s.write).WithKey("Ctrl+Enter")
	do.SetEnabled(s.writable())
	again := widget.NewButton(widget.Secondary, words.T("import.again"), s.read).WithKey("F5")
	s.detail.SetActions(again, do)
}

// writable: no row is refused, and there is something to write.
func (s *importScreen) writable() bool {
	return s.plan != nil && s.plan.Refused == 0 && s.plan.New+s.plan.Change > 0 && s.cancel == nil
}

func (s *importScreen) doLabel() string { return words.N("import.do", s.plan.New+s.plan.Change) }

// verdict says whether the file can be taken in: all of it or nothing.
func (s *importScreen) verdict() fyne.CanvasObject {
	p := s.plan
	switch {
	case p.Refused > 0:
		return widget.NewBanner(look.Overdue, words.N("import.refused", p.Refused), words.T("import.refused.what"))
	case p.New+p.Change == 0:
		return widget.NewBanner(look.Neutral, words.T("import.nothing"))
	}
	return widget.NewBanner(look.InPlace, words.T("import.ready", p.New, p.Change, p.Same))
}

// rowOf is one row in full.
func (s *importScreen) rowOf(r app.ImportFate) fyne.CanvasObject {
	kind, word := fateChip(r)
	rows := []*widget.FieldRow{widget.NewFieldRow(words.T("import.col.title"), r.Title)}
	if r.Code != "" {
		rows = append(rows, widget.NewFieldRow(words.T("import.col.code"), r.Code))
	}
	column := look.Column(look.Gap, widget.NewDetailHead(words.T("import.row", r.Line), kind, word), widget.NewFields(rows...))
	for _, line := range s.reasons(r) {
		column.Add(look.Body(line))
	}
	return column
}

// write takes all rows in, or none. The plan is decided again in the same transaction.
func (s *importScreen) write() {
	if !s.writable() {
		return
	}
	rows, kind, office := s.rows, s.what(), s.sh.office
	ctx, cancel := context.WithCancel(s.sh.ctx)
	s.working(words.N("import.writing", len(rows)), cancel)
	Do(s.sh, func(context.Context) (app.ImportPlan, error) { return office.RunImport(ctx, kind, rows) }, func(p app.ImportPlan) {
		cancel()
		s.done(p)
	}, func(err error) bool {
		cancel()
		if cancelled(err) {
			s.draw()
			s.showRows()
			return true
		}
		s.read()
		return false
	})
}

// done goes to what was brought in.
func (s *importScreen) done(p app.ImportPlan) {
	s.path.SetText("")
	s.sh.DropDraft(formImport)
	s.forget()
	s.sh.Open(s.target())
	s.sh.Changed()
	s.sh.Toast(words.T("import.done", p.New, p.Change))
}
