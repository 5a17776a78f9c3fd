package vault

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// Invite makes a one-time code with which the person sets a password and generates keys at first login. The code is
// shown once and is good for CodeLife; a second invitation replaces the first. For a login that has an account, the old
// password works until the code is used. Returns ErrSealed or ErrBadLogin.
func (v *Vault) Invite(login string) (code string, expires time.Time, err error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.invite(login)
}

func (v *Vault) invite(login string) (code string, expires time.Time, err error) {
	if v.r == nil {
		return "", time.Time{}, ErrSealed
	}
	if err := checkLogin(login); err != nil {
		return "", time.Time{}, err
	}
	if code, err = newCode(v.opt.Rand, inviteGroups, codeInvite); err != nil {
		return "", time.Time{}, err
	}
	s, err := v.newSlot(slotInvite, login)
	if err != nil {
		return "", time.Time{}, err
	}
	s.expires = s.made.Add(CodeLife)
	kek, err := codeKey(code, s.salt)
	if err != nil {
		return "", time.Time{}, err
	}
	box, err := randomBytes(v.opt.Rand, boxKeySize)
	if err != nil {
		return "", time.Time{}, err
	}
	defer wipe(box)
	if err := v.fillSlot(s, kek, secret{vaultKey: v.vaultKey, box: box, login: strings.TrimSpace(login)}); err != nil {
		return "", time.Time{}, err
	}
	err = v.changeKeys(func(k *keyring) error {
		k.slots = append(k.without(s.tag, slotInvite), s)
		return nil
	})
	return code, s.expires, err
}

func (v *Vault) newSlot(kind byte, login string) (*slot, error) {
	salt, err := randomBytes(v.opt.Rand, 16)
	if err != nil {
		return nil, err
	}
	made := v.opt.Now().Truncate(time.Second)
	return &slot{kind: kind, tag: loginTag(v.ring.salt, login), salt: [16]byte(salt), made: made}, nil
}

func (v *Vault) fillSlot(s *slot, kek []byte, c secret) error {
	if err := s.sealSecret(v.opt.Rand, v.ring.id, kek, c); err != nil {
		return err
	}
	return s.sealLogin(v.opt.Rand, v.ring.id, c.vaultKey, c.login, boxRecipient(c.box))
}

// accountSlot seals a secret under a password. Slow.
func (v *Vault) accountSlot(password string, params KDFParams, c secret) (*slot, error) {
	s, err := v.newSlot(slotAccount, c.login)
	if err != nil {
		return nil, err
	}
	s.params = params
	kek := passwordKey(password, s.salt[:], params)
	defer wipe(kek)
	return s, v.fillSlot(s, kek, c)
}

// Enrol uses a one-time code: it makes the account's keys, seals them under the new password and unlocks the vault. An older
// account of this login is replaced. Returns a *PasswordError, *CodeError, ErrWrongCode, ErrExpired,
// a *ThrottledError, a *DamagedError or ErrClosed.
func (v *Vault) Enrol(ctx context.Context, login, code, newPassword string) (*Keys, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	if err := CheckNewPassword(newPassword); err != nil {
		return nil, err
	}
	c, err := v.useCode(ctx, login, code)
	if err != nil {
		return nil, err
	}
	defer c.wipe()
	wasSealed := v.Keys() == nil
	if err := v.open(c.vaultKey); err != nil {
		return nil, err
	}
	k, err := v.enrol(c.login, newPassword, c.vaultKey)
	if err != nil && wasSealed {
		v.mu.Lock()
		defer v.mu.Unlock()
		err = errors.Join(err, v.seal())
	}
	return k, err
}

// enrol puts an account in the place of its invitation.
func (v *Vault) enrol(login, newPassword string, vaultKey []byte) (*Keys, error) {
	c, err := newSecret(v.opt.Rand, vaultKey)
	if err != nil {
		return nil, err
	}
	c.login = login
	params, err := v.opt.slotParams()
	if err != nil {
		return nil, err
	}
	s, err := v.accountSlot(newPassword, params, c)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	err = v.changeKeys(func(k *keyring) error {
		k.slots = append(k.without(s.tag, slotInvite, slotAccount), s)
		return nil
	})
	v.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return v.hold(c)
}

