package vault

import (
	"errors"
	"io"
)

// A relay carries relayRoom pieces of relayPiece bytes at a time.
const (
	relayPiece = 256 << 10
	relayRoom  = 4
)

// relay is a writer that has another goroutine do the writing, in large pieces and in order. Its buffers are overwritten after use.
type relay struct {
	free, full chan []byte
	done       chan struct{}
	buf        []byte // being filled, of length 0 when empty
	err        error  // of the writing; set before done or stop is closed
	stop       chan struct{}
	closed     bool
}

// newRelay starts a relay to w. It must be closed.
func newRelay(w io.Writer) *relay {
	r := &relay{
		free: make(chan []byte, relayRoom), full: make(chan []byte, relayRoom),
		done: make(chan struct{}), stop: make(chan struct{}),
	}
	for range relayRoom {
		r.free <- make([]byte, 0, relayPiece)
	}
	go r.run(w)
	return r
}

func (r *relay) run(w io.Writer) {
	defer close(r.done)
	for p := range r.full {
		if r.err == nil {
			if _, r.err = w.Write(p); r.err != nil {
				close(r.stop)
			}
		}
		clear(p)
		r.free <- p[:0]
	}
}

// Write takes p over. An error is that of an earlier piece.
func (r *relay) Write(p []byte) (int, error) {
	for n := 0; n < len(p); {
		if err := r.room(); err != nil {
			return n, err
		}
		k := copy(r.buf[len(r.buf):cap(r.buf)], p[n:])
		r.buf = r.buf[:len(r.buf)+k]
		n += k
		r.pass(false)
	}
	return len(p), nil
}

// ReadFrom takes over what src gives, without copying it once more. Returns src's error or that of an earlier piece.
func (r *relay) ReadFrom(src io.Reader) (int64, error) {
	var total int64
	for {
		if err := r.room(); err != nil {
			return total, err
		}
		n, err := src.Read(r.buf[len(r.buf):cap(r.buf)])
		r.buf = r.buf[:len(r.buf)+n]
		total += int64(n)
		r.pass(false)
		if errors.Is(err, io.EOF) {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}

// room sees to it that there is a buffer with room in it.
func (r *relay) room() error {
	if r.closed {
		return io.ErrClosedPipe
	}
	select {
	case <-r.stop:
		return r.err
	default:
	}
	if r.buf == nil {
		r.buf = <-r.free
	}
	return nil
}

// pass hands the buffer over once it is full, or now.
func (r *relay) pass(now bool) {
	if r.buf != nil && (now || len(r.buf) == cap(r.buf)) {
		r.full <- r.buf
		r.buf = nil
	}
}

// Close writes what is left, waits for the end, and returns the error of the writing. Closing again does nothing.
func (r *relay) Close() error {
	if r.closed {
		return nil
	}
	r.closed = true
	r.pass(true)
	close(r.full)
	<-r.done
	return r.err
}
