package vault

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"sync"

	"filippo.io/age"
)

const lockFile = "lock"

// Vault is an open vault folder, sealed or unlocked. Its methods may be called from several goroutines.
type Vault struct {
	dir  string
	opt  Options
	lock io.Closer
	reg  File
	log  File

	long longWork

	auth sync.Mutex // one password at a time: it orders the counting of attempts and changes of the key file
	att  *attempts  // under auth

	mu       sync.Mutex
	ring     *keyring
	vaultKey []byte
	keys     *Keys
	r        *register
	name     string // of r in the VFS
	db       *sql.DB
	closed   bool
	stale    bool // what is on the disk may be newer than what is in memory: read it again
}

// Open takes the folder's lock and checks the key file. The vault is still sealed.
// Returns ErrNotVault, ErrInUse, ErrReadOnly, ErrNewer or a *DamagedError.
func Open(ctx context.Context, dir string, opt Options) (*Vault, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	opt = opt.withDefaults()
	names, err := opt.FS.Names(dir)
	if err != nil {
		return nil, openError(err)
	}
	if !slices.Contains(names, keysFile) {
		return nil, ErrNotVault
	}
	for _, n := range []string{registerFile, logFile} {
		if !slices.Contains(names, n) {
			return nil, damaged(n, 0, reasonMissing)
		}
	}
	v := &Vault{dir: dir, opt: opt}
	if err := v.openFiles(false); err != nil {
		return nil, err
	}
	if err := v.loadKeys(); err != nil {
		v.release()
		return nil, err
	}
	return v, nil
}

// openFiles takes the lock and opens what stays open.
func (v *Vault) openFiles(create bool) (err error) {
	if v.lock, err = v.opt.FS.Lock(v.path(lockFile)); err != nil {
		return openError(err)
	}
	defer func() {
		if err != nil {
			v.release()
		}
	}()
	if v.reg, err = v.opt.FS.Open(v.path(registerFile), create); err != nil {
		return openError(err)
	}
	if v.log, err = v.opt.FS.Open(v.path(logFile), create); err != nil {
		return openError(err)
	}
	v.att, err = loadAttempts(v.opt.FS, v.dir)
	return err
}

func (v *Vault) loadKeys() error {
	f, err := v.opt.FS.Open(v.path(keysFile), false)
	if err != nil {
		return openError(err)
	}
	defer f.Close()
	data, err := readAll(f, maxKeysFile)
	if errors.Is(err, errTooLong) {
		return damaged(keysFile, maxKeysFile, "key file is too long")
	}
	if err != nil {
		return err
	}
	v.ring, err = decodeKeys(data)
	return err
}

func (v *Vault) path(name string) string { return filepath.Join(v.dir, name) }

// release closes files and gives the lock back.
func (v *Vault) release() error {
	var errs []error
	for _, c := range []io.Closer{v.reg, v.log, v.lock} {
		if c != nil {
			errs = append(errs, c.Close())
		}
	}
	v.reg, v.log, v.lock = nil, nil, nil
	return errors.Join(errs...)
}

// ID is the vault's identifier: 32 hexadecimal digits, the same for its whole life.
func (v *Vault) ID() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return hex.EncodeToString(v.ring.id[:])
}

// Dir is the vault's folder.
func (v *Vault) Dir() string { return v.dir }

// Keys are those of the account that unlocked the vault, or nil while it is sealed.
func (v *Vault) Keys() *Keys {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.keys
}

// RecoveryRecipient is who every electronic document is also wrapped to, so that the two halves can open it.
func (v *Vault) RecoveryRecipient() (*age.X25519Recipient, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return age.ParseX25519Recipient(v.ring.recipient)
}

// open unseals the register with a vault key that a slot gave. Called with v.auth held.
func (v *Vault) open(vaultKey []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return ErrClosed
	}
	if v.r != nil {
		return nil
	}
	if !v.ring.authentic(vaultKey) {
		return damaged(keysFile, 0, "key slots are not this vault's own")
	}
	if err := v.settleRegister(vaultKey); err != nil {
		return err
	}
	r, err := openRegister(v.reg, v.log, v.ring.seals(vaultKey, v.opt.Rand), v.ring.seq, v.opt)
	if err != nil {
		return err
	}
	v.r, v.vaultKey = r, slices.Clone(vaultKey)
	v.name = publish(r)
	if !v.ring.repair {
		return nil
	}
	if err := v.changeKeys(func(*keyring) error { return nil }); err != nil {
		return errors.Join(err, v.seal())
	}
	return nil
}

// changeKeys writes the key file anew with a change, and binds its number into the register. Called with v.mu held and the
// register open.
func (v *Vault) changeKeys(change func(*keyring) error) error {
	if v.r == nil {
		return ErrSealed
	}
	next := *v.ring
	next.slots = slices.Clone(v.ring.slots)
	if err := change(&next); err != nil {
		return err
	}
	if _, err := v.writeKeys(&next); err != nil {
		v.stale = true
		v.r.poison(err)
		return err
	}
	return nil
}

// writeKeys writes a key file as the next one. After an error without any copy on the disk the one before is still in
// force; with one copy the new one is.
func (v *Vault) writeKeys(next *keyring) (copies int, err error) {
	next.seq++
	nonce, err := randomBytes(v.opt.Rand, 16)
	if err != nil {
		return 0, err
	}
	copies, err = next.write(v.opt.FS, v.dir, v.vaultKey, nonce)
	if err != nil && copies == 0 {
		return 0, err
	}
	v.ring = next
	return copies, errors.Join(err, v.r.bindKeys(next.seq))
}

// DB is the register's database: one connection, its settings made and fenced. It stays the same until Seal.
// Returns ErrSealed while sealed.
func (v *Vault) DB() (*sql.DB, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.r == nil {
		return nil, ErrSealed
	}
	if v.db == nil {
		db, err := openDB(v.name, v.opt.CacheKiB)
		if err != nil {
			return nil, err
		}
		v.db = db
	}
	return v.db, nil
}

// Err is why nothing works any more, or nil: a *DamagedError for a page that did not open, or a failed write. SQLite
// itself reports such things as "disk I/O error" only. The cure is to close the vault and open it again.
func (v *Vault) Err() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.r == nil {
		return nil
	}
	v.r.mu.Lock()
	defer v.r.mu.Unlock()
	return v.r.failed
}

// Seal closes the database, empties the log into the register and drops the keys. Unlock opens it again.
// If a checkpoint fails its error is returned, and no commit is lost: the log has them all.
// A new vault key or a backup under way is cancelled first.
func (v *Vault) Seal() error {
	defer v.endLong()()
	v.auth.Lock()
	defer v.auth.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.seal()
}

func (v *Vault) seal() error {
	if v.r == nil {
		return nil
	}
	var errs []error
	if v.db != nil {
		errs = append(errs, v.db.Close())
	}
	errs = append(errs, v.r.close())
	withdraw(v.name)
	wipe(v.vaultKey)
	if v.keys != nil {
		wipe(v.keys.Sign)
	}
	v.r, v.db, v.vaultKey, v.keys = nil, nil, nil, nil
	return errors.Join(errs...)
}

// Close seals the vault and gives the folder's lock back. Closing twice is harmless.
func (v *Vault) Close() error {
	defer v.endLong()()
	v.auth.Lock()
	defer v.auth.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	v.closed = true
	return errors.Join(v.seal(), v.release())
}
