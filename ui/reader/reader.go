// Package reader opens documents for reading, whatever they are: pictures, text, spreadsheets, Word
// documents and PDF. It knows bytes, not permissions. Everything stays in memory; nothing is written.
package reader

import (
	"context"

	"custody/app"
	"custody/ui/reader/book"
	"custody/ui/reader/pdf"
	"custody/ui/reader/picture"
	"custody/ui/reader/safe"
	"custody/ui/reader/writing"
)

// Open opens src as a book. What it is, is told by its first bytes, whatever kind the register gave it
// by its name when it came; of the name only the ending counts, and only to tell a table of text from
// text. ctx bounds the opening; the book may be used after it. Close the book before src.
//
// Errors are *app.Error: error.reader.empty, unknown, broken, large, pixels, pages, bomb, password,
// old (an Office file of before 2007, or with a password), time.
func Open(ctx context.Context, _ app.ContentKind, name string, src book.Source) (book.Book, error) {
	if src.Size() <= 0 {
		return nil, safe.Empty()
	}
	form, err := sniff(ctx, src)
	if err != nil {
		return nil, err
	}
	switch form {
	case aPDF:
		return pdf.Open(ctx, src)
	case aPicture:
		return picture.Open(ctx, src)
	case anArchive:
		return writing.OpenOffice(ctx, src)
	case oldOffice:
		return nil, app.Errf(app.Conflict, "error.reader.old")
	case noText:
		return nil, safe.Unknown()
	}
	return writing.OpenText(ctx, name, src)
}
