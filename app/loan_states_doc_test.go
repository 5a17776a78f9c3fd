package app_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"custody/app"
)

// update writes docs/loan-states.md anew instead of comparing it.
var update = flag.Bool("update", false, "write docs/loan-states.md from the table in loan_states.go")

const statesDoc = "../docs/loan-states.md"

// The page in docs is what the table says.
func TestLoanStatesPageIsTheTable(t *testing.T) {
	want := statesPage()
	if *update {
		ok(t, os.MkdirAll("../docs", 0o755))
		ok(t, os.WriteFile(statesDoc, []byte(want), 0o644))
	}
	got, err := os.ReadFile(statesDoc)
	ok(t, err)
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Errorf("%s is not what loan_states.go says; run go test ./app -run LoanStatesPage -update", statesDoc)
	}
}

func statesPage() string {
	var b strings.Builder
	b.WriteString(statesIntro)
	b.WriteString("```mermaid\nstateDiagram-v2\n")
	for _, tr := range app.LoanTransitions {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", node(tr.From), node(tr.To), tr.Event)
	}
	for _, s := range finals() {
		fmt.Fprintf(&b, "    %s --> [*]\n", s)
	}
	b.WriteString("```\n\n| from | event | to | who may | who never | copies |\n| --- | --- | --- | --- | --- | --- |\n")
	for _, tr := range app.LoanTransitions {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", node(tr.From), tr.Event, tr.To, doers(tr.Who), doers(tr.Never), tr.Medium)
	}
	b.WriteString(statesNotes)
	return b.String()
}

func node(s app.ItemState) string {
	if s == app.NewItem {
		return "[*]"
	}
	return string(s)
}

func doers(ds []app.Doer) string {
	var names []string
	for _, d := range ds {
		names = append(names, string(d))
	}
	return strings.Join(names, ", ")
}

func finals() []app.ItemState {
	var out []app.ItemState
	for _, s := range allStates {
		if s.Final() {
			out = append(out, s)
		}
	}
	return out
}

var allStates = []app.ItemState{
	app.Waiting, app.Requested, app.Approved, app.RefusedIt, app.Withdrawn,
	app.Lapsed, app.OutItem, app.Returned, app.LostItem, app.Incident,
}

const statesIntro = `# The life of a loan's copy

Made from the table in ` + "`app/loan_states.go`" + `, which every method that changes a loan goes by;
` + "`go test ./app -run LoanStatesPage -update`" + ` writes this page.

`

const statesNotes = `
- A loan is a basket; each copy in it goes its own way through these states.
- Overdue is not a state: it is *out* past its due date. Renew, recall and remind leave the state as it is.
- *custodian* and *approver* are duties; an approver's is for the people of the own department. A delegate
  has the duty of the principal and both names in the log, and may not do what the principal may never.
- *program* follows from another act or from time: a request lapses when nobody decides it, an approval when
  nobody collects it, both and a place in the queue when the due date has passed; the first in the queue
  takes its turn when the copy is free again.
- *copies* says which copies a line is for, all when it is empty. An electronic copy is nowhere on the shelves: it
  opens when its key is wrapped to the borrower, at the approval if who decides has the key, else with the next
  session of somebody who has; given back or past its due date, the key goes. Nobody queues for one, and it is
  never overdue.
- At most one item of a paper copy is requested, approved, out or lost at a time, and at most one of an electronic copy by
  the same borrower; the register's schema keeps it so.
`
