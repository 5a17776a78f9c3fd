package window

import (
	"strings"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// placeField is an input of a form: cabinet, shelf and box side by side. Its value is the
// three with line ends between, "" for no place.
type placeField struct {
	fynewidget.BaseWidget
	parts [3]*widget.Entry
	row   fyne.CanvasObject
}

func newPlaceField() *placeField {
	p := &placeField{}
	for i, key := range []string{"files.place.cabinet", "files.place.shelf", "files.place.box"} {
		p.parts[i] = widget.NewEntry(words.T(key))
	}
	p.row = look.Equal(look.GapTight, p.parts[0], p.parts[1], p.parts[2])
	p.ExtendBaseWidget(p)
	return p
}

// placeValue is a place as the field's value.
func placeValue(l app.Location) string {
	if l.Empty() {
		return ""
	}
	return strings.Join([]string{l.Cabinet, l.Shelf, l.Box}, "\n")
}

// Location is the place as typed.
func (p *placeField) Location() app.Location {
	return app.Location{Cabinet: p.parts[0].Text, Shelf: p.parts[1].Text, Box: p.parts[2].Text}
}

// Value implements widget.Input.
func (p *placeField) Value() string { return placeValue(p.Location()) }

// SetValue implements widget.Input.
func (p *placeField) SetValue(value string) {
	typed := strings.SplitN(value, "\n", len(p.parts))
	for i, e := range p.parts {
		text := ""
		if i < len(typed) {
			text = typed[i]
		}
		e.SetText(text)
	}
}

// FocusTarget implements widget.Input.
func (p *placeField) FocusTarget() fyne.Focusable { return p.parts[0] }

// OnEdit implements widget.Input.
func (p *placeField) OnEdit(changed func(string)) {
	for _, e := range p.parts {
		e.OnEdit(func(string) { changed(p.Value()) })
	}
}

// CreateRenderer implements fyne.Widget.
func (p *placeField) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	return fynewidget.NewSimpleRenderer(p.row)
}
