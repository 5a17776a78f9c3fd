package app

import (
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
	// DelegationsOf returns what a person gave or took and that has not ended before from.
	DelegationsOf(personID int64, from Date) ([]Delegation, error)
	// AccountKeys returns every public key each login ever signed with.
	AccountKeys() (map[string][]ed25519.PublicKey, error)
}

// AccountWriter changes accounts and delegations.
type AccountWriter interface {
	SaveAccount(Account) (Account, error) // Conflict on a double login or a second account
	SaveDelegation(Delegation) (Delegation, error)
}
