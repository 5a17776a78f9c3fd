package vault

// refresh seals an account's slot anew after its password opened it, if it holds a rewrap, or parameters below today's
// policy. Called with v.auth held and the register open. An error leaves everything in use; the next login tries again.
func (v *Vault) refresh(u *unsealed, password string) error {
	params := v.opt.raised(u.slot.params, u.took)
	if params == u.slot.params {
		return v.clearRewrap(u.slot, u.kek, u.secret)
	}
	s, err := v.accountSlot(password, params, u.secret)
	if err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.replaceSlot(u.slot, s)
}

// clearRewrap seals a slot that a key has just opened anew, with the vault key in force. Called with v.auth held.
func (v *Vault) clearRewrap(old *slot, kek []byte, c secret) error {
	if old.rewrap == nil {
		return nil
	}
	s := *old
	s.rewrap = nil
	if err := v.fillSlot(&s, kek, c); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.replaceSlot(old, &s)
}

// replaceSlot puts one slot in the place of another. Unlike other changes of the key file it may fail without poisoning the
// vault: until it has been written the old slot is as good. Called with v.mu held.
func (v *Vault) replaceSlot(old, s *slot) error {
	if v.r == nil {
		return ErrSealed
	}
	next := *v.ring
	next.slots = v.ring.swapped(old, s)
	if s.kind == slotAccount {
		next.dummy = costlier(next.dummy, s.params)
	}
	_, err := v.writeKeys(&next)
	return err
}

// costlier keeps the time of a login that does not exist no shorter than that of one that does.
func costlier(a, b KDFParams) KDFParams {
	if a.MemoryKiB < b.MemoryKiB || a.Time < b.Time {
		return b
	}
	return a
}
