package pdf

import "github.com/tetratelabs/wazero/experimental"

// allocator gives each box a memory of its own that never moves, so that no copies of a document are
// left behind when it grows, and that goes back to the system, wiped, with the box.
type allocator struct{}

// Allocate reserves the room for the whole memory; it is filled as it is used.
func (allocator) Allocate(_, most uint64) experimental.LinearMemory {
	return &memory{room: reserve(most)}
}

type memory struct {
	room []byte
	used uint64
}

// Reallocate lengthens the memory; nil beyond what was reserved.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.room)) || !commit(m.room, size) {
		return nil
	}
	m.used = max(m.used, size)
	return m.room[:size:size]
}

// Free wipes the memory and gives it back.
func (m *memory) Free() {
	if m.room == nil {
		return
	}
	m.wipe()
	release(m.room)
	m.room = nil
}

// wipe overwrites what was used.
func (m *memory) wipe() { clear(m.room[:m.used]) }
