package vault

import (
	"crypto/cipher"
	"crypto/ecdh"
	"io"
	"slices"

	"golang.org/x/crypto/chacha20poly1305"
)

// A rewrap hands a new vault key to a slot whose password nobody knows but its owner: the key is sealed to the slot's
// X25519 recipient, which stands beside the login, and the owner's next login seals the slot anew and clears it.
//
//	0 ephemeral public key 32 · 32 vault key, sealed 32+16
//
// The seal's key is HKDF-SHA256(shared secret, salt = ephemeral ‖ recipient, label); it is used once, so the nonce is zero.
const (
	boxKeySize = 32
	rewrapSize = boxKeySize + keySize + tagSize
)

func boxPrivate(key []byte) *ecdh.PrivateKey {
	k, err := ecdh.X25519().NewPrivateKey(key)
	if err != nil {
		panic(err) // only for a key of the wrong length
	}
	return k
}

// boxRecipient is the public half of a slot's X25519 key.
func boxRecipient(key []byte) []byte { return boxPrivate(key).PublicKey().Bytes() }

func sealRewrap(r io.Reader, recipient, vaultKey, ad []byte) ([]byte, error) {
	raw, err := randomBytes(r, boxKeySize)
	if err != nil {
		return nil, err
	}
	defer wipe(raw)
	to, err := ecdh.X25519().NewPublicKey(recipient)
	if err != nil {
		return nil, err
	}
	ephemeral := boxPrivate(raw)
	shared, err := ephemeral.ECDH(to)
	if err != nil {
		return nil, err
	}
	public := ephemeral.PublicKey().Bytes()
	return sealOnce(shared, public, recipient).Seal(public, make([]byte, chacha20poly1305.NonceSize), vaultKey, ad), nil
}

func openRewrap(box, private, ad []byte) (vaultKey []byte, ok bool) {
	from, err := ecdh.X25519().NewPublicKey(box[:boxKeySize])
	if err != nil {
		return nil, false
	}
	own := boxPrivate(private)
	shared, err := own.ECDH(from)
	if err != nil {
		return nil, false
	}
	seal := sealOnce(shared, box[:boxKeySize], own.PublicKey().Bytes())
	vaultKey, err = seal.Open(nil, make([]byte, chacha20poly1305.NonceSize), box[boxKeySize:], ad)
	return vaultKey, err == nil
}

func sealOnce(shared, ephemeral, recipient []byte) cipher.AEAD {
	key := subkey(shared, slices.Concat(ephemeral, recipient), labelRewrap, keySize)
	wipe(shared)
	a, err := chacha20poly1305.New(key)
	if err != nil {
		panic(err) // only for a key of the wrong length
	}
	return a
}
