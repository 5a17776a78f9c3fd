package paper

import (
	"time"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/words"
)

// columns makes table columns of word keys; the widths are in characters.
func columns(heads ...any) []sheet.TableColumn {
	var out []sheet.TableColumn
	for i := 0; i+1 < len(heads); i += 2 {
		out = append(out, sheet.TableColumn{Heading: words.T(heads[i].(string)), Width: float64(heads[i+1].(int))})
	}
	return out
}

// clockForm is how moments stand in exported tables, in the office's time.
const clockForm = "2006-01-02 15:04:05"

// AuditTable is the audit log as a spreadsheet, hashes in hex left to the .json form.
func AuditTable(entries []app.Entry) sheet.Table {
	t := sheet.Table{Title: words.T("paper.audit.title"), Columns: columns(
		"paper.audit.seq", 8, "paper.audit.at", 20, "paper.audit.actor", 20, "paper.audit.for", 20,
		"paper.audit.act", 22, "paper.audit.object", 20, "paper.audit.outcome", 10, "paper.audit.detail", 50)}
	t.Columns[0].Kind = sheet.Number
	for _, e := range entries {
		t.Rows = append(t.Rows, []any{
			e.Seq, e.At.In(time.Local).Format(clockForm), e.Actor, e.OnBehalf, words.T("act." + e.Act), e.Object,
			words.T("paper.outcome." + string(e.Outcome)), e.Detail,
		})
	}
	return t
}
