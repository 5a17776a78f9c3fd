package vault

import "golang.org/x/sys/unix"

// Flush starts writing a range to the disk, and does not wait for it.
func (f osFile) Flush(off, n int64) {
	_ = unix.SyncFileRange(int(f.Fd()), off, n, unix.SYNC_FILE_RANGE_WRITE)
}

// Drop asks the system to forget what it keeps of a synced file in memory, so that it is read from the disk again.
func (f osFile) Drop() { _ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) }
