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
	EventGone       LoanEvent = "gone" // the copy will not come back: its queue ends
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
// to the next by which event, and who may never (rule 3), whatever their roles.
type Transition struct {
	From  ItemState
	Event LoanEvent
	To    ItemState
	Who   []Doer
	Never []Doer
}

var (
	nobody       []Doer
	theProgram   = []Doer{ByProgram}
	theCustodian = []Doer{ByCustodian}
	theDeciders  = []Doer{ByCustodian, ByApprover}
	theParties   = []Doer{ByBorrower, ByAsker}
	theBorrower  = []Doer{ByBorrower}
	eitherSide   = []Doer{ByBorrower, ByCustodian}
)

// LoanTransitions is the whole life of a loan's copy (§5.3.6, rules 3, 4 and 8). Every
// method that changes a loan goes by it; docs/loan-states.md is made from it.
var LoanTransitions = []Transition{
	{NewItem, EventRequest, Requested, eitherSide, nobody},
	{NewItem, EventQueue, Waiting, eitherSide, nobody},
	{Waiting, EventTurn, Requested, theProgram, nobody},
	{Waiting, EventWithdraw, Withdrawn, theParties, nobody},
	{Waiting, EventLapse, Lapsed, theProgram, nobody},
	{Waiting, EventGone, Lapsed, theProgram, nobody},
	{Requested, EventApprove, Approved, theDeciders, theParties},
	{Requested, EventRefuse, RefusedIt, theDeciders, theParties},
	{Requested, EventWithdraw, Withdrawn, theParties, nobody},
	{Requested, EventLapse, Lapsed, theProgram, nobody},
	{Approved, EventHandOut, OutItem, theCustodian, theBorrower},
	{Approved, EventWithdraw, Withdrawn, theParties, nobody},
	{Approved, EventLapse, Lapsed, theProgram, nobody},
	{OutItem, EventTakeBack, Returned, theCustodian, theBorrower},
	{OutItem, EventRenew, OutItem, theDeciders, theBorrower},
	{OutItem, EventRecall, OutItem, theDeciders, nobody},
	{OutItem, EventRemind, OutItem, theCustodian, nobody},
	{OutItem, EventReportLost, LostItem, eitherSide, nobody},
	{LostItem, EventFound, Returned, theCustodian, theBorrower},
	{LostItem, EventIncident, Incident, theDeciders, theBorrower},
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

// happen moves the item on by an event. Returns Conflict (error.loan.state.<state>)
// when the table knows no such step.
func (it *LoanItem) happen(ev LoanEvent) error {
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

// asOf returns the item as it counts on a day: a request or approval whose time has
// passed is lapsed, even before the register says so (rule 8).
func (it LoanItem) asOf(today Date) LoanItem {
	if it.pastTime(today) {
		it.State = Lapsed
	}
	return it
}

// pastTime reports whether the item must lapse.
func (it LoanItem) pastTime(today Date) bool {
	switch it.State {
	case Requested, Approved:
		return it.ExpiresOn < today || it.Due < today
	case Waiting:
		return it.Due < today
	}
	return false
}

// daysOver returns the days an item is past due, 0 when it is not out or not overdue.
func (it LoanItem) daysOver(today Date) int {
	if it.State != OutItem || it.Due >= today {
		return 0
	}
	return it.Due.DaysUntil(today)
}
