package writing

import (
	"context"
	"errors"
	"strings"

	"custody/app"
	"custody/app/letter/page"
	"custody/app/letter/text"
	"custody/app/sheet"
	"custody/ui/reader/book"
	"custody/ui/reader/safe"
	"custody/ui/words"
)

// Limits of a table; what is beyond is left out, and the last page says so.
const (
	maxRows  = 20_000
	maxCells = 1_000_000
	maxChars = 4_000_000 // bytes of text
)

// tableRow is a row kept.
type tableRow struct {
	number int
	cells  []sheet.Shown
}

// worksheet is one table of a file.
type worksheet struct {
	name string
	rows []tableRow
}

// tables is the tables of a file as they come in.
type tables struct {
	ctx                context.Context
	sheets             []worksheet
	rows, cells, chars int
	cut                bool
}

// errEnough ends the reading of rows beyond the limits.
var errEnough = errors.New("writing: enough")

// take keeps a row.
func (t *tables) take(l sheet.Line) error {
	if t.ctx.Err() != nil {
		return t.ctx.Err()
	}
	n := len(t.sheets)
	if n == 0 || t.sheets[n-1].name != l.Sheet {
		t.sheets = append(t.sheets, worksheet{name: l.Sheet})
		n++
	}
	chars := 0
	for _, c := range l.Cells {
		chars += len(c.Text)
	}
	if t.rows++; t.rows > maxRows || t.cells+len(l.Cells) > maxCells || t.chars+chars > maxChars {
		t.cut = true
		t.rows--
		return errEnough
	}
	t.cells, t.chars = t.cells+len(l.Cells), t.chars+chars
	s := &t.sheets[n-1]
	s.rows = append(s.rows, tableRow{l.Number, append([]sheet.Shown(nil), l.Cells...)})
	return nil
}

// openTable opens a table of text.
func openTable(ctx context.Context, data []byte) (book.Book, error) {
	t := &tables{ctx: ctx}
	err := sheet.TextLines(data, t.take)
	return t.book(err)
}

// openSheets opens an .xlsx file.
func openSheets(ctx context.Context, src book.Source) (book.Book, error) {
	t := &tables{ctx: ctx}
	err := sheet.Lines(src, src.Size(), t.take)
	return t.book(err)
}

// book lays out what was kept.
func (t *tables) book(err error) (book.Book, error) {
	if err != nil && !errors.Is(err, errEnough) {
		return nil, sheetError(err)
	}
	f := &flow{}
	for _, s := range t.sheets {
		if len(s.rows) > 0 {
			f.sections = append(f.sections, s.sections()...)
		}
	}
	if len(f.sections) == 0 {
		return nil, safe.Empty()
	}
	if t.cut {
		f.end(words.T("reader.cut.rows", t.rows))
	}
	if err := f.paginate(t.ctx); err != nil {
		return nil, err
	}
	return &pages{layout: f}, nil
}

// end adds a last word below everything: what was left out.
func (f *flow) end(message string) {
	s := &f.sections[len(f.sections)-1]
	last := &para{
		spans: []text.Span{{Text: message, Face: page.Sans}}, size: 9, gap: 12,
		frame: frame{margin, s.width - 2*margin},
	}
	n, block0 := s.n, s.block
	s.n++
	s.block = func(i int) block {
		if i == n {
			return last
		}
		return block0(i)
	}
}

// sheetError says in the reader's words why a spreadsheet can't be read.
func sheetError(err error) error {
	var e *sheet.Error
	if !errors.As(err, &e) {
		return err
	}
	switch strings.TrimPrefix(e.Key, "sheet.error.") {
	case "bomb":
		return safe.Bomb(512 << 20).Because(err)
	case "old":
		return app.Errf(app.Conflict, "error.reader.old").Because(err)
	case "empty":
		return safe.Empty()
	case "large":
		return safe.Large(sheet.MaxFile+1, sheet.MaxFile)
	case "not_sheet":
		return safe.Unknown()
	}
	if e.Err != nil {
		return e.Err
	}
	return safe.Broken(err)
}
