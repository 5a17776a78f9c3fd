package app

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// PaperSum is a sealed paper as the register has it, for a check against the log.
type PaperSum struct {
	ID     int64
	Ref    string
	SHA256 string // as it was kept with the paper, hex
	Read   string // of the file as it is there now, hex; "" without a file
}

// PaperChecker is what checking the sealed papers needs; every Reader is one.
type PaperChecker interface {
	Entries(f AuditFilter) ([]Entry, error)
	// EachPaperSum calls fn for every sealed paper with the sum of its file, read for it.
	EachPaperSum(fn func(PaperSum) error) error
}

// CheckPapers looks at every sealed paper: that its file is the one that was sealed, that the log carries its
// sum, and that none that the log tells of is missing. It is a check for the store and the console; it decides
// no permission.
func CheckPapers(r PaperChecker) ([]Damage, error) {
	entries, err := r.Entries(AuditFilter{Act: actSeal, Outcome: Done, Limit: -1})
	if err != nil {
		return nil, err
	}
	logged := make(map[string]Entry, len(entries))
	for _, e := range entries {
		if sum := e.sealedSum(); sum != "" {
			logged[sum] = e
		}
	}
	var out []Damage
	err = r.EachPaperSum(func(p PaperSum) error {
		place := fmt.Sprintf("paper %d %s", p.ID, p.Ref)
		if p.Read != p.SHA256 {
			out = append(out, paperDamaged(p.ID, place, "error.damage.paper"))
		}
		if e, ok := logged[p.SHA256]; !ok || e.Object != p.Ref {
			out = append(out, paperDamaged(p.ID, place, "error.damage.paper.unlogged"))
		}
		delete(logged, p.SHA256)
		return nil
	})
	for _, e := range logged {
		out = append(out, paperDamaged(e.Seq, fmt.Sprintf("entry %d %s", e.Seq, e.Object), "error.damage.paper.lost"))
	}
	return sortedDamage(out), err
}

func paperDamaged(number int64, place, reason string) Damage {
	return Damage{File: "register", Part: PartReference, Number: number, Table: "papers", Place: place, Reason: reason}
}

// sealedSum is the sum of the sealed paper that an entry tells of, "" for any other entry.
func (e Entry) sealedSum() string {
	var detail struct{ SHA256 string }
	if e.Act != actSeal || json.Unmarshal([]byte(e.Detail), &detail) != nil {
		return ""
	}
	return detail.SHA256
}

// paperWhole returns a paper's file and timestamp as they were kept. Returns Damaged (error.damage.paper) for a
// file that is not the one that was sealed.
func (w *work) paperWhole(p SealedPaper) (pdf, stamp []byte, err error) {
	pdf, stamp, err = w.PaperFile(p.ID)
	if err != nil {
		return nil, nil, missing(err, Errf(Damaged, "error.damage.paper"))
	}
	if sum := sha256.Sum256(pdf); hex.EncodeToString(sum[:]) != p.SHA256 {
		return nil, nil, Errf(Damaged, "error.damage.paper")
	}
	return pdf, stamp, nil
}
