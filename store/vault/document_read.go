package vault

import (
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"filippo.io/age"
)

// DocumentFile is the clear content of an opened document. It may be read by several goroutines. Close it.
type DocumentFile struct {
	src  *source
	r    io.ReaderAt // the clear stream, head included
	size int64       // of the content
	file string      // for what is damaged

	mu     sync.Mutex
	closed bool
	ahead  []byte // clear stream from at on, read in one go while reading goes in order
	at     int64
	next   int64 // where reading in order goes on
}

const (
	clearChunk = 64 << 10        // what age opens at a time
	window     = 16 * clearChunk // what is read ahead
)

// ErrDocumentClosed is what reading a closed document returns.
var ErrDocumentClosed = errors.New("vault: document is closed")

// Open checks the sealed file as Check does, and gives its clear content. Returns Check's errors, ErrNotItsKey, or a *DamagedError
// where the content is not this document's and this vault's; reading returns one where it is not whole.
func (d *Documents) Open(ctx context.Context, doc Document, key *age.X25519Identity) (*DocumentFile, error) {
	f, err := d.openFile(ctx, doc)
	if err != nil {
		return nil, err
	}
	c := &DocumentFile{file: doc.Path(), src: &source{File: f}}
	if err := d.unseal(c, doc, key); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return c, nil
}

// unseal opens the age file and looks at the head of its clear stream.
func (d *Documents) unseal(c *DocumentFile, doc Document, key *age.X25519Identity) error {
	sealed, err := c.src.Size()
	if err != nil {
		return err
	}
	r, size, err := age.DecryptReaderAt(c.src, sealed, key)
	if errors.As(err, new(*age.NoIdentityMatchError)) && doc.known() {
		return ErrNotItsKey
	}
	if err != nil {
		return c.broken(err)
	}
	if size < documentHead {
		return c.broken(io.ErrUnexpectedEOF)
	}
	head := make([]byte, documentHead)
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return c.broken(err)
	}
	if !slices.Equal(head, d.head(doc.ID)) {
		return damaged(doc.Path(), 0, "another document's file was put in this one's place")
	}
	c.r, c.size, c.next = r, size-documentHead, documentHead
	return nil
}

// Size is the length of the content in bytes.
func (c *DocumentFile) Size() int64 { return c.size }

// ReadAt implements io.ReaderAt. Long readings are shared among the processors, and so are short ones that follow one another.
func (c *DocumentFile) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, errNegative
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return 0, ErrDocumentClosed
	}
	n := int(min(int64(len(p)), max(0, c.size-off)))
	if err := c.read(p[:n], off+documentHead); err != nil {
		return 0, err
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

var errNegative = errors.New("vault: negative offset")

// read fills p from the clear stream, which is long enough.
func (c *DocumentFile) read(p []byte, off int64) error {
	inOrder := off == c.next
	c.next = off + int64(len(p))
	if len(p) >= window {
		return c.open(p, off)
	}
	for len(p) > 0 {
		if off < c.at || off >= c.at+int64(len(c.ahead)) {
			if !inOrder {
				return c.open(p, off)
			}
			if err := c.look(off); err != nil {
				return err
			}
		}
		n := copy(p, c.ahead[off-c.at:])
		p, off = p[n:], off+int64(n)
	}
	return nil
}

// look reads the window from the chunk of off on.
func (c *DocumentFile) look(off int64) error {
	if c.ahead == nil {
		c.ahead = make([]byte, 0, window)
	}
	at := off / clearChunk * clearChunk
	p := c.ahead[:min(window, c.size+documentHead-at)]
	c.ahead = c.ahead[:0] // in case it fails
	if err := c.open(p, at); err != nil {
		return err
	}
	c.ahead, c.at = p, at
	return nil
}

// open opens the chunks that p is in, in as many goroutines as there are processors.
func (c *DocumentFile) open(p []byte, off int64) error {
	parts := min(runtime.GOMAXPROCS(0), (len(p)+clearChunk-1)/clearChunk)
	if parts <= 1 {
		return c.openPart(p, off)
	}
	each := (len(p)/parts + clearChunk) / clearChunk * clearChunk
	errs := make([]error, parts)
	var wg sync.WaitGroup
	for i := range parts {
		from := min(len(p), i*each)
		to := min(len(p), from+each)
		if from == to {
			break
		}
		wg.Go(func() { errs[i] = c.openPart(p[from:to], off+int64(from)) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

func (c *DocumentFile) openPart(p []byte, off int64) error {
	if len(p) == 0 {
		return nil
	}
	n, err := c.r.ReadAt(p, off)
	if n == len(p) {
		return nil
	}
	return c.broken(errors.Join(err, io.ErrUnexpectedEOF))
}

// broken tells a file that could not be read from content that is wrong.
func (c *DocumentFile) broken(err error) error {
	if failed := c.src.err.Load(); failed != nil {
		return *failed
	}
	return damaged(c.file, 0, "document does not open: "+err.Error())
}

// Close overwrites what was read ahead, and ends every reading. Closing again does nothing.
func (c *DocumentFile) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil
	}
	c.closed = true
	wipe(c.ahead[:cap(c.ahead)])
	c.r, c.ahead = nil, nil
	return c.src.Close()
}

// source remembers why the sealed file could not be read.
type source struct {
	File
	err atomic.Pointer[error]
}

// ReadAt reads the sealed file.
func (s *source) ReadAt(p []byte, off int64) (int, error) {
	n, err := s.File.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err.CompareAndSwap(nil, &err)
	}
	return n, err
}
