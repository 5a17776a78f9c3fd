package app

import (
	"context"
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
	Approved  ItemState = "approved"  // to be collected
	RefusedIt ItemState = "refused"   // final
	Withdrawn ItemState = "withdrawn" // final: by the borrower
	Lapsed    ItemState = "lapsed"    // final: not decided or not collected in time (rule 8)
	OutItem   ItemState = "out"       // with the borrower
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
	Number      string // JY-2026-0412
	BorrowerID  int64
	Borrower    Person
	RequestedBy Person // differs from Borrower when a custodian asks for somebody
	Purpose     string
	Place       Place
	Due         Date
	RequestedAt time.Time
	ExpiresOn   Date // of the decision or the pick-up
}

// LoanItem is one copy in a loan.
type LoanItem struct {
	ID         int64
	LoanID     int64
	CopyID     int64
	Code       string // of the copy
	Title      string // "" when the actor may not see the client
	ClientID   int64
	Client     string // name, likewise
	Home       Location
	Sensitive  bool
	Pages      int
	State      ItemState
	Due        Date // starts as the loan's, moves with renewals
	Renewals   int
	DecidedBy  string // person, and "for" principal when delegated
	Reason     string // of a refusal
	OutAt      time.Time
	BackAt     time.Time
	Condition  Condition
	PagesBack  int
	RecalledAt time.Time
	RecallDue  Date
	Reminded   int
	QueueNo    int
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
	Before   string // paging key
	Limit    int    // 0 means 200
}

// LoanRow is a loan in a list.
type LoanRow struct {
	Loan
	Client   string // names the actor may see; "" otherwise
	Copies   int
	State    ItemState // the one that matters most: lost, out, approved, requested, …
	Overdue  int       // days past due, 0 when not
	DueToday bool
	Key      string
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
	Decide, HandOut, TakeBack, Renew, Recall, Withdraw, ReportLost, Found bool
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
}

// Decision approves or refuses one copy; a refusal needs a reason.
type Decision struct {
	Copy    string
	Approve bool
	Reason  string
}

// Handover is the act at the counter: both signatures.
type Handover struct {
	Loan      string // number, or "" to take every approved copy of Borrower in Copies
	Borrower  string // number
	Copies    []string
	Borrowers [][]Point // borrower's strokes
	Keepers   [][]Point // custodian's strokes
	Place     string
}

// Takeback is one copy coming back.
type Takeback struct {
	Copy      string
	Condition Condition
	Pages     int // counted
	Note      string
}

// ReturnInput is the act of taking copies back with both signatures.
type ReturnInput struct {
	Copies    []Takeback
	Borrowers [][]Point
	Keepers   [][]Point
}

// CounterPerson is what the counter shows of the person in front of it.
type CounterPerson struct {
	Person
	Roles    Roles
	Out      int
	Overdue  int
	Standing Standing
}

// ScanKind is what a scanned number turned out to be.
type ScanKind string

// The kinds of scans.
const (
	ScanCopy    ScanKind = "copy"
	ScanLoan    ScanKind = "loan"
	ScanPerson  ScanKind = "person"
	ScanUnknown ScanKind = "unknown"
)

// CounterItem is one line of the counter's basket.
type CounterItem struct {
	Code, Title, Client string
	Home                Location
	Pages               int
	Loan                string // the loan it would be handed out or returned on
	Due                 Date
	Borrower            Person
	Ready               bool
	Why                 *Error // why not, with the fix; nil when Ready
}

// Scan is what the counter's field made of one number.
type Scan struct {
	Kind   ScanKind
	Person *CounterPerson
	Loan   *LoanRow
	Items  []CounterItem // one for a copy, all that can be handed out (taken back) for a loan or person
	Why    *Error        // for ScanUnknown: in words
}

// Slip is all a printed loan slip needs; asking for it is logged as a print.
type Slip struct {
	Loan           Loan
	Items          []LoanItem
	Organisation   Organisation
	BorrowerSigned Signature
	KeeperSigned   Signature
	Keeper         Person
	HandedOutAt    time.Time
	AuditHead      string
	PrintedBy      string
	Now            time.Time
}

// LoanBook is all a printed loan book for a period needs; asking for it is logged.
type LoanBook struct {
	From, To     Date
	Rows         []LoanBookRow
	Organisation Organisation
	AuditHead    string
	PrintedBy    string
	Now          time.Time
}

// LoanBookRow is one copy lent in the period.
type LoanBookRow struct {
	Number   string
	Item     LoanItem
	Borrower Person
	Purpose  string
	Place    Place
	Keeper   string
}

// LoanReader reads loans.
type LoanReader interface {
	Loan(number string) (Loan, error)
	LoanByID(id int64) (Loan, error)
	Items(loanID int64) ([]LoanItem, error)
	// OpenItems returns items of a copy in a state that is not final, oldest first.
	OpenItems(copyID int64) ([]LoanItem, error)
	// BorrowerItems returns a person's items in the states, by due date.
	BorrowerItems(personID int64, states ...ItemState) ([]LoanItem, error)
	ItemsIn(states ...ItemState) ([]LoanItem, error)
	Loans(f LoanFilter, v LoanScope, today Date) ([]LoanRow, error)
	CountLoans(f LoanFilter, v LoanScope, today Date) (int, error)
	LoanBookRows(from, to Date, scope *ClientScope) ([]LoanBookRow, error)
	NextLoanNumber(year int) (string, error)
	HandoverOf(loanID int64) (borrower, keeper Signature, by Person, at time.Time, err error)
}

