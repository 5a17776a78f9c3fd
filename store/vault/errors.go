package vault

import (
	"errors"
	"fmt"
	"time"
)

// Errors that callers tell apart with errors.Is.
var (
	// ErrInUse: another process, or another Vault of this process, has the folder open.
	ErrInUse = errors.New("vault: open elsewhere")
	// ErrNewer: the folder was written by a newer version of the program.
	ErrNewer = errors.New("vault: written by a newer version")
	// ErrNotVault: the folder is missing or holds no vault.
	ErrNotVault = errors.New("vault: no vault here")
	// ErrNotEmpty: Create was pointed at a folder that holds other files, or at a file.
	ErrNotEmpty = errors.New("vault: folder is not empty")
	// ErrReadOnly: the folder or one of its files cannot be written.
	ErrReadOnly = errors.New("vault: folder is read-only")
	// ErrDamaged is matched by every *DamagedError.
	ErrDamaged = errors.New("vault: damaged")
	// ErrWrongPassword: the login, the password or both are wrong; which, is not said.
	ErrWrongPassword = errors.New("vault: wrong login or password")
	// ErrWrongCode: no such one-time code for this login, or the recovery halves do not belong to this vault.
	ErrWrongCode = errors.New("vault: wrong code")
	// ErrExpired: the one-time code was right but is older than CodeLife.
	ErrExpired = errors.New("vault: one-time code expired")
	// ErrThrottled is matched by every *ThrottledError.
	ErrThrottled = errors.New("vault: too many wrong passwords")
	// ErrSealed: the call needs an unlocked vault.
	ErrSealed = errors.New("vault: sealed")
	// ErrClosed: the vault was closed.
	ErrClosed = errors.New("vault: closed")
	// ErrNoAccount: no account or invitation with this login.
	ErrNoAccount = errors.New("vault: no such account")
	// ErrLastAccount: the only account left cannot be removed.
	ErrLastAccount = errors.New("vault: last account")
	// ErrBadLogin: the login is empty, too long or holds control characters.
	ErrBadLogin = errors.New("vault: login not usable")
	// ErrNotWritten: what was written did not come back when it was read. What was in force before still is.
	ErrNotWritten = errors.New("vault: what was written did not come back")
	// ErrWeakKDF: key derivation parameters outside the permitted bounds.
	ErrWeakKDF = errors.New("vault: key derivation parameters out of bounds")
)

// DamagedError names the file and place of something that a crash cannot have left behind: a flipped byte, a
// missing part, an older file put back. The files are left as they are.
type DamagedError struct {
	File   string // name inside the vault folder, with forward slashes
	Offset int64  // first byte known to be wrong, or the start of the sealed unit that holds it
	Reason string // short, English, for the log
	Part   Part   // what is damaged
	Number uint64 // which one, from 1; 0 where it has no number
	Last   uint64 // the last of several one after another, else 0
}

// Part says what of a vault is damaged.
type Part string

// The parts of a vault.
const (
	PartFile     Part = ""         // the file as a whole, or a place in it that is no part's
	PartKeys     Part = "keys"     // a copy of the key slots, 1 or 2
	PartState    Part = "state"    // a copy of the register's state, 1 or 2
	PartPage     Part = "page"     // a page of the database
	PartCommit   Part = "commit"   // a commit in the log
	PartDocument Part = "document" // an electronic document
)

// Error gives file, place and reason.
func (e *DamagedError) Error() string {
	return fmt.Sprintf("vault: damaged: %s at byte %d: %s", e.File, e.Offset, e.Reason)
}

// Is makes every DamagedError match ErrDamaged.
func (e *DamagedError) Is(target error) bool { return target == ErrDamaged }

// ThrottledError says until when no password is looked at for this login.
type ThrottledError struct{ Until time.Time }

// Error gives the time.
func (e *ThrottledError) Error() string {
	return "vault: too many wrong passwords, wait until " + e.Until.Format(time.RFC3339)
}

// Is makes every ThrottledError match ErrThrottled.
func (e *ThrottledError) Is(target error) bool { return target == ErrThrottled }

func damaged(file string, off int64, reason string) *DamagedError {
	return &DamagedError{File: file, Offset: off, Reason: reason}
}

// Kind says how something is damaged, where that matters for what to do.
type Kind int

// Kinds of damage.
const (
	Broken  Kind = iota // it does not open
	Missing             // the file is not there
	Cut                 // the file ends too early
	Older               // an older or a foreign one was put in its place
	Barred              // the system lets nobody in who reads this
)

var kinds = map[string]Kind{
	reasonMissing: Missing, reasonCut: Cut, reasonBarred: Barred,
	reasonOldKeys: Older, reasonOldRegister: Older, reasonForeignLog: Older,
}

// The reasons that Kind knows.
const (
	reasonMissing     = "file is missing"
	reasonCut         = "register is cut short"
	reasonBarred      = "documents may not be listed"
	reasonOldKeys     = "an older key file was put back"
	reasonOldRegister = "an older register was put back"
	reasonForeignLog  = "log and register do not belong together"
)

// Kind is how it is damaged.
func (e *DamagedError) Kind() Kind { return kinds[e.Reason] }

// of says what is damaged.
func (e *DamagedError) of(part Part, number uint64) *DamagedError {
	e.Part, e.Number = part, number
	return e
}
