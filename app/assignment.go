package app

import (
	"context"
	"slices"
	"strconv"
)

// AllDuties lists the duties for which people are assigned to a client.
var AllDuties = []string{"audit", "review", "sales"}

// Assign lets a person work on a client. Custodian, or approver for people of the
// own department, never for oneself (rule 3); the person must be bound. Needs a fresh
// password. Returns Invalid (client, person, duty, from, until), NotAllowed, Unconfirmed.
func (o *Office) Assign(ctx context.Context, clientCode, personNumber, duty string, from, until Date) (a Assignment, err error) {
	clientCode = CleanCode(clientCode)
	err = o.change(ctx, "client.assign", clientCode, func(c *change) error {
		if err := c.mustHave(Custodian, Approver); err != nil {
			return err
		}
		if err := c.mustBeBound(); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		a, err = c.assign(clientCode, Assignment{Person: Person{Number: personNumber}, Duty: duty, From: from, Until: until})
		return err
	})
	return a, err
}

func (c *change) assign(clientCode string, a Assignment) (Assignment, error) {
	client, err := c.ClientByCode(clientCode)
	if err != nil {
		return a, missing(err, Errf(Invalid, "error.client.unknown", clientCode).At("client"))
	}
	if a.Person, err = c.PersonByNumber(a.Person.Number); err != nil {
		return a, missing(err, Errf(Invalid, "error.person.none", a.Person.Number).At("person"))
	}
	if err := c.mayAssign(a.Person); err != nil {
		return a, err
	}
	if err := a.check(c.today); err != nil {
		return a, err
	}
	standing, err := standingOf(c.Reader, a.Person, c.today)
	if err != nil {
		return a, err
	}
	if err := standing.refusal(a.Person); err != nil {
		return a, err
	}
	a.ClientID, a.ClientCode = client.ID, client.Code
	if a, err = c.tx.AddAssignment(a); err != nil {
		return a, err
	}
	if err := c.fillName(&a, client.Name); err != nil {
		return a, err
	}
	err = c.log(client.Code, map[string]any{
		"person": a.Person.Number, "duty": a.Duty, "from": string(a.From), "until": string(a.Until),
	})
	if err != nil {
		return a, err
	}
	return a, c.settlePerson(a.Person.ID)
}

// fillName gives the assignment its client's name when the actor may see it.
func (w *work) fillName(a *Assignment, name string) error {
	scope, err := w.scope()
	if err == nil && scope.HasClient(a.ClientID) {
		a.ClientName = name
	}
	return err
}

// mayAssign refuses assigning oneself, and an approver's assigning other departments' people.
func (w *work) mayAssign(p Person) error {
	switch {
	case p.ID == w.person.ID:
		return Errf(NotAllowed, "error.self.assign")
	case !w.me.Roles.Has(Custodian) && (p.DepartmentID == 0 || p.DepartmentID != w.person.DepartmentID):
		return Errf(NotAllowed, "error.assign.department", p.Name)
	}
	return nil
}

// check puts today for a missing first day and returns what is wrong, by field.
func (a *Assignment) check(today Date) error {
	var f formCheck
	if !slices.Contains(AllDuties, a.Duty) {
		f.add(Errf(Invalid, "error.choice").At("duty"))
	}
	if a.From == "" {
		a.From = today
	}
	f.date("from", a.From)
	f.date("until", a.Until)
	switch {
	case a.Until == "":
		f.add(Errf(Invalid, "error.assign.until").At("until"))
	case len(f.wrong) == 0 && a.Until < a.From:
		f.add(Errf(Invalid, "error.assign.order", string(a.From)).At("until"))
	case len(f.wrong) == 0 && a.Until < today:
		f.add(Errf(Invalid, "error.assign.past", string(a.Until)).At("until"))
	}
	return f.wrong.errOrNil()
}

// EndAssignment ends an assignment at once: yesterday becomes its last day. Those who
// may assign; returns NotAllowed, NotFound, Conflict when it has ended already.
func (o *Office) EndAssignment(ctx context.Context, id int64) error {
	return o.change(ctx, "client.unassign", strconv.FormatInt(id, 10), func(c *change) error {
		if err := c.mustHave(Custodian, Approver); err != nil {
			return err
		}
		if err := c.mustBeBound(); err != nil {
			return err
		}
		a, err := c.Assignment(id)
		if err != nil {
			return err
		}
		if err := c.mayAssign(a.Person); err != nil {
			return err
		}
		if a.Until < c.today {
			return Errf(Conflict, "error.assign.ended", string(a.Until))
		}
		if err := c.tx.EndAssignment(id, c.today.AddDays(-1)); err != nil {
			return err
		}
		if err := c.log(a.ClientCode, map[string]any{"person": a.Person.Number, "duty": a.Duty}); err != nil {
			return err
		}
		return c.settlePerson(a.Person.ID)
	})
}

// missing returns instead for a thing that is not there, and any other error as it is.
func missing(err error, instead *Error) error {
	if CodeOf(err) == NotFound {
		return instead
	}
	return err
}
