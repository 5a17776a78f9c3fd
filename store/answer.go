package store

import (
	"errors"
	"fmt"
	"math"
	"time"

	"custody/app"
	"custody/store/vault"
)

// clock is the time as the vault tells it.
type clock func() time.Time

// answer is the function answer that also knows how long a wait still takes.
func (now clock) answer(err error) error {
	var throttled *vault.ThrottledError
	if !errors.As(err, &throttled) {
		return answer(err)
	}
	minutes := int(math.Ceil(throttled.Until.Sub(now()).Minutes()))
	return app.Errf(app.Throttled, "error.throttled", max(1, minutes)).At("password")
}

// answer turns the vault's errors into answers for the person; any other error
// passes unchanged.
func answer(err error) error {
	var (
		password *vault.PasswordError
		damaged  *vault.DamagedError
		code     *vault.CodeError
	)
	switch {
	case err == nil:
		return nil
	case errors.As(err, &password):
		return app.Errf(app.Invalid, passwordKeys[password.Reason], vault.MinPassword).At("password")
	case errors.As(err, &damaged):
		return app.Errf(app.Damaged, "error.vault.damaged", damaged.File, place(damaged)).Because(err)
	case errors.As(err, &code):
		return codeAnswer(code)
	}
	for _, a := range answers {
		if errors.Is(err, a.when) {
			return a.say.Because(err)
		}
	}
	return diskAnswer(err)
}

var passwordKeys = map[vault.PasswordReason]string{
	vault.PasswordTooShort:   "error.password.short",
	vault.PasswordTooLong:    "error.password.long",
	vault.PasswordUnreadable: "error.password.unreadable",
	vault.PasswordMonotone:   "error.password.monotone",
	vault.PasswordCommon:     "error.password.common",
}

var answers = []struct {
	when error
	say  *app.Error
}{
	{vault.ErrWrongPassword, app.Errf(app.NotAllowed, "error.password").At("password")},
	{vault.ErrWrongCode, app.Errf(app.NotAllowed, "error.code").At("code")},
	{vault.ErrExpired, app.Errf(app.Conflict, "error.code.expired").At("code")},
	{vault.ErrBadLogin, app.Errf(app.Invalid, "error.login").At("login")},
	{vault.ErrNotEmpty, app.Errf(app.Conflict, "error.vault.exists").At("dir")},
	{vault.ErrReadOnly, app.Errf(app.NotAllowed, "error.vault.readonly").At("dir")},
	{vault.ErrNotVault, app.Errf(app.NotFound, "error.vault.missing").At("dir")},
	{vault.ErrInUse, app.Errf(app.InUse, "error.vault.inuse").At("dir")},
	{vault.ErrNewer, app.Errf(app.Conflict, "error.vault.newer").At("dir")},
	{vault.ErrSealed, app.Errf(app.NotAllowed, "error.locked").With(app.FixUnlock, "")},
	{vault.ErrClosed, app.Errf(app.NotAllowed, "error.locked").With(app.FixUnlock, "")},
	{vault.ErrNotWritten, app.Errf(app.Damaged, "error.rekey.disk")},
	{vault.ErrLastAccount, app.Errf(app.Conflict, "error.admin.last")},
}

// codeAnswer names the group of a typed code that can't be right.
func codeAnswer(e *vault.CodeError) error {
	switch {
	case e.Half == "" && e.Group == 0:
		return app.Errf(app.Invalid, "error.code.length").At("code")
	case e.Half == "":
		return app.Errf(app.Invalid, "error.code.group", e.Group).At("code")
	case e.Group == 0:
		return app.Errf(app.Invalid, "error.recovery.length", e.Half).At("half_" + lower(e.Half))
	}
	return app.Errf(app.Invalid, "error.recovery.half", e.Half, e.Group).At("half_" + lower(e.Half))
}

func lower(half string) string {
	if half == "A" {
		return "a"
	}
	return "b"
}

func place(e *vault.DamagedError) string { return fmt.Sprintf("byte %d", e.Offset) }
