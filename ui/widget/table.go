package widget

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// Column says what a table shows of a row.
type Column[T any] struct {
	ID      string
	Heading string
	// Width fixes the width; zero shares what is left over by Weight (1 where it is zero).
	Width  float32
	Weight float32
	// Text is what the cell says; with Chip it is only copied and filtered by.
	Text func(T) string
	// Chip shows the cell as a chip; an empty word shows none.
	Chip func(T) (look.Kind, string)
	// Sort compares two rows; nil leaves the heading without sorting, unless OnSort is set.
	Sort     func(a, b T) int
	Trailing bool
	Quiet    bool
}

// Table shows rows of any kind, any number of them: only those in sight exist as widgets.
// All methods run on the UI goroutine.
type Table[T any] struct {
	fynewidget.BaseWidget
	// Key identifies a row, so that selection and marks survive new rows.
	Key func(T) string
	// OnSelect is told which row is selected now, OnNone that none is.
	OnSelect func(T)
	// OnAgain is told of a tap on the row that is selected already.
	OnAgain func(T)
	OnNone  func()
	// OnActivate is told that Enter or a double click was given on a row.
	OnActivate func(T)
	// OnNearEnd is told, once for each number of rows, that the last rows come into sight.
	OnNearEnd func()
	// OnSort makes the source sort instead of the table.
	OnSort func(column string, descending bool)
	// OnFilter makes the source filter by what is typed, instead of the table.
	OnFilter func(text string)
	// OnMarks is told how many rows are marked.
	OnMarks func(count int)
	// OnWidths is told the widths of columns that the person has drawn.
	OnWidths func(map[string]float32)
	// OnKey sees each key first and returns true when it took it.
	OnKey func(*fyne.KeyEvent) bool

	columns  []Column[T]
	rows     []T
	shown    []int // indices into rows, sorted and filtered
	selected int   // index into shown, -1 for none
	marks    map[string]bool
	filter   string
	sortBy   int // index into columns, -1 for the source's order
	downward bool
	widths   map[string]float32
	focused  bool
	nearAt   int // number of rows for which OnNearEnd has been called

	view   *rowsView
	scroll *container.Scroll
	head   *tableHead
	empty  *fyne.Container
	none   fyne.CanvasObject // what to show without rows
	strip  *tableStrip
	ring   *look.Fill
}

// NewTable makes a table of columns.
func NewTable[T any](columns []Column[T]) *Table[T] {
	t := &Table[T]{
		columns: columns, selected: -1, sortBy: -1, nearAt: -1,
		marks: map[string]bool{}, widths: map[string]float32{},
		empty: container.NewStack(), strip: newTableStrip(), ring: newRing().Stroked(look.Hairline),
	}
	t.view = newRowsView(t.newRow, t.bind)
	t.scroll = container.NewVScroll(t.view)
	t.view.scroll = t.scroll
	t.scroll.OnScrolled = func(fyne.Position) { t.view.arrange(); t.checkNearEnd() }
	t.head = newTableHead(t.headings, t.sortByHeading, t.drawWidth)
	t.ExtendBaseWidget(t)
	t.SetEmpty("", "", nil)
	return t
}

// SetRows replaces the rows. The selected row stays selected if it is still there; if not, the
// one that took its place is.
func (t *Table[T]) SetRows(rows []T) {
	key, had := t.selectedKey()
	before := t.selected
	t.rows = rows
	t.nearAt = -1
	t.arrangeRows()
	if had {
		t.reselect(key, before)
	} else {
		t.selected = -1
	}
	t.dropOldMarks()
	t.Refresh()
	t.checkNearEnd()
}

// AppendRows adds the next page of rows.
func (t *Table[T]) AppendRows(rows []T) {
	key, had := t.selectedKey()
	t.rows = append(t.rows, rows...)
	t.arrangeRows()
	if had {
		t.selected = t.indexOf(key)
	}
	t.Refresh()
	t.checkNearEnd()
}

// Rows returns the rows as shown.
func (t *Table[T]) Rows() []T {
	rows := make([]T, len(t.shown))
	for i, r := range t.shown {
		rows[i] = t.rows[r]
	}
	return rows
}

// SetEmpty says what would be here and offers the first step; act may be nil.
func (t *Table[T]) SetEmpty(message, button string, act func()) {
	if act == nil {
		t.none = NewEmpty(message, nil)
	} else {
		t.none = NewEmpty(message, NewButton(Secondary, button, act))
	}
	t.showEmpty()
}

// Selected returns the selected row, false for none.
func (t *Table[T]) Selected() (row T, ok bool) {
	if t.selected < 0 || t.selected >= len(t.shown) {
		return row, false
	}
	return t.rows[t.shown[t.selected]], true
}

// SelectIndex selects the row at an index of the shown ones and brings it into sight.
func (t *Table[T]) SelectIndex(index int) {
	if len(t.shown) == 0 {
		return
	}
	index = min(max(index, 0), len(t.shown)-1)
	changed := index != t.selected
	t.selected = index
	t.view.show(index)
	t.view.arrange()
	if changed {
		t.drawRing()
		t.tellSelected()
	}
	t.checkNearEnd()
}

// SelectKey selects the row of that key and returns whether there is one.
func (t *Table[T]) SelectKey(key string) bool {
	index := t.indexOf(key)
	if index >= 0 {
		t.SelectIndex(index)
	}
	return index >= 0
}

// Deselect selects no row.
func (t *Table[T]) Deselect() {
	if t.selected >= 0 {
		t.selected = -1
		t.view.arrange()
		t.drawRing()
		t.tellSelected()
	}
}

func (t *Table[T]) tellSelected() {
	row, ok := t.Selected()
	switch {
	case ok && t.OnSelect != nil:
		t.OnSelect(row)
	case !ok && t.OnNone != nil:
		t.OnNone()
	}
}

func (t *Table[T]) keyOf(row int) string {
	if t.Key == nil {
		return strconv.Itoa(row)
	}
	return t.Key(t.rows[row])
}

func (t *Table[T]) selectedKey() (string, bool) {
	if t.selected < 0 || t.selected >= len(t.shown) {
		return "", false
	}
	return t.keyOf(t.shown[t.selected]), true
}

func (t *Table[T]) indexOf(key string) int {
	return slices.IndexFunc(t.shown, func(row int) bool { return t.keyOf(row) == key })
}

// reselect finds the row that was selected, or takes the one that stands where it stood.
func (t *Table[T]) reselect(key string, before int) {
	if index := t.indexOf(key); index >= 0 {
		t.selected = index
		return
	}
	t.selected = min(before, len(t.shown)-1)
	t.tellSelected()
}

func (t *Table[T]) checkNearEnd() {
	const near = 20
	if t.OnNearEnd == nil || t.nearAt == len(t.rows) || len(t.rows) == 0 || t.view.last() < len(t.shown)-near {
		return
	}
	t.nearAt = len(t.rows)
	t.OnNearEnd()
}

// MinSize lets the table take what room there is.
func (t *Table[T]) MinSize() fyne.Size {
	return fyne.NewSize(look.WidthField, 3*(look.HeightRow+look.GapTight))
}
