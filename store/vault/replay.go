package vault

// openRegister loads state and log, and finishes what a crash interrupted.
func openRegister(reg, log File, k seals, keysSeq uint64, opt Options) (*register, error) {
	r := &register{
		reg: reg, log: log, opt: opt,
		keep:    newStateKeeper(reg, k),
		page:    newPageSealer(k),
		fr:      newFrameSealer(k),
		pending: map[uint32]*pageBuf{},
		frame:   make([]byte, frameSize(frameMaxPages)),
	}
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
	r.logged, r.count, r.now, r.floor = got.pages, got.count, got.count, got.count
	r.seq, r.end, r.chain, r.begun = got.sequence, got.end, got.chain, got.begun
	if err := checkUnder(reg, r.page, st, got); err != nil {
		return nil, err
	}
	if st.keys != keysSeq {
		r.st.keys, repair = keysSeq, true
	}
	if r.logSize, err = log.Size(); err != nil {
		return nil, err
	}
	if got.commits > 0 {
		return r, r.checkpoint()
	}
	return r, r.tidy(repair)
}

// tidy makes the copies of the state equal and empties a log that has no commit. The generation stays: were it to
// move on before the log is empty, a log two generations old could be left, which looks like one put back.
func (r *register) tidy(repair bool) error {
	if repair {
		r.st.writing++
		if err := r.keep.save(r.st); err != nil {
			return err
		}
	}
	if r.logSize == 0 {
		return nil
	}
	if err := r.log.Truncate(0); err != nil {
		return err
	}
	r.logSize = 0
	return r.log.Sync()
}

// checkKeysSequence refuses an older key file under this register, and an older register under this key
// file. The key file is written first, so after a crash it may be one ahead.
func checkKeysSequence(inState, inKeys uint64) error {
	switch {
	case inKeys < inState:
		return damaged(keysFile, 0, "an older key file was put back")
	case inKeys > inState+1:
		return damaged(registerFile, 0, "an older register was put back")
	}
	return nil
}

// checkUnder looks at what the log hides: the register's length, and its own copies of the pages in the log. A
// checkpoint cut short may have left them torn, and the file longer than the state says; nothing else may.
func checkUnder(reg File, seal *pageSealer, st state, got *logContents) error {
	size, err := reg.Size()
	if err != nil {
		return err
	}
	want := recordAt(st.pages + 1)
	switch {
	case size < want:
		return damaged(registerFile, size, "register is cut short")
	case got.begun:
		return nil
	case size > want && got.commits == 0:
		// The checkpoint that made the register shorter did not come to the cutting.
		return reg.Truncate(want)
	case size > want:
		return damaged(registerFile, want, "stray bytes after the last page")
	}
	var rec [recordSize]byte
	var page pageBuf
	defer clear(page[:])
	for n := range got.pages {
		if n > st.pages {
			continue
		}
		if _, err := reg.ReadAt(rec[:], recordAt(n)); err != nil {
			return err
		}
		if seal.open(page[:], n, rec[:]) != nil {
			return badPage(n)
		}
	}
	return nil
}
