package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/ui/look"
)

// FieldRow is a quiet label with its value beside it.
type FieldRow struct {
	label *look.Text
	value *look.Text
}

// NewFieldRow makes a row whose value is text. Long text wraps, so that a detail shows all.
func NewFieldRow(label, value string) *FieldRow {
	return &FieldRow{label: look.Label(label), value: look.Field(value).Wrapped()}
}

// SetValue changes the text of the row.
func (f *FieldRow) SetValue(value string) {
	f.value.SetText(value)
}

// NewFields sets rows under each other, the values in line.
func NewFields(rows ...*FieldRow) *fyne.Container {
	objects := make([]fyne.CanvasObject, 0, 2*len(rows))
	width := look.WidthLabel - look.Gap
	for _, row := range rows {
		width = max(width, row.label.Width())
		objects = append(objects, row.label, row.value)
	}
	return container.New(fieldsLayout{min(width, 2*look.WidthLabel) + look.Gap}, objects...)
}

// fieldsLayout lays out pairs of label and value.
type fieldsLayout struct{ label float32 }

func (l fieldsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		label, value := objects[i], objects[i+1]
		width := max(0, size.Width-l.label)
		value.Resize(fyne.NewSize(width, value.MinSize().Height))
		height := max(value.MinSize().Height, label.MinSize().Height)
		label.Move(fyne.NewPos(0, y))
		label.Resize(fyne.NewSize(l.label-look.Gap, label.MinSize().Height))
		value.Move(fyne.NewPos(l.label, y))
		value.Resize(fyne.NewSize(width, value.MinSize().Height))
		y += height + look.GapTight
	}
}

func (l fieldsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for i := 0; i+1 < len(objects); i += 2 {
		label, value := objects[i].MinSize(), objects[i+1].MinSize()
		least.Width = max(least.Width, l.label+value.Width)
		least.Height += max(label.Height, value.Height) + look.GapTight
	}
	least.Height = max(0, least.Height-look.GapTight)
	return least
}

// NewBanner makes a box of sentences in the colours of a kind, one a line: what stands in the
// way, or that nothing does.
func NewBanner(kind look.Kind, lines ...string) *fyne.Container {
	return NewActionBanner(kind, lines, "", nil)
}

// NewActionBanner is NewBanner with the button that solves it under the lines.
func NewActionBanner(kind look.Kind, lines []string, label string, act func()) *fyne.Container {
	column := look.Column(look.GapTight)
	for _, line := range lines {
		column.Add(look.Say(line, kind))
	}
	if act != nil {
		column.Add(look.Row(look.GapNone, NewButton(Secondary, label, act)))
	}
	return container.NewStack(look.NewFill(kind.Ground(), "", look.Corner), look.Pad(look.Gap, look.GapInner, column))
}
