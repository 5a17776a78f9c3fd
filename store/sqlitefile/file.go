package sqlitefile

import (
	"encoding/binary"
	"slices"
)

// Pages is a database of which pages may be lost.
type Pages interface {
	// Pages is how many the database has, or had.
	Pages() uint32
	// Page is the content of page n, from 1, or nil if it is lost. The caller may keep it.
	Page(n uint32) []byte
}

// Row is one row of a table.
type Row struct {
	ID     int64 // the row number
	Values []any // nil, int64, float64, string or []byte; an INTEGER PRIMARY KEY is nil here
}

// Object is one line of the schema.
type Object struct {
	Type  string // table, index, view or trigger
	Name  string
	Table string // that it belongs to
	Root  uint32 // 0 for none
	SQL   string // "" for an index that a constraint made
}

// File is a database as far as it can be read.
type File struct {
	pages Pages
	count uint32
	info  []info // by page number
	free  freeList
	// Schema is what is left of the schema, in no order.
	Schema []Object
	// SchemaWhole is true if no part of the schema is lost.
	SchemaWhole bool
}

// info is what is remembered of a page without keeping it.
type info struct {
	lost  bool
	kind  byte // of a b-tree page, else 0
	owner string
	held  bool // hangs in a tree
}

// freeList is what is known of the pages that hold nothing.
type freeList struct {
	pages   map[uint32]bool // on the list
	guessed map[uint32]bool // on what looks like parts of it
	whole   bool            // nothing of the list is lost
}

// Open looks at every page once and reads the schema.
func Open(pages Pages) *File {
	f := &File{pages: pages, count: pages.Pages()}
	f.info = make([]info, f.count+1)
	for n := uint32(1); n <= f.count; n++ {
		raw := pages.Page(n)
		if raw == nil {
			f.info[n].lost = true
			continue
		}
		if p := parse(n, raw); p != nil {
			f.info[n].kind = p.kind
		}
	}
	f.readFreeList()
	f.readSchema()
	return f
}

// Lost reports whether page n cannot be read.
func (f *File) Lost(n uint32) bool { return n == 0 || n > f.count || f.info[n].lost }

// Owner is the table or index whose tree page n belongs to, as far as the trees that were walked tell; "" if unknown.
func (f *File) Owner(n uint32) string {
	if n == 0 || n > f.count {
		return ""
	}
	return f.info[n].owner
}

// Free reports whether page n holds nothing, as far as the list of free pages can be read.
func (f *File) Free(n uint32) bool { return f.free.pages[n] || f.free.guessed[n] }

func (f *File) load(n uint32) *page {
	if f.Lost(n) {
		return nil
	}
	raw := f.pages.Page(n)
	if raw == nil {
		return nil
	}
	return parse(n, raw)
}

// readFreeList follows the list from the database's head, or, where that is lost, takes for free what looks like
// the list's pages say.
func (f *File) readFreeList() {
	f.free.pages, f.free.guessed = map[uint32]bool{}, map[uint32]bool{}
	head := f.pages.Page(1)
	if head == nil {
		f.guessFreeList()
		return
	}
	total := binary.BigEndian.Uint32(head[36:])
	for trunk := binary.BigEndian.Uint32(head[32:]); trunk != 0; {
		raw := f.trunk(trunk)
		if raw == nil {
			break
		}
		addTrunk(f.free.pages, trunk, raw)
		trunk = binary.BigEndian.Uint32(raw)
	}
	f.free.whole = uint32(len(f.free.pages)) == total
	if !f.free.whole {
		f.guessFreeList()
	}
}

// trunk is a page of the free list that was not seen yet and does not contradict itself, or nil.
func (f *File) trunk(n uint32) []byte {
	if f.Lost(n) || f.free.pages[n] || f.info[n].kind != 0 {
		return nil
	}
	raw := f.pages.Page(n)
	if raw == nil || !f.trunkLike(raw) {
		return nil
	}
	return raw
}

func (f *File) trunkLike(raw []byte) bool {
	next, leaves := binary.BigEndian.Uint32(raw), binary.BigEndian.Uint32(raw[4:])
	if next > f.count || leaves > pageSize/4-2 {
		return false
	}
	seen := map[uint32]bool{}
	for i := range leaves {
		n := binary.BigEndian.Uint32(raw[8+4*i:])
		if n < 2 || n > f.count || seen[n] {
			return false
		}
		seen[n] = true
	}
	return true
}

func addTrunk(to map[uint32]bool, n uint32, raw []byte) {
	to[n] = true
	for i := range binary.BigEndian.Uint32(raw[4:]) {
		to[binary.BigEndian.Uint32(raw[8+4*i:])] = true
	}
}

// guessFreeList takes every page that can be one of the list's for one.
func (f *File) guessFreeList() {
	for n := uint32(2); n <= f.count; n++ {
		if f.info[n].kind != 0 {
			continue
		}
		if raw := f.trunk(n); raw != nil && binary.BigEndian.Uint32(raw[4:]) > 0 {
			addTrunk(f.free.guessed, n, raw)
		}
	}
}

// readSchema reads the schema's own table, which begins on page 1.
func (f *File) readSchema() {
	got := f.Table(Table{Name: "sqlite_schema", Root: 1, Fits: schemaRow})
	f.SchemaWhole = len(got.Gaps) == 0 && len(got.Unreadable) == 0
	for _, r := range got.Rows {
		o := Object{Type: text(r.Values[0]), Name: text(r.Values[1]), Table: text(r.Values[2]), SQL: text(r.Values[4])}
		if root, ok := r.Values[3].(int64); ok && root > 0 && root <= int64(f.count) {
			o.Root = uint32(root)
		}
		f.Schema = append(f.Schema, o)
	}
}

func schemaRow(id int64, v []any) bool {
	if len(v) != 5 {
		return false
	}
	return slices.Contains([]string{"table", "index", "view", "trigger"}, text(v[0])) && text(v[1]) != "" && text(v[2]) != ""
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// Object finds a table or an index in the schema by its name.
func (f *File) Object(name string) (Object, bool) {
	i := slices.IndexFunc(f.Schema, func(o Object) bool { return o.Name == name })
	if i < 0 {
		return Object{}, false
	}
	return f.Schema[i], true
}
