package vault

import (
	"context"

	"filippo.io/age"
)

// Recover opens the vault with the two printed halves and makes a one-time code for a login, old or new. The halves stay
// good. The vault is left as it was, sealed or unlocked. Returns a *CodeError that names a mistyped group, ErrWrongCode if
// the halves are another vault's, ErrBadLogin, a *DamagedError or ErrClosed.
func (v *Vault) Recover(ctx context.Context, halfA, halfB, login string) (code string, err error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	if err := checkLogin(login); err != nil {
		return "", err
	}
	u, err := v.attemptRescue(ctx, halfA, halfB)
	if err != nil {
		return "", err
	}
	defer u.wipe()
	wasSealed := v.Keys() == nil
	if err := v.open(u.vaultKey); err != nil {
		return "", err
	}
	_ = v.clearRewrap(u.slot, u.kek, u.secret) // if it fails the slot stays as good as it was
	v.mu.Lock()
	defer v.mu.Unlock()
	code, _, err = v.invite(login)
	if wasSealed {
		if serr := v.seal(); err == nil {
			err = serr
		}
	}
	return code, err
}

// CheckRecovery proves that the two halves open this vault, without using them up. Errors as Recover's.
func (v *Vault) CheckRecovery(ctx context.Context, halfA, halfB string) error {
	_, err := v.RecoveryIdentity(ctx, halfA, halfB)
	return err
}

// RecoveryIdentity is the age identity that every electronic document is also wrapped to. Errors as Recover's.
func (v *Vault) RecoveryIdentity(ctx context.Context, halfA, halfB string) (*age.X25519Identity, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	u, err := v.attemptRescue(ctx, halfA, halfB)
	if err != nil {
		return nil, err
	}
	defer u.wipe()
	return age.ParseX25519Identity(u.identity)
}

// rescue is attemptRescue for those who need the secret only.
func (v *Vault) rescue(ctx context.Context, halfA, halfB string) (secret, error) {
	u, err := v.attemptRescue(ctx, halfA, halfB)
	if err != nil {
		return secret{}, err
	}
	wipe(u.kek)
	return u.secret, nil
}

// attemptRescue opens the recovery slot. Called with v.auth held.
func (v *Vault) attemptRescue(ctx context.Context, halfA, halfB string) (*unsealed, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ring, err := v.current()
	if err != nil {
		return nil, err
	}
	kek, err := recoveryKey(halfA, halfB, ring.id)
	if err != nil {
		return nil, err
	}
	for _, s := range ring.slots {
		if s.kind != slotRescue {
			continue
		}
		if c, ok, err := s.unseal(ring.id, kek); ok || err != nil {
			return &unsealed{secret: c, slot: s, kek: kek}, err
		}
	}
	wipe(kek)
	return nil, ErrWrongCode
}
