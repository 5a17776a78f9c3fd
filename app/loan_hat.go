package app

import "slices"

// hat is the name under which the actor does something to a loan: their own, or a
// principal's whose delegate they are (rule 3).
type hat struct{ principal Person }

// onBehalf is what an audit entry says of the principal; "" for one's own name.
func (h hat) onBehalf() string {
	if h.principal.ID == 0 {
		return ""
	}
	return h.principal.Number + " " + h.principal.Name
}

// isDoer reports whether a person with roles is d towards a loan.
func isDoer(d Doer, p Person, roles Roles, l Loan) bool {
	switch d {
	case ByBorrower:
		return p.ID == l.BorrowerID
	case ByAsker:
		return p.ID == l.AskerID
	case ByCustodian:
		return roles.Has(Custodian)
	case ByApprover:
		return roles.Has(Approver) && p.DepartmentID != 0 && p.DepartmentID == l.Borrower.DepartmentID
	}
	return false
}

// isAny reports whether a person is one of the doers.
func isAny(doers []Doer, p Person, roles Roles, l Loan) bool {
	for _, d := range doers {
		if isDoer(d, p, roles, l) {
			return true
		}
	}
	return false
}

// powers are what the actor may do and see of loans today: their own duties, and
// those of the principals they stand in for.
type powers struct {
	person     Person
	roles      Roles
	unsigned   error        // what rule 1 says of the actor, nil when bound
	scope      *ClientScope // nil for every client
	principals []principal
}

// principal is somebody the actor acts for today, with the duties that come with it.
type principal struct {
	Person
	roles Roles
}

func (w *work) powers() (powers, error) {
	p := powers{person: w.person, roles: w.me.Roles, unsigned: w.mustBeBound(), scope: &ClientScope{}}
	var err error
	if p.unsigned == nil {
		if p.scope, err = w.scope(); err != nil {
			return p, err
		}
	}
	p.principals, err = w.principals()
	return p, err
}

// principals returns for whom the actor acts today. A principal who is not bound, has
// left or has no account in use hands no duty on.
func (w *work) principals() ([]principal, error) {
	given, err := w.Delegations(w.person.ID, w.today)
	if err != nil {
		return nil, err
	}
	var out []principal
	for _, d := range given {
		acc, err := w.AccountByPerson(d.Principal.ID)
		if err != nil && CodeOf(err) == NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		st, err := standingOf(w, d.Principal, w.today)
		if err != nil {
			return nil, err
		}
		if st.Bound && acc.State == Active {
			out = append(out, principal{d.Principal, acc.Roles})
		}
	}
	return out, nil
}

// hatFor is powers.hat for one loan.
func (w *work) hatFor(ev LoanEvent, l Loan) (hat, error) {
	p, err := w.powers()
	if err != nil {
		return hat{}, err
	}
	return p.hat(ev, l)
}

// hat decides whether the actor may do ev to l, and under which name: the one place
// that reads Who and Never of LoanTransitions. Returns NotAllowed: error.self.* for
// one's own loan, error.self.principal for the principal's, error.loan.who.* without
// the duty, error.unsigned with FixSign for a duty without commitments (rule 1).
func (p powers) hat(ev LoanEvent, l Loan) (hat, error) {
	rule := ruleOf(ev)
	switch {
	case isAny(rule.Never, p.person, nil, l):
		return hat{}, Errf(NotAllowed, selfKey(ev))
	case isAny(rule.Who, p.person, nil, l):
		return hat{}, nil // a borrower may give back or report without being bound
	case isAny(rule.Who, p.person, p.roles, l):
		return hat{}, p.unsigned
	}
	return p.delegated(rule, l)
}

// delegated looks for a principal whose duty the actor may do, within the principal's
// own limits.
func (p powers) delegated(rule Transition, l Loan) (hat, error) {
	var refusal error = Errf(NotAllowed, whoKey(rule.Who))
	for _, pr := range p.principals {
		duty := Person{DepartmentID: pr.DepartmentID} // the duty alone, not what they borrow
		switch {
		case !isAny(rule.Who, duty, pr.roles, l):
		case isAny(rule.Never, pr.Person, nil, l):
			refusal = Errf(NotAllowed, "error.self.principal", pr.Name)
		default:
			return hat{principal: pr.Person}, p.unsigned
		}
	}
	return hat{}, refusal
}

// keeps reports whether the actor is a bound custodian or stands in for one.
func (p powers) keeps() bool {
	return p.unsigned == nil && (p.roles.Has(Custodian) ||
		slices.ContainsFunc(p.principals, func(pr principal) bool { return pr.roles.Has(Custodian) }))
}

// keeperHat is the name under which the actor stands at the counter, whoever is in
// front of it. Returns what hat returns.
func (p powers) keeperHat() (hat, error) { return p.hat(EventRemind, Loan{}) }

// departments returns whose people's loans the actor may decide as approver.
func (p powers) departments() []int64 {
	var out []int64
	if p.unsigned != nil {
		return out
	}
	for _, pr := range append([]principal{{p.person, p.roles}}, p.principals...) {
		if pr.roles.Has(Approver) && pr.DepartmentID != 0 {
			out = append(out, pr.DepartmentID)
		}
	}
	return out
}

// loans is which loans the actor's lists hold: custodians all, approvers those of
// their department's people, everybody their own.
func (p powers) loans() LoanScope {
	return LoanScope{
		All: p.keeps(), PersonIDs: []int64{p.person.ID}, DepartmentIDs: p.departments(), Clients: p.clients(),
	}
}

// clients is whose names the actor may search loans by.
func (p powers) clients() *ClientScope {
	if p.keeps() {
		return nil
	}
	return p.scope
}

// lists reports whether the actor's lists hold a loan.
func (p powers) lists(l Loan) bool {
	return p.keeps() || l.BorrowerID == p.person.ID || l.AskerID == p.person.ID ||
		l.Borrower.DepartmentID != 0 && slices.Contains(p.departments(), l.Borrower.DepartmentID)
}

// reads reports whether the actor may read whose and which document an item is (rule
// 2): who may see it anyway, and who may decide about it while it is open.
func (p powers) reads(l Loan, it LoanItem) bool {
	if p.unsigned != nil {
		return false
	}
	if p.keeps() || p.scope.HasDocument(it.DocumentID, it.ClientID) {
		return true
	}
	if it.State.Final() {
		return false
	}
	_, err := p.hat(EventApprove, l)
	return err == nil
}

// selfKey is what is said to somebody who tries ev on their own loan.
func selfKey(ev LoanEvent) string {
	switch ev {
	case EventApprove, EventRefuse:
		return "error.self.approve"
	case EventHandOut:
		return "error.self.hand_out"
	case EventTakeBack:
		return "error.self.take_back"
	case EventRenew:
		return "error.self.renew"
	}
	return "error.self.search"
}

// whoKey is what is said to somebody without the duty: who has it.
func whoKey(who []Doer) string {
	has := func(d Doer) bool { return slices.Contains(who, d) }
	switch {
	case has(ByCustodian) && has(ByApprover) && has(ByBorrower):
		return "error.loan.who.any"
	case has(ByCustodian) && has(ByApprover):
		return "error.loan.who.deciders"
	case has(ByCustodian) && has(ByBorrower):
		return "error.loan.who.either"
	case has(ByCustodian):
		return "error.loan.who.custodian"
	}
	return "error.loan.who.parties"
}
