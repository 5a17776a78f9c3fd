package widget

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/ui/look"
)

// BenchmarkTableJump is a jump to somewhere else in a hundred thousand rows: every row in sight
// is bound anew.
func BenchmarkTableJump(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(look.Theme(false))
	table := loansTable()
	w := test.NewTempWindow(b, table)
	w.Resize(fyne.NewSize(1064, 600))
	rows := make([]loanRow, 100_000)
	for i := range rows {
		rows[i] = loanRows[i%len(loanRows)]
		rows[i].code = fmt.Sprintf("JY-%06d", i)
	}
	table.SetRows(rows)
	at := 0
	for b.Loop() {
		at = (at + 7919) % len(rows)
		table.SelectIndex(at)
	}
}
