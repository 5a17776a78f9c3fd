package window

import (
	"fyne.io/fyne/v2"

	"custody/ui/look"
	"custody/ui/widget"
)

// field is a quiet label, an entry and, when refused, the reason under it.
type field struct {
	entry   *widget.Entry
	problem *look.Text
	box     *fyne.Container
}

func newField(label string, entry *widget.Entry) *field {
	f := &field{entry: entry, problem: look.Say("", look.Overdue).Sized(look.TextQuiet)}
	f.problem.Hide()
	f.box = look.Column(look.GapTight, look.Quiet(label), entry, f.problem)
	return f
}

// fail shows the reason; "" takes it away.
func (f *field) fail(message string) {
	if message == "" {
		f.clear()
		return
	}
	f.problem.SetText(message)
	f.problem.Show()
	f.box.Refresh()
}

func (f *field) clear() {
	f.problem.Hide()
	f.box.Refresh()
}
