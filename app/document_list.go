package app

import "context"

// Documents lists documents the actor may see (rule 2), paged by key.
func (o *Office) Documents(ctx context.Context, f DocumentFilter) (rows []DocumentRow, err error) {
	f.Client, f.File = CleanCode(f.Client), CleanCode(f.File)
	f.readPlace()
	err = o.view(ctx, "document.list", "", func(w *work) error {
		scope, err := w.scope()
		if err != nil {
			return err
		}
		rows, err = w.documentRows(f, scope)
		return err
	})
	return rows, err
}

// documentRows lists documents; titles of sensitive ones are left out where the office
// wants them hidden until the row is opened.
func (w *work) documentRows(f DocumentFilter, scope *ClientScope) ([]DocumentRow, error) {
	rows, err := w.Reader.Documents(f, scope)
	if !w.settings.HideSensitive {
		return rows, err
	}
	for i := range rows {
		if rows[i].Sensitivity != Ordinary {
			rows[i].Title, rows[i].Hidden = "", true
		}
	}
	return rows, err
}

// CountDocuments counts them by the same rule.
func (o *Office) CountDocuments(ctx context.Context, f DocumentFilter) (n int, err error) {
	f.Client, f.File = CleanCode(f.Client), CleanCode(f.File)
	f.readPlace()
	err = o.view(ctx, "document.list", "", func(w *work) error {
		scope, err := w.scope()
		if err != nil {
			return err
		}
		n, err = w.Reader.CountDocuments(f, scope)
		return err
	})
	return n, err
}

// OpenDocument returns one document with its copies and logs the view. Custodian,
// staff assigned today, or a borrower whose loan of it is approved or out; otherwise
// NotAllowed (error.document.closed with FixRequest, error.unsigned with FixSign).
func (o *Office) OpenDocument(ctx context.Context, code string) (sheet DocumentSheet, err error) {
	code = CleanCode(code)
	err = o.change(ctx, "document.view", code, func(c *change) error {
		scope, err := c.scope()
		if err != nil {
			return err
		}
		if sheet.Document, err = c.openableDocument(scope, code); err != nil {
			return err
		}
		sheet.MayEdit = c.me.Roles.Has(Custodian)
		if sheet.Copies, err = c.CopiesOf(sheet.ID); err != nil {
			return err
		}
		sheet.Content, err = c.contentSheet(sheet.Document)
		return err
	})
	if err != nil {
		return DocumentSheet{}, err
	}
	return sheet, nil
}

// openableDocument answers alike for a document that is not there and one not the
// actor's to see.
func (w *work) openableDocument(scope *ClientScope, code string) (Document, error) {
	d, err := w.DocumentByCode(code)
	switch {
	case err != nil && CodeOf(err) != NotFound:
		return Document{}, err
	case err == nil && scope.HasDocument(d.ID, d.ClientID):
		return d, nil
	case scope == nil:
		return Document{}, Errf(NotFound, "error.document.unknown", code)
	}
	return Document{}, Errf(NotAllowed, "error.document.closed", code).With(FixRequest, code)
}
