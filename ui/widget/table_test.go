package widget

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/ui/look"
)

func shownTable(t *testing.T) (*Table[loanRow], fyne.Canvas) {
	t.Helper()
	test.NewTempApp(t)
	table := loansTable()
	return table, onWindow(t, table, 700, 400)
}

func TestTableMovesByKeys(t *testing.T) {
	table, c := shownTable(t)
	var selected, activated []string
	table.OnSelect = func(r loanRow) { selected = append(selected, r.code[8:]) }
	table.OnActivate = func(r loanRow) { activated = append(activated, r.code[8:]) }
	c.Focus(table)
	keys(c, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome, fyne.KeyReturn)
	if got := strings.Join(selected, " "); got != "0412 0411 0412 0390 0412" {
		t.Errorf("selected %s", got)
	}
	if got := strings.Join(activated, " "); got != "0412" {
		t.Errorf("activated %s", got)
	}
}

func TestTablePassesOtherKeysOn(t *testing.T) {
	table, c := shownTable(t)
	var passed []fyne.KeyName
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { passed = append(passed, ev.Name) })
	c.Focus(table)
	keys(c, fyne.KeyF2, fyne.KeyEscape, fyne.KeyReturn, fyne.KeyDelete)
	if fmt.Sprint(passed) != "[F2 Escape Return Delete]" {
		t.Errorf("the window was given %v", passed)
	}
}

func TestTableFiltersByTyping(t *testing.T) {
	table, c := shownTable(t)
	c.Focus(table)
	typed(c, "东莞")
	if rows := table.Rows(); len(rows) != 2 {
		t.Errorf("%d rows hold 东莞", len(rows))
	}
	keys(c, fyne.KeyBackspace)
	if table.Filter() != "东" {
		t.Errorf("filter %q", table.Filter())
	}
	table.SetFilter("逾期") // said by a chip
	if rows := table.Rows(); len(rows) != 1 || rows[0].who != "张伟" {
		t.Errorf("chips are not searched: %v", rows)
	}
	keys(c, fyne.KeyEscape)
	if table.Filter() != "" || len(table.Rows()) != len(loanRows) {
		t.Error("Esc does not clear the filter")
	}
	var asked string
	table.OnFilter = func(s string) { asked = s }
	table.SetFilter("xyz")
	if asked != "xyz" || len(table.Rows()) != len(loanRows) {
		t.Error("a source that filters itself is not asked, or is filtered twice")
	}
}

func TestTableSortsByHeading(t *testing.T) {
	table, _ := shownTable(t)
	table.SelectKey("JY-2026-0409")
	first := func() string { return table.Rows()[0].code }
	before := first()
	test.Tap(table.head.cells[0])
	if first() != "JY-2026-0390" {
		t.Errorf("ascending begins with %s", first())
	}
	if row, _ := table.Selected(); row.code != "JY-2026-0409" {
		t.Errorf("sorting moved the selection to %s", row.code)
	}
	test.Tap(table.head.cells[0])
	if first() != "JY-2026-0412" {
		t.Errorf("descending begins with %s", first())
	}
	test.Tap(table.head.cells[0])
	if first() != before {
		t.Errorf("the third click gives %s", first())
	}
	test.Tap(table.head.cells[1])
	if first() != before {
		t.Error("a column without an order sorts")
	}
}

func TestTableCopiesForSpreadsheets(t *testing.T) {
	table, c := shownTable(t)
	c.Focus(table)
	keys(c, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	table.TypedShortcut(&fyne.ShortcutCopy{})
	lines := strings.Split(fyne.CurrentApp().Clipboard().Content(), "\n")
	if len(lines) != 2 || lines[0] != "JY-2026-0412\t李㛃\t深圳市精工电子有限公司\t3\t现场审核（东莞松山湖）\t11-27\t待批" {
		t.Errorf("copied %q", lines)
	}
	keys(c, fyne.KeyEscape)
	if len(table.Marked()) != 0 {
		t.Error("Esc does not unmark")
	}
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "@x": "'@x", "-5": "-5", "-5+x": "'-5+x", "a\tb\nc": "a b c", "": "", "正常": "正常",
	} {
		if got := copiedCell(cell); got != want {
			t.Errorf("cell %q is copied as %q", cell, got)
		}
	}
}

