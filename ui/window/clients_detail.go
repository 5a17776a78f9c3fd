package window

import (
	"context"
	"io"
	"strconv"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// showNone empties the pane.
func (s *clients) showNone() {
	s.detail.SetContent(look.Label(words.T("clients.none")).Wrapped())
	s.detail.SetActions()
}

// show puts what the list knows of a client into the pane.
func (s *clients) show(r app.ClientRow) {
	kind, state := ClientChip(r.Client)
	rows := []*widget.FieldRow{}
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, widget.NewFieldRow(words.T(key), value))
		}
	}
	add("clients.col.name", r.Name)
	add("clients.field.uscc", r.USCC)
	add("clients.field.phase", PhaseName(r.Phase))
	add("clients.field.certificate", r.Certificate)
	add("clients.field.standards", r.Standards)
	add("clients.field.scope", r.Scope)
	if r.CertFrom != "" || r.CertUntil != "" {
		add("clients.field.valid", words.DateRange(string(r.CertFrom), string(r.CertUntil)))
	}
	add("clients.field.contact", words.Join(r.Contact, r.ContactPost))
	add("clients.field.phone", r.Phone)
	add("clients.field.address", r.Address)
	add("clients.col.files", words.Join(words.N("clients.files", r.Files), words.N("clients.documents", r.Documents)))
	if r.Out > 0 {
		add("clients.col.out", words.N("clients.copies", r.Out))
	}
	s.detail.SetContent(look.Column(look.GapCard, widget.NewDetailHead(r.Code, kind, state), widget.NewFields(rows...)))
	documents := widget.NewButton(widget.Secondary, words.T("clients.documents.show"), func() { s.sh.Open(Files, Arg{Code: r.Code, Act: actOfClient}) })
	open := widget.NewButton(widget.Primary, words.T("clients.open"), func() { s.open(r.Code) }).WithKey("Enter")
	s.detail.SetActions(documents, open)
}

// open goes to one client.
func (s *clients) open(code string) { s.sh.Open(Client, Arg{Code: code}) }

func (s *clients) openSelected() {
	if r, ok := s.table.Selected(); ok {
		s.open(r.Code)
	}
}

// bringIn goes to the import.
func (s *clients) bringIn() {
	if s.sh.me.May.Import {
		s.sh.Open(Import, Arg{Act: string(app.ImportClients)})
	}
}

// add opens an empty form.
func (s *clients) add() { s.addWith(nil) }

func (s *clients) addWith(typed map[string]string) {
	if s.form != nil || !s.sh.me.May.EditClients {
		return
	}
	editClient(s.sh, &s.form, formClientNew, app.Client{}, typed, func(saved app.Client) {
		s.want = saved.Code
		s.tabs.Select(everyClient)
		s.table.SetFilter("")
		s.sh.Changed()
		s.sh.Toast(words.T("clients.saved", saved.Name))
	})
}

// print prints the list as it stands.
func (s *clients) print() {
	printList(s.sh, listing[app.ClientRow]{
		list: "clients", title: NavName(Clients), note: narrowed(s.tabs.SelectedLabel(), s.table.Filter()), table: s.table,
	})
}

// export writes the list as it stands to a spreadsheet.
func (s *clients) export() {
	rows, day := s.table.Rows(), s.sh.Day()
	Do(s.sh, Just(func(ctx context.Context) error { return s.sh.office.ExportNote(ctx, "clients", len(rows)) }), func(struct{}) {
		s.sh.SaveAs(words.T("clients.export.file", day), []string{".xlsx"}, func(w io.Writer) error {
			return sheet.Write(w, clientTable(rows))
		})
	})
}

// column is a column of an exported table.
func column(key string, width float64) sheet.TableColumn {
	return sheet.TableColumn{Heading: words.T(key), Width: width}
}

// clientTable is a list of clients as a spreadsheet.
func clientTable(rows []app.ClientRow) sheet.Table {
	t := sheet.Table{Title: NavName(Clients), Columns: []sheet.TableColumn{
		column("clients.col.code", 10), column("clients.col.name", 32), column("clients.field.uscc", 22), column("clients.field.phase", 10),
		column("clients.field.contact", 12), column("clients.field.contact_post", 12), column("clients.field.phone", 16), column("clients.field.address", 36),
		column("clients.field.standards", 28), column("clients.field.scope", 32), column("clients.field.certificate", 20),
		column("clients.field.cert_state", 10), column("clients.field.cert_from", 12), column("clients.field.cert_until", 12),
		column("clients.col.files", 8), column("clients.col.out", 8), column("clients.field.note", 24),
	}}
	for _, r := range rows {
		t.Rows = append(t.Rows, []any{
			r.Code, r.Name, r.USCC, PhaseName(r.Phase), r.Contact, r.ContactPost, r.Phone, r.Address, r.Standards, r.Scope,
			r.Certificate, CertName(r.CertState), string(r.CertFrom), string(r.CertUntil), strconv.Itoa(r.Files), strconv.Itoa(r.Out), r.Note,
		})
	}
	return t
}
