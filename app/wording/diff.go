package wording

import (
	"fmt"
	"slices"
	"strings"
)

// ChangeKind is what became of a part of a text.
type ChangeKind string

// The kinds of changes.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// Change is one part of a text that is not the same in two versions. A clause is one part with its heading,
// items, table and clauses of the procedure, a line each.
type Change struct {
	Kind ChangeKind
	// Path is where, as in Problem: in the new text, for what was removed in the old. Beside those of Problem
	// there are "for" and "gate"; a clause is clauses.2 as a whole.
	Path string
	// Old and New are the clause's number in the old and the new text from 1, 0 where it has none.
	Old, New int
	Runs     []Run // in the order of reading; of what was added or removed a single one
}

// Run is a piece of text that stayed, came or went.
type Run struct {
	Kind ChangeKind // "" for what stayed
	Text string
}

// Diff tells what a new version of a text changes, in the order of reading.
func Diff(before, after Text) []Change {
	var d differ
	d.part("title", before.Title["zh"], after.Title["zh"])
	d.part("title.en", before.Title["en"], after.Title["en"])
	d.part("number", before.Number, after.Number)
	d.part("version", before.Version, after.Version)
	d.part("months", fmt.Sprint(before.ValidMonths), fmt.Sprint(after.ValidMonths))
	d.part("for", before.For.line(), after.For.line())
	d.part("gate", fmt.Sprint(before.Gate), fmt.Sprint(after.Gate))
	d.part("parties", partyLines(before.Parties), partyLines(after.Parties))
	d.part("preamble", before.Preamble, after.Preamble)
	d.clauses(before.Clauses, after.Clauses)
	d.part("closing", before.Closing, after.Closing)
	d.part("signatures", signLines(before.Signatures), signLines(after.Signatures))
	return d.found
}

func (a Audience) line() string { return strings.Join(slices.Concat(a.Kinds, a.Roles), ", ") }

func partyLines(parties []Party) string {
	lines := make([]string, len(parties))
	for i, p := range parties {
		lines[i] = p.Label + "：" + p.Text
	}
	return strings.Join(lines, "\n")
}

func signLines(places []Signatory) string {
	lines := make([]string, len(places))
	for i, s := range places {
		lines[i] = s.Label
	}
	return strings.Join(lines, "\n")
}

// lines are a clause as it is compared: all that it says.
func (c Clause) lines() string {
	var out []string
	if c.Heading != "" {
		out = append(out, c.Heading)
	}
	if c.Text != "" {
		out = append(out, c.Text)
	}
	for _, item := range c.Items {
		out = append(out, item.lines())
	}
	if c.Table != nil {
		for _, row := range append([][]string{c.Table.Head}, c.Table.Rows...) {
			out = append(out, strings.Join(row, " | "))
		}
	}
	if len(c.Refs) > 0 {
		out = append(out, "§"+strings.Join(c.Refs, "、§"))
	}
	return strings.Join(out, "\n")
}

type differ struct{ found []Change }

func (d *differ) part(path, before, after string) {
	if before == after {
		return
	}
	d.add(Change{Path: path}, before, after)
}

func (d *differ) add(c Change, before, after string) {
	switch {
	case before == "":
		c.Kind, c.Runs = Added, []Run{{Added, after}}
	case after == "":
		c.Kind, c.Runs = Removed, []Run{{Removed, before}}
	default:
		c.Kind, c.Runs = Changed, Runs(before, after)
	}
	d.found = append(d.found, c)
}

// clauses pairs the clauses that are most alike without changing their order; what has no partner came or went.
func (d *differ) clauses(before, after []Clause) {
	was, is := make([]string, len(before)), make([]string, len(after))
	for i, c := range before {
		was[i] = c.lines()
	}
	for i, c := range after {
		is[i] = c.lines()
	}
	i, j := 0, 0
	for _, p := range append(pairs(was, is), [2]int{len(was), len(is)}) {
		for ; i < p[0]; i++ {
			d.add(Change{Path: fmt.Sprintf("clauses.%d", i), Old: i + 1}, was[i], "")
		}
		for ; j < p[1]; j++ {
			d.add(Change{Path: fmt.Sprintf("clauses.%d", j), New: j + 1}, "", is[j])
		}
		if i < len(was) && j < len(is) {
			if was[i] != is[j] {
				d.add(Change{Path: fmt.Sprintf("clauses.%d", j), Old: i + 1, New: j + 1}, was[i], is[j])
			}
			i, j = i+1, j+1
		}
	}
}

// alike is how alike two clauses have to be to count as one that was changed.
const alike = 0.35

// pairs finds the pairs of the old and the new list that are alike, in the order of both, with the most
// likeness in all.
func pairs(was, is []string) [][2]int {
	best := make([][]float64, len(was)+1)
	for i := range best {
		best[i] = make([]float64, len(is)+1)
	}
	score := make([][]float64, len(was))
	for i := len(was) - 1; i >= 0; i-- {
		score[i] = make([]float64, len(is))
		for j := len(is) - 1; j >= 0; j-- {
			score[i][j] = likeness(was[i], is[j])
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if score[i][j] >= alike {
				best[i][j] = max(best[i][j], best[i+1][j+1]+score[i][j])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(was) && j < len(is); {
		switch {
		case score[i][j] >= alike && best[i][j] == best[i+1][j+1]+score[i][j]:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return out
}

// likeness is the share of pairs of neighbouring characters that two texts have in common, 0 to 1.
func likeness(a, b string) float64 {
	if a == b {
		return 1
	}
	count := map[[2]rune]int{}
	n := 0
	each := func(s string, fn func([2]rune)) {
		last := rune(0)
		for _, r := range s {
			fn([2]rune{last, r})
			last = r
			n++
		}
	}
	each(a, func(p [2]rune) { count[p]++ })
	common := 0
	each(b, func(p [2]rune) {
		if count[p] > 0 {
			count[p]--
			common++
		}
	})
	return 2 * float64(common) / float64(max(n, 1))
}
