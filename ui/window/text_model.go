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

// history is what an edited text was before, to go back to, and to come back from. Typing in one place is one step,
// a long text some.
type history struct {
	past, ahead []historyStep
	place       string // where the last step was typed; "" for an act of its own
	typed       int    // changes since
}

// historyStep is a text as it was, and which part was open.
type historyStep struct {
	body []byte
	part string
}

// maxSteps is how many steps can be gone back, maxTyped how many characters one step has at most.
const (
	maxSteps = 200
	maxTyped = 40
)

// note keeps the text before a change at a place; "" is an act that is always a step of its own.
func (h *history) note(t wording.Text, part, place string) {
	h.ahead = nil
	h.typed++
	if place != "" && place == h.place && h.typed <= maxTyped {
		return
	}
	h.place, h.typed = place, 1
	h.past = push(h.past, t, part)
}

// push puts a text on a pile, unless it lies there already.
func push(pile []historyStep, t wording.Text, part string) []historyStep {
	body, err := json.Marshal(t)
	if err != nil || len(pile) > 0 && bytes.Equal(pile[len(pile)-1].body, body) {
		return pile
	}
	if len(pile) == maxSteps {
		pile = slices.Delete(pile, 0, 1)
	}
	return append(pile, historyStep{body, part})
}

// back returns the text before the last step; false where there is none. now is the text as it is.
func (h *history) back(now wording.Text, part string) (wording.Text, string, bool) {
	return h.turn(&h.past, &h.ahead, now, part)
}

// forth takes the last step back again.
func (h *history) forth(now wording.Text, part string) (wording.Text, string, bool) {
	return h.turn(&h.ahead, &h.past, now, part)
}

func (h *history) turn(from, to *[]historyStep, now wording.Text, part string) (wording.Text, string, bool) {
	h.place = ""
	n := len(*from)
	if n == 0 {
		return wording.Text{}, "", false
	}
	last := (*from)[n-1]
	*from = (*from)[:n-1]
	*to = push(*to, now, part)
	t, err := wording.Read(last.body)
	return t, last.part, err == nil
}
