package vault

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// Create makes a vault with one account, in a folder that is missing or empty, and returns it unlocked together
// with the two recovery halves, which exist nowhere else. Returns ErrNotEmpty, ErrBadLogin, ErrWeakKDF, ErrReadOnly,
// ErrInUse or a *PasswordError.
func Create(ctx context.Context, dir string, opt Options, login, password string) (*Vault, Recovery, error) {
	opt = opt.withDefaults()
	if err := errors.Join(ctx.Err(), checkLogin(login), CheckNewPassword(password)); err != nil {
		return nil, Recovery{}, firstOf(err)
	}
	if err := prepareFolder(opt.FS, dir); err != nil {
		return nil, Recovery{}, err
	}
	v := &Vault{dir: dir, opt: opt}
	if err := v.openFiles(true); err != nil {
		return nil, Recovery{}, err
	}
	rec, err := v.create(login, password)
	if err != nil {
		v.release()
		return nil, Recovery{}, err
	}
	return v, rec, nil
}

// firstOf takes one error out of a joined one, so that callers can type-switch on it.
func firstOf(err error) error {
	if m, ok := err.(interface{ Unwrap() []error }); ok {
		return m.Unwrap()[0]
	}
	return err
}

// prepareFolder makes the folder, or accepts an empty one and what an unfinished Create left: the key file comes last.
func prepareFolder(fsys FS, dir string) error {
	names, err := fsys.Names(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := fsys.MkdirAll(dir); err != nil {
			return openError(err)
		}
		return fsys.SyncDir(filepath.Dir(dir))
	}
	if errors.Is(err, syscall.ENOTDIR) {
		return ErrNotEmpty
	}
	if err != nil {
		return openError(err)
	}
	ours := []string{registerFile, logFile, lockFile, keysFile + ".new", attemptsFile, attemptsFile + ".new"}
	for _, n := range names {
		if !slices.Contains(ours, n) {
			return ErrNotEmpty
		}
	}
	return nil
}

func (v *Vault) create(login, password string) (Recovery, error) {
	raw, err := randomBytes(v.opt.Rand, 16+16+keySize)
	if err != nil {
		return Recovery{}, err
	}
	params, err := v.opt.slotParams()
	if err != nil {
		return Recovery{}, err
	}
	vaultKey := raw[32:]
	v.ring = &keyring{id: vaultID(raw[:16]), salt: [16]byte(raw[16:32]), suite: v.opt.suite, dummy: params, size: minCopy}
	rec, recipient, rescue, err := v.newRescue(vaultKey)
	if err != nil {
		return Recovery{}, err
	}
	v.ring.recipient = recipient
	c, err := newSecret(v.opt.Rand, vaultKey)
	if err != nil {
		return Recovery{}, err
	}
	c.login = strings.TrimSpace(login)
	account, err := v.accountSlot(password, params, c)
	if err != nil {
		return Recovery{}, err
	}
	v.ring.slots = []*slot{rescue, account}
	if err := v.writeFirst(vaultKey); err != nil {
		return Recovery{}, openError(err)
	}
	if err := v.loadKeys(); err != nil {
		return Recovery{}, err
	}
	if err := v.open(vaultKey); err != nil {
		return Recovery{}, err
	}
	_, err = v.hold(c)
	return rec, err
}

// writeFirst writes an empty register and log, and the key file last: with it the folder becomes a vault.
func (v *Vault) writeFirst(vaultKey []byte) error {
	for _, f := range []File{v.reg, v.log} {
		if err := f.Truncate(0); err != nil {
			return err
		}
	}
	v.ring.seq = 1
	k := newStateKeeper(v.reg, v.ring.seals(vaultKey, v.opt.Rand))
	if err := k.save(state{writing: 1, generation: 1, keys: 1}); err != nil {
		return err
	}
	if err := v.log.Sync(); err != nil {
		return err
	}
	if err := v.opt.FS.SyncDir(v.dir); err != nil {
		return err
	}
	nonce, err := randomBytes(v.opt.Rand, 16)
	if err != nil {
		return err
	}
	_, err = v.ring.write(v.opt.FS, v.dir, vaultKey, nonce)
	return err
}
