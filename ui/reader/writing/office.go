package writing

import (
	"context"
	"errors"
	"strings"

	"custody/app"
	"custody/app/parts"
	"custody/app/sheet"
	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// OpenOffice opens an .xlsx or .docx file, whichever its parts say it is. Errors are *app.Error:
// error.reader.unknown for another zip file, empty, broken, large, pages, bomb, old (with a password),
// time.
func OpenOffice(ctx context.Context, src book.Source) (book.Book, error) {
	return safe.Run(ctx, src, shut, func(ctx context.Context, in book.Source) (book.Book, error) {
		if in.Size() > sheet.MaxFile {
			return nil, safe.Large(in.Size(), sheet.MaxFile)
		}
		f, err := parts.Open(in, in.Size())
		if err != nil {
			return nil, partsError(err)
		}
		main, err := mainPart(f)
		switch {
		case err != nil:
			return nil, partsError(err)
		case strings.Contains(main, "word/"):
			return openWord(ctx, f, main)
		case strings.Contains(main, "xl/"):
			return openSheets(ctx, in)
		}
		return nil, safe.Unknown()
	})
}

// mainPart finds the part that all others hang on; "" if there is none.
func mainPart(f *parts.File) (string, error) {
	all, err := f.Relations("")
	if err != nil {
		return "", err
	}
	for _, r := range all {
		if r.Kind == "officeDocument" {
			return strings.TrimPrefix(r.Target, "/"), nil
		}
	}
	for _, name := range []string{"word/document.xml", "xl/workbook.xml"} {
		if f.Has(name) {
			return name, nil
		}
	}
	return "", nil
}

// partsError says in the reader's words why an Office file can't be read.
func partsError(err error) error {
	switch {
	case errors.Is(err, parts.ErrBomb):
		return safe.Bomb(parts.MaxUnpacked).Because(err)
	case errors.Is(err, parts.ErrLocked):
		return app.Errf(app.Conflict, "error.reader.old").Because(err)
	}
	return err
}
