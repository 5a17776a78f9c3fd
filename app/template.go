package app

import (
	"strings"
	"time"

	"custody/app/wording"
)

// TemplateState is what a version of a text is worth on a day. Draft, Approved and Withdrawn are decisions;
// TextInForce, TextSuperseded and TextEnded follow from the calendar.
type TemplateState string

// The states of a version of a text.
const (
	TextDraft      TemplateState = "draft"
	TextApproved   TemplateState = "approved" // its day is still to come; it can be signed ahead
	TextInForce    TemplateState = "in_force"
	TextSuperseded TemplateState = "superseded"
	TextWithdrawn  TemplateState = "withdrawn" // before its day
	TextEnded      TemplateState = "ended"     // one of the office's own, taken out of use
)

// Audience says whom a text is for, and whether nothing opens without it (rule 1).
type Audience struct {
	Kinds []PersonKind // none means everybody
	Roles []Role       // and who holds one of these; none means all
	Gate  bool
}

// TextVersion is an approved version of a text without its body.
type TextVersion struct {
	Audience
	ID      int64
	Key     TemplateKey
	Number  string
	Version string
	Title   string // in Chinese
	// ApprovedOn is "" for what the program brings.
	ApprovedOn Date
	InForce    Date
	Months     int  // how long a commitment to it is valid
	EndedOn    Date // the first day without it, "" for none
}

// Drafting is how a version of a text came about.
type Drafting struct {
	State      TemplateState // draft, approved or withdrawn
	AuthorID   int64         // 0 for what the program brings
	Writers    []int64       // all who wrote in it, the author first: none of them approves it (rule 3)
	ApproverID int64
	ApprovedOn Date
	ChangedAt  time.Time
	// SubmittedAt is since when the draft waits to be approved, zero while it is being written.
	SubmittedAt time.Time
	Note        string
	EndedOn     Date
	Months      int // how long a commitment to it is valid
	Audience    Audience
}

// NewDraft begins a new version of a text, or a new text.
type NewDraft struct {
	Key     TemplateKey // "" for a new text of the office's own
	From    int64       // the version that is copied, 0 for none
	Version string      // "" for the one after the newest
	Body    []byte      // JSON of app/wording; nil for a copy of From, or an empty text
	Note    string      // what changes, and why
}

// TemplateRow is one version of a text in a list.
type TemplateRow struct {
	Template
	Title    string // in Chinese
	Own      bool   // the office's own, not one of the procedure
	Now      TemplateState
	Author   string // name; "" for what the program brings
	Approver string
	Until    Date // the last day in force where that is known, "" else
	Signed   int  // people here who are bound by it today, or have signed it ahead
	ToSign   int  // people here whom it is for and who have not signed it
	Coming   bool // approved, and the next to come into force
	May      TemplateActs
}

// TemplateActs are what the actor may do with a version now.
type TemplateActs struct {
	Copy, Edit, Drop, Submit, Approve, Withdraw bool
	// Wrote: the actor could approve it, had they not written it (rule 3).
	Wrote bool
}

// TemplateSheet is one version of a text with all that is known of it.
type TemplateSheet struct {
	TemplateRow
	Text     wording.Text
	Problems []wording.Problem
	Before   int64 // the version to compare it with: in force before it, or today; 0 for none
}

// TemplatePrint is all that a proof copy of a text needs. It is no commitment: nobody signs it.
type TemplatePrint struct {
	Template     Template
	Now          TemplateState
	Organisation Organisation
	AuditHead    string
	PrintedBy    string
	At           time.Time
}

// ownPrefix begins the keys of the office's own texts.
const ownPrefix = "own-"

// Own reports whether the text is the office's own, not one of the procedure.
func (k TemplateKey) Own() bool { return strings.HasPrefix(string(k), ownPrefix) }

// TemplateReader reads texts in all their versions.
type TemplateReader interface {
	// Templates lists every version of every text with its body: by key, the newest first.
	Templates() ([]Template, error)
	// TextVersions lists the approved versions, by key, from the first to come into force to the last.
	TextVersions() ([]TextVersion, error)
}

// TemplateWriter changes drafts and decides on them; what was in force is never changed.
type TemplateWriter interface {
	SaveTemplate(Template) error // all but ID and Key
	DropTemplate(id int64) error
}
