package sheet

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"custody/app/charset"
)

// Line is one row as a person sees it in a spreadsheet program.
type Line struct {
	Sheet  string // the worksheet's name; "" in a text
	Number int    // as the program shows it, from 1
	Cells  []Shown
}

// Shown is one cell of a Line.
type Shown struct {
	Text   string
	Number bool // a number or a date, which stands on the right
	Span   int  // how many columns it reaches over, merged; 0 and 1 mean its own
}

// Lines hands out the rows of every visible worksheet in turn, those that hold something, until fn
// returns an error, which it returns. A formula shows its stored result, a date its day as 2006-01-02.
// The cells are only valid during the call. It returns an *Error for what is no .xlsx file, is damaged,
// or unpacks to too much.
func Lines(r io.ReaderAt, size int64, fn func(Line) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fail("sheet.error.damaged", fmt.Errorf("panic: %v", p))
		}
	}()
	if size > MaxFile {
		return tooLarge()
	}
	grids, err := openWorkbook(r, size)
	if err != nil {
		return err
	}
	for _, g := range grids {
		if err := linesOf(g, fn); err != nil {
			return err
		}
	}
	return nil
}

// TextLines is Lines for a text of rows whose fields are parted by commas, semicolons or tabs, whichever
// parts the first rows into most. Quotes that don't pair are taken as they stand.
func TextLines(data []byte, fn func(Line) error) error {
	text, err := charset.UTF8(data)
	if err != nil {
		return fail("sheet.error.not_sheet", err)
	}
	best, most := &textGrid{text: text, separator: separators[0], lazy: true}, -1
	for _, s := range separators {
		g := &textGrid{text: text, separator: s, lazy: true}
		if n := g.fields(); n > most {
			best, most = g, n
		}
	}
	return linesOf(best, fn)
}

// linesOf hands out the rows of one grid.
func linesOf(g grid, fn func(Line) error) error {
	merged, err := g.merged()
	if err != nil {
		return err
	}
	spans := map[[2]int]int{} // line and column → columns
	for _, s := range merged {
		spans[[2]int{s.top, s.left}] = min(s.right, MaxColumns-1) - s.left + 1
	}
	line := Line{Sheet: g.name()}
	var ended error // of fn, as it came
	err = g.rows(func(r gridRow) error {
		line.Number, line.Cells = r.line, line.Cells[:0]
		for col, c := range r.cells {
			line.Cells = append(line.Cells, Shown{
				Text: shownText(c, g.epoch1904()), Number: c.kind == number || c.kind == dateLike || c.kind == percent, Span: spans[[2]int{r.line, col}],
			})
		}
		if ended = fn(line); ended != nil {
			return errStop
		}
		return nil
	})
	if errors.Is(err, errStop) {
		return ended
	}
	return err
}

// shownText is a cell's text as a person sees it.
func shownText(c cell, epoch1904 bool) string {
	switch c.kind {
	case number:
		return plainNumber(c.text)
	case percent:
		if f, err := strconv.ParseFloat(c.text, 64); err == nil {
			return plainNumber(strconv.FormatFloat(100*f, 'g', -1, 64)) + "%"
		}
	case dateLike:
		return shownDate(c.text, epoch1904)
	case noValue:
		return ""
	}
	return c.text
}

// shownDate shows a day number, with the time of day if there is one; what is no day stays a number.
func shownDate(s string, epoch1904 bool) string {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	minutes := int(math.Round((n - math.Floor(n)) * 24 * 60))
	clock := time.Date(2000, 1, 1, 0, minutes, 0, 0, time.UTC).Format("15:04")
	if n >= 0 && n < 1 {
		return clock
	}
	d, ok := serialDay(n, epoch1904)
	switch {
	case !ok:
		return plainNumber(s)
	case minutes == 0 || minutes == 24*60:
		return d
	}
	return d + " " + clock
}
