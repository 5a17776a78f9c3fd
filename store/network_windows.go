package store

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// onNetwork reports whether dir lies on a network share.
func onNetwork(dir string) bool {
	full, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(full) + `\`)
	if err != nil {
		return false
	}
	return windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
