package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/words"
)

// heading is one column's head.
type heading struct {
	text     string
	width    float32
	trailing bool
	sorts    bool
}

// tableHead is the row of headings.
type tableHead struct {
	fynewidget.BaseWidget
	headings func() ([]heading, float32)
	onTap    func(column int)
	onDraw   func(column int, by float32)
	ground   *look.Fill
	cells    []*headCell
	grips    []*headGrip
}

func newTableHead(headings func() ([]heading, float32), onTap func(int), onDraw func(int, float32)) *tableHead {
	h := &tableHead{
		headings: headings, onTap: onTap, onDraw: onDraw,
		ground: look.NewFill(look.ColorHeading, "", look.CornerNone),
	}
	h.ExtendBaseWidget(h)
	return h
}

func (h *tableHead) place(size fyne.Size) {
	h.ground.Resize(size)
	all, x := h.headings()
	for len(h.cells) < len(all) {
		column := len(h.cells)
		h.cells = append(h.cells, newHeadCell(func() { h.onTap(column) }))
		h.grips = append(h.grips, newHeadGrip(func(by float32) { h.onDraw(column, by) }))
	}
	for i, head := range all {
		cell, grip := h.cells[i], h.grips[i]
		cell.set(head)
		cell.Move(fyne.NewPos(x, 0))
		cell.Resize(fyne.NewSize(max(0, head.width), size.Height))
		x += head.width
		grip.Move(fyne.NewPos(x-look.GapTight, 0))
		grip.Resize(fyne.NewSize(look.Gap, size.Height))
	}
}

func (h *tableHead) CreateRenderer() fyne.WidgetRenderer {
	h.ExtendBaseWidget(h)
	h.place(h.Size())
	return &headRenderer{h}
}

type headRenderer struct{ head *tableHead }

func (r *headRenderer) MinSize() fyne.Size    { return fyne.NewSize(0, look.HeightControl) }
func (r *headRenderer) Layout(size fyne.Size) { r.head.place(size) }
func (r *headRenderer) Refresh() {
	r.head.place(r.head.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *headRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.head.ground}
	for _, c := range r.head.cells {
		objects = append(objects, c)
	}
	for _, g := range r.head.grips {
		objects = append(objects, g)
	}
	return objects
}
func (r *headRenderer) Destroy() {}

// headCell is one heading; a click sorts.
type headCell struct {
	fynewidget.BaseWidget
	text  *look.Text
	sorts bool
	onTap func()
}

func newHeadCell(onTap func()) *headCell {
	c := &headCell{text: look.Plain("").Colored(look.ColorQuiet), onTap: onTap}
	c.ExtendBaseWidget(c)
	return c
}

func (c *headCell) set(h heading) {
	if h.trailing {
		c.text.Trailing()
	}
	c.sorts = h.sorts
	c.text.SetText(h.text)
}

// Tapped implements fyne.Tappable.
func (c *headCell) Tapped(*fyne.PointEvent) { c.onTap() }

// Cursor implements desktop.Cursorable.
func (c *headCell) Cursor() desktop.Cursor {
	if c.sorts {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer implements fyne.Widget.
func (c *headCell) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	return fynewidget.NewSimpleRenderer(look.Pad(look.GapInner, 0, c.text))
}

// headGrip is the edge of a column, by which it is drawn wider or narrower.
type headGrip struct {
	fynewidget.BaseWidget
	onDraw func(by float32)
}

func newHeadGrip(onDraw func(float32)) *headGrip {
	g := &headGrip{onDraw: onDraw}
	g.ExtendBaseWidget(g)
	return g
}

// Dragged implements fyne.Draggable.
func (g *headGrip) Dragged(ev *fyne.DragEvent) { g.onDraw(ev.Dragged.DX) }

// DragEnd implements fyne.Draggable.
func (g *headGrip) DragEnd() {}

// Cursor implements desktop.Cursorable.
func (g *headGrip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// CreateRenderer implements fyne.Widget.
func (g *headGrip) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	return fynewidget.NewSimpleRenderer(look.Space(0))
}

// tableStrip says at the foot of a table what it is filtered by and how much is marked.
type tableStrip struct {
	fynewidget.BaseWidget
	text *look.Text
}

func newTableStrip() *tableStrip {
	s := &tableStrip{text: look.Quiet("").Colored(look.Out.Text())}
	s.ExtendBaseWidget(s)
	s.Hide()
	return s
}

func (s *tableStrip) set(filter string, marked int) {
	says := ""
	if filter != "" {
		says = words.T("widget.table.filter", filter)
	}
	if marked > 0 {
		says = words.Join(says, words.T("widget.table.marked", marked))
	}
	s.text.SetText(says)
	if says == "" {
		s.Hide()
	} else {
		s.Show()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *tableStrip) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return fynewidget.NewSimpleRenderer(look.Tinted(look.Out, s.text))
}

// CreateRenderer implements fyne.Widget.
func (t *Table[T]) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	return &tableRenderer[T]{t}
}

type tableRenderer[T any] struct{ table *Table[T] }

func (r *tableRenderer[T]) MinSize() fyne.Size { return r.table.MinSize() }

func (r *tableRenderer[T]) Layout(size fyne.Size) {
	t := r.table
	t.head.Resize(fyne.NewSize(size.Width, look.HeightControl))
	strip := t.strip.MinSize().Height
	t.strip.Move(fyne.NewPos(0, size.Height-strip))
	t.strip.Resize(fyne.NewSize(size.Width, strip))
	if !t.strip.Visible() {
		strip = 0
	}
	below := fyne.NewSize(size.Width, max(0, size.Height-look.HeightControl-strip))
	for _, o := range []fyne.CanvasObject{t.scroll, t.empty} {
		o.Move(fyne.NewPos(0, look.HeightControl))
		o.Resize(below)
	}
	t.view.arrange()
	ringAround(t.ring, size)
}

func (r *tableRenderer[T]) Refresh() {
	t := r.table
	t.strip.set(t.filter, len(t.marks))
	t.showEmpty()
	t.drawRing()
	r.Layout(t.Size())
	t.head.Refresh()
	t.scroll.Refresh()
	t.view.Refresh()
}

// drawRing shows the focus around the table while no row is there to show it.
func (t *Table[T]) drawRing() {
	if t.focused && t.selected < 0 {
		t.ring.Show()
	} else {
		t.ring.Hide()
	}
}

func (r *tableRenderer[T]) Objects() []fyne.CanvasObject {
	t := r.table
	return []fyne.CanvasObject{t.head, t.scroll, t.empty, t.strip, t.ring}
}

func (r *tableRenderer[T]) Destroy() {}
