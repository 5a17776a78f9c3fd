package app

import "slices"

// Need to know (rule 2, §4.4) is decided in this file alone. Without commitments in
// force nothing of a client opens, for anybody (rule 1). Then:
//
//	custodian                 every client
//	auditor, reviewer, sales  clients they are assigned to today
//	borrower                  documents approved or out to them, and whose they are
//	everybody else            nothing
//
// An approver sees what a loan they may decide is about; that is with the loans.

// scope returns what the actor may see today, nil for every client. Returns what
// mustBeBound returns.
func (w *work) scope() (*ClientScope, error) {
	if err := w.mustBeBound(); err != nil {
		return nil, err
	}
	return scopeOf(w.Reader, w.me.Roles, w.person.ID, w.today)
}

// scopeOf is the scope of somebody who is bound.
func scopeOf(r Reader, roles Roles, personID int64, on Date) (*ClientScope, error) {
	if roles.Has(Custodian) {
		return nil, nil
	}
	s := &ClientScope{}
	var err error
	if roles.IsStaff() {
		if s.IDs, err = r.AssignedClientIDs(personID, on); err != nil {
			return nil, err
		}
	}
	s.Documents, err = r.BorrowedDocumentIDs(personID, on)
	return s, err
}

// HasClient reports whether the scope opens a client.
func (s *ClientScope) HasClient(id int64) bool { return s == nil || slices.Contains(s.IDs, id) }

// HasDocument reports whether the scope opens a document of a client.
func (s *ClientScope) HasDocument(id, clientID int64) bool {
	return s.HasClient(clientID) || slices.Contains(s.Documents, id)
}

// keeper refuses everybody but a bound custodian.
func (w *work) keeper() error {
	if err := w.mustHave(Custodian); err != nil {
		return err
	}
	return w.mustBeBound()
}
