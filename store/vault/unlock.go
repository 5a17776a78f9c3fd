package vault

import (
	"context"
	"encoding/hex"
	"time"
)

// Unlock opens the vault with an account's password. It takes the same time whether or not the login exists.
// While the vault is unlocked already, it checks the password and makes this account the one whose Keys are held.
// Returns ErrWrongPassword, a *ThrottledError, a *DamagedError or ErrClosed.
func (v *Vault) Unlock(ctx context.Context, login, password string) (*Keys, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	u, err := v.attempt(ctx, login, password)
	if err != nil {
		return nil, err
	}
	defer u.wipe()
	if err := v.open(u.vaultKey); err != nil {
		return nil, err
	}
	// The slot opens as it is; if it can't be sealed better now, the next login tries again.
	_ = v.refresh(u, password)
	return v.hold(u.secret)
}

// hold keeps the keys of the account that is at work now.
func (v *Vault) hold(c secret) (*Keys, error) {
	k, err := c.keys()
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.keys = k
	return k, nil
}

// CheckPassword tells whether the password is the account's: for a witness, or before a grave act. It is throttled like Unlock.
// Returns ErrWrongPassword, a *ThrottledError or ErrClosed.
func (v *Vault) CheckPassword(ctx context.Context, login, password string) error {
	v.auth.Lock()
	defer v.auth.Unlock()
	c, err := v.try(ctx, login, password)
	c.wipe()
	return err
}

// WitnessKeys is CheckPassword that also returns the keys, so that a second person can sign beside the first.
func (v *Vault) WitnessKeys(ctx context.Context, login, password string) (*Keys, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	c, err := v.try(ctx, login, password)
	if err != nil {
		return nil, err
	}
	defer c.wipe()
	return c.keys()
}

// unsealed is an account's slot that a password opened.
type unsealed struct {
	secret
	slot *slot
	kek  []byte
	took time.Duration // that the key derivation took
}

func (u *unsealed) wipe() {
	u.secret.wipe()
	wipe(u.kek)
}

// try is attempt for those who need the secret only.
func (v *Vault) try(ctx context.Context, login, password string) (secret, error) {
	u, err := v.attempt(ctx, login, password)
	if err != nil {
		return secret{}, err
	}
	wipe(u.kek)
	return u.secret, nil
}

// attempt counts the attempt and opens the account's slot. Called with v.auth held.
func (v *Vault) attempt(ctx context.Context, login, password string) (*unsealed, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ring, err := v.current()
	if err != nil {
		return nil, err
	}
	now, tag := v.opt.Now(), loginTag(ring.salt, login)
	if err := v.att.begin(tag, now); err != nil {
		return nil, err
	}
	// Without an account the same work is done on parameters and salt that open nothing.
	s, params, salt := ring.find(slotAccount, tag), ring.dummy, tag
	if s != nil {
		params, salt = s.params, s.salt
	}
	if !params.valid() {
		return nil, damaged(keysFile, 0, "key derivation parameters out of bounds")
	}
	start := time.Now()
	u := &unsealed{slot: s, kek: passwordKey(password, salt[:], params)}
	u.took = time.Since(start)
	if s != nil {
		var opens bool
		if u.secret, opens, err = s.unseal(ring.id, u.kek); err == nil && opens {
			err = v.att.succeeded(tag)
			return u, err
		}
	}
	u.wipe()
	if err != nil {
		return nil, err
	}
	if err := v.att.failed(tag, now); err != nil {
		return nil, err
	}
	return nil, ErrWrongPassword
}

// current is the key file in force, read again if it may have changed under us.
func (v *Vault) current() (*keyring, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil, ErrClosed
	}
	if v.stale && v.r == nil {
		if err := v.reload(); err != nil {
			return nil, err
		}
	}
	return v.ring, nil
}

// TakeFailures lists the failed logins not yet in the audit log, oldest first, and a function that forgets them: to be
// called once they are in the log. Returns ErrSealed while sealed, since logins can only be named then.
func (v *Vault) TakeFailures() (list []Failure, forget func() error, err error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	names, err := v.logins()
	if err != nil {
		return nil, nil, err
	}
	for _, f := range v.att.data.Failures {
		list = append(list, Failure{Login: names[f.Tag], Tag: f.Tag, At: time.Unix(0, f.At), Refused: f.Refused})
	}
	forget = func() error {
		v.auth.Lock()
		defer v.auth.Unlock()
		have := v.att.data.Failures
		v.att.data.Failures = have[min(len(list), len(have)):]
		return v.att.save()
	}
	return list, forget, nil
}

// logins maps tags to the logins of accounts and invitations.
func (v *Vault) logins() (map[string]string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.r == nil {
		return nil, ErrSealed
	}
	names := map[string]string{}
	for _, s := range v.ring.slots {
		if s.kind != slotAccount && s.kind != slotInvite {
			continue
		}
		if name, _, ok := s.openLogin(v.ring.id, v.vaultKey); ok {
			names[hex.EncodeToString(s.tag[:])] = name
		}
	}
	return names, nil
}
