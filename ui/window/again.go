package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// again is the sheet that asks for the password once more before an act which an unlocked desk
// is not yet consent to (§5.3.2). Acts that come while it is open wait for the same answer.
type again struct {
	sheet   *Sheet
	waiting []waits
}

// waits is an act that waits for the password: do it again, or be told that it is not done.
type waits struct{ act, leave func() }

// orAgain asks for the password when err says that the act wants it, and then runs act; leave
// runs when the person gives up, and at once for every other error.
func (sh *Shell) orAgain(err error, act, leave func()) {
	if app.CodeOf(err) != app.Unconfirmed || sh.over {
		leave()
		return
	}
	sh.again.waiting = append(sh.again.waiting, waits{act, leave})
	if sh.again.sheet == nil {
		sh.askAgain()
	}
}

// take empties the list of who waits, and forgets the sheet.
func (a *again) take() []waits {
	all := a.waiting
	*a = again{}
	return all
}

// askAgain opens the sheet.
func (sh *Shell) askAgain() {
	password := widget.NewPassword("")
	form := widget.NewForm(widget.NewFormField("password", words.T("shell.again.password", sh.me.Login), password))
	sh.again.sheet = sh.Sheet(SheetSpec{
		Title: words.T("shell.again.title"), Button: words.T("shell.again.do"), Focus: password,
		Content: look.Column(look.GapCard, look.Note(words.T("shell.again.note")), form),
		Do:      func(s *Sheet) { sh.confirm(s, form, password) },
		Left: func() {
			for _, w := range sh.again.take() {
				w.leave()
			}
		},
	})
}

// confirm checks the password off the UI goroutine; a wrong one is said at its field.
func (sh *Shell) confirm(s *Sheet, form *widget.Form, password *widget.Entry) {
	typed, office := password.Text, sh.office
	s.SetBusy(true)
	Do(sh, Just(func(ctx context.Context) error { return office.Confirm(ctx, typed) }), func(struct{}) {
		if !s.Open() {
			return // left meanwhile: whoever waited knows
		}
		s.Close()
		for _, w := range sh.again.take() {
			w.act()
		}
	}, func(err error) bool {
		s.SetBusy(false)
		if !s.Open() {
			return false
		}
		if rest := applyErrors(form, err); rest != nil {
			s.Problem(ErrorText(rest))
		}
		s.Fit()
		sh.Focus(password)
		password.TypedShortcut(&fyne.ShortcutSelectAll{})
		return true
	})
}
