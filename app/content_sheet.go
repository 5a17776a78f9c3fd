package app

import "errors"

// ContentSheet is what a document's sheet tells of its electronic document.
type ContentSheet struct {
	Content             // without its name and sums for whoever is not to hold its key
	Readers []KeyHolder // for custodians and inspectors
	May     ContentActs
	Loan    string // number of the actor's own loan of it, "" without one
}

// KeyHolder is somebody who is to hold a document's key, and why.
type KeyHolder struct {
	Person Person
	Why    string // "custodian", the duty of the assignment, or the loan's number
	Until  Date   // last day; "" without end
	Has    bool   // the key has been given
}

// ContentActs says what is open to the actor now; each method decides again.
type ContentActs struct {
	Open, Print, Export, Excerpt, Reseal bool
	Why                                  *Error // why Open is false
}

// contentSheet is nil for a document without one. Whoever is not to hold its key, for instance with
// a paper copy on loan, is told that there is one, of what kind and size, so as to ask for it.
func (w *work) contentSheet(d Document) (*ContentSheet, error) {
	content, err := w.ContentOf(d.ID)
	if err != nil && CodeOf(err) == NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sheet := ContentSheet{Content: content}
	if err := w.contentActs(&sheet); err != nil {
		return nil, err
	}
	if w.me.Roles.HasAny(Custodian, Inspector) {
		sheet.Readers, err = w.keyHolders(content)
	}
	return &sheet, err
}

// contentActs fills in what the actor may do.
func (w *work) contentActs(sheet *ContentSheet) error {
	way, err := w.wayIn(sheet.Content)
	if err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return err
		}
		sheet.May.Why = e
		if e.Key == "error.content.unlent" {
			sheet.Name, sheet.Sealed = "", Sealed{Size: sheet.Size}
		}
		return nil
	}
	sheet.Loan, sheet.May.Open = way.loan, true
	sheet.May.Reseal = w.me.Roles.Has(Custodian)
	sheet.May.Print, sheet.May.Export, sheet.May.Excerpt = way.allowed.Print, way.allowed.Export, way.allowed.Excerpt
	return nil
}

// keyHolders lists who is to hold the key of a content today, and who has it.
func (w *work) keyHolders(content Content) ([]KeyHolder, error) {
	accounts, err := w.Accounts()
	if err != nil {
		return nil, err
	}
	var out []KeyHolder
	for _, a := range accounts {
		t, err := keyTakerOf(w.Reader, a.PersonID, w.today)
		if err != nil {
			return nil, err
		}
		last, to := t.scope.until(content)
		if !to {
			continue
		}
		h := KeyHolder{Person: t.person, Until: last}
		if h.Why, err = w.whyHeld(t, content); err != nil {
			return nil, err
		}
		g, err := w.Grant(content.ID, a.PersonID)
		if err != nil && CodeOf(err) != NotFound {
			return nil, err
		}
		h.Has = err == nil && g.Recipient == t.recipient && !g.past(w.today)
		out = append(out, h)
	}
	return out, nil
}

// whyHeld is the reason for which somebody holds a key: the duty, or else the loan.
func (w *work) whyHeld(t keyTaker, content Content) (string, error) {
	if t.scope.All {
		return string(Custodian), nil
	}
	duty, err := w.dutyFor(t, content.ClientID)
	if err != nil || duty != "" {
		return duty, err
	}
	l, _ := t.scope.lentItem(content.ID)
	return l.Loan, nil
}

// dutyFor is the duty for which somebody is assigned to a client today, "" for none.
func (w *work) dutyFor(t keyTaker, clientID int64) (string, error) {
	if !t.roles.IsStaff() {
		return "", nil
	}
	assigned, err := w.AssignmentsOfPerson(t.person.ID, w.today)
	if err != nil {
		return "", err
	}
	for _, a := range assigned {
		if a.ClientID == clientID && a.From <= w.today && w.today <= a.Until {
			return a.Duty, nil
		}
	}
	return "", nil
}
