package vault

import (
	"bytes"
	"crypto/rand"
	"crypto/sha3"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"testing"
)

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestXAESVectors are the two published vectors of c2sp.org/XAES-256-GCM.
func TestXAESVectors(t *testing.T) {
	for _, v := range []struct {
		key      byte
		k1, want string
		ad       string
	}{
		{1, "e531954aca063d5b8d9c47a47d4cc6f0", "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271", ""},
		{3, "23810ec50edb99f374409466ed1f4b7b", "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d", "c2sp.org/XAES-256-GCM"},
	} {
		x := newXAES(bytes.Repeat([]byte{v.key}, keySize))
		if !bytes.Equal(x.k1[:], unhex(t, v.k1)) {
			t.Errorf("key %d: K1 is %x", v.key, x.k1)
		}
		nonce := []byte("ABCDEFGHIJKLMNOPQRSTUVWX")
		got := x.Seal(nil, nonce, []byte("XAES-256-GCM"), []byte(v.ad))
		if !bytes.Equal(got, unhex(t, v.want)) {
			t.Errorf("key %d: sealed %x", v.key, got)
		}
		back, err := x.Open(nil, nonce, got, []byte(v.ad))
		if err != nil || string(back) != "XAES-256-GCM" {
			t.Errorf("key %d: opened %q, %v", v.key, back, err)
		}
		got[0] ^= 1
		if _, err := x.Open(nil, nonce, got, []byte(v.ad)); err == nil {
			t.Errorf("key %d: a changed box opens", v.key)
		}
	}
	x := newXAES(make([]byte, keySize))
	if _, err := x.Open(nil, make([]byte, 12), make([]byte, 32), nil); err == nil {
		t.Error("a short nonce opens")
	}
	if _, err := x.Open(nil, make([]byte, nonceSize), make([]byte, 15), nil); err == nil {
		t.Error("less than a tag opens")
	}
}

// TestXAESAccumulated is the published accumulated test: 10,000 random inputs, a million in the long form.
func TestXAESAccumulated(t *testing.T) {
	n, want := 1_000_000, "2163ae1445985a30b60585ee67daa55674df06901b890593e824b8a7c885ab15"
	if testing.Short() {
		n, want = 10_000, "e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939"
	}
	in, out := sha3.NewSHAKE128(), sha3.NewSHAKE128()
	read := func(n int) []byte {
		b := make([]byte, n)
		_, _ = in.Read(b)
		return b
	}
	for range n {
		key, nonce := read(keySize), read(nonceSize)
		plain := read(int(read(1)[0]))
		ad := read(int(read(1)[0]))
		x := newXAES(key)
		box := x.Seal(nil, nonce, plain, ad)
		if back, err := x.Open(nil, nonce, box, ad); err != nil || !bytes.Equal(back, plain) {
			t.Fatal("does not open", err)
		}
		_, _ = out.Write(box)
	}
	sum := make([]byte, 32)
	_, _ = out.Read(sum)
	if got := hex.EncodeToString(sum); got != want {
		t.Fatalf("%d inputs give %s", n, got)
	}
}

// TestSuites: both open what they sealed and not what the other did, and both refuse keys of another length.
func TestSuites(t *testing.T) {
	if suiteFor(true) != suiteXAES || suiteFor(false) != suiteXChaCha || !chooseSuite().known() || suite(0).known() || suite(3).known() {
		t.Error("suites are mixed up")
	}
	key, nonce := bytes.Repeat([]byte{9}, keySize), make([]byte, nonceSize)
	box := map[suite][]byte{}
	for _, s := range []suite{suiteXChaCha, suiteXAES} {
		a := newAEAD(s, key)
		if a.NonceSize() != nonceSize || a.Overhead() != tagSize {
			t.Errorf("suite %d: nonce %d, tag %d", s, a.NonceSize(), a.Overhead())
		}
		box[s] = a.Seal(nil, nonce, []byte("案卷"), nil)
		if plain, err := a.Open(nil, nonce, box[s], nil); err != nil || string(plain) != "案卷" {
			t.Errorf("suite %d: %q %v", s, plain, err)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("suite %d takes a short key", s)
				}
			}()
			newAEAD(s, key[:31])
		}()
	}
	if _, err := newAEAD(suiteXAES, key).Open(nil, nonce, box[suiteXChaCha], nil); err == nil {
		t.Error("one suite opens the other's")
	}
}

