package vault

import (
	"fmt"
	"sync"
)

// A checkpoint copies the log's pages into the register and empties the log. It runs in the background, in small steps, while
// commits go on; only its end keeps them waiting: the last few pages, the state, and the emptying of the log.
//
// A crash anywhere in it is harmless. Whatever is written over in the register stands in the log, synced, until both
// copies of the new state are on the disk; and a frame that says that a checkpoint has begun was synced before the first
// page was touched. Doing all this twice gives the same register.
const (
	stepPages = 32  // copied while a commit may have to wait
	syncEvery = 256 // pages written between two syncs of the register: a commit's own sync may have to wait for them
	syncBulk  = 8   // times as many while the log is longer than it should be: then the end matters more than a pause
	restPages = 64  // as few pages left are copied at the end, with commits waiting
	maxRounds = 4   // rounds in which commits may outrun the copying, before up to crowdPages are
	// crowdPages take some milliseconds.
	crowdPages = 512
	backlog    = 4 // a log this many times as long as starts a checkpoint keeps commits waiting for it
)

// startCheckpoint has a checkpoint made in the background, unless one runs or may not. Called with r.mu held.
func (r *register) startCheckpoint() {
	if r.working || r.halted() {
		return
	}
	r.working = true
	c := r.newCopier()
	go func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		defer clear(c.plain[:])
		if err := r.inBackground(c); err != nil {
			_ = r.fail(err)
		}
		r.working = false
		r.changed.Broadcast()
	}()
}

// halted reports whether a checkpoint in the background has to leave the register alone.
func (r *register) halted() bool { return r.halts > 0 || r.frozen > 0 || r.usable() != nil }

// inBackground is called with r.mu held, and gives it away while it seals and syncs.
func (r *register) inBackground(c *copier) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", errPanic, p)
		}
	}()
	if r.halted() {
		return nil
	}
	if err := r.begin(); err != nil {
		return err
	}
	for round := 0; ; round++ {
		n := len(r.dirty)
		if n <= restPages || round >= maxRounds && n <= crowdPages {
			return r.finish(c)
		}
		if err := r.round(c); err != nil || r.halted() {
			return err
		}
	}
}

// round copies the pages that wait now; commits may leave new ones behind it. Called with r.mu held.
func (r *register) round(c *copier) error {
	c.order = sortedKeys(c.order, r.dirty)
	for wrote := 0; r.pick(c); {
		err := apart(&r.mu, c.sealRun)
		if r.halted() {
			r.putBack(c)
			return err
		}
		if err == nil {
			err = r.put(c)
		}
		wrote += len(c.run)
		if err == nil && (wrote >= r.syncAfter() || len(c.order) == 0) {
			err, wrote = r.syncApart(), 0
		}
		if err != nil || r.halted() {
			return err
		}
	}
	return nil
}

func (r *register) syncAfter() int {
	if r.end >= 2*r.opt.checkpointBytes {
		return syncBulk * syncEvery
	}
	return syncEvery
}

// apart does work without the lock.
func apart(mu *sync.Mutex, work func() error) error {
	mu.Unlock()
	defer mu.Lock()
	return work()
}

// syncApart syncs the register while commits go on.
func (r *register) syncApart() error {
	r.loose = false
	return apart(&r.mu, r.reg.Sync)
}

// begin makes sure that the log says that a checkpoint has begun, and that this is on the disk: only then may a page in the
// register be torn without being damaged. Most often the commit that filled the log has said so already.
func (r *register) begin() error {
	if r.begun {
		return nil
	}
	if err := r.growLog(commitSize(0)); err != nil {
		return err
	}
	if err := r.writeFrames(nil, true); err != nil {
		return err
	}
	if err := r.log.Sync(); err != nil {
		return err
	}
	r.begun = true
	r.seq++
	return r.writeMark()
}

// finish copies what is left, stores the new state and empties the log, with commits waiting. Called with r.mu held.
func (r *register) finish(c *copier) error {
	c.order = sortedKeys(c.order, r.dirty)
	for r.pick(c) {
		if err := c.sealRun(); err != nil {
			return err
		}
		if err := r.put(c); err != nil {
			return err
		}
	}
	if r.loose {
		if err := r.reg.Sync(); err != nil {
			return err
		}
		r.loose = false
	}
	st := r.st
	st.writing++
	st.generation++
	st.sequence, st.pages = r.seq, r.count
	if err := r.keep.save(st); err != nil {
		return err
	}
	r.st = st
	// Not before the state: until then the register must hold all the pages the old state speaks of.
	if err := r.cutRegister(); err != nil {
		return err
	}
	return r.emptyLog()
}

// cutRegister takes away what lies behind the last page of the state.
func (r *register) cutRegister() error {
	want := recordAt(r.st.pages + 1)
	if r.regEnd <= want {
		return nil
	}
	if err := r.reg.Truncate(want); err != nil {
		return err
	}
	r.regEnd = want
	return r.reg.Sync()
}

func (r *register) emptyLog() error {
	if err := r.log.Truncate(0); err != nil {
		return err
	}
	if err := r.log.Sync(); err != nil {
		return err
	}
	r.forget() // what was read ahead may be older than what the log hid
	r.end, r.logSize, r.chain, r.begun = 0, 0, [chainSize]byte{}, false
	for n, b := range r.logged {
		delete(r.logged, n)
		r.give(b)
	}
	clear(r.dirty)
	return nil
}

// checkpoint makes a whole checkpoint at once. Called with r.mu held and none in the background.
func (r *register) checkpoint() error {
	if len(r.dirty) > 0 {
		if err := r.begin(); err != nil {
			return err
		}
	}
	c := r.newCopier()
	defer clear(c.plain[:])
	return r.finish(c)
}

// rest waits until no checkpoint runs in the background, and ends the one that does. Called with r.mu held.
func (r *register) rest() {
	r.halts++
	for r.working {
		r.changed.Wait()
	}
	r.halts--
}

// bindKeys stores the key file's new sequence number in the state.
func (r *register) bindKeys(seq uint64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.usable(); err != nil {
		return err
	}
	st := r.st
	st.keys = seq
	st.writing++
	if err := r.keep.save(st); err != nil {
		return r.fail(err)
	}
	r.st = st
	return nil
}

// close moves the log into the register and refuses all further use. The files stay open. It waits for whoever holds the
// register still.
func (r *register) close() error {
	r.discard()
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.frozen > 0 {
		r.changed.Wait()
	}
	r.rest()
	if r.closed {
		return nil
	}
	var err error
	if r.failed == nil && r.logSize > 0 {
		err = r.checkpoint()
	}
	r.closed = true
	r.changed.Broadcast()
	r.forget()
	r.walk.spare = nil
	for n, b := range r.logged {
		wipe(b[:])
		delete(r.logged, n)
	}
	for _, b := range r.free {
		wipe(b[:])
	}
	r.free = nil
	wipe(r.frame)
	wipe(r.partial[:])
	return err
}
