package vault

import (
	"crypto/hkdf"
	"crypto/sha256"
	"io"
	"sync"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

const keySize = 32

// Labels of the subkeys that HKDF draws from the vault key, one for each use.
const (
	labelPages    = "custody/1 pages"
	labelFrames   = "custody/1 frames"
	labelHeads    = "custody/1 frame heads"
	labelMarks    = "custody/1 commit marks"
	labelState    = "custody/1 state"
	labelKeysMAC  = "custody/1 keys mac"
	labelLogins   = "custody/1 logins"
	labelCode     = "custody/1 one-time code"
	labelRecovery = "custody/1 recovery"
	labelRewrap   = "custody/1 rewrap"
)

// subkey derives n bytes from a random secret. It cannot fail: n is far below HKDF's limit.
func subkey(secret []byte, salt []byte, label string, n int) []byte {
	k, err := hkdf.Key(sha256.New, secret, salt, label, n)
	if err != nil {
		panic(err)
	}
	clearStack(4 << 10) // the hash leaves the key there
	return k
}

// passwordKey is Argon2id over the NFC form of the password, so that the same word typed on another keyboard
// or system opens the same slot.
func passwordKey(password string, salt []byte, p KDFParams) []byte {
	pw := []byte(norm.NFC.String(password))
	defer wipe(pw)
	return argon2.IDKey(pw, salt, p.Time, p.MemoryKiB, p.Threads, keySize)
}

var calibrate = sync.OnceValue(func() KDFParams {
	p := KDFParams{MemoryKiB: minMemoryKiB, Time: minTime, Threads: 4}
	start := time.Now()
	argon2.IDKey([]byte("calibration"), make([]byte, 16), p.Time, p.MemoryKiB, p.Threads, keySize)
	return dearer(p, time.Since(start))
})

// dearer raises the memory of parameters that took so long here towards one second. Time grows in step with memory; half
// as much again as the goal is still welcome.
func dearer(p KDFParams, took time.Duration) KDFParams {
	for p.MemoryKiB < 256<<10 && 2*took <= 1500*time.Millisecond {
		p.MemoryKiB *= 2
		took *= 2
	}
	return p
}

// raised are the parameters that a slot should have whose key derivation took so long here: never less than it has.
func (o Options) raised(p KDFParams, took time.Duration) KDFParams {
	least := KDFParams{MemoryKiB: minMemoryKiB, Time: minTime, Threads: 4}
	if o.KDF.valid() {
		least = o.KDF
	}
	switch {
	case p.MemoryKiB < least.MemoryKiB || p.Time < least.Time:
		return KDFParams{max(p.MemoryKiB, least.MemoryKiB), max(p.Time, least.Time), least.Threads}
	case o.KDF == (KDFParams{}):
		return dearer(p, took)
	}
	return p
}

// slotParams are the parameters for a new slot.
func (o Options) slotParams() (KDFParams, error) {
	if o.KDF == (KDFParams{}) {
		return calibrate(), nil
	}
	if !o.KDF.valid() {
		return KDFParams{}, ErrWeakKDF
	}
	return o.KDF, nil
}

func wipe(b []byte) { clear(b) }

func randomBytes(r io.Reader, n int) ([]byte, error) {
	b := make([]byte, n)
	_, err := io.ReadFull(r, b)
	return b, err
}
