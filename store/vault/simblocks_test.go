package vault_test

import "io"

const blockSize = 4096

// content is a file's bytes in blocks, which copies share until one of them writes: thousands of images of one vault cost
// little more than what differs.
type content struct {
	blocks []*block // nil stands for zeros
	size   int64
	owner  *owner
}

type block struct {
	owner *owner // who may write in place
	b     [blockSize]byte
}

type owner struct{ _ byte }

// share gives a copy. From here on neither side owns the blocks.
func (c *content) share() content {
	c.owner = new(owner)
	return c.dup()
}

// dup gives a copy of what nobody writes to any more.
func (c *content) dup() content {
	return content{blocks: append([]*block(nil), c.blocks...), size: c.size, owner: new(owner)}
}

func (c *content) readAt(p []byte, off int64) (int, error) {
	if off >= c.size {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), c.size-off))
	for done := 0; done < n; {
		i, in := (off+int64(done))/blockSize, int((off+int64(done))%blockSize)
		part := p[done:min(n, done+blockSize-in)]
		if b := c.blocks[i]; b != nil {
			copy(part, b.b[in:])
		} else {
			clear(part)
		}
		done += len(part)
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (c *content) writeAt(p []byte, off int64) {
	c.grow(off + int64(len(p)))
	for len(p) > 0 {
		in := int(off % blockSize)
		n := copy(c.mine(int(off / blockSize)).b[in:], p)
		p, off = p[n:], off+int64(n)
	}
}

func (c *content) grow(size int64) {
	c.size = max(c.size, size)
	for int64(len(c.blocks))*blockSize < c.size {
		c.blocks = append(c.blocks, nil)
	}
}

// mine makes a block one that may be written.
func (c *content) mine(i int) *block {
	if c.owner == nil {
		c.owner = new(owner)
	}
	b := c.blocks[i]
	if b == nil || b.owner != c.owner {
		fresh := &block{owner: c.owner}
		if b != nil {
			fresh.b = b.b
		}
		c.blocks[i], b = fresh, fresh
	}
	return b
}

func (c *content) truncate(size int64) {
	if size >= c.size {
		c.grow(size)
		return
	}
	c.size = size
	c.blocks = c.blocks[:(size+blockSize-1)/blockSize]
	if in := size % blockSize; in > 0 && c.blocks[len(c.blocks)-1] != nil {
		clear(c.mine(len(c.blocks) - 1).b[in:])
	}
}
