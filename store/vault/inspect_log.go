package vault

import (
	"encoding/binary"
	"math"
)

// countCommits counts what a sound log holds, before opening the vault empties it.
func (m *Remains) countCommits() {
	v, err := m.overlaid()
	if err != nil {
		return
	}
	k := m.ring.seals(m.key, m.opt.Rand)
	for _, f := range []File{v.reg, v.log} {
		n, _ := f.Size()
		m.Report.Bytes += n
	}
	keep := newStateKeeper(v.reg, k)
	st, _, err := keep.load()
	if err != nil {
		return
	}
	for i := range int64(2) {
		buf := make([]byte, stateSize)
		patient(v.reg, buf, i*stateSize)
		if _, ok := keep.open(buf); !ok {
			m.Report.Torn = append(m.Report.Torn, tornState(i))
		}
	}
	got, err := (&logReader{f: v.log, seal: newFrameSealer(k), st: st}).read()
	if err != nil {
		return
	}
	m.Report.Commits, m.Report.Frames = got.commits, got.frames
	if got.dirty && !got.stale {
		m.Report.Torn = append(m.Report.Torn, damaged(logFile, got.end, "unfinished commit").of(PartCommit, got.sequence+1))
	}
}

func tornState(i int64) *DamagedError {
	return damaged(registerFile, i*stateSize, "state copy is unreadable").of(PartState, uint64(i+1))
}

// unusual reads register and log of a vault that does not open.
func (m *Remains) unusual() error {
	v, err := m.overlaid()
	if err != nil {
		return err
	}
	m.reg = v.reg
	k := m.ring.seals(m.key, m.opt.Rand)
	known := m.states(v.reg, k)
	s := salvager{log: v.log, seal: newFrameSealer(k), commits: map[uint64]*remnant{}}
	s.size, _ = v.log.Size()
	s.scan()
	m.blame(s.apply(m, known)...)
	size, _ := v.reg.Size()
	there := uint32(max(0, size-headSize+recordSize-1) / recordSize)
	switch {
	case known:
		m.under = min(m.count, m.under)
	case m.count == 0:
		m.count, m.under = there, there
	default:
		m.under = min(m.count, there)
	}
	return nil
}

// states reads both copies of the state, takes the newer and names a bad one.
func (m *Remains) states(reg File, k seals) (known bool) {
	keep := newStateKeeper(reg, k)
	var bad []*DamagedError
	for i := range 2 {
		buf := make([]byte, stateSize)
		patient(reg, buf, int64(i)*stateSize)
		st, ok := keep.open(buf)
		switch {
		case !ok:
			bad = append(bad, tornState(int64(i)))
		case st.writing > m.st.writing:
			m.st, known = st, true
		}
	}
	switch _, _, strict := keep.load(); {
	case strict == nil: // then a bad one is torn
	case len(bad) == 0 && as(strict) != nil:
		m.blame(as(strict))
	default:
		m.blame(bad...)
	}
	m.count, m.under = m.st.pages, m.st.pages
	if err := checkKeysSequence(m.st.keys, m.ring.seq); known && err != nil {
		m.blame(as(err))
	}
	return known
}

// salvager goes through a log from end to end, over what does not open.
type salvager struct {
	log     File
	seal    *frameSealer
	size    int64
	commits map[uint64]*remnant
	highest uint64 // generation among the frames
	holes   []hole
}

// remnant is what is left of one commit.
type remnant struct {
	sequence   uint64
	generation uint64
	at         int64 // first byte of it that is known
	frames     map[uint32]frameInfo
	pages      map[uint32]*pageBuf
	count      uint32
	frameCount int // 0 until its last frame was found
	torn       bool
}

func (c *remnant) whole() bool { return !c.torn && c.frameCount > 0 && len(c.frames) == c.frameCount }

// hole is a part of the log in which nothing opens.
type hole struct {
	from, to int64
	used     bool
}

func (s *salvager) scan() {
	var head [frameHead]byte
	open := hole{from: -1}
	for pos := int64(0); pos < s.size; {
		patient(s.log, head[:], pos)
		h, ok := s.seal.header(head[:])
		if !ok {
			if open.from < 0 {
				open.from = pos
			}
			open.used = open.used || s.written(pos)
			pos += sectorSize
			continue
		}
		if open.from >= 0 {
			open.to = pos
			s.holes = append(s.holes, open)
			open = hole{from: -1}
		}
		s.take(h, pos)
		pos += int64(h.size())
	}
}

