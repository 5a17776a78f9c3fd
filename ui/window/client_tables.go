package window

import (
	"cmp"
	"strconv"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// fileTable lists a client's case files; Enter shows the documents of one.
func (s *client) fileTable() *widget.Table[app.FileRow] {
	type row = app.FileRow
	t := widget.NewTable([]widget.Column[row]{
		{
			ID: "code", Heading: words.T("clients.col.code"), Width: look.WidthCode,
			Text: func(r row) string { return r.Code }, Sort: func(a, b row) int { return cmp.Compare(a.Code, b.Code) },
		},
		{
			ID: "title", Heading: words.T("clients.file.title"),
			Text: func(r row) string { return r.Title }, Sort: func(a, b row) int { return cmp.Compare(a.Title, b.Title) },
		},
		{
			ID: "opened", Heading: words.T("clients.file.opened"), Width: look.WidthDate,
			Text: func(r row) string { return words.Date(string(r.OpenedOn)) }, Sort: func(a, b row) int { return cmp.Compare(a.OpenedOn, b.OpenedOn) },
		},
		{
			ID: "documents", Heading: words.T("clients.file.documents"), Width: look.WidthDate, Trailing: true,
			Text: func(r row) string { return strconv.Itoa(r.Documents) }, Sort: func(a, b row) int { return cmp.Compare(a.Documents, b.Documents) },
		},
		{ID: "state", Heading: words.T("clients.col.state"), Width: look.WidthState, Chip: fileChip},
	})
	t.Key = func(r row) string { return r.Code }
	t.OnActivate = func(r row) { s.openFile(r.Code) }
	t.SetEmpty(words.T("clients.files.empty"), words.T("clients.file.add"), s.addFile)
	keepWidths(s.sh, "client.files.widths", t)
	return t
}

// loanTable lists the loans of a client's documents; Enter shows one.
func (s *client) loanTable() *widget.Table[app.LoanRow] {
	type row = app.LoanRow
	t := widget.NewTable([]widget.Column[row]{
		{
			ID: "number", Heading: words.T("loans.col.number"), Width: look.WidthCode,
			Text: func(r row) string { return r.Number }, Sort: func(a, b row) int { return cmp.Compare(a.ID, b.ID) },
		},
		{ID: "borrower", Heading: words.T("loans.col.borrower"), Width: look.WidthName, Text: func(r row) string { return r.Borrower.Name }},
		{ID: "title", Heading: words.T("loans.field.copy"), Weight: 2, Text: func(r row) string { return r.Title }},
		{ID: "copies", Heading: words.T("loans.col.copies"), Width: look.WidthDay, Trailing: true, Text: func(r row) string { return strconv.Itoa(r.Copies) }},
		{ID: "purpose", Heading: words.T("loans.col.purpose"), Text: func(r row) string { return r.Purpose }},
		{
			ID: "due", Heading: words.T("loans.col.due"), Width: look.WidthDate,
			Text: func(r row) string { return words.Date(string(r.Due)) }, Sort: func(a, b row) int { return cmp.Compare(a.Due, b.Due) },
		},
		{ID: "state", Heading: words.T("loans.col.state"), Width: look.WidthState, Chip: loanChip},
	})
	t.Key = func(r row) string { return r.Number }
	t.OnActivate = func(r row) { s.sh.Open(Loans, Arg{Code: r.Number}) }
	t.SetEmpty(words.T("clients.loans.empty"), "", nil)
	keepWidths(s.sh, "client.loans.widths", t)
	return t
}

// viewTable lists who opened this client, newest first.
func (s *client) viewTable() *widget.Table[app.Entry] {
	type row = app.Entry
	t := widget.NewTable([]widget.Column[row]{
		{ID: "at", Heading: words.T("clients.view.at"), Width: look.WidthEntry, Text: func(r row) string { return moment(s.sh, r) }},
		{ID: "who", Heading: words.T("clients.view.who"), Text: func(r row) string { return r.Actor }},
		{ID: "for", Heading: words.T("clients.view.for"), Text: func(r row) string { return r.OnBehalf }},
		{ID: "seq", Heading: words.T("clients.view.seq"), Width: look.WidthDate, Trailing: true, Text: func(r row) string { return strconv.FormatInt(r.Seq, 10) }},
	})
	t.Key = func(r row) string { return strconv.FormatInt(r.Seq, 10) }
	t.SetEmpty(words.T("clients.views.empty"), "", nil)
	keepWidths(s.sh, "client.views.widths", t)
	return t
}

// moment is when an entry was made, by the office's clock, to the second.
func moment(sh *Shell, e app.Entry) string {
	return e.At.In(sh.Now().Location()).Format("2006-01-02 15:04:05")
}
