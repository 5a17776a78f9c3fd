package window

import (
	"context"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// startClearance asks whose sheet is to be opened and why; number and kind may be known.
func (sh *Shell) startClearance(number string, kind app.ClearanceKind) {
	who := sh.PickPerson()
	options := make([]widget.Option, len(app.AllClearanceKinds))
	for i, k := range app.AllClearanceKinds {
		options[i] = widget.Option{ID: string(k), Title: words.T("clearance.title." + string(k))}
	}
	form := widget.NewForm(
		widget.NewFormField("person", words.T("clearances.col.person"), who),
		widget.NewFormField("kind", words.T("clearances.col.kind"), widget.NewChoice(options, nil)),
		widget.NewFormField("note", words.T("clearances.col.note"), widget.NewEntry("")).WithHelp(words.T("clearances.start.note")))
	form.SetValue("kind", string(kind))
	spec := SheetSpec{
		Title: words.T("clearances.start"), Button: words.T("clearances.start.do"), Content: look.Column(look.GapCard, look.Note(words.T("clearances.start.text")), form),
		Focus: who.FocusTarget(), Do: func(sheet *Sheet) { sh.startedClearance(sheet, form) },
	}
	if number == "" {
		sh.Sheet(spec)
		return
	}
	Do(sh, func(ctx context.Context) (app.PersonSheet, error) { return sh.office.Person(ctx, number) }, func(p app.PersonSheet) {
		who.Choose(widget.Option{ID: p.Number, Title: p.Name})
		spec.Focus = form.Field("kind").Input.FocusTarget()
		sh.Sheet(spec)
	})
}

func (sh *Shell) startedClearance(sheet *Sheet, form *widget.Form) {
	number, kind, note := form.Value("person"), app.ClearanceKind(form.Value("kind")), form.Value("note")
	if number == "" {
		form.ApplyErrors(map[string]string{"person": words.T("clearances.start.nobody")})
		sheet.Fit()
		return
	}
	sheet.SetBusy(true)
	Do(sh, func(ctx context.Context) (app.Clearance, error) {
		return sh.office.StartClearance(ctx, number, kind, note)
	}, func(c app.Clearance) {
		sheet.Close()
		sh.Toast(words.T("clearances.started", c.Number))
		sh.Changed()
		sh.Open(Clearances, Arg{Code: c.Number})
	}, formFailed(sheet, form))
}

// leaverSheet shows the sheet under way for somebody who leaves, or begins one.
func (sh *Shell) leaverSheet(number string) {
	Do(sh, func(ctx context.Context) ([]app.ClearanceRow, error) {
		return sh.office.Clearances(ctx, app.ClearanceFilter{Person: number, State: app.ClearanceOpen})
	}, func(rows []app.ClearanceRow) {
		if len(rows) > 0 {
			sh.Open(Clearances, Arg{Code: rows[0].Number})
			return
		}
		sh.startClearance(number, app.ClearLeaver)
	})
}

// mark marks a line at once: it can be taken back the same way.
func (s *clearances) mark(i int, mark app.ItemMark) {
	number := s.shown.Number
	Do(s.sh, Just(func(ctx context.Context) error { return s.sh.office.MarkClearance(ctx, number, i, mark, "") }), func(struct{}) { s.sh.Changed() })
}

// excuse asks why a line is not done.
func (s *clearances) excuse(i int, it app.ClearanceItem) {
	s.ask("excuse", "note", func(ctx context.Context, text string) error {
		return s.sh.office.MarkClearance(ctx, s.shown.Number, i, app.MarkExcused, text)
	})
}

// addLine asks for an own line.
func (s *clearances) addLine() {
	if s.shown.May.Mark {
		s.ask("line", "text", func(ctx context.Context, text string) error {
			return s.sh.office.AddClearanceLine(ctx, s.shown.Number, text)
		})
	}
}

// drop ends a sheet begun by mistake.
func (s *clearances) drop() {
	s.ask("drop", "why", func(ctx context.Context, text string) error {
		return s.sh.office.DropClearance(ctx, s.shown.Number, text)
	})
}

// ask asks for one line of text and does something with it.
func (s *clearances) ask(what, field string, act func(context.Context, string) error) {
	entry := widget.NewEntry("")
	form := widget.NewForm(widget.NewFormField(field, words.T("clearances."+what+".field"), entry))
	s.sh.Sheet(SheetSpec{
		Title: words.T("clearances." + what + ".title"), Button: words.T("clearances." + what), Focus: entry,
		Content: look.Column(look.GapCard, look.Note(words.T("clearances."+what+".note")), form),
		Do: func(sheet *Sheet) {
			text := entry.Text
			sheet.SetBusy(true)
			Do(s.sh, Just(func(ctx context.Context) error { return act(ctx, text) }), func(struct{}) {
				sheet.Close()
				s.sh.Changed()
			}, formFailed(sheet, form))
		},
	})
}
