package app

import (
	"context"
	"io"
	"time"
)

// PaperKind is what a sealed paper is.
type PaperKind string

// The kinds of sealed papers.
const (
	PaperCommitment PaperKind = "commitment" // a signed commitment, Ref CN-12
	PaperClearance  PaperKind = "clearance"  // a closed joiner's, mover's or leaver's sheet, Ref its number
)

// SealedPaper 封存件 is a finished PDF under the organisation's digital signature (PAdES B-B), as kept
// in the vault. It is final: a later fact makes another paper.
type SealedPaper struct {
	ID          int64
	Kind        PaperKind
	Ref         string // what it is the paper of: see PaperKind
	PersonID    int64
	Person      string // name, filled on reading
	Number      string // of the person, filled on reading
	Title       string // of the document, in Chinese, without a client's name
	SHA256      string // of the whole file, hex
	Size        int64  // bytes
	At          time.Time
	Fingerprint string    // SHA-256 of the organisation's certificate that signed it, hex
	StampedAt   time.Time // what the imported timestamp (RFC 3161) says; zero without one
	StampedBy   string    // name in the timestamp authority's certificate
}

// Papers makes the letters that the office itself keeps and judges texts before they are printed.
// ui/paper implements it. An office without one (Env.Papers nil) seals nothing: what is signed waits
// for a session that can.
type Papers interface {
	// Commitment writes a commitment as an archival PDF (PDF/A-2b), not yet signed digitally.
	Commitment(w io.Writer, p CommitmentPrint) error
	// Clearance writes a person's closed sheet.
	Clearance(w io.Writer, p ClearancePrint) error
	// Missing returns the characters of text that no face of paper has, each once.
	Missing(text string) string
}

// Scans reads what was scanned or photographed. ui/reader/code implements it.
type Scans interface {
	// Codes returns the texts of the QR codes on the pages of a PNG, JPEG or PDF, page by page in
	// order; a page without a readable code is "". Returns Invalid (error.scan.kind) for what can't be read.
	Codes(ctx context.Context, data []byte) ([]string, error)
}

// PaperReader reads sealed papers.
type PaperReader interface {
	Paper(id int64) (SealedPaper, error)                     // NotFound
	PaperOf(kind PaperKind, ref string) (SealedPaper, error) // the newest; NotFound
	PaperBySum(sha256 string) (SealedPaper, error)           // NotFound
	PapersOf(personID int64) ([]SealedPaper, error)          // newest first
	PaperFile(id int64) (pdf, stamp []byte, err error)       // stamp nil without one
	PaperChecker
	// UnsealedCommitments lists signed commitments without a paper, oldest first, at most limit.
	UnsealedCommitments(limit int) ([]int64, error)
	// TemplateNamed returns a version of a text by document number and version; NotFound.
	TemplateNamed(number, version string) (Template, error)
}

// PaperWriter adds them.
type PaperWriter interface {
	AddPaper(p SealedPaper, certificateID int64, pdf []byte) (SealedPaper, error)
	StampPaper(id int64, at time.Time, by string, token []byte) error
}
