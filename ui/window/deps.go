package window

import (
	"context"
	"io"

	"custody/app"
)

// Deps is everything the window needs of the outside.
type Deps struct {
	Vaults   app.Vaults
	Papers   Papers  // makes the PDFs
	Printer  Printer // prints and shows them
	Version  string  // of this build
	StartDir string  // the vault to open; "" for the one of the last time
	Language string  // "zh", "en", or "" for what was chosen last
	Theme    string  // "light", "dark", or "" for what was chosen last
	Scale    float32 // 0 for what was chosen last
	// Fresh leaves the computer's preferences unread and unwritten: for scripted runs.
	Fresh bool
	// OnReady is called on the UI goroutine each time the window has something new to act
	// on: the first frame ("ready"), an unlocked vault ("unlocked"), a lock ("locked").
	OnReady func(event string)
}

// Papers makes the PDFs of what the office returns.
type Papers interface {
	// Recovery makes the sheet of one half of the recovery key.
	Recovery(w io.Writer, sheet RecoverySheet) error
	// Invitation makes the sheet handed to a person with the one-time code.
	Invitation(w io.Writer, sheet InvitationSheet) error
	// Commitment makes one commitment, signed or to be signed by hand.
	Commitment(w io.Writer, print app.CommitmentPrint) error
}

// RecoverySheet is what stands on the sheet of one recovery half.
type RecoverySheet struct {
	Organisation app.Organisation
	Vault        string // name of the vault's folder
	Half         app.RecoveryHalf
	Made         app.Date
	By           string // name of who made the vault
}

// InvitationSheet is what stands on the sheet with a one-time code.
type InvitationSheet struct {
	Organisation app.Organisation
	Person       app.Person
	Invitation   app.Invitation
	By           string
}

// Printer sends a finished PDF to the outside.
type Printer interface {
	// Print sends it to the system's printer. Returns an *app.Error (error.printer.…)
	// that says what to do when there is none.
	Print(ctx context.Context, name string, pdf []byte) error
	// Open shows it in the system's viewer.
	Open(ctx context.Context, name string, pdf []byte) error
	// Clean removes what viewers needed on the disk; called on lock and at the end.
	Clean() error
}
