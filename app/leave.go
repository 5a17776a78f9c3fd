package app

import (
	"context"
	"slices"
	"time"
)

// Leave ends all that a person has in the office, in one transaction: the last day is
// noted, what is lent is recalled for today, own open requests are withdrawn, loans of
// electronic copies, tasks and delegations end, the account is disabled; each gets its entry in the log. Then the account's
// slot is removed. The vault key should be renewed next (RenewVaultKey): Today says so (§5.3.1,
// design §3). What has been signed stays as it is. Doing it again is no error, and takes back
// what has come up since. Administrator only, not for oneself; needs a fresh password. Returns
// what it took back; NotAllowed, NotFound, Unconfirmed, Invalid (on, reason),
// Conflict (error.self.leave, error.admin.last).
func (o *Office) Leave(ctx context.Context, personNumber string, on Date, reason string) (Leaving, error) {
	var l Leaving
	err := o.change(ctx, "person.leave", personNumber, func(c *change) (err error) {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if err := c.checkLeaving(on, &reason); err != nil {
			return err
		}
		if err := c.lapseLoans(); err != nil {
			return err
		}
		if l, err = c.leaving(personNumber); err != nil {
			return err
		}
		if err := c.mayLeave(l.Person); err != nil {
			return err
		}
		return c.leave(&l, on, reason)
	})
	if err != nil || l.Login == "" {
		return l, err
	}
	// The account is refused from here on, even if its slot can't be removed now: the next
	// sign-in tries again.
	return l, o.keyring.Remove(ctx, l.Login)
}

// checkLeaving returns what is wrong with the form. A day to come is refused: the act takes
// everything back at once.
func (w *work) checkLeaving(on Date, reason *string) error {
	var f formCheck
	switch {
	case !on.Valid():
		f.add(Errf(Invalid, "error.date", string(on)).At("on"))
	case on > w.today:
		f.add(Errf(Invalid, "error.leave.future").At("on"))
	}
	f.line("reason", reason, true)
	return f.wrong.errOrNil()
}

func (c *change) leave(l *Leaving, on Date, reason string) error {
	l.Person.LeftOn, l.Reason = on, reason
	p, err := c.tx.SavePerson(l.Person)
	if err != nil {
		return err
	}
	l.Person = p
	record := LeavingRecord{PersonID: p.ID, On: on, Reason: reason, At: c.now, ByID: c.person.ID}
	if err := c.tx.AddLeaving(record); err != nil {
		return err
	}
	err = c.log(p.Number, map[string]any{
		"on": string(on), "out": len(l.out), "requests": len(l.requests), "electronic": len(l.electronic),
		"extracts": len(l.Extracts), "assignments": len(l.assignments), "delegations": len(l.Delegations), "account": l.Login,
	})
	if err != nil {
		return err
	}
	for _, part := range []func(*Leaving) error{c.callBack, c.takeRequests, c.takeElectronic, c.endTasks, c.endDelegations, c.closeAccount} {
		if err := part(l); err != nil {
			return err
		}
	}
	return nil
}

// callBack recalls what is out for today; what is lost goes on being searched for.
func (c *change) callBack(l *Leaving) error {
	out := slices.DeleteFunc(slices.Clone(l.out), func(it LoanItem) bool { return it.State != OutItem })
	for _, part := range byLoan(out) {
		for _, it := range part {
			if err := c.recall(it, c.today, l.Reason); err != nil {
				return err
			}
		}
		err := c.also("loan.recall", part[0].Loan, map[string]any{"copies": codesOf(part), "due": string(c.today)})
		if err != nil {
			return err
		}
	}
	return nil
}

// takeRequests withdraws what is asked for or waits, then lets the next in line ask.
func (c *change) takeRequests(l *Leaving) error {
	for _, part := range byLoan(l.requests) {
		for _, it := range part {
			if err := it.happen(EventWithdraw); err != nil {
				return err
			}
			if err := c.tx.SaveItem(it); err != nil {
				return err
			}
		}
		if err := c.also("loan.withdraw", part[0].Loan, map[string]any{"copies": codesOf(part)}); err != nil {
			return err
		}
	}
	return c.turn(l.requests)
}

// takeElectronic ends what is open or approved of electronic copies, and makes what was taken
// out of them due.
func (c *change) takeElectronic(l *Leaving) error {
	for _, part := range byLoan(l.electronic) {
		if err := c.giveBack(part); err != nil {
			return err
		}
		if err := c.also("loan.give_back", part[0].Loan, map[string]any{"copies": codesOf(part)}); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) endTasks(l *Leaving) error {
	for _, a := range l.assignments {
		if err := c.tx.EndAssignment(a.ID, c.today.AddDays(-1)); err != nil {
			return err
		}
		err := c.also("client.unassign", a.ClientCode, map[string]any{"person": l.Person.Number, "duty": a.Duty})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *change) endDelegations(l *Leaving) error {
	for _, d := range l.Delegations {
		d.Until = c.today.AddDays(-1)
		if _, err := c.tx.SaveDelegation(d); err != nil {
			return err
		}
		err := c.also("account.undelegate", d.Delegate.Number, map[string]any{"principal": d.Principal.Number})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *change) closeAccount(l *Leaving) error {
	if l.Login == "" || l.Account == Disabled {
		return nil
	}
	return c.disable(l.account)
}

// disable closes an account and takes its keys; whoever had it may know the vault key.
func (c *change) disable(a Account) error {
	a.State, a.CodeExpires = Disabled, time.Time{}
	if _, err := c.tx.SaveAccount(a); err != nil {
		return err
	}
	if err := c.exposed(); err != nil {
		return err
	}
	if err := c.also("account.disable", a.Login, nil); err != nil {
		return err
	}
	return c.settlePerson(a.PersonID)
}
