package window

import (
	"context"
	"strconv"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// The drafts of unfinished forms about documents.
const (
	formDocumentNew  = "document.new"
	formDocumentEdit = "document.edit"
	formCopyAdd      = "copy.add"
	formCopyMove     = "copy.move"
	formHold         = "file.hold"
)

// add opens an empty document, in the case file that the list is narrowed to.
func (s *files) add() {
	d := app.Document{
		Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient, Medium: app.Paper, Received: s.sh.Day(),
	}
	if s.file != nil {
		d.FileCode = s.file.Code
	}
	s.editWith(formDocumentNew, d, nil)
}

// edit opens the form of the document at hand.
func (s *files) edit() {
	if s.sheet != nil && s.sheet.MayEdit {
		s.editWith(formDocumentEdit, s.sheet.Document, nil)
	}
}

// documentForm is the form of a document with the fields that are more than text.
type documentForm struct {
	*widget.Form
	file, keeper *widget.PickField
	home         *placeField
}

func (s *files) newDocumentForm(d app.Document) documentForm {
	f := documentForm{file: pickFile(s.sh), keeper: s.sh.PickPerson(), home: newPlaceField()}
	file := widget.NewFormField("file", words.T("files.field.file"), f.file)
	title := entryField("title", "files.col.title")
	code := widget.NewFormField("code", words.T("files.col.code"), widget.NewEntry(words.T("clients.code.hint")))
	category := choiceField("category", "files.field.category", app.AllCategories, CategoryName)
	sensitivity := choiceField("sensitivity", "files.field.sensitivity", app.AllSensitivities, SensitivityName)
	source := choiceField("source", "files.field.source", app.AllSources, SourceName)
	medium := choiceField("medium", "files.field.medium", []app.Medium{app.Paper, app.Electronic}, MediumName)
	pages, copies := entryField("pages", "files.field.pages"), entryField("copies", "files.col.copies")
	home := widget.NewFormField("home", words.T("files.col.place"), f.home)
	keeper := widget.NewFormField("custodian", words.T("files.field.custodian"), f.keeper)
	received := s.sh.dateField("received", "files.field.received", false)
	retain := s.sh.dateField("retain_until", "files.field.retain", true).WithHelp(words.T("files.retain.help", app.Forever))
	numbers := abreast(pages, copies)
	if d.ID != 0 {
		copies.Hide()
		numbers = pages
	}
	content := look.Column(look.GapCard, abreast(title, file), look.Equal(look.GapCard, code, category, sensitivity),
		look.Equal(look.GapCard, source, medium, numbers), abreast(home, keeper), abreast(received, retain))
	f.Form = widget.NewFormOf(content, title, file, code, category, sensitivity, source, medium, pages, copies, home, keeper, received, retain)
	f.fill(d)
	return f
}

// pickFile makes a field that picks a case file by number or title.
func pickFile(sh *Shell) *widget.PickField {
	ctx, office := sh.ctx, sh.office
	field := widget.NewPickField(words.T("files.pick.file"), func(query string) []widget.Option {
		rows, err := office.Files(ctx, query, "", 8)
		if err != nil {
			sh.onUI(func() { sh.ShowError(err) })
			return nil
		}
		out := make([]widget.Option, len(rows))
		for i, r := range rows {
			out[i] = widget.Option{ID: r.Code, Title: words.Join(r.Code, r.Title), Note: r.ClientCode}
		}
		return out
	})
	field.Run = sh.spawn
	return field
}

// fill shows a document as it is.
func (f documentForm) fill(d app.Document) {
	if d.FileCode != "" {
		f.file.Choose(widget.Option{ID: d.FileCode, Title: d.FileCode})
	}
	pages := ""
	if d.ID != 0 || d.Pages > 0 {
		pages = strconv.Itoa(d.Pages)
	}
	for name, value := range map[string]string{
		"title": d.Title, "code": d.Code, "category": string(d.Category), "sensitivity": string(d.Sensitivity), "source": string(d.Source),
		"medium": string(d.Medium), "pages": pages, "copies": "1", "home": placeValue(d.Home), "custodian": d.Custodian,
		"received": string(d.Received), "retain_until": string(d.RetainUntil),
	} {
		f.SetValue(name, value)
	}
}

// typed is the document and the number of its copies as the form has them; false when a
// number is none, which is said at its field.
func (f documentForm) typed(d app.Document) (app.Document, int, bool) {
	v := f.Values()
	d.FileCode, d.Title, d.Code = v["file"], v["title"], v["code"]
	d.Category, d.Sensitivity = app.Category(v["category"]), app.Sensitivity(v["sensitivity"])
	d.Source, d.Medium, d.Home = app.Source(v["source"]), app.Medium(v["medium"]), f.home.Location()
	d.Custodian, d.Received, d.RetainUntil = v["custodian"], app.Date(v["received"]), app.Date(v["retain_until"])
	var okPages, okCopies bool
	var copies int
	if d.Pages, okPages = number(f.Form, "pages"); !okPages {
		return d, 0, false
	}
	copies, okCopies = number(f.Form, "copies")
	return d, copies, okCopies
}

// editWith opens the form of a document.
func (s *files) editWith(name string, d app.Document, typed map[string]string) {
	if s.form != nil || !s.sh.me.May.EditClients {
		return
	}
	form := s.newDocumentForm(d)
	title := words.T("files.add")
	if d.ID != 0 {
		title = words.T("files.edit.title", d.Code)
	}
	openForm(s.sh, &s.form, formSpec{
		name: name, title: title, button: words.T("clients.save"), form: form.Form, wide: true, typed: typed, about: aboutCode(d.Code),
		save: func(f *recordForm) {
			n, copies, ok := form.typed(d)
			if !ok {
				f.sheet.Fit()
				return
			}
			if n.FileCode == "" {
				form.ApplyErrors(map[string]string{"file": words.T("files.pick.file.first")})
				f.sheet.Fit()
				return
			}
			saveForm(f, func(ctx context.Context) (app.Document, error) { return s.sh.office.SaveDocument(ctx, n, copies) }, s.saved)
		},
	})
}

// saved shows what was saved.
func (s *files) saved(d app.Document) {
	s.want, s.sheet = d.Code, nil
	s.sh.Changed()
	s.openDocument(d.Code)
	s.sh.Toast(words.T("files.saved", d.Code))
}
