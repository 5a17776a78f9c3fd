package store

import (
	"errors"
	"io"
	"syscall"

	"custody/app"
	"custody/store/vault"
)

// diskAnswer words a failure of the disk under the vault: what is wrong, what was kept, and that the vault has to be locked and
// unlocked before it works again. Any other error passes unchanged.
func diskAnswer(err error) error {
	var errno syscall.Errno
	switch {
	case vault.IsFull(err):
		return app.Errf(app.Conflict, "error.disk.full").With(app.FixUnlock, "").Because(err)
	case errors.As(err, &errno), errors.Is(err, io.ErrShortWrite):
		return app.Errf(app.Conflict, "error.disk.failed").With(app.FixUnlock, "").Because(err)
	}
	return err
}
