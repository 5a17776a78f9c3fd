package window

import (
	"context"
	"strings"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// The two forms of an export.
const (
	formMarked = "marked" // a PDF with the mark in it
	formSealed = "sealed" // the file as it came, sealed for a reader outside
)

// outForm asks what is wanted of a print, an export or an excerpt.
type outForm struct {
	s     *viewer
	doc   *viewing
	out   out
	way   *widget.Choice // of an export
	form  *widget.Form
	outer []*widget.FormField // only for a reader outside
	pages *widget.FormField
	note  *look.Text
	sheet *Sheet
}

// outForm opens the sheet of a way that the loan allows.
func (s *viewer) outForm(o out) {
	if err := s.sh.frame.deps.Printer.FromMemory(); err != nil && o.kind == app.Printed {
		s.sh.ShowError(err)
		return
	}
	f := &outForm{s: s, doc: s.doc, out: o, note: look.Note(words.T("viewer.form.note"))}
	var fields []*widget.FormField
	if o.kind == app.Exported {
		f.way = widget.NewChoice(f.ways(), func(string) { f.choose() })
		fields = append(fields, widget.NewFormField("way", words.T("viewer.form.way"), f.way))
	}
	f.pages = widget.NewFormField("pages", words.T("viewer.form.pages"), widget.NewEntry(words.T("viewer.form.pages.example")))
	if o.kind == app.Excerpted {
		f.pages.WithHelp(words.N("viewer.form.pages.some", f.doc.Pages()))
	} else {
		f.pages.WithHelp(words.N("viewer.form.pages.all", f.doc.Pages()))
	}
	purpose := widget.NewFormField("purpose", words.T("viewer.form.purpose"), widget.NewEntry(""))
	due := widget.NewDateField(func() string { return string(s.sh.Day()) }, true)
	due.SetValue(string(f.doc.r.Due))
	back := widget.NewFormField("due", words.T("viewer.form.due"), due).WithHelp(words.T("viewer.form.due.help", words.Date(string(f.doc.r.Due))))
	f.outer = []*widget.FormField{
		widget.NewFormField("outside", words.T("viewer.form.outside"), widget.NewEntry(words.T("viewer.form.outside.example"))),
		widget.NewFormField("basis", words.T("viewer.form.basis"), widget.NewEntry(words.T("viewer.form.basis.example"))),
	}
	fields = append(fields, f.pages, f.outer[0], f.outer[1], purpose, back)
	f.form = widget.NewForm(fields...)
	f.form.OnChanged = func() { f.sheet.Fit() }
	f.sheet = s.sh.Sheet(SheetSpec{
		Title: words.T("viewer.form.title."+o.name, f.doc.r.Document), Button: words.T("viewer.form.do." + o.name),
		Content: look.Column(look.GapCard, f.note, f.form),
		Focus:   f.first(), Do: func(*Sheet) { f.submit() },
	})
	if f.way != nil {
		f.way.SetValue(f.ways()[0].ID)
	}
	f.choose()
}

// ways are the forms that an export can have: without pages only the sealed one.
func (f *outForm) ways() []widget.Option {
	sealed := widget.Option{ID: formSealed, Title: words.T("viewer.form.sealed")}
	if f.doc.book == nil {
		return []widget.Option{sealed}
	}
	return []widget.Option{{ID: formMarked, Title: words.T("viewer.form.marked")}, sealed}
}

// first is where the cursor begins.
func (f *outForm) first() *widget.Entry {
	if f.out.kind == app.Excerpted {
		return f.pages.Input.(*widget.Entry)
	}
	return f.form.Field("purpose").Input.(*widget.Entry)
}

// sealed tells whether the file goes to a reader outside.
func (f *outForm) sealed() bool { return f.way != nil && f.way.Value() == formSealed }

// choose shows the fields of the form chosen.
func (f *outForm) choose() {
	if f.sheet == nil {
		return
	}
	for _, field := range f.outer {
		field.Hidden = !f.sealed()
	}
	f.pages.Hidden = f.sealed()
	if f.sealed() {
		f.note.SetText(words.T("viewer.form.note.sealed"))
	} else {
		f.note.SetText(words.T("viewer.form.note"))
	}
	f.form.Refresh()
	f.sheet.Fit()
}

// request is what is asked of the office.
func (f *outForm) request() app.ExtractRequest {
	q := app.ExtractRequest{
		Document: f.doc.r.Document, Kind: f.out.kind, Of: f.doc.Pages(),
		Purpose: f.form.Value("purpose"), Due: app.Date(f.form.Value("due")),
	}
	if f.sealed() {
		q.Kind, q.Outside, q.Basis = app.SentOut, f.form.Value("outside"), f.form.Value("basis")
		return q
	}
	q.Pages = f.form.Value("pages")
	return q
}

// submit looks at what is typed, asks for a place where there is to be a file, and goes on.
func (f *outForm) submit() {
	q := f.request()
	if err := f.typed(q); err != nil {
		f.failed(err)
		return
	}
	if q.Kind == app.Printed {
		f.enter(q, "")
		return
	}
	name, ending := words.T("viewer.file."+string(q.Kind), strings.ReplaceAll(q.Document, "/", "-")), ".pdf"
	if q.Kind == app.SentOut {
		ending = ".age"
	}
	f.s.sh.frame.choose(choose{
		title: words.T("shell.save.title"), button: words.T("shell.save.do"), name: name + ending, extensions: []string{ending}, saving: true,
	}, func(path string) { f.enter(q, path) })
}

// typed finds what is missing before a place is asked for; the office looks at all of it again.
func (f *outForm) typed(q app.ExtractRequest) error {
	var wrong app.Invalids
	need := func(field, value string) {
		if strings.TrimSpace(value) == "" {
			wrong = append(wrong, app.Errf(app.Invalid, "error.text.empty").At(field))
		}
	}
	need("purpose", q.Purpose)
	switch q.Kind {
	case app.SentOut:
		need("outside", q.Outside)
		need("basis", q.Basis)
	case app.Excerpted:
		need("pages", q.Pages)
	}
	if len(wrong) > 0 {
		return wrong
	}
	_, err := app.ParsePages(q.Pages, max(q.Of, 1))
	return err
}

// enter puts the extract into the register; only then is anything made.
func (f *outForm) enter(q app.ExtractRequest, path string) {
	type entered struct {
		extract app.Extract
		mark    []string
	}
	f.sheet.SetBusy(true)
	office := f.s.sh.Office()
	Do(f.s.sh, func(ctx context.Context) (entered, error) {
		e, mark, err := office.MakeExtract(ctx, f.doc.r, q)
		return entered{e, mark}, err
	}, func(done entered) {
		f.sheet.Close()
		m := &making{s: f.s, doc: f.doc, extract: done.extract, mark: done.mark, path: path}
		m.begin()
	}, func(err error) bool {
		f.failed(err)
		return true
	})
}

// failed says at the fields, or in the sheet, what is wrong.
func (f *outForm) failed(err error) {
	f.sheet.SetBusy(false)
	if app.CodeOf(err) == app.Unconfirmed {
		return
	}
	if rest := applyErrors(f.form, err); rest != nil {
		logError(rest)
		f.sheet.Problem(ErrorText(rest))
	}
	f.sheet.Fit()
}
