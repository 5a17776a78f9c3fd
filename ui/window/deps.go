package window

import (
	"context"

	"custody/app"
	"custody/ui/paper"
)

// Deps is everything the window needs of the outside.
type Deps struct {
	Vaults   app.Vaults
	Papers   *paper.Desk // makes the PDFs
	Printer  Printer     // prints and shows them
	Version  string      // of this build
	ElseDir  string      // the vault to open where none was open before; "" for the wizard
	StartDir string      // the vault to open; "" for the one of the last time
	Language string      // "zh", "en", or "" for what was chosen last
	Theme    string      // "light", "dark", "system", or "" for what was chosen last
	Scale    float32     // 0 for what was chosen last
	Scrub    func()      // called after a lock to overwrite what is left of keys and passwords in memory; nil for nothing
	// Fresh leaves the computer's preferences unread and unwritten: for scripted runs.
	Fresh bool
	// OnReady is called on the UI goroutine each time the window has something new to act
	// on: the first frame ("ready"), an unlocked vault ("unlocked"), a lock ("locked").
	OnReady func(event string)
}

// Printer sends a finished PDF to the outside.
type Printer interface {
	// Print sends one copy to the system's own printer. Returns an *app.Error (error.printer.…)
	// that says what to do when there is none.
	Print(ctx context.Context, name string, pdf []byte) error
	// Printers lists the printers, the default first.
	Printers(ctx context.Context) ([]paper.Queue, error)
	// Send prints on a printer of one's choice and returns the job. Returns the errors of Print.
	Send(ctx context.Context, name string, pdf []byte, how paper.How) (paper.Job, error)
	// Follow tells how far a job is.
	Follow(ctx context.Context, job paper.Job) (paper.Job, error)
	// FromMemory tells whether Print keeps it off the disk, as the contents of electronic documents
	// need. Returns Conflict (error.printer.file) where the system wants a file, (error.printer.none)
	// where nothing can be printed.
	FromMemory() error
	// Open shows it in the system's viewer.
	Open(ctx context.Context, name string, pdf []byte) error
	// Clean removes what viewers needed on the disk; called on lock and at the end.
	Clean() error
}
