package sqlitefile

import "slices"

// Orphan asks for the rows of a table that are to be looked for among the loose pages.
type Orphan struct {
	Table
	Content *Content // as Table read it; rows that are found are added
	// Check says what the table's indexes know of a row.
	Check func(Row) Verdict
	// Never is set for a table whose rows are of no use, and which yet may own loose pages.
	Never bool
}

// Doubtful is a loose page whose rows were left where they are.
type Doubtful struct {
	Page   uint32
	Tables []string // it could belong to
	Rows   int
}

// Adopt looks for the rows of tables with gaps among the pages that hang in no tree. All tables and indexes must have been
// read before. What is not certainly a row of one table, as it last was, is left and named.
func (f *File) Adopt(tables []Orphan) (left []Doubtful) {
	for n := uint32(2); n <= f.count; n++ {
		rows := f.looseLeaf(n)
		if len(rows) == 0 {
			continue
		}
		var fit []Orphan
		var names []string
		for _, t := range tables {
			if t.Content.mayHave(rows) && f.fitAll(rows, t.Table) {
				fit, names = append(fit, t), append(names, t.Name)
			}
		}
		if len(fit) == 0 {
			continue
		}
		if doubt := f.adopt(n, rows, fit); doubt > 0 {
			left = append(left, Doubtful{Page: n, Tables: names, Rows: doubt})
		}
	}
	whole := f.free.whole && !f.nameless()
	for _, t := range tables {
		t.Content.settle()
		doubt := slices.ContainsFunc(left, func(d Doubtful) bool { return slices.Contains(d.Tables, t.Name) })
		if whole && !doubt { // then all of a table whose beginning is not known was found
			t.Content.Gaps = slices.DeleteFunc(t.Content.Gaps, func(g Gap) bool { return g.Page == 0 })
		}
	}
	return left
}

// nameless reports whether a page is lost that can be any table's.
func (f *File) nameless() bool {
	for n := uint32(1); n <= f.count; n++ {
		if f.Lost(n) && f.info[n].owner == "" && !f.free.pages[n] {
			return true
		}
	}
	return false
}

// mayHave reports whether all rows lie in one gap.
func (c *Content) mayHave(rows []Row) bool {
	return slices.ContainsFunc(c.Gaps, func(g Gap) bool {
		return !slices.ContainsFunc(rows, func(r Row) bool { return r.ID < g.First || r.ID > g.Last })
	})
}

// adopt gives the rows of a page to the one table they are of. It returns how many remain in doubt.
func (f *File) adopt(n uint32, rows []Row, fit []Orphan) (doubt int) {
	owner := -1
	for i, t := range fit {
		if t.Check != nil && slices.ContainsFunc(rows, func(r Row) bool { return t.Check(r) == Current }) {
			owner = i
			break
		}
	}
	sure := owner >= 0
	if !sure && len(fit) == 1 {
		owner = 0
	}
	if owner < 0 {
		return len(rows)
	}
	t := fit[owner]
	f.info[n].owner = t.Name
	if t.Never {
		return 0
	}
	for _, r := range rows {
		v := Unknown
		if t.Check != nil {
			v = t.Check(r)
		}
		switch {
		case v == Stale:
		case v == Current || f.free.whole: // what is not free is in use
			t.Content.Rows = append(t.Content.Rows, r)
			t.Content.Loose++
		default:
			doubt++
		}
	}
	return doubt
}

// settle puts the rows in order; of two with one number, which only stale pages can give, neither of the loose ones counts.
func (c *Content) settle() {
	if c.Loose == 0 {
		return
	}
	hung := len(c.Rows) - c.Loose
	times := map[int64]int{}
	for _, r := range c.Rows {
		times[r.ID]++
	}
	rows := slices.Clone(c.Rows[:hung])
	c.Loose = 0
	for _, r := range c.Rows[hung:] {
		if times[r.ID] == 1 {
			rows = append(rows, r)
			c.Loose++
		}
	}
	c.Rows = rows
	slices.SortFunc(c.Rows, func(a, b Row) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
}
