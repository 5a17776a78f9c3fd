package store

import (
	"cmp"
	"math"
	"slices"

	"custody/app"
)

// lost are the rows that are known to be lost, and the numbers of which nobody can tell.
func (t *table) lost() (lost, unknown []app.Span) {
	have := make(map[int64]bool, len(t.content.Rows))
	for _, r := range t.content.Rows {
		have[r.ID] = true
	}
	gone := map[int64]bool{}
	for _, d := range t.content.Unreadable {
		if !have[d.ID] && d.ID > 0 {
			gone[d.ID] = true
		}
	}
	sure := false
	for _, x := range t.indexes {
		sure = sure || x.Whole
		for id := range x.Keys {
			if !have[id] {
				gone[id] = true
			}
		}
	}
	lost = spans(gone)
	if !sure {
		for _, g := range t.content.Gaps {
			unknown = append(unknown, app.Span{First: max(g.First, 1), Last: g.Last})
		}
	}
	return lost, joined(unknown)
}

// lostEntries is lost for the audit log: its numbers have no holes, so every missing one is lost.
func (t *table) lostEntries() (lost, unknown []app.Span) {
	lost, unknown = t.lost()
	end := int64(0)
	for _, s := range append(lost, unknown...) {
		if s.Last < math.MaxInt64 {
			end = max(end, s.Last)
		} else {
			end = max(end, s.First-1)
		}
	}
	for _, r := range t.content.Rows {
		end = max(end, r.ID)
	}
	gone := map[int64]bool{}
	for n := int64(1); n <= end; n++ {
		gone[n] = true
	}
	for _, r := range t.content.Rows {
		delete(gone, r.ID)
	}
	unknown = slices.DeleteFunc(unknown, func(s app.Span) bool { return s.Last < math.MaxInt64 })
	for i := range unknown {
		unknown[i].First = end + 1
	}
	return spans(gone), unknown
}

// joined makes one of spans that follow one another.
func joined(list []app.Span) []app.Span {
	slices.SortFunc(list, func(a, b app.Span) int { return cmp.Compare(a.First, b.First) })
	var out []app.Span
	for _, s := range list {
		if k := len(out); k > 0 && (out[k-1].Last == math.MaxInt64 || s.First <= out[k-1].Last+1) {
			out[k-1].Last = max(out[k-1].Last, s.Last)
			continue
		}
		out = append(out, s)
	}
	return out
}

// spans joins numbers that follow one another.
func spans(set map[int64]bool) []app.Span {
	var all []int64
	for n := range set {
		all = append(all, n)
	}
	slices.Sort(all)
	var out []app.Span
	for _, n := range all {
		if k := len(out); k > 0 && out[k-1].Last == n-1 {
			out[k-1].Last = n
			continue
		}
		out = append(out, app.Span{First: n, Last: n})
	}
	return out
}
