//go:build windows

package vault

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// SyncDir has nothing to do: NTFS journals its folder entries, and Windows cannot flush a folder.
func (osFS) SyncDir(string) error { return nil }

// Lock uses LockFileEx on the first byte: it ends with the process however that ends.
func (osFS) Lock(path string) (io.Closer, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	return exclusive(f)
}

// exclusive takes the lock that a file stands for, and closes the file where it can't be had.
func exclusive(f *os.File) (io.Closer, error) {
	var ol windows.Overlapped
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	if err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &ol); err != nil {
		f.Close()
		if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
			return nil, ErrInUse
		}
		return nil, err
	}
	return f, nil
}

func isReadOnlyFS(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }
