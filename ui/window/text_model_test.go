package window

import (
	"slices"
	"testing"

	"custody/app/wording"
)

// TestPartOf: every path of a problem leads to a part that the editor has.
func TestPartOf(t *testing.T) {
	for path, want := range map[string]string{
		"title": partHead, "number": partHead, "version": partHead, "months": partHead, "gate": partHead, "": partHead,
		"parties": partParties, "parties.1": partParties, "preamble": partPreamble, "clauses": partClauses,
		"clauses.3": "clauses.3", "clauses.12.items.0.text": "clauses.12", "clauses.0.table": "clauses.0",
		"closing": partClosing, "signatures": partSignatures, "signatures.2": partSignatures,
	} {
		if got := partOf(path); got != want {
			t.Errorf("%q lies in %q, want %q", path, got, want)
		}
	}
}

// TestClausesMove: clauses are added after the open one, moved, and taken out, and what is open follows.
func TestClausesMove(t *testing.T) {
	var text wording.Text
	texts := func() (out []string) {
		for _, c := range text.Clauses {
			out = append(out, c.Text)
		}
		return out
	}
	for i, s := range []string{"甲", "乙", "丙"} {
		if part := addClause(&text, partPreamble); part != clausePart(i) {
			t.Fatalf("clause %d became %q", i, part)
		}
		text.Clauses[i].Text = s
	}
	part := addClause(&text, "clauses.0")
	text.Clauses[1].Text = "丁"
	if part != "clauses.1" || !slices.Equal(texts(), []string{"甲", "丁", "乙", "丙"}) {
		t.Fatalf("%q in %v", part, texts())
	}
	if part, ok := moveClause(&text, part, 1); !ok || part != "clauses.2" {
		t.Errorf("moved to %q", part)
	}
	if _, ok := moveClause(&text, "clauses.3", 1); ok {
		t.Error("the last clause moved on")
	}
	if part := dropClause(&text, "clauses.3"); part != "clauses.2" || !slices.Equal(texts(), []string{"甲", "乙", "丁"}) {
		t.Errorf("%q in %v", part, texts())
	}
	for range 3 {
		part = dropClause(&text, "clauses.0")
	}
	if part != partPreamble || len(text.Clauses) != 0 {
		t.Errorf("%q after the last clause", part)
	}
}

// TestTableKeepsItsText: a narrower table loses no text, and its rows stay as wide as its head.
func TestTableKeepsItsText(t *testing.T) {
	table := newTable()
	addColumn(table)
	table.Rows[0] = []string{"一", "二", "三"}
	dropColumn(table)
	if got := table.Rows[0]; len(got) != 2 || got[1] != "二 三" {
		t.Errorf("the row is %q", got)
	}
	dropColumn(table)
	dropColumn(table)
	if len(table.Head) != 1 || table.Rows[0][0] != "一 二 三" {
		t.Errorf("head %q, row %q", table.Head, table.Rows[0])
	}
}

// TestHistory: what is typed in one place is one step, each act is one, the way back ends at the beginning, and the
// way forth where one was.
func TestHistory(t *testing.T) {
	var h history
	text := wording.Text{Preamble: ""}
	for _, typed := range []string{"本", "本人", "本人承诺"} {
		h.note(text, partPreamble, partPreamble)
		text.Preamble = typed
	}
	h.note(text, partPreamble, "")
	part := addClause(&text, partPreamble)
	h.note(text, part, part+".text")
	text.Clauses[0].Text = "保密"
	back := func(want func(wording.Text) bool, wantPart string) {
		t.Helper()
		was, at, ok := h.back(text, part)
		if !ok || at != wantPart || !want(was) {
			t.Errorf("back to %v %q %v", ok, at, was)
		}
		text, part = was, at
	}
	back(func(w wording.Text) bool { return w.Clauses[0].Text == "" }, part)
	back(func(w wording.Text) bool { return len(w.Clauses) == 0 && w.Preamble == "本人承诺" }, partPreamble)
	back(func(w wording.Text) bool { return w.Preamble == "" }, partPreamble)
	if _, _, ok := h.back(text, part); ok {
		t.Error("there is a step before the beginning")
	}
	for range 3 {
		text, part, _ = h.forth(text, part)
	}
	if len(text.Clauses) != 1 || text.Clauses[0].Text != "保密" {
		t.Errorf("forth to %+v", text)
	}
	h.note(text, part, "")
	if _, _, ok := h.forth(text, part); ok {
		t.Error("there is a way forth after a new change")
	}
}

// TestLongTypingIsSomeSteps: undoing takes back a sentence, not the whole paragraph.
func TestLongTypingIsSomeSteps(t *testing.T) {
	var h history
	var text wording.Text
	for range 3 * maxTyped {
		h.note(text, partPreamble, partPreamble)
		text.Preamble += "字"
	}
	was, _, ok := h.back(text, partPreamble)
	if n := len([]rune(was.Preamble)); !ok || n != 2*maxTyped {
		t.Errorf("%d characters are left of %d", n, 3*maxTyped)
	}
}
