package vault

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"hash"
	"io"
)

// A frame is one sealed piece of a commit in the log:
//
//	header 96 bytes ‖ sealed(entries: page number 4 ‖ page 4096; zeros up to a whole sector) ‖ tag 16
//
// After the last frame of the log stands a mark, one sector, that says "this commit was synced"; the next commit
// overwrites it.
const (
	frameHead     = 96
	frameMaxPages = 256
	entrySize     = 4 + PageSize
	chainSize     = tagSize
	logFile       = "register.log"

	headGeneration = 8
	headSequence   = 16
	headIndex      = 24
	headCount      = 28
	headChain      = 32
	headNonce      = 48
	headMAC        = 80

	markCopy = 64 // a mark is this many bytes, repeated to fill its sector
)

var frameMagic = [4]byte{'C', 'F', 'R', '1'}

// frameInfo is a frame's header.
type frameInfo struct {
	last       bool
	begins     bool // once this commit is synced a checkpoint may touch the register
	entries    int
	generation uint64
	sequence   uint64 // of the commit
	index      uint32 // of the frame in its commit
	count      uint32 // pages in the database after the commit
	chain      [chainSize]byte
}

// size is the frame's length in bytes, always whole sectors.
func (h frameInfo) size() int { return frameSize(h.entries) }

func frameSize(entries int) int {
	n := frameHead + entries*entrySize + tagSize
	return (n + sectorSize - 1) / sectorSize * sectorSize
}

// frameSealer seals frames and marks. Not for concurrent use.
type frameSealer struct {
	aead cipher.AEAD
	head hash.Hash
	mark hash.Hash
	rand io.Reader
	id   vaultID
	ad   [len(vaultID{}) + frameHead]byte
	sum  [sha512.Size]byte
}

func newFrameSealer(k seals) *frameSealer {
	return &frameSealer{
		aead: k.aead(labelFrames),
		head: hmac.New(sha256.New, k.subkey(labelHeads)),
		mark: hmac.New(sha512.New, k.subkey(labelMarks)),
		rand: k.rand,
		id:   k.id,
	}
}

func (s *frameSealer) headerMAC(head []byte) []byte {
	s.head.Reset()
	s.head.Write(s.id[:])
	s.head.Write(head[:headMAC])
	return s.head.Sum(s.sum[:0])[:frameHead-headMAC]
}

// seal turns buf, whose entries are already in place after the header, into a frame. len(buf) is h.size().
// It returns the frame's tag, to which the next frame is chained.
func (s *frameSealer) seal(buf []byte, h frameInfo) (tag [chainSize]byte, err error) {
	head := buf[:frameHead]
	clear(head)
	copy(head, frameMagic[:])
	if h.last {
		head[4] = 1
	}
	if h.begins {
		head[5] = 1
	}
	binary.BigEndian.PutUint16(head[6:], uint16(h.entries))
	binary.BigEndian.PutUint64(head[headGeneration:], h.generation)
	binary.BigEndian.PutUint64(head[headSequence:], h.sequence)
	binary.BigEndian.PutUint32(head[headIndex:], h.index)
	binary.BigEndian.PutUint32(head[headCount:], h.count)
	copy(head[headChain:headNonce], h.chain[:])
	nonce := head[headNonce : headNonce+nonceSize]
	if _, err := io.ReadFull(s.rand, nonce); err != nil {
		return tag, err
	}
	copy(head[headMAC:], s.headerMAC(head))
	body := buf[frameHead : len(buf)-tagSize]
	clear(body[h.entries*entrySize:])
	s.aead.Seal(body[:0], nonce, body, s.bind(head))
	copy(tag[:], buf[len(buf)-tagSize:])
	return tag, nil
}

func (s *frameSealer) bind(head []byte) []byte {
	copy(s.ad[:], s.id[:])
	copy(s.ad[len(vaultID{}):], head)
	return s.ad[:]
}

// header reads and authenticates a frame's header.
func (s *frameSealer) header(head []byte) (h frameInfo, ok bool) {
	if len(head) < frameHead || [4]byte(head[:4]) != frameMagic {
		return h, false
	}
	if !hmac.Equal(s.headerMAC(head), head[headMAC:frameHead]) {
		return h, false
	}
	h = frameInfo{
		last:       head[4] == 1,
		begins:     head[5] == 1,
		entries:    int(binary.BigEndian.Uint16(head[6:])),
		generation: binary.BigEndian.Uint64(head[headGeneration:]),
		sequence:   binary.BigEndian.Uint64(head[headSequence:]),
		index:      binary.BigEndian.Uint32(head[headIndex:]),
		count:      binary.BigEndian.Uint32(head[headCount:]),
		chain:      [chainSize]byte(head[headChain:headNonce]),
	}
	return h, h.entries <= frameMaxPages
}

// open decrypts a frame in place and returns its entries and tag.
func (s *frameSealer) open(buf []byte, h frameInfo) (entries []byte, tag [chainSize]byte, ok bool) {
	head, body := buf[:frameHead], buf[frameHead:]
	copy(tag[:], buf[len(buf)-tagSize:])
	plain, err := s.aead.Open(body[:0], head[headNonce:headNonce+nonceSize], body, s.bind(head))
	if err != nil {
		return nil, tag, false
	}
	return plain[:h.entries*entrySize], tag, true
}

// markAt fills a sector with the mark of a commit that ends at offset end.
func (s *frameSealer) markAt(dst []byte, generation, sequence uint64, end int64) {
	var m [24]byte
	binary.BigEndian.PutUint64(m[0:], generation)
	binary.BigEndian.PutUint64(m[8:], sequence)
	binary.BigEndian.PutUint64(m[16:], uint64(end))
	s.mark.Reset()
	s.mark.Write(s.id[:])
	s.mark.Write(m[:])
	one := s.mark.Sum(s.sum[:0])
	for i := 0; i < sectorSize; i += markCopy {
		copy(dst[i:], one)
	}
}
