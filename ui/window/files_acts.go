package window

import (
	"context"
	"strconv"

	"custody/app"
	"custody/ui/widget"
	"custody/ui/words"
)

// addCopy adds a copy of the document at hand, usually at its home.
func (s *files) addCopy() { s.addCopyWith(nil) }

func (s *files) addCopyWith(typed map[string]string) {
	if s.sheet == nil || !s.sheet.MayEdit || s.sheet.Medium != app.Paper || s.form != nil {
		return
	}
	code, place := s.sheet.Code, newPlaceField()
	pages, home := entryField("pages", "files.field.pages"), widget.NewFormField("home", words.T("files.col.place"), place)
	form := widget.NewForm(home, pages)
	form.SetValue("home", placeValue(s.sheet.Home))
	form.SetValue("pages", strconv.Itoa(s.sheet.Pages))
	openForm(s.sh, &s.form, formSpec{
		name: formCopyAdd, title: words.T("files.copy.add.title", code), button: words.T("files.copy.add"), form: form, typed: typed, about: aboutCode(code),
		save: func(f *recordForm) {
			n, ok := number(form, "pages")
			if !ok {
				f.sheet.Fit()
				return
			}
			at := place.Location()
			saveForm(f, func(ctx context.Context) (app.Copy, error) { return s.sh.office.AddCopy(ctx, code, at, n) }, func(c app.Copy) {
				s.sh.Changed()
				s.sh.Toast(words.T("files.copy.added", c.Code))
			})
		},
	})
}

// moveCopy gives a copy in place another home.
func (s *files) moveCopy(c app.Copy) { s.moveCopyWith(c.Code, c.Home, nil) }

func (s *files) moveCopyWith(code string, from app.Location, typed map[string]string) {
	if s.form != nil {
		return
	}
	place := newPlaceField()
	home := widget.NewFormField("home", words.T("files.copy.to"), place)
	form := widget.NewForm(home)
	form.SetValue("home", placeValue(from))
	about := map[string]string{"copy": code}
	if s.sheet != nil {
		about["code"] = s.sheet.Code
	}
	openForm(s.sh, &s.form, formSpec{
		name: formCopyMove, title: words.T("files.copy.move.title", code), button: words.T("files.copy.move"), form: form, typed: typed, about: about,
		save: func(f *recordForm) {
			to := place.Location()
			saveForm(f, Just(func(ctx context.Context) error { return s.sh.office.MoveCopy(ctx, code, to) }), func(struct{}) {
				s.sh.Changed()
				s.sh.Toast(words.T("files.copy.moved", code, Where(to)))
			})
		},
	})
}

// hold puts a hold on the case file at hand, or lifts it; either wants a reason.
func (s *files) hold() {
	switch {
	case s.sheet != nil && s.sheet.MayEdit:
		s.holdWith(s.sheet.FileCode, s.sheet.OnHold, nil)
	case s.file != nil && s.file.MayEdit:
		s.holdWith(s.file.Code, s.file.OnHold, nil)
	}
}

func (s *files) holdWith(code string, onHold bool, typed map[string]string) {
	if s.form != nil {
		return
	}
	form := widget.NewForm(entryField("reason", "files.hold.reason"))
	note, done := words.T("files.hold.note", code), words.T("files.held", code)
	if onHold {
		note, done = words.T("files.release.note", code), words.T("files.released", code)
	}
	openForm(s.sh, &s.form, formSpec{
		name: formHold, title: s.holdLabel(onHold), button: s.holdLabel(onHold), note: note, form: form, typed: typed, about: map[string]string{"file": code},
		save: func(f *recordForm) {
			reason := form.Value("reason")
			saveForm(f, Just(func(ctx context.Context) error { return s.sh.office.HoldFile(ctx, code, !onHold, reason) }), func(struct{}) {
				s.refile()
				s.sh.Changed()
				s.sh.Toast(done)
			})
		},
	})
}

// editFile opens the form of the case file that the list is narrowed to.
func (s *files) editFile() {
	if s.file != nil && s.file.MayEdit && s.form == nil {
		editFile(s.sh, &s.form, s.file.File, nil)
	}
}

// refile asks anew for the case file that the list is narrowed to.
func (s *files) refile() {
	if s.file == nil {
		return
	}
	id := s.file.Code
	Load(s.place, func(ctx context.Context) (app.FileSheet, error) { return s.sh.office.OpenFile(ctx, id) }, func(f app.FileSheet) {
		s.file = &f
		s.drawStrip()
	})
}

// Restore implements Screen: the form comes back over what it was about.
func (s *files) Restore(d app.Draft) {
	switch d.Form {
	case formDocumentNew:
		s.editWith(formDocumentNew, app.Document{}, d.Fields)
	case formDocumentEdit, formCopyAdd, formCopyMove:
		s.kept = &d
		s.want = d.Fields["of.code"]
		s.openDocument(s.want)
	case formHold, formFileEdit:
		s.kept = &d
		code := d.Fields["of.file"] + d.Fields["of.code"]
		Load(s.place, func(ctx context.Context) (app.FileSheet, error) { return s.sh.office.OpenFile(ctx, code) }, func(f app.FileSheet) {
			s.narrow("", &f)
			s.load()
			s.reopenForm()
		})
	}
}

// reopenForm brings the kept form back, as far as the act is still open to the person.
func (s *files) reopenForm() {
	d := s.kept
	if d == nil {
		return
	}
	s.kept = nil
	switch {
	case d.Form == formHold && s.file != nil:
		s.holdWith(s.file.Code, s.file.OnHold, d.Fields)
	case d.Form == formFileEdit && s.file != nil && s.file.MayEdit:
		editFile(s.sh, &s.form, s.file.File, d.Fields)
	case s.sheet == nil || !s.sheet.MayEdit:
	case d.Form == formDocumentEdit:
		s.editWith(formDocumentEdit, s.sheet.Document, d.Fields)
	case d.Form == formCopyAdd:
		s.addCopyWith(d.Fields)
	case d.Form == formCopyMove:
		s.moveCopyWith(d.Fields["of.copy"], app.Location{}, d.Fields)
	}
}
