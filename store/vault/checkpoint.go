package vault

// checkpoint moves the log's pages into the register and empties the log. A crash anywhere in it is harmless: until
// both copies of the new state are on the disk the log is still whole, and doing all this twice gives
// the same register.
func (r *register) checkpoint() error {
	r.forget()
	order := r.sorted(r.logged)
	if len(order) > 0 && !r.begun {
		// Only once this is on the disk may a page in the register be torn without being damaged. It is not
		// written twice: a crash could garble it the second time.
		if err := r.writeMark(markCheckpoint); err != nil {
			return err
		}
		if err := r.log.Sync(); err != nil {
			return err
		}
		r.begun = true
	}
	for len(order) > 0 {
		run := 1
		for run < len(order) && run < cap(r.frame)/recordSize && order[run] == order[0]+uint32(run) {
			run++
		}
		if err := r.writeRun(order[:run]); err != nil {
			return err
		}
		order = order[run:]
	}
	if err := r.reg.Sync(); err != nil {
		return err
	}
	shrunk := r.count < r.st.pages
	r.st.writing++
	r.st.generation++
	r.st.sequence, r.st.pages = r.seq, r.count
	if err := r.keep.save(r.st); err != nil {
		return err
	}
	if shrunk {
		// Not before the state: until then the register must hold all the pages the old state speaks of.
		if err := r.reg.Truncate(recordAt(r.count + 1)); err != nil {
			return err
		}
		if err := r.reg.Sync(); err != nil {
			return err
		}
	}
	if err := r.log.Truncate(0); err != nil {
		return err
	}
	if err := r.log.Sync(); err != nil {
		return err
	}
	r.end, r.logSize, r.chain, r.begun = 0, 0, [chainSize]byte{}, false
	for n, b := range r.logged {
		delete(r.logged, n)
		r.give(b)
	}
	return nil
}

// writeRun seals pages that follow one another and writes them at once.
func (r *register) writeRun(run []uint32) error {
	buf := r.frame[:0]
	for _, n := range run {
		at := len(buf)
		buf = buf[:at+recordSize]
		if err := r.page.seal(buf[at:], n, r.logged[n][:]); err != nil {
			return err
		}
	}
	_, err := r.reg.WriteAt(buf, recordAt(run[0]))
	return err
}

// bindKeys stores the key file's new sequence number in the state.
func (r *register) bindKeys(seq uint64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.usable(); err != nil {
		return err
	}
	r.st.keys = seq
	r.st.writing++
	if err := r.keep.save(r.st); err != nil {
		return r.fail(err)
	}
	return nil
}

// close moves the log into the register and refuses all further use. The files stay open.
func (r *register) close() error {
	r.discard()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil
	}
	var err error
	if r.failed == nil && r.logSize > 0 {
		err = r.checkpoint()
	}
	r.closed = true
	r.forget()
	r.walk.spare = nil
	for n, b := range r.logged {
		clear(b[:])
		delete(r.logged, n)
	}
	for _, b := range r.free {
		clear(b[:])
	}
	r.free = nil
	clear(r.frame)
	clear(r.partial[:])
	return err
}
