package window

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// recordForm is a form in a sheet over a screen; what is typed there is kept as a draft.
type recordForm struct {
	sh    *Shell
	name  string            // of the draft
	about map[string]string // what the form is about, kept with the draft as "of.…"
	form  *widget.Form
	sheet *Sheet
	at    **recordForm // where the screen keeps the open form
}

// formSpec describes a record form that is about to open.
type formSpec struct {
	name, title, button string
	note                string // a sentence over the fields, "" for none
	about               map[string]string
	form                *widget.Form
	wide                bool
	typed               map[string]string // of a draft, nil for none
	save                func(*recordForm)
}

// openForm shows a form and remembers it in at, so that leaving the screen keeps it.
func openForm(sh *Shell, at **recordForm, spec formSpec) *recordForm {
	f := &recordForm{sh: sh, name: spec.name, about: spec.about, form: spec.form, at: at}
	spec.form.Restore(spec.typed)
	content := look.Column(look.GapCard, spec.form)
	if spec.note != "" {
		content = look.Column(look.GapCard, look.Note(spec.note), spec.form)
	}
	*at = f
	f.sheet = sh.Sheet(SheetSpec{
		Title: spec.title, Content: content, Button: spec.button, Wide: spec.wide,
		Do: func(*Sheet) { spec.save(f) }, Left: f.left,
	})
	spec.form.FocusFirst()
	return f
}

// left: the form is given up, and what was typed with it.
func (f *recordForm) left() {
	if *f.at == f {
		*f.at = nil
	}
	f.sh.DropDraft(f.name)
}

// close takes the form away as done.
func (f *recordForm) close() {
	f.left()
	f.sheet.Close()
}

// failed puts the messages of an error at their fields; what was typed stays.
func (f *recordForm) failed(err error) bool {
	f.sheet.SetBusy(false)
	if rest := applyErrors(f.form, err); rest != nil {
		f.sheet.Problem(ErrorText(rest))
	}
	f.sheet.Fit()
	return true
}

// draft is the open form as it is kept, nil for none.
func (f *recordForm) draft() *app.Draft {
	if f == nil {
		return nil
	}
	fields := f.form.Snapshot()
	for key, value := range f.about {
		fields["of."+key] = value
	}
	return &app.Draft{Form: f.name, Fields: fields}
}

// saveForm runs the act of a form; done gets the result once the sheet is gone.
func saveForm[T any](f *recordForm, act func(context.Context) (T, error), done func(T)) {
	f.sheet.SetBusy(true)
	Do(f.sh, act, func(result T) {
		f.close()
		done(result)
	}, f.failed)
}

// abreast sets fields of a form side by side.
func abreast(fields ...*widget.FormField) fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(fields))
	for i, f := range fields {
		objects[i] = f
	}
	return look.Equal(look.GapCard, objects...)
}

// entryField is a field of one line.
func entryField(name, label string) *widget.FormField {
	return widget.NewFormField(name, words.T(label), widget.NewEntry(""))
}

// choiceField is a field of a few options.
func choiceField[T ~string](name, label string, options []T, title func(T) string) *widget.FormField {
	all := make([]widget.Option, len(options))
	for i, o := range options {
		all[i] = widget.Option{ID: string(o), Title: title(o)}
	}
	return widget.NewFormField(name, words.T(label), widget.NewChoice(all, nil))
}

// dateField is a field for a day; future says that a day without a year lies ahead.
func (sh *Shell) dateField(name, label string, future bool) *widget.FormField {
	return widget.NewFormField(name, words.T(label), widget.NewDateField(func() string { return string(sh.Day()) }, future))
}

// number reads a whole number from a field of a form, zero where it is empty. What is no
// number is said at the field.
func number(form *widget.Form, name string) (int, bool) {
	text := strings.TrimSpace(form.Value(name))
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		form.ApplyErrors(map[string]string{name: words.T("error.number.what", text)})
		return 0, false
	}
	return n, true
}
