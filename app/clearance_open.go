package app

import "context"

// clearers look after people's sheets; inspectors read them.
var clearers = []Role{Custodian, Administrator}

// Clearances lists people's sheets, newest first. Custodian, administrator and inspector see all; others
// their own.
func (o *Office) Clearances(ctx context.Context, f ClearanceFilter) ([]ClearanceRow, error) {
	var out []ClearanceRow
	err := o.view(ctx, "clearance.list", f.Person, func(w *work) error {
		if !w.readsClearances() {
			f.Person = w.person.Number
		}
		found, err := w.Reader.Clearances(f)
		if err != nil {
			return err
		}
		out, err = w.clearanceRows(found)
		return err
	})
	return out, err
}

func (w *work) readsClearances() bool { return w.me.Roles.HasAny(Custodian, Administrator, Inspector) }

// clearanceRows counts what is left of those still open.
func (w *work) clearanceRows(found []Clearance) ([]ClearanceRow, error) {
	out := make([]ClearanceRow, len(found))
	for i, c := range found {
		out[i].Clearance = c
		if c.State != ClearanceOpen {
			continue
		}
		whole, err := w.Clearance(c.Number)
		if err != nil {
			return nil, err
		}
		if err := w.checklist(&whole); err != nil {
			return nil, err
		}
		out[i].Left = whole.left()
	}
	return out, nil
}

// OpenClearance returns one sheet, its lines as they stand now. Custodian, administrator, inspector, and the
// person it is about. Returns NotAllowed, NotFound.
func (o *Office) OpenClearance(ctx context.Context, number string) (ClearanceSheet, error) {
	var s ClearanceSheet
	err := o.view(ctx, "clearance.view", number, func(w *work) (err error) {
		s, err = w.clearanceSheet(number)
		return err
	})
	return s, err
}

func (w *work) clearanceSheet(number string) (ClearanceSheet, error) {
	c, err := w.mayReadClearance(number)
	if err != nil {
		return ClearanceSheet{}, err
	}
	s := ClearanceSheet{Clearance: c, Left: c.left()}
	if s.Duties, err = w.duties(c.Person); err != nil {
		return s, err
	}
	if s.Paper, err = found(w.PaperOf(PaperClearance, c.Number)); err != nil {
		return s, err
	}
	mine := w.me.Roles.HasAny(clearers...) && c.PersonID != w.person.ID
	open := c.State == ClearanceOpen
	s.May = ClearanceMay{Mark: mine && open, Close: mine && open && s.Left == 0, Print: true}
	return s, nil
}

// mayReadClearance finds a sheet that the actor may read, with its lines as they stand.
func (w *work) mayReadClearance(number string) (Clearance, error) {
	c, err := w.Clearance(number)
	if err == nil && c.PersonID != w.person.ID && !w.readsClearances() {
		return Clearance{}, Errf(NotAllowed, "error.role")
	}
	if err != nil {
		if !w.readsClearances() { // others learn of no number but their own
			return c, Errf(NotAllowed, "error.role")
		}
		return c, missing(err, Errf(NotFound, "error.clearance.none", number))
	}
	return c, w.checklist(&c)
}

// PrintClearance returns a sheet for printing as it stands now, and logs the print. Whoever may read it: see
// OpenClearance.
func (o *Office) PrintClearance(ctx context.Context, number string) (ClearancePrint, error) {
	var p ClearancePrint
	err := o.change(ctx, "clearance.print", number, func(c *change) error {
		sheet, err := c.mayReadClearance(number)
		if err != nil {
			return err
		}
		if err := c.log(number, map[string]any{"person": sheet.Person.Number}); err != nil {
			return err
		}
		p, err = c.clearancePrint(sheet)
		return err
	})
	return p, err
}

// clearancePrint gathers what a sheet shows on paper.
func (w *work) clearancePrint(c Clearance) (ClearancePrint, error) {
	p := ClearancePrint{Person: c.Person, Clearance: c, PrintedBy: w.person.Name, Now: w.now}
	var err error
	if p.Organisation, p.AuditHead, err = w.imprint(); err != nil {
		return p, err
	}
	rows, err := w.commitmentRows(c.Person.Number)
	if err != nil {
		return p, err
	}
	for _, r := range rows {
		if r.State != Superseded {
			p.Commitments = append(p.Commitments, r)
		}
	}
	if p.Trainings, err = w.TrainingsOf(c.PersonID); err != nil {
		return p, err
	}
	if p.Duties, err = w.duties(c.Person); err != nil {
		return p, err
	}
	return p, w.printHoldings(&p)
}

// printHoldings adds what the person still has, by number alone, and whose files the person may see.
func (w *work) printHoldings(p *ClearancePrint) error {
	items, err := w.BorrowerItems(p.Person.ID, OutItem, LostItem)
	if err != nil {
		return err
	}
	for _, it := range items {
		p.Holds = append(p.Holds, it.Code)
	}
	extracts, err := w.ExtractsHeldBy(p.Person.ID)
	if err != nil {
		return err
	}
	for _, e := range extracts {
		p.Holds = append(p.Holds, e.Number)
	}
	assigned, err := w.AssignmentsOfPerson(p.Person.ID, w.today)
	for _, a := range assigned {
		if a.From <= w.today {
			p.Sees = append(p.Sees, a.ClientCode)
		}
	}
	return err
}
