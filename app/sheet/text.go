package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"custody/app/charset"
)

// separators are the marks that may stand between the fields of a text file, the usual one first.
var separators = []rune{',', ';', '\t'}

// textGrid is a .csv file, decoded to UTF-8.
type textGrid struct {
	text      []byte
	separator rune
	lazy      bool // quotes may stand anywhere, and nothing is taken off a field
}

func (t *textGrid) name() string            { return "" }
func (t *textGrid) merged() ([]span, error) { return nil, nil }
func (t *textGrid) epoch1904() bool         { return false }

// openText decodes a text file and finds its separator: the one under which most headings are understood,
// among equals the one that parts the top rows into most fields.
func openText(data []byte, kind Kind) ([]grid, error) {
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	best := &textGrid{text: text, separator: separators[0]}
	bestScore, bestFields := -1, -1
	for _, s := range separators {
		g := &textGrid{text: text, separator: s}
		h, err := findHead(g, kind)
		if err != nil {
			continue // if no separator does better, reading says what is wrong
		}
		if n := g.fields(); h.score > bestScore || h.score == bestScore && n > bestFields {
			best, bestScore, bestFields = g, h.score, n
		}
	}
	return []grid{best}, nil
}

// fields counts the fields beyond the first in the top rows; −1 if they can't be read.
func (t *textGrid) fields() int {
	rows, n := 0, 0
	err := t.rows(func(r gridRow) error {
		n += len(r.cells) - 1
		if rows++; rows == 20 {
			return errStop
		}
		return nil
	})
	if err != nil && !errors.Is(err, errStop) {
		return -1
	}
	return n
}

// rows hands out the rows that hold something, numbered as a spreadsheet program would number them.
func (t *textGrid) rows(fn func(gridRow) error) error {
	r := csv.NewReader(bytes.NewReader(t.text))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord, r.LazyQuotes = t.separator, -1, true, t.lazy
	row, within := gridRow{}, 0 // within counts line breaks inside fields
	for {
		record, err := r.Read()
		if err == io.EOF {
			return nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return fail("sheet.error.quotes", err, bad.StartLine)
		}
		if err != nil {
			return fail("sheet.error.damaged", err)
		}
		line, _ := r.FieldPos(0)
		row.line, row.cells = line-within, row.cells[:0]
		for col, field := range record {
			within += strings.Count(field, "\n")
			if !t.lazy {
				field = unguard(field)
			}
			row.put(col, textOf(field))
		}
		if row.blank() {
			continue
		}
		if err := fn(row); err != nil {
			return err
		}
	}
}

// decode turns a text file into UTF-8.
func decode(data []byte) ([]byte, error) {
	text, err := charset.UTF8(data)
	switch {
	case errors.Is(err, charset.ErrEmpty):
		return nil, fail("sheet.error.empty", nil)
	case err != nil:
		return nil, fail("sheet.error.not_sheet", err)
	}
	return text, nil
}
