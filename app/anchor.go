package app

import (
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
)

// Anchor is what is known from outside of a vault's audit log: the head printed on a
// register, or that of a backup. An old copy put in the vault's place is genuine in
// every byte; only an anchor tells.
type Anchor struct {
	Seq  int64
	Hash string // first hexadecimal digits of the entry's hash, upper case, at least 16
}

// AnchorState is how a vault stands to an anchor.
type AnchorState string

// The states of a vault against an anchor.
const (
	AnchorHolds  AnchorState = "holds"  // the log has the anchor's entry
	AnchorOlder  AnchorState = "older"  // the log ends before it
	AnchorBranch AnchorState = "branch" // the log has another entry in its place
)

// AnchorReport is the answer to an anchor.
type AnchorReport struct {
	Anchor Anchor
	State  AnchorState
	Head   Head // of the vault's log
}

var printedAnchor = regexp.MustCompile(`^#([1-9][0-9]{0,17})((?: ?[0-9A-F]{4}){4,16})$`)

// ParseAnchor reads a head as Head.String prints it; spaces and letters' case are
// forgiven. Returns Invalid (error.anchor) at field anchor.
func ParseAnchor(s string) (Anchor, error) {
	clean := strings.ToUpper(strings.Join(strings.Fields(s), " "))
	m := printedAnchor.FindStringSubmatch(strings.Replace(clean, "# ", "#", 1))
	if m == nil {
		return Anchor{}, Errf(Invalid, "error.anchor").At("anchor")
	}
	seq, err := strconv.ParseInt(m[1], 10, 64)
	return Anchor{Seq: seq, Hash: strings.ReplaceAll(m[2], " ", "")}, err
}

// Anchor is the backup's own: a vault must know all that its backups know.
func (b BackupInfo) Anchor() Anchor {
	return Anchor{Seq: b.Head.Seq, Hash: strings.ToUpper(hex.EncodeToString(b.Head.Hash))}
}

// Compare looks whether the log has the anchor's entry.
func (a Anchor) Compare(r AuditReader) (AnchorReport, error) {
	report := AnchorReport{Anchor: a, State: AnchorHolds}
	var err error
	if report.Head, err = r.AuditHead(); err != nil {
		return report, err
	}
	if report.Head.Seq < a.Seq {
		report.State = AnchorOlder
		return report, nil
	}
	found, err := r.Entries(AuditFilter{Before: a.Seq + 1, Limit: 1})
	if err != nil {
		return report, err
	}
	if len(found) == 0 || found[0].Seq != a.Seq || !strings.HasPrefix(strings.ToUpper(hex.EncodeToString(found[0].Hash)), a.Hash) {
		report.State = AnchorBranch
	}
	return report, nil
}
