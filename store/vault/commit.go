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
	if err := r.awaitRoom(); err != nil {
		return err
	}
	r.fillHoles()
	if len(r.pending) == 0 && r.now == r.count {
		return nil
	}
	r.order = sortedKeys(r.order, r.pending)
	total := commitSize(len(r.order))
	if err := r.growLog(total); err != nil {
		return r.fail(err)
	}
	full := r.end+total >= r.opt.checkpointBytes
	if err := r.writeFrames(r.order, full); err != nil {
		return r.fail(err)
	}
	if err := r.log.Sync(); err != nil {
		return r.fail(err)
	}
	r.accept()
	r.begun = r.begun || full
	// From here on the commit stands. What fails below poisons the vault, but does not take the commit back.
	if err := r.writeMark(); err != nil {
		_ = r.fail(err)
		return nil
	}
	if full {
		r.startCheckpoint()
	}
	return nil
}

// awaitRoom keeps a commit waiting while the log is far too long and a checkpoint is about to empty it.
func (r *register) awaitRoom() error {
	for r.working && r.end >= backlog*r.opt.checkpointBytes && r.usable() == nil {
		r.changed.Wait()
	}
	return r.usable()
}

// writeMark writes the mark after the last commit, unsynced.
func (r *register) writeMark() error {
	r.fr.markAt(r.mark[:], r.st.generation, r.seq, r.end)
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

// growLog makes sure that the log file has room for so many bytes of frames after r.end, and for what may come after them: a
// mark, and the frame of one sector with which a checkpoint begins. So a full disk does not keep the log from being emptied.
func (r *register) growLog(frames int64) error {
	need := r.end + frames + 2*sectorSize
	if need <= r.logSize {
		return nil
	}
	step := min(max(r.logSize, minGrowth), maxGrowth)
	want := (need + step - 1) / step * step
	if r.zeros == nil {
		r.zeros = make([]byte, maxGrowth)
	}
	for at := max(r.logSize, r.end+frames); at < want; {
		n := min(want-at, int64(len(r.zeros)))
		if _, err := r.log.WriteAt(r.zeros[:n], at); err != nil {
			return err
		}
		at += n
	}
	r.logSize = want
	return nil
}

// writeFrames seals and writes the commit's frames at r.end, moving end and chain on. begins says that once it is
// synced a checkpoint may begin.
func (r *register) writeFrames(order []uint32, begins bool) error {
	h := frameInfo{generation: r.st.generation, sequence: r.seq + 1, count: r.now}
	for {
		h.entries = min(len(order), frameMaxPages)
		h.last = h.entries == len(order)
		h.begins = begins && h.last
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
		r.dirty[n] = struct{}{}
		delete(r.pending, n)
	}
	if r.now < r.count {
		for n, b := range r.logged {
			if n > r.now {
				delete(r.logged, n)
				delete(r.dirty, n)
				r.give(b)
			}
		}
	}
	r.count, r.floor = r.now, r.now
	r.seq++
}
