package app

import "time"

// ClearanceKind is why a person's sheet is gone through.
type ClearanceKind string

// The kinds of sheets.
const (
	ClearJoiner ClearanceKind = "joiner" // 入职
	ClearMover  ClearanceKind = "mover"  // 转岗
	ClearLeaver ClearanceKind = "leaver" // 离职
)

// AllClearanceKinds lists them in the order forms show them.
var AllClearanceKinds = []ClearanceKind{ClearJoiner, ClearMover, ClearLeaver}

// ClearanceState is where a sheet stands.
type ClearanceState string

// The states of a sheet.
const (
	ClearanceOpen    ClearanceState = "open"
	ClearanceClosed  ClearanceState = "closed"
	ClearanceDropped ClearanceState = "dropped" // begun by mistake
)

// Clearance 交接单 is a checklist gone through when somebody joins, moves or leaves. Closed it is final,
// and a sealed paper.
type Clearance struct {
	ID        int64
	Number    string // JJ-2026-0001, counted by year; given by the store
	PersonID  int64
	Person    Person // filled on reading
	Kind      ClearanceKind
	State     ClearanceState
	Note      string // why, or from which post to which
	OpenedAt  time.Time
	OpenedBy  Person
	EndedAt   time.Time // zero while open
	EndedBy   Person    // the custodian or administrator who closed or dropped it
	Why       string    // it was dropped, or the person did not sign
	Signature Signature // the person's; the witness's when the person was not there
	Witness   Person    // who signed in the person's place; zero when the person did
	Items     []ClearanceItem
}

// ItemMark is where a line of a sheet stands.
type ItemMark string

// The marks of a line.
const (
	MarkOpen    ItemMark = "open"
	MarkDone    ItemMark = "done"
	MarkExcused ItemMark = "excused" // not done, for a reason
)

// ClearanceItem is one line of the checklist. What the register knows (Auto) is ticked by the facts; the
// rest by a custodian.
type ClearanceItem struct {
	ID    int64  // 0 for a line of the register that nobody has touched
	Key   string // of the text, or "own"
	Text  string // of an own line
	Auto  bool
	State ItemMark
	At    time.Time // of the mark; zero while open, and for what the register counts
	By    string    // name of who set it
	ByID  int64
	Note  string // why it is excused, or what was handed over
	Open  int    // for Auto: how many are left
}

// ClearanceFilter narrows Clearances.
type ClearanceFilter struct {
	State  ClearanceState // "" for all
	Kind   ClearanceKind  // "" for all
	Person string         // number
	Before int64          // id of the last row of the page before
	Limit  int            // 0 means 200
}

// ClearanceRow is a sheet in a list; Left is how many lines are still open, 0 for one that ended.
type ClearanceRow struct {
	Clearance
	Left int
}

// ClearanceSheet is a sheet with what the actor may do.
type ClearanceSheet struct {
	Clearance
	Left   int         // lines still open
	Duties []Duty      // what outlives the post, in the words of what was signed
	Paper  SealedPaper // ID 0 while there is none
	May    ClearanceMay
}

// ClearanceMay are the acts a sheet is open to for the actor.
type ClearanceMay struct{ Mark, Close, Print bool }

// ClearanceClosing is how a sheet is closed.
type ClearanceClosing struct {
	Number   string
	Strokes  [][]Point // of the person, or of the witness
	Place    string
	Absent   bool   // the person is not there: Witness signs, and Why says why
	Witness  string // number
	Why      string
	Password string // of the custodian or administrator who closes it
}

// ClearancePrint is all that a person's sheet on paper needs.
type ClearancePrint struct {
	Organisation Organisation
	Person       Person
	Clearance    Clearance
	Commitments  []CommitmentRow
	Trainings    []TrainingRow
	Holds        []string // copies and extracts still held, by number
	Sees         []string // clients assigned, by number, without names
	Duties       []Duty   // what outlives the post, in the words of what was signed
	AuditHead    string
	PrintedBy    string
	Now          time.Time
}

// TrainingRow is one training of one person.
type TrainingRow struct {
	Session string // number
	Topic   string
	Version string // of the material
	HeldOn  Date
	Score   string
	Passed  bool
	Until   Date // last day of the pass, "" for good
}

// ClearanceReader reads people's sheets.
type ClearanceReader interface {
	Clearance(number string) (Clearance, error) // with its items as kept; NotFound
	// Clearances lists them without items, newest first.
	Clearances(f ClearanceFilter) ([]Clearance, error)
	// OpenClearanceOf is the sheet under way for a person. NotFound.
	OpenClearanceOf(personID int64) (Clearance, error)
}

// ClearanceWriter changes them.
type ClearanceWriter interface {
	// AddClearance adds a sheet under the year's next number, without items.
	AddClearance(c Clearance, year int) (Clearance, error)
	// EndClearance keeps how a sheet ended: state, by whom, why, signature, witness.
	EndClearance(Clearance) error
	// SaveClearanceItem inserts (ID 0, at the end) or updates a line.
	SaveClearanceItem(clearanceID int64, it ClearanceItem) (ClearanceItem, error)
}
