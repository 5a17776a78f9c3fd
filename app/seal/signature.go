package seal

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/asn1"
	"fmt"
	"math/big"
)

// ecPoints are the two numbers of an ECDSA signature.
type ecPoints struct{ R, S *big.Int }

// signatureSize is how long a signature by the key is. For ECDSA it is the most common length: sign
// draws until it meets it.
func signatureSize(key crypto.PublicKey) (int, error) {
	switch k := key.(type) {
	case *rsa.PublicKey:
		return k.Size(), nil
	case *ecdsa.PublicKey:
		n := k.Curve.Params().N
		top := new(big.Int).Rsh(n, 1) // neither number is longer: see sign
		der, err := asn1.Marshal(ecPoints{top, top})
		return len(der), err
	}
	return 0, ErrKind
}

// tries bounds the drawing of an ECDSA signature of the right length: each try meets it with nearly one half.
const tries = 200

// sign signs a SHA-256. Of the two ECDSA signatures (r, s) and (r, n−s) that say the same, the
// one with the smaller s is taken, so that there is one only.
func sign(key crypto.Signer, sum []byte) ([]byte, error) {
	size, err := signatureSize(key.Public())
	if err != nil {
		return nil, err
	}
	for range tries {
		der, err := key.Sign(rand.Reader, sum, crypto.SHA256)
		if err != nil {
			return nil, fmt.Errorf("seal: sign: %w", err)
		}
		if public, ok := key.Public().(*ecdsa.PublicKey); ok {
			if der, err = lower(der, public); err != nil {
				return nil, err
			}
		}
		if len(der) == size {
			return der, nil
		}
	}
	return nil, fmt.Errorf("seal: sign: no signature of %d bytes in %d tries", size, tries)
}

// lower gives the one of two equivalent signatures whose s is the smaller.
func lower(der []byte, key *ecdsa.PublicKey) ([]byte, error) {
	var p ecPoints
	if _, err := asn1.Unmarshal(der, &p); err != nil {
		return nil, fmt.Errorf("seal: sign: %w", err)
	}
	n := key.Curve.Params().N
	if p.S.Cmp(new(big.Int).Rsh(n, 1)) > 0 {
		p.S.Sub(n, p.S)
	}
	return asn1.Marshal(p)
}

// holds tells whether a signature of a SHA-256 is right and the only one of its kind.
func holds(key crypto.PublicKey, sum, signature []byte) bool {
	switch k := key.(type) {
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(k, crypto.SHA256, sum, signature) == nil
	case *ecdsa.PublicKey:
		one, err := lower(signature, k)
		return err == nil && string(one) == string(signature) && ecdsa.VerifyASN1(k, sum, signature)
	}
	return false
}

// digestAround is the SHA-256 of a file without the bytes from one place to another.
func digestAround(data []byte, from, to int) []byte {
	h := sha256.New()
	h.Write(data[:from])
	h.Write(data[to:])
	return h.Sum(nil)
}
