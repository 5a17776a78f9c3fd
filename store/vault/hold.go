package vault

import "sync"

// quiesce empties the log into the register, and keeps commits waiting until release is called. Reads go on. For a rewriting
// of the whole register. It waits while someone holds the register still.
func (r *register) quiesce() (release func(), err error) {
	for {
		r.drain()
		r.writers.Lock()
		r.mu.Lock()
		r.rest()
		if r.frozen == 0 {
			break
		}
		r.mu.Unlock()
		r.writers.Unlock()
	}
	defer r.mu.Unlock()
	if err = r.usable(); err == nil && r.logSize > 0 {
		if err = r.checkpoint(); err != nil {
			err = r.fail(err)
		}
	}
	if err != nil {
		r.writers.Unlock()
		return nil, err
	}
	return r.writers.Unlock, nil
}

// drain has most of the log copied in the background, so that commits wait for the rest only.
func (r *register) drain() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.frozen > 0 && r.usable() == nil {
		r.changed.Wait()
	}
	if len(r.dirty) > restPages {
		r.startCheckpoint()
	}
	for r.working {
		r.changed.Wait()
	}
}

// hold keeps the register's pages, and its length, as they are until thaw is called; commits go on, and the log only grows.
// Only the register's head may be written. Called with r.mu held.
func (r *register) hold() (thaw func()) {
	r.frozen++
	return sync.OnceFunc(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.frozen--
		r.changed.Broadcast()
		if r.end >= r.opt.checkpointBytes {
			r.startCheckpoint()
		}
	})
}

// freeze empties the log into the register and then holds it still. It returns the register's head and page count at
// that moment. For a copy of the register file.
func (r *register) freeze() (head []byte, pages uint32, thaw func(), err error) {
	release, err := r.quiesce()
	if err != nil {
		return nil, 0, nil, err
	}
	defer release()
	r.mu.Lock()
	defer r.mu.Unlock()
	head = make([]byte, headSize)
	if _, err := r.reg.ReadAt(head, 0); err != nil {
		return nil, 0, nil, err
	}
	return head, r.count, r.hold(), nil
}
