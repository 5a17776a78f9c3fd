package app

import (
	"context"
	"errors"
)

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
	Notes    []*Error // of the row
}

// ImportPlan is every row's fate before anything is written.
type ImportPlan struct {
	Kind                       ImportKind
	Rows                       []ImportFate
	New, Change, Same, Refused int
}

// PlanImport decides every row's fate and writes nothing. Custodian. Returns Invalid
// (error.import.empty) without rows.
func (o *Office) PlanImport(ctx context.Context, kind ImportKind, rows []ImportRow) (plan ImportPlan, err error) {
	err = o.view(ctx, kind.act(), "", func(w *work) error {
		if err := w.keeper(); err != nil {
			return err
		}
		plan, _, err = w.planImport(kind, rows)
		return err
	})
	return plan, err
}

// RunImport decides again and writes all rows or, when any is refused, none: the plan
// comes back with Conflict (error.import.refused). Custodian.
func (o *Office) RunImport(ctx context.Context, kind ImportKind, rows []ImportRow) (plan ImportPlan, err error) {
	err = o.change(ctx, kind.act(), "", func(c *change) error {
		if err := c.keeper(); err != nil {
			return err
		}
		var write writer
		if plan, write, err = c.planImport(kind, rows); err != nil {
			return err
		}
		if plan.Refused > 0 {
			return Errf(Conflict, "error.import.refused", plan.Refused)
		}
		if err := write.write(c, plan.Rows); err != nil {
			return err
		}
		return c.log("", map[string]any{"new": plan.New, "change": plan.Change, "same": plan.Same})
	})
	return plan, err
}

// act is the import's name in the log.
func (k ImportKind) act() string {
	if k == ImportDocuments {
		return "import.documents"
	}
	return "import.clients"
}

// writer writes what a plan decided; it fills in the codes that the program gave.
type writer interface {
	write(c *change, fates []ImportFate) error
}

func (w *work) planImport(kind ImportKind, rows []ImportRow) (plan ImportPlan, write writer, err error) {
	plan.Kind = kind
	if len(rows) == 0 {
		return plan, nil, Errf(Invalid, "error.import.empty")
	}
	switch kind {
	case ImportClients:
		plan.Rows, write, err = w.planClients(rows)
	case ImportDocuments:
		plan.Rows, write, err = w.planDocuments(rows)
	default:
		err = Errf(Invalid, "error.choice").At("kind")
	}
	for _, f := range plan.Rows {
		switch f.Fate {
		case FateNew:
			plan.New++
		case FateChange:
			plan.Change++
		case FateSame:
			plan.Same++
		default:
			plan.Refused++
		}
	}
	return plan, write, err
}

// settle decides the fate of a row from what was found out about it.
func (f *ImportFate) settle(known bool) {
	switch {
	case len(f.Problems) > 0:
		f.Fate, f.Changes = FateRefuse, nil
	case !known:
		f.Fate, f.Changes = FateNew, nil
	case len(f.Changes) > 0:
		f.Fate = FateChange
	default:
		f.Fate = FateSame
	}
}

// blame adds an answer to the row's problems; any other error comes back.
func (f *ImportFate) blame(err error) error {
	var many Invalids
	var e *Error
	switch {
	case errors.As(err, &many):
		f.Problems = append(f.Problems, many...)
	case errors.As(err, &e):
		f.Problems = append(f.Problems, e)
	default:
		return err
	}
	return nil
}

// seenRows remembers on which line of a sheet something first stood.
type seenRows map[string]int

// twice reports the line on which any of the keys stood before; 0 for none.
func (s seenRows) twice(line int, keys ...string) int {
	first := 0
	for _, k := range keys {
		if n, ok := s[k]; ok && first == 0 {
			first = n
		} else if !ok {
			s[k] = line
		}
	}
	return first
}
