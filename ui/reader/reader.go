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

// Open opens src as a book. What it is, is told by its first bytes; kind and name, the file's name as
// it came, only decide where those are silent (text or a table of text). ctx bounds the opening; the
// book may be used after it. Close the book before src.
//
// Errors are *app.Error: error.reader.empty, unknown, broken, large, pixels, pages, bomb, password,
// old (an Office file of before 2007, or with a password), time.
func Open(ctx context.Context, kind app.ContentKind, name string, src book.Source) (book.Book, error) {
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
