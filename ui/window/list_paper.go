package window

import (
	"context"
	"io"

	"custody/app"
	"custody/app/letter"
	"custody/app/sheet"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// listing says which list leaves the program, on paper or as a spreadsheet.
type listing[T any] struct {
	list  string // what the log calls it
	title string
	note  string // what the list is narrowed to
	table *widget.Table[T]
	// all reads every row of the list as it stands; nil for a table that holds them all.
	all func(ctx context.Context) ([]T, error)
}

// narrowed words what a list is narrowed to: its tab, what was typed to filter it.
func narrowed(tab, filter string) string {
	if filter != "" {
		filter = words.T("shell.list.filter", filter)
	}
	return words.Join(tab, filter)
}

// read gives the rows, in the order shown where the table holds them all.
func (l listing[T]) read() func(context.Context) ([]T, error) {
	if l.all != nil {
		return l.all
	}
	rows := l.table.Rows()
	return func(context.Context) ([]T, error) { return rows, nil }
}

// cells is what the columns say of all rows.
func (l listing[T]) cells(rows []T) [][]string {
	out := make([][]string, len(rows))
	for i, r := range rows {
		out[i] = l.table.Cells(r)
	}
	return out
}

// file is the name of the list's file; it names no client.
func (l listing[T]) file(sh *Shell, extension string) string {
	return words.T("shell.list.file", l.title, sh.Day()) + extension
}

// printList prints a list as it is shown; the office logs it.
func printList[T any](sh *Shell, l listing[T]) {
	type printed struct {
		rows []T
		with app.ListPrint
	}
	read := l.read()
	Do(sh, func(ctx context.Context) (printed, error) {
		rows, err := read(ctx)
		if err != nil {
			return printed{}, err
		}
		with, err := sh.Office().PrintNote(ctx, l.list, len(rows))
		return printed{rows, with}, err
	}, func(p printed) {
		out := paper.Listing{Title: l.title, Note: l.note, Rows: l.cells(p.rows), Print: p.with}
		for _, c := range l.table.Heads() {
			out.Columns = append(out.Columns, paperColumn(c.Heading, c.Width, c.Weight))
		}
		sh.Print(l.file(sh, ".pdf"), func(w io.Writer) error { return sh.Papers().Listing(w, out) })
	})
}

// paperColumn fits a column of the window to paper, whose letters are smaller.
func paperColumn(title string, width, weight float32) letter.ListingColumn {
	const smaller = 0.75
	return letter.ListingColumn{Title: title, Width: float64(width) * smaller, Weight: float64(weight)}
}

// exportList writes a list as it is shown to a spreadsheet; the office logs it.
func exportList[T any](sh *Shell, l listing[T]) {
	read := l.read()
	Do(sh, func(ctx context.Context) ([]T, error) {
		rows, err := read(ctx)
		if err != nil {
			return nil, err
		}
		return rows, sh.Office().ExportNote(ctx, l.list, len(rows))
	}, func(rows []T) {
		t := sheet.Table{Title: l.title}
		for _, c := range l.table.Heads() {
			t.Columns = append(t.Columns, sheet.TableColumn{Heading: c.Heading, Width: sheetWidth(c.Width)})
		}
		for _, cells := range l.cells(rows) {
			line := make([]any, len(cells))
			for i, c := range cells {
				line[i] = c
			}
			t.Rows = append(t.Rows, line)
		}
		sh.SaveAs(l.file(sh, ".xlsx"), []string{".xlsx"}, func(w io.Writer) error { return sheet.Write(w, t) })
	})
}

// sheetWidth is a column's width in characters of a spreadsheet; flexible ones get a wide one.
func sheetWidth(width float32) float64 {
	const character, flexible = 8, 32
	if width == 0 {
		return flexible
	}
	return float64(width) / character
}
