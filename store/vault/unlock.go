package vault

import (
	"context"
	"encoding/hex"
	"strings"
	"time"
)

// Unlock opens the vault with an account's password. It takes the same time whether or not the login exists.
// While the vault is unlocked already, it checks the password and makes this account the one whose Keys are held.
// Returns ErrWrongPassword, a *ThrottledError, a *DamagedError or ErrClosed.
func (v *Vault) Unlock(ctx context.Context, login, password string) (*Keys, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	s, err := v.try(ctx, login, password)
	if err != nil {
		return nil, err
	}
	defer wipe(s.vaultKey)
	if err := v.open(s.vaultKey); err != nil {
		return nil, err
	}
	return v.hold(s, login)
}

// hold keeps the keys of the account that is at work now.
func (v *Vault) hold(s secret, login string) (*Keys, error) {
	k, err := s.keys(strings.TrimSpace(login))
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if slot := v.ring.find(slotAccount, loginTag(v.ring.salt, login)); slot != nil {
		if name, ok := slot.openLogin(v.ring.id, v.vaultKey); ok {
			k.Login = name
		}
	}
	v.keys = k
	return k, nil
}

// CheckPassword tells whether the password is the account's: for a witness, or before a grave act. It is throttled like Unlock.
// Returns ErrWrongPassword, a *ThrottledError or ErrClosed.
func (v *Vault) CheckPassword(ctx context.Context, login, password string) error {
	v.auth.Lock()
	defer v.auth.Unlock()
	s, err := v.try(ctx, login, password)
	if err != nil {
		return err
	}
	wipe(s.vaultKey)
	return nil
}

// WitnessKeys is CheckPassword that also returns the keys, so that a second person can sign beside the first.
func (v *Vault) WitnessKeys(ctx context.Context, login, password string) (*Keys, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	s, err := v.try(ctx, login, password)
	if err != nil {
		return nil, err
	}
	defer wipe(s.vaultKey)
	return s.keys(strings.TrimSpace(login))
}

// try counts the attempt and opens the account's slot. Called with v.auth held.
func (v *Vault) try(ctx context.Context, login, password string) (secret, error) {
	if err := ctx.Err(); err != nil {
		return secret{}, err
	}
	ring, err := v.current()
	if err != nil {
		return secret{}, err
	}
	now, tag := v.opt.Now(), loginTag(ring.salt, login)
	if err := v.att.begin(tag, now); err != nil {
		return secret{}, err
	}
	// Without an account the same work is done on parameters and salt that open nothing.
	s, params, salt := ring.find(slotAccount, tag), ring.dummy, tag
	if s != nil {
		params, salt = s.params, s.salt
	}
	if !params.valid() {
		return secret{}, damaged(keysFile, 0, "key derivation parameters out of bounds")
	}
	kek := passwordKey(password, salt[:], params)
	defer wipe(kek)
	if s != nil {
		if c, ok := s.openSecret(ring.id, kek); ok {
			return c, v.att.succeeded(tag)
		}
	}
	if err := v.att.failed(tag, now); err != nil {
		return secret{}, err
	}
	return secret{}, ErrWrongPassword
}

func (v *Vault) current() (*keyring, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil, ErrClosed
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
		if name, ok := s.openLogin(v.ring.id, v.vaultKey); ok {
			names[hex.EncodeToString(s.tag[:])] = name
		}
	}
	return names, nil
}
