package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// doubleClick is how soon the second click of two has to come.
const doubleClick = 400 * time.Millisecond

// tableRow is the widget of one row in sight.
type tableRow struct {
	fynewidget.BaseWidget
	ground *look.Fill
	mark   *look.Text
	texts  []*look.Text
	chips  []*Chip

	index    int
	left     float32
	widths   []float32
	selected bool
	focused  bool // the table has the focus
	hovered  bool

	modifier fyne.KeyModifier
	onTap    func(index int, modifier fyne.KeyModifier)
}

// newRow makes a row widget for the table's columns.
func (t *Table[T]) newRow() *tableRow {
	r := &tableRow{
		ground: look.NewFill("", "", look.Corner),
		mark:   look.Plain("").Colored(look.ColorLink).Centered(),
		index:  -1,
	}
	r.texts = make([]*look.Text, len(t.columns))
	r.chips = make([]*Chip, len(t.columns))
	for i, c := range t.columns {
		if c.Chip != nil {
			r.chips[i] = NewChip(look.Neutral, "")
			continue
		}
		r.texts[i] = look.Plain("")
		if c.Trailing {
			r.texts[i].Trailing()
		}
		if c.Quiet {
			r.texts[i].Colored(look.ColorQuiet)
		}
	}
	r.onTap = t.newTap()
	r.ExtendBaseWidget(r)
	return r
}

// newTap handles the clicks of a row: one selects, with Ctrl it marks, two activate.
func (t *Table[T]) newTap() func(int, fyne.KeyModifier) {
	var last time.Time
	lastIndex := -1
	return func(index int, modifier fyne.KeyModifier) {
		focus(t)
		double := index == lastIndex && time.Since(last) < doubleClick
		last, lastIndex = time.Now(), index
		again := index == t.selected
		t.SelectIndex(index)
		switch {
		case modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0:
			t.toggleMark(index)
		case double && t.OnActivate != nil:
			if row, ok := t.Selected(); ok {
				t.OnActivate(row)
			}
		case again && t.OnAgain != nil:
			if row, ok := t.Selected(); ok {
				t.OnAgain(row)
			}
		}
	}
}

// bind shows a row's values in a row widget.
func (t *Table[T]) bind(r *tableRow, index int) {
	row := t.shown[index]
	mark := ""
	if t.marks[t.keyOf(row)] {
		mark = "✓"
	}
	r.mark.SetText(mark)
	for i, c := range t.columns {
		if c.Chip != nil {
			kind, word := c.Chip(t.rows[row])
			r.chips[i].Set(kind, word)
			continue
		}
		r.texts[i].SetText(t.cellText(row, i))
	}
	left := float32(0)
	if len(t.marks) > 0 {
		left = markWidth
	}
	r.setState(index == t.selected, t.focused)
	r.set(index, left, t.columnWidths(t.inner(t.Size().Width)))
}

// set places the cells, if anything about them has changed.
func (r *tableRow) set(index int, left float32, widths []float32) {
	moved := r.left != left || len(r.widths) != len(widths)
	for i := 0; !moved && i < len(widths); i++ {
		moved = r.widths[i] != widths[i]
	}
	r.index, r.left, r.widths = index, left, widths
	if moved {
		r.place(r.Size())
	}
}

// setState shows whether the row is selected, and whether the keys go to it.
func (r *tableRow) setState(selected, focused bool) {
	if r.selected != selected || r.focused != focused {
		r.selected, r.focused = selected, focused
		r.paint()
	}
}

func (r *tableRow) paint() {
	switch {
	case r.selected && r.focused:
		r.ground.Set(look.ColorRowSelected, look.ColorFocus)
	case r.selected:
		r.ground.Set(look.ColorRowSelected, "")
	case r.hovered:
		r.ground.Set(look.ColorRowHover, "")
	default:
		r.ground.Set("", "")
	}
}

func (r *tableRow) place(size fyne.Size) {
	// The outline keeps a little inside the scrolled area, which would cut it at its edges.
	r.ground.Move(fyne.NewPos(look.Hairline, look.GapHair))
	r.ground.Resize(fyne.NewSize(max(0, size.Width-2*look.Hairline), look.HeightRow))
	r.mark.Move(fyne.NewPos(0, 0))
	r.mark.Resize(fyne.NewSize(r.left, size.Height))
	x := r.left
	for i, width := range r.widths {
		pos, cell := fyne.NewPos(x+look.GapInner, 0), fyne.NewSize(max(0, width-2*look.GapInner), size.Height)
		if r.texts[i] != nil {
			r.texts[i].Move(pos)
			r.texts[i].Resize(cell)
		} else {
			r.chips[i].Move(fyne.NewPos(x, 0))
			r.chips[i].Resize(fyne.NewSize(max(0, width-look.GapHair), size.Height))
		}
		x += width
	}
}

// MouseDown keeps the modifier for the tap that follows.
func (r *tableRow) MouseDown(ev *desktop.MouseEvent) { r.modifier = ev.Modifier }

// MouseUp implements desktop.Mouseable.
func (r *tableRow) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable.
func (r *tableRow) Tapped(*fyne.PointEvent) {
	r.onTap(r.index, r.modifier)
	r.modifier = 0
}

// MouseIn implements desktop.Hoverable.
func (r *tableRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.paint() }

// MouseMoved implements desktop.Hoverable.
func (r *tableRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *tableRow) MouseOut() { r.hovered = false; r.paint() }

// CreateRenderer implements fyne.Widget.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	objects := []fyne.CanvasObject{r.ground, r.mark}
	for i := range r.texts {
		if r.texts[i] != nil {
			objects = append(objects, r.texts[i])
		} else {
			objects = append(objects, r.chips[i])
		}
	}
	return &tableRowRenderer{r, objects}
}

type tableRowRenderer struct {
	row     *tableRow
	objects []fyne.CanvasObject
}

func (r *tableRowRenderer) MinSize() fyne.Size    { return fyne.NewSize(0, rowPitch) }
func (r *tableRowRenderer) Layout(size fyne.Size) { r.row.place(size) }
func (r *tableRowRenderer) Refresh() {
	r.row.paint()
	r.row.place(r.row.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}
func (r *tableRowRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *tableRowRenderer) Destroy()                     {}
