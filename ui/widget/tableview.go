package widget

import (
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/words"
)

const (
	// rowPitch is from one row's top to the next one's.
	rowPitch = look.HeightRow + look.GapTight
	// flexLeast is the least width of a flexible column, before fixed ones give way.
	flexLeast = look.WidthCount
	// markWidth is the strip at the left in which marks show, once there are any.
	markWidth = look.GapPage
)

// rowsView holds the rows in sight, and no others.
type rowsView struct {
	fynewidget.BaseWidget
	count  int
	scroll *container.Scroll
	pool   []*tableRow
	make   func() *tableRow
	bind   func(row *tableRow, index int)
}

func newRowsView(make func() *tableRow, bind func(*tableRow, int)) *rowsView {
	v := &rowsView{make: make, bind: bind}
	v.ExtendBaseWidget(v)
	return v
}

// visible is how many whole rows are in sight.
func (v *rowsView) visible() int { return int(v.scroll.Size().Height / rowPitch) }

// last is the index of the last row in sight.
func (v *rowsView) last() int {
	return min(v.count, int(v.scroll.Offset.Y/rowPitch)+v.visible()+1) - 1
}

// show scrolls so that a row is in sight.
func (v *rowsView) show(index int) {
	top, height := float32(index)*rowPitch, v.scroll.Size().Height
	if height < rowPitch {
		return
	}
	y := v.scroll.Offset.Y
	y = min(y, top)
	y = max(y, top+rowPitch-height)
	if y != v.scroll.Offset.Y {
		v.scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
}

// arrange puts a row widget under each row in sight. A row keeps its widget while it stays in
// sight, so that scrolling by one binds one.
func (v *rowsView) arrange() {
	width, height := v.scroll.Size().Width, v.scroll.Size().Height
	need := int(height/rowPitch) + 2
	for len(v.pool) < need {
		v.pool = append(v.pool, v.make())
	}
	first := max(0, int(v.scroll.Offset.Y/rowPitch))
	for i := range v.pool {
		index := first + i
		row := v.pool[index%len(v.pool)]
		if index >= v.count || i >= need {
			row.Hide()
			continue
		}
		row.Show()
		row.Move(fyne.NewPos(0, float32(index)*rowPitch))
		row.Resize(fyne.NewSize(width, rowPitch))
		v.bind(row, index)
	}
}

func (v *rowsView) CreateRenderer() fyne.WidgetRenderer {
	v.ExtendBaseWidget(v)
	return &rowsRenderer{v}
}

type rowsRenderer struct{ view *rowsView }

func (r *rowsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, float32(r.view.count)*rowPitch)
}
func (r *rowsRenderer) Layout(fyne.Size) { r.view.arrange() }
func (r *rowsRenderer) Refresh() {
	r.view.arrange()
	for _, row := range r.view.pool {
		row.Refresh()
	}
}

func (r *rowsRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.view.pool))
	for i, row := range r.view.pool {
		objects[i] = row
	}
	return objects
}
func (r *rowsRenderer) Destroy() {}

// columnWidths shares out the width: fixed columns first, the rest by weight; where that is too
// little all give way alike, so that nothing ever scrolls sideways.
func (t *Table[T]) columnWidths(total float32) []float32 {
	widths := make([]float32, len(t.columns))
	var fixed, weights, least float32
	for i, c := range t.columns {
		w := c.Width
		if own, ok := t.widths[c.ID]; ok {
			w = own
		}
		if w > 0 {
			widths[i] = w
			fixed += w
			continue
		}
		weights += weightOf(c.Weight)
		least += flexLeast
	}
	if spare := total - fixed; weights > 0 && spare < least {
		squeeze(widths, max(0, (total-least)/max(1, fixed)))
		fixed = max(0, total-least)
	} else if weights == 0 && fixed > total {
		squeeze(widths, total/fixed)
	}
	for i, c := range t.columns {
		if widths[i] == 0 && weights > 0 {
			widths[i] = (total - fixed) * weightOf(c.Weight) / weights
		}
	}
	return widths
}

func weightOf(w float32) float32 {
	if w <= 0 {
		return 1
	}
	return w
}

func squeeze(widths []float32, by float32) {
	for i := range widths {
		widths[i] *= by
	}
}

// Widths returns the widths that the person has drawn.
func (t *Table[T]) Widths() map[string]float32 { return maps.Clone(t.widths) }

// SetWidths restores widths that were drawn before.
func (t *Table[T]) SetWidths(widths map[string]float32) {
	t.widths = maps.Clone(widths)
	if t.widths == nil {
		t.widths = map[string]float32{}
	}
	t.Refresh()
}

// drawWidth widens a column by so much.
func (t *Table[T]) drawWidth(column int, by float32) {
	width := t.columnWidths(t.inner(t.Size().Width))[column]
	t.widths[t.columns[column].ID] = max(flexLeast, width+by)
	t.Refresh()
	if t.OnWidths != nil {
		t.OnWidths(t.Widths())
	}
}

// inner is the width that columns share.
func (t *Table[T]) inner(width float32) float32 {
	if len(t.marks) > 0 {
		width -= markWidth
	}
	return max(0, width-2*look.Hairline)
}

func (t *Table[T]) headings() ([]heading, float32) {
	left := float32(0)
	if len(t.marks) > 0 {
		left = markWidth
	}
	widths := t.columnWidths(t.inner(t.Size().Width))
	all := make([]heading, len(t.columns))
	for i, c := range t.columns {
		text := c.Heading
		if i == t.sortBy {
			text += map[bool]string{false: " ↑", true: " ↓"}[t.downward]
		}
		all[i] = heading{text: text, width: widths[i], trailing: c.Trailing, sorts: c.Sort != nil || t.OnSort != nil}
	}
	return all, left
}

// showEmpty chooses what to say where there are no rows.
func (t *Table[T]) showEmpty() {
	var say fyne.CanvasObject
	switch {
	case len(t.shown) > 0:
		t.empty.Hide()
		return
	case t.filter != "":
		say = NewEmpty(words.T("widget.table.filtered.none", t.filter), nil)
	default:
		say = t.none
	}
	t.empty.Objects = []fyne.CanvasObject{look.Page(say)}
	t.empty.Show()
	t.empty.Refresh()
}
