package app

import (
	"context"
	"time"
)

// ProofReport 证明报告 tells, for one day, who was bound by which version, and who had access without being
// bound (§5.2.1, §5.3.1): nobody may have. What was held and opened is taken from facts that the gate has no
// hand in: tasks, loans, readings, the log. People are taken as they are now where the register keeps no past:
// kind and roles.
type ProofReport struct {
	Organisation Organisation
	Day          Date
	Partial      bool // of some people only
	Texts        []ProofText
	People       []ProofPerson
	Bound        int // of People
	Access       int // of People: had a task, held something, or opened something that day
	Findings     []ProofFinding
	AuditHead    string
	PrintedBy    string
	Now          time.Time
}

// ProofText is a text in force on the day.
type ProofText struct {
	Key     TemplateKey
	Title   string
	Number  string
	Version string
	From    Date
	Bound   int // people bound by it
}

// ProofPerson is one person on the day.
type ProofPerson struct {
	Person   Person
	Standing Standing
	Signed   []ProofCommitment // what bound the person that day
	Trained  []ProofPass
	Contract string // number of the body's contract in force, "" without a body
	Access   ProofAccess
	// Late: bound only by what was recorded after the day; on the day itself the office did not know of it.
	Late bool
}

// ProofCommitment is a commitment that held on the day.
type ProofCommitment struct {
	ID       int64
	Key      TemplateKey
	Title    string
	Number   string // of the text
	Version  string
	SignedOn Date
	// RecordedOn is the day it came into the register, "" where nothing tells.
	RecordedOn Date
	Until      Date
	Method     string // "screen" or "paper"
	Witness    string // name, "" when the signer's own password did
	Paper      string // SHA-256 of the newest sealed paper, hex; "" while there is none
}

// ProofPass is a training that held on the day.
type ProofPass struct {
	Topic   string
	Session string // number
	On      Date
	Until   Date // "" for good
}

// ProofAccess is what a person could reach on the day, and did.
type ProofAccess struct {
	Clients    int // tasks in force
	Paper      int // paper copies out
	Electronic int // electronic copies out
	Extracts   int // prints and exports out
	Openings   int // documents opened for reading
	Acts       int // other entries of the log that show clients' information
}

// Any reports whether there was anything at all.
func (a ProofAccess) Any() bool { return a != ProofAccess{} }

// FindingKind is what somebody had without being bound.
type FindingKind string

// The kinds of findings. What the program alone keeps closed (tasks, electronic copies) is told apart from
// what was in somebody's hands or was opened.
const (
	FindPaper   FindingKind = "paper"   // held paper copies
	FindExtract FindingKind = "extract" // held prints or exports
	FindOpening FindingKind = "opening" // opened a document
	FindAct     FindingKind = "act"     // did something that shows clients' information
	FindTask    FindingKind = "task"    // had a task; the gate let nothing open
	FindLoan    FindingKind = "loan"    // had an electronic copy on loan; the gate let nothing open
)

// Held reports whether the gate held: nothing opened.
func (k FindingKind) Held() bool { return k == FindTask || k == FindLoan }

// ProofFinding is one person who had something without being bound, or bound only by what was recorded later.
type ProofFinding struct {
	Kind   FindingKind
	Person Person
	Count  int
	What   []string // numbers and codes, at most proofNames of them
	Late   bool     // see ProofPerson; what the gate kept closed is no such finding
}

// Breaches counts the findings where somebody had access and nothing bound them.
func (r ProofReport) Breaches() int {
	return r.count(func(f ProofFinding) bool { return !f.Late && !f.Kind.Held() })
}

// Later counts the findings where somebody had access and was bound by what was recorded later.
func (r ProofReport) Later() int {
	return r.count(func(f ProofFinding) bool { return f.Late })
}

func (r ProofReport) count(of func(ProofFinding) bool) int {
	n := 0
	for _, f := range r.Findings {
		if of(f) {
			n++
		}
	}
	return n
}

// ProofFact is that a person held or did something on a day; What is its number or code.
type ProofFact struct {
	PersonID int64
	Kind     FindingKind
	What     string
}

// ProofReader reads what the proof for a day needs, each for everybody at once.
type ProofReader interface {
	// CommitmentsBy lists what was signed by a day, by person and newest first, without signatures.
	CommitmentsBy(on Date) ([]Commitment, error)
	// CommitmentSums are the sums of the newest sealed papers of commitments, by the commitment's id.
	CommitmentSums() (map[int64]string, error)
	// TopicsBefore lists the topics of training as they were when a day began. One of which nothing was noted is
	// as it is now.
	TopicsBefore(day Date) ([]Topic, error)
	// PassesBy lists trainings passed by a day, newest first, with what the report shows of them.
	PassesBy(on Date) ([]PassRow, error)
	// ContractNumbers are the contracts in force on a day, by the body's id.
	ContractNumbers(on Date) (map[int64]string, error)
	// ProofFacts lists the tasks in force on a day, and what was out or opened between two moments.
	ProofFacts(on Date, from, to time.Time) ([]ProofFact, error)
	// EntriesBetween lists the entries of the log from a moment to before another.
	EntriesBetween(from, to time.Time) ([]Entry, error)
	// AddedAt is when people were added, by number, as the log tells; who was there from the start is not in it.
	AddedAt() (map[string]time.Time, error)
}

// PassRow is a passed training as a report shows it.
type PassRow struct {
	Pass
	Topic   string
	Months  int
	Session string
	// RecordedOn is the day the result was entered, "" where nothing tells.
	RecordedOn Date
}

// Proof tells who was bound on a day, today or in the past, and who had access without it. Without numbers it
// is of everybody who was here, and of whoever held or opened something; with numbers of those people. Inspector,
// custodian, administrator. Returns NotAllowed, NotFound, Invalid (day).
func (o *Office) Proof(ctx context.Context, day Date, numbers []string) (ProofReport, error) {
	var r ProofReport
	err := o.change(ctx, "proof.make", string(day), func(c *change) error {
		if err := c.mustHave(Inspector, Custodian, Administrator); err != nil {
			return err
		}
		if !day.Valid() {
			return Errf(Invalid, "error.date", string(day)).At("day")
		}
		if day > c.today {
			return Errf(Invalid, "error.date.ahead", string(day)).At("day")
		}
		p := proof{work: &c.work, day: day}
		var err error
		if r, err = p.report(numbers); err != nil {
			return err
		}
		err = c.log(string(day), map[string]any{"people": len(r.People), "findings": len(r.Findings), "breaches": r.Breaches(), "later": r.Later()})
		if err != nil {
			return err
		}
		r.Organisation, r.AuditHead, err = c.imprint()
		return err
	})
	return r, err
}
