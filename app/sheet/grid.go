package sheet

import "errors"

// cellKind says what a cell holds.
type cellKind uint8

const (
	empty    cellKind = iota
	textCell          // text as typed
	number            // a number in the file's own notation
	badValue          // a spreadsheet error such as #N/A
	noValue           // a formula whose result was never stored
	dateLike          // a number shown as a date
	percent           // a number shown as a part of a hundred
)

// cell is one cell as found in the file.
type cell struct {
	text string
	kind cellKind
}

// gridRow is one row as found in the file. Its cells are only valid during the call that hands it out.
type gridRow struct {
	line  int
	cells []cell
}

// at returns the cell of a column, counted from 0.
func (r gridRow) at(col int) cell {
	if col < 0 || col >= len(r.cells) {
		return cell{}
	}
	return r.cells[col]
}

// blank reports whether the row holds nothing.
func (r gridRow) blank() bool {
	for _, c := range r.cells {
		if c.kind != empty {
			return false
		}
	}
	return true
}

// span is a merged range; all bounds are inclusive, lines from 1, columns from 0.
type span struct{ top, left, bottom, right int }

// grid is one table of cells: a worksheet, or the whole of a .csv file.
type grid interface {
	// name is the worksheet's name.
	name() string
	// merged returns the merged ranges.
	merged() ([]span, error)
	// rows hands out the rows that are not blank, in order, until fn returns an error. The grid can be
	// read again.
	rows(fn func(gridRow) error) error
	// epoch1904 reports whether dates count from 1904.
	epoch1904() bool
}

// errStop ends the reading of a grid before its end.
var errStop = errors.New("sheet: stop")

// columnLetters is the name of a column counted from 0.
func columnLetters(col int) string {
	var b []byte
	for n := col + 1; n > 0; n = (n - 1) / 26 {
		b = append([]byte{byte('A' + (n-1)%26)}, b...)
	}
	return string(b)
}
