package vault

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// Harden has nothing to do: Windows writes no dump of a program unless told to.
func Harden() error { return nil }

// OnNetwork reports whether a folder lies on a network share, where locks and syncs may not hold what they promise. It
// is a reason to warn, not to refuse.
func OnNetwork(dir string) bool {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	vol := filepath.VolumeName(abs)
	if strings.HasPrefix(vol, `\\`) {
		return true
	}
	root, err := windows.UTF16PtrFromString(vol + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
