package sheet

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// ColumnKind says what a written column holds.
type ColumnKind int

const (
	// Text is written as it is and never becomes a formula.
	Text ColumnKind = iota
	// Number takes any integer or float64.
	Number
	// Date takes a time.Time and shows its day; the zero time is an empty cell.
	Date
)

// TableColumn is one column of a table to be written.
type TableColumn struct {
	Heading string
	Kind    ColumnKind
	// Width is in characters of a spreadsheet; 0 chooses by kind.
	Width float64
}

// Table is what Write and WriteCSV write. Rows hold a value for each column: string, integer, float64,
// time.Time or nil; a value that doesn't fit its column's kind is written as text.
type Table struct {
	// Title names the worksheet and heads the printed page.
	Title   string
	Columns []TableColumn
	Rows    [][]any
}

// check returns an *Error if the table can't be held by a spreadsheet.
func (t Table) check() error {
	if len(t.Rows) >= maxLine {
		return fail("sheet.error.write_rows", nil, maxLine-1)
	}
	if len(t.Columns) == 0 || len(t.Columns) > MaxColumns {
		return fmt.Errorf("sheet: a table of %d columns", len(t.Columns))
	}
	for i, r := range t.Rows {
		if len(r) > len(t.Columns) {
			return fmt.Errorf("sheet: row %d has %d values for %d columns", i, len(r), len(t.Columns))
		}
	}
	return nil
}

// asText is a value as text; dates are written 2006-01-02.
func asText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.Format(time.DateOnly)
	}
	return fmt.Sprint(v)
}

// isNumber reports whether v is an integer or float64.
func isNumber(v any) bool {
	switch v.(type) {
	case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64:
		return true
	}
	return false
}

// WriteCSV writes a table as UTF-8 with a byte order mark, the form in which spreadsheet programs read
// Chinese rightly. Text that a spreadsheet program would run as a formula is written with a leading
// apostrophe, which this package's reader takes off again. It returns an *Error if the table is too
// large, else what w returns.
func WriteCSV(w io.Writer, t Table) error {
	if err := t.check(); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	if _, err := out.WriteString("\uFEFF"); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	c.UseCRLF = true
	record := make([]string, len(t.Columns))
	for i, col := range t.Columns {
		record[i] = guard(col.Heading)
	}
	if err := c.Write(record); err != nil {
		return err
	}
	for _, row := range t.Rows {
		for i := range record {
			record[i] = ""
			if i < len(row) {
				record[i] = csvText(t.Columns[i].Kind, row[i])
			}
		}
		if err := c.Write(record); err != nil {
			return err
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return out.Flush()
}

// csvText is a value as a field; only true numbers may begin with a sign.
func csvText(kind ColumnKind, v any) string {
	if kind == Number && isNumber(v) {
		return asText(v)
	}
	return guard(asText(v))
}

// runs are the characters that make a spreadsheet program take a text for a formula.
const runs = "=+-@\t\r＝＋－＠"

// guard puts an apostrophe before a text that could run, and before one that already looks guarded.
func guard(s string) string {
	if mayRun(s) {
		return "'" + s
	}
	return s
}

// unguard takes off the apostrophe that guard put there.
func unguard(s string) string {
	if strings.HasPrefix(s, "'") && mayRun(s) {
		return s[1:]
	}
	return s
}

// mayRun reports whether a text could run once its leading apostrophes are gone.
func mayRun(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.ContainsAny(firstRune(s), runs)
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}
