package app

import (
	"time"
)

// Place is where a borrower will use what is lent.
type Place string

// The places of use.
const (
	AtOffice      Place = "office"
	AtAuditSite   Place = "audit_site"
	AtReadingRoom Place = "reading_room"
)

// AllPlaces lists them in order.
var AllPlaces = []Place{AtOffice, AtAuditSite, AtReadingRoom}

// ItemState is where one copy of a loan stands. The transitions are in loan_states.go.
type ItemState string

// The states of a loan item. Overdue is not a state: it is OutItem past its due date.
const (
	Waiting   ItemState = "waiting"   // queued for a copy that is out
	Requested ItemState = "requested" // to be decided
	Approved  ItemState = "approved"  // to be collected; an electronic copy: its key is to be given
	RefusedIt ItemState = "refused"   // final
	Withdrawn ItemState = "withdrawn" // final: by the borrower
	Lapsed    ItemState = "lapsed"    // final: not decided or not collected in time (rule 8)
	OutItem   ItemState = "out"       // with the borrower; an electronic copy: open to the borrower
	Returned  ItemState = "returned"  // final
	LostItem  ItemState = "lost"      // being searched for
	Incident  ItemState = "incident"  // final: not found, an incident was opened
)

// Condition is how a copy came back.
type Condition string

// The conditions of a returned copy.
const (
	ConditionGood    Condition = "good"
	ConditionWorn    Condition = "worn"
	ConditionDamaged Condition = "damaged"
	ConditionPages   Condition = "pages_missing"
)

// AllConditions lists them in order.
var AllConditions = []Condition{ConditionGood, ConditionWorn, ConditionDamaged, ConditionPages}

// Loan is one request for a basket of copies.
type Loan struct {
	ID          int64
	Number      string // JY-2026-0412, counted by year; given by the store
	BorrowerID  int64
	AskerID     int64
	Borrower    Person
	RequestedBy Person // differs from Borrower when a custodian asks for somebody
	Purpose     string
	Place       Place
	Due         Date
	RequestedAt time.Time
	ExpiresOn   Date // of the next decision or pick-up; "" when none is awaited
}

// LoanItem is one copy in a loan.
type LoanItem struct {
	ID           int64
	LoanID       int64
	Loan         string // number of the loan
	BorrowerID   int64
	CopyID       int64
	Code         string // of the copy
	DocumentID   int64
	Title        string // "" when the actor may not see the client
	ClientID     int64
	Client       string // name, likewise
	Home         Location
	Sensitive    bool
	Pages        int // of the copy; from the hand-out on, as handed out
	State        ItemState
	Due          Date // starts as the loan's, moves with renewals and recalls
	ExpiresOn    Date // of the decision or the pick-up; "" when none is awaited
	Renewals     int
	DeciderID    int64
	DecidedBy    string // name
	PrincipalID  int64
	DecidedFor   string // name of the principal, when a delegate decided
	Reason       string // of a refusal
	OutID        int64  // of the hand-out
	OutAt        time.Time
	BackID       int64 // of the taking back
	BackAt       time.Time
	Condition    Condition
	PagesBack    int
	Note         string // of the return, the loss or its end
	RecalledAt   time.Time
	RecallDue    Date
	RecallReason string
	Reminded     int
	QueueNo      int // place in the queue while Waiting, from 1
	Electronic   bool
	Asked        Permits // of an electronic copy
	Allowed      Permits
}

// LoanTab is one of the states of the loans list.
type LoanTab string

// The tabs of the loans screen.
const (
	TabPending LoanTab = "pending" // requested: to be decided
	TabCounter LoanTab = "counter" // approved: to be collected
	TabOut     LoanTab = "out"
	TabOverdue LoanTab = "overdue"
	TabQueue   LoanTab = "queue"
	TabHistory LoanTab = "history" // everything, newest first
)

// LoanFilter narrows Loans.
type LoanFilter struct {
	Tab      LoanTab
	Text     string
	Borrower string // number
	Client   string // code
	From, To Date
	Before   string         // paging key of the last row of the page before
	Limit    int            // 0 means 200
	Zone     *time.Location // whose days From and To are; the office fills it in
}

// LoanRow is a loan in a list.
type LoanRow struct {
	Loan
	Client   string // names the actor may see; "" otherwise
	Title    string // of the first copy the actor may see
	Copies   int
	State    ItemState // the one that matters most: lost, out, approved, requested, …
	Reminded int
	Overdue  int // days past due, 0 when not
	DueToday bool
	// Electronic says that none of its copies is on paper.
	Electronic bool
	Key        string
}

// LoanSheet is one loan with its items and what the actor may do.
type LoanSheet struct {
	LoanRow
	Items    []LoanItem
	Standing Standing     // of the borrower
	Assigned []Assignment // of the borrower to the clients concerned, today
	May      LoanActs
	History  []Entry
}

// LoanActs says which acts are open to the actor now; each method decides again.
type LoanActs struct {
	Decide, HandOut, TakeBack, GiveBack, Renew, Recall, Remind, Withdraw, ReportLost, Found, Incident bool
	// Why is the reason when Decide is false for a pending loan (self-approval …).
	Why *Error
}

// LoanRequest is what a borrower asks for.
type LoanRequest struct {
	Borrower string   // number; "" means the actor
	Copies   []string // codes
	Purpose  string
	Place    Place
	Due      Date
	Queue    bool // wait for copies that are out
	// Permits are asked for with the electronic copies, beside viewing; paper ignores them.
	Permits Permits
}

// Decision approves or refuses one copy; a refusal needs a reason.
type Decision struct {
	Copy    string
	Approve bool
	Reason  string
	Permits Permits // of an electronic copy: what of the permits asked for is allowed
}
