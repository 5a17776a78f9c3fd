package vault

import (
	"context"
	"crypto/sha256"
	"runtime"
	"sync"
)

// A backup is hashed in chunks of this many bytes, on all cores, so that a changed byte is named by its place and the
// hash of a part does not wait for one core. With the processor's own instructions SHA-256 is faster than BLAKE2b, and
// without them the cores together are fast enough.
const (
	chunkSize  = 1 << 20
	hashSize   = sha256.Size
	maxHashers = 8
	// rootLabel keeps the hash of a part apart from that of a chunk.
	rootLabel = "custody/1 backup part"
)

func chunksOf(size int64) int64 { return (size + chunkSize - 1) / chunkSize }

// partRoot is the hash of a part: over the hashes of its chunks.
func partRoot(chunks []byte) [hashSize]byte {
	h := sha256.New()
	h.Write([]byte(rootLabel))
	h.Write(chunks)
	return [hashSize]byte(h.Sum(nil))
}

// origin is a part's content wherever it lies.
type origin struct {
	size int64
	read func(p []byte, off int64) error // fills p
}

// chunk is one chunk on its way from a source to the sink.
type chunk struct {
	part int
	off  int64 // in its part
	data []byte
	sum  [hashSize]byte
	err  error
	done chan struct{}
}

// pump reads and hashes sources chunk by chunk on all cores, and gives them to sink in order, on the caller's goroutine.
// It stops at the first error of source, sink or ctx; no source is read after it returned.
func pump(ctx context.Context, sources []origin, sink func(*chunk) error) error {
	outer := ctx
	ctx, cancel := context.WithCancel(ctx)
	hashers := min(2*runtime.GOMAXPROCS(0), maxHashers) // while some wait for the disk, the others hash
	depth := 2*hashers + 1
	free, order, todo := make(chan []byte, depth), make(chan *chunk, depth), make(chan *chunk, depth)
	for range depth {
		free <- nil
	}
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	all.Go(func() { deal(ctx, sources, free, order, todo) })
	for range hashers {
		all.Go(func() {
			for c := range todo {
				c.hash(ctx, sources[c.part])
			}
		})
	}
	for c := range order {
		<-c.done
		if c.err != nil {
			return cause(outer, c.err)
		}
		if err := sink(c); err != nil {
			return err
		}
		free <- c.data[:cap(c.data)]
	}
	return context.Cause(outer)
}

// cause is why ctx ended if it did, else err.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// deal cuts the sources into chunks.
func deal(ctx context.Context, sources []origin, free <-chan []byte, order, todo chan<- *chunk) {
	defer close(order)
	defer close(todo)
	for i, s := range sources {
		for off := int64(0); off < s.size; off += chunkSize {
			var buf []byte
			select {
			case buf = <-free:
			case <-ctx.Done():
				return
			}
			n := min(s.size-off, chunkSize)
			if int64(cap(buf)) < n {
				buf = make([]byte, n)
			}
			c := &chunk{part: i, off: off, data: buf[:n], done: make(chan struct{})}
			order <- c
			todo <- c
		}
	}
}

func (c *chunk) hash(ctx context.Context, s origin) {
	defer close(c.done)
	if c.err = ctx.Err(); c.err != nil {
		return
	}
	if c.err = s.read(c.data, c.off); c.err == nil {
		c.sum = sha256.Sum256(c.data)
	}
}
