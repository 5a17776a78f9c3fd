package sqlitefile

import "encoding/binary"

// pageSize is fixed: so it is in a vault. No bytes of a page are reserved.
const pageSize = 4096

// The kinds of b-tree pages.
const (
	kindIndexInner = 2
	kindTableInner = 5
	kindIndexLeaf  = 10
	kindTableLeaf  = 13
)

// page is a b-tree page that does not contradict itself.
type page struct {
	number uint32
	kind   byte
	raw    []byte
	cells  []int // where each cell begins
	right  uint32
}

func (p *page) inner() bool { return p.kind == kindTableInner || p.kind == kindIndexInner }

// parse reads a page's header; it returns nil if the page is no b-tree page.
func parse(n uint32, raw []byte) *page {
	head := 0
	if n == 1 {
		head = 100
	}
	p := &page{number: n, kind: raw[head], raw: raw}
	array := head + 8
	switch p.kind {
	case kindTableInner, kindIndexInner:
		p.right = binary.BigEndian.Uint32(raw[head+8:])
		array = head + 12
	case kindTableLeaf, kindIndexLeaf:
	default:
		return nil
	}
	count := int(binary.BigEndian.Uint16(raw[head+3:]))
	start := int(binary.BigEndian.Uint16(raw[head+5:]))
	if array+2*count > pageSize || start < array+2*count && start != 0 {
		return nil
	}
	for i := range count {
		at := int(binary.BigEndian.Uint16(raw[array+2*i:]))
		if at < array+2*count || at > pageSize-4 {
			return nil
		}
		p.cells = append(p.cells, at)
	}
	return p
}

// child is the page below cell i of an inner page; beyond the last cell it is the right-most one.
func (p *page) child(i int) uint32 {
	if i == len(p.cells) {
		return p.right
	}
	return binary.BigEndian.Uint32(p.raw[p.cells[i]:])
}

// key is the largest row number below cell i of an inner page of a table.
func (p *page) key(i int) (int64, bool) {
	v, n := varint(p.raw[p.cells[i]+4:])
	return int64(v), n > 0
}

// cell is what a leaf cell, or an inner cell of an index, says before its payload.
type cell struct {
	id       int64 // of a table's row
	size     uint64
	local    []byte
	overflow uint32
}

// cellAt reads cell i; ok is false if it cannot be one.
func (p *page) cellAt(i int) (c cell, ok bool) {
	at := p.cells[i]
	if p.kind == kindIndexInner {
		at += 4
	}
	size, n := varint(p.raw[at:])
	if n == 0 {
		return c, false
	}
	c.size, at = size, at+n
	if p.kind == kindTableLeaf {
		id, n := varint(p.raw[at:])
		if n == 0 {
			return c, false
		}
		c.id, at = int64(id), at+n
	}
	local := p.localSize(size)
	end := at + local
	if uint64(local) < size {
		end += 4
	}
	if size > 1<<31 || end > pageSize {
		return c, false
	}
	c.local = p.raw[at : at+local]
	if uint64(local) < size {
		c.overflow = binary.BigEndian.Uint32(p.raw[at+local:])
	}
	return c, true
}

// localSize is how much of a payload lies in the page itself.
func (p *page) localSize(size uint64) int {
	most := uint64(pageSize - 35)
	if p.kind != kindTableLeaf {
		most = (pageSize-12)*64/255 - 23
	}
	if size <= most {
		return int(size)
	}
	const least = (pageSize-12)*32/255 - 23
	k := least + (size-least)%(pageSize-4)
	if k <= most {
		return int(k)
	}
	return least
}
