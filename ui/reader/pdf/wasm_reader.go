package pdf

import (
	"encoding/binary"
	"fmt"
)

// wasmReader walks through a part of a module. It panics where the module ends or says something that
// it does not know.
type wasmReader struct {
	data []byte
	at   int
}

func (r *wasmReader) byte() byte {
	r.at++
	return r.data[r.at-1]
}

func (r *wasmReader) bytes(n int) []byte {
	if n < 0 || n > len(r.data)-r.at {
		panic("a part cut short")
	}
	r.at += n
	return r.data[r.at-n : r.at]
}

func (r *wasmReader) number() uint64 {
	v, n := binary.Uvarint(r.data[r.at:])
	if n <= 0 {
		panic("a number cut short")
	}
	r.at += n
	return v
}

// skip passes over a number, with a sign or without.
func (r *wasmReader) skip(numbers int) {
	for range numbers {
		for r.byte()&0x80 != 0 {
		}
	}
}

// instruction passes over one instruction with what belongs to it and returns its opcode.
func (r *wasmReader) instruction() byte {
	op := r.byte()
	switch {
	case op >= 0x02 && op <= opIf: // block, loop, if: a type
		r.skip(1)
	case op == 0x0c, op == 0x0d, op == opCall: // br, br_if
		r.skip(1)
	case op == 0x0e: // br_table
		r.skip(int(r.number()) + 1)
	case op == opIndirect:
		r.skip(2)
	case op >= 0x20 && op <= 0x26: // locals, globals, tables
		r.skip(1)
	case op >= 0x28 && op <= 0x3e: // loads and stores
		r.skip(2)
	case op == 0x3f, op == 0x40: // memory.size, memory.grow
		r.skip(1)
	case op == opI32Const, op == 0x42:
		r.skip(1)
	case op == 0x43:
		r.at += 4
	case op == 0x44:
		r.at += 8
	case op == 0xfc:
		r.further()
	case op <= 0x01, op == 0x05, op == opEnd, op == 0x0f, op == opDrop, op == 0x1b, op >= 0x45 && op <= 0xc4:
	default:
		panic(fmt.Sprintf("instruction %#x", op))
	}
	return op
}

// further passes over the rest of an instruction that begins with 0xfc.
func (r *wasmReader) further() {
	switch op := r.number(); op {
	case 0, 1, 2, 3, 4, 5, 6, 7: // saturating conversions
	case 8, 10: // memory.init, memory.copy
		r.skip(2)
	case 9, 11: // data.drop, memory.fill
		r.skip(1)
	default:
		panic(fmt.Sprintf("instruction 0xfc %d", op))
	}
}
