package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/widget"
)

// Name names a screen, for navigation and for the text "shell.nav.<name>".
type Name string

// The screens there are. Those below the line have no entry of their own in the sidebar.
const (
	Today       Name = "today"
	Counter     Name = "counter"
	Loans       Name = "loans"
	Clients     Name = "clients"
	Files       Name = "files"
	Commitments Name = "commitments"
	People      Name = "people"
	Audit       Name = "audit"
	Settings    Name = "settings"

	Client  Name = "client"  // one client; Arg.Code is its code
	Sign    Name = "sign"    // signing commitments; Arg.Code is the person's number, Arg.Act may be a template key
	Request Name = "request" // asking for a loan; Arg.Code may be a copy's code
	Import  Name = "import"  // bringing in clients or documents; Arg.Act is "clients" or "documents"
)

// Arg says what a screen is to show when it is opened. The zero Arg shows the screen as it
// was left.
type Arg struct {
	Code string // number of the client, file, document, copy, loan or person to show
	Act  string // what to begin there; see the Act constants
}

// What a screen can be asked to begin.
const (
	ActNew     = "new"     // an empty form
	ActQueue   = "queue"   // join the waiting queue for the copy Code
	ActApprove = "approve" // show the request Code among those to decide
	ActLeave   = "leave"   // see the person Code off
)

// Head is what the header shows for a screen: its title, a quiet word beside it (the day, the
// step), and at the right its buttons, at most one of them primary.
type Head struct {
	Title   string
	Quiet   string
	Buttons []*widget.Button // the primary one last
}

// Screen is one page of the window. All its methods are called on the UI goroutine and return
// at once; whatever asks the office goes through Load or Do.
type Screen interface {
	// Head is asked for when the screen comes to the front and after Shell.HeadChanged.
	Head() Head
	// Build makes the content. Called once, before anything but Head.
	Build() fyne.CanvasObject
	// Open shows what arg says. Called after Build and before Refresh; not called when the
	// screen is only returned to.
	Open(arg Arg)
	// Refresh asks the office anew (with Load) and shows the answer. ctx ends when the vault
	// is locked.
	Refresh(ctx context.Context)
	// Shown is called after the screen has come to the front: the place to set the focus.
	Shown()
	// Leave returns the unfinished form, if there is one, to be kept in the vault and offered
	// again: called on leaving the screen, on locking and on closing the window. Nil for none.
	Leave() *app.Draft
	// Restore offers an unfinished form kept before (Draft.Form is one of Forms).
	Restore(d app.Draft)
	// Forms lists the drafts that belong to this screen.
	Forms() []string
	// Keys lists the keys of the screen as it stands: F1 shows them, the router obeys them.
	Keys() []Key
	// Escape does what Esc means here: leave the detail, clear the filter. It returns false
	// when there was nothing to leave.
	Escape() bool
}

// Base gives a screen the methods it has no use for. Embed it.
type Base struct{}

// Open implements Screen.
func (Base) Open(Arg) {}

// Refresh implements Screen.
func (Base) Refresh(context.Context) {}

// Shown implements Screen.
func (Base) Shown() {}

// Leave implements Screen.
func (Base) Leave() *app.Draft { return nil }

// Restore implements Screen.
func (Base) Restore(app.Draft) {}

// Forms implements Screen.
func (Base) Forms() []string { return nil }

// Keys implements Screen.
func (Base) Keys() []Key { return nil }

// Escape implements Screen.
func (Base) Escape() bool { return false }
