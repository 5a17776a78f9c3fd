package writing

import (
	"context"

	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

func openTable(ctx context.Context, data []byte) (book.Book, error) { return nil, safe.Unknown() }

// OpenOffice opens an .xlsx or .docx file.
func OpenOffice(ctx context.Context, src book.Source) (book.Book, error) { return nil, safe.Unknown() }
