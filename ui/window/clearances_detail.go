package window

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// show fills the pane: whose sheet, its lines, what outlives the post.
func (s *clearances) show(c app.ClearanceSheet) {
	put := s.detail.SetContent
	if c.Number == s.shown.Number && c.State == s.shown.State {
		put = s.detail.Renew
	}
	s.shown = c
	kind, word := clearanceChip(app.ClearanceRow{Clearance: c.Clearance, Left: c.Left})
	body := look.Column(look.GapCard, widget.NewDetailHead(words.Join(c.Person.Name, words.T("clearance.kind."+string(c.Kind))), kind, word), s.fields(), s.lines())
	if d := dutiesOf(c.Duties); d != nil {
		body.Add(look.Column(look.GapTight, look.Quiet(words.T("clearances.duties")), d))
	}
	put(body)
	s.detail.SetActions(s.actions()...)
}

// fields are the facts of the sheet.
func (s *clearances) fields() fyne.CanvasObject {
	c := s.shown
	rows := []*widget.FieldRow{
		widget.NewFieldRow(words.T("clearances.col.number"), c.Number),
		widget.NewFieldRow(words.T("clearances.col.person"), words.Join(PersonLine(c.Person), c.Person.Number)),
		widget.NewFieldRow(words.T("clearances.col.opened"), words.Join(s.sh.dateTime(c.OpenedAt), c.OpenedBy.Name)),
	}
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(key), value))
		}
	}
	add("clearances.col.note", c.Note)
	if c.State != app.ClearanceOpen {
		add("clearances.ended", words.Join(s.sh.dateTime(c.EndedAt), c.EndedBy.Name))
		add("clearances.why", c.Why)
		add("clearances.witness", c.Witness.Name)
	}
	if c.State == app.ClearanceClosed {
		sealed := words.T("clearances.unsealed")
		if c.Paper.ID != 0 {
			sealed = words.T("clearances.sealed", app.Groups(c.Paper.SHA256[:16]))
		}
		add("clearances.paper", sealed)
	}
	return widget.NewFields(rows...)
}

// lines lists what is to be gone through, each with its acts.
func (s *clearances) lines() fyne.CanvasObject {
	items := make([]fyne.CanvasObject, len(s.shown.Items))
	for i, it := range s.shown.Items {
		items[i] = s.line(i, it)
	}
	return look.Column(look.GapTight, look.Quiet(words.T("clearances.lines")), widget.NewItems(items...))
}

func (s *clearances) line(i int, it app.ClearanceItem) fyne.CanvasObject {
	kinds := map[app.ItemMark]look.Kind{app.MarkOpen: look.Waiting, app.MarkDone: look.InPlace, app.MarkExcused: look.Neutral}
	head := look.Row(look.GapTight, widget.NewChip(kinds[it.State], words.T("clearance.mark."+string(it.State))))
	switch {
	case it.Open > 0:
		head.Add(look.Quiet(words.T("clearance.left", it.Open)).Whole())
	case it.Auto:
		head.Add(look.Quiet(words.T("clearances.auto")).Whole())
	case it.By != "":
		head.Add(look.Quiet(it.By).Whole())
	}
	acts := look.Row(look.GapCard)
	for _, b := range s.marks(i, it) {
		acts.Add(b)
	}
	head.Add(look.Stretch(nil))
	head.Add(acts)
	column := look.Column(look.GapHair, head, look.Field(words.T("clearances.line.text", ordinal(i), paper.ClearanceItem(it))).Wrapped())
	if it.Note != "" {
		column.Add(look.Note(it.Note))
	}
	return look.Pad(look.GapNone, look.GapTight, column)
}

// marks are what can be done with a line.
func (s *clearances) marks(i int, it app.ClearanceItem) []*widget.Button {
	if !s.shown.May.Mark || it.Auto && it.State == app.MarkDone {
		return nil
	}
	button := func(key string, do func()) *widget.Button { return widget.NewButton(widget.Link, words.T(key), do) }
	if it.State != app.MarkOpen {
		return []*widget.Button{button("clearances.reopen", func() { s.mark(i, app.MarkOpen) })}
	}
	excuse := button("clearances.excuse", func() { s.excuse(i, it) })
	if it.Auto {
		return []*widget.Button{excuse}
	}
	return []*widget.Button{excuse, button("clearances.done", func() { s.mark(i, app.MarkDone) })}
}

// actions are the buttons at the foot, the primary one last.
func (s *clearances) actions() []*widget.Button {
	c := s.shown
	out := []*widget.Button{widget.NewButton(widget.Secondary, words.T("clearances.print"), s.print).WithKey("Ctrl+P")}
	if c.May.Mark && !c.May.Close { // F2 adds one all the same
		out = append(out, widget.NewButton(widget.Secondary, words.T("clearances.line"), s.addLine).WithKey("F2"))
	}
	if c.May.Mark {
		out = append(out, widget.NewButton(widget.Secondary, words.T("clearances.drop"), s.drop))
	}
	switch {
	case c.May.Close:
		out = append(out, widget.NewButton(widget.Primary, words.T("clearances.close"), s.close).WithKey("Enter"))
	case c.Paper.ID != 0:
		out = append(out, widget.NewButton(widget.Primary, words.T("clearances.paper.open"), s.openPaper).WithKey("Enter"))
	case c.State == app.ClearanceClosed && s.sh.me.May.EditPeople:
		out = append(out, widget.NewButton(widget.Primary, words.T("clearances.seal"), s.seal).WithKey("Enter"))
	}
	return out
}

// primary is what Enter does: close the sheet, show its paper, or seal it.
func (s *clearances) primary() {
	c := s.shown
	switch {
	case c.May.Close:
		s.close()
	case c.Paper.ID != 0:
		s.openPaper()
	case c.State == app.ClearanceClosed && s.sh.me.May.EditPeople:
		s.seal()
	}
}

func (s *clearances) openPaper() { s.sh.showPaper(s.shown.Paper.ID) }

// seal makes the sealed paper of a sheet that was closed without.
func (s *clearances) seal() {
	number := s.shown.Number
	Do(s.sh, func(ctx context.Context) (app.SealedPaper, error) { return s.sh.office.SealClearance(ctx, number) }, func(p app.SealedPaper) {
		s.sh.Toast(words.T("clearances.sealed.done", p.Ref))
		s.sh.Changed()
	})
}

// dutiesOf lists what outlives the post, nil for none.
func dutiesOf(duties []app.Duty) fyne.CanvasObject {
	if len(duties) == 0 {
		return nil
	}
	column := look.Column(look.GapTight)
	for _, d := range duties {
		column.Add(look.Note(paper.DutyLine(d)))
	}
	return column
}

// clearancePDF makes the paper of a sheet.
func clearancePDF(sh *Shell, p app.ClearancePrint) func(io.Writer) error {
	return func(w io.Writer) error { return sh.Papers().Clearance(w, p) }
}
