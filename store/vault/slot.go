package vault

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"
)

// A slot is 512 bytes:
//
//	0 kind · 4 memory KiB · 8 passes · 12 threads · 16 tag · 32 salt · 48 expires · 56 made
//	64 nonce ‖ sealed secret 192+16 · 296 nonce ‖ sealed login 96+16 · 432 rewrap 80, zeros for none
//
// The first 64 bytes and the vault's id are bound into the seals. rewrap.go says what a rewrap is.
const (
	slotSize    = 512
	slotBound   = 64
	secretAt    = slotBound
	secretSize  = 192
	loginAt     = secretAt + nonceSize + secretSize + tagSize
	loginRoom   = 96
	rewrapAt    = loginAt + nonceSize + loginRoom + tagSize
	boxAt       = secretSize - boxKeySize // in the secret
	maxIdentity = boxAt - 65
	recipientAt = loginRoom - boxKeySize // in the login
	maxLogin    = recipientAt - 2
	slotAccount = 1
	slotInvite  = 2
	slotRescue  = 3
)

// Keys are what a password opens for one account. Seal and Close overwrite the signing key in place.
type Keys struct {
	Login string              // as it was first given
	Age   *age.X25519Identity // opens the electronic documents wrapped to the account
	Sign  ed25519.PrivateKey  // signs the account's audit entries
}

// Account is one login the vault knows.
type Account struct {
	Login    string
	Enrolled bool      // has set a password
	Invited  bool      // holds a one-time code
	Expires  time.Time // of the code
}

type slot struct {
	kind    byte
	params  KDFParams
	tag     [16]byte
	salt    [16]byte
	expires time.Time
	made    time.Time
	secret  []byte // nonce and sealed secret
	login   []byte // nonce and sealed login
	rewrap  []byte // a later vault key than the secret's, or nil
}

// secret is the plain content of a slot.
type secret struct {
	vaultKey []byte
	seed     []byte // Ed25519 seed; empty in an invitation
	identity string // age identity; empty in an invitation
	box      []byte // X25519 key to which a later vault key is sealed
	login    string // as it was first given; "" in the recovery slot
}

func (c secret) wipe() {
	wipe(c.vaultKey)
	wipe(c.seed)
	wipe(c.box)
}

func (s *slot) bound() []byte {
	b := make([]byte, slotBound)
	b[0] = s.kind
	binary.BigEndian.PutUint32(b[4:], s.params.MemoryKiB)
	binary.BigEndian.PutUint32(b[8:], s.params.Time)
	b[12] = s.params.Threads
	copy(b[16:], s.tag[:])
	copy(b[32:], s.salt[:])
	binary.BigEndian.PutUint64(b[48:], unixSeconds(s.expires))
	binary.BigEndian.PutUint64(b[56:], unixSeconds(s.made))
	return b
}

func unixSeconds(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(t.Unix())
}

func fromUnix(n uint64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(int64(n), 0)
}

func (s *slot) encode(dst []byte) {
	clear(dst[:slotSize])
	copy(dst, s.bound())
	copy(dst[secretAt:loginAt], s.secret)
	copy(dst[loginAt:rewrapAt], s.login)
	copy(dst[rewrapAt:slotSize], s.rewrap)
}

func decodeSlot(b []byte) *slot {
	s := &slot{
		kind: b[0],
		params: KDFParams{
			MemoryKiB: binary.BigEndian.Uint32(b[4:]),
			Time:      binary.BigEndian.Uint32(b[8:]),
			Threads:   b[12],
		},
		tag:     [16]byte(b[16:32]),
		salt:    [16]byte(b[32:48]),
		expires: fromUnix(binary.BigEndian.Uint64(b[48:])),
		made:    fromUnix(binary.BigEndian.Uint64(b[56:])),
		secret:  append([]byte(nil), b[secretAt:loginAt]...),
		login:   append([]byte(nil), b[loginAt:rewrapAt]...),
	}
	if rewrap := b[rewrapAt:slotSize]; !bytes.Equal(rewrap, make([]byte, rewrapSize)) {
		s.rewrap = bytes.Clone(rewrap)
	}
	return s
}

func sealBox(r io.Reader, key, plain, ad []byte) ([]byte, error) {
	nonce, err := randomBytes(r, nonceSize)
	if err != nil {
		return nil, err
	}
	return newAEAD(suiteXChaCha, key).Seal(nonce, nonce, plain, ad), nil
}

func openBox(key, box, ad []byte) ([]byte, bool) {
	plain, err := newAEAD(suiteXChaCha, key).Open(nil, box[:nonceSize], box[nonceSize:], ad)
	return plain, err == nil
}

func (s *slot) ad(id vaultID) []byte { return append(id[:len(id):len(id)], s.bound()...) }

