package console

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"strings"

	"custody/app"
	"custody/ui/paper"
	"custody/ui/words"
)

// salvageResult is what salvage prints with --json.
type salvageResult struct {
	From          string         `json:"from"`
	To            string         `json:"to"`
	Report        string         `json:"report"`
	Whole         bool           `json:"whole"` // nothing is lost
	Signed        bool           `json:"signed"`
	Damage        []damageLine   `json:"damage"`
	Tables        []salvageTable `json:"tables"`
	Documents     int64          `json:"documents"`
	DocumentsLost []string       `json:"documents_lost"`
}

type salvageTable struct {
	Table    string       `json:"table"`
	Saved    int64        `json:"saved"`
	Partial  []span       `json:"partial,omitempty"`
	Lost     []span       `json:"lost,omitempty"`
	Unknown  []span       `json:"unknown,omitempty"`
	Refused  []refusedRow `json:"refused,omitempty"`
	Doubtful int64        `json:"doubtful,omitempty"`
}

type span struct {
	First int64 `json:"first"`
	Last  int64 `json:"last,omitempty"` // none: nobody knows
}

type refusedRow struct {
	Row    int64  `json:"row"`
	Reason string `json:"reason"`
}

// runSalvage writes what can be read of a damaged vault into a new one, and a report beside it.
func runSalvage(ctx context.Context, c *call) error {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	if c.to == "" {
		return tell("salvage.usage.to")
	}
	with, err := c.access()
	if err != nil {
		return err
	}
	s, err := c.Vaults.Salvage(ctx, dir, c.to, with, c.progress())
	if err != nil {
		return c.condemn(err)
	}
	report, err := writeReport(filepath.Clean(c.to), strings.Join(salvageReport(s), "\n")+"\n")
	if err != nil {
		return err
	}
	if !c.json {
		for _, line := range salvageReport(s) {
			fmt.Fprintln(c.Out, line)
		}
	}
	return c.print(salvageForMachines(s, report), words.T("salvage.report", report))
}

// writeReport writes the report beside the new vault, never over another file.
func writeReport(to, text string) (string, error) {
	for i := 1; ; i++ {
		name := to + ".txt"
		if i > 1 {
			name = fmt.Sprintf("%s-%d.txt", to, i)
		}
		if err := writeNew(name, []byte(text)); err == nil || i == 9 {
			return name, err
		}
	}
}

func salvageForMachines(s app.Salvage, report string) salvageResult {
	r := salvageResult{
		From: s.From, To: s.To, Report: report, Whole: s.Whole(), Signed: s.Signed, Documents: s.Documents,
		Damage: damageLines(s.Found.Damage, paper.Damage), Tables: []salvageTable{}, DocumentsLost: append([]string{}, s.Lost...),
	}
	for _, t := range s.Tables {
		out := salvageTable{Table: t.Table, Saved: t.Saved, Doubtful: t.Doubtful, Partial: spans(t.Partial), Lost: spans(t.Lost), Unknown: spans(t.Unknown)}
		for _, f := range t.Refused {
			out.Refused = append(out.Refused, refusedRow{f.Row, words.T(f.Reason)})
		}
		r.Tables = append(r.Tables, out)
	}
	return r
}

func spans(list []app.Span) (out []span) {
	for _, s := range list {
		if s.Last == math.MaxInt64 {
			s.Last = 0
		}
		out = append(out, span(s))
	}
	return out
}

// salvageReport is the report for people.
func salvageReport(s app.Salvage) []string {
	out := []string{words.T("salvage.head", s.From), words.T("salvage.to", s.To), words.T("salvage.keys"), ""}
	if s.Found.Sound() {
		out = append(out, words.T("salvage.damage.none"))
	} else {
		out = append(out, words.T("salvage.damage"))
		for _, d := range s.Found.Damage {
			out = append(out, "  "+paper.Damage(d))
		}
	}
	out = append(out, "", words.T("salvage.saved"))
	for _, t := range s.Tables {
		if t.Saved > 0 {
			out = append(out, words.T("salvage.row", paper.Table(t.Table), t.Saved))
		}
	}
	if s.Documents > 0 {
		out = append(out, words.T("salvage.documents", s.Documents))
	}
	out = append(append(out, ""), lostLines(s)...)
	if s.Signed {
		return append(out, "", words.T("salvage.signed"))
	}
	return append(out, "", words.T("salvage.unsigned"))
}

// lostLines tell what is lost, table by table.
func lostLines(s app.Salvage) []string {
	if s.Whole() {
		return []string{words.T("salvage.lost.none")}
	}
	out := []string{words.T("salvage.lost")}
	for _, d := range s.Found.Damage {
		if d.Part == app.PartCommit {
			out = append(out, words.T("salvage.commit", ranges([]app.Span{{First: d.Number, Last: max(d.Number, d.Last)}})))
		}
	}
	for _, t := range s.Tables {
		out = append(out, tableLosses(t)...)
	}
	for _, file := range s.Lost {
		out = append(out, words.T("salvage.document", file))
	}
	return out
}

func tableLosses(t app.SalvagedTable) (out []string) {
	name := paper.Table(t.Table)
	if len(t.Partial) > 0 {
		out = append(out, words.T("salvage.partial", name, ranges(t.Partial)))
	}
	if len(t.Lost) > 0 {
		key := "salvage.lost.rows"
		if t.Table == "audit" {
			key = "salvage.lost.entries"
		}
		out = append(out, words.T(key, name, ranges(t.Lost)))
	}
	for _, u := range t.Unknown {
		switch {
		case u.Last < math.MaxInt64:
			out = append(out, words.T("salvage.unknown", name, ranges([]app.Span{u})))
		case u.First > 1:
			out = append(out, words.T("salvage.unknown.from", name, u.First))
		default:
			out = append(out, words.T("salvage.unknown.all", name))
		}
	}
	for _, reason := range []string{"error.salvage.parent", "error.salvage.twice", "error.salvage.rule"} {
		var rows []app.Span
		for _, f := range t.Refused {
			if f.Reason != reason {
				continue
			}
			if n := len(rows); n > 0 && rows[n-1].Last+1 == f.Row {
				rows[n-1].Last = f.Row
			} else {
				rows = append(rows, app.Span{First: f.Row, Last: f.Row})
			}
		}
		if len(rows) > 0 {
			out = append(out, words.T("salvage.refused", name, ranges(rows), words.T(reason)))
		}
	}
	if t.Doubtful > 0 {
		out = append(out, words.T("salvage.doubtful", name, t.Doubtful))
	}
	return out
}

// ranges writes numbers as 3, 5–9.
func ranges(list []app.Span) string {
	var out []string
	for _, s := range list {
		if s.First == s.Last {
			out = append(out, fmt.Sprint(s.First))
		} else {
			out = append(out, fmt.Sprintf("%d–%d", s.First, s.Last))
		}
	}
	return strings.Join(out, ", ")
}
