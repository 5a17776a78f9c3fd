package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// first redeems a one-time code: the person sets the password and makes the keys.
func (u *unlock) first() { u.enrol(u.account.entry.Text, "") }

// enrol asks for account, code and the new password twice.
func (u *unlock) enrol(login, code string) {
	if u.frame.vault == nil {
		return
	}
	e := &enrolment{
		account: newField(words.T("unlock.account"), widget.NewEntry("")),
		code:    newField(words.T("unlock.code"), widget.NewEntry("")),
		pass:    newPasswords(),
	}
	e.account.entry.SetText(login)
	e.code.entry.SetText(code)
	focus := e.account.entry
	switch {
	case login != "" && code != "":
		focus = e.pass.first.entry
	case login != "":
		focus = e.code.entry
	}
	u.frame.sheet(SheetSpec{
		Title: words.T("unlock.first.title"), Button: words.T("unlock.first.do"), Focus: focus,
		Content: look.Column(look.GapCard, look.Note(words.T("unlock.first.note")), e.account.box, e.code.box, e.pass.box),
		Do:      func(s *Sheet) { u.redeem(s, e) },
	})
}

// enrolment is the form of a first login.
type enrolment struct {
	account, code *field
	pass          *passwords
}

func (u *unlock) redeem(s *Sheet, e *enrolment) {
	e.account.clear()
	e.code.clear()
	password, ok := e.pass.value()
	if !ok {
		return
	}
	login, code := e.account.entry.Text, e.code.entry.Text
	s.SetBusy(true)
	u.frame.signIn(func(ctx context.Context, v *app.LockedVault) (*app.Office, error) {
		return v.Enrol(ctx, login, code, password)
	}, func(err error) {
		s.SetBusy(false)
		fields, rest := FieldErrors(err)
		e.account.fail(fields["login"])
		e.code.fail(fields["code"])
		e.pass.first.fail(fields["password"])
		if rest != nil {
			s.Problem(ErrorText(rest))
		}
	})
}

// forgotten gets a new one-time code from the two printed halves.
func (u *unlock) forgotten() {
	vault := u.frame.vault
	if vault == nil {
		return
	}
	account := newField(words.T("unlock.account"), widget.NewEntry(""))
	halfA := newField(words.T("unlock.half", "A"), widget.NewArea("", 3))
	halfB := newField(words.T("unlock.half", "B"), widget.NewArea("", 3))
	account.entry.SetText(u.account.entry.Text)
	u.frame.sheet(SheetSpec{
		Title: words.T("unlock.forgotten"), Button: words.T("unlock.recover"), Focus: halfA.entry,
		Content: look.Column(look.GapCard, look.Note(words.T("unlock.recover.note")), account.box, halfA.box, halfB.box),
		Do: func(s *Sheet) {
			a, b, login := halfA.entry.Text, halfB.entry.Text, account.entry.Text
			s.SetBusy(true)
			u.frame.spawn(func() {
				u.frame.sealing.Wait()
				code, err := vault.Recover(context.Background(), a, b, login)
				u.frame.onUI(func() {
					s.SetBusy(false)
					if err != nil {
						logError(err)
						fields, rest := FieldErrors(err)
						account.fail(fields["login"])
						halfA.fail(fields["half_a"])
						halfB.fail(fields["half_b"])
						if rest != nil {
							s.Problem(ErrorText(rest))
						}
						return
					}
					s.Close()
					u.account.entry.SetText(login)
					u.enrol(login, code)
				})
			})
		},
	})
}

// passwords is a new password typed twice, with the rules it has to obey.
type passwords struct {
	first, second *field
	box           fyne.CanvasObject
}

func newPasswords() *passwords {
	p := &passwords{
		first:  newField(words.T("unlock.password.new"), widget.NewPassword("")),
		second: newField(words.T("unlock.password.again"), widget.NewPassword("")),
	}
	p.box = look.Column(look.GapCard, look.Column(look.GapTight, p.first.box, look.Note(words.T("unlock.password.rules"))), p.second.box)
	return p
}

// value returns the password when both are the same; else it says so at the second field.
func (p *passwords) value() (string, bool) {
	p.first.clear()
	p.second.clear()
	if p.first.entry.Text != p.second.entry.Text {
		p.second.fail(words.T("unlock.password.differ"))
		return "", false
	}
	return p.first.entry.Text, true
}

// pickFolder asks for a folder.
func (f *Frame) pickFolder(picked func(dir string)) {
	dialog.ShowFolderOpen(func(dir fyne.ListableURI, err error) {
		if err != nil || dir == nil {
			logError(err)
			return
		}
		picked(dir.Path())
	}, f.win)
}
