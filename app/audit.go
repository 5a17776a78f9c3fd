package app

import "time"

// Outcome says whether an act was done or refused.
type Outcome string

// The outcomes an audit entry records.
const (
	Done    Outcome = "done"
	Refused Outcome = "refused"
)

// Entry is one line of the audit log (rule 7): chained to the one before by hash
// and signed by the actor's key.
type Entry struct {
	Seq      int64
	At       time.Time
	Login    string // account that acted
	Actor    string // person number and name
	OnBehalf string // principal's number and name, for a delegate (rule 3)
	Act      string // e.g. "loan.approve"; word key "act."+Act
	Object   string // code or number of what it concerns, e.g. JY-2026-0412; never a client's name
	Outcome  Outcome
	Detail   string // JSON object of short facts; for a refusal its message key and arguments
	Prev     []byte // hash of the entry before, 32 zero bytes for the first
	Hash     []byte // SHA-256 over Prev and the canonical form of the fields above
	Sig      []byte // Ed25519 over Hash by the actor's key
}

// Head is the end of the audit chain; printed on registers so that a cut tail shows.
type Head struct {
	Seq  int64
	Hash []byte
}

// AuditFilter narrows Audit.
type AuditFilter struct {
	From, To Date
	Text     string // act, object or actor
	Object   string // exactly this object
	Act      string // exactly this act
	Outcome  Outcome
	Before   int64          // entries before this seq; 0 for the newest
	Limit    int            // 0 means 200, negative means all
	Zone     *time.Location // whose days From and To are; the office fills it in
}

// AuditReader reads the log.
type AuditReader interface {
	AuditHead() (Head, error)
	Entries(f AuditFilter) ([]Entry, error)
	// EachEntry calls fn for every entry from the first on, until fn returns an error.
	EachEntry(fn func(Entry) error) error
	LastEntry() (Entry, error) // NotFound when the log is empty
}

// AuditWriter appends to the log.
type AuditWriter interface {
	AppendEntry(Entry) error
}

// AuditReport is what verification of the chain found.
type AuditReport struct {
	Entries int64
	Head    Head
	Broken  []Damage
}
