package vault

import (
	"bytes"
	"errors"
	"slices"
)

// writeNewKeys writes the new key file beside the old one and reads it back.
func (n *renewal) writeNewKeys() error {
	f, err := n.v.opt.FS.Open(n.v.path(newKeys), true)
	if err != nil {
		return err
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = f.WriteAt(n.data, 0)
	}
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		var back []byte
		if back, err = readAll(f, maxKeysFile); err == nil && !bytes.Equal(back, n.data) {
			err = ErrNotWritten
		}
	}
	return errors.Join(err, f.Close())
}

// commit puts the new key file in the place of the old one: that is the moment from which the new key is in force. Then the
// new register follows. After an error here the files alone say which key is in force, so nothing goes on before they are read
// again. Called with v.auth held and commits waiting.
func (n *renewal) commit(r *register) error {
	v := n.v
	v.mu.Lock()
	defer v.mu.Unlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	v.stale = true
	if err := v.opt.FS.Rename(v.path(newKeys), v.path(keysFile)); err != nil {
		return r.fail(err)
	}
	if err := v.opt.FS.SyncDir(v.dir); err != nil {
		return r.fail(err)
	}
	if err := v.swapRegister(r); err != nil {
		return r.fail(err)
	}
	wipe(v.vaultKey)
	v.ring, v.vaultKey = n.ring, bytes.Clone(n.new.key)
	r.adopt(v.reg, n.new, n.to)
	v.stale = false
	return nil
}

// swapRegister puts the new register in the place of the old. No file is open while it is renamed: Windows refuses that.
// r, which may be nil, must not read meanwhile.
func (v *Vault) swapRegister(r *register) error {
	if r != nil {
		r.forget()
	}
	old := v.reg
	v.reg = nil
	if err := old.Close(); err != nil {
		return err
	}
	if err := v.opt.FS.Rename(v.path(newRegister), v.path(registerFile)); err != nil {
		return err
	}
	if err := v.opt.FS.SyncDir(v.dir); err != nil {
		return err
	}
	f, err := v.opt.FS.Open(v.path(registerFile), false)
	if err != nil {
		return err
	}
	v.reg = f
	return nil
}

// adopt goes on with a register sealed under another key, which holds the same pages. Called with r.mu held and the log empty.
func (r *register) adopt(reg File, k seals, st state) {
	r.reg, r.st, r.regEnd = reg, st, recordAt(st.pages+1)
	r.keep, r.page, r.fr = newStateKeeper(reg, k), newPageSealer(k), newFrameSealer(k)
}

// settleRegister finishes the swap of a new vault key that a crash cut short, or removes what one left that never came
// into force. Called with v.mu held, before the register is opened.
func (v *Vault) settleRegister(vaultKey []byte) error {
	names, err := v.opt.FS.Names(v.dir)
	if err != nil {
		return openError(err)
	}
	if slices.Contains(names, newKeys) {
		_ = v.opt.FS.Remove(v.path(newKeys)) // never in force; if it can't be removed now it does no harm
	}
	if !slices.Contains(names, newRegister) {
		return nil
	}
	k := v.ring.seals(vaultKey, v.opt.Rand)
	if _, ok := anyState(v.reg, k); ok {
		_ = v.opt.FS.Remove(v.path(newRegister))
		return nil
	}
	if ok, err := v.awaitsSwap(k); err != nil || !ok {
		return err // what stands in the register is for openRegister to judge
	}
	v.stale = true
	if err := v.swapRegister(nil); err != nil {
		return err
	}
	v.stale = false
	return nil
}

// awaitsSwap reports whether the new register is whole and goes with the key file.
func (v *Vault) awaitsSwap(k seals) (bool, error) {
	f, err := v.opt.FS.Open(v.path(newRegister), false)
	if err != nil {
		return false, openError(err)
	}
	st, ok := anyState(f, k)
	size, err := f.Size()
	ok = ok && st.keys == v.ring.seq && size == recordAt(st.pages+1)
	return ok, errors.Join(err, f.Close())
}

// anyState is the state in a register file, if any copy of it opens.
func anyState(f File, k seals) (state, bool) {
	buf := make([]byte, stateSize)
	keep := newStateKeeper(f, k)
	for _, off := range []int64{0, stateSize} {
		if got, _ := f.ReadAt(buf, off); got == stateSize {
			if st, ok := keep.open(buf); ok {
				return st, true
			}
		}
	}
	return state{}, false
}

// reload takes what is on the disk for what is in force: after a failure nothing in memory is. Called with v.mu held and the
// register closed.
func (v *Vault) reload() error {
	if v.reg != nil {
		old := v.reg
		v.reg = nil
		if err := old.Close(); err != nil {
			return err
		}
	}
	f, err := v.opt.FS.Open(v.path(registerFile), false)
	if err != nil {
		return openError(err)
	}
	v.reg = f
	if err := v.loadKeys(); err != nil {
		return err
	}
	v.stale = false
	return nil
}
