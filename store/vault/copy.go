package vault

import "slices"

// copier copies pages from the log's memory into the register, some at a time.
type copier struct {
	seal  pageSealer // its own: pages are sealed beside the readers
	order []uint32   // of this round, still to be copied
	run   []uint32   // in hand
	plain [stepPages]pageBuf
	raw   []byte
}

// newCopier is called with r.mu held.
func (r *register) newCopier() *copier {
	return &copier{seal: *r.page, raw: make([]byte, stepPages*recordSize)}
}

// pick takes the next pages in hand, in copies; false means that the round is over. A page that was cut off the
// database meanwhile is left out.
func (r *register) pick(c *copier) bool {
	c.run = c.run[:0]
	for len(c.order) > 0 && len(c.run) < stepPages {
		n := c.order[0]
		c.order = c.order[1:]
		if _, ok := r.dirty[n]; !ok {
			continue
		}
		delete(r.dirty, n)
		c.plain[len(c.run)] = *r.logged[n]
		c.run = append(c.run, n)
	}
	return len(c.run) > 0
}

// putBack gives back what pick took.
func (r *register) putBack(c *copier) {
	for _, n := range c.run {
		if r.logged[n] != nil {
			r.dirty[n] = struct{}{}
		}
	}
}

func (c *copier) sealRun() error {
	for i, n := range c.run {
		if err := c.seal.seal(c.raw[i*recordSize:(i+1)*recordSize], n, c.plain[i][:]); err != nil {
			return err
		}
	}
	return nil
}

// put writes the sealed pages, those that follow one another at once. A page that changed since it was picked is dirty
// again, and written again; one that was cut off lies beyond the end, where finish cuts.
func (r *register) put(c *copier) error {
	r.loose = true
	r.page.first = c.seal.first
	for i := 0; i < len(c.run); {
		j := i + 1
		for j < len(c.run) && c.run[j] == c.run[j-1]+1 {
			j++
		}
		raw, at := c.raw[i*recordSize:j*recordSize], recordAt(c.run[i])
		if _, err := r.reg.WriteAt(raw, at); err != nil {
			return err
		}
		r.regEnd = max(r.regEnd, at+int64(len(raw)))
		i = j
	}
	return nil
}

// sortedKeys returns the keys of m in order, in a reused slice.
func sortedKeys[V any](s []uint32, m map[uint32]V) []uint32 {
	s = s[:0]
	for n := range m {
		s = append(s, n)
	}
	slices.Sort(s)
	return s
}
