package app

import (
	"context"
	"sync"
	"time"
)

// DefaultConfirmFor is how long a typed password stays fresh when Env does not say.
const DefaultConfirmFor = 2 * time.Minute

// freshness remembers when the actor's password was last typed in this session.
type freshness struct {
	mu    sync.Mutex
	typed time.Time
}

func (f *freshness) set(now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.typed = now
}

// within reports whether the password was typed at most d from now. A clock set back
// makes it no fresher.
func (f *freshness) within(d time.Duration, now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return now.Sub(f.typed).Abs() <= d
}

// mustConfirm refuses a grave act (export, grant, recovery, leaving, destruction) when the
// actor's password was not typed a moment ago: an unlocked desk is not yet consent
// (§5.3.2). Returns Unconfirmed (error.confirm).
func (o *Office) mustConfirm() error {
	limit := o.env.ConfirmFor
	if limit <= 0 {
		limit = DefaultConfirmFor
	}
	if o.fresh.within(limit, o.env.Clock()) {
		return nil
	}
	return Errf(Unconfirmed, "error.confirm")
}

// Confirm checks the actor's own password and lets the acts that ask for it pass for a
// while (Env.ConfirmFor). Returns NotAllowed (error.password) or Throttled at the field
// password.
func (o *Office) Confirm(ctx context.Context, password string) error {
	const act = "account.confirm"
	if err := o.keyring.CheckPassword(ctx, o.id.Login, password); err != nil {
		return o.refused(ctx, act, o.id.Login, atField("password", err))
	}
	err := o.change(ctx, act, o.id.Login, func(*change) error { return nil })
	if err == nil {
		o.fresh.set(o.env.Clock())
	}
	return err
}
