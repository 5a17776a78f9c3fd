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
type pageSealer struct {
	aead cipher.AEAD
	rand io.Reader
	ad   [len(vaultID{}) + 4]byte // vault id, page number
}

func newPageSealer(k seals) *pageSealer {
	s := &pageSealer{aead: k.aead(labelPages), rand: k.rand}
	copy(s.ad[:], k.id[:])
	return s
}

// seal writes the record of page n into dst, which is recordSize long.
func (s *pageSealer) seal(dst []byte, n uint32, page []byte) error {
	if _, err := io.ReadFull(s.rand, dst[:nonceSize]); err != nil {
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
