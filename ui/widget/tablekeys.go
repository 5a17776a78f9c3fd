package widget

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// FocusGained implements fyne.Focusable.
func (t *Table[T]) FocusGained() {
	t.focused = true
	if t.selected < 0 && len(t.shown) > 0 {
		t.SelectIndex(0)
	}
	t.Refresh()
}

// FocusLost implements fyne.Focusable.
func (t *Table[T]) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune filters by what is typed.
func (t *Table[T]) TypedRune(r rune) {
	if r != ' ' {
		t.SetFilter(t.filter + string(r))
	}
}

// TypedKey moves, marks, activates and leaves; other keys go to the window.
func (t *Table[T]) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case t.OnKey != nil && t.OnKey(ev):
	case t.moved(ev.Name):
	case ev.Name == fyne.KeySpace:
		t.toggleMark(t.selected)
	case ev.Name == fyne.KeyBackspace && t.filter != "":
		runes := []rune(t.filter)
		t.SetFilter(string(runes[:len(runes)-1]))
	case ev.Name == fyne.KeyEscape && t.filter != "":
		t.SetFilter("")
	case ev.Name == fyne.KeyEscape && len(t.marks) > 0:
		t.ClearMarks()
	case isEnter(ev) && t.OnActivate != nil:
		if row, ok := t.Selected(); ok {
			t.OnActivate(row)
		}
	default:
		passKey(t, ev)
	}
}

func (t *Table[T]) moved(key fyne.KeyName) bool {
	page := max(1, t.view.visible()-1)
	switch key {
	case fyne.KeyUp:
		t.SelectIndex(t.selected - 1)
	case fyne.KeyDown:
		t.SelectIndex(t.selected + 1)
	case fyne.KeyPageUp:
		t.SelectIndex(t.selected - page)
	case fyne.KeyPageDown:
		t.SelectIndex(t.selected + page)
	case fyne.KeyHome:
		t.SelectIndex(0)
	case fyne.KeyEnd:
		t.SelectIndex(len(t.shown) - 1)
	default:
		return false
	}
	return true
}

// TypedShortcut copies and marks; other shortcuts go to the window.
func (t *Table[T]) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		fyne.CurrentApp().Clipboard().SetContent(t.Copied())
	case *fyne.ShortcutSelectAll:
		t.MarkAll()
	default:
		passShortcut(t, s)
	}
}

// Copied returns the marked rows, or else the selected one, as lines of tab-separated cells.
func (t *Table[T]) Copied() string {
	var rows []int
	for _, row := range t.shown {
		if t.marks[t.keyOf(row)] {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 && t.selected >= 0 && t.selected < len(t.shown) {
		rows = []int{t.shown[t.selected]}
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		cells := make([]string, len(t.columns))
		for c := range t.columns {
			cells[c] = copiedCell(t.cellText(row, c))
		}
		lines[i] = strings.Join(cells, "\t")
	}
	return strings.Join(lines, "\n")
}

// copiedCell keeps a cell one cell, and a text that a spreadsheet would compute a text.
func copiedCell(s string) string {
	s = strings.NewReplacer("\t", " ", "\r", " ", "\n", " ").Replace(s)
	if s == "" || !strings.ContainsRune("=+-@", rune(s[0])) {
		return s
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return "'" + s
}
