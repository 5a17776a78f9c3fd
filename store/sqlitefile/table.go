package sqlitefile

import (
	"encoding/binary"
	"math"
	"slices"
)

// Table says which table to read.
type Table struct {
	Name string
	Root uint32 // 0 if it is not known
	// Fits reports whether a row can be this table's: number of columns, their types.
	Fits func(id int64, values []any) bool
}

// Gap is a part of a table's tree that is lost: rows with numbers from First to Last may have been there.
type Gap struct {
	Page        uint32 // the lost page; 0 for a tree whose beginning is not known
	First, Last int64
}

// Damaged is a row that is there and cannot be read, or does not belong where it is.
type Damaged struct {
	ID   int64
	Page uint32 // where the row is, or the page of its overflow that is lost
}

// Content is what was read of a table.
type Content struct {
	Rows       []Row // by number
	Gaps       []Gap
	Unreadable []Damaged
	Loose      int // of the rows, how many come from pages that hung loose
}

// walk is one reading of a table's tree.
type walk struct {
	f   *File
	t   Table
	out Content
	ids map[int64]bool
}

// Table reads what hangs in the table's tree. Loose pages are taken in by Adopt.
func (f *File) Table(t Table) Content {
	w := &walk{f: f, t: t, ids: map[int64]bool{}}
	if t.Root == 0 {
		w.out.Gaps = append(w.out.Gaps, Gap{First: math.MinInt64, Last: math.MaxInt64})
		return w.out
	}
	w.tree(t.Root, math.MinInt64, math.MaxInt64, 0)
	if t.Root == 1 && len(w.out.Gaps) > 0 {
		w.loose() // the schema is needed before the other trees can be told from it
	}
	w.sort()
	return w.out
}

func (w *walk) sort() {
	slices.SortFunc(w.out.Rows, func(a, b Row) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
}

// tree reads the page n, which holds rows from lo to hi.
func (w *walk) tree(n uint32, lo, hi int64, depth int) {
	p := w.f.load(n)
	if n > 0 && n <= w.f.count && !w.f.info[n].held {
		w.f.info[n].owner = w.t.Name
	}
	if p == nil || p.kind != kindTableInner && p.kind != kindTableLeaf || depth > 20 || w.f.info[n].held || w.f.free.pages[n] {
		w.out.Gaps = append(w.out.Gaps, Gap{Page: n, First: lo, Last: hi})
		return
	}
	w.f.info[n].held = true
	if p.kind == kindTableLeaf {
		w.leaf(p, lo, hi)
		return
	}
	for i := range len(p.cells) + 1 {
		top := hi
		if i < len(p.cells) {
			key, ok := p.key(i)
			if !ok || key < lo || key > hi {
				key = hi
			}
			top = key
		}
		w.tree(p.child(i), lo, top, depth+1)
		if top == math.MaxInt64 {
			lo = top
		} else {
			lo = top + 1
		}
	}
}

func (w *walk) leaf(p *page, lo, hi int64) {
	for i := range p.cells {
		r, bad, ok := w.f.row(p, i, w.t.Name)
		switch {
		case !ok:
			w.out.Unreadable = append(w.out.Unreadable, bad)
		case r.ID < lo || r.ID > hi || w.ids[r.ID] || !w.t.Fits(r.ID, r.Values):
			w.out.Unreadable = append(w.out.Unreadable, Damaged{ID: r.ID, Page: p.number})
		default:
			w.ids[r.ID] = true
			w.out.Rows = append(w.out.Rows, r)
		}
	}
}

// row reads cell i of a leaf with its overflow.
func (f *File) row(p *page, i int, owner string) (r Row, bad Damaged, ok bool) {
	c, ok := p.cellAt(i)
	if !ok {
		return r, Damaged{Page: p.number}, false
	}
	payload, lost := f.payload(c, owner)
	if lost != 0 {
		return r, Damaged{ID: c.id, Page: lost}, false
	}
	values, ok := record(payload)
	return Row{ID: c.id, Values: values}, Damaged{ID: c.id, Page: p.number}, ok
}

// payload follows a cell's overflow; lost is the page at which it breaks off.
func (f *File) payload(c cell, owner string) (payload []byte, lost uint32) {
	payload = slices.Clone(c.local)
	for next := c.overflow; uint64(len(payload)) < c.size; {
		if next > 0 && next <= f.count && f.info[next].owner == "" {
			f.info[next].owner = owner
		}
		if f.Lost(next) {
			return nil, max(next, 1)
		}
		raw := f.pages.Page(next)
		if raw == nil {
			return nil, next
		}
		room := min(uint64(pageSize-4), c.size-uint64(len(payload)))
		payload = append(payload, raw[4:4+room]...)
		next = binary.BigEndian.Uint32(raw)
	}
	return payload, 0
}

// loose takes in the loose leaves that fit the schema.
func (w *walk) loose() {
	for n := uint32(2); n <= w.f.count; n++ {
		if rows := w.f.looseLeaf(n); len(rows) > 0 && w.f.fitAll(rows, w.t) {
			w.f.info[n].held, w.f.info[n].owner = true, w.t.Name
			for _, r := range rows {
				if !w.ids[r.ID] {
					w.ids[r.ID] = true
					w.out.Rows = append(w.out.Rows, r)
				}
			}
		}
	}
}

func (f *File) fitAll(rows []Row, t Table) bool {
	return !slices.ContainsFunc(rows, func(r Row) bool { return !t.Fits(r.ID, r.Values) })
}

// looseLeaf reads a leaf that hangs in no tree; nil if n is none, or a row of it cannot be read.
func (f *File) looseLeaf(n uint32) (rows []Row) {
	if f.info[n].kind != kindTableLeaf || f.info[n].held || f.Free(n) {
		return nil
	}
	p := f.load(n)
	if p == nil {
		return nil
	}
	for i := range p.cells {
		r, _, ok := f.row(p, i, "")
		if !ok {
			return nil
		}
		rows = append(rows, r)
	}
	return rows
}
