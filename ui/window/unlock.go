package window

import (
	"context"
	"runtime/debug"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// unlock is the card that opens a vault: account, password, one button; under it the ways in
// for who has forgotten the password or comes for the first time.
type unlock struct {
	plainFace
	frame *Frame
	login string // prefilled after a lock in this run only

	account  *field
	password *field
	button   *widget.Button
	form     fyne.CanvasObject
	column   *fyne.Container
	notes    *fyne.Container // warnings, or why the folder can't be opened
	name     *look.Text
	body     fyne.CanvasObject
	busy     bool
}

func newUnlock(f *Frame) *unlock {
	u := &unlock{frame: f, name: look.Label("")}
	u.account = newField("login", words.T("unlock.account"), widget.NewEntry(""))
	u.password = newField("password", words.T("unlock.password"), widget.NewPassword(""))
	u.button = widget.NewButton(widget.Primary, words.T("unlock.open"), u.open)
	u.account.entry.OnSubmitted = func(string) { u.submit() }
	u.password.entry.OnSubmitted = func(string) { u.submit() }
	u.notes = look.Column(look.Gap)
	ways := look.Row(
		look.GapNone, widget.NewButton(widget.Link, words.T("unlock.forgotten"), u.forgotten), look.Stretch(nil),
		widget.NewButton(widget.Link, words.T("unlock.first"), u.first))
	u.form = look.Column(look.GapCard, u.account.FormField, u.password.FormField, look.Space(look.GapTight),
		look.Fixed(0, look.HeightControl+look.GapInner, u.button), ways)
	u.column = look.Column(look.GapCard, u.head(), u.notes, u.form, u.elsewhere())
	card := look.Fixed(look.WidthUnlock, 0, container.NewStack(
		look.NewFill(look.ColorPanel, look.ColorLine, look.CornerCard), look.Pad(2*look.GapWide, 2*look.GapWide, u.column)))
	u.body = night(container.NewCenter(card))
	return u
}

// head names the program and the vault.
func (u *unlock) head() fyne.CanvasObject {
	brand := look.Row(
		look.Gap, look.Big(words.T("shell.brand"), look.Neutral).Whole(),
		look.PadEach(0, look.GapCard, 0, 0, look.Label(words.T("shell.brand.sub")).Whole()))
	return look.Column(look.GapTight, brand, u.name)
}

// elsewhere leads to other folders.
func (u *unlock) elsewhere() fyne.CanvasObject {
	other := widget.NewButton(widget.Link, words.T("unlock.other"), func() {
		u.frame.pickFolder(func(dir string) { u.frame.openDir(dir) })
	})
	create := widget.NewButton(widget.Link, words.T("unlock.new"), u.frame.showWizard)
	restore := widget.NewButton(widget.Link, words.T("unlock.restore.way"), u.frame.restore)
	return look.Column(look.Gap, look.Row(look.GapNone, other, look.Stretch(nil), create), look.Row(look.GapNone, restore))
}

func (u *unlock) content() fyne.CanvasObject { return u.body }

// shown puts the cursor where there is something to type.
func (u *unlock) shown() {
	if u.login != "" {
		u.account.entry.SetText(u.login)
		u.focus(u.password)
		return
	}
	u.focus(u.account)
}

// focus goes by the window's canvas: a field that has not been drawn yet knows none itself.
func (u *unlock) focus(f *field) { u.frame.win.Canvas().Focus(f.entry) }

// opening shows that the folder is being opened.
func (u *unlock) opening(dir string) {
	u.name.SetText(words.T("unlock.opening"))
	u.setBusy(true)
}

// opened shows which vault it is and what to know of it.
func (u *unlock) opened(v *app.LockedVault) {
	u.setBusy(false)
	u.name.SetText(v.Name())
	u.notes.RemoveAll()
	for _, key := range v.Warnings() {
		u.notes.Add(widget.NewBanner(look.Waiting, words.T(key)))
	}
	u.column.Refresh()
	u.shown()
}

// failedToOpen says why the folder can't be opened; what is left is another folder.
func (u *unlock) failedToOpen(dir string, err error) {
	logError(err)
	u.busy = false
	u.name.SetText(dir)
	u.form.Hide()
	again := func() { u.frame.openDir(dir) }
	u.notes.Objects = []fyne.CanvasObject{
		widget.NewActionBanner(look.Overdue, []string{ErrorText(err)}, words.T("unlock.again"), again),
	}
	u.column.Refresh()
}

// setBusy keeps the fields still while the vault is at work.
func (u *unlock) setBusy(busy bool) {
	u.busy = busy
	u.button.SetEnabled(!busy)
	label := words.T("unlock.open")
	if busy {
		label = words.T("unlock.working")
	}
	u.button.SetLabel(label)
}

// submit goes to the empty field, or opens.
func (u *unlock) submit() {
	switch {
	case u.account.entry.Text == "":
		u.focus(u.account)
	case u.password.entry.Text == "":
		u.focus(u.password)
	default:
		u.open()
	}
}

// open unlocks off the UI goroutine. What was typed stays when it is refused.
func (u *unlock) open() {
	if u.busy || u.frame.vault == nil {
		return
	}
	u.account.SetProblem("")
	u.password.SetProblem("")
	login, password := u.account.entry.Text, u.password.entry.Text
	u.setBusy(true)
	u.frame.signIn(func(ctx context.Context, v *app.LockedVault) (*app.Office, error) {
		return v.Unlock(ctx, login, password)
	}, u.refused)
}

// refused puts the message at its field.
func (u *unlock) refused(err error) {
	u.setBusy(false)
	fields, rest := FieldErrors(err)
	u.account.SetProblem(fields["login"])
	message := fields["password"]
	if rest != nil {
		message = ErrorText(rest)
	}
	u.password.SetProblem(message)
	u.focus(u.password)
	u.password.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// signIn runs a way in off the UI goroutine, once the last lock is on the disk, and starts
// the session.
func (f *Frame) signIn(way func(context.Context, *app.LockedVault) (*app.Office, error), refused func(error)) {
	vault := f.vault
	f.spawn(func() {
		f.sealing.Wait()
		ctx := context.Background()
		var w welcome
		office, err := way(ctx, vault)
		// The key derivation took a quarter of a gigabyte; a desk's computer wants it back.
		debug.FreeOSMemory()
		if err == nil {
			if w, err = greet(ctx, office); err != nil {
				logError(vault.Lock())
			}
		}
		f.onUI(func() {
			if err != nil {
				logError(err)
				refused(err)
				return
			}
			f.signedIn(w)
		})
	})
}
