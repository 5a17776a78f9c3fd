package app

// LoanEvent is what happens to one copy of a loan.
type LoanEvent string

// The events. Those that leave the state as it is (renew, recall, remind) still have
// their line in LoanTransitions: it says from where and by whom.
const (
	EventRequest    LoanEvent = "request"
	EventQueue      LoanEvent = "queue"
	EventTurn       LoanEvent = "turn" // the copy is free: the first in the queue asks now
	EventApprove    LoanEvent = "approve"
	EventRefuse     LoanEvent = "refuse"
	EventWithdraw   LoanEvent = "withdraw"
	EventLapse      LoanEvent = "lapse"
	EventHandOut    LoanEvent = "hand_out"
	EventTakeBack   LoanEvent = "take_back"
	EventRenew      LoanEvent = "renew"
	EventRecall     LoanEvent = "recall"
	EventRemind     LoanEvent = "remind"
	EventReportLost LoanEvent = "report_lost"
	EventFound      LoanEvent = "found"
	EventIncident   LoanEvent = "incident"
	EventGone       LoanEvent = "gone"      // the copy will not come back: its queue ends
	EventOpen       LoanEvent = "open"      // the key has been given to the borrower: it opens from now on
	EventGiveBack   LoanEvent = "give_back" // before its time; the key goes
	EventExpire     LoanEvent = "expire"    // the due date has passed; the key goes
)

// Doer is who somebody is towards one loan.
type Doer string

// The doers. One person may be several; a delegate is what the principal is.
const (
	ByBorrower  Doer = "borrower"
	ByAsker     Doer = "asker"     // who asked, for themselves or as custodian for somebody
	ByCustodian Doer = "custodian" // or their delegate
	ByApprover  Doer = "approver"  // of the borrower's department, or their delegate
	ByProgram   Doer = "program"   // follows from another act
)

// NewItem is the state before there is an item.
const NewItem ItemState = ""

// Transition is one line of the life of a loan's copy: who may bring it from one state
// to the next by which event, and who may never (rule 3), whatever their roles. Medium is
// the copies it is for, "" for all: paper goes over the counter, an electronic copy opens by
// its key (§4.4).
type Transition struct {
	From   ItemState
	Event  LoanEvent
	To     ItemState
	Who    []Doer
	Never  []Doer
	Medium Medium
}

var (
	nobody       []Doer
	theProgram   = []Doer{ByProgram}
	theCustodian = []Doer{ByCustodian}
	theDeciders  = []Doer{ByCustodian, ByApprover}
	theParties   = []Doer{ByBorrower, ByAsker}
	theBorrower  = []Doer{ByBorrower}
	eitherSide   = []Doer{ByBorrower, ByCustodian}
	everySide    = []Doer{ByBorrower, ByCustodian, ByApprover}
)

const anyMedium Medium = ""

// LoanTransitions is the whole life of a loan's copy (§5.3.6, rules 3, 4 and 8). Every
// method that changes a loan goes by it; docs/loan-states.md is made from it.
var LoanTransitions = []Transition{
	{NewItem, EventRequest, Requested, eitherSide, nobody, anyMedium},
	{NewItem, EventQueue, Waiting, eitherSide, nobody, Paper},
	{Waiting, EventTurn, Requested, theProgram, nobody, Paper},
	{Waiting, EventWithdraw, Withdrawn, theParties, nobody, anyMedium},
	{Waiting, EventLapse, Lapsed, theProgram, nobody, anyMedium},
	{Waiting, EventGone, Lapsed, theProgram, nobody, Paper},
	{Requested, EventApprove, Approved, theDeciders, theParties, anyMedium},
	{Requested, EventRefuse, RefusedIt, theDeciders, theParties, anyMedium},
	{Requested, EventWithdraw, Withdrawn, theParties, nobody, anyMedium},
	{Requested, EventLapse, Lapsed, theProgram, nobody, anyMedium},
	{Approved, EventHandOut, OutItem, theCustodian, theBorrower, Paper},
	{Approved, EventOpen, OutItem, theProgram, nobody, Electronic},
	{Approved, EventWithdraw, Withdrawn, theParties, nobody, anyMedium},
	{Approved, EventGiveBack, Returned, everySide, nobody, Electronic},
	{Approved, EventLapse, Lapsed, theProgram, nobody, anyMedium},
	{OutItem, EventTakeBack, Returned, theCustodian, theBorrower, Paper},
	{OutItem, EventGiveBack, Returned, everySide, nobody, Electronic},
	{OutItem, EventExpire, Returned, theProgram, nobody, Electronic},
	{OutItem, EventRenew, OutItem, theDeciders, theBorrower, anyMedium},
	{OutItem, EventRecall, OutItem, theDeciders, nobody, anyMedium},
	{OutItem, EventRemind, OutItem, theCustodian, nobody, Paper},
	{OutItem, EventReportLost, LostItem, eitherSide, nobody, Paper},
	{LostItem, EventFound, Returned, theCustodian, theBorrower, Paper},
	{LostItem, EventIncident, Incident, theDeciders, theBorrower, Paper},
}

// transition returns the line for an event in a state, false when there is none.
func transition(from ItemState, ev LoanEvent) (Transition, bool) {
	for _, t := range LoanTransitions {
		if t.From == from && t.Event == ev {
			return t, true
		}
	}
	return Transition{}, false
}

// ruleOf returns who may do an event and who never; the same from every state.
func ruleOf(ev LoanEvent) Transition {
	for _, t := range LoanTransitions {
		if t.Event == ev {
			return t
		}
	}
	return Transition{}
}

// Final reports whether nothing more can happen in the state.
func (s ItemState) Final() bool {
	for _, t := range LoanTransitions {
		if t.From == s {
			return false
		}
	}
	return true
}

// Active reports whether the state keeps the copy from everybody else.
func (s ItemState) Active() bool {
	return s == Requested || s == Approved || s == OutItem || s == LostItem
}

// stateRank orders states by how much they matter for a whole loan, most first.
var stateRank = []ItemState{
	LostItem, OutItem, Approved, Requested, Waiting,
	Incident, Returned, RefusedIt, Lapsed, Withdrawn,
}

// medium is what the item's copy is on.
func (it LoanItem) medium() Medium {
	if it.Electronic {
		return Electronic
	}
	return Paper
}

// suits returns nil for an event that the item's medium knows, else why it does not and what
// to do: Conflict (error.loan.electronic.<event>, error.loan.paper).
func (it LoanItem) suits(ev LoanEvent) error {
	switch m := ruleOf(ev).Medium; {
	case m == anyMedium || m == it.medium():
		return nil
	case !it.Electronic:
		return Errf(Conflict, "error.loan.paper", it.Code, it.Loan)
	}
	return electronicHere(ev, it.Code)
}

// electronicHere says why an event of paper is not for an electronic copy.
func electronicHere(ev LoanEvent, code string) *Error {
	switch ev {
	case EventHandOut, EventTakeBack, EventRemind:
		return Errf(Conflict, "error.loan.electronic."+string(ev), code)
	}
	return Errf(Conflict, "error.loan.electronic.lost", code)
}

// happen moves the item on by an event. Returns Conflict (error.loan.state.<state>)
// when the table knows no such step, and what suits returns.
func (it *LoanItem) happen(ev LoanEvent) error {
	if err := it.suits(ev); err != nil {
		return err
	}
	t, ok := transition(it.State, ev)
	if !ok {
		e := Errf(Conflict, "error.loan.state."+string(it.State), it.Code, it.Loan)
		if it.State == Requested {
			return e.With(FixApprove, it.Loan)
		}
		return e
	}
	it.State = t.To
	return nil
}
