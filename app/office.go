package app

import (
	"context"
	"errors"
)

// errNotBuilt marks what the contract promises and nobody has written yet.
var errNotBuilt = errors.New("not built")

// Office is the register as one signed-in person may use it: every use case is a
// method. It is safe for use from several goroutines.
type Office struct {
	store   Store
	keyring Keyring
	id      Identity
	env     Env
}

// Actor is who is signed in, as the window shows it.
type Actor struct {
	Person  Person
	Login   string
	Roles   Roles
	Bound   Standing
	ActsFor []Delegation // in force today
	// May lists the parts of the window this person's roles open.
	May Abilities
}

// Abilities say which parts of the office open for the actor's roles; a face
// shows what is true here and nothing else. Each method decides again by itself.
type Abilities struct {
	Counter, Clients, Files, Loans, Commitments, People, Audit, Settings bool
	Approve, EditClients, EditPeople, Invite, Attest, Import             bool
}

// NewOffice signs the identity in: checks its account, moves failed logins into the
// log, appends the login. Returns NotAllowed (error.account.disabled), Conflict
// (error.clock.back) when the clock stands before the last entry.
func NewOffice(ctx context.Context, op Opened, env Env) (*Office, error) { return nil, errNotBuilt }

// Me returns who is signed in, fresh from the register.
func (o *Office) Me(ctx context.Context) (Actor, error) { return Actor{}, errNotBuilt }

// Today returns what waits for the actor, what is due and what expires.
func (o *Office) Today(ctx context.Context) (Today, error) { return Today{}, errNotBuilt }

// Goodbye appends the logout or lock to the log.
func (o *Office) Goodbye(ctx context.Context, reason string) error { return errNotBuilt }
