package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// tapRow is a line of a list under a field: pressed with the mouse, or marked from the field
// that keeps the focus.
type tapRow struct {
	fynewidget.BaseWidget
	ground  *look.Fill
	content fyne.CanvasObject
	marked  bool
	tapped  func()
}

func newTapRow(content fyne.CanvasObject, tapped func()) *tapRow {
	r := &tapRow{ground: look.NewFill("", "", look.Corner), tapped: tapped}
	r.content = look.Fixed(0, look.HeightRow, look.Pad(look.Gap, look.GapNone, content))
	r.ExtendBaseWidget(r)
	return r
}

// mark shows whether Enter opens this one.
func (r *tapRow) mark(on bool) {
	r.marked = on
	r.tint(on)
}

func (r *tapRow) tint(on bool) {
	if on {
		r.ground.Set(look.ColorRowSelected, "")
	} else {
		r.ground.Set("", "")
	}
}

// Tapped implements fyne.Tappable.
func (r *tapRow) Tapped(*fyne.PointEvent) { r.tapped() }

// MouseIn implements desktop.Hoverable.
func (r *tapRow) MouseIn(*desktop.MouseEvent) { r.tint(true) }

// MouseMoved implements desktop.Hoverable.
func (r *tapRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *tapRow) MouseOut() { r.tint(r.marked) }

// Cursor implements desktop.Cursorable.
func (r *tapRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (r *tapRow) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	return fynewidget.NewSimpleRenderer(container.NewStack(r.ground, r.content))
}
