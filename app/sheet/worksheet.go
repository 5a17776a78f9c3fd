package sheet

import (
	"encoding/xml"
	"errors"
	"math"
	"strconv"
	"strings"

	"custody/app/parts"
)

// worksheet is one table of a workbook.
type worksheet struct {
	book  *workbook
	title string
	part  string
}

func (w *worksheet) name() string    { return w.title }
func (w *worksheet) epoch1904() bool { return w.book.is1904 }

// merged returns the worksheet's merged ranges that lie within the columns looked at.
func (w *worksheet) merged() ([]span, error) {
	r, err := w.book.parts.Reader(w.part)
	if err != nil {
		return nil, known(err)
	}
	defer r.Close()
	all, err := scanMerged(r)
	if err != nil {
		return nil, err
	}
	kept := all[:0]
	for _, s := range all {
		if s.left >= 0 && s.left < MaxColumns && s.right >= s.left && s.bottom >= s.top && s.top > 0 {
			kept = append(kept, s)
		}
	}
	return kept, nil
}

// maxLine is the last row a spreadsheet can have.
const maxLine = 1 << 20

// rows hands out the rows that hold something.
func (w *worksheet) rows(fn func(gridRow) error) error {
	row := gridRow{}
	return w.book.each(w.part, "row", func(e xml.StartElement, d *xml.Decoder) error {
		row.line++
		if r := parts.Attr(e, "r"); r != "" {
			n, err := strconv.Atoi(r)
			if err != nil || n < row.line || n > maxLine {
				return errors.New("sheet: row numbers out of order")
			}
			row.line = n
		}
		row.cells = row.cells[:0]
		if err := w.readRow(d, &row); err != nil {
			return err
		}
		if row.blank() {
			return nil
		}
		return fn(row)
	})
}

// readRow reads the cells of the row element just begun.
func (w *worksheet) readRow(d *xml.Decoder, row *gridRow) error {
	next := 0
	for {
		t, err := d.Token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if t.Name.Local != "c" {
				if err := d.Skip(); err != nil {
					return err
				}
				continue
			}
			col := next
			if ref := parts.Attr(t, "r"); ref != "" {
				col = columnIndex(strings.TrimRight(ref, "0123456789"))
			}
			c, err := w.readCell(t, d)
			if err != nil {
				return err
			}
			next = col + 1
			row.put(col, c)
		}
	}
}

// put stores a cell in its column, if that is looked at and the cell holds something.
func (r *gridRow) put(col int, c cell) {
	if col < 0 || col >= MaxColumns || c.kind == empty {
		return
	}
	for len(r.cells) <= col {
		r.cells = append(r.cells, cell{})
	}
	r.cells[col] = c
}

// rawCell is a cell as it stands in the XML.
type rawCell struct {
	value, inline strings.Builder
	formula       bool
	stored        bool // a value is there, if only an empty one
}

// readCell reads the cell element just begun.
func (w *worksheet) readCell(e xml.StartElement, d *xml.Decoder) (cell, error) {
	var raw rawCell
	var within string
	aids := 0
	err := parts.Inside(
		d,
		func(name string) {
			within = name
			raw.formula = raw.formula || name == "f"
			raw.stored = raw.stored || name == "v"
			if name == "rPh" {
				aids++
			}
		},
		func(s []byte) {
			switch {
			case within == "v":
				raw.value.Write(s)
			case within == "t" && aids == 0:
				raw.inline.Write(s)
			}
		},
		func(name string) {
			within = ""
			if name == "rPh" {
				aids--
			}
		},
	)
	if err != nil {
		return cell{}, err
	}
	return w.value(parts.Attr(e, "t"), parts.Attr(e, "s"), &raw)
}

// value makes a cell of its type, style and content. A formula counts by its stored result.
func (w *worksheet) value(kind, style string, raw *rawCell) (cell, error) {
	v := raw.value.String()
	if raw.formula && !raw.stored {
		return cell{kind: noValue}, nil
	}
	switch kind {
	case "s":
		if v == "" {
			return cell{}, nil
		}
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || n < 0 || n >= len(w.book.shared) {
			return cell{}, errors.New("sheet: unknown shared string")
		}
		return textOf(w.book.shared[n]), nil
	case "inlineStr":
		return textOf(unescape(raw.inline.String())), nil
	case "str":
		return textOf(unescape(v)), nil
	case "d":
		return textOf(v), nil
	case "e":
		return cell{v, badValue}, nil
	case "b":
		return textOf(boolWord(v)), nil
	}
	v = strings.TrimSpace(v)
	if v == "" {
		if raw.formula {
			return cell{kind: noValue}, nil // a number can't be empty
		}
		return cell{}, nil
	}
	if f, err := strconv.ParseFloat(v, 64); err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return textOf(v), nil
	}
	if s, err := strconv.Atoi(style); err == nil && s >= 0 && s < len(w.book.styles) {
		return cell{v, w.book.styles[s]}, nil
	}
	return cell{v, number}, nil
}

// boolWord shows a truth value as spreadsheets do.
func boolWord(v string) string {
	switch v {
	case "1":
		return "TRUE"
	case "0":
		return "FALSE"
	}
	return v
}

// textOf is a text cell, or none if there is nothing in it.
func textOf(s string) cell {
	if strings.TrimSpace(s) == "" {
		return cell{}
	}
	return cell{s, textCell}
}