// sealSecret fills the slot with what the key encryption key shall open.
func (s *slot) sealSecret(r io.Reader, id vaultID, kek []byte, c secret) (err error) {
	plain := make([]byte, secretSize)
	defer wipe(plain)
	copy(plain, c.vaultKey)
	copy(plain[32:], c.seed)
	plain[64] = byte(len(c.identity))
	copy(plain[65:], c.identity)
	copy(plain[boxAt:], c.box)
	s.secret, err = sealBox(r, kek, plain, s.ad(id))
	return err
}

func (s *slot) openSecret(id vaultID, kek []byte) (secret, bool) {
	plain, ok := openBox(kek, s.secret, s.ad(id))
	if !ok {
		return secret{}, false
	}
	n := min(int(plain[64]), maxIdentity)
	return secret{vaultKey: plain[:32:32], seed: plain[32:64:64], identity: string(plain[65 : 65+n]), box: plain[boxAt:]}, true
}

// unseal opens the slot, follows its rewrap to the vault key in force, and makes sure that the slot's recipient is the
// secret's own: somebody else's would be given the next vault key. ok is false for a wrong key; err is a *DamagedError.
func (s *slot) unseal(id vaultID, kek []byte) (c secret, ok bool, err error) {
	if c, ok = s.openSecret(id, kek); !ok {
		return secret{}, false, nil
	}
	if s.rewrap != nil {
		next, opens := openRewrap(s.rewrap, c.box, s.ad(id))
		if !opens {
			c.wipe()
			return secret{}, false, damaged(keysFile, 0, "a slot's renewed vault key does not open")
		}
		copy(c.vaultKey, next)
		wipe(next)
	}
	name, recipient, opens := s.openLogin(id, c.vaultKey)
	if !opens || !bytes.Equal(recipient, boxRecipient(c.box)) {
		c.wipe()
		return secret{}, false, damaged(keysFile, 0, "a slot's login does not belong to its secret")
	}
	c.login = name
	return c, true, nil
}

// keys turns a secret into the account's keys.
func (c secret) keys() (*Keys, error) {
	id, err := age.ParseX25519Identity(c.identity)
	if err != nil {
		return nil, err
	}
	return &Keys{Login: c.login, Age: id, Sign: ed25519.NewKeyFromSeed(c.seed)}, nil
}

// newSecret makes an account's own keys around the vault key.
func newSecret(r io.Reader, vaultKey []byte) (secret, error) {
	seed, err := randomBytes(r, ed25519.SeedSize)
	if err != nil {
		return secret{}, err
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return secret{}, err
	}
	box, err := randomBytes(r, boxKeySize)
	return secret{vaultKey: vaultKey, seed: seed, identity: id.String(), box: box}, err
}

// sealLogin keeps the login, and to whom a later vault key is sealed, readable for whoever has the vault key, and for
// nobody else.
func (s *slot) sealLogin(r io.Reader, id vaultID, vaultKey []byte, login string, recipient []byte) (err error) {
	plain := make([]byte, loginRoom)
	binary.BigEndian.PutUint16(plain, uint16(len(login)))
	copy(plain[2:], login)
	copy(plain[recipientAt:], recipient)
	s.login, err = sealBox(r, subkey(vaultKey, id[:], labelLogins, keySize), plain, s.ad(id))
	return err
}

func (s *slot) openLogin(id vaultID, vaultKey []byte) (login string, recipient []byte, ok bool) {
	plain, ok := openBox(subkey(vaultKey, id[:], labelLogins, keySize), s.login, s.ad(id))
	if !ok {
		return "", nil, false
	}
	n := min(int(binary.BigEndian.Uint16(plain)), maxLogin)
	return string(plain[2 : 2+n]), plain[recipientAt:], true
}

// canonicalLogin is the form in which logins are compared: NFC, without surrounding space, lower case.
func canonicalLogin(login string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(login)))
}

// checkLogin returns ErrBadLogin if the login is empty, longer than 62 bytes or not printable.
func checkLogin(login string) error {
	c := canonicalLogin(login)
	if c == "" || len(c) > maxLogin || len(strings.TrimSpace(login)) > maxLogin || !utf8.ValidString(login) {
		return ErrBadLogin
	}
	for _, r := range c {
		if !unicode.IsPrint(r) {
			return ErrBadLogin
		}
	}
	return nil
}

// loginTag stands for a login on disk: enough to find its slot, and no word to be read there.
func loginTag(salt [16]byte, login string) [16]byte {
	m := hmac.New(sha256.New, salt[:])
	m.Write([]byte(canonicalLogin(login)))
	return [16]byte(m.Sum(nil)[:16])
}
