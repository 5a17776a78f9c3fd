package vault

import "golang.org/x/sys/unix"

// Drop asks the system to forget what it keeps of a synced file in memory, so that it is read from the disk again.
func (f osFile) Drop() { _ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) }
