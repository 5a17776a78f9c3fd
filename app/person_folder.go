package app

import "context"

// PersonFolder is one person's sheet: what they signed, were trained in, hold and may see. It names no
// document, and clients by code alone.
type PersonFolder struct {
	Person      Person
	Bound       Standing
	Commitments []CommitmentRow // with the ones that were superseded
	Trainings   []TrainingRow
	Holding     Leaving  // loans, requests, electronic copies, extracts, delegations; without reason and account
	Keys        int      // documents whose key the person holds
	Sees        []string // clients assigned today, by code
	Papers      []SealedPaper
	Clearances  []ClearanceRow
	Duties      []Duty
	MayStart    bool // open a joiner's, mover's or leaver's sheet
}

// PersonFolder returns one person's sheet. Custodian, administrator, inspector, and the person. Returns
// NotAllowed, NotFound.
func (o *Office) PersonFolder(ctx context.Context, number string) (PersonFolder, error) {
	var f PersonFolder
	err := o.view(ctx, "person.folder", number, func(w *work) (err error) {
		if !w.readsClearances() && number != w.person.Number {
			return Errf(NotAllowed, "error.role")
		}
		f, err = w.personFolder(number)
		return err
	})
	return f, err
}

func (w *work) personFolder(number string) (PersonFolder, error) {
	l, err := w.leaving(number)
	if err != nil {
		return PersonFolder{}, err
	}
	f := PersonFolder{Person: l.Person, Holding: l}
	f.Holding.Login, f.Holding.Account, f.Holding.Reason = "", "", ""
	if f.Bound, err = standingOf(w, f.Person, w.today); err != nil {
		return f, err
	}
	if f.Commitments, err = w.commitmentRows(number); err != nil {
		return f, err
	}
	if f.Trainings, err = w.TrainingsOf(f.Person.ID); err != nil {
		return f, err
	}
	grants, err := w.GrantsOf(f.Person.ID)
	if err != nil {
		return f, err
	}
	f.Keys = len(grants)
	for _, a := range l.assignments {
		if a.From <= w.today {
			f.Sees = append(f.Sees, a.ClientCode)
		}
	}
	if f.Papers, err = w.PapersOf(f.Person.ID); err != nil {
		return f, err
	}
	return f, w.folderSheets(&f)
}

// folderSheets adds the joiner's, mover's and leaver's sheets, and what outlives the post.
func (w *work) folderSheets(f *PersonFolder) error {
	sheets, err := w.Reader.Clearances(ClearanceFilter{Person: f.Person.Number})
	if err != nil {
		return err
	}
	if f.Clearances, err = w.clearanceRows(sheets); err != nil {
		return err
	}
	open := false
	for _, s := range sheets {
		open = open || s.State == ClearanceOpen
	}
	f.MayStart = !open && w.mayClear(f.Person.ID) == nil
	f.Duties, err = w.duties(f.Person)
	return err
}
