package vault

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"path/filepath"
	"time"
)

// A backup file is
//
//	head 32: magic 8 · 8 version 2 · zeros 6 · 16 vault id 16
//	parts, one after the other: keys, register, documents
//	table: the SHA-256 hashes of the chunks of all parts, in order
//	manifest: JSON
//	foot 256: magic 8 · 8 version 2 · zeros 6 · 16 manifest's offset 8 and length 8 · 32 its hash 32 ·
//	64 Ed25519 signature 64 · 128 MAC 32 · zeros · 224 hash of all of the foot before 32
//
// The signature is over signLabel and the foot before it, the MAC over the foot before it.
const (
	backupHead    = 32
	backupFoot    = 256
	backupVersion = 1
	footSigned    = 64
	footMAC       = 128
	footSum       = backupFoot - hashSize
	maxManifest   = 256 << 20
	signLabel     = "custody/1 backup"
	labelBackups  = "custody/1 backup mac"
)

var (
	backupMagic = [8]byte{'C', 'S', 'T', 'D', 'Y', 'B', 'A', 'K'}
	footMagic   = [8]byte{'C', 'S', 'T', 'D', 'Y', 'E', 'N', 'D'}
)

// ErrNotBackup: the file does not begin as a backup does.
var ErrNotBackup = errors.New("vault: not a backup")

// BaseError says that a backup builds on a full one that is not beside it, or is not the same any more.
type BaseError struct{ File string }

// Error names the file wanted.
func (e *BaseError) Error() string { return "vault: backup builds on " + e.File }

// Backup is what a backup file says of itself.
type Backup struct {
	File       string // path
	Vault      string // id, 32 hexadecimal digits
	Name       string // the vault's, as the caller gave it
	Made       time.Time
	Generation uint64 // of the register
	Sequence   uint64 // last commit
	Keys       uint64 // the key file's sequence
	Entries    int64  // as the caller gave it: length of the audit log
	Head       []byte // as the caller gave it: hash of its last entry
	Signer     ed25519.PublicKey
	Size       int64  // of the file, in bytes
	Documents  int    // those of the base included
	Base       string // file name of the full backup that this one builds on, "" for a full one

	foot [backupFoot]byte
}

// backupFile is a backup whose head, foot and manifest are as they were signed.
type backupFile struct {
	Backup
	f  File
	m  *manifest
	id vaultID
}

// ReadBackup reads what a backup file says of itself, and checks the signature against the key that the file names. The
// content is not read: CheckBackup does. Returns ErrNotBackup, ErrNewer, a *DamagedError, or the file layer's error.
func ReadBackup(fsys FS, path string) (Backup, error) {
	b, err := openBackup(fsys, path)
	if err != nil {
		return Backup{}, err
	}
	defer b.f.Close()
	return b.Backup, nil
}

func openBackup(fsys FS, path string) (*backupFile, error) {
	f, err := openRead(fsys, path)
	if err != nil {
		return nil, err
	}
	b := &backupFile{f: f}
	b.File = path
	if err := b.read(); err != nil {
		f.Close()
		return nil, err
	}
	return b, nil
}

func (b *backupFile) broken(at int64, reason string) error {
	return damaged(filepath.Base(b.File), at, reason)
}

func (b *backupFile) read() error {
	size, err := b.f.Size()
	if err != nil {
		return err
	}
	if err := b.readHead(size); err != nil {
		return err
	}
	at, n, err := b.readFoot(size)
	if err != nil {
		return err
	}
	data := make([]byte, n)
	if err := readFull(b.f, data, at); err != nil {
		return err
	}
	if sum := sha256.Sum256(data); !bytes.Equal(sum[:], b.foot[32:64]) {
		return b.broken(at, "manifest is not what the foot says")
	}
	if b.m, err = decodeManifest(data, at); err != nil {
		return b.broken(at, err.Error())
	}
	if vaultID(b.m.Vault) != b.id {
		return b.broken(16, "head and manifest name two vaults")
	}
	signed := append([]byte(signLabel), b.foot[:footSigned]...)
	if !ed25519.Verify(ed25519.PublicKey(b.m.Signer), signed, b.foot[footSigned:footMAC]) {
		return b.broken(size-backupFoot+footSigned, "signature does not hold")
	}
	file, foot := b.File, b.foot
	b.Backup = b.m.backup(file, size)
	b.foot = foot
	return nil
}

func (b *backupFile) readHead(size int64) error {
	if size < backupHead {
		return ErrNotBackup
	}
	var head [backupHead]byte
	if err := readFull(b.f, head[:], 0); err != nil {
		return err
	}
	if [8]byte(head[:8]) != backupMagic {
		return ErrNotBackup
	}
	if v := binary.BigEndian.Uint16(head[8:]); v > backupVersion {
		return ErrNewer
	} else if v != backupVersion || firstNonZero(head[10:16]) >= 0 {
		return b.broken(8, "head is not well formed")
	}
	b.id = vaultID(head[16:])
	return nil
}

func (b *backupFile) readFoot(size int64) (at, n int64, err error) {
	place := size - backupFoot
	if place < backupHead {
		return 0, 0, b.broken(size, "backup is cut short")
	}
	if err := readFull(b.f, b.foot[:], place); err != nil {
		return 0, 0, err
	}
	if [8]byte(b.foot[:8]) != footMagic {
		return 0, 0, b.broken(place, "backup does not end as it should: cut short, or something follows")
	}
	if sum := sha256.Sum256(b.foot[:footSum]); !bytes.Equal(sum[:], b.foot[footSum:]) {
		return 0, 0, b.broken(place, "foot changed")
	}
	at, n = int64(binary.BigEndian.Uint64(b.foot[16:])), int64(binary.BigEndian.Uint64(b.foot[24:]))
	if binary.BigEndian.Uint16(b.foot[8:]) != backupVersion || n < 0 || n > maxManifest || at < backupHead || at != place-n {
		return 0, 0, b.broken(place, "backup is cut short or longer than it was")
	}
	return at, n, nil
}

// signFoot makes the foot of a file whose manifest is data, at an offset.
func signFoot(data []byte, at int64, key ed25519.PrivateKey, mac []byte) []byte {
	foot := make([]byte, backupFoot)
	copy(foot, footMagic[:])
	binary.BigEndian.PutUint16(foot[8:], backupVersion)
	binary.BigEndian.PutUint64(foot[16:], uint64(at))
	binary.BigEndian.PutUint64(foot[24:], uint64(len(data)))
	sum := sha256.Sum256(data)
	copy(foot[32:], sum[:])
	copy(foot[footSigned:], ed25519.Sign(key, append([]byte(signLabel), foot[:footSigned]...)))
	copy(foot[footMAC:], backupMAC(mac, foot))
	sum = sha256.Sum256(foot[:footSum])
	copy(foot[footSum:], sum[:])
	return foot
}

func backupMAC(key, foot []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(foot[:footMAC])
	return m.Sum(nil)
}

// Made reports whether a backup was made by somebody who had this vault's key. The vault must be unlocked; a new vault key since
// the backup makes the answer no, so ask the vault restored from it. Returns ErrSealed.
func (v *Vault) Made(b Backup) (bool, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.r == nil {
		return false, ErrSealed
	}
	key := subkey(v.vaultKey, v.ring.id[:], labelBackups, keySize)
	defer wipe(key)
	return hmac.Equal(backupMAC(key, b.foot[:]), b.foot[footMAC:footMAC+32]), nil
}
