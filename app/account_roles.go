package app

import (
	"context"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// loginForm is what a login looks like.
var loginForm = regexp.MustCompile(`^[a-z0-9.-]{2,32}$`)

// cleanLogin returns the login as it is kept, or Invalid (error.login) at its field.
func cleanLogin(login string) (string, *Error) {
	login = strings.ToLower(strings.TrimSpace(norm.NFKC.String(login)))
	if !loginForm.MatchString(login) {
		return login, Errf(Invalid, "error.login").At("login")
	}
	return login, nil
}

// Invite makes an account for a person and returns its one-time code (72 hours).
// Administrator only; needs a fresh password. Returns NotAllowed, Unconfirmed, Invalid
// (login, roles), NotFound, Conflict
// (error.account.double, error.login.taken, error.person.left).
func (o *Office) Invite(ctx context.Context, personNumber, login string, roles Roles) (Invitation, error) {
	var inv Invitation
	err := o.change(ctx, "account.invite", personNumber, func(c *change) error {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		var f formCheck
		login, wrong := cleanLogin(login)
		f.add(wrong)
		f.add(rejectRoles(roles))
		if err := f.wrong.errOrNil(); err != nil {
			return err
		}
		p, err := c.invitable(personNumber, login)
		if err != nil {
			return err
		}
		return o.issueCode(ctx, c, Account{PersonID: p.ID, Login: login, Roles: roles.ordered()}, &inv)
	})
	return inv, err
}

// invitable returns a person who is here and has no account yet, if login is free.
func (w *work) invitable(number, login string) (Person, error) {
	p, err := w.PersonByNumber(number)
	if err != nil {
		return p, err
	}
	if p.LeftBy(w.today) {
		return p, Errf(Conflict, "error.person.left", p.Name).With(FixPerson, p.Number)
	}
	if _, err = w.AccountByPerson(p.ID); err == nil {
		return p, Errf(Conflict, "error.account.double", p.Name).At("person")
	} else if CodeOf(err) != NotFound {
		return p, err
	}
	if _, err = w.AccountByLogin(login); err == nil {
		return p, Errf(Conflict, "error.login.taken", login).At("login")
	} else if CodeOf(err) != NotFound {
		return p, err
	}
	return p, nil
}

// issueCode makes the slot and writes the account as invited until the code's end.
func (o *Office) issueCode(ctx context.Context, c *change, a Account, inv *Invitation) error {
	code, expires, err := o.keyring.Invite(ctx, a.Login)
	if err != nil {
		return err
	}
	a.State, a.CodeExpires = Invited, expires
	if _, err := c.tx.SaveAccount(a); err != nil {
		return err
	}
	*inv = Invitation{Login: a.Login, Code: code, Expires: expires}
	return c.log(a.Login, map[string]any{"roles": a.Roles, "expires": expires.UTC().Format(time.RFC3339)})
}

// Reinvite gives an invited or locked-out account a new one-time code; a password it
// had no longer opens anything. Administrator only, not for oneself. Also lets a
// disabled account back in. Needs a fresh password. Returns NotAllowed, Unconfirmed,
// NotFound, Conflict.
func (o *Office) Reinvite(ctx context.Context, login string) (Invitation, error) {
	var inv Invitation
	err := o.change(ctx, "account.reinvite", login, func(c *change) error {
		a, err := c.otherAccount(login)
		if err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		p, err := c.Reader.Person(a.PersonID)
		if err != nil {
			return err
		}
		if p.LeftBy(c.today) {
			return Errf(Conflict, "error.person.left", p.Name).With(FixPerson, p.Number)
		}
		if err := o.keyring.Remove(ctx, a.Login); err != nil {
			return err
		}
		if err := o.issueCode(ctx, c, a, &inv); err != nil {
			return err
		}
		return c.settlePerson(a.PersonID)
	})
	return inv, err
}

// otherAccount returns an account that is not the actor's, for the administrator.
func (c *change) otherAccount(login string) (Account, error) {
	if err := c.mustHave(Administrator); err != nil {
		return Account{}, err
	}
	if login == c.me.Login {
		return Account{}, Errf(NotAllowed, "error.account.self")
	}
	a, err := c.AccountByLogin(login)
	if CodeOf(err) == NotFound && err != nil {
		return a, Errf(NotFound, "error.account.none", login)
	}
	return a, err
}

// SetRoles changes an account's roles. Administrator only; the last active
// administrator keeps that role. Needs a fresh password. Returns NotAllowed, Unconfirmed, NotFound, Invalid (roles),
// Conflict (error.admin.last).
func (o *Office) SetRoles(ctx context.Context, login string, roles Roles) error {
	return o.change(ctx, "account.roles", login, func(c *change) error {
		if err := c.mustHave(Administrator); err != nil {
			return err
		}
		if err := o.mustConfirm(); err != nil {
			return err
		}
		if wrong := rejectRoles(roles); wrong != nil {
			return wrong
		}
		a, err := c.AccountByLogin(login)
		if CodeOf(err) == NotFound && err != nil {
			return Errf(NotFound, "error.account.none", login)
		}
		if err != nil {
			return err
		}
		if err := c.keepsAdministrator(a, roles); err != nil {
			return err
		}
		before := a.Roles
		a.Roles = roles.ordered()
		if _, err := c.tx.SaveAccount(a); err != nil {
			return err
		}
		if err := c.log(a.Login, map[string]any{"from": before, "to": a.Roles}); err != nil {
			return err
		}
		return c.settlePerson(a.PersonID)
	})
}

// keepsAdministrator refuses to leave the office without an active administrator
// once a has the roles (nil when it will not be active).
func (w *work) keepsAdministrator(a Account, roles Roles) error {
	if !a.Roles.Has(Administrator) || a.State != Active || roles.Has(Administrator) {
		return nil
	}
	all, err := w.Accounts()
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.ID == a.ID || other.State != Active || !other.Roles.Has(Administrator) {
			continue
		}
		p, err := w.Reader.Person(other.PersonID)
		if err != nil {
			return err
		}
		if p.LeftOn == "" {
			return nil
		}
	}
	return Errf(Conflict, "error.admin.last")
}

// Disable removes an account's slot; its person keeps their history. Administrator
// only, and not oneself, so that an active administrator always remains. Disabling
// twice is no error.
func (o *Office) Disable(ctx context.Context, login string) error {
	err := o.change(ctx, "account.disable", login, func(c *change) error {
		a, err := c.otherAccount(login)
		if err != nil {
			return err
		}
		c.logged = true // disable does
		return c.disable(a)
	})
	if err != nil {
		return err
	}
	// The account is refused from here on, even if its slot can't be removed now: the next
	// sign-in tries again.
	return o.keyring.Remove(ctx, login)
}
