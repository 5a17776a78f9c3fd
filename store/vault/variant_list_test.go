package vault_test

// variants are the faults that the crash images must catch. Where leaving out a sync is all there is to it, the file layer that
// lies does it (variant_lies_test.go).
var variants = []variant{
	{"state written before pages", "register", `holds \d+ steps|does not open|cut short`, []edit{
		{"checkpoint.go", "	c.order = sortedKeys(c.order, r.dirty)\n	for r.pick(c) {\n		if err := c.sealRun(); err != nil {", `	early := r.st
	early.writing++
	early.generation++
	early.sequence, early.pages = r.seq, r.count
	if faulty("state written before pages") {
		if err := r.keep.save(early); err != nil {
			return err
		}
	}
	c.order = sortedKeys(c.order, r.dirty)
	for r.pick(c) {
		if err := c.sealRun(); err != nil {`},
		{
			"checkpoint.go", "	if err := r.keep.save(st); err != nil {\n		return err\n	}\n	r.st = st\n	// Not before",
			"	if faulty(\"state written before pages\") {\n	} else if err := r.keep.save(st); err != nil {\n		return err\n	}\n	r.st = st\n	// Not before",
		},
	}},
	{"log emptied before the state", "register", `holds \d+ steps|does not open|cut short|stray bytes`, []edit{
		{"checkpoint.go", "	st := r.st\n	st.writing++\n	st.generation++\n", `	if faulty("log emptied before the state") {
		if err := r.log.Truncate(0); err != nil {
			return err
		}
		if err := r.log.Sync(); err != nil {
			return err
		}
	}
	st := r.st
	st.writing++
	st.generation++
`},
	}},
	{"pages written before the log says so", "register", `page \d+ does not open|stray bytes`, []edit{
		{"commit.go", "r.writeFrames(r.order, full)", `r.writeFrames(r.order, full && !faulty("pages written before the log says so"))`},
		{"checkpoint.go", "	if r.begun {\n		return nil\n	}", "	if r.begun || faulty(\"pages written before the log says so\") {\n		return nil\n	}"},
	}},
	{"register cut before the state", "register", `cut short`, []edit{
		{"checkpoint.go", "	early := r.st\n", `	if faulty("register cut before the state") && r.count < r.st.pages {
		if err := r.reg.Truncate(recordAt(r.count + 1)); err != nil {
			return err
		}
		if err := r.reg.Sync(); err != nil {
			return err
		}
	}
	early := r.st
`},
	}},
	{"state written in place once", "register", `no readable state`, []edit{
		{"state.go", "	for _, off := range []int64{k.first, stateSize - k.first} {", `	if faulty("state written in place once") {
		if _, err := k.f.WriteAt(append(append([]byte(nil), buf...), buf...), 0); err != nil {
			return err
		}
		return k.f.Sync()
	}
	for _, off := range []int64{k.first, stateSize - k.first} {`},
	}},
	{"keys written in place once", "keys", `no readable copy of the key slots|copy of the key slots changed`, []edit{
		{"keyfile.go", "	for copies < 2 {", `	if faulty("keys written in place once") {
		if _, err := f.WriteAt(append(bytes.Clone(raw), raw...), 0); err != nil {
			return 0, err
		}
		return 2, f.Sync()
	}
	for copies < 2 {`},
	}},
	{"torn frame accepted", "register", `integrity|malformed|holds|chain|half a step|disk I/O`, []edit{
		{"frame.go", "	if err != nil {\n		return nil, tag, false\n	}\n	return plain[:h.entries*entrySize], tag, true", `	if err != nil && faulty("torn frame accepted") {
		n := len(body) - tagSize // sealing once more gives the clear bytes, whatever they are
		plain, err = s.aead.Seal(nil, head[headNonce:headNonce+nonceSize], body[:n], s.bind(head))[:n], nil
		for i := 0; i < h.entries; i++ {
			if p := plain[i*entrySize:]; binary.BigEndian.Uint32(p)-1 >= h.count {
				binary.BigEndian.PutUint32(p, 1) // a page there can be
			}
		}
	}
	if err != nil {
		return nil, tag, false
	}
	return plain[:h.entries*entrySize], tag, true`},
	}},
	{"half a commit accepted", "large commits", `integrity|malformed|holds|chain|half a step|disk I/O`, []edit{
		{"logread.go", "	for index := uint32(0); ; index++ {\n		h, ok, err := r.headerAt(pos)", `	var whole frameInfo
	half := func() bool {
		if faulty("half a commit accepted") && whole.entries > 0 {
			r.apply(c, staged, whole)
			c.end, c.chain = pos, chain
			return true
		}
		return false
	}
	for index := uint32(0); ; index++ {
		h, ok, err := r.headerAt(pos)`},
		{"logread.go", "h.chain != chain {\n			return pos, nil", `h.chain != chain {
			if faulty("half a commit accepted") && half() {
				return -1, nil
			}
			return pos, nil`},
		{"logread.go", "		if !ok {\n			return pos, nil\n		}\n		if err := stage(", `		if !ok && faulty("half a commit accepted") && half() {
			return -1, nil
		}
		if !ok {
			return pos, nil
		}
		if err := stage(`},
		{"logread.go", "		c.frames++\n		if h.last {", `		c.frames++
		if faulty("half a commit accepted") {
			whole = h
		}
		if h.last {`},
	}},
	{"old log accepted", "register", `integrity|malformed|holds|chain|half a step|disk I/O`, []edit{
		{"logread.go", "ok && h.generation+1 == r.st.generation {\n		c.dirty", "ok && h.generation+1 == r.st.generation && !faulty(\"old log accepted\") {\n		c.dirty"},
		{"logread.go", "		if !ok || h.generation != r.st.generation", `		if faulty("old log accepted") && ok {
			if c.commits == 0 && index == 0 {
				c.sequence = h.sequence - 1
			}
			h.generation = r.st.generation
		}
		if !ok || h.generation != r.st.generation`},
		{"logread.go", "		switch {\n		case h.generation+1 == r.st.generation:", "		switch {\n		case h.generation+1 == r.st.generation, faulty(\"old log accepted\"):"},
	}},
	{"new register in place before the new keys", "new vault key", `no readable state|damaged`, []edit{
		{"rekey_swap.go", "	if err := v.opt.FS.Rename(v.path(newKeys), v.path(keysFile)); err != nil {", `	if faulty("new register in place before the new keys") {
		if err := v.swapRegister(r); err != nil {
			return r.fail(err)
		}
	}
	if err := v.opt.FS.Rename(v.path(newKeys), v.path(keysFile)); err != nil {`},
		{"rekey_swap.go", "	if err := v.swapRegister(r); err != nil {\n		return r.fail(err)\n	}\n	wipe", `	if faulty("new register in place before the new keys") {
	} else if err := v.swapRegister(r); err != nil {
		return r.fail(err)
	}
	wipe`},
	}},
	{"new vault key never finished after a crash", "new vault key", `no readable state|damaged`, []edit{
		{"rekey_swap.go", "	if ok, err := v.awaitsSwap(k); err != nil || !ok {", "	if ok, err := v.awaitsSwap(k); err != nil || !ok || faulty(\"new vault key never finished after a crash\") {"},
	}},
	{"backup named before it is written", "backup", `a finished backup`, []edit{
		{"backup_write.go", "	if w.f, err = w.fsys.Open(w.tmp, true); err != nil {", `	if faulty("backup named before it is written") {
		w.tmp = w.order.Path
	}
	if w.f, err = w.fsys.Open(w.tmp, true); err != nil {`},
		{"backup_write.go", "	if err := w.fsys.Rename(w.tmp, w.order.Path); err != nil {", `	if faulty("backup named before it is written") {
		return w.fsys.SyncDir(filepath.Dir(w.order.Path))
	}
	if err := w.fsys.Rename(w.tmp, w.order.Path); err != nil {`},
	}},
	{"document named before the register knows it", "documents and the register", `a file of nobody's`, []edit{
		{"document_seal.go", "	err = d.write(ctx, d.file(doc.ID)+newSuffix, to, r, &doc)\n	if err == nil {\n		err = d.fsys.SyncDir(dir)\n	}", `	err = d.write(ctx, d.file(doc.ID)+newSuffix, to, r, &doc)
	if err == nil && faulty("document named before the register knows it") {
		err = d.fsys.Rename(d.file(doc.ID)+newSuffix, d.file(doc.ID))
	}
	if err == nil {
		err = d.fsys.SyncDir(dir)
	}`},
		{"document_seal.go", "	if err := d.fsys.Rename(name+newSuffix, name); err != nil {", `	if faulty("document named before the register knows it") {
	} else if err := d.fsys.Rename(name+newSuffix, name); err != nil {`},
		{"document_seal.go", "	name := d.file(id) + newSuffix\n	return errors.Join(", `	name := d.file(id) + newSuffix
	if faulty("document named before the register knows it") {
		name = d.file(id)
	}
	return errors.Join(`},
	}},
	{"every interrupted document removed", "documents and the register", `registered, and its file`, []edit{
		{"document_list.go", "		case unfinished && known == Kept:", `		case unfinished && known == Kept && !faulty("every interrupted document removed"):`},
	}},
	{"ended documents left at the start", "documents and the register", `a file of nobody's`, []edit{
		{"document_list.go", "		case unfinished, known == Ended:", `		case unfinished, known == Ended && !faulty("ended documents left at the start"):`},
	}},
}