func TestTableKeepsTheSelectionOverNewRows(t *testing.T) {
	table, _ := shownTable(t)
	table.SelectKey("JY-2026-0411")
	var told []string
	table.OnSelect = func(r loanRow) { told = append(told, r.code) }
	table.SetRows(loanRows[1:])
	if row, _ := table.Selected(); row.code != "JY-2026-0411" || len(told) != 0 {
		t.Errorf("selected %s, told %v", row.code, told)
	}
	table.SetRows(loanRows[2:]) // it is gone: the next one takes its place
	if row, _ := table.Selected(); row.code != "JY-2026-0409" || len(told) != 1 {
		t.Errorf("selected %s, told %v", row.code, told)
	}
	none := false
	table.OnNone = func() { none = true }
	table.SetRows(nil)
	if _, ok := table.Selected(); ok || !none || !table.empty.Visible() {
		t.Error("without rows something is selected, or nothing is said")
	}
}

func TestTableAsksForMoreOnce(t *testing.T) {
	rows := make([]loanRow, 200)
	for i := range rows {
		rows[i] = loanRow{code: fmt.Sprint(i)}
	}
	table, _ := shownTable(t)
	asked := 0
	table.OnNearEnd = func() { asked++ }
	table.SetRows(rows)
	if asked != 0 {
		t.Fatal("asked with the end far off")
	}
	table.SelectIndex(190)
	table.SelectIndex(199)
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	table.AppendRows(rows[:100])
	table.SelectIndex(299)
	if asked != 2 {
		t.Errorf("after another page asked %d times", asked)
	}
	if row, _ := table.Selected(); row.code != "99" {
		t.Errorf("selected %s", row.code)
	}
}

// TestTableIsVirtual: a million rows need no more widgets than fit into sight.
func TestTableIsVirtual(t *testing.T) {
	table := NewTable([]Column[int]{{ID: "n", Heading: "n", Text: func(n int) string { return fmt.Sprint(n) }}})
	onWindow(t, table, 400, 400)
	table.SetRows(make([]int, 1_000_000))
	table.SelectIndex(999_999)
	if n := len(table.view.pool); n > 14 {
		t.Errorf("%d row widgets", n)
	}
}

func TestTableFillsItsWidth(t *testing.T) {
	table, _ := shownTable(t)
	for _, width := range []float32{300, 500, 700, 1064} {
		sum := float32(0)
		for _, w := range table.columnWidths(width) {
			if w < 0 {
				t.Errorf("a column of width %v", w)
			}
			sum += w
		}
		if sum > width+0.1 || sum < width-0.1 {
			t.Errorf("columns fill %v of %v", sum, width)
		}
	}
	table.drawWidth(1, 30)
	if got := table.Widths()["who"]; got != look.WidthName+30 {
		t.Errorf("drawn width %v", got)
	}
}

func TestTableClicks(t *testing.T) {
	table, c := shownTable(t)
	activated := ""
	table.OnActivate = func(r loanRow) { activated = r.who }
	row := table.view.pool[2]
	test.Tap(row)
	if got, _ := table.Selected(); got.code != "JY-2026-0409" || c.Focused() != fyne.Focusable(table) || activated != "" {
		t.Errorf("one click selects %s, activates %q", got.code, activated)
	}
	test.Tap(row)
	if activated != "欧阳修远" {
		t.Errorf("two clicks activate %q", activated)
	}
}

// TestWeightsShareOnlyWhatIsLeft: however heavy the flexible columns, fixed ones keep their width
// while there is room.
func TestWeightsShareOnlyWhatIsLeft(t *testing.T) {
	table := NewTable([]Column[string]{{ID: "code", Width: 100}, {ID: "title", Weight: 4}, {ID: "client", Weight: 5}, {ID: "state", Width: 96}})
	widths := table.columnWidths(500)
	if widths[0] != 100 || widths[3] != 96 || widths[1]*5 != widths[2]*4 {
		t.Errorf("of 500 the columns get %v", widths)
	}
}

// TestTableTellsOfASecondTap: a tap on the row that is selected already is told, though nothing
// is selected anew.
func TestTableTellsOfASecondTap(t *testing.T) {
	table, _ := shownTable(t)
	var again []string
	table.OnAgain = func(r loanRow) { again = append(again, r.code[8:]) }
	tap := table.newTap()
	tap(0, 0)
	tap(2, 0)
	tap(0, 0)
	if len(again) != 1 || again[0] != "0412" {
		t.Errorf("told of %v", again)
	}
}
