package console

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/paper"
	"custody/ui/words"
)

// proofForms are the endings that name a form of the proof.
var proofForms = []string{".pdf", ".xlsx", ".csv"}

// runProof tells who was bound on --day and who had access without, and writes the report to --out. Access
// without being bound makes the command fail, like damage that verify finds.
func runProof(ctx context.Context, c *call) error {
	ext := strings.ToLower(filepath.Ext(c.out))
	if c.day == "" {
		return errUsage
	}
	if c.out != "" && !slices.Contains(proofForms, ext) {
		return tell("console.proof.form")
	}
	day, err := app.ParseDate(c.day)
	if err != nil {
		return err
	}
	return c.within(ctx, c.vault, func(s *session) error {
		r, err := s.office.Proof(ctx, day, c.args)
		if err != nil {
			return err
		}
		if c.out != "" {
			data, err := proofFile(ext, r)
			if err != nil {
				return err
			}
			if err := writeNew(c.out, data); err != nil {
				return err
			}
		}
		if err := c.print(proofAnswer(r, c.out), proofLines(r)); err != nil {
			return err
		}
		if n := r.Breaches(); n > 0 {
			return tell("console.proof.failed", n)
		}
		return nil
	})
}

func proofFile(ext string, r app.ProofReport) ([]byte, error) {
	var buf bytes.Buffer
	var err error
	switch ext {
	case ".xlsx":
		err = sheet.Write(&buf, paper.ProofTable(r))
	case ".csv":
		err = sheet.WriteCSV(&buf, paper.ProofTable(r))
	default:
		err = paper.NewDesk().Proof(&buf, r)
	}
	return buf.Bytes(), err
}

// proofLine is a finding as a machine reads it.
type proofLine struct {
	Kind   string   `json:"kind"`
	Number string   `json:"number"`
	Name   string   `json:"name"`
	Count  int      `json:"count"`
	What   []string `json:"what"`
	Held   bool     `json:"held"` // the gate let nothing open
	Late   bool     `json:"late"` // bound only by what was recorded after the day
	Lacks  string   `json:"lacks"`
}

func proofAnswer(r app.ProofReport, file string) any {
	lacks := map[int64]string{}
	for _, p := range r.People {
		lacks[p.Person.ID] = paper.ProofLacks(p)
	}
	lines := []proofLine{}
	for _, f := range r.Findings {
		lines = append(lines, proofLine{string(f.Kind), f.Person.Number, f.Person.Name, f.Count, f.What, f.Kind.Held(), f.Late, lacks[f.Person.ID]})
	}
	return map[string]any{
		"ok": r.Breaches() == 0, "day": string(r.Day), "people": len(r.People), "bound": r.Bound, "access": r.Access,
		"breaches": r.Breaches(), "findings": lines, "audit_head": r.AuditHead, "file": file,
	}
}

// proofLines is the verdict, then each finding.
func proofLines(r app.ProofReport) string {
	lines := []string{words.T("console.proof.sum", words.Date(string(r.Day)), len(r.People), r.Bound, r.Access), paper.ProofVerdict(r)}
	for _, f := range r.Findings {
		lines = append(lines, words.Join(f.Person.Name, f.Person.Number, words.N("paper.proof.find."+string(f.Kind), f.Count)))
	}
	return strings.Join(lines, "\n")
}
