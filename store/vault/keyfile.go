package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"path/filepath"
	"slices"

	"golang.org/x/crypto/chacha20"
)

// The key file is two equal copies, each:
//
//	0 magic 8 · 8 version 2 · 10 suite 1 · zeros · 16 nonce 16 · 32 masked: vault id 16, sequence 8, slots 4, zeros 4,
//	login salt 16, parameters 12 (of a login that does not exist), zeros 4, recovery recipient 64, epoch 8, zeros,
//	256 slots … · last 64: MAC under the vault key 32, SHA-256 32
//
// The mask is no secret: it is ChaCha20 keyed by the nonce, and is there so that each writing changes every
// sector (twin.go says why). The hash lets Open see damage before any password; the MAC lets Unlock see forgery.
const (
	keysFile     = "keys"
	keysVersion  = 1
	keysBody     = 32
	keysSlots    = 256
	keysTrailer  = 64
	minCopy      = 32 << 10
	maxKeysFile  = 64 << 20
	recipientLen = 62
	keysEpoch    = 160
)

var keysMagic = [8]byte{'C', 'S', 'T', 'D', 'Y', 'K', 'E', 'Y'}

// keyring is the key file in memory.
type keyring struct {
	id        vaultID
	seq       uint64
	salt      [16]byte
	suite     suite // of the register and its log
	dummy     KDFParams
	recipient string
	epoch     uint64 // how many times the vault key was renewed
	slots     []*slot

	size   int   // of one copy
	first  int64 // offset of the copy to write first: never the only good one
	repair bool  // the copies are unequal: write them again
	mac    []byte
	signed []byte // what the MAC is over
}

// encode makes one copy.
func (k *keyring) encode(nonce, vaultKey []byte) []byte {
	for keysSlots+len(k.slots)*slotSize+keysTrailer > k.size {
		k.size *= 2
	}
	b := make([]byte, k.size)
	copy(b, keysMagic[:])
	binary.BigEndian.PutUint16(b[8:], keysVersion)
	b[10] = byte(k.suite)
	copy(b[16:32], nonce)
	copy(b[32:], k.id[:])
	binary.BigEndian.PutUint64(b[48:], k.seq)
	binary.BigEndian.PutUint32(b[56:], uint32(len(k.slots)))
	copy(b[64:], k.salt[:])
	binary.BigEndian.PutUint32(b[80:], k.dummy.MemoryKiB)
	binary.BigEndian.PutUint32(b[84:], k.dummy.Time)
	b[88] = k.dummy.Threads
	copy(b[96:], k.recipient)
	binary.BigEndian.PutUint64(b[keysEpoch:], k.epoch)
	for i, s := range k.slots {
		s.encode(b[keysSlots+i*slotSize:])
	}
	end := len(b) - keysTrailer
	copy(b[end:], keysMAC(k.id, vaultKey, b[:end]))
	sum := sha256.Sum256(b[:end+32])
	copy(b[end+32:], sum[:])
	mask(b)
	return b
}

func keysMAC(id vaultID, vaultKey, data []byte) []byte {
	m := hmac.New(sha256.New, subkey(vaultKey, id[:], labelKeysMAC, keySize))
	m.Write(data)
	return m.Sum(nil)
}

// mask applies or removes the mask, in place.
func mask(b []byte) {
	key := sha256.Sum256(append([]byte("custody/1 mask"), b[16:32]...))
	c, err := chacha20.NewUnauthenticatedCipher(key[:], make([]byte, chacha20.NonceSize))
	if err != nil {
		panic(err) // only for a key of the wrong length
	}
	c.XORKeyStream(b[keysBody:], b[keysBody:])
}

// decodeCopy reads one copy; newer says that a newer version wrote it.
func decodeCopy(raw []byte) (k *keyring, newer, ok bool) {
	if len(raw) < minCopy || [8]byte(raw[:8]) != keysMagic {
		return nil, false, false
	}
	if binary.BigEndian.Uint16(raw[8:]) > keysVersion {
		return nil, true, false
	}
	b := bytes.Clone(raw)
	mask(b)
	end := len(b) - keysTrailer
	sum := sha256.Sum256(b[:end+32])
	n := int(binary.BigEndian.Uint32(b[56:]))
	if !bytes.Equal(sum[:], b[end+32:]) || n > (end-keysSlots)/slotSize {
		return nil, false, false
	}
	if !suite(b[10]).known() {
		return nil, true, false
	}
	k = &keyring{
		id:    vaultID(b[32:48]),
		seq:   binary.BigEndian.Uint64(b[48:]),
		salt:  [16]byte(b[64:80]),
		suite: suite(b[10]),
		dummy: KDFParams{
			MemoryKiB: binary.BigEndian.Uint32(b[80:]), Time: binary.BigEndian.Uint32(b[84:]), Threads: b[88],
		},
		recipient: string(b[96 : 96+recipientLen]),
		epoch:     binary.BigEndian.Uint64(b[keysEpoch:]),
		size:      len(b),
		mac:       b[end : end+32],
		signed:    b[:end],
	}
	for i := range n {
		k.slots = append(k.slots, decodeSlot(b[keysSlots+i*slotSize:]))
	}
	return k, false, true
}

