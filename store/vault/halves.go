package vault

import (
	"context"
	"slices"

	"filippo.io/age"
)

// NewHalves makes two new recovery halves and a new age identity for them, and returns the halves, which exist nowhere
// else. The old halves open nothing of this vault any more; with a copy of the key file made before they still give the
// vault key of that time, so a new vault key should follow. Returns ErrSealed.
func (v *Vault) NewHalves(ctx context.Context) (Recovery, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.r == nil {
		return Recovery{}, ErrSealed
	}
	if err := ctx.Err(); err != nil {
		return Recovery{}, err
	}
	rec, recipient, s, err := v.newRescue(v.vaultKey)
	if err != nil {
		return Recovery{}, err
	}
	err = v.changeKeys(func(k *keyring) error {
		k.recipient = recipient
		k.slots = append(slices.DeleteFunc(k.slots, func(s *slot) bool { return s.kind == slotRescue }), s)
		return nil
	})
	if err != nil {
		return Recovery{}, err
	}
	return rec, nil
}

// newRescue makes the recovery slot: its own age identity beside the vault key, sealed under both halves.
func (v *Vault) newRescue(vaultKey []byte) (rec Recovery, recipient string, s *slot, err error) {
	if rec.A, err = newCode(v.opt.Rand, halfGroups, codeHalfA); err != nil {
		return Recovery{}, "", nil, err
	}
	if rec.B, err = newCode(v.opt.Rand, halfGroups, codeHalfB); err != nil {
		return Recovery{}, "", nil, err
	}
	kek, err := recoveryKey(rec.A, rec.B, v.ring.id)
	if err != nil {
		return Recovery{}, "", nil, err
	}
	defer wipe(kek)
	c, err := newSecret(v.opt.Rand, vaultKey)
	if err != nil {
		return Recovery{}, "", nil, err
	}
	defer wipe(c.box)
	id, err := age.ParseX25519Identity(c.identity)
	if err != nil {
		return Recovery{}, "", nil, err
	}
	if s, err = v.newSlot(slotRescue, ""); err != nil {
		return Recovery{}, "", nil, err
	}
	return rec, id.Recipient().String(), s, v.fillSlot(s, kek, c)
}