// useCode opens the invitation. A mistyped group is told before anything is counted.
func (v *Vault) useCode(ctx context.Context, login, code string) (secret, error) {
	if err := ctx.Err(); err != nil {
		return secret{}, err
	}
	ring, err := v.current()
	if err != nil {
		return secret{}, err
	}
	if _, err := codeKey(code, [16]byte{}); err != nil {
		return secret{}, err
	}
	now, tag := v.opt.Now(), loginTag(ring.salt, login)
	if err := v.att.begin(tag, now); err != nil {
		return secret{}, err
	}
	if s := ring.find(slotInvite, tag); s != nil {
		kek, err := codeKey(code, s.salt)
		if err != nil {
			return secret{}, err
		}
		c, ok, err := s.unseal(ring.id, kek)
		if err != nil {
			return secret{}, err
		}
		if ok {
			return v.fresh(s, c, now)
		}
	}
	if err := v.att.failed(tag, now); err != nil {
		return secret{}, err
	}
	return secret{}, ErrWrongCode
}

// fresh refuses a code that was right but has run out.
func (v *Vault) fresh(s *slot, c secret, now time.Time) (secret, error) {
	err := v.att.succeeded(s.tag)
	if err == nil && !now.Before(s.expires) {
		err = ErrExpired
	}
	if err != nil {
		c.wipe()
		return secret{}, err
	}
	return c, nil
}

// ChangePassword seals the account's keys under a new password; the keys stay the same.
// Returns ErrSealed, a *PasswordError, ErrWrongPassword or a *ThrottledError.
func (v *Vault) ChangePassword(ctx context.Context, login, old, new string) error {
	v.auth.Lock()
	defer v.auth.Unlock()
	if _, err := v.logins(); err != nil {
		return err
	}
	if err := CheckNewPassword(new); err != nil {
		return err
	}
	c, err := v.try(ctx, login, old)
	if err != nil {
		return err
	}
	defer c.wipe()
	params, err := v.opt.slotParams()
	if err != nil {
		return err
	}
	s, err := v.accountSlot(new, params, c)
	if err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.changeKeys(func(k *keyring) error {
		k.slots = append(k.without(s.tag, slotAccount), s)
		return nil
	})
}

// Remove takes away an account's slot and any invitation. It does not change the vault key: a copy of the folder made
// before still opens with the old password. Returns ErrSealed, ErrNoAccount or ErrLastAccount.
func (v *Vault) Remove(login string) error {
	v.auth.Lock()
	defer v.auth.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.r == nil {
		return ErrSealed
	}
	tag := loginTag(v.ring.salt, login)
	rest := v.ring.without(tag, slotAccount, slotInvite)
	if len(rest) == len(v.ring.slots) {
		return ErrNoAccount
	}
	if !slices.ContainsFunc(rest, func(s *slot) bool { return s.kind == slotAccount }) {
		return ErrLastAccount
	}
	return v.changeKeys(func(k *keyring) error {
		k.slots = rest
		return nil
	})
}

// Accounts lists the logins the vault knows, in the order in which they came. Returns ErrSealed.
func (v *Vault) Accounts() ([]Account, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.r == nil {
		return nil, ErrSealed
	}
	var list []Account
	at := map[[16]byte]int{}
	for _, s := range v.ring.slots {
		if s.kind != slotAccount && s.kind != slotInvite {
			continue
		}
		i, ok := at[s.tag]
		if !ok {
			name, _, ok := s.openLogin(v.ring.id, v.vaultKey)
			if !ok {
				return nil, damaged(keysFile, 0, "a slot's login does not open")
			}
			i = len(list)
			at[s.tag] = i
			list = append(list, Account{Login: name})
		}
		if s.kind == slotAccount {
			list[i].Enrolled = true
		} else {
			list[i].Invited, list[i].Expires = true, s.expires
		}
	}
	return list, nil
}
