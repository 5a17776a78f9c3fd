package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// renewal is a new vault key on its way into the vault: the register sealed with it in a file of its own, and the key
// file that goes with it, neither of them in force yet.
type renewal struct {
	v    *Vault
	old  seals
	new  seals
	from state // of the register as it is
	to   state // of the new one
	data []byte
	ring *keyring
	lost []string
	tell func(pages uint32) // of the pages written and read back
}

const (
	newRegister = registerFile + ".new"
	newKeys     = keysFile + ".new"
)

// Rekey gives the vault a new key, so that a password that was removed opens nothing of what is written from now on. Every
// page is sealed anew into another file and read back; then that file and a new key file take the place of the old. Commits wait
// meanwhile, reads go on. Until the new key file is in its place, cancelling ctx, Seal, Close, an error or a crash leave the old
// key in force; from then on the new one is, and what a crash left undone is finished by the next login.
//
// progress, which may be nil, is called with the pages written and read back, of twice their number. lost are the logins whose
// one-time code had run out and was left behind. Passwords, codes and halves stay as they are. Returns ErrSealed, ctx's error,
// a *DamagedError or the file layer's error; after one that leaves it open which key is in force, Err tells the same and the vault
// has to be sealed and unlocked again.
func (v *Vault) Rekey(ctx context.Context, progress func(done, total int64)) (lost []string, err error) {
	ctx, done, err := v.beginLong(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	v.auth.Lock()
	defer v.auth.Unlock()
	r, err := v.opened()
	if err != nil {
		return nil, err
	}
	release, err := r.quiesce()
	if err != nil {
		return nil, err
	}
	defer release()
	n, err := v.newRenewal(r, progress)
	if err != nil {
		return nil, err
	}
	defer n.wipe()
	if err := n.prepare(ctx); err != nil {
		n.discard()
		return nil, err
	}
	return n.lost, n.commit(r)
}

// opened is the register, if the vault is unlocked.
func (v *Vault) opened() (*register, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case v.closed:
		return nil, ErrClosed
	case v.r == nil:
		return nil, ErrSealed
	}
	return v.r, nil
}

// Epoch is how many times the vault key was renewed.
func (v *Vault) Epoch() uint64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.ring.epoch
}

func (v *Vault) newRenewal(r *register, progress func(done, total int64)) (*renewal, error) {
	key, err := randomBytes(v.opt.Rand, keySize)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	n := &renewal{v: v, from: r.st, to: r.st}
	r.mu.Unlock()
	n.old, n.new = v.ring.seals(bytes.Clone(v.vaultKey), v.opt.Rand), v.ring.seals(key, v.opt.Rand)
	n.to.writing++
	n.to.generation++
	n.to.keys = v.ring.seq + 1
	var count int64
	n.tell = func(pages uint32) {
		count += int64(pages)
		if progress != nil {
			progress(count, 2*int64(n.to.pages))
		}
	}
	return n, nil
}

// wipe forgets both keys; the one in force has been copied.
func (n *renewal) wipe() {
	wipe(n.old.key)
	wipe(n.new.key)
}

// prepare does all that leaves the old key in force.
func (n *renewal) prepare(ctx context.Context) error {
	n.tell(0)
	if err := n.writeRegister(ctx); err != nil {
		return err
	}
	if err := n.checkRegister(ctx); err != nil {
		return err
	}
	if err := n.makeKeys(); err != nil {
		return err
	}
	if err := n.writeNewKeys(); err != nil {
		return err
	}
	return ctx.Err()
}

// writeRegister seals every page anew into a file of its own.
func (n *renewal) writeRegister(ctx context.Context) error {
	f, err := n.v.opt.FS.Open(n.v.path(newRegister), true)
	if err != nil {
		return err
	}
	return errors.Join(n.fill(ctx, f), f.Close(), n.v.opt.FS.SyncDir(n.v.dir))
}

