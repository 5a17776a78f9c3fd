package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// organisation is the card of the certification body: what stands on every paper.
func (s *settings) organisation(o app.Organisation) fyne.CanvasObject {
	var rows []*widget.FieldRow
	for _, r := range [][2]string{
		{"wizard.org.name", o.Name},
		{"wizard.org.en", o.NameEN},
		{"settings.org.short", o.Short},
		{"wizard.org.document", words.Join(o.Document, o.Version)},
		{"wizard.org.issued", words.Date(string(o.Issued))},
	} {
		if r[1] != "" {
			rows = append(rows, widget.NewFieldRow(words.T(r[0]), r[1]))
		}
	}
	parts := []fyne.CanvasObject{widget.NewFields(rows...)}
	if s.admin() {
		parts = append(parts, cardFoot(widget.NewButton(widget.Secondary, words.T("people.edit"), func() { s.editOrganisation(o) })))
	}
	return widget.NewCard(words.T("settings.org"), parts...)
}

// editOrganisation changes the organisation.
func (s *settings) editOrganisation(o app.Organisation) {
	field := func(name, label, value string) *widget.FormField {
		e := widget.NewEntry("")
		e.SetText(value)
		return widget.NewFormField(name, words.T(label), e)
	}
	name, en, short := field("name", "wizard.org.name", o.Name), field("name_en", "wizard.org.en", o.NameEN), field("short", "wizard.org.short", o.Short)
	doc, version, issued := field("document", "wizard.org.document", o.Document), field("version", "wizard.org.version", o.Version), field("issued", "wizard.org.issued", string(o.Issued))
	form := widget.NewFormOf(look.Column(look.GapCard, name, en, look.Equal(look.GapCard, short, doc), look.Equal(look.GapCard, version, issued)),
		name, en, short, doc, version, issued)
	s.change(words.T("settings.org"), form, name.Input.FocusTarget(), func() func(context.Context) error {
		o.Name, o.NameEN, o.Short = form.Value("name"), form.Value("name_en"), form.Value("short")
		o.Document, o.Version, o.Issued = form.Value("document"), form.Value("version"), app.Date(form.Value("issued"))
		typed := o
		return func(ctx context.Context) error { return s.sh.office.SaveOrganisation(ctx, typed) }
	})
}

// departmentCard lists the departments (§2.1).
func (s *settings) departmentCard(ds []app.Department) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, d := range ds {
		var after []fyne.CanvasObject
		if s.admin() {
			after = append(after, widget.NewButton(widget.Link, words.T("settings.department.rename"), func() { s.editDepartment(d) }))
		}
		items = append(items, widget.NewItem(nil, d.Name, "", after...))
	}
	parts := []fyne.CanvasObject{widget.NewItems(items...)}
	if s.admin() {
		parts = append(parts, cardFoot(
			widget.NewButton(widget.Secondary, words.T("settings.department.add"), func() { s.editDepartment(app.Department{}) })))
	}
	return widget.NewCard(words.T("settings.departments"), parts...)
}

// editDepartment adds a department (ID 0) or renames one.
func (s *settings) editDepartment(d app.Department) {
	entry := widget.NewEntry("")
	entry.SetText(d.Name)
	form := widget.NewForm(widget.NewFormField("name", words.T("settings.department.name"), entry))
	title := words.T("settings.department.add")
	if d.ID != 0 {
		title = words.T("settings.department.rename")
	}
	office := s.sh.office
	s.change(title, form, entry, func() func(context.Context) error {
		name := entry.Text
		if d.ID != 0 {
			return func(ctx context.Context) error { return office.RenameDepartment(ctx, d.ID, name) }
		}
		return func(ctx context.Context) error {
			_, err := office.AddDepartment(ctx, name)
			return err
		}
	})
}

// change shows a form in a sheet; read takes what was typed and returns the act.
func (s *settings) change(title string, form *widget.Form, first fyne.Focusable, read func() func(context.Context) error) {
	s.sh.Sheet(SheetSpec{Title: title, Content: form, Button: words.T("people.save"), Focus: first, Do: func(sheet *Sheet) {
		sheet.SetBusy(true)
		Do(s.sh, Just(read()), func(struct{}) {
			sheet.Close()
			s.sh.Toast(words.T("settings.saved"))
			s.sh.Changed()
		}, func(err error) bool {
			sheet.SetBusy(false)
			if rest := applyErrors(form, err); rest != nil {
				sheet.Problem(ErrorText(rest))
			}
			sheet.Fit()
			return true
		})
	}})
}

// password is the card of the person's own password.
func (s *settings) password() fyne.CanvasObject {
	button := widget.NewButton(widget.Secondary, words.T("settings.password.change"), s.changePassword).WithKey("F2")
	return widget.NewCard(words.T("settings.password"),
		widget.NewFields(widget.NewFieldRow(words.T("people.login"), s.sh.me.Login), widget.NewFieldRow(words.T("people.roles"), RoleNames(s.sh.me.Roles))),
		cardFoot(button))
}

// changePassword asks for the old password and the new one twice.
func (s *settings) changePassword() {
	old := newField("password", words.T("settings.password.old"), widget.NewPassword(""))
	pass := newPasswords(words.T("unlock.password.new"), words.T("unlock.password.again"), words.T("unlock.password.rules"))
	pass.first.Name = "new_password"
	form := widget.NewForm(old.FormField, pass.first.FormField, pass.second.FormField)
	office := s.sh.office
	s.sh.Sheet(SheetSpec{Title: words.T("settings.password.change"), Content: form, Button: words.T("people.save"), Focus: old.entry, Do: func(sheet *Sheet) {
		next, ok := pass.same(form)
		if !ok {
			sheet.Fit()
			return
		}
		before := old.entry.Text
		sheet.SetBusy(true)
		Do(s.sh, Just(func(ctx context.Context) error { return office.ChangePassword(ctx, before, next) }), func(struct{}) {
			sheet.Close()
			s.sh.Toast(words.T("settings.password.changed"))
		}, func(err error) bool {
			sheet.SetBusy(false)
			if rest := applyErrors(form, err); rest != nil {
				sheet.Problem(ErrorText(rest))
			}
			sheet.Fit()
			return true
		})
	}})
}
