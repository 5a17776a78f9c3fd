package vault

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"io"
)

const (
	stateSize    = 4096
	statePrefix  = 16 // magic, version
	stateVersion = 1
	registerFile = "register"
)

var stateMagic = [8]byte{'C', 'S', 'T', 'D', 'Y', 'R', 'E', 'G'}

// state says what the register holds. It is sealed, and kept twice at the head of the register.
type state struct {
	writing    uint64 // grows with every writing of the state
	generation uint64 // of the log that continues this register
	sequence   uint64 // last commit that the register holds
	keys       uint64 // sequence number of the key file
	pages      uint32 // pages in the register
}

type stateKeeper struct {
	f     File
	aead  cipher.AEAD
	rand  io.Reader
	id    vaultID
	first int64 // offset of the copy to write first: never the only good one
}

func newStateKeeper(f File, k seals) *stateKeeper {
	return &stateKeeper{f: f, aead: k.aead(labelState), rand: k.rand, id: k.id}
}

func (k *stateKeeper) seal(s state) ([]byte, error) {
	buf := make([]byte, stateSize)
	copy(buf, stateMagic[:])
	binary.BigEndian.PutUint16(buf[8:], stateVersion)
	nonce := buf[statePrefix : statePrefix+nonceSize]
	if _, err := io.ReadFull(k.rand, nonce); err != nil {
		return nil, err
	}
	body := buf[statePrefix+nonceSize : stateSize-tagSize]
	for i, v := range []uint64{s.writing, s.generation, s.sequence, s.keys, uint64(s.pages)} {
		binary.BigEndian.PutUint64(body[8*i:], v)
	}
	k.aead.Seal(body[:0], nonce, body, k.ad(buf))
	return buf, nil
}

func (k *stateKeeper) ad(buf []byte) []byte {
	return append(append(make([]byte, 0, 32), k.id[:]...), buf[:statePrefix]...)
}

func (k *stateKeeper) open(buf []byte) (state, bool) {
	nonce := buf[statePrefix : statePrefix+nonceSize]
	body, err := k.aead.Open(nil, nonce, buf[statePrefix+nonceSize:], k.ad(buf))
	if err != nil || [8]byte(buf[:8]) != stateMagic {
		return state{}, false
	}
	at := func(i int) uint64 { return binary.BigEndian.Uint64(body[8*i:]) }
	return state{writing: at(0), generation: at(1), sequence: at(2), keys: at(3), pages: uint32(at(4))}, true
}

// load reads the state. repair says that a crash left the copies unequal and that they want writing again.
// It returns a *DamagedError if no crash explains what is there.
func (k *stateKeeper) load() (s state, repair bool, err error) {
	buf := make([]byte, headSize)
	n, err := k.f.ReadAt(buf, 0)
	if n < len(buf) {
		if err != nil && !errors.Is(err, io.EOF) {
			return state{}, false, err
		}
		return state{}, false, damaged(registerFile, int64(n), reasonCut)
	}
	a, b := buf[:stateSize], buf[stateSize:]
	sa, okA := k.open(a)
	sb, okB := k.open(b)
	switch {
	case okA && okB:
		return k.choose(a, b, sa, sb)
	case okA:
		k.first = stateSize
		if at := nearlyRight(b, a); at >= 0 {
			return state{}, false, damaged(registerFile, stateSize+at, "state copy changed")
		}
		return sa, true, nil
	case okB:
		k.first = 0
		if at := nearlyRight(a, b); at >= 0 {
			return state{}, false, damaged(registerFile, at, "state copy changed")
		}
		return sb, true, nil
	}
	return state{}, false, damaged(registerFile, 0, "no readable state")
}

// choose picks the newer of two readable copies.
func (k *stateKeeper) choose(a, b []byte, sa, sb state) (state, bool, error) {
	switch {
	case sa == sb && firstDifference(a, b) < 0:
		return sa, false, nil
	case sa.writing == sb.writing+1:
		k.first = stateSize
		return sa, true, nil
	case sb.writing == sa.writing+1:
		k.first = 0
		return sb, true, nil
	}
	return state{}, false, damaged(registerFile, stateSize, "state copies do not follow one another")
}

// save writes one copy, syncs, writes the other, syncs. The log must stay until it returns: were the first
// copy lost while the second is being written, the old state and the log still give every commit.
func (k *stateKeeper) save(s state) error {
	buf, err := k.seal(s)
	if err != nil {
		return err
	}
	for _, off := range []int64{k.first, stateSize - k.first} {
		if _, err := k.f.WriteAt(buf, off); err != nil {
			return err
		}
		if err := k.f.Sync(); err != nil {
			return err
		}
	}
	return nil
}
