package widget

import (
	"cmp"
	"slices"
	"strings"
)

// arrangeRows works out which rows are shown and in which order.
func (t *Table[T]) arrangeRows() {
	t.shown = t.shown[:0]
	needle := strings.ToLower(t.filter)
	for i := range t.rows {
		if needle == "" || t.OnFilter != nil || t.matches(i, needle) {
			t.shown = append(t.shown, i)
		}
	}
	if t.sortBy >= 0 && t.OnSort == nil {
		t.sortRows(t.columns[t.sortBy].Sort)
	}
	t.view.count = len(t.shown)
}

func (t *Table[T]) sortRows(compare func(a, b T) int) {
	slices.SortStableFunc(t.shown, func(a, b int) int {
		order := compare(t.rows[a], t.rows[b])
		if t.downward {
			order = -order
		}
		return cmp.Or(order, a-b)
	})
}

// matches tells whether any cell of a row holds what was typed.
func (t *Table[T]) matches(row int, needle string) bool {
	for c := range t.columns {
		if strings.Contains(strings.ToLower(t.cellText(row, c)), needle) {
			return true
		}
	}
	return false
}

// cellText is what a cell says, as text.
func (t *Table[T]) cellText(row, column int) string {
	return t.columns[column].says(t.rows[row])
}

// sortByHeading sorts by a column, the other way round at the second click, and as the source
// has it at the third.
func (t *Table[T]) sortByHeading(column int) {
	if t.columns[column].Sort == nil && t.OnSort == nil {
		return
	}
	switch {
	case t.sortBy != column:
		t.sortBy, t.downward = column, false
	case !t.downward:
		t.downward = true
	default:
		t.sortBy, t.downward = -1, false
	}
	if t.OnSort != nil {
		id := ""
		if t.sortBy >= 0 {
			id = t.columns[t.sortBy].ID
		}
		t.Refresh()
		t.OnSort(id, t.downward)
		return
	}
	t.rearrange()
}

// rearrange sorts and filters anew, keeping the selection on its row.
func (t *Table[T]) rearrange() {
	key, had := t.selectedKey()
	t.arrangeRows()
	if had {
		t.selected = t.indexOf(key)
		if t.selected < 0 {
			t.tellSelected()
		}
	}
	t.Refresh()
}

// Filter returns what was typed to filter by.
func (t *Table[T]) Filter() string { return t.filter }

// SetFilter shows only the rows that hold text; "" shows all.
func (t *Table[T]) SetFilter(text string) {
	if t.filter == text {
		return
	}
	t.filter = text
	if t.OnFilter != nil {
		t.Refresh()
		t.OnFilter(text)
		return
	}
	t.rearrange()
}

// Marked returns the marked rows in the order shown.
func (t *Table[T]) Marked() []T {
	var marked []T
	for _, row := range t.shown {
		if t.marks[t.keyOf(row)] {
			marked = append(marked, t.rows[row])
		}
	}
	return marked
}

// ClearMarks unmarks all rows.
func (t *Table[T]) ClearMarks() {
	if len(t.marks) > 0 {
		clear(t.marks)
		t.marksChanged()
	}
}

// MarkAll marks all rows shown.
func (t *Table[T]) MarkAll() {
	for _, row := range t.shown {
		t.marks[t.keyOf(row)] = true
	}
	t.marksChanged()
}

func (t *Table[T]) toggleMark(index int) {
	if index < 0 || index >= len(t.shown) {
		return
	}
	key := t.keyOf(t.shown[index])
	if t.marks[key] {
		delete(t.marks, key)
	} else {
		t.marks[key] = true
	}
	t.marksChanged()
}

func (t *Table[T]) marksChanged() {
	t.Refresh()
	if t.OnMarks != nil {
		t.OnMarks(len(t.marks))
	}
}

// dropOldMarks forgets marks of rows that are gone.
func (t *Table[T]) dropOldMarks() {
	if len(t.marks) == 0 {
		return
	}
	there := make(map[string]bool, len(t.rows))
	for i := range t.rows {
		there[t.keyOf(i)] = true
	}
	for key := range t.marks {
		if !there[key] {
			delete(t.marks, key)
		}
	}
}
