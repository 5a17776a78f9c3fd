package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"custody/app"
	"custody/store/vault"
)

// keyring implements app.Keyring over the vault's key slots.
type keyring struct {
	vault *vault.Vault
	now   clock

	mu     sync.Mutex
	forget func() error // forgets the failures given out last
}

// Invite makes a slot that opens with a one-time code.
func (k *keyring) Invite(_ context.Context, login string) (string, time.Time, error) {
	code, expires, err := k.vault.Invite(login)
	return code, expires, answer(err)
}

// CheckPassword tells whether password opens the slot of login.
func (k *keyring) CheckPassword(ctx context.Context, login, password string) error {
	return k.now.answer(k.vault.CheckPassword(ctx, login, password))
}

// ChangePassword re-seals the slot of login.
func (k *keyring) ChangePassword(ctx context.Context, login, old, new string) error {
	return k.now.answer(k.vault.ChangePassword(ctx, login, old, new))
}

// Remove deletes the slot of login; an absent one is no error.
func (k *keyring) Remove(_ context.Context, login string) error {
	err := k.vault.Remove(login)
	if errors.Is(err, vault.ErrNoAccount) {
		return nil
	}
	return answer(err)
}

// Rekey gives the vault a new key; see app.Keyring.
func (k *keyring) Rekey(ctx context.Context, progress func(done, total int64)) ([]string, error) {
	lost, err := k.vault.Rekey(ctx, progress)
	return lost, answer(err)
}

// Epoch is how many times the vault key was renewed.
func (k *keyring) Epoch() uint64 { return k.vault.Epoch() }

// NewHalves makes new recovery halves.
func (k *keyring) NewHalves(ctx context.Context) ([2]app.RecoveryHalf, error) {
	recovery, err := k.vault.NewHalves(ctx)
	if err != nil {
		return [2]app.RecoveryHalf{}, answer(err)
	}
	return printed(recovery), nil
}

// CheckHalves proves that both halves open this vault.
func (k *keyring) CheckHalves(ctx context.Context, halfA, halfB string) error {
	return halvesAnswer(k.vault.CheckRecovery(ctx, halfA, halfB))
}

// printed are the halves as they are printed: in groups.
func printed(r vault.Recovery) [2]app.RecoveryHalf {
	return [2]app.RecoveryHalf{
		{Name: "A", Groups: strings.Split(r.A, "-")},
		{Name: "B", Groups: strings.Split(r.B, "-")},
	}
}

// Failures returns the wrong passwords not yet in the audit log, those of one login
// together.
func (k *keyring) Failures() []app.Failure {
	list, forget, err := k.vault.TakeFailures()
	if err != nil || len(list) == 0 {
		return nil
	}
	k.mu.Lock()
	k.forget = forget
	k.mu.Unlock()
	return grouped(list)
}

// FailuresLogged forgets the failures returned last.
func (k *keyring) FailuresLogged() error {
	k.mu.Lock()
	forget := k.forget
	k.forget = nil
	k.mu.Unlock()
	if forget == nil {
		return nil
	}
	return answer(forget())
}

// grouped counts failures by login and kind; the time is that of the last.
func grouped(list []vault.Failure) []app.Failure {
	type kind struct {
		tag     string
		refused bool
	}
	at := make(map[kind]int)
	var out []app.Failure
	for _, f := range list {
		k := kind{f.Tag, f.Refused}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, app.Failure{Login: f.Login, Throttled: f.Refused})
		}
		out[i].Count++
		out[i].At = f.At
	}
	return out
}