// seals are those of this key file's register and log.
func (k *keyring) seals(vaultKey []byte, rand io.Reader) seals {
	return seals{id: k.id, key: vaultKey, suite: k.suite, rand: rand}
}

// authentic checks the MAC.
func (k *keyring) authentic(vaultKey []byte) bool {
	return hmac.Equal(k.mac, keysMAC(k.id, vaultKey, k.signed))
}

// decodeKeys reads the key file. It returns ErrNewer, or a *DamagedError if no crash explains what is there.
func decodeKeys(data []byte) (*keyring, error) {
	half := len(data) / 2
	if half < minCopy || len(data)%(2*sectorSize) != 0 {
		return nil, damaged(keysFile, int64(len(data)), "key file is cut short")
	}
	a, b := data[:half], data[half:]
	ka, newerA, okA := decodeCopy(a)
	kb, newerB, okB := decodeCopy(b)
	switch {
	case newerA && newerB:
		return nil, ErrNewer
	case okA && okB:
		return chooseKeys(a, b, ka, kb)
	case okA:
		if at := nearlyRight(b, a); at >= 0 {
			return nil, damaged(keysFile, int64(half)+at, "copy of the key slots changed")
		}
		ka.first, ka.repair = int64(half), true
		return ka, nil
	case okB:
		if at := nearlyRight(a, b); at >= 0 {
			return nil, damaged(keysFile, at, "copy of the key slots changed")
		}
		kb.first, kb.repair = 0, true
		return kb, nil
	}
	return nil, damaged(keysFile, max(0, firstDifference(a, b)), "no readable copy of the key slots")
}

func chooseKeys(a, b []byte, ka, kb *keyring) (*keyring, error) {
	half := int64(len(a))
	switch {
	case bytes.Equal(a, b):
		return ka, nil
	case ka.id == kb.id && ka.seq == kb.seq+1:
		ka.first, ka.repair = half, true
		return ka, nil
	case ka.id == kb.id && kb.seq == ka.seq+1:
		kb.first, kb.repair = 0, true
		return kb, nil
	}
	return nil, damaged(keysFile, half, "copies of the key slots do not follow one another")
}

// write replaces the key file copy by copy, syncing each. When the slots have outgrown it, the file is replaced
// by a longer one through a rename. copies is how many stand on the disk: after an error one means that the change
// has happened and that the other copy may be torn.
func (k *keyring) write(fsys FS, dir string, vaultKey []byte, nonce []byte) (copies int, err error) {
	path := filepath.Join(dir, keysFile)
	old := k.size
	raw := k.encode(nonce, vaultKey)
	if len(raw) != old || k.seq == 1 {
		k.first, k.repair = 0, false
		return 0, replaceFile(fsys, path, append(bytes.Clone(raw), raw...))
	}
	f, err := fsys.Open(path, false)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for copies < 2 {
		if _, err := f.WriteAt(raw, k.first); err != nil {
			return copies, err
		}
		if err := f.Sync(); err != nil {
			return copies, err
		}
		copies++
		k.first, k.repair = int64(k.size)-k.first, copies < 2
	}
	return copies, nil
}

func (k *keyring) find(kind byte, tag [16]byte) *slot {
	for _, s := range k.slots {
		if s.kind == kind && s.tag == tag {
			return s
		}
	}
	return nil
}

// swapped returns the slots with one in the place of another.
func (k *keyring) swapped(old, s *slot) []*slot {
	out := slices.Clone(k.slots)
	if i := slices.Index(out, old); i >= 0 {
		out[i] = s
	}
	return out
}

// without returns the slots that are not of the kinds given for this tag.
func (k *keyring) without(tag [16]byte, kinds ...byte) []*slot {
	var out []*slot
	for _, s := range k.slots {
		if s.tag == tag && bytes.IndexByte(kinds, s.kind) >= 0 {
			continue
		}
		out = append(out, s)
	}
	return out
}
