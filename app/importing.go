package app

import "context"

// ImportKind is what a spreadsheet brings in.
type ImportKind string

// The kinds of imports.
const (
	ImportClients   ImportKind = "clients"
	ImportDocuments ImportKind = "documents"
)

// ImportRow is one row as a spreadsheet gave it: fields named as in app/sheet, and
// what the reader found wrong with it.
type ImportRow struct {
	Line     int // in the spreadsheet, from 1
	Fields   map[string]string
	Problems []*Error
	Notes    []*Error // values put right on the way in; they refuse nothing
}

// Fate is what will become of a row.
type Fate string

// The fates of rows.
const (
	FateNew    Fate = "new"
	FateChange Fate = "change" // an existing one gets the row's values
	FateSame   Fate = "same"   // nothing to do
	FateRefuse Fate = "refuse"
)

// ImportFate is one row's fate with its reasons.
type ImportFate struct {
	Line     int
	Code     string
	Title    string // name or title
	Fate     Fate
	Changes  []string // field names
	Problems []*Error
}

// ImportPlan is every row's fate before anything is written.
type ImportPlan struct {
	Kind                       ImportKind
	Rows                       []ImportFate
	New, Change, Same, Refused int
}

// PlanImport decides every row's fate and writes nothing. Custodian.
func (o *Office) PlanImport(ctx context.Context, kind ImportKind, rows []ImportRow) (ImportPlan, error) {
	return ImportPlan{}, errNotBuilt
}

// RunImport writes all rows or, when any is refused, none (Conflict, error.import.refused).
func (o *Office) RunImport(ctx context.Context, kind ImportKind, rows []ImportRow) (ImportPlan, error) {
	return ImportPlan{}, errNotBuilt
}

// ExportNote logs an export of a list the actor can see: what, how many rows.
func (o *Office) ExportNote(ctx context.Context, list string, rows int) error { return errNotBuilt }
