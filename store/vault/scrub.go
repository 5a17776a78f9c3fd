package vault

import (
	"runtime"
	"runtime/debug"
	"sync"
)

// Scrub overwrites what the program's heap and stacks no longer use, so that what was garbage at a lock is no more to be
// read in a core image: strings of passwords and the insides of ciphers cannot be overwritten by those who used them. To be
// called once nothing holds them any more. It takes some tenths of a second.
func Scrub() {
	for range 3 { // what has a finalizer, or lies in a pool, outlives the first
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	room := int(m.HeapInuse-m.HeapAlloc) + 1<<20
	// The allocator clears what it gives out. Holes are of fixed sizes, those for what has pointers apart; one kind is
	// filled by asking for no less than all holes together.
	for _, class := range m.BySize {
		if class.Size > 0 && class.Mallocs > 0 {
			fillHeap(int(class.Size), room)
		}
	}
	clearStack(32 << 10) // before the free ones: it may leave one behind
	for size := 2 << 10; size <= 32<<10; size *= 2 {
		fillStacks(size)
	}
	debug.FreeOSMemory()
}

func fillHeap(size, room int) {
	const word, header = 8, 512 // what is larger than header, and has pointers, has a word more
	bytes, pointers := make([][]byte, room/size+1), make([][]*byte, room/size+1)
	words := size / word
	if size > header {
		words--
	}
	for i := range bytes {
		bytes[i], pointers[i] = make([]byte, size), make([]*byte, words)
	}
	runtime.KeepAlive(bytes)
	runtime.KeepAlive(pointers)
}

// fillStacks takes all free stacks of a size at the same time: nobody clears them when a goroutine ends or outgrows them.
func fillStacks(size int) {
	const many, reserve = 256, 1 << 10 // reserve is what the runtime keeps at a stack's end
	var deep, all sync.WaitGroup
	deep.Add(many)
	for range many {
		all.Go(func() {
			clearStack(size - reserve)
			deep.Done()
			deep.Wait()
		})
	}
	all.Wait()
}

// clearStack clears the stack below its caller's frame. The result keeps the compiler from leaving it out.
//
//go:noinline
func clearStack(depth int) byte {
	var frame [256]byte
	const overhead = 48 // a frame's other words
	if depth > len(frame)+overhead {
		frame[0] = clearStack(depth - len(frame) - overhead)
	}
	return frame[depth%len(frame)]
}
