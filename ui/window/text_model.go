package window

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"custody/app/wording"
)

// The parts of a text that the editor opens one at a time, beside its clauses (see clausePart).
const (
	partHead       = "title"
	partParties    = "parties"
	partPreamble   = "preamble"
	partClauses    = "clauses" // none of them: where the first will stand
	partClosing    = "closing"
	partSignatures = "signatures"
)

// clausePart names the clause i, from 0.
func clausePart(i int) string { return partClauses + "." + strconv.Itoa(i) }

// clauseOf is which clause a part is; false for the others.
func clauseOf(part string) (int, bool) {
	rest, ok := strings.CutPrefix(part, partClauses+".")
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(rest)
	return i, err == nil
}

// partOf is the part that a path of wording.Problem or letter.Place lies in.
func partOf(path string) string {
	first, rest, _ := strings.Cut(path, ".")
	switch first {
	case partClauses:
		n, _, _ := strings.Cut(rest, ".")
		if n == "" {
			return partClauses
		}
		return partClauses + "." + n
	case partParties, partPreamble, partClosing, partSignatures:
		return first
	}
	return partHead
}

// partsOf lists the parts of a text in reading order.
func partsOf(t wording.Text) []string {
	parts := []string{partHead, partParties, partPreamble}
	for i := range t.Clauses {
		parts = append(parts, clausePart(i))
	}
	return append(parts, partClosing, partSignatures)
}

// addClause puts an empty clause after the part, or as the last one where the part is no clause, and
// returns its name.
func addClause(t *wording.Text, after string) string {
	at := len(t.Clauses)
	if i, ok := clauseOf(after); ok && i < at {
		at = i + 1
	}
	t.Clauses = slices.Insert(t.Clauses, at, wording.Clause{Refs: []string{}})
	return clausePart(at)
}

// moveClause moves a clause by that many places and returns its new name; false where there is no place.
func moveClause(t *wording.Text, part string, by int) (string, bool) {
	i, ok := clauseOf(part)
	if to := i + by; ok && to >= 0 && to < len(t.Clauses) {
		t.Clauses[i], t.Clauses[to] = t.Clauses[to], t.Clauses[i]
		return clausePart(to), true
	}
	return part, false
}

// dropClause takes a clause out and returns what stands in its place.
func dropClause(t *wording.Text, part string) string {
	i, ok := clauseOf(part)
	if !ok || i >= len(t.Clauses) {
		return part
	}
	t.Clauses = slices.Delete(t.Clauses, i, i+1)
	if len(t.Clauses) == 0 {
		return partPreamble
	}
	return clausePart(min(i, len(t.Clauses)-1))
}

// move exchanges an element of a list with its neighbour.
func move[T any](list []T, i, by int) {
	if to := i + by; to >= 0 && to < len(list) {
		list[i], list[to] = list[to], list[i]
	}
}

// newTable is a table as it begins: two columns, one row.
func newTable() *wording.Table {
	return &wording.Table{Head: make([]string, 2), Rows: [][]string{make([]string, 2)}}
}

// addColumn and dropColumn change the width of a table by its last column; every row follows.
func addColumn(t *wording.Table) {
	t.Head = append(t.Head, "")
	evenRows(t)
}

func dropColumn(t *wording.Table) {
	if len(t.Head) > 1 {
		t.Head = t.Head[:len(t.Head)-1]
		evenRows(t)
	}
}

// evenRows gives every row a cell for each column. Text beyond the last column goes into it, not away.
func evenRows(t *wording.Table) {
	n := len(t.Head)
	for i, row := range t.Rows {
		for len(row) < n {
			row = append(row, "")
		}
		if len(row) > n && n > 0 {
			row = append(slices.Clone(row[:n-1]), strings.TrimSpace(strings.Join(row[n-1:], " ")))
		}
		t.Rows[i] = row
	}
}

// history is what an edited text was before, to go back to. Typing in one place is one step.
type history struct {
	steps []historyStep
	place string // where the last step was typed; "" for an act of its own
}

// historyStep is a text as it was, and which part was open.
type historyStep struct {
	body []byte
	part string
}

// maxSteps is how many steps can be gone back.
const maxSteps = 200

// note keeps the text before a change at a place; "" is an act that is always a step of its own.
func (h *history) note(t wording.Text, part, place string) {
	if place != "" && place == h.place {
		return
	}
	h.place = place
	body, err := json.Marshal(t)
	if err != nil || len(h.steps) > 0 && bytes.Equal(h.steps[len(h.steps)-1].body, body) {
		return
	}
	if len(h.steps) == maxSteps {
		h.steps = slices.Delete(h.steps, 0, 1)
	}
	h.steps = append(h.steps, historyStep{body, part})
}

// back returns the text before the last step; false where there is none.
func (h *history) back() (wording.Text, string, bool) {
	h.place = ""
	n := len(h.steps)
	if n == 0 {
		return wording.Text{}, "", false
	}
	last := h.steps[n-1]
	h.steps = h.steps[:n-1]
	t, err := wording.Read(last.body)
	return t, last.part, err == nil
}
