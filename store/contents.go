package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"sync"

	"filippo.io/age"

	"custody/app"
	"custody/store/vault"
)

// Contents implements app.Contents over the vault's sealed documents, for the account whose identity it has.
type Contents struct {
	place *contentPlace
	id    *age.X25519Identity
}

// contentPlace is what the Contents of one unlocking share. Once it is shut no key is to be had through it.
type contentPlace struct {
	vault *vault.Vault
	files *vault.Documents
	keep  *sync.Mutex // held while a file is brought into the register, and while a backup takes its moment

	mu   sync.RWMutex
	shut bool
	open map[*contentFile]struct{}
}

func newContents(v *vault.Vault, keep *sync.Mutex, id *age.X25519Identity) *Contents {
	place := &contentPlace{vault: v, files: v.Documents(), keep: keep, open: make(map[*contentFile]struct{})}
	return &Contents{place: place, id: id}
}

// For is the same store with another account's identity.
func (c *Contents) For(id *age.X25519Identity) *Contents { return &Contents{place: c.place, id: id} }

// close closes every open file and refuses all later work.
func (p *contentPlace) close() {
	if p == nil {
		return
	}
	p.mu.Lock()
	p.shut = true
	open := p.open
	p.open = nil
	p.mu.Unlock()
	for f := range open {
		_ = f.file.Close() // it was only read
	}
}

// alive refuses once the vault is sealed.
func (p *contentPlace) alive() error {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.shut {
		return answer(vault.ErrSealed)
	}
	return nil
}

// Seal seals what r gives under a key made for it; see app.Contents.
func (c *Contents) Seal(ctx context.Context, r io.Reader) (app.Sealed, app.ContentKey, error) {
	if err := c.place.alive(); err != nil {
		return app.Sealed{}, nil, err
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return app.Sealed{}, nil, err
	}
	src := &outside{r: r}
	doc, err := c.place.files.Seal(ctx, id.Recipient(), src)
	switch {
	case src.err != nil:
		return app.Sealed{}, nil, src.err
	case ctx.Err() != nil && err != nil:
		return app.Sealed{}, nil, ctx.Err()
	case err != nil:
		return app.Sealed{}, nil, sealAnswer(err)
	}
	return app.Sealed{
		Object: doc.ID, Size: doc.Size, Sum: doc.Sum, SealedSize: doc.SealedSize, SealedSum: doc.SealedSum,
	}, app.ContentKey(id.String()), nil
}

// sealAnswer words a failure of the disk under a file being sealed: the register goes on as before.
func sealAnswer(err error) error {
	said := answer(err)
	switch key := keyOf(said); key {
	case "error.disk.full":
		return app.Errf(app.Conflict, "error.content.full").Because(err)
	case "error.disk.failed":
		return app.Errf(app.Conflict, "error.content.disk").Because(err)
	}
	return said
}

func keyOf(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

// outside remembers why reading what is to be sealed ended, so that it is not taken for a failure of the vault's disk.
type outside struct {
	r   io.Reader
	err error
}

func (o *outside) Read(p []byte) (int, error) {
	n, err := o.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		o.err = err
	}
	return n, err
}

// Keep runs commit and makes the file final; see app.Contents. A file whose commit went well but whose name the disk
// refused is read as it is, and gets its name at the next Tidy.
func (c *Contents) Keep(_ context.Context, object string, commit func() error) error {
	if err := c.place.alive(); err != nil {
		return err
	}
	c.place.keep.Lock()
	defer c.place.keep.Unlock()
	if err := commit(); err != nil {
		_ = c.place.files.Discard(object) // Tidy does it otherwise
		return err
	}
	return answer(c.place.files.Keep(object))
}

// Discard removes a file that nobody kept; see app.Contents.
func (c *Contents) Discard(object string) error {
	err := c.place.files.Discard(object)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return answer(err)
}

// Open compares the whole file with s, then gives its content; see app.Contents.
func (c *Contents) Open(ctx context.Context, s app.Sealed, key app.ContentKey) (app.ContentFile, error) {
	if err := c.place.alive(); err != nil {
		return nil, err
	}
	id, err := age.ParseX25519Identity(string(key))
	if err != nil {
		return nil, errContentKey.Because(err)
	}
	f, err := c.place.files.Open(ctx, documentOf(s), id)
	if err != nil {
		return nil, contentAnswer(ctx, err)
	}
	return c.place.hold(f)
}

// Check compares the whole file with s; see app.Contents.
func (c *Contents) Check(ctx context.Context, s app.Sealed) error {
	return contentAnswer(ctx, c.place.files.Check(ctx, documentOf(s)))
}

// Erase removes the file for good; see app.Contents.
func (c *Contents) Erase(object string) error { return answer(c.place.files.Remove(object)) }

// Tidy finishes or removes what was interrupted; see app.Contents.
func (c *Contents) Tidy(state func(object string) (app.ContentState, error)) error {
	return answer(c.place.files.Tidy(func(id string) (vault.Fate, error) {
		s, err := state(id)
		switch {
		case app.CodeOf(err) == app.NotFound:
			return vault.Unknown, nil
		case err != nil:
			return vault.Unknown, err
		case s == app.ContentSealed:
			return vault.Kept, nil
		}
		return vault.Ended, nil
	}))
}

func documentOf(s app.Sealed) vault.Document {
	return vault.Document{ID: s.Object, Size: s.Size, Sum: s.Sum, SealedSize: s.SealedSize, SealedSum: s.SealedSum}
}

var errContentKey = app.Errf(app.NotAllowed, "error.content.key")

// contentAnswer words what is wrong with a sealed file.
func contentAnswer(ctx context.Context, err error) error {
	var damaged *vault.DamagedError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &damaged):
		return app.Errf(app.Damaged, "error.content.damaged", damaged.File).Because(err)
	case errors.Is(err, vault.ErrNotItsKey):
		return errContentKey.Because(err)
	}
	return answer(err)
}

// hold keeps an opened file among those to be closed when the vault is sealed.
func (p *contentPlace) hold(f *vault.DocumentFile) (app.ContentFile, error) {
	held := &contentFile{file: f, place: p}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shut {
		return nil, errors.Join(answer(vault.ErrSealed), f.Close())
	}
	p.open[held] = struct{}{}
	return held, nil
}

// contentFile implements app.ContentFile.
type contentFile struct {
	file  *vault.DocumentFile
	place *contentPlace
}

// Size is the length of the content in bytes.
func (f *contentFile) Size() int64 { return f.file.Size() }

// ReadAt implements io.ReaderAt. Returns Damaged (error.content.damaged), and NotAllowed (error.locked) once the file or the
// vault is closed.
func (f *contentFile) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.file.ReadAt(p, off)
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return n, err
	case errors.Is(err, vault.ErrDocumentClosed):
		return n, answer(vault.ErrSealed)
	}
	return n, contentAnswer(context.Background(), err)
}

// Close ends reading and drops what was read ahead.
func (f *contentFile) Close() error {
	f.place.mu.Lock()
	delete(f.place.open, f)
	f.place.mu.Unlock()
	return answer(f.file.Close())
}
