package window

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/widget"
)

// ticksField is an input of a form: several boxes to tick, in columns. Its value is the ids of those
// ticked, with commas.
type ticksField struct {
	fynewidget.BaseWidget
	ids     []string
	ticks   map[string]*widget.Tick
	content fyne.CanvasObject
	edited  func(string)
}

func newTicksField(columns int, options ...widget.Option) *ticksField {
	f := &ticksField{ticks: map[string]*widget.Tick{}}
	column := look.Column(look.GapTight)
	for row := range slices.Chunk(options, columns) {
		line := make([]fyne.CanvasObject, columns)
		for i := range line {
			line[i] = look.Space(0)
		}
		for i, o := range row {
			tick := widget.NewTick(o.Title, func(bool) { f.told() })
			f.ids, f.ticks[o.ID] = append(f.ids, o.ID), tick
			line[i] = tick
		}
		column.Add(look.Equal(look.GapTight, line...))
	}
	f.content = column
	f.ExtendBaseWidget(f)
	return f
}

func (f *ticksField) told() {
	if f.edited != nil {
		f.edited(f.Value())
	}
}

// Ticked lists the ids ticked, in the order of the boxes.
func (f *ticksField) Ticked() []string {
	var out []string
	for _, id := range f.ids {
		if f.ticks[id].Checked {
			out = append(out, id)
		}
	}
	return out
}

// Value implements widget.Input.
func (f *ticksField) Value() string { return strings.Join(f.Ticked(), ",") }

// SetValue implements widget.Input.
func (f *ticksField) SetValue(value string) {
	wanted := strings.Split(value, ",")
	for id, tick := range f.ticks {
		tick.SetChecked(slices.Contains(wanted, id))
	}
}

// FocusTarget implements widget.Input.
func (f *ticksField) FocusTarget() fyne.Focusable { return f.ticks[f.ids[0]] }

// OnEdit implements widget.Input.
func (f *ticksField) OnEdit(changed func(string)) { f.edited = changed }

// CreateRenderer implements fyne.Widget.
func (f *ticksField) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	return fynewidget.NewSimpleRenderer(f.content)
}
