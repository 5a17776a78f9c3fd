package window

import (
	"custody/ui/widget"
	"custody/ui/words"
)

// field is a form field whose entry is at hand. It is no widget itself: what goes into a
// layout is its FormField, else the toolkit can't find the entry to give it the focus.
type field struct {
	*widget.FormField
	entry *widget.Entry
}

func newField(name, label string, entry *widget.Entry) *field {
	return &field{widget.NewFormField(name, label, entry), entry}
}

// passwords is a new password typed twice, with the rules it has to obey. Errors about it
// carry the field "password".
type passwords struct{ first, second *field }

func newPasswords(first, second, rules string) *passwords {
	p := &passwords{
		first:  newField("password", first, widget.NewPassword("")),
		second: newField("password.again", second, widget.NewPassword("")),
	}
	p.first.WithHelp(rules)
	return p
}

// same returns the password when both are the same; else the form says so at the second field.
func (p *passwords) same(form *widget.Form) (string, bool) {
	if p.first.entry.Text != p.second.entry.Text {
		form.ApplyErrors(map[string]string{p.second.Name: words.T("unlock.password.differ")})
		return "", false
	}
	form.ApplyErrors(nil)
	return p.first.entry.Text, true
}

// applyErrors puts the messages of an error at the fields of a form and says whether that
// was all of it; the rest is returned.
func applyErrors(form *widget.Form, err error) (rest error) {
	fields, rest := FieldErrors(err)
	left := form.ApplyErrors(fields)
	if len(left) > 0 && rest == nil {
		rest = err
	}
	return rest
}
