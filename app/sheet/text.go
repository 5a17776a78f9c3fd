package sheet

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// separators are the marks that may stand between the fields of a text file, the usual one first.
var separators = []rune{',', ';', '\t'}

// textGrid is a .csv file, decoded to UTF-8.
type textGrid struct {
	text      []byte
	separator rune
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
	best := &textGrid{text, separators[0]}
	bestScore, bestFields := -1, -1
	for _, s := range separators {
		g := &textGrid{text, s}
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
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = t.separator, -1, true
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
			row.put(col, textOf(unguard(field)))
		}
		if row.blank() {
			continue
		}
		if err := fn(row); err != nil {
			return err
		}
	}
}

// decode turns a text file into UTF-8. Without a mark at its start it is UTF-8 if it can be, else GB18030.
func decode(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return checkText(fromUTF16(data[2:], binary.LittleEndian))
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return checkText(fromUTF16(data[2:], binary.BigEndian))
	}
	if utf8.Valid(data) {
		return checkText(data)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, fail("sheet.error.not_sheet", nil)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fail("sheet.error.not_sheet", err)
	}
	return checkText(text)
}

// fromUTF16 decodes what spreadsheet programs call Unicode text.
func fromUTF16(data []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	out := make([]byte, 0, len(data))
	for _, r := range utf16.Decode(units) {
		out = utf8.AppendRune(out, r)
	}
	return out
}

// checkText refuses what is no text: pictures, programs and the like are full of characters that no
// person types.
func checkText(text []byte) ([]byte, error) {
	odd, all := 0, 0
	for _, r := range string(text[:min(len(text), 64<<10)]) {
		all++
		if r == utf8.RuneError || r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			odd++
		}
		if r == 0 {
			return nil, fail("sheet.error.not_sheet", nil)
		}
	}
	if odd*20 > all {
		return nil, fail("sheet.error.not_sheet", nil)
	}
	if all == 0 {
		return nil, fail("sheet.error.empty", nil)
	}
	return text, nil
}
