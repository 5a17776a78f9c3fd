//go:build unix

package vault

import "golang.org/x/sys/unix"

// Harden keeps keys out of core files, and other programs of the same user out of this one's memory, as far as the
// system allows. The program calls it once, before the first password.
func Harden() error {
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return err
	}
	return notDumpable()
}
