package app

import (
	"cmp"
	"context"
	"slices"
)

// viewsShown is how many of those who opened a client are listed.
const viewsShown = 200

// OpenClient returns one client and logs the view. Custodian, or staff assigned
// today; otherwise NotAllowed (error.client.closed) or error.unsigned with FixSign.
func (o *Office) OpenClient(ctx context.Context, code string) (sheet ClientSheet, err error) {
	code = CleanCode(code)
	err = o.change(ctx, "client.view", code, func(c *change) error {
		scope, err := c.scope()
		if err != nil {
			return err
		}
		sheet.Client, err = c.ClientByCode(code)
		switch {
		case CodeOf(err) == NotFound || err == nil && !scope.HasClient(sheet.ID):
			return c.closedClient(scope, code)
		case err != nil:
			return err
		}
		if err := c.log(code, nil); err != nil {
			return err
		}
		return c.fillClient(&sheet)
	})
	if err != nil {
		return ClientSheet{}, err
	}
	return sheet, nil
}

// closedClient is one answer for a client that is not there and for one that is not
// the actor's to see, save for who may see every client.
func (w *work) closedClient(scope *ClientScope, code string) error {
	if scope == nil {
		return Errf(NotFound, "error.client.unknown", code)
	}
	return Errf(NotAllowed, "error.client.closed", code)
}

func (w *work) fillClient(s *ClientSheet) (err error) {
	s.MayEdit = w.me.Roles.Has(Custodian)
	s.MayAssign = w.me.Roles.HasAny(Custodian, Approver)
	if s.Files, err = w.FilesOfClient(s.ID); err != nil {
		return err
	}
	if s.Assignments, err = w.AssignmentsOfClient(s.ID, w.today); err != nil {
		return err
	}
	if s.Watchers, err = w.watchers(s.ID, s.Assignments); err != nil {
		return err
	}
	if s.Loans, err = w.loansOfClient(s.Code); err != nil {
		return err
	}
	s.Views, err = w.Entries(AuditFilter{Act: "client.view", Object: s.Code, Outcome: Done, Limit: viewsShown})
	return err
}

// watchers are the people who may see a client today and why; the same rules as
// scope, asked the other way round.
func (w *work) watchers(clientID int64, assigned []Assignment) ([]Watcher, error) {
	accounts, err := w.Accounts()
	if err != nil {
		return nil, err
	}
	var all []Watcher
	for _, a := range assigned {
		if a.From <= w.today && staff(accounts, a.Person.ID) {
			all = append(all, Watcher{Person: a.Person, Reason: "assignment", Until: a.Until})
		}
	}
	for _, a := range accounts {
		if a.State != Active || !a.Roles.Has(Custodian) {
			continue
		}
		p, err := w.Person(a.PersonID)
		if err != nil {
			return nil, err
		}
		all = append(all, Watcher{Person: p, Reason: "custodian"})
	}
	lent, err := w.Borrowers(clientID, w.today)
	if err != nil {
		return nil, err
	}
	return w.bound(append(all, lent...))
}

// staff reports whether a person has an active account that works on clients' files.
func staff(accounts []Account, personID int64) bool {
	return slices.ContainsFunc(accounts, func(a Account) bool {
		return a.PersonID == personID && a.State == Active && a.Roles.IsStaff()
	})
}

// bound leaves out those whose commitments are not in force (rule 1), and says the
// same person with the same reason once, until the latest day.
func (w *work) bound(all []Watcher) ([]Watcher, error) {
	slices.SortStableFunc(all, func(a, b Watcher) int {
		return cmp.Or(cmp.Compare(reasonOrder(a.Reason), reasonOrder(b.Reason)),
			cmp.Compare(a.Person.Number, b.Person.Number), cmp.Compare(b.Until, a.Until))
	})
	all = slices.CompactFunc(all, func(a, b Watcher) bool { return a.Reason == b.Reason && a.Person.ID == b.Person.ID })
	var out []Watcher
	for _, v := range all {
		s, err := standingOf(w.Reader, v.Person, w.today)
		if err != nil {
			return nil, err
		}
		if s.Bound {
			out = append(out, v)
		}
	}
	return out, nil
}

func reasonOrder(reason string) int {
	return slices.Index([]string{"assignment", "custodian", "loan"}, reason)
}
