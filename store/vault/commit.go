package vault

import "encoding/binary"

// The log grows ahead of its frames, in zeros, so that a commit overwrites blocks the file already has: on a journaling
// file system that halves the cost of the sync.
const (
	minGrowth = 64 << 10
	maxGrowth = 1 << 20
)

// commit is SQLite's xSync: it appends what was written since the last one to the log as one sealed commit, and
// syncs. When it returns nil the commit is durable.
func (r *register) commit() error {
	r.writers.Lock()
	defer r.writers.Unlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.usable(); err != nil {
		return err
	}
	r.fillHoles()
	if len(r.pending) == 0 && r.now == r.count {
		return nil
	}
	order := r.sorted(r.pending)
	total := commitSize(len(order))
	if err := r.growLog(total + sectorSize); err != nil {
		return r.fail(err)
	}
	if err := r.writeFrames(order); err != nil {
		return r.fail(err)
	}
	if err := r.log.Sync(); err != nil {
		return r.fail(err)
	}
	r.accept()
	// From here on the commit stands. What fails below poisons the vault, but does not take the commit back.
	if err := r.writeMark(markSynced); err != nil {
		_ = r.fail(err)
		return nil
	}
	if r.end >= r.opt.checkpointBytes && r.frozen == 0 {
		if err := r.checkpoint(); err != nil {
			_ = r.fail(err)
		}
	}
	return nil
}

// writeMark writes a mark after the last commit, unsynced.
func (r *register) writeMark(kind uint64) error {
	r.fr.markAt(r.mark[:], kind, r.st.generation, r.seq, r.end)
	_, err := r.log.WriteAt(r.mark[:], r.end)
	return err
}

// fillHoles gives every new page a content. SQLite leaves out new pages that it freed again in the same
// transaction, and the page at the 1 GiB lock bytes.
func (r *register) fillHoles() {
	for n := r.floor + 1; n <= r.now; n++ {
		if r.pending[n] == nil {
			b := r.take()
			clear(b[:])
			r.pending[n] = b
		}
	}
}

func commitSize(pages int) int64 {
	full, rest := pages/frameMaxPages, pages%frameMaxPages
	n := int64(full) * int64(frameSize(frameMaxPages))
	if rest > 0 || full == 0 {
		n += int64(frameSize(rest))
	}
	return n
}

// growLog makes sure that the log file has need bytes after r.end.
func (r *register) growLog(need int64) error {
	if r.end+need <= r.logSize {
		return nil
	}
	step := min(max(r.logSize, minGrowth), maxGrowth)
	want := (r.end + need + step - 1) / step * step
	if r.zeros == nil {
		r.zeros = make([]byte, maxGrowth)
	}
	for at := max(r.logSize, r.end+need-sectorSize); at < want; {
		n := min(want-at, int64(len(r.zeros)))
		if _, err := r.log.WriteAt(r.zeros[:n], at); err != nil {
			return err
		}
		at += n
	}
	r.logSize = want
	return nil
}

// writeFrames seals and writes the commit's frames at r.end, moving end and chain on.
func (r *register) writeFrames(order []uint32) error {
	h := frameInfo{generation: r.st.generation, sequence: r.seq + 1, count: r.now}
	for {
		h.entries = min(len(order), frameMaxPages)
		h.last = h.entries == len(order)
		h.chain = r.chain
		buf := r.frame[:h.size()]
		at := frameHead
		for _, n := range order[:h.entries] {
			binary.BigEndian.PutUint32(buf[at:], n)
			copy(buf[at+4:], r.pending[n][:])
			at += entrySize
		}
		tag, err := r.fr.seal(buf, h)
		if err != nil {
			return err
		}
		if _, err := r.log.WriteAt(buf, r.end); err != nil {
			return err
		}
		r.end += int64(len(buf))
		r.chain = tag
		if h.last {
			return nil
		}
		order = order[h.entries:]
		h.index++
	}
}

// accept turns the pending pages into committed ones.
func (r *register) accept() {
	for n, b := range r.pending {
		if old := r.logged[n]; old != nil {
			r.give(old)
		}
		r.logged[n] = b
		delete(r.pending, n)
	}
	if r.now < r.count {
		for n, b := range r.logged {
			if n > r.now {
				delete(r.logged, n)
				r.give(b)
			}
		}
	}
	r.count, r.floor = r.now, r.now
	r.seq++
}
