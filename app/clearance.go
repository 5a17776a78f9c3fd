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

// Clearance 交接单 is a checklist gone through when somebody joins, moves or leaves. Closed it is a
// sealed paper.
type Clearance struct {
	ID       int64
	Number   string // JJ-2026-0001
	PersonID int64
	Kind     ClearanceKind
	OpenedOn Date
	ClosedAt time.Time // zero while open
	Items    []ClearanceItem
}

// ClearanceItem is one line of the checklist. What the register knows (Auto) is ticked by the facts; the
// rest by a custodian.
type ClearanceItem struct {
	Key    string // of the text, or "own"
	Text   string // of an own line
	Auto   bool
	Done   bool
	DoneAt time.Time
	DoneBy string
	Note   string // why, or what is still open
	Open   int    // for Auto: how many are left
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
	Duties       []string // what outlives the post, in the words of what was signed
	Signature    Signature
	Witness      string
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
