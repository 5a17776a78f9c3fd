package pdf

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// reserve takes addresses for size bytes; commit gives memory for them.
func reserve(size uint64) []byte {
	at, err := windows.VirtualAlloc(0, uintptr(size), windows.MEM_RESERVE, windows.PAGE_READWRITE)
	if err != nil {
		return nil
	}
	// The address is outside Go's heap; reading it through a pointer to it tells vet so.
	return unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&at))), size)
}

// commit makes the first size bytes usable; false when the system has no more.
func commit(room []byte, size uint64) bool {
	if size == 0 {
		return true
	}
	_, err := windows.VirtualAlloc(uintptr(unsafe.Pointer(&room[0])), uintptr(size), windows.MEM_COMMIT, windows.PAGE_READWRITE)
	return err == nil
}

func release(room []byte) {
	_ = windows.VirtualFree(uintptr(unsafe.Pointer(&room[0])), 0, windows.MEM_RELEASE)
}
