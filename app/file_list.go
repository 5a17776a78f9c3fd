package app

import "context"

// Files lists case files the actor may see (rule 2), by code; text filters.
func (o *Office) Files(ctx context.Context, text, after string, limit int) (rows []FileRow, err error) {
	err = o.view(ctx, "file.list", "", func(w *work) error {
		scope, err := w.scope()
		if err != nil {
			return err
		}
		rows, err = w.Reader.Files(text, after, limit, scope)
		return err
	})
	return rows, err
}

// OpenFile returns a case file with its documents and logs the view. Custodian, or
// staff assigned today; otherwise NotAllowed (error.file.closed, error.unsigned).
func (o *Office) OpenFile(ctx context.Context, code string) (sheet FileSheet, err error) {
	code = CleanCode(code)
	err = o.change(ctx, "file.view", code, func(c *change) error {
		scope, err := c.scope()
		if err != nil {
			return err
		}
		if sheet.File, err = c.openableFile(scope, code); err != nil {
			return err
		}
		sheet.MayEdit = c.me.Roles.Has(Custodian)
		sheet.Documents, err = c.documentRows(DocumentFilter{File: code, Limit: -1}, scope)
		return err
	})
	if err != nil {
		return FileSheet{}, err
	}
	return sheet, nil
}

// openableFile answers alike for a file that is not there and one not the actor's to see.
func (w *work) openableFile(scope *ClientScope, code string) (File, error) {
	f, err := w.FileByCode(code)
	switch {
	case err != nil && CodeOf(err) != NotFound:
		return File{}, err
	case err == nil && scope.HasClient(f.ClientID):
		return f, nil
	case scope == nil:
		return File{}, Errf(NotFound, "error.file.unknown", code)
	}
	return File{}, Errf(NotAllowed, "error.file.closed", code)
}
