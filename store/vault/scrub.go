package vault

import (
	"runtime"
	"runtime/debug"
)

// Scrub overwrites what the program's heap no longer uses, so that what was garbage at a lock is no more to be read in a
// core image: strings of passwords and the insides of ciphers cannot be overwritten by who used them. To be called once
// nothing holds them any more. It takes some tenths of a second.
func Scrub() {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	room := int(m.HeapInuse-m.HeapAlloc) + 1<<20
	// The allocator clears what it gives out. Holes are of fixed sizes, and one size is filled by asking for no less
	// than all holes together.
	for _, class := range m.BySize {
		if class.Size > 0 && class.Mallocs > 0 {
			fill(int(class.Size), room)
		}
	}
	debug.FreeOSMemory()
}

func fill(size, room int) {
	held := make([][]byte, 0, room/size+1)
	for range cap(held) {
		held = append(held, make([]byte, size))
	}
	runtime.KeepAlive(held)
}
