package app

import "time"

// ExtractKind is how a part of an electronic document left the window.
type ExtractKind string

// The kinds of extracts.
const (
	Printed   ExtractKind = "print"
	Exported  ExtractKind = "export"
	Excerpted ExtractKind = "excerpt" // some pages
	SentOut   ExtractKind = "sent"    // an encrypted file for a reader outside
)

// ExtractState is where an extract stands.
type ExtractState string

// The states of an extract.
const (
	ExtractOut       ExtractState = "out"
	ExtractReturned  ExtractState = "returned"
	ExtractDestroyed ExtractState = "destroyed"
)

// Extract 副本 is one numbered copy or excerpt in the register of copies (§5.3.4): who holds it,
// for what, until when; it is to come back or to be destroyed, and is ticked off.
type Extract struct {
	ID         int64
	Number     string // FB-2026-0007, counted by year; given by the store
	Kind       ExtractKind
	ContentID  int64
	DocumentID int64
	Document   string // code
	Title      string // "" when the actor may not see the document
	ClientID   int64
	ItemID     int64  // of the loan that allowed it
	Loan       string // its number
	Pages      string // "1-3, 7"; "" for all
	HolderID   int64
	Holder     Person
	Outside    string // reader outside, with Kind sent
	Basis      string // consent or legal basis for the reader outside (§5.2.3)
	Purpose    string
	Due        Date
	MadeAt     time.Time
	State      ExtractState
	ClosedAt   time.Time
	ClosedBy   int64
	Closer     string // name
	Note       string // how it was destroyed, or in what state it came back
}

// ExtractRequest is what a reader wants to take out of the window.
type ExtractRequest struct {
	Document string // code
	Kind     ExtractKind
	Pages    string // "1-3, 7"; "" for all
	Of       int    // pages there are, as the viewer counts them; 0 when it does not, and then nothing is excerpted
	Purpose  string
	Due      Date // not after the loan's
	Outside  string
	Basis    string
}

// ExtractFilter narrows Extracts.
type ExtractFilter struct {
	State    ExtractState
	Text     string // number, document, holder
	Holder   int64
	Document string // code
	Before   string // paging key of the last row of the page before
	Limit    int    // 0 means 200
}

// ExtractRow is an extract in a list.
type ExtractRow struct {
	Extract
	Overdue int // days past due, 0 when not
	Key     string
}

// ExtractReader reads the register of copies.
type ExtractReader interface {
	Extract(number string) (Extract, error) // NotFound
	Extracts(f ExtractFilter, scope *ClientScope) ([]ExtractRow, error)
	ExtractsDue(on Date) ([]Extract, error)           // out, due by a day, oldest first
	ExtractsHeldBy(personID int64) ([]Extract, error) // out
	ExtractsOf(documentID int64) ([]Extract, error)   // newest first
}

// ExtractWriter changes it.
type ExtractWriter interface {
	AddExtract(e Extract, year int) (Extract, error)
	SaveExtract(Extract) error // state, due, how it ended
}
