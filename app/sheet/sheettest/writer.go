package sheettest

import (
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// sheetWriter fills a worksheet and keeps the first error.
type sheetWriter struct {
	book *excelize.File
	name string
	line int
	err  error
}

// set writes one cell.
func (s *sheetWriter) set(cell string, v any) {
	if s.err == nil {
		s.err = s.book.SetCellValue(s.name, cell, v)
	}
}

// merge writes a cell that reaches to another.
func (s *sheetWriter) merge(from, to string, v any) {
	s.set(from, v)
	if s.err == nil {
		s.err = s.book.MergeCell(s.name, from, to)
	}
}

// row writes the values of the next row; empty strings stay empty cells.
func (s *sheetWriter) row(values []any) {
	for i, v := range values {
		if v == "" {
			continue
		}
		cell, err := excelize.CoordinatesToCellName(i+1, s.line)
		if err != nil && s.err == nil {
			s.err = err
		}
		s.set(cell, v)
	}
	s.line++
}

// save writes the file.
func (s *sheetWriter) save(path string) {
	if s.err == nil {
		s.err = s.book.SaveAs(path)
	}
}

// messyDate writes a day in one of the usual forms.
func messyDate(t time.Time, i int) any {
	switch i % 7 {
	case 1:
		return t.Format("2006-01-02")
	case 2:
		return t.Format("2006/1/2")
	case 3:
		return t.Format("2006年1月2日")
	case 4:
		return t.Format("20060102")
	case 5:
		return t.Format("2006.01.02")
	case 6:
		return wide(t.Format("2006-01-02"))
	}
	return t
}

// wide writes ASCII letters, digits and marks full-width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}
