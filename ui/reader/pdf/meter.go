package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Machine code can't be interrupted from outside, and a garbage collection, and with it every window,
// waits for it. The runtime's own remedy asks at every turn of every loop and makes PDFium about ten
// times slower. So the module is rewritten before it is compiled: loops, and functions that call
// others, count down, and every stretch of steps they ask the program whether to go on.

const (
	stretch  = 50_000                          // steps between two questions: well below a millisecond
	askedFor = "IFSDK_PAUSE_NeedToPauseNow_CB" // an import that nothing else here calls: (i32) → i32
)

// Sections of a module that the rewriting looks at.
const (
	sectionImport = 2
	sectionGlobal = 6
	sectionCode   = 10
)

// Opcodes that the rewriting looks at or writes.
const (
	opIf        = 0x04
	opLoop      = 0x03
	opEnd       = 0x0b
	opCall      = 0x10
	opIndirect  = 0x11
	opDrop      = 0x1a
	opGlobalGet = 0x23
	opGlobalSet = 0x24
	opI32Const  = 0x41
	opI32Eqz    = 0x45
	opI32Sub    = 0x6b
	typeI32     = 0x7f
	noResult    = 0x40
)

var errModule = errors.New("PDFium is not the module that this program was made for")

// metered is the module with the counting put in.
func metered(module []byte) (out []byte, err error) {
	defer func() { // a module cut short shows as an index out of range
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("%w: %v", errModule, p)
		}
	}()
	out = append(make([]byte, 0, len(module)*5/4), module[:8]...)
	m := meter{ask: -1}
	for r := (wasmReader{data: module, at: 8}); r.at < len(module); {
		id := r.byte()
		body := r.bytes(int(r.number()))
		switch id {
		case sectionImport:
			m.readImports(body)
		case sectionGlobal:
			body = m.addGlobal(body)
		case sectionCode:
			if m.steps == nil {
				return nil, fmt.Errorf("%w: nothing to ask", errModule)
			}
			body = m.code(body)
			m.done = true
		}
		out = append(out, id)
		out = append(binary.AppendUvarint(out, uint64(len(body))), body...)
	}
	if !m.done {
		return nil, fmt.Errorf("%w: no code", errModule)
	}
	return out, nil
}

// meter is what the rewriting learns on its way through the module.
type meter struct {
	globals uint64 // imported
	ask     int64  // number of the imported function to ask; -1: none
	steps   []byte // what is put in
	done    bool
}

// readImports finds the function to ask.
func (m *meter) readImports(body []byte) {
	r := wasmReader{data: body}
	functions := int64(0)
	for range r.number() {
		r.bytes(int(r.number()))
		name := string(r.bytes(int(r.number())))
		switch r.byte() {
		case 0:
			r.number()
			if name == askedFor {
				m.ask = functions
			}
			functions++
		case 3:
			r.bytes(2)
			m.globals++
		default:
			panic("an import of another kind")
		}
	}
}

// addGlobal adds the counter, and writes down what every loop does with it.
func (m *meter) addGlobal(body []byte) []byte {
	r := wasmReader{data: body}
	n := r.number()
	out := binary.AppendUvarint(nil, n+1)
	out = append(out, body[r.at:]...)
	out = append(out, typeI32, 1, opI32Const)
	out = append(appendSigned(out, stretch), opEnd)
	if m.ask < 0 {
		return out
	}
	counter := binary.AppendUvarint(nil, m.globals+n)
	put := func(op byte, value []byte) { m.steps = append(append(m.steps, op), value...) }
	put(opGlobalGet, counter)
	put(opI32Eqz, []byte{opIf, noResult})
	put(opI32Const, appendSigned(nil, stretch))
	put(opGlobalSet, counter)
	put(opI32Const, []byte{0})
	put(opCall, binary.AppendUvarint(nil, uint64(m.ask)))
	put(opDrop, []byte{opEnd})
	put(opGlobalGet, counter)
	put(opI32Const, []byte{1, opI32Sub})
	put(opGlobalSet, counter)
	return out
}

// code rewrites every function.
func (m *meter) code(body []byte) []byte {
	r := wasmReader{data: body}
	n := r.number()
	out := binary.AppendUvarint(make([]byte, 0, len(body)*5/4), n)
	var room []byte
	for range n {
		room = m.function(room[:0], r.bytes(int(r.number())))
		out = append(binary.AppendUvarint(out, uint64(len(room))), room...)
	}
	return out
}

// function appends a rewritten function: it counts at the head of every loop, and on entering if it
// calls others, since it may then call itself.
func (m *meter) function(out, body []byte) []byte {
	r := wasmReader{data: body}
	for range r.number() {
		r.number()
		r.byte()
	}
	out = append(out, body[:r.at]...)
	entry, from, calls := len(out), r.at, false
	for r.at < len(body) {
		op := r.instruction()
		calls = calls || op == opCall || op == opIndirect
		if op == opLoop {
			out = append(append(out, body[from:r.at]...), m.steps...)
			from = r.at
		}
	}
	out = append(out, body[from:]...)
	if calls {
		out = append(out, m.steps...) // room for them
		copy(out[entry+len(m.steps):], out[entry:len(out)-len(m.steps)])
		copy(out[entry:], m.steps)
	}
	return out
}

// appendSigned appends a signed number as modules write it.
func appendSigned(out []byte, v int64) []byte {
	for {
		b := byte(v & 0x7f)
		v >>= 7
		if (v == 0 && b&0x40 == 0) || (v == -1 && b&0x40 != 0) {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
