package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// overview is the first tab: three cards, the case files, who is assigned.
func (s *client) overview() fyne.CanvasObject {
	cards := look.Equal(look.GapTight, s.certificateCard(), s.watchersCard(), s.contactCard())
	page := look.Column(look.GapWide, cards, s.filesCard())
	if s.sheet.MayAssign || len(s.sheet.Assignments) > 0 {
		page.Add(s.assignmentsCard())
	}
	return page
}

// factsCard is a card of labels and values; what is empty is left out.
func factsCard(heading string, pairs ...string) fyne.CanvasObject {
	var rows []*widget.FieldRow
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			rows = append(rows, widget.NewFieldRow(words.T(pairs[i]), pairs[i+1]))
		}
	}
	if len(rows) == 0 {
		return widget.NewCard(heading, look.Note(words.T("clients.card.empty")))
	}
	return widget.NewCard(heading, widget.NewFields(rows...))
}

func (s *client) certificateCard() fyne.CanvasObject {
	c := s.sheet.Client
	return factsCard(words.T("clients.card.certificate"), "clients.field.certificate", c.Certificate, "clients.field.standards", c.Standards,
		"clients.field.scope", c.Scope, "clients.field.valid", words.DateRange(string(c.CertFrom), string(c.CertUntil)),
		"clients.field.phase", PhaseName(c.Phase))
}

func (s *client) contactCard() fyne.CanvasObject {
	c := s.sheet.Client
	return factsCard(words.T("clients.card.contact"), "clients.field.contact", words.Join(c.Contact, c.ContactPost),
		"clients.field.phone", c.Phone, "clients.field.address", c.Address, "clients.field.note", c.Note)
}

// watchersCard says who may see the client today and why; the reason once for several people.
func (s *client) watchersCard() fyne.CanvasObject {
	var rows []*widget.FieldRow
	reason := ""
	for _, w := range s.sheet.Watchers {
		label := ""
		if w.Reason != reason {
			reason = w.Reason
			label = words.T("clients.watch." + reason)
		}
		rows = append(rows, widget.NewFieldRow(label, s.watcher(w)))
	}
	heading := words.T("clients.card.watchers", words.Date(string(s.sh.Day())))
	if len(rows) == 0 {
		return widget.NewCard(heading, look.Note(words.T("clients.watch.nobody")))
	}
	return widget.NewCard(heading, widget.NewFields(rows...))
}

func (s *client) watcher(w app.Watcher) string {
	until := ""
	if w.Until != "" {
		until = words.T("clients.until", words.ShortDate(string(w.Until), string(s.sh.Day())))
	}
	switch w.Reason {
	case "custodian":
		return words.Join(w.Person.Name, RoleName(app.Custodian))
	case "loan":
		return words.Join(w.Person.Name, words.N("clients.copies", w.Copies), until)
	}
	return words.Join(w.Person.Name, until)
}

// filesCard lists the case files; the title opens the documents.
func (s *client) filesCard() fyne.CanvasObject {
	heading := look.Strong(words.T("clients.tab.files"))
	if len(s.sheet.Files) == 0 {
		var first *widget.Button
		if s.sheet.MayEdit {
			first = widget.NewButton(widget.Secondary, words.T("clients.file.add"), s.addFile)
		}
		return look.Card(look.Column(look.GapCard, heading, widget.NewEmpty(words.T("clients.files.empty"), first)))
	}
	items := make([]fyne.CanvasObject, len(s.sheet.Files))
	for i, f := range s.sheet.Files {
		items[i] = s.fileItem(f)
	}
	return look.Card(look.Column(look.GapTight, heading, widget.NewItems(items...)))
}

func (s *client) fileItem(f app.FileRow) fyne.CanvasObject {
	kind, word := fileChip(f)
	code := widget.NewBefore(look.WidthCode, look.Label(f.Code).Whole())
	chip := look.Fixed(look.WidthState, 0, look.Row(look.GapNone, look.Stretch(nil), widget.NewChip(kind, word)))
	open := widget.NewButton(widget.Link, words.T("clients.file.open"), func() { s.openFile(f.Code) })
	return widget.NewSmallItem(code, f.Title, "", look.Label(words.N("clients.documents", f.Documents)).Whole(), chip, open)
}

// openFile goes to the documents of a case file.
func (s *client) openFile(code string) { s.sh.Open(Files, Arg{Code: code, Act: actOfFile}) }

// assignmentsCard lists who is assigned now and later, with what ends it.
func (s *client) assignmentsCard() fyne.CanvasObject {
	head := look.Row(look.Gap, look.Stretch(look.Strong(words.T("clients.assignments"))))
	if s.sheet.MayAssign {
		head.Add(widget.NewButton(widget.Link, words.T("clients.assign"), s.assign).WithKey("F4"))
	}
	if len(s.sheet.Assignments) == 0 {
		return look.Card(look.Column(look.GapTight, head, look.Note(words.T("clients.assignments.empty"))))
	}
	items := make([]fyne.CanvasObject, len(s.sheet.Assignments))
	for i, a := range s.sheet.Assignments {
		var after []fyne.CanvasObject
		if s.sheet.MayAssign && a.Person.ID != s.sh.me.Person.ID {
			after = append(after, widget.NewButton(widget.Link, words.T("clients.unassign"), func() { s.unassign(a) }))
		}
		items[i] = widget.NewSmallItem(nil, words.Join(PersonLine(a.Person), DutyName(a.Duty)), words.DateRange(string(a.From), string(a.Until)), after...)
	}
	return look.Card(look.Column(look.GapTight, head, widget.NewItems(items...)))
}

// unassign ends an assignment. It can be given again, so nobody is asked twice.
func (s *client) unassign(a app.Assignment) {
	Do(s.sh, Just(func(ctx context.Context) error { return s.sh.office.EndAssignment(ctx, a.ID) }), func(struct{}) {
		s.sh.Changed()
		s.sh.Toast(words.T("clients.unassigned", a.Person.Name))
	})
}
