package vault

import "crypto/sha256"

// Sizes of the register, for tests that move its parts about.
const (
	HeadSize   = headSize
	StateSize  = stateSize
	RecordSize = recordSize
)

// WithKeysForged lets a test edit a key file as somebody can who knows the format but no key: the mask comes off, and the hash is
// made anew. edit gets each copy's clear bytes and the slots among them.
func WithKeysForged(file []byte, edit func(clear []byte, slots [][]byte)) []byte {
	out := append([]byte(nil), file...)
	for _, b := range [][]byte{out[:len(out)/2], out[len(out)/2:]} {
		mask(b)
		edit(b, slotsOf(file, b))
		sum := sha256.Sum256(b[:len(b)-32])
		copy(b[len(b)-32:], sum[:])
		mask(b)
	}
	return out
}

func slotsOf(file, clear []byte) (slots [][]byte) {
	ring, _, ok := decodeCopy(file[:len(file)/2])
	if !ok {
		panic("not a sound key file")
	}
	for i := range ring.slots {
		slots = append(slots, clear[keysSlots+i*slotSize:][:slotSize])
	}
	return slots
}

// KeySlots are the clear slots of a key file.
func KeySlots(file []byte) [][]byte {
	b := append([]byte(nil), file[:len(file)/2]...)
	mask(b)
	return slotsOf(file, b)
}

// KeysUsed is how much of a copy of a key file its head and slots fill.
func KeysUsed(file []byte) int { return keysSlots + len(KeySlots(file))*slotSize }
