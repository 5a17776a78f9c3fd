package window

import (
	"context"
	"io"
	"strings"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// account opens what concerns the person's account: inviting where there is none, else its
// roles, a new code, and disabling it.
func (p *people) account() {
	p.with(func(s app.PersonSheet) {
		switch {
		case s.MayInvite:
			p.invite(s)
		case s.MayAccount:
			p.changeAccount(s)
		}
	})
}

// invite makes an account and shows its one-time code.
func (p *people) invite(s app.PersonSheet) {
	login := widget.NewEntry("")
	login.SetText(strings.ToLower(s.Number))
	roles := newRolesField()
	form := widget.NewForm(
		widget.NewFormField("login", words.T("people.login"), login).WithHelp(words.T("wizard.login.help")),
		widget.NewFormField("roles", words.T("people.roles"), roles))
	p.sh.Sheet(SheetSpec{
		Title: words.T("people.invite.title", s.Name), Content: form, Button: words.T("people.invite.do"), Focus: login,
		Do: func(sheet *Sheet) {
			name, rs := login.Text, roles.Roles()
			p.act(sheet, form, func(ctx context.Context) (app.Invitation, error) {
				return p.sh.office.Invite(ctx, s.Number, name, rs)
			}, func(inv app.Invitation) { p.showCode(s.Person, inv) })
		},
	})
}

// act runs an act of an account sheet; errors go to its form, then to the sheet.
func (p *people) act(sheet *Sheet, form *widget.Form, act func(context.Context) (app.Invitation, error), done func(app.Invitation)) {
	sheet.SetBusy(true)
	Do(p.sh, act, func(inv app.Invitation) {
		sheet.Close()
		p.sh.Changed()
		done(inv)
	}, func(err error) bool {
		sheet.SetBusy(false)
		if rest := applyErrors(form, err); rest != nil {
			sheet.Problem(ErrorText(rest))
		}
		sheet.Fit()
		return true
	})
}

// showCode shows the one-time code, the only time it is ever seen.
func (p *people) showCode(person app.Person, inv app.Invitation) {
	content := look.Column(
		look.GapCard, look.Body(words.T("people.code.note", person.Name, inv.Login)),
		look.Card(look.Big(inv.Code, look.Neutral).Sized(look.TextTitle).Whole().Centered()),
		look.Note(words.T("people.code.until", inv.Expires.In(p.sh.Now().Location()).Format("2006-01-02 15:04"))))
	sheet := paper.InvitationSheet{Organisation: p.sh.org, Person: person, Invitation: inv, By: p.sh.me.Person.Name, Now: p.sh.Now()}
	copyIt := widget.NewButton(widget.Secondary, words.T("people.code.copy"), func() {
		p.sh.Copy(inv.Code)
		p.sh.Toast(words.T("people.code.copied"))
	})
	print := widget.NewButton(widget.Secondary, words.T("people.code.print"), func() {
		p.sh.Print(words.T("people.code.file", person.Number), func(w io.Writer) error { return p.sh.Papers().Invitation(w, sheet) })
	})
	p.sh.Sheet(SheetSpec{Title: words.T("people.code.title"), Content: content, More: []*widget.Button{copyIt, print}})
}

// changeAccount changes the roles; a new code and disabling are beside it.
func (p *people) changeAccount(s app.PersonSheet) {
	roles := newRolesField()
	roles.SetRoles(s.Roles)
	form := widget.NewForm(widget.NewFormField("roles", words.T("people.roles"), roles))
	_, state := accountChip(s.Account)
	head := widget.NewFields(widget.NewFieldRow(words.T("people.login"), s.Login), widget.NewFieldRow(words.T("people.account"), state))
	var sheet *Sheet
	spec := SheetSpec{
		Title: words.T("people.account.title", s.Name), Content: look.Column(look.GapCard, head, form), Button: words.T("people.save"),
		Do: func(sheet *Sheet) {
			rs := roles.Roles()
			p.act(sheet, form, func(ctx context.Context) (app.Invitation, error) {
				return app.Invitation{}, p.sh.office.SetRoles(ctx, s.Login, rs)
			}, func(app.Invitation) { p.sh.Toast(words.T("people.roles.saved", s.Name)) })
		},
	}
	if !p.isMe(s) {
		spec.More = append(spec.More, widget.NewButton(widget.Secondary, words.T("people.reinvite"), func() {
			sheet.Close()
			p.reinvite(s)
		}))
		if s.Account != app.Disabled {
			spec.More = append(spec.More, widget.NewButton(widget.Danger, words.T("people.disable"), func() {
				sheet.Close()
				p.disable(s)
			}))
		}
	}
	sheet = p.sh.Sheet(spec)
}

// reinvite gives a new code after asking: the password of now stops working.
func (p *people) reinvite(s app.PersonSheet) {
	p.sh.Confirm(Question{
		Title: words.T("people.reinvite"), Text: words.T("people.reinvite.text", s.Name), Button: words.T("people.reinvite.do"),
	}, func() {
		Do(p.sh, func(ctx context.Context) (app.Invitation, error) {
			return p.sh.office.Reinvite(ctx, s.Login)
		}, func(inv app.Invitation) {
			p.sh.Changed()
			p.showCode(s.Person, inv)
		})
	})
}

// disable takes the way in after asking. For who leaves there is more to do: the sheet says so.
func (p *people) disable(s app.PersonSheet) {
	var sheet *Sheet
	spec := SheetSpec{
		Title: words.T("people.disable"), Button: words.T("people.disable"), Danger: true,
		Content: look.Column(look.GapCard, look.Body(words.T("people.disable.text", s.Name)), look.Note(words.T("people.disable.leave", s.Name))),
		Do: func(sheet *Sheet) {
			sheet.Close()
			Do(p.sh, Just(func(ctx context.Context) error { return p.sh.office.Disable(ctx, s.Login) }), func(struct{}) {
				p.sh.Toast(words.T("people.disabled", s.Name))
				p.sh.Changed()
			})
		},
	}
	if p.mayLeave(s) {
		spec.More = []*widget.Button{widget.NewButton(widget.Secondary, words.T("people.leave.instead"), func() {
			sheet.Close()
			p.leaveWith(s.Number, nil)
		})}
	}
	sheet = p.sh.Sheet(spec)
}
