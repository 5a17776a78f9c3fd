package app

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
)

// maxContent is the size of the largest file that is taken, in bytes.
const maxContent = 2 << 30

// arrival is a file that was sealed and read back, and is not in the register yet.
type arrival struct {
	Sealed
	key  ContentKey
	head []byte // the first KindHead bytes
}

// seal seals size bytes of r and reads them back from the vault, so that the original may be
// deleted. progress, which may be nil, is told bytes of twice the size. After an error nothing
// stays. Returns Invalid (error.content.empty, error.content.large), Conflict
// (error.content.changed when r gives another size, error.content.source when it breaks off), and
// what Contents.Seal returns.
func (o *Office) seal(ctx context.Context, r io.Reader, size int64, progress Progress) (arrival, error) {
	if err := checkSize(size); err != nil {
		return arrival{}, err
	}
	in := &announced{ctx: ctx, r: r, size: size, progress: progress}
	sealed, key, err := o.contents.Seal(ctx, in)
	if err != nil {
		return arrival{}, err
	}
	a := arrival{Sealed: sealed, key: key, head: in.head}
	if err := o.readBack(ctx, a, in); err != nil {
		key.Wipe()
		_ = o.contents.Discard(sealed.Object) // the next Tidy does it otherwise
		return arrival{}, err
	}
	return a, nil
}

func checkSize(size int64) error {
	switch {
	case size <= 0:
		return Errf(Invalid, "error.content.empty").At("file")
	case size > maxContent:
		return Errf(Invalid, "error.content.large", maxContent>>30).At("file")
	}
	return nil
}

// readBack compares what the vault now holds with what was read, to the byte.
func (o *Office) readBack(ctx context.Context, a arrival, in *announced) error {
	f, err := o.contents.Open(ctx, a.Sealed, a.key)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read
	h := sha256.New()
	back := &announced{ctx: ctx, r: io.NewSectionReader(f, 0, f.Size()), size: in.size, progress: in.progress, before: in.size}
	if _, err := io.CopyBuffer(h, back, make([]byte, 256<<10)); err != nil {
		return err
	}
	if [sha256.Size]byte(h.Sum(nil)) != a.Sum || a.Size != in.size {
		return Errf(Damaged, "error.content.damaged", a.Object)
	}
	return nil
}

// announced reads exactly as many bytes as were announced.
type announced struct {
	ctx      context.Context
	r        io.Reader
	size     int64
	n        int64
	head     []byte
	progress Progress
	before   int64 // bytes done before the first
}

// Read refuses a file that is another than it was, and ends with its context.
func (a *announced) Read(p []byte) (int, error) {
	if err := a.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := a.r.Read(p)
	a.n += int64(n)
	if len(a.head) < KindHead {
		a.head = append(a.head, p[:min(n, KindHead-len(a.head))]...)
	}
	if a.n > a.size || err == io.EOF && a.n < a.size {
		return 0, Errf(Conflict, "error.content.changed").At("file")
	}
	if err != nil && err != io.EOF {
		return 0, unread(err)
	}
	if a.progress != nil && n > 0 {
		a.progress(a.before+a.n, 2*a.size)
	}
	return n, err
}

// unread is why a file could not be read to its end, without its name, which may be a client's.
func unread(err error) error {
	var e *Error
	if errors.As(err, &e) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return Errf(Conflict, "error.content.source").At("file").Because(err)
}

// keepContent makes a sealed file final with what commit brings into the register, or removes it.
func (o *Office) keepContent(ctx context.Context, a arrival, commit func() error) error {
	defer a.key.Wipe()
	return o.contents.Keep(ctx, a.Object, commit)
}
