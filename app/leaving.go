package app

import (
	"context"
	"errors"
)

var errNotBuilt = errors.New("not built yet")

// Leaving is what a person who leaves still has: before the act what it will take back,
// after it what it took back. It names no client and no document: whoever looks after
// accounts need not know what the files are about (§4.4).
type Leaving struct {
	Person      Person
	Login       string       // "" without an account
	Account     AccountState // "" without an account
	Out         []LeavingLoan
	Requests    []LeavingLoan // asked for, waiting or approved, not collected
	Assignments []LeavingAssignment
	Delegations []Delegation // given or taken, in force or still to come
	// Why is the reason when Leave would be refused (oneself, the last administrator), else nil.
	Why *Error
}

// LeavingLoan is one loan of a person who leaves.
type LeavingLoan struct {
	Number string
	Copies int
	Lost   int  // of Copies, being searched for
	Due    Date // the earliest of the copies'
}

// LeavingAssignment is one task of a person who leaves, without its client.
type LeavingAssignment struct {
	Duty        string
	From, Until Date
}

// PlanLeaving tells what a person still has, before Leave takes it back. Administrator
// only. Returns NotAllowed, NotFound.
func (o *Office) PlanLeaving(ctx context.Context, personNumber string) (Leaving, error) {
	return Leaving{}, errNotBuilt
}

// Leave ends all that a person has in the office, in one transaction: the last day is
// noted, what is lent is recalled for today, own open requests are withdrawn, tasks and
// delegations end, the account is disabled; then its slot is removed. The vault key should
// be renewed next (RenewVaultKey): Today says so. Administrator only, not for oneself;
// needs a fresh password. Returns what it took back; NotAllowed, NotFound, Unconfirmed,
// Invalid (on, reason), Conflict (error.self.leave, error.admin.last).
func (o *Office) Leave(ctx context.Context, personNumber string, on Date, reason string) (Leaving, error) {
	return Leaving{}, errNotBuilt
}
