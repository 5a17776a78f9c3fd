package app

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
	ScanBinder  ScanKind = "file"
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
	Items  []CounterItem // one for a copy, all that can be handed out (taken back) for a loan, person or case file
	Why    *Error        // for ScanUnknown: in words
}