// LoanScope limits a query to loans the actor may see: all of them, those of a
// person, and those of a department's people.
type LoanScope struct {
	All           bool
	PersonIDs     []int64
	DepartmentIDs []int64
}

// LoanWriter changes loans.
type LoanWriter interface {
	AddLoan(Loan) (Loan, error)
	SaveLoan(Loan) error
	AddItem(LoanItem) (LoanItem, error)
	SaveItem(LoanItem) error
	AddHandover(loanID int64, kind string, borrowerSig, keeperSig, keeperPerson int64, at time.Time) error
}

// Loans lists loans the actor may see: custodian all, approver the department's,
// others their own. Client names only where rule 2 allows.
func (o *Office) Loans(ctx context.Context, f LoanFilter) ([]LoanRow, error) { return nil, errNotBuilt }

// CountLoans counts every tab by the same rule.
func (o *Office) CountLoans(ctx context.Context, f LoanFilter) (map[LoanTab]int, error) {
	return nil, errNotBuilt
}

// OpenLoan returns one loan with its items and what the actor may do.
func (o *Office) OpenLoan(ctx context.Context, number string) (LoanSheet, error) {
	return LoanSheet{}, errNotBuilt
}

// RequestLoan asks for copies. Rule 1 for the borrower and the actor; due date
// required, not in the past, not beyond Settings.MaxLoanDays (rule 8); each copy in
// place, or Queue. Returns Invalid(s) by field (copies, purpose, place, due), NotAllowed
// (error.unsigned, FixSign), Conflict (error.copy.out with FixQueue, error.copy.hold).
func (o *Office) RequestLoan(ctx context.Context, r LoanRequest) (Loan, error) {
	return Loan{}, errNotBuilt
}

// Decide approves or refuses copies of a loan. Custodian, or the approver of the
// borrower's department, or their delegate; never who asked or who borrows (rule 3:
// error.self.approve). Rule 1 is checked again. Returns NotAllowed, Conflict, Invalid (reason).
func (o *Office) Decide(ctx context.Context, number string, ds []Decision) (LoanSheet, error) {
	return LoanSheet{}, errNotBuilt
}

// Withdraw takes back what is requested, waiting or approved. The borrower or who asked.
func (o *Office) Withdraw(ctx context.Context, number string) error { return errNotBuilt }

// Scan tells what a number typed or scanned at the counter is; hand says hand out
// (true) or take back. Custodian. Wrong scans come back in Why, not as an error.
func (o *Office) Scan(ctx context.Context, text string, hand bool, borrower string) (Scan, error) {
	return Scan{}, errNotBuilt
}

// HandOut hands approved copies over with both signatures, all or nothing.
// Custodian, not to oneself (rule 3). Returns the loans' numbers for the slips.
func (o *Office) HandOut(ctx context.Context, h Handover) ([]string, error) { return nil, errNotBuilt }

// TakeBack takes copies back, all or nothing; the first in a copy's queue becomes
// requested. Custodian, not from oneself.
func (o *Office) TakeBack(ctx context.Context, in ReturnInput) error { return errNotBuilt }

// Renew moves the due date of copies out. Borrower asks, custodian or approver; not
// while somebody waits (error.renew.waiting), not recalled, at most Settings.MaxRenewals.
func (o *Office) Renew(ctx context.Context, number string, copies []string, due Date) error {
	return errNotBuilt
}

// Recall asks copies back by a day. Custodian or approver.
func (o *Office) Recall(ctx context.Context, number string, copies []string, due Date, reason string) error {
	return errNotBuilt
}

// Remind counts a reminder to the borrower of an overdue loan. Custodian.
func (o *Office) Remind(ctx context.Context, number string) error { return errNotBuilt }

// ReportLost opens the search for a copy that is out. Borrower or custodian.
func (o *Office) ReportLost(ctx context.Context, number, copyCode, note string) error {
	return errNotBuilt
}

// Found ends the search: the copy is back in place.
func (o *Office) Found(ctx context.Context, copyCode, note string) error { return errNotBuilt }

// OpenIncident ends the search without the copy; it is gone with a reason.
func (o *Office) OpenIncident(ctx context.Context, copyCode, note string) error { return errNotBuilt }

// PrintSlip returns a loan for its slip and logs the print. Custodian or the borrower.
func (o *Office) PrintSlip(ctx context.Context, number string) (Slip, error) {
	return Slip{}, errNotBuilt
}

// PrintLoanBook returns the loans of a period and logs the print. Custodian, inspector
// (without client names and titles).
func (o *Office) PrintLoanBook(ctx context.Context, from, to Date) (LoanBook, error) {
	return LoanBook{}, errNotBuilt
}
