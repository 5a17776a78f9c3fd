package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/words"
)

// DateField takes a date as people type it and shows beside it which one that is.
type DateField struct {
	fynewidget.BaseWidget
	// OnChanged is told the ISO date, "" while there is none.
	OnChanged func(iso string)

	entry  *Entry
	shown  *look.Text
	today  func() string
	future bool
	bare   bool
	edited func(string)
}

// NewDateField makes a date field. today returns the present ISO date; future says that a
// date without a year lies ahead, as due dates do.
func NewDateField(today func() string, future bool) *DateField {
	d := &DateField{entry: NewEntry(words.T("widget.date.hint")), shown: look.Label(""), today: today, future: future}
	d.entry.OnChanged = d.changed
	d.entry.OnFocus = func(gained bool) {
		if gained { // what is typed takes the place of the date that stands there
			d.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
			return
		}
		if iso := d.ISO(); iso != "" && d.entry.Text != iso {
			d.entry.SetText(iso)
		}
	}
	d.ExtendBaseWidget(d)
	return d
}

// Bare leaves out which date it is: for a filter, where the list answers that.
func (d *DateField) Bare() *DateField {
	d.bare = true
	d.shown.Hide()
	return d
}

func (d *DateField) changed(text string) {
	iso := d.ISO()
	switch {
	case iso != "":
		d.shown.Set(d.meaning(text, iso), look.ColorQuiet)
	case text != "":
		d.shown.Set("…", look.ColorQuiet)
	default:
		d.shown.Set("", look.ColorQuiet)
	}
	if d.OnChanged != nil {
		d.OnChanged(iso)
	}
	if d.edited != nil {
		d.edited(text)
	}
}

// meaning says which date the text is: its day of the week and how near it is, or its figures where
// the text does not have them already.
func (d *DateField) meaning(text, iso string) string {
	near := words.NearDate(iso, d.today())
	if text == iso && strings.HasSuffix(iso, near) {
		near = ""
	}
	return words.Join(words.Weekday(iso), near)
}

// ISO returns the date, or "" while what is typed is none.
func (d *DateField) ISO() string {
	iso, _ := ParseDate(d.entry.Text, d.today(), d.future)
	return iso
}

// Value returns the ISO date, or the text as typed where that is no date, so that whoever
// judges it can say so.
func (d *DateField) Value() string {
	if iso := d.ISO(); iso != "" {
		return iso
	}
	return d.entry.Text
}

// SetValue puts a date into the field.
func (d *DateField) SetValue(value string) { d.entry.SetText(value) }

// Problem says what is wrong with what is typed, "" for nothing.
func (d *DateField) Problem() string {
	if d.entry.Text != "" && d.ISO() == "" {
		return words.T("widget.date.unknown")
	}
	return ""
}

// FocusTarget is what takes the focus.
func (d *DateField) FocusTarget() fyne.Focusable { return d.entry }

// OnEdit sets what is told about each change.
func (d *DateField) OnEdit(changed func(string)) { d.edited = changed }

// CreateRenderer implements fyne.Widget.
func (d *DateField) CreateRenderer() fyne.WidgetRenderer {
	d.ExtendBaseWidget(d)
	return &dateRenderer{field: d}
}

// dateRenderer shows the date beside what is typed, or under it where there is no room beside.
type dateRenderer struct {
	field *DateField
	width float32 // laid out for
}

// stacked tells whether the date needs a line of its own.
func (r *dateRenderer) stacked() bool {
	return !r.field.bare && r.width > 0 && r.width < look.WidthEntry+look.GapCard+look.WidthCode
}

func (r *dateRenderer) Layout(size fyne.Size) {
	r.width = size.Width
	entry, shown := r.field.entry, r.field.shown
	high := entry.MinSize().Height
	if r.stacked() {
		entry.Resize(fyne.NewSize(size.Width, high))
		shown.Move(fyne.NewPos(0, high+look.GapHair))
		shown.Resize(fyne.NewSize(size.Width, shown.MinSize().Height))
		return
	}
	entry.Resize(fyne.NewSize(look.WidthEntry, high))
	x := look.WidthEntry + look.GapCard
	shown.Move(fyne.NewPos(x, (high-shown.MinSize().Height)/2))
	shown.Resize(fyne.NewSize(max(0, size.Width-x), shown.MinSize().Height))
}

func (r *dateRenderer) MinSize() fyne.Size {
	least := r.field.entry.MinSize()
	if r.stacked() {
		least.Height += look.GapHair + r.field.shown.MinSize().Height
	}
	return least
}

func (r *dateRenderer) Refresh() {
	r.Layout(r.field.Size())
	r.field.entry.Refresh()
	r.field.shown.Refresh()
}

func (r *dateRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.field.entry, r.field.shown}
}
func (r *dateRenderer) Destroy() {}
