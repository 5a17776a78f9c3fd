package store

import (
	"context"
	"crypto/ed25519"
	"slices"

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
	return lost, unknown
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

// AccountKeys are the keys that each login ever signed with, as far as they can be read.
func (r *remains) AccountKeys() (map[string][]ed25519.PublicKey, error) {
	logins := map[int64]string{}
	for _, row := range r.rows("accounts") {
		logins[row.ID], _ = row.Values[r.tables["accounts"].place("login")].(string)
	}
	keys := map[string][]ed25519.PublicKey{}
	if t := r.tables["account_keys"]; t != nil {
		account, key := t.place("account_id"), t.place("sign_key")
		for _, row := range t.content.Rows {
			id, _ := row.Values[account].(int64)
			raw, _ := row.Values[key].([]byte)
			if login := logins[id]; login != "" && len(raw) == ed25519.PublicKeySize {
				keys[login] = append(keys[login], raw)
			}
		}
	}
	return keys, nil
}

func (r *remains) rows(name string) []sqlitefile.Row {
	if t := r.tables[name]; t != nil {
		return t.content.Rows
	}
	return nil
}

func (s shape) place(name string) int {
	return slices.IndexFunc(s.columns, func(c column) bool { return c.name == name })
}

// EachEntry calls fn for every entry of the audit log that can be read.
func (r *remains) EachEntry(fn func(app.Entry) error) error {
	t := r.tables["audit"]
	if t == nil {
		return nil
	}
	for _, row := range t.content.Rows {
		if err := fn(t.entry(row)); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) entry(row sqlitefile.Row) app.Entry {
	word := func(name string) string {
		s, _ := row.Values[t.place(name)].(string)
		return s
	}
	blob := func(name string) []byte {
		b, _ := row.Values[t.place(name)].([]byte)
		return b
	}
	return app.Entry{
		Seq: row.ID, At: unstamp(word("at")), Login: word("login"), Actor: word("actor"), OnBehalf: word("on_behalf"),
		Act: word("act"), Object: word("object"), Outcome: app.Outcome(word("outcome")), Detail: word("detail"),
		Prev: blob("prev"), Hash: blob("hash"), Sig: blob("sig"),
	}
}