func (n *renewal) fill(ctx context.Context, f File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	seal := newPageSealer(n.new)
	out := make([]byte, pagesAtATime*recordSize)
	err := n.eachRun(ctx, n.v.reg, n.old, func(first uint32, pages []pageBuf) error {
		buf := out[:0]
		for i := range pages {
			at := len(buf)
			buf = buf[:at+recordSize]
			if err := seal.seal(buf[at:], first+uint32(i), pages[i][:]); err != nil {
				return err
			}
		}
		_, err := f.WriteAt(buf, recordAt(first))
		return err
	})
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return newStateKeeper(f, n.new).save(n.to)
}

// eachRun opens the pages of a register file, some hundred at a time.
func (n *renewal) eachRun(ctx context.Context, f File, k seals, use func(first uint32, pages []pageBuf) error) error {
	open := newPageSealer(k)
	raw := make([]byte, pagesAtATime*recordSize)
	pages := make([]pageBuf, pagesAtATime)
	defer clear(pages)
	for first := uint32(1); first <= n.to.pages; {
		if err := ctx.Err(); err != nil {
			return err
		}
		run := min(n.to.pages-first+1, pagesAtATime)
		got, err := f.ReadAt(raw[:run*recordSize], recordAt(first))
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		for i := range run {
			end := int(i+1) * recordSize
			if end > got || open.open(pages[i][:], first+i, raw[end-recordSize:end]) != nil {
				return badPage(first + i)
			}
		}
		if err := use(first, pages[:run]); err != nil {
			return err
		}
		n.tell(run)
		first += run
	}
	return nil
}

// checkRegister reads the new file back. The key was made a moment ago, so a page that opens under it is the page
// that was sealed.
func (n *renewal) checkRegister(ctx context.Context) error {
	f, err := n.v.opt.FS.Open(n.v.path(newRegister), false)
	if err != nil {
		return err
	}
	err = n.eachRun(ctx, f, n.new, func(uint32, []pageBuf) error { return nil })
	if err == nil {
		var st state
		if st, _, err = newStateKeeper(f, n.new).load(); err == nil && st != n.to {
			err = ErrNotWritten
		}
	}
	if errors.Is(err, ErrDamaged) {
		err = fmt.Errorf("%w: %v", ErrNotWritten, err) // not damage: the vault in force is another file
	}
	return errors.Join(err, f.Close())
}

// makeKeys makes the key file for the new key: the same slots, each with a rewrap, without the codes that have run out.
func (n *renewal) makeKeys() error {
	v := n.v
	next := *v.ring
	next.slots, next.seq, next.epoch = nil, n.to.keys, v.ring.epoch+1
	now := v.opt.Now()
	for _, s := range v.ring.slots {
		login, recipient, ok := s.openLogin(n.old.id, n.old.key)
		if !ok {
			return damaged(keysFile, 0, "a slot's login does not open")
		}
		if s.kind == slotInvite && !now.Before(s.expires) {
			n.lost = append(n.lost, login)
			continue
		}
		c := *s
		var err error
		if c.rewrap, err = sealRewrap(v.opt.Rand, recipient, n.new.key, s.ad(n.old.id)); err != nil {
			return err
		}
		if err := c.sealLogin(v.opt.Rand, n.new.id, n.new.key, login, recipient); err != nil {
			return err
		}
		next.slots = append(next.slots, &c)
	}
	nonce, err := randomBytes(v.opt.Rand, 16)
	if err != nil {
		return err
	}
	raw := next.encode(nonce, n.new.key)
	n.data = append(bytes.Clone(raw), raw...)
	if n.ring, err = decodeKeys(n.data); err != nil {
		return err
	}
	return nil
}

// discard removes what is not in force. A file that stays is removed by the next login.
func (n *renewal) discard() {
	for _, name := range []string{newKeys, newRegister} {
		_ = n.v.opt.FS.Remove(n.v.path(name))
	}
}
