package vault

// openRegister loads state and log, and clears away what a crash left half-written. The log's pages stay in memory: a
// checkpoint that was cut short, or that a full log wants, is made in the background.
func openRegister(reg, log File, k seals, keysSeq uint64, opt Options) (*register, error) {
	r := &register{
		reg: reg, log: log, opt: opt,
		keep:    newStateKeeper(reg, k),
		page:    newPageSealer(k),
		fr:      newFrameSealer(k),
		pending: map[uint32]*pageBuf{},
		dirty:   map[uint32]struct{}{},
		frame:   make([]byte, frameSize(frameMaxPages)),
	}
	r.changed.L = &r.mu
	st, repair, err := r.keep.load()
	if err != nil {
		return nil, err
	}
	if err := checkKeysSequence(st.keys, keysSeq); err != nil {
		return nil, err
	}
	r.st = st
	got, err := (&logReader{f: log, seal: r.fr, st: st}).read()
	if err != nil {
		return nil, err
	}
	if r.regEnd, err = reg.Size(); err != nil {
		return nil, err
	}
	if err := r.checkUnder(got); err != nil {
		return nil, err
	}
	if r.logSize, err = log.Size(); err != nil {
		return nil, err
	}
	if st.keys != keysSeq {
		r.st.keys, repair = keysSeq, true
	}
	r.resume(got)
	return r, r.tidy(got, repair)
}

// resume goes on where the log ends.
func (r *register) resume(got *logContents) {
	r.logged, r.count, r.now, r.floor = got.pages, got.count, got.count, got.count
	r.seq, r.end, r.chain, r.begun = got.sequence, got.end, got.chain, got.begun
	for n := range r.logged {
		r.dirty[n] = struct{}{}
	}
}

// tidy makes the copies of the state equal, takes away what a crash left behind the register's and the log's end, and empties
// a log that has no commit. The generation stays: were it to move on before the log is empty, a log two generations old
// could be left, which looks like one put back.
func (r *register) tidy(got *logContents, repair bool) error {
	if repair {
		r.st.writing++
		if err := r.keep.save(r.st); err != nil {
			return err
		}
	}
	if got.commits == 0 {
		if err := r.cutRegister(); err != nil || r.logSize == 0 {
			return err
		}
		return r.emptyLog()
	}
	if err := r.tidyTail(got); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.begun || r.end >= r.opt.checkpointBytes {
		r.startCheckpoint()
	}
	return nil
}

// tidyTail takes away a torn commit, since its frames could be taken for the next one's, and marks the last commit.
func (r *register) tidyTail(got *logContents) error {
	if got.dirty {
		if err := r.log.Truncate(r.end); err != nil {
			return err
		}
		if err := r.log.Sync(); err != nil {
			return err
		}
		r.logSize = r.end
	}
	if got.marked && !got.dirty {
		return nil
	}
	return r.writeMark()
}

// checkKeysSequence refuses an older key file under this register, and an older register under this key
// file. The key file is written first, so after a crash it may be one ahead.
func checkKeysSequence(inState, inKeys uint64) error {
	switch {
	case inKeys < inState:
		return damaged(keysFile, 0, reasonOldKeys)
	case inKeys > inState+1:
		return damaged(registerFile, 0, reasonOldRegister)
	}
	return nil
}

// checkUnder looks at what the log hides: the register's length, and its own copies of the pages in the log. A
// checkpoint cut short may have left them torn, and the file longer than the state says; nothing else may.
func (r *register) checkUnder(got *logContents) error {
	want := recordAt(r.st.pages + 1)
	switch {
	case r.regEnd < want:
		return damaged(registerFile, r.regEnd, reasonCut)
	case got.begun, got.stale: // stale: the checkpoint that made the register shorter did not come to the cutting
		return nil
	case r.regEnd > want:
		return damaged(registerFile, want, "stray bytes after the last page")
	}
	var rec [recordSize]byte
	var page pageBuf
	defer clear(page[:])
	for n := range got.pages {
		if n > r.st.pages {
			continue
		}
		if _, err := r.reg.ReadAt(rec[:], recordAt(n)); err != nil {
			return err
		}
		if r.page.open(page[:], n, rec[:]) != nil {
			return badPage(n)
		}
	}
	return nil
}
