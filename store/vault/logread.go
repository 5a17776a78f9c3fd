package vault

import (
	"encoding/binary"
	"errors"
	"io"
)

// logContents is what a log gives: every page it changes, in its last committed form.
type logContents struct {
	pages    map[uint32]*pageBuf
	count    uint32 // pages in the database after the last commit
	sequence uint64 // of the last commit
	end      int64  // where the next frame goes
	chain    [chainSize]byte
	commits  int
	frames   int
	dirty    bool // something follows the last commit: a torn commit, or the log of the previous generation
	begun    bool // a checkpoint had begun: in the register these pages may be torn
	marked   bool // the last commit's mark is there
	stale    bool // this is the log of the previous generation: its commits are all in the register
}

// logReader reads a log against the state of its register. It writes nothing.
type logReader struct {
	f    File
	seal *frameSealer
	st   state
	size int64
	buf  []byte
}

// read returns the committed contents. An incomplete or torn tail is left out and flagged; what no
// crash explains is a *DamagedError.
func (r *logReader) read() (*logContents, error) {
	size, err := r.f.Size()
	if err != nil {
		return nil, err
	}
	r.size = size
	c := &logContents{pages: map[uint32]*pageBuf{}, count: r.st.pages, sequence: r.st.sequence}
	if h, ok, err := r.headerAt(0); err != nil {
		return nil, err
	} else if ok && h.generation+1 == r.st.generation {
		c.dirty, c.stale = true, true // the crash came before it was emptied
		return c, nil
	}
	for {
		bad, err := r.commit(c)
		if err != nil {
			return nil, err
		}
		if bad >= 0 {
			return c, r.tail(c, bad)
		}
	}
}

func (r *logReader) headerAt(off int64) (frameInfo, bool, error) {
	var head [frameHead]byte
	n, err := r.f.ReadAt(head[:], off)
	if n < frameHead {
		if err != nil && !errors.Is(err, io.EOF) {
			return frameInfo{}, false, err
		}
		return frameInfo{}, false, nil
	}
	h, ok := r.seal.header(head[:])
	return h, ok, nil
}

// commit reads one commit at c.end and adds it to c. bad is the offset of the frame that is not
// there or not right, or -1 if the commit is whole.
func (r *logReader) commit(c *logContents) (bad int64, err error) {
	pos, chain := c.end, c.chain
	staged := map[uint32]*pageBuf{}
	for index := uint32(0); ; index++ {
		h, ok, err := r.headerAt(pos)
		if err != nil {
			return 0, err
		}
		if !ok || h.generation != r.st.generation || h.sequence != c.sequence+1 || h.index != index || h.chain != chain {
			return pos, nil
		}
		entries, tag, ok, err := r.frame(pos, h)
		if err != nil {
			return 0, err
		}
		if !ok {
			return pos, nil
		}
		if err := stage(staged, entries); err != nil {
			return 0, damaged(logFile, pos, err.Error())
		}
		pos, chain = pos+int64(h.size()), tag
		c.frames++
		if h.last {
			r.apply(c, staged, h)
			c.end, c.chain = pos, chain
			return -1, nil
		}
	}
}

func (r *logReader) frame(pos int64, h frameInfo) (entries []byte, tag [chainSize]byte, ok bool, err error) {
	if pos+int64(h.size()) > r.size {
		return nil, tag, false, nil
	}
	if cap(r.buf) < h.size() {
		r.buf = make([]byte, frameSize(frameMaxPages))
	}
	buf := r.buf[:h.size()]
	if _, err := r.f.ReadAt(buf, pos); err != nil && !errors.Is(err, io.EOF) {
		return nil, tag, false, err
	}
	entries, tag, ok = r.seal.open(buf, h)
	return entries, tag, ok, nil
}

func stage(staged map[uint32]*pageBuf, entries []byte) error {
	for ; len(entries) > 0; entries = entries[entrySize:] {
		n := binary.BigEndian.Uint32(entries)
		if n == 0 {
			return errors.New("page number zero in a frame")
		}
		p := staged[n]
		if p == nil {
			p = new(pageBuf)
			staged[n] = p
		}
		copy(p[:], entries[4:entrySize])
	}
	return nil
}

func (r *logReader) apply(c *logContents, staged map[uint32]*pageBuf, h frameInfo) {
	for n, p := range staged {
		c.pages[n] = p
	}
	if h.count < c.count {
		for n := range c.pages {
			if n > h.count {
				delete(c.pages, n)
			}
		}
	}
	c.count, c.sequence = h.count, h.sequence
	c.begun = c.begun || h.begins
	c.commits++
}

// tail judges what follows the last whole commit. bad is the first frame that is not right. A crash
// leaves there at most one commit that was never synced, each sector of it old, new or garbage. Proof of damage is
// anything written after that commit's sync (a later commit, its mark), an earlier or foreign frame,
// and a sector with a few bytes in a field of zeros, which no write leaves.
func (r *logReader) tail(c *logContents, bad int64) error {
	chunk := make([]byte, 128*sectorSize)
	for base := bad; base < r.size; base += int64(len(chunk)) {
		n, err := r.f.ReadAt(chunk, base)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		clear(chunk[n:])
		for i := 0; i < n; i += sectorSize {
			if err := r.sector(c, bad, base+int64(i), chunk[i:i+sectorSize]); err != nil {
				return err
			}
		}
	}
	return nil
}

// sector judges one sector of the tail.
func (r *logReader) sector(c *logContents, bad, at int64, s []byte) error {
	used := countNonZero(s)
	if used == 0 {
		return nil
	}
	if at == c.end && c.commits > 0 && markLike(s) {
		if off, ok := r.match(s, c.sequence, at); off >= 0 {
			return damaged(logFile, at+off, "commit mark changed")
		} else if ok {
			c.marked = true
			return nil
		}
	}
	c.dirty = true
	if used <= nearMiss {
		return damaged(logFile, at+firstNonZero(s), "stray bytes after the last commit")
	}
	if h, ok := r.seal.header(s); ok {
		switch {
		case h.generation+1 == r.st.generation:
		case h.generation != r.st.generation:
			return damaged(logFile, at, reasonForeignLog)
		case h.sequence != c.sequence+1:
			return damaged(logFile, bad, "a commit is unreadable though later ones follow")
		}
	}
	if markLike(s) {
		if off, ok := r.match(s, c.sequence+1, at); off >= 0 || ok {
			return damaged(logFile, bad, "a synced commit is unreadable")
		}
	}
	return nil
}

// match compares a sector with a commit's mark. It says whether it is that, or returns the offset of the first of a few
// bytes that keep it from being that.
func (r *logReader) match(s []byte, sequence uint64, at int64) (off int64, ok bool) {
	var want [sectorSize]byte
	r.seal.markAt(want[:], r.st.generation, sequence, at)
	if firstDifference(s, want[:]) < 0 {
		return -1, true
	}
	return nearlyRight(s, want[:]), false
}

// markLike reports whether a sector could be a mark, perhaps with one place changed.
func markLike(s []byte) bool {
	same := func(i int) bool { return string(s[i:i+markCopy]) == string(s[i+markCopy:i+2*markCopy]) }
	return same(0) || same(2*markCopy)
}

func countNonZero(s []byte) (n int) {
	for _, b := range s {
		if b != 0 {
			n++
		}
	}
	return n
}

func firstNonZero(s []byte) int64 {
	for i, b := range s {
		if b != 0 {
			return int64(i)
		}
	}
	return -1
}
