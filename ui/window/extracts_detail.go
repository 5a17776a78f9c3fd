package window

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// filter is what the list asks for.
func (s *extractsScreen) filter() app.ExtractFilter {
	return app.ExtractFilter{State: s.state(), Text: strings.TrimSpace(s.table.Filter()), Limit: extractPage}
}

// loadRows asks for the first page.
func (s *extractsScreen) loadRows() {
	f := s.filter()
	s.hints()
	Load(s.list, func(ctx context.Context) ([]app.ExtractRow, error) { return s.sh.Office().Extracts(ctx, f) }, s.showRows)
}

// loadOlder asks for the next page.
func (s *extractsScreen) loadOlder() {
	rows := s.table.Rows()
	if !s.more || len(rows) == 0 {
		return
	}
	s.more = false
	f := s.filter()
	last := rows[0]
	for _, r := range rows {
		if r.ID < last.ID {
			last = r
		}
	}
	f.Before = last.Key
	Load(s.list, func(ctx context.Context) ([]app.ExtractRow, error) { return s.sh.Office().Extracts(ctx, f) }, func(older []app.ExtractRow) {
		s.more = len(older) == extractPage
		s.table.AppendRows(older)
	})
}

// showRows puts the rows into the list and selects what was asked for.
func (s *extractsScreen) showRows(rows []app.ExtractRow) {
	s.more = len(rows) == extractPage
	s.table.SetEmpty(words.T("extracts.empty."+string(s.state())), "", nil)
	s.table.SetRows(rows)
	switch {
	case s.want != "":
		s.table.SelectKey(s.want)
		s.want = ""
	case len(rows) > 0 && s.shown.Number == "":
		s.table.SelectIndex(0)
	}
}

// allExtracts reads the register page by page to its end.
func allExtracts(ctx context.Context, office *app.Office, f app.ExtractFilter) ([]app.ExtractRow, error) {
	var all []app.ExtractRow
	for {
		page, err := office.Extracts(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) < f.Limit {
			return all, nil
		}
		f.Before = page[len(page)-1].Key
	}
}

// open shows an extract in the pane.
func (s *extractsScreen) open(number string) {
	Load(s.sheets, func(ctx context.Context) (app.Extract, error) { return s.sh.Office().OpenExtract(ctx, number) }, s.show)
}

// showNothing empties the pane.
func (s *extractsScreen) showNothing() {
	s.sheets.Stop()
	s.shown = app.Extract{}
	s.detail.SetContent(look.Label(words.T("extracts.none")).Wrapped())
	s.detail.SetActions()
	s.hints()
}

// show fills the pane.
func (s *extractsScreen) show(e app.Extract) {
	s.shown = e
	kind, state := extractChip(e, s.sh.Day())
	body := look.Column(look.Gap, widget.NewDetailHead(e.Number, kind, state), s.fields())
	if e.HolderID == s.sh.Me().Person.ID && e.State == app.ExtractOut {
		body.Add(widget.NewBanner(look.Neutral, words.T("extracts.own")))
	}
	s.detail.SetContent(body)
	if s.mayClose() {
		s.detail.SetActions(
			widget.NewButton(widget.Secondary, words.T("extracts.do.destroyed"), func() { s.ask(app.ExtractDestroyed) }).WithKey("Del"),
			widget.NewButton(widget.Primary, words.T("extracts.do.returned"), func() { s.ask(app.ExtractReturned) }).WithKey("Enter"),
		)
	} else {
		s.detail.SetActions()
	}
	s.hints()
}

// fields are the facts of the extract.
func (s *extractsScreen) fields() fyne.CanvasObject {
	e := s.shown
	var rows []*widget.FieldRow
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(key), value))
		}
	}
	add("extracts.col.kind", words.T("extracts.kind."+string(e.Kind)))
	add("extracts.col.document", words.Join(e.Title, e.Document))
	pages := e.Pages
	if pages == "" {
		pages = words.T("extracts.pages.all")
	}
	add("extracts.field.pages", pages)
	add("extracts.col.holder", PersonLine(e.Holder))
	add("extracts.field.outside", e.Outside)
	add("extracts.field.basis", e.Basis)
	add("extracts.field.purpose", e.Purpose)
	add("extracts.field.loan", e.Loan)
	add("extracts.field.made", words.When(e.MadeAt, s.sh.Now()))
	add("extracts.col.due", dueText(e.Due, s.sh.Day()))
	if e.State != app.ExtractOut {
		add("extracts.field.closed", words.Join(words.When(e.ClosedAt, s.sh.Now()), e.Closer))
		add("extracts.field.note", e.Note)
	}
	return widget.NewFields(rows...)
}

// mayClose tells whether this person may tick off what is shown: a custodian that does not hold
// it. The office decides again, also for who stands in for one.
func (s *extractsScreen) mayClose() bool {
	me := s.sh.Me()
	return s.shown.State == app.ExtractOut && s.shown.HolderID != me.Person.ID && me.May.Counter
}

// ask ticks an extract off, with a note of its state or of how it was destroyed.
func (s *extractsScreen) ask(state app.ExtractState) {
	e := s.shown
	note := widget.NewEntry("")
	form := widget.NewForm(widget.NewFormField("note", words.T("extracts.note."+string(state)), note))
	s.sh.Sheet(SheetSpec{
		Title: words.T("extracts.ask."+string(state), e.Number), Button: words.T("extracts.do." + string(state)), Focus: note,
		Content: look.Column(look.GapCard, look.Note(words.T("extracts.ask.note."+string(state))), form),
		Do: func(sheet *Sheet) {
			sheet.SetBusy(true)
			text := note.Text
			Do(s.sh, Just(func(ctx context.Context) error { return s.sh.Office().CloseExtract(ctx, e.Number, state, text) }), func(struct{}) {
				sheet.Close()
				s.sh.Toast(words.T("extracts.done."+string(state), e.Number))
				s.sh.Changed()
			}, func(err error) bool {
				sheet.SetBusy(false)
				if rest := applyErrors(form, err); rest != nil {
					sheet.Problem(ErrorText(rest))
				}
				sheet.Fit()
				return true
			})
		},
	})
}

// listing is the register as it is shown.
func (s *extractsScreen) listing() listing[app.ExtractRow] {
	f := s.filter()
	return listing[app.ExtractRow]{
		list: "extracts", title: NavName(Extracts), note: narrowed(s.tabs.SelectedLabel(), s.table.Filter()), table: s.table,
		all: func(ctx context.Context) ([]app.ExtractRow, error) { return allExtracts(ctx, s.sh.Office(), f) },
	}
}

func (s *extractsScreen) print()  { printList(s.sh, s.listing()) }
func (s *extractsScreen) export() { exportList(s.sh, s.listing()) }

// hints says at the foot which keys do what now.
func (s *extractsScreen) hints() {
	var hints []string
	for _, k := range s.Keys() {
		switch k.Stroke {
		case "↑↓", "Enter", "Del", "Ctrl+F", "Ctrl+P":
			hints = append(hints, k.Stroke+" "+k.Label)
		}
	}
	s.status.SetHints(hints...)
}
