package window

import (
	"context"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// edit opens the form of the client at hand.
func (s *client) edit() { s.editWith(nil) }

func (s *client) editWith(typed map[string]string) {
	if s.sheet == nil || !s.sheet.MayEdit || s.form != nil {
		return
	}
	editClient(s.sh, &s.form, formClientEdit, s.sheet.Client, typed, func(saved app.Client) {
		s.code = saved.Code
		s.sh.Changed()
		s.sh.Toast(words.T("clients.saved", saved.Name))
	})
}

// addFile opens an empty case file.
func (s *client) addFile() { s.addFileWith(nil) }

func (s *client) addFileWith(typed map[string]string) {
	if s.sheet == nil || !s.sheet.MayEdit || s.form != nil {
		return
	}
	editFile(s.sh, &s.form, app.File{ClientCode: s.sheet.Code, OpenedOn: s.sh.Day()}, typed)
}

// editFile opens the form of a case file, a new one without an ID.
func editFile(sh *Shell, at **recordForm, file app.File, typed map[string]string) {
	title := entryField("title", "clients.file.title")
	code := widget.NewFormField("code", words.T("clients.file.code"), widget.NewEntry(words.T("clients.code.hint")))
	opened := sh.dateField("opened_on", "clients.file.opened", false)
	form := widget.NewFormOf(look.Column(look.GapCard, title, abreast(code, opened)), title, code, opened)
	form.SetValue("title", file.Title)
	form.SetValue("code", file.Code)
	form.SetValue("opened_on", string(file.OpenedOn))
	head, name, about := words.T("clients.file.add"), formCaseFile, aboutCode(file.ClientCode)
	if file.ID != 0 {
		head, name, about = words.T("clients.file.edit", file.Code), formFileEdit, aboutCode(file.Code)
	}
	openForm(sh, at, formSpec{
		name: name, title: head, button: words.T("clients.save"), form: form, typed: typed, about: about,
		save: func(f *recordForm) {
			file.Title, file.Code, file.OpenedOn = form.Value("title"), form.Value("code"), app.Date(form.Value("opened_on"))
			saveForm(f, func(ctx context.Context) (app.File, error) { return sh.office.SaveFile(ctx, file) }, func(saved app.File) {
				sh.Changed()
				sh.Toast(words.T("clients.file.saved", saved.Code))
			})
		},
	})
}

// assign lets a person work on the client between two days (§4.4).
func (s *client) assign() { s.assignWith(nil) }

func (s *client) assignWith(typed map[string]string) {
	if s.sheet == nil || !s.sheet.MayAssign || s.form != nil {
		return
	}
	who := s.sh.PickPerson()
	person := widget.NewFormField("person", words.T("clients.assign.person"), who)
	duty := choiceField("duty", "clients.assign.duty", app.AllDuties, DutyName)
	from, until := s.sh.dateField("from", "clients.assign.from", true), s.sh.dateField("until", "clients.assign.until", true)
	form := widget.NewFormOf(look.Column(look.GapCard, person, duty, abreast(from, until)), person, duty, from, until)
	form.SetValue("duty", app.AllDuties[0])
	form.SetValue("from", string(s.sh.Day()))
	code := s.sheet.Code
	openForm(s.sh, &s.form, formSpec{
		name: formAssign, title: words.T("clients.assign"), button: words.T("clients.assign.do"), form: form, typed: typed,
		note: words.T("clients.assign.note"), about: aboutCode(code),
		save: func(f *recordForm) {
			if who.Value() == "" {
				form.ApplyErrors(map[string]string{"person": words.T("clients.assign.pick")})
				f.sheet.Fit()
				return
			}
			v := form.Values()
			saveForm(f, func(ctx context.Context) (app.Assignment, error) {
				return s.sh.office.Assign(ctx, code, v["person"], v["duty"], app.Date(v["from"]), app.Date(v["until"]))
			}, func(a app.Assignment) {
				s.sh.Changed()
				s.sh.Toast(words.T("clients.assigned", a.Person.Name, words.DateRange(string(a.From), string(a.Until))))
			})
		},
	})
}

// Forms implements Screen.
func (s *client) Forms() []string { return []string{formClientEdit, formCaseFile, formAssign} }

// Leave implements Screen: an open form is kept.
func (s *client) Leave() *app.Draft { return s.form.draft() }

// Restore implements Screen: the form comes back when its client is shown, at once unless
// another was asked for.
func (s *client) Restore(d app.Draft) {
	s.kept = &d
	if s.code == "" {
		s.code = d.Fields["of.code"]
	}
}

// reopenForm brings the kept form back.
func (s *client) reopenForm() {
	d := s.kept
	if d == nil || d.Fields["of.code"] != s.code {
		return
	}
	s.kept = nil
	switch d.Form {
	case formClientEdit:
		s.editWith(d.Fields)
	case formCaseFile:
		s.addFileWith(d.Fields)
	case formAssign:
		s.assignWith(d.Fields)
	}
}
