package window

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// showNone empties the pane.
func (s *files) showNone() {
	s.one.Stop()
	s.row, s.sheet, s.asked = nil, nil, ""
	s.detail.SetContent(look.Label(words.T("files.none")).Wrapped())
	s.detail.SetActions()
}

// choose shows what the list knows of a document, and opens it, which the log keeps, once the
// selection rests there; what the program selected by itself is not opened.
func (s *files) choose(r app.DocumentRow) {
	if s.sheet != nil && s.sheet.Code == r.Code || s.asked == r.Code {
		s.row = &r
		return
	}
	s.one.Stop()
	s.row, s.sheet, s.asked = &r, nil, ""
	s.draw(r.Document, nil)
	if !s.quiet {
		s.openDocument(r.Code)
	}
}

// openDocument opens a document with its copies.
func (s *files) openDocument(code string) {
	wait := !s.sh.inline && s.sheet == nil
	s.asked = code
	s.one.Failed = func(error) bool { s.asked = ""; return false }
	Load(s.one, func(ctx context.Context) (app.DocumentSheet, error) {
		if wait {
			select {
			case <-ctx.Done():
				return app.DocumentSheet{}, ctx.Err()
			case <-time.After(restBeforeOpen):
			}
		}
		return s.sh.office.OpenDocument(ctx, code)
	}, s.show)
}

// show puts an opened document into the pane.
func (s *files) show(d app.DocumentSheet) {
	s.sheet, s.asked = &d, ""
	s.quietly(func() { s.table.SelectKey(d.Code) })
	s.draw(d.Document, &d)
	s.reopenForm()
}

// draw fills the pane; without a sheet the copies are left out.
func (s *files) draw(d app.Document, full *app.DocumentSheet) {
	kind, state := look.Neutral, ""
	if s.row != nil && s.row.Code == d.Code {
		kind, state = documentChip(*s.row)
	} else if d.OnHold {
		state = words.T("clients.hold")
	}
	column := look.Column(look.GapCard, widget.NewDetailHead(d.Code, kind, state), s.fieldsOf(d))
	if full != nil {
		if content := s.contentOf(*full); content != nil {
			column.Add(content)
		}
		if copies := section(words.T("files.copies"), s.copiesOf(*full)); copies != nil {
			column.Add(copies)
		}
		if full.MayEdit {
			links := look.Row(look.GapCard)
			if full.Medium == app.Paper {
				links.Add(widget.NewButton(widget.Link, words.T("files.copy.add"), s.addCopy).WithKey("F4"))
			}
			links.Add(widget.NewButton(widget.Link, s.holdLabel(d.OnHold), s.hold).WithKey("F6"))
			if full.Medium == app.Paper {
				links.Add(widget.NewButton(widget.Link, words.T("labels.link"), s.labels).WithKey("F9"))
			}
			column.Add(links)
		}
	}
	s.detail.SetContent(column)
	s.detail.SetActions(s.actions(full)...)
}

func (s *files) fieldsOf(d app.Document) fyne.CanvasObject {
	rows := []*widget.FieldRow{}
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(key), value))
		}
	}
	add("files.col.title", d.Title)
	add("files.col.client", d.ClientName)
	add("files.field.file", d.FileCode)
	add("files.field.category", CategoryName(d.Category))
	add("files.field.sensitivity", SensitivityName(d.Sensitivity))
	add("files.field.source", words.Join(SourceName(d.Source), MediumName(d.Medium)))
	if d.Pages > 0 {
		add("files.field.pages", strconv.Itoa(d.Pages))
	}
	add("files.col.place", Where(d.Home))
	add("files.field.custodian", d.Custodian)
	add("files.field.received", words.Date(string(d.Received)))
	add("files.field.retain", Retention(d.RetainUntil))
	return widget.NewFields(rows...)
}

// copiesOf lists where each copy is.
func (s *files) copiesOf(d app.DocumentSheet) []fyne.CanvasObject {
	items := make([]fyne.CanvasObject, len(d.Copies))
	for i, c := range d.Copies {
		if c.Medium == app.Electronic {
			items[i] = electronicCopy(c, d.Content != nil)
			continue
		}
		kind, word := shelfChip(c.State)
		after := []fyne.CanvasObject{widget.NewChip(kind, word)}
		if d.MayEdit && c.State == app.InPlace {
			after = append(after, widget.NewButton(widget.Link, words.T("files.copy.move"), func() { s.moveCopy(c) }))
		}
		items[i] = widget.NewSmallItem(nil, c.Code, s.whereabouts(c), after...)
	}
	return items
}

// electronicCopy is the line of the copy that stands for the document's file.
func electronicCopy(c app.Copy, stored bool) fyne.CanvasObject {
	switch {
	case c.State == app.Gone:
		kind, word := shelfChip(c.State)
		return widget.NewSmallItem(nil, c.Code, c.GoneReason, widget.NewChip(kind, word))
	case !stored:
		return widget.NewSmallItem(nil, c.Code, words.T("content.copy.none"), widget.NewChip(look.Waiting, words.T("content.chip.none")))
	}
	return widget.NewSmallItem(nil, c.Code, words.T("content.copy.where"), widget.NewChip(look.InPlace, words.T("content.electronic")))
}

// whereabouts says where a copy is, or who has it until when.
func (s *files) whereabouts(c app.Copy) string {
	switch c.State {
	case app.OutCopy:
		return words.Join(c.Holder, words.T("loans.note.due", words.NearDate(string(c.Due), string(s.sh.Day()))))
	case app.InPlace:
		return Where(c.Present)
	case app.Gone:
		return c.GoneReason
	}
	return Where(c.Home)
}

// actions are the buttons at the foot, the primary one last.
func (s *files) actions(full *app.DocumentSheet) []*widget.Button {
	if full == nil {
		return []*widget.Button{widget.NewButton(widget.Primary, words.T("files.open"), s.primary).WithKey("Enter")}
	}
	var out []*widget.Button
	if full.MayEdit {
		out = append(out, widget.NewButton(widget.Secondary, words.T("clients.edit"), s.edit).WithKey("F2"))
	}
	switch {
	case readsFirst(full):
		out = append(out, widget.NewButton(widget.Primary, words.T("content.open"), s.read).WithKey("Enter"))
	case s.sh.May(Request):
		out = append(out, widget.NewButton(widget.Primary, words.T("loans.ask"), s.primary).WithKey("Enter"))
	}
	return out
}

// readsFirst tells whether Enter opens the document to be read, rather than asks for it: it is an
// electronic one that is open to the person.
func readsFirst(d *app.DocumentSheet) bool {
	return d.Medium == app.Electronic && d.Content != nil && d.Content.May.Open
}

// primary is what Enter does: open the document, then read it or ask for it.
func (s *files) primary() {
	switch {
	case s.sheet != nil && readsFirst(s.sheet):
		s.read()
	case s.sheet != nil && s.sh.May(Request):
		s.sh.Open(Request, Arg{Code: bestCopy(s.sheet.Copies)})
	case s.sheet == nil && s.row != nil:
		s.openDocument(s.row.Code)
	}
}