// TestKeptKeys: remembering the keys it draws changes nothing, however many they are.
func TestKeptKeys(t *testing.T) {
	key, nonce := bytes.Repeat([]byte{5}, keySize), make([]byte, nonceSize)
	plain, kept := newXAES(key), newXAES(key)
	kept.keep()
	for round := range 2 {
		for i := range 2*keptKeys + 10 {
			binary.BigEndian.PutUint16(nonce[3:], uint16(i))
			nonce[nonceSize-1] = byte(round)
			if a, b := plain.Seal(nil, nonce, nonce, key), kept.Seal(nil, nonce, nonce, key); !bytes.Equal(a, b) {
				t.Fatalf("nonce %x: %x and %x", nonce, a, b)
			}
			if len(kept.kept) > keptKeys {
				t.Fatal(len(kept.kept), "keys are kept")
			}
		}
	}
}

// TestPageNonces: pages share the first half of their nonces, and nothing of the second.
func TestPageNonces(t *testing.T) {
	s := newPageSealer(testSeals)
	seen := map[string]bool{}
	var first []byte
	for n := range uint32(1000) {
		rec := make([]byte, recordSize)
		if err := s.seal(rec, n+1, make([]byte, PageSize)); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = rec[:nonceSize/2]
		}
		if second := string(rec[nonceSize/2 : nonceSize]); !bytes.Equal(first, rec[:nonceSize/2]) || seen[second] {
			t.Fatalf("nonce %x after %x", rec[:nonceSize], first)
		} else {
			seen[second] = true
		}
	}
	if bytes.Equal(first, make([]byte, nonceSize/2)) || newPageSealer(testSeals).first == [nonceSize / 2]byte(first) {
		t.Fatalf("first half %x", first)
	}
}

// TestPageSealerWithoutRandom: no page is sealed under a nonce that is not random.
func TestPageSealerWithoutRandom(t *testing.T) {
	for _, n := range []int64{0, 5, nonceSize / 2, nonceSize - 1} {
		k := testSeals
		k.rand = io.LimitReader(rand.Reader, n)
		if err := newPageSealer(k).seal(make([]byte, recordSize), 1, make([]byte, PageSize)); err == nil {
			t.Errorf("sealed with %d random bytes", n)
		}
	}
}

// BenchmarkCipher compares the suites on a page and on a whole frame.
func BenchmarkCipher(b *testing.B) {
	for name, s := range map[string]suite{"XChaCha20-Poly1305": suiteXChaCha, "XAES-256-GCM": suiteXAES} {
		k := testSeals
		k.suite = s
		a := newPageSealer(k).aead
		for what, size := range map[string]int{"page": PageSize, "frame": frameMaxPages * entrySize} {
			plain, nonce, ad := make([]byte, size), make([]byte, nonceSize), make([]byte, 20)
			box := a.Seal(nil, nonce, plain, ad)
			b.Run(fmt.Sprintf("%s/%s/seal", name, what), func(b *testing.B) {
				b.SetBytes(int64(size))
				dst := make([]byte, 0, len(box))
				for b.Loop() {
					a.Seal(dst, nonce, plain, ad)
				}
			})
			b.Run(fmt.Sprintf("%s/%s/open", name, what), func(b *testing.B) {
				b.SetBytes(int64(size))
				dst := make([]byte, 0, size)
				for b.Loop() {
					if _, err := a.Open(dst, nonce, box, ad); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
