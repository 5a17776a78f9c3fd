package store

import (
	"context"
	"slices"
	"strings"

	"custody/app"
	"custody/store/sqlitefile"
)

// remains is the register of a damaged vault as far as its pages can be read.
type remains struct {
	file   *sqlitefile.File
	shapes []shape
	tables map[string]*table
	kinds  map[string]owner // by name of a table or an index

	migrations sqlitefile.Content
	version    int // of the register's newest migration; 0 if nobody can tell
}

// owner says whose page it is that belongs to a name.
type owner struct {
	held  app.Held
	table string
}

// table is what was read of one table.
type table struct {
	shape
	content sqlitefile.Content
	indexes []readIndex
	left    int64 // rows of loose pages that are in doubt
}

type readIndex struct {
	sqlitefile.Index
	indexShape
}

// readRemains reads every table.
func readRemains(ctx context.Context, pages sqlitefile.Pages) (*remains, error) {
	r := &remains{file: sqlitefile.Open(pages), tables: map[string]*table{}, kinds: map[string]owner{}}
	r.kinds["sqlite_schema"] = owner{app.HeldTable, "sqlite_schema"}
	var err error
	r.readVersion()
	if r.shapes, err = shapesOf(ctx, r.version); err != nil {
		return nil, err
	}
	for _, s := range r.shapes {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.read(s)
	}
	r.adopt()
	return r, nil
}

func (r *remains) readVersion() {
	o, _ := r.file.Object("migrations")
	fits := func(_ int64, v []any) bool { return len(v) == 2 }
	c := r.file.Table(sqlitefile.Table{Name: "migrations", Root: o.Root, Fits: fits})
	if n := len(c.Rows); n > 0 && len(c.Gaps) == 0 && len(c.Unreadable) == 0 {
		r.version = int(c.Rows[n-1].ID)
	}
	r.migrations = c
}

func (r *remains) read(s shape) {
	t := &table{shape: s}
	r.tables[s.name] = t
	r.kinds[s.name] = owner{app.HeldTable, s.name}
	o, ok := r.file.Object(s.name)
	if !ok && r.file.SchemaWhole {
		return
	}
	if s.name == "migrations" {
		t.content = r.migrations
	} else {
		t.content = r.file.Table(t.source(o.Root))
	}
	for _, x := range s.indexes {
		r.kinds[x.name] = owner{app.HeldIndex, s.name}
		o, ok := r.file.Object(x.name)
		if !ok || o.Root == 0 {
			continue
		}
		got := r.file.Index(x.name, o.Root)
		if !x.partial && !t.whole() {
			t.indexes = append(t.indexes, readIndex{got, x})
		}
	}
}

func (t *table) source(root uint32) sqlitefile.Table {
	return sqlitefile.Table{Name: t.name, Root: root, Fits: t.fits}
}

func (t *table) whole() bool { return len(t.content.Gaps) == 0 && len(t.content.Unreadable) == 0 }

// adopt takes in what hangs loose.
func (r *remains) adopt() {
	var wanting []sqlitefile.Orphan
	for _, s := range r.shapes {
		t := r.tables[s.name]
		if len(t.content.Gaps) == 0 {
			continue
		}
		wanting = append(wanting, sqlitefile.Orphan{Table: t.source(0), Content: &t.content, Check: t.check, Never: s.internal})
	}
	if len(wanting) == 0 {
		return
	}
	for _, d := range r.file.Adopt(wanting) {
		for _, name := range d.Tables {
			r.tables[name].left += int64(d.Rows)
		}
	}
}

// check asks the indexes about a row: any that knows better wins.
func (t *table) check(row sqlitefile.Row) sqlitefile.Verdict {
	out := sqlitefile.Unknown
	for _, x := range t.indexes {
		switch x.Check(row, x.columns) {
		case sqlitefile.Stale:
			return sqlitefile.Stale
		case sqlitefile.Current:
			out = sqlitefile.Current
		}
	}
	return out
}

// holds says what a lost page held.
func (r *remains) holds(n uint32) owner {
	if r.file.Free(n) {
		return owner{held: app.HeldFree}
	}
	name := r.file.Owner(n)
	o, ok := r.kinds[name]
	if !ok {
		return owner{}
	}
	if t := r.tables[o.table]; t != nil && t.internal && o.table != "migrations" {
		return owner{app.HeldIndex, app.SearchIndex}
	}
	return o
}

// holdsAll says what pages one after another held: the tables of all of them, or, where there are none, what the first held.
func (r *remains) holdsAll(first, last uint32) (app.Held, string) {
	var names []string
	for n := first; n <= last; n++ {
		if o := r.holds(n); o.held == app.HeldTable && !slices.Contains(names, o.table) {
			names = append(names, o.table)
		}
	}
	if len(names) > 0 {
		return app.HeldTable, strings.Join(names, ",")
	}
	o := r.holds(first)
	return o.held, o.table
}
