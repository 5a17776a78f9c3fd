package vault

// When SQLite walks through the register page by page, the next pages are read and decrypted beside it, a batch at a
// time. A batch is only ever a shortcut: a page that it could not read is read again the plain way, which reports.

const (
	aheadPages = 64
	aheadAfter = 3 // steps forward before a walk is taken for one
	aheadStep  = 4 // how far a step of a walk may reach: other tables' pages lie between
	aheadDepth = 2 // batches on their way beside the one SQLite is in, so that no core waits for another
)

// ahead is under the register's lock; its worker touches only the batch it was given.
type ahead struct {
	last   uint32
	steps  int
	now    *batch   // the one SQLite is in
	coming []*batch // the ones after, in order
	spare  []*batch
}

type batch struct {
	first uint32
	count uint32
	raw   []byte
	plain [aheadPages]pageBuf
	good  [aheadPages]bool
	done  chan struct{}
}

func (b *batch) has(n uint32) bool { return b != nil && n >= b.first && n < b.first+b.count }

// readAhead copies page n into dst if a batch has it, and keeps the batches coming during a walk.
func (r *register) readAhead(dst []byte, n uint32) bool {
	a := &r.walk
	if step := n - a.last; step >= 1 && step <= aheadStep {
		a.steps++
	} else {
		a.steps = 0
	}
	a.last = n
	if len(a.coming) > 0 && a.coming[0].has(n) {
		a.release(a.now)
		a.now = a.coming[0]
		a.coming = append(a.coming[:0], a.coming[1:]...)
	}
	if a.now.has(n) {
		r.refill()
		<-a.now.done
		i := n - a.now.first
		return a.now.good[i] && copy(dst, a.now.plain[i][:]) > 0
	}
	if a.steps >= aheadAfter {
		r.forget()
		a.now = r.fetch(n + 1)
	}
	return false
}

// refill keeps batches coming behind the one SQLite is in, as far as the register goes.
func (r *register) refill() {
	a := &r.walk
	last := a.now
	if n := len(a.coming); n > 0 {
		last = a.coming[n-1]
	}
	for len(a.coming) < aheadDepth {
		b := r.fetch(last.first + last.count)
		if b == nil {
			return
		}
		a.coming = append(a.coming, b)
		last = b
	}
}

// fetch starts reading the pages from first on, or returns nil if there are none.
func (r *register) fetch(first uint32) *batch {
	if first > r.st.pages {
		return nil
	}
	b := r.walk.fresh()
	b.first, b.count = first, min(aheadPages, r.st.pages-first+1)
	seal := *r.page // its own buffer for additional data
	reg := r.reg
	go func() {
		defer close(b.done)
		raw := b.raw[:b.count*recordSize]
		got, _ := reg.ReadAt(raw, recordAt(first))
		for i := range b.count {
			end := int(i+1) * recordSize
			b.good[i] = end <= got && seal.open(b.plain[i][:], first+i, raw[end-recordSize:end]) == nil
		}
	}()
	return b
}

func (a *ahead) fresh() *batch {
	var b *batch
	if n := len(a.spare); n > 0 {
		b = a.spare[n-1]
		a.spare = a.spare[:n-1]
	} else {
		b = &batch{raw: make([]byte, aheadPages*recordSize)}
	}
	b.done = make(chan struct{})
	return b
}

func (a *ahead) release(b *batch) {
	if b != nil {
		<-b.done
		a.spare = append(a.spare, b)
	}
}

// forget drops what was read ahead: the register is about to change, or SQLite went elsewhere.
func (r *register) forget() {
	a := &r.walk
	a.release(a.now)
	for _, b := range a.coming {
		a.release(b)
	}
	a.now, a.coming, a.steps = nil, a.coming[:0], 0
}
