package window

import (
	"context"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// first redeems a one-time code: the person sets the password and makes the keys.
func (u *unlock) first() { u.enrol(u.account.entry.Text, "") }

// enrolment is the form of a first login.
type enrolment struct {
	form          *widget.Form
	account, code *field
	pass          *passwords
}

func newEnrolment(login, code string) *enrolment {
	e := &enrolment{
		account: newField("login", words.T("unlock.account"), widget.NewEntry("")),
		code:    newField("code", words.T("unlock.code"), widget.NewEntry("")),
		pass:    newPasswords(words.T("unlock.password.new"), words.T("unlock.password.again"), words.T("unlock.password.rules")),
	}
	e.form = widget.NewForm(e.account.FormField, e.code.FormField, e.pass.first.FormField, e.pass.second.FormField)
	e.account.entry.SetText(login)
	e.code.entry.SetText(code)
	return e
}

// firstEmpty is where there is something to type.
func (e *enrolment) firstEmpty() fyne.Focusable {
	for _, f := range []*field{e.account, e.code} {
		if f.entry.Text == "" {
			return f.entry
		}
	}
	return e.pass.first.entry
}

// enrol asks for account, code and the new password twice.
func (u *unlock) enrol(login, code string) {
	if u.frame.vault == nil {
		return
	}
	e := newEnrolment(login, code)
	u.frame.sheet(SheetSpec{
		Title: words.T("unlock.first.title"), Button: words.T("unlock.first.do"), Focus: e.firstEmpty(),
		Content: look.Column(look.GapCard, look.Note(words.T("unlock.first.note")), e.form),
		Do:      func(s *Sheet) { u.redeem(s, e) },
	})
}

// redeem logs in with the code. What was typed stays when it is refused.
func (u *unlock) redeem(s *Sheet, e *enrolment) {
	password, ok := e.pass.same(e.form)
	if !ok {
		s.Fit()
		return
	}
	login, code := e.account.entry.Text, e.code.entry.Text
	s.SetBusy(true)
	u.frame.signIn(func(ctx context.Context, v *app.LockedVault) (*app.Office, error) {
		return v.Enrol(ctx, login, code, password)
	}, func(err error) {
		s.SetBusy(false)
		if rest := applyErrors(e.form, err); rest != nil {
			s.Problem(ErrorText(rest))
		}
		s.Fit()
	})
}

// forgotten gets a new one-time code from the two printed halves.
func (u *unlock) forgotten() {
	if u.frame.vault == nil {
		return
	}
	r := newRecovery(u.account.entry.Text)
	u.frame.sheet(SheetSpec{
		Title: words.T("unlock.forgotten"), Button: words.T("unlock.recover"), Focus: r.account.entry,
		Content: look.Column(look.GapCard, look.Note(words.T("unlock.recover.note")), r.form),
		Do:      func(s *Sheet) { u.recover(s, r) },
	})
}

// recovery is the form of the two halves.
type recovery struct {
	form          *widget.Form
	account, a, b *field
}

func newRecovery(login string) *recovery {
	r := &recovery{
		account: newField("login", words.T("unlock.account"), widget.NewEntry("")),
		a:       newField("half_a", words.T("unlock.half", "A"), widget.NewLong("", 2)),
		b:       newField("half_b", words.T("unlock.half", "B"), widget.NewLong("", 2)),
	}
	r.form = widget.NewForm(r.account.FormField, r.a.FormField, r.b.FormField)
	r.account.entry.SetText(login)
	return r
}

// recover asks for the code and goes on to the first login with it.
func (u *unlock) recover(s *Sheet, r *recovery) {
	vault := u.frame.vault
	a, b, login := r.a.entry.Text, r.b.entry.Text, r.account.entry.Text
	s.SetBusy(true)
	u.frame.spawn(func() {
		u.frame.sealing.Wait()
		code, err := vault.Recover(context.Background(), a, b, login)
		u.frame.onUI(func() {
			s.SetBusy(false)
			if err != nil {
				logError(err)
				if rest := applyErrors(r.form, err); rest != nil {
					s.Problem(ErrorText(rest))
				}
				s.Fit()
				return
			}
			s.Close()
			u.account.entry.SetText(login)
			u.enrol(login, code)
		})
	})
}

// pickFolder asks for a folder.
func (f *Frame) pickFolder(picked func(dir string)) {
	f.choose(choose{title: words.T("shell.folder.title"), button: words.T("shell.folder.do"), folders: true}, picked)
}
