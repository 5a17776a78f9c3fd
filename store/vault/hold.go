package vault

// quiesce finishes the checkpoint under way, empties the log into the register, and keeps commits waiting until
// release is called. Reads go on. For a rewriting of the whole register.
func (r *register) quiesce() (release func(), err error) {
	r.writers.Lock()
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.usable(); err != nil {
		r.writers.Unlock()
		return nil, err
	}
	if r.logSize > 0 {
		if err := r.checkpoint(); err != nil {
			r.writers.Unlock()
			return nil, r.fail(err)
		}
	}
	return r.writers.Unlock, nil
}

// freeze empties the log into the register and then keeps the register's pages as they are until thaw is called; commits
// go on into the log meanwhile. It returns the register's head and page count at that moment. For a copy of the register
// file: only its head, which is returned, may change while it is frozen.
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
	r.frozen++
	return head, r.count, r.thaw, nil
}

func (r *register) thaw() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.frozen--
}
