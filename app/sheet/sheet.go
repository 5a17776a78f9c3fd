// Package sheet brings spreadsheets in and out: it reads lists of clients and of documents from
// .xlsx and .csv files made by people, and writes tables for them.
//
// Reading never guesses in silence. A cell that can't be understood becomes a [Problem] that names the
// cell; a file that can't be read at all becomes an [Error]. Both carry a translation key, so that the
// faces say it in the person's language. The package knows nothing of the register: what becomes of a row
// is decided by package app. Nothing is ever written to a temporary file.
package sheet

import (
	"fmt"
	"io"
	"os"
)

// Limits of what is read.
const (
	// MaxFile is the size in bytes of the largest file that is opened.
	MaxFile = 100 << 20
	// MaxRows is the largest number of rows below the headings.
	MaxRows = 200_000
	// MaxText is the largest number of characters in a name, title, code or similar short text.
	MaxText = 200
	// MaxNote is the largest number of characters in addresses, scopes and remarks.
	MaxNote = 2000
	// MaxColumns is how many columns of a table are looked at; those beyond are ignored.
	MaxColumns = 256
)

// Kind says what the rows of a spreadsheet stand for.
type Kind int

const (
	// Clients are rows with one client each.
	Clients Kind = iota + 1
	// Documents are rows with one document each.
	Documents
)

// Row is one row below the headings.
type Row struct {
	// Line is the row's number as a spreadsheet program shows it, from 1.
	Line int
	// Fields holds the values that were understood, in the forms stated at each Field. Empty cells,
	// and cells whose problem blocks, are absent.
	Fields map[Field]string
	// Problems holds what was found wrong, in the order of the columns.
	Problems []Problem
}

// Blocked reports whether a problem of the row forbids taking it in as it stands.
func (r Row) Blocked() bool {
	for _, p := range r.Problems {
		if p.Blocks {
			return true
		}
	}
	return false
}

// Problem is something wrong with one cell.
type Problem struct {
	// Key and Args are the message for the person.
	Key  string
	Args []any
	// Field is what the cell should have held, Cell its name, such as "C12".
	Field Field
	Cell  string
	// Blocks is false where the value was put right and the row can be taken in.
	Blocks bool
}

// Column is one column whose heading was understood.
type Column struct {
	Heading string
	Field   Field
	// Letters is the column's name, such as "AB".
	Letters string
}

// Result is a spreadsheet as read.
type Result struct {
	// Sheet is the name of the worksheet that was read; empty for .csv.
	Sheet string
	// HeadingLine is the number of the (last) heading row.
	HeadingLine int
	Columns     []Column
	// Ignored holds the headings of columns that were not understood, or that repeat another's meaning.
	Ignored []string
	// OtherSheets names further worksheets that could have been read as well.
	OtherSheets []string
	Rows        []Row
}

// ReadFile reads the spreadsheet at path. The format is told by the content, not by the name.
// It returns an *Error if the file is missing, too large, no spreadsheet, damaged, or has no headings
// that fit the kind.
func ReadFile(path string, kind Kind) (*Result, error) {
	info, err := os.Stat(path)
	switch {
	case os.IsNotExist(err):
		return nil, fail("sheet.error.missing", err)
	case err != nil:
		return nil, fail("sheet.error.open", err)
	case !info.Mode().IsRegular():
		return nil, fail("sheet.error.not_file", nil)
	case info.Size() > MaxFile:
		return nil, tooLarge()
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fail("sheet.error.open", err)
	}
	defer f.Close()
	return Read(f, info.Size(), kind)
}

// Read reads a spreadsheet of size bytes from r; see [ReadFile].
func Read(r io.ReaderAt, size int64, kind Kind) (result *Result, err error) {
	// A hostile file must not take the program down, whatever the decoders below make of it.
	defer func() {
		if p := recover(); p != nil {
			result, err = nil, fail("sheet.error.damaged", fmt.Errorf("panic: %v", p))
		}
	}()
	if kind != Clients && kind != Documents {
		return nil, fmt.Errorf("sheet: unknown kind %d", kind)
	}
	if size > MaxFile {
		return nil, tooLarge()
	}
	grids, err := open(r, size, kind)
	if err != nil {
		return nil, err
	}
	return readBest(grids, kind)
}

// readBest reads the grid whose headings fit the kind best, the first among equals.
func readBest(grids []grid, kind Kind) (*Result, error) {
	best, bestHead := -1, head{}
	var others []string
	for i, g := range grids {
		h, err := findHead(g, kind)
		if err != nil {
			return nil, err
		}
		if h.score == 0 {
			continue
		}
		if best < 0 {
			best, bestHead = i, h
			continue
		}
		loser := g
		if h.score > bestHead.score {
			loser, best, bestHead = grids[best], i, h
		}
		others = append(others, loser.name())
	}
	if best < 0 {
		return nil, fail("sheet.error.headings."+kind.word(), nil)
	}
	res, err := readRows(grids[best], bestHead, kind)
	if err != nil {
		return nil, err
	}
	res.OtherSheets = others
	return res, nil
}

// word is the kind's part of a translation key.
func (k Kind) word() string {
	if k == Clients {
		return "clients"
	}
	return "documents"
}
