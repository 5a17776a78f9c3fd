package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// Input is anything that a form can hold. Entry, DateField, PickField, Choice and Tick are inputs.
type Input interface {
	fyne.CanvasObject
	Value() string
	SetValue(value string)
	FocusTarget() fyne.Focusable
	OnEdit(changed func(text string))
}

// drafter is an input whose draft is more than its value.
type drafter interface {
	Draft() string
	SetDraft(draft string)
}

// FormField is an input under its label, with room for a message under it.
type FormField struct {
	fynewidget.BaseWidget
	Name  string
	Input Input

	label   *look.Text
	help    *look.Text
	problem *look.Text
	content fyne.CanvasObject
}

// NewFormField makes a field; name is what errors and drafts call it.
func NewFormField(name, label string, input Input) *FormField {
	f := &FormField{Name: name, Input: input, label: look.Quiet(label), help: look.Note(""), problem: look.Say("", look.Overdue).Sized(look.TextQuiet)}
	f.help.Hide()
	f.problem.Hide()
	if label == "" {
		f.label.Hide()
	}
	f.content = look.Column(look.GapTight, f.label, input, f.help, f.problem)
	f.ExtendBaseWidget(f)
	return f
}

// WithHelp puts a quiet sentence under the input.
func (f *FormField) WithHelp(text string) *FormField {
	f.help.SetText(text)
	f.help.Show()
	return f
}

// SetProblem says what is wrong with the field; "" takes it back.
func (f *FormField) SetProblem(message string) {
	f.problem.SetText(message)
	if message == "" {
		f.problem.Hide()
	} else {
		f.problem.Show()
	}
	f.content.Refresh()
	f.Refresh()
}

// Problem returns what the field says is wrong.
func (f *FormField) Problem() string {
	if !f.problem.Visible() {
		return ""
	}
	return f.problem.Text()
}

// Focus puts the cursor into the field.
func (f *FormField) Focus() { focus(f.Input.FocusTarget()) }

// CreateRenderer implements fyne.Widget.
func (f *FormField) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	return fynewidget.NewSimpleRenderer(f.content)
}

// Form is fields that belong together. It loses nothing that was typed.
type Form struct {
	fynewidget.BaseWidget
	// OnChanged is told that something was typed.
	OnChanged func()

	fields  []*FormField
	content fyne.CanvasObject
}

// NewForm sets fields under each other.
func NewForm(fields ...*FormField) *Form {
	column := look.Column(look.GapCard)
	for _, f := range fields {
		column.Add(f)
	}
	return NewFormOf(column, fields...)
}

// NewFormOf is a form whose fields are arranged in content.
func NewFormOf(content fyne.CanvasObject, fields ...*FormField) *Form {
	f := &Form{fields: fields, content: content}
	for _, field := range fields {
		field.Input.OnEdit(func(string) {
			if field.Problem() != "" {
				field.SetProblem("")
			}
			if f.OnChanged != nil {
				f.OnChanged()
			}
		})
	}
	f.ExtendBaseWidget(f)
	return f
}

// Field returns the field of that name, nil for none.
func (f *Form) Field(name string) *FormField {
	for _, field := range f.fields {
		if field.Name == name {
			return field
		}
	}
	return nil
}

// Value returns the value of the field of that name.
func (f *Form) Value(name string) string {
	if field := f.Field(name); field != nil {
		return field.Input.Value()
	}
	return ""
}

// SetValue sets the value of the field of that name.
func (f *Form) SetValue(name, value string) {
	if field := f.Field(name); field != nil {
		field.Input.SetValue(value)
	}
}

// Values returns all values by name.
func (f *Form) Values() map[string]string {
	values := make(map[string]string, len(f.fields))
	for _, field := range f.fields {
		values[field.Name] = field.Input.Value()
	}
	return values
}

// ApplyErrors puts each message at its field, takes back those of other fields, and puts the
// cursor into the first field with a message. It returns the messages that have no field.
func (f *Form) ApplyErrors(messages map[string]string) map[string]string {
	rest := map[string]string{}
	for name, message := range messages {
		if f.Field(name) == nil {
			rest[name] = message
		}
	}
	var first *FormField
	for _, field := range f.fields {
		message := messages[field.Name]
		field.SetProblem(message)
		if message != "" && first == nil {
			first = field
		}
	}
	f.Refresh()
	if first != nil {
		first.Focus()
	}
	return rest
}

// First is where typing into the form begins: the first field that is typed into rather than chosen from. It is nil
// where that field is filled already, for there Enter is what most want.
func (f *Form) First() fyne.Focusable {
	for _, field := range f.fields {
		switch field.Input.(type) {
		case *Choice, *Tick:
			continue
		}
		if field.Input.Value() != "" {
			return nil
		}
		return field.Input.FocusTarget()
	}
	return nil
}

// FocusFirst puts the cursor into the first field.
func (f *Form) FocusFirst() {
	if len(f.fields) > 0 {
		f.fields[0].Focus()
	}
}

// Snapshot returns what is typed, to be kept as a draft. Passwords are never in it.
func (f *Form) Snapshot() map[string]string {
	draft := map[string]string{}
	for _, field := range f.fields {
		value := field.Input.Value()
		if e, ok := field.Input.(*Entry); ok && e.Password {
			continue
		}
		if d, ok := field.Input.(drafter); ok {
			value = d.Draft()
		}
		if value != "" && value != "\t" {
			draft[field.Name] = value
		}
	}
	return draft
}

// Restore brings back what Snapshot returned.
func (f *Form) Restore(draft map[string]string) {
	for _, field := range f.fields {
		value, ok := draft[field.Name]
		if !ok {
			continue
		}
		if d, isDrafter := field.Input.(drafter); isDrafter {
			d.SetDraft(value)
			continue
		}
		field.Input.SetValue(value)
	}
}

// Empty tells whether nothing is typed.
func (f *Form) Empty() bool { return len(f.Snapshot()) == 0 }

// Clear empties all fields and takes back all messages.
func (f *Form) Clear() {
	for _, field := range f.fields {
		field.Input.SetValue("")
		field.SetProblem("")
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Form) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	return fynewidget.NewSimpleRenderer(f.content)
}
