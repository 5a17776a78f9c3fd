package app

import (
	"math"
	"time"
)

// TemplateKey names a commitment: one of the three of the procedure (§8.1, §8.2, §9), or the office's own.
type TemplateKey string

// The commitments.
const (
	NDA          TemplateKey = "nda"          // 《保密协议》 §5.3.1
	Impartiality TemplateKey = "impartiality" // 《公正性和保密性承诺书》 §4.2
	Conduct      TemplateKey = "conduct"      // 《商务行为守则》 commitment, annex 1
)

// AllTemplates lists the commitments of the procedure in the order people sign them.
var AllTemplates = []TemplateKey{NDA, Impartiality, Conduct}

// Required are the commitments without which nothing opens (rule 1).
var Required = []TemplateKey{NDA, Impartiality}

// Clause is one numbered obligation and the clauses of the procedure it rests on.
type Clause struct {
	Text string   `json:"text"`
	Refs []string `json:"refs"`
}

// Template is one version of a commitment's text, as kept in the vault.
type Template struct {
	ID      int64
	Key     TemplateKey
	Number  string // ZBT-TP-046-R1
	Version string // C/0
	Body    []byte // the JSON of assets/templates, exact
	SHA256  string // of Body, hex
	InForce Date   // "" for a draft
	Drafting
}

// Point is a place on the signature pad as fractions of its width and height.
type Point struct{ X, Y float64 }

// Signature is a handwritten signature: strokes of points, and when and where.
type Signature struct {
	ID      int64
	Name    string
	Strokes [][]Point
	At      time.Time
	Place   string
}

// leastInk is the shortest signature, all strokes together, as a fraction of the pad's side: a pen that rests
// trembles, and makes many points of one dot.
const leastInk = 0.02

// Blank reports whether nothing was written: no stroke, or a single dot.
func (s Signature) Blank() bool {
	var n int
	ink := 0.0
	for _, st := range s.Strokes {
		n += len(st)
		for i := 1; i < len(st); i++ {
			ink += math.Hypot(st[i].X-st[i-1].X, st[i].Y-st[i-1].Y)
		}
	}
	return n < 4 || ink < leastInk
}

// CommitmentState is what a commitment is worth on a day; it is derived, never stored.
type CommitmentState string

// The states of a person's commitment.
const (
	Missing    CommitmentState = "missing"
	InForce    CommitmentState = "in_force"
	Expiring   CommitmentState = "expiring" // in force, ends within Settings.ExpiringDays
	Expired    CommitmentState = "expired"
	Superseded CommitmentState = "superseded" // a later one was signed
	Ahead      CommitmentState = "ahead"      // to a version that comes into force later
)

// Commitment is one signed commitment. It is final.
type Commitment struct {
	ID         int64
	PersonID   int64
	TemplateID int64
	Key        TemplateKey
	Number     string // of the template
	Version    string
	SignedOn   Date
	ValidUntil Date
	RecordedOn Date   // the day it came into the register: later than SignedOn for paper; "" in older ones where nothing tells
	Method     string // "screen" or "paper"
	Signature  Signature
	Witness    string // name of the custodian who attested, "" when the signer's own password did
	WitnessID  int64  // likewise; 0 in commitments from before this was kept
	TextSHA256 string
	HasScan    bool
	Matched    ScanMatched
	PaperID    int64            // the newest sealed paper, 0 while it waits to be sealed
	Counter    Countersignature // for the organisation; the zero value while there is none
}

// Countersignature is the organisation's part of a commitment that two parties sign.
type Countersignature struct {
	PersonID  int64 // who signed for the organisation; 0 for nobody yet
	Post      string
	Signature Signature
	PaperID   int64 // the first sealed paper that shows it, 0 while that waits
}

// ScanMatched tells how a scan was found to be the right paper.
type ScanMatched string

// How a scan was matched.
const (
	MatchedByCode ScanMatched = "code" // a QR code of the page names the person and the text
	MatchedByEye  ScanMatched = "eye"  // the custodian looked and answers for it
)

// CommitmentRow is one commitment of one person in a list, signed or missing.
type CommitmentRow struct {
	Commitment
	Person Person
	State  CommitmentState
	Title  string // of the template, in Chinese
	// WantsCounter: in force, and the organisation, the other party, has not signed yet; MayCounter: the
	// actor may do so, see Countersign.
	WantsCounter, MayCounter bool
}

// Standing is what rule 1 says of a person on a day.
type Standing struct {
	Bound   bool          // all that the gate asks of the person is in force
	Missing []TemplateKey // what is missing or expired
	// Titles of the office's own texts among Missing, in Chinese.
	Titles map[TemplateKey]string
	Until  Date // the earliest end, when Bound
	Left   bool // no longer works here: never bound
	// Untrained names topics of the gate without a pass in force (§5.3.2).
	Untrained []string
	// Uncontracted: acts for an external body without a contract with a confidentiality clause in force (§4.3).
	Uncontracted bool
}

// CommitmentFilter narrows Commitments.
type CommitmentFilter struct {
	State  CommitmentState // "" for all
	Text   string
	Person string // number
	Key    TemplateKey
}

// Signing is all that is needed to show and sign one commitment.
type Signing struct {
	Person       Person
	Template     Template
	Organisation Organisation
	Today        Date
	ValidUntil   Date
	OwnPassword  bool // the actor is the signer: asks for the actor's password; else the actor attests
	AuditHead    string
	PrintedBy    string
	Now          time.Time
}

// SignInput is the act of signing.
type SignInput struct {
	PersonNumber string
	Key          TemplateKey
	TemplateID   int64 // the version that was read; 0 for the one to be signed now
	Strokes      [][]Point
	Place        string
	Password     string // the signer's own, or the attesting custodian's
	ReadToEnd    bool
}

// PaperInput records a commitment that was signed on paper.
type PaperInput struct {
	PersonNumber string
	Key          TemplateKey
	SignedOn     Date
	ScanName     string // file name of the scan, "" for none yet
	Scan         []byte // PNG, JPEG or PDF, at most 20 MB
	ByEye        bool   // not all QR codes could be read, and the custodian answers for it that this is the right paper, and whole
	Password     string // the attesting custodian's
}

// CommitmentPrint is all a printed commitment needs. Asking for it is logged as a print.
type CommitmentPrint struct {
	Signing
	Commitment *Commitment // nil for one still to be signed
}

// CommitmentReader reads templates and commitments.
type CommitmentReader interface {
	TemplateInForce(key TemplateKey, on Date) (Template, error) // NotFound
	Template(id int64) (Template, error)
	Commitment(id int64) (Commitment, error)
	CommitmentsOf(personID int64) ([]Commitment, error) // newest first, without strokes
	// LatestCommitments returns everybody's commitment to each version of each text, the one that lasts
	// longest, without strokes.
	LatestCommitments() ([]Commitment, error)
	// Signatures returns signatures with their strokes, by id.
	Signatures(ids ...int64) (map[int64]Signature, error)
	Scan(commitmentID int64) (name string, data []byte, err error)
}

// CommitmentWriter adds texts and commitments. A commitment is never changed.
type CommitmentWriter interface {
	AddTemplate(Template) (Template, error) // approved when it says nothing else
	AddCommitment(c Commitment, scanName string, scan []byte) (Commitment, error)
	AddSignature(Signature) (Signature, error)
	// AddCountersignature adds the organisation's signature, which commitments may share. A commitment
	// has one at most.
	AddCountersignature(commitmentID int64, c Countersignature) error
	// ShownCountersignature notes the first sealed paper that shows it.
	ShownCountersignature(commitmentID, paperID int64) error
}
