package letter

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"custody/app/wording"
)

// TestPlacesHoldTheirParts: every part of a text has its place, in reading order, and what stands there is that
// part's text.
func TestPlacesHoldTheirParts(t *testing.T) {
	c := testCommitment(t, "nda", "王𬱖", true)
	pages, places := testPress().CommitmentPlaces(c)
	var parts []string
	for _, p := range places {
		if !slices.Contains(parts, p.Part) {
			parts = append(parts, p.Part)
		}
	}
	want := []string{"title", "parties.0", "parties.1", "preamble"}
	for i := range c.Template.Clauses {
		want = append(want, fmt.Sprintf("clauses.%d", i))
	}
	if want = append(want, "closing", "signatures"); !slices.Equal(parts, want) {
		t.Fatalf("parts %v, want %v", parts, want)
	}
	for i, clause := range c.Template.Clauses {
		at := places[slices.IndexFunc(places, func(p Place) bool { return p.Part == fmt.Sprintf("clauses.%d", i) })]
		said := ""
		for _, run := range pages[at.Page].Runs() {
			if run.Y > at.Top && run.Y < at.Bottom {
				said += run.Text
			}
		}
		if !strings.Contains(said, clause.Heading) {
			t.Errorf("clause %d: %q stands where %q should", i+1, said, clause.Heading)
		}
	}
}

// TestProofIsMarked: every page of a copy that is not to be signed says so, above everything else, and an
// unfinished text has pages too.
func TestProofIsMarked(t *testing.T) {
	c := testCommitment(t, "nda", "王𬱖", false)
	c.Proof = "草稿校样"
	for i, sheet := range testPress().CommitmentPages(c) {
		first := sheet.Runs()[0]
		for _, run := range sheet.Runs() {
			if run.Y < first.Y {
				first = run
			}
		}
		if first.Text != c.Proof {
			t.Errorf("page %d begins with %q", i+1, first.Text)
		}
	}
	if pages := testPress().CommitmentPages(Commitment{Template: wording.Text{}}); len(pages) != 1 {
		t.Errorf("an empty text has %d pages", len(pages))
	}
}

// TestClauseWithoutSource: a clause that rests on none of the procedure has no empty brackets.
func TestClauseWithoutSource(t *testing.T) {
	c := testCommitment(t, "nda", "王𬱖", false)
	c.Template.Clauses = []wording.Clause{{Text: "乙方保守秘密。", Refs: []string{}}}
	for _, run := range testPress().CommitmentPages(c)[0].Runs() {
		if strings.Contains(run.Text, "（）") {
			t.Errorf("%q stands on the page", run.Text)
		}
	}
}
