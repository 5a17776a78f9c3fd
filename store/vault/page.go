package vault

import (
	"crypto/cipher"
	"encoding/binary"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

const (
	// PageSize is SQLite's page size in a vault, in bytes.
	PageSize   = 4096
	nonceSize  = chacha20poly1305.NonceSizeX
	tagSize    = chacha20poly1305.Overhead
	recordSize = nonceSize + PageSize + tagSize
	// headSize is what the register holds before its first page: the two copies of the state.
	headSize = 2 * stateSize
)

// vaultID names a vault; it is bound into every seal.
type vaultID [16]byte

// pageSealer seals single pages for the register. Not for concurrent use: its buffers are reused.
//
// The first half of its nonces is drawn once, the second for each page: one key of suiteXAES then serves many pages. Under
// that key the random half would do for 2³² pages, 16 TiB.
type pageSealer struct {
	aead  cipher.AEAD
	rand  io.Reader
	ad    [len(vaultID{}) + 4]byte // vault id, page number
	first [nonceSize / 2]byte      // zeros: not yet drawn
}

func newPageSealer(k seals) *pageSealer {
	s := &pageSealer{aead: k.aead(labelPages), rand: k.rand}
	copy(s.ad[:], k.id[:])
	if x, ok := s.aead.(*xaes); ok {
		x.keep()
	}
	return s
}

// seal writes the record of page n into dst, which is recordSize long.
func (s *pageSealer) seal(dst []byte, n uint32, page []byte) error {
	if s.first == [nonceSize / 2]byte{} {
		var first [nonceSize / 2]byte
		if _, err := io.ReadFull(s.rand, first[:]); err != nil {
			return err
		}
		s.first = first
	}
	if _, err := io.ReadFull(s.rand, dst[copy(dst, s.first[:]):nonceSize]); err != nil {
		return err
	}
	binary.BigEndian.PutUint32(s.ad[len(vaultID{}):], n)
	s.aead.Seal(dst[nonceSize:nonceSize], dst[:nonceSize], page, s.ad[:])
	return nil
}

// open decrypts the record of page n into dst, which is PageSize long and must not overlap rec.
func (s *pageSealer) open(dst []byte, n uint32, rec []byte) error {
	binary.BigEndian.PutUint32(s.ad[len(vaultID{}):], n)
	_, err := s.aead.Open(dst[:0], rec[:nonceSize], rec[nonceSize:], s.ad[:])
	return err
}

// recordAt is the offset in the register of page n; SQLite counts pages from 1.
func recordAt(n uint32) int64 { return headSize + int64(n-1)*recordSize }
