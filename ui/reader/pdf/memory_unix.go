//go:build unix

package pdf

import "golang.org/x/sys/unix"

// reserve takes addresses for size bytes; the system gives memory for them as they are touched.
func reserve(size uint64) []byte {
	room, err := unix.Mmap(-1, 0, int(size), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil
	}
	return room
}

// commit makes the first size bytes usable; here they are already.
func commit([]byte, uint64) bool { return true }

func release(room []byte) { _ = unix.Munmap(room) }
