package sqlitefile

import "slices"

// Index is what was read of an index: for each row number the values it is found by.
type Index struct {
	Keys  map[int64][]any
	Whole bool // nothing of it is lost
}

// Index reads an index of a table with row numbers.
func (f *File) Index(name string, root uint32) Index {
	x := Index{Keys: map[int64][]any{}, Whole: true}
	f.indexTree(&x, name, root, 0)
	return x
}

func (f *File) indexTree(x *Index, name string, n uint32, depth int) {
	p := f.load(n)
	if n > 0 && n <= f.count && !f.info[n].held {
		f.info[n].owner = name
	}
	if p == nil || p.kind != kindIndexInner && p.kind != kindIndexLeaf || depth > 20 || f.info[n].held || f.free.pages[n] {
		x.Whole = false
		return
	}
	f.info[n].held = true
	for i := range p.cells {
		if p.inner() {
			f.indexTree(x, name, p.child(i), depth+1)
		}
		c, ok := p.cellAt(i)
		if !ok || !f.entry(x, c, name) {
			x.Whole = false
		}
	}
	if p.inner() {
		f.indexTree(x, name, p.right, depth+1)
	}
}

// entry keeps one entry; its last value is the row number.
func (f *File) entry(x *Index, c cell, name string) bool {
	payload, lost := f.payload(c, name)
	if lost != 0 {
		return false
	}
	values, ok := record(payload)
	if !ok || len(values) < 2 {
		return false
	}
	id, ok := values[len(values)-1].(int64)
	if ok {
		x.Keys[id] = values[:len(values)-1]
	}
	return ok
}

// Check compares a row with the index, whose columns are given by their places in the row; -1 stands for the row number itself.
func (x Index) Check(r Row, columns []int) Verdict {
	key, ok := x.Keys[r.ID]
	switch {
	case !ok && x.Whole:
		return Stale
	case !ok:
		return Unknown
	case len(key) != len(columns):
		return Unknown
	}
	for i, c := range columns {
		v := any(r.ID)
		if c >= len(r.Values) {
			return Unknown
		}
		if c >= 0 {
			v = r.Values[c]
		}
		if !equal(v, key[i]) {
			return Stale
		}
	}
	return Current
}

// Verdict says what an index knows of a row.
type Verdict int

// What an index can know of a row.
const (
	Unknown Verdict = iota // nothing
	Current                // the row is as it stands there
	Stale                  // the row is gone, or another now
)

func equal(a, b any) bool {
	x, isA := a.([]byte)
	y, isB := b.([]byte)
	if isA || isB {
		return isA && isB && slices.Equal(x, y)
	}
	return a == b
}
