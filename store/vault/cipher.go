package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"errors"
	"io"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/sys/cpu"
)

// suite is the cipher of a vault's pages, frames and state. It is chosen when the vault is made and stands in the key
// file, so that a vault opens on every machine. Key, nonce and tag are of one size in both. Key slots always use suiteXChaCha.
type suite byte

const (
	suiteXChaCha suite = 1 // XChaCha20-Poly1305
	suiteXAES    suite = 2 // XAES-256-GCM (C2SP): AES-256-GCM under a key drawn from the first half of a 24-byte nonce
)

// chooseSuite takes AES where the processor has it: there it is two to three times as fast, and in constant time.
func chooseSuite() suite {
	return suiteFor(cpu.X86.HasAES && cpu.X86.HasPCLMULQDQ && cpu.X86.HasSSE41 || cpu.ARM64.HasAES && cpu.ARM64.HasPMULL)
}

func suiteFor(hardwareAES bool) suite {
	if hardwareAES {
		return suiteXAES
	}
	return suiteXChaCha
}

func (s suite) known() bool { return s == suiteXChaCha || s == suiteXAES }

// newAEAD makes the cipher of a suite. The result may be used by several goroutines at once.
func newAEAD(s suite, key []byte) cipher.AEAD {
	if s == suiteXAES {
		return newXAES(key)
	}
	a, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err) // only for a key of the wrong length
	}
	return a
}

// seals is what every seal of a vault's register and log is made from.
type seals struct {
	id    vaultID
	key   []byte // the vault key
	suite suite
	rand  io.Reader
}

func (s seals) aead(label string) cipher.AEAD { return newAEAD(s.suite, s.subkey(label)) }

func (s seals) subkey(label string) []byte { return subkey(s.key, s.id[:], label, keySize) }

// xaes is XAES-256-GCM. k1 is CMAC's subkey; the CMAC of one block is one encryption of that block XOR k1.
type xaes struct {
	block cipher.Block
	k1    [aes.BlockSize]byte

	mu   sync.Mutex
	kept map[[nonceSize / 2]byte]cipher.AEAD // by the first half of the nonce; nil to keep none
}

// keptKeys is how many drawn keys are kept: making one anew costs a third of opening a page.
const keptKeys = 256

// keep makes x remember the keys it draws, for nonces that share their first half.
func (x *xaes) keep() { x.kept = map[[nonceSize / 2]byte]cipher.AEAD{} }

func newXAES(key []byte) *xaes {
	x := &xaes{block: mustAES(key)}
	x.block.Encrypt(x.k1[:], x.k1[:])
	carry := byte(0)
	for i := len(x.k1) - 1; i >= 0; i-- {
		x.k1[i], carry = x.k1[i]<<1|carry, x.k1[i]>>7
	}
	x.k1[len(x.k1)-1] ^= 0x87 * carry
	return x
}

func mustAES(key []byte) cipher.Block {
	b, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // only for a key of the wrong length
	}
	return b
}

// gcm is AES-256-GCM under the nonce's own key.
func (x *xaes) gcm(nonce []byte) cipher.AEAD {
	if x.kept == nil {
		return x.draw(nonce)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	first := [nonceSize / 2]byte(nonce)
	a := x.kept[first]
	if a == nil {
		if len(x.kept) >= keptKeys {
			clear(x.kept)
		}
		a = x.draw(nonce)
		x.kept[first] = a
	}
	return a
}

func (x *xaes) draw(nonce []byte) cipher.AEAD {
	var k [2 * aes.BlockSize]byte
	for i := range 2 {
		m := k[i*aes.BlockSize : (i+1)*aes.BlockSize]
		m[1], m[2] = byte(i+1), 'X'
		copy(m[4:], nonce[:nonceSize/2])
		subtle.XORBytes(m, m, x.k1[:])
		x.block.Encrypt(m, m)
	}
	a, err := cipher.NewGCM(mustAES(k[:]))
	if err != nil {
		panic(err) // only for a block of another size
	}
	return a
}

// NonceSize is 24.
func (*xaes) NonceSize() int { return nonceSize }

// Overhead is the tag's 16 bytes.
func (*xaes) Overhead() int { return tagSize }

// Seal encrypts and authenticates.
func (x *xaes) Seal(dst, nonce, plaintext, additionalData []byte) []byte {
	return x.gcm(nonce).Seal(dst, nonce[nonceSize/2:], plaintext, additionalData)
}

var errForged = errors.New("vault: message authentication failed")

// Open decrypts what authenticates.
func (x *xaes) Open(dst, nonce, ciphertext, additionalData []byte) ([]byte, error) {
	if len(nonce) != nonceSize || len(ciphertext) < tagSize {
		return nil, errForged
	}
	return x.gcm(nonce).Open(dst, nonce[nonceSize/2:], ciphertext, additionalData)
}
