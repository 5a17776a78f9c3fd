package vault_test

import (
	"bytes"
	"io"
	"os"
	"syscall"
)

// traceFile is an open file of a traceFS.
type traceFile struct {
	fs     *traceFS
	n      *node
	path   string
	closed bool
}

// begin takes the lock; the file must be open and the operation not one that is to fail.
func (h *traceFile) begin(op string) error {
	h.fs.mu.Lock()
	if h.closed {
		return os.ErrClosed
	}
	return h.fs.fails(op, h.path)
}

func (h *traceFile) end() { h.fs.mu.Unlock() }

func (h *traceFile) ReadAt(p []byte, off int64) (int, error) {
	defer h.end()
	if err := h.begin("read"); err != nil {
		return 0, err
	}
	return h.n.content.readAt(p, off)
}

func (h *traceFile) WriteAt(p []byte, off int64) (int, error) {
	if h.fs.slow != nil {
		h.fs.slow(h.path)
	}
	defer h.end()
	err := h.begin("write")
	if err == errShort {
		p, err = p[:len(p)/2], io.ErrShortWrite
	} else if err != nil {
		return 0, err
	}
	if off > 1<<30 {
		return 0, syscall.EFBIG
	}
	h.n.content.writeAt(p, off)
	h.fs.trace = append(h.fs.trace, event{kind: evWrite, node: h.n.id, path: h.path, off: off, data: bytes.Clone(p)})
	return len(p), err
}

func (h *traceFile) Truncate(size int64) error {
	defer h.end()
	if err := h.begin("truncate"); err != nil {
		return err
	}
	h.n.content.truncate(size)
	h.fs.trace = append(h.fs.trace, event{kind: evTruncate, node: h.n.id, path: h.path, off: size})
	return nil
}

func (h *traceFile) Sync() error {
	defer h.end()
	if err := h.begin("sync"); err != nil {
		return err
	}
	h.fs.record(event{kind: evSync, node: h.n.id, path: h.path})
	return nil
}

func (h *traceFile) Size() (int64, error) {
	defer h.end()
	if err := h.begin("size"); err != nil {
		return 0, err
	}
	return h.n.content.size, nil
}

func (h *traceFile) Close() error {
	defer h.end()
	err := h.begin("close")
	if !h.closed { // also if it fails, as everywhere
		h.closed = true
		h.n.open--
	}
	return err
}
