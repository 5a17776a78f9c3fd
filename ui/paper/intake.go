package paper

import (
	"custody/app"
	"custody/app/sheet"
)

// Intake reads a spreadsheet for an import. Returns a *sheet.Error for a file that
// can't be read; what is wrong with single rows is in the rows.
func Intake(path string, kind app.ImportKind) ([]app.ImportRow, error) {
	k := sheet.Clients
	if kind == app.ImportDocuments {
		k = sheet.Documents
	}
	result, err := sheet.ReadFile(path, k)
	if err != nil {
		return nil, err
	}
	rows := make([]app.ImportRow, len(result.Rows))
	for i, r := range result.Rows {
		rows[i] = intakeRow(r)
	}
	return rows, nil
}

func intakeRow(r sheet.Row) app.ImportRow {
	row := app.ImportRow{Line: r.Line, Fields: make(map[string]string, len(r.Fields))}
	for f, v := range r.Fields {
		row.Fields[string(f)] = v
	}
	for _, p := range r.Problems {
		e := app.Errf(app.Invalid, p.Key, p.Args...).At(string(p.Field))
		if p.Blocks {
			row.Problems = append(row.Problems, e)
		} else {
			row.Notes = append(row.Notes, e)
		}
	}
	return row
}
