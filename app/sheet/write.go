package sheet

import (
	"io"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// maxCell is the longest text a spreadsheet's cell can hold, in UTF-16 units.
const maxCell = 32767

// Write writes a table as .xlsx: bold headings that stay in sight, a filter over them, texts that are
// never formulas, and the title with page numbers on paper. Nothing is written to a temporary file. It
// returns an *Error if the table is too large or a text too long for a cell, else what w returns.
func Write(w io.Writer, t Table) error {
	if err := t.check(); err != nil {
		return err
	}
	// Large sheets would be kept in a temporary file, in clear; a folder that can't be one keeps them in memory.
	book := excelize.NewFile(excelize.Options{TmpDir: os.DevNull})
	defer book.Close()
	name := sheetName(t.Title)
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	out := writing{book: book, name: name, table: t}
	for _, step := range []func() error{out.styles, out.start, out.headings, out.rows, out.finish} {
		if err := step(); err != nil {
			return err
		}
	}
	return book.Write(w)
}

// writing is an .xlsx file being written.
type writing struct {
	book  *excelize.File
	name  string
	table Table
	sheet *excelize.StreamWriter

	heading, text, date int // styles
}

// styles makes the cell styles. Text has the format "@", so that a later edit doesn't turn codes into numbers.
func (o *writing) styles() (err error) {
	edge := []excelize.Border{{Type: "bottom", Color: "B0B6BE", Style: 1}}
	o.heading, err = o.book.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, NumFmt: 49, Border: edge,
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEF1F5"}},
		Alignment: &excelize.Alignment{Vertical: "center"},
	})
	if err != nil {
		return err
	}
	if o.text, err = o.book.NewStyle(&excelize.Style{NumFmt: 49}); err != nil {
		return err
	}
	format := "yyyy-mm-dd"
	o.date, err = o.book.NewStyle(&excelize.Style{CustomNumFmt: &format})
	return err
}

// start sets what must stand before the first row, and how the page prints.
func (o *writing) start() (err error) {
	last := columnLetters(len(o.table.Columns) - 1)
	if err = o.book.SetHeaderFooter(o.name, &excelize.HeaderFooterOptions{
		OddHeader: "&C" + strings.ReplaceAll(o.name, "&", "&&"), OddFooter: "&C&P / &N",
	}); err != nil {
		return err
	}
	landscape, a4, wide, fit := "landscape", 9, 1, 0
	if err = o.book.SetPageLayout(o.name, &excelize.PageLayoutOptions{
		Orientation: &landscape, Size: &a4, FitToWidth: &wide, FitToHeight: &fit,
	}); err != nil {
		return err
	}
	yes := true
	if err = o.book.SetSheetProps(o.name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	rng := "A1:" + last + strconv.Itoa(len(o.table.Rows)+1)
	if err = o.book.AutoFilter(o.name, rng, nil); err != nil {
		return err
	}
	if o.sheet, err = o.book.NewStreamWriter(o.name); err != nil {
		return err
	}
	for i, c := range o.table.Columns {
		if err = o.sheet.SetColWidth(i+1, i+1, c.width()); err != nil {
			return err
		}
	}
	return o.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// width is the column's width, chosen by kind and heading if none is given.
func (c TableColumn) width() float64 {
	switch {
	case c.Width > 0:
		return min(c.Width, 255)
	case c.Kind == Text:
		return 20
	}
	return 12
}

// headings writes the first row.
func (o *writing) headings() error {
	row := make([]any, len(o.table.Columns))
	for i, c := range o.table.Columns {
		row[i] = excelize.Cell{StyleID: o.heading, Value: c.Heading}
	}
	return o.sheet.SetRow("A1", row, excelize.RowOpts{Height: 22})
}

// rows writes the rows below.
func (o *writing) rows() error {
	row := make([]any, 0, len(o.table.Columns))
	for i, values := range o.table.Rows {
		row = row[:0]
		for col, v := range values {
			c, err := o.cell(o.table.Columns[col].Kind, v, columnLetters(col)+strconv.Itoa(i+2))
			if err != nil {
				return err
			}
			row = append(row, c)
		}
		if err := o.sheet.SetRow("A"+strconv.Itoa(i+2), row); err != nil {
			return err
		}
	}
	return nil
}

// cell makes one cell; at is its name for the message.
func (o *writing) cell(kind ColumnKind, v any, at string) (any, error) {
	if v == nil || asText(v) == "" {
		return nil, nil
	}
	if kind == Number && isNumber(v) {
		return v, nil
	}
	if t, ok := v.(time.Time); ok && kind == Date && t.Year() >= 1901 {
		return excelize.Cell{StyleID: o.date, Value: time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)}, nil
	}
	text := asText(v)
	if len(utf16.Encode([]rune(text))) > maxCell {
		return nil, fail("sheet.error.write_long", nil, at, maxCell)
	}
	return excelize.Cell{StyleID: o.text, Value: text}, nil
}

// finish ends the stream.
func (o *writing) finish() error { return o.sheet.Flush() }

// sheetName makes a title fit for a worksheet: at most 31 units, none of the forbidden marks.
func sheetName(title string) string {
	title, _, _ = tidy(title)
	title = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\：＊？／＼［］`, r) {
			return ' '
		}
		return r
	}, title), "' ")
	for len(utf16.Encode([]rune(title))) > 31 {
		runes := []rune(title)
		title = string(runes[:len(runes)-1])
	}
	if title == "" || strings.EqualFold(title, "history") {
		return "Sheet1"
	}
	return title
}