// written reports whether anything but zeros lies in a sector.
func (s *salvager) written(pos int64) bool {
	var b [sectorSize]byte
	patient(s.log, b[:], pos)
	return countNonZero(b[:]) > 0
}

// take keeps a frame, or that it does not open.
func (s *salvager) take(h frameInfo, pos int64) {
	c := s.commits[h.sequence]
	if c != nil && h.generation < c.generation {
		return // left over from an earlier log
	}
	if c == nil || h.generation > c.generation {
		c = &remnant{
			sequence: h.sequence, generation: h.generation, at: pos, count: h.count,
			frames: map[uint32]frameInfo{}, pages: map[uint32]*pageBuf{},
		}
		s.commits[h.sequence] = c
	}
	s.highest = max(s.highest, h.generation)
	if h.last {
		c.frameCount = int(h.index) + 1
	}
	buf := make([]byte, h.size())
	patient(s.log, buf, pos)
	entries, _, ok := s.seal.open(buf, h)
	if !ok {
		c.torn, c.at = true, pos
		return
	}
	c.frames[h.index] = h
	for ; len(entries) > 0; entries = entries[entrySize:] {
		p := new(pageBuf)
		copy(p[:], entries[4:entrySize])
		c.pages[binary.BigEndian.Uint32(entries)] = p
	}
}

// apply lays the commits over the register in their order and names those that are lost.
func (s *salvager) apply(m *Remains, known bool) (bad []*DamagedError) {
	generation := s.highest
	if known {
		if s.highest != 0 && s.highest != m.st.generation && s.highest+1 != m.st.generation {
			bad = append(bad, damaged(logFile, 0, reasonForeignLog))
		}
		if s.highest < m.st.generation {
			return bad // the register has it all
		}
	}
	last := s.lastWhole(generation)
	for seq := s.first(m, generation); seq <= last; seq++ {
		c := s.commits[seq]
		if c == nil || c.generation != generation {
			bad = append(bad, damaged(logFile, s.holeBefore(seq+1, last), "commit is lost").of(PartCommit, seq))
			continue
		}
		if !c.whole() {
			bad = append(bad, damaged(logFile, c.at, "commit is unreadable").of(PartCommit, seq))
		}
		m.lay(c)
	}
	if c := s.commits[last+1]; c != nil && c.torn && c.generation == generation {
		bad = append(bad, damaged(logFile, c.at, "commit is unreadable").of(PartCommit, last+1))
	}
	m.st.generation, m.st.sequence = generation, max(last, m.st.sequence)
	return bad
}

// first is the commit with which the log begins.
func (s *salvager) first(m *Remains, generation uint64) uint64 {
	if generation == m.st.generation {
		return m.st.sequence + 1
	}
	first := uint64(math.MaxUint64)
	for seq, c := range s.commits {
		if c.generation == generation {
			first = min(first, seq)
		}
	}
	return first
}

// lastWhole is the newest commit that is all there; what comes after it was perhaps never finished.
func (s *salvager) lastWhole(generation uint64) (last uint64) {
	for seq, c := range s.commits {
		if c.generation == generation && c.whole() {
			last = max(last, seq)
		}
	}
	return last
}

// holeBefore is the last hole before a commit.
func (s *salvager) holeBefore(seq, last uint64) int64 {
	end := s.size
	for ; seq <= last; seq++ {
		if c := s.commits[seq]; c != nil {
			end = c.at
			break
		}
	}
	at := int64(0)
	for _, h := range s.holes {
		if h.used && h.from < end {
			at = h.from
		}
	}
	return at
}

// lay puts a commit's pages over what is older. Of a commit that is lost in part the rest is still newer.
func (m *Remains) lay(c *remnant) {
	if m.logged == nil {
		m.logged = map[uint32]*pageBuf{}
	}
	m.Report.Frames += len(c.frames)
	if c.whole() {
		m.Report.Commits++
	}
	for n, p := range c.pages {
		m.logged[n] = p
	}
	m.count = c.count
	for n := range m.logged {
		if n > m.count || n == 0 {
			delete(m.logged, n)
		}
	}
}
