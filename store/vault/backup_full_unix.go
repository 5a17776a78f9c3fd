//go:build unix

package vault

import (
	"errors"
	"syscall"
)

// IsFull reports whether an error says that a disk, or a share of it, is full.
func IsFull(err error) bool { return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) }
