package app

// Who holds the key of an electronic document (design §3, §4.4) is decided in this file alone.
// Only an active account of somebody who has not left holds any:
//
//	custodian                 every content, without end
//	auditor, reviewer, sales  the contents of clients they are assigned to today, until the
//	                          assignment's last day
//	borrower                  what is approved or out to them, until the due date
//	recovery halves           every content, without end
//
// Keys follow duty. Rule 1 is looked at when a key is given and at each opening; commitments that
// run out take no key back, or the only custodian would lose every key each year.

// keyTaker is somebody who is to hold keys.
type keyTaker struct {
	person    Person
	roles     Roles
	recipient string // "" for somebody who can't hold any
	scope     KeyScope
	bound     bool // rule 1, today
}

// keyTakerOf finds out what a person is to hold on a day.
func keyTakerOf(r Reader, personID int64, on Date) (keyTaker, error) {
	var t keyTaker
	var err error
	if t.person, err = r.Person(personID); err != nil {
		return t, err
	}
	a, err := r.AccountByPerson(personID)
	if err != nil && CodeOf(err) == NotFound {
		return t, nil
	}
	if err != nil || a.State != Active || a.Recipient == "" || t.person.LeftBy(on) {
		return t, err
	}
	t.roles, t.recipient = a.Roles, a.Recipient
	if t.scope, err = keyScope(r, a.Roles, personID, on); err != nil {
		return t, err
	}
	standing, err := standingOf(r, t.person, on)
	t.bound = standing.Bound
	return t, err
}

// keyScope is the scope of somebody whose account is in use.
func keyScope(r Reader, roles Roles, personID int64, on Date) (KeyScope, error) {
	s := KeyScope{All: roles.Has(Custodian)}
	var err error
	if roles.IsStaff() && !s.All {
		if s.Clients, err = clientKeys(r, personID, on); err != nil {
			return s, err
		}
	}
	s.Lent, err = r.LentTo(personID, on)
	return s, err
}

// clientKeys are the clients somebody is assigned to on a day, each until the last day of the
// assignments in force.
func clientKeys(r Reader, personID int64, on Date) ([]ClientKeys, error) {
	assigned, err := r.AssignmentsOfPerson(personID, on)
	if err != nil {
		return nil, err
	}
	var out []ClientKeys
	at := map[int64]int{}
	for _, a := range assigned {
		if a.From > on || a.Until < on {
			continue
		}
		i, known := at[a.ClientID]
		if !known {
			at[a.ClientID] = len(out)
			out = append(out, ClientKeys{ClientID: a.ClientID, Until: a.Until})
			continue
		}
		out[i].Until = max(out[i].Until, a.Until)
	}
	return out, nil
}

// until tells until when the scope has a content, "" without end, and whether it has it at all.
// Of several reasons the one that lasts longest counts.
func (s KeyScope) until(c Content) (last Date, has bool) {
	if s.All {
		return "", true
	}
	for _, k := range s.Clients {
		if k.ClientID == c.ClientID {
			last, has = max(last, k.Until), true
		}
	}
	for _, l := range s.Lent {
		if l.ContentID == c.ID {
			last, has = max(last, l.Due), true
		}
	}
	return last, has
}

// empty reports whether the scope can hold nothing.
func (s KeyScope) empty() bool { return !s.All && len(s.Clients) == 0 && len(s.Lent) == 0 }

// lentItem is the loan under which the scope has a content.
func (s KeyScope) lentItem(contentID int64) (LentContent, bool) {
	for _, l := range s.Lent {
		if l.ContentID == contentID {
			return l, true
		}
	}
	return LentContent{}, false
}
