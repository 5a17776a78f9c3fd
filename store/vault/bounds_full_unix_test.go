//go:build unix

package vault_test

import (
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"custody/store/vault"
)

// A disk is full where it says so, and where a person's share of it is used up.
func TestFullDisks(t *testing.T) {
	for err, want := range map[syscall.Errno]bool{syscall.ENOSPC: true, syscall.EDQUOT: true, syscall.EIO: false, syscall.EROFS: false} {
		wrapped := fmt.Errorf("writing: %w", &fs.PathError{Op: "write", Path: "backup", Err: err})
		if vault.IsFull(wrapped) != want {
			t.Errorf("%v: %v", err, !want)
		}
	}
	if vault.IsFull(nil) {
		t.Error("full without an error")
	}
}
