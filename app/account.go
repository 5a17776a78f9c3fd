package app

import (
	"context"
	"crypto/ed25519"
	"time"
)

// AccountState is where an account stands.
type AccountState string

// The states of an account.
const (
	Invited  AccountState = "invited" // one-time code given out, not yet used
	Active   AccountState = "active"
	Disabled AccountState = "disabled" // slot removed
)

// Account is a person's way into the vault.
type Account struct {
	ID          int64
	PersonID    int64
	Login       string // lower case letters, digits, dot, dash; 2 to 32
	Roles       Roles
	State       AccountState
	SignKey     ed25519.PublicKey // nil while invited
	Recipient   string            // age public key, "" while invited
	CodeExpires time.Time         // while invited
}

// Invitation is shown once: the code is kept nowhere.
type Invitation struct {
	Login   string
	Code    string
	Expires time.Time
}

// Delegation lets one person act for another for a stated time (rule 3).
type Delegation struct {
	ID          int64
	Principal   Person
	Delegate    Person
	From, Until Date
}

// AccountReader reads accounts and delegations.
type AccountReader interface {
	AccountByLogin(login string) (Account, error)    // NotFound
	AccountByPerson(personID int64) (Account, error) // NotFound
	Accounts() ([]Account, error)
	Delegations(delegateID int64, on Date) ([]Delegation, error)
	// AccountKeys returns every public key each login ever signed with.
	AccountKeys() (map[string][]ed25519.PublicKey, error)
}

// AccountWriter changes accounts and delegations.
type AccountWriter interface {
	SaveAccount(Account) (Account, error) // Conflict on a double login or a second account
	SaveDelegation(Delegation) (Delegation, error)
}

// Invite makes an account for a person and returns its one-time code (72 hours).
// Administrator only. Returns NotAllowed, Invalid (login, roles), Conflict.
func (o *Office) Invite(ctx context.Context, personNumber, login string, roles Roles) (Invitation, error) {
	return Invitation{}, errNotBuilt
}

// Reinvite gives an invited or locked-out account a new one-time code. Administrator only.
func (o *Office) Reinvite(ctx context.Context, login string) (Invitation, error) {
	return Invitation{}, errNotBuilt
}

// SetRoles changes an account's roles. Administrator only, and not the last
// administrator's own; returns NotAllowed, NotFound, Conflict.
func (o *Office) SetRoles(ctx context.Context, login string, roles Roles) error { return errNotBuilt }

// Disable removes an account's slot; its person keeps their history. Administrator only, not oneself.
func (o *Office) Disable(ctx context.Context, login string) error { return errNotBuilt }

// ChangePassword changes the actor's own password.
func (o *Office) ChangePassword(ctx context.Context, old, new string) error { return errNotBuilt }

// Delegate lets another person act for the actor from one day until another.
// Only an approver or custodian may delegate, to a person with an account.
func (o *Office) Delegate(ctx context.Context, toNumber string, from, until Date) (Delegation, error) {
	return Delegation{}, errNotBuilt
}
