package app

import (
	"context"

	"golang.org/x/text/unicode/norm"
)

// People lists people by number: everybody signed in may look up names, numbers and
// departments; login and roles only administrator and inspector, copies out only those
// who keep or decide loans.
func (o *Office) People(ctx context.Context, f PersonFilter) ([]PersonRow, error) {
	var out []PersonRow
	err := o.view(ctx, "person.list", "", func(w *work) (err error) {
		f.On, f.Text = w.today, norm.NFC.String(f.Text)
		if out, err = w.Reader.People(f); err != nil {
			return err
		}
		return w.fillPeople(out)
	})
	return out, err
}

// fillPeople adds each one's standing and takes away what the actor may not see.
func (w *work) fillPeople(rows []PersonRow) error {
	latest, err := w.LatestCommitments()
	if err != nil {
		return err
	}
	g, err := gateOn(w, w.today)
	if err != nil {
		return err
	}
	var passes []Pass
	if len(g.topics) > 0 {
		if passes, err = w.Passes(0); err != nil {
			return err
		}
	}
	signed, passed := byPerson(latest), passesByPerson(passes)
	for i := range rows {
		rows[i].Bound = g.standing(rows[i].Person, rows[i].Roles, signed[rows[i].ID], passed[rows[i].ID])
		w.hidePerson(&rows[i])
	}
	return nil
}

func passesByPerson(passes []Pass) map[int64][]Pass {
	out := make(map[int64][]Pass)
	for _, p := range passes {
		out[p.PersonID] = append(out[p.PersonID], p)
	}
	return out
}

// hidePerson takes away what the actor may not see of another person.
func (w *work) hidePerson(r *PersonRow) {
	if r.ID == w.person.ID {
		return
	}
	if !w.me.Roles.seeAccounts() {
		r.Login, r.Roles, r.Account = "", nil, ""
	}
	if !w.me.Roles.seeHoldings() {
		r.CopiesOut = 0
	}
}

// seeAccounts tells who may see that others have accounts, and which.
func (rs Roles) seeAccounts() bool { return rs.HasAny(Administrator, Inspector) }

// seeHoldings tells who may see what others hold and work on.
func (rs Roles) seeHoldings() bool { return rs.HasAny(Custodian, Approver, Inspector) }

// Person returns one person by number with what they signed, and for those who may
// know it what they work on and hold. Returns NotFound.
func (o *Office) Person(ctx context.Context, number string) (PersonSheet, error) {
	var s PersonSheet
	err := o.view(ctx, "person.view", number, func(w *work) (err error) {
		s, err = w.personSheet(number)
		return err
	})
	return s, err
}

func (w *work) personSheet(number string) (PersonSheet, error) {
	rows, err := w.Reader.People(PersonFilter{Number: number, IncludeLeft: true, Limit: 1})
	if err != nil {
		return PersonSheet{}, err
	}
	if len(rows) == 0 || number == "" { // without a number the filter finds anybody
		return PersonSheet{}, Errf(NotFound, "error.person.none", number)
	}
	s := PersonSheet{
		PersonRow:  rows[0],
		MayEdit:    w.me.Roles.HasAny(Administrator, Custodian),
		MayInvite:  w.me.Roles.Has(Administrator) && rows[0].Account == "" && !rows[0].LeftBy(w.today),
		MayAccount: w.me.Roles.Has(Administrator) && rows[0].Account != "",
	}
	if s.Bound, err = standingAs(w, s.PersonRow.Person, s.Roles, w.today); err != nil {
		return s, err
	}
	if w.me.Roles.HasAny(Custodian, Administrator, Inspector) || s.ID == w.person.ID {
		if s.Commitments, err = w.commitmentRows(number); err != nil {
			return s, err
		}
	}
	if err := w.fillSheet(&s); err != nil {
		return s, err
	}
	w.hidePerson(&s.PersonRow)
	return s, nil
}

// fillSheet adds assignments and loans for the person and those who keep or decide.
func (w *work) fillSheet(s *PersonSheet) error {
	if s.ID != w.person.ID && !w.me.Roles.seeHoldings() {
		return nil
	}
	var err error
	if s.Assignments, err = w.AssignmentsOfPerson(s.ID, w.today); err != nil {
		return err
	}
	scope, err := w.scope()
	if err != nil && CodeOf(err) != NotAllowed {
		return err
	}
	for i, a := range s.Assignments {
		if err != nil || !scope.HasClient(a.ClientID) {
			s.Assignments[i].ClientName = ""
		}
	}
	s.Loans, err = w.openLoansOf(s.PersonRow.Person)
	return err
}

// SimilarPeople offers people of the same name before a new one is made.
func (o *Office) SimilarPeople(ctx context.Context, name string) ([]Person, error) {
	var out []Person
	err := o.view(ctx, "person.similar", "", func(w *work) error {
		clean, wrong := line("name", name, false)
		if wrong != nil || clean == "" {
			return nil
		}
		var err error
		out, err = w.PeopleNamed(clean)
		return err
	})
	return out, err
}
