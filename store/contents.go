package store

import (
	"context"
	"errors"
	"io"
	"sync"

	"filippo.io/age"

	"custody/app"
	"custody/store/vault"
)

// Contents implements app.Contents over the vault's sealed documents, for the account whose identity it has.
type Contents struct {
	place *contentPlace
	id    *age.X25519Identity // under place.mu; nil once the vault is sealed
}

// contentPlace is what the Contents of one unlocking share. Once it is shut no key is to be had through it.
type contentPlace struct {
	vault *vault.Vault
	files *vault.Documents
	keep  *sync.Mutex // held while a file is brought into the register, and while a backup takes its moment

	unnamed map[string]bool // under keep: kept objects whose file the disk gave no name

	mu   sync.RWMutex
	shut bool
	end  chan struct{} // closed with it
	open map[*contentFile]struct{}
	gone map[string]int // how often an object was erased
	all  []*Contents
}

func newContents(v *vault.Vault, keep *sync.Mutex) *Contents {
	place := &contentPlace{
		vault: v, files: v.Documents(), keep: keep, end: make(chan struct{}), open: make(map[*contentFile]struct{}),
		gone: make(map[string]int), unnamed: make(map[string]bool),
	}
	return &Contents{place: place}
}

// For is the same store with an account's identity.
func (c *Contents) For(id *age.X25519Identity) *Contents {
	p := c.place
	p.mu.Lock()
	defer p.mu.Unlock()
	other := &Contents{place: p}
	if !p.shut {
		other.id = id
		p.all = append(p.all, other)
	}
	return other
}

// close drops the identities, closes every open file, ends what is being sealed or checked, and refuses all later work. It waits
// for a file that is just being kept.
func (p *contentPlace) close() {
	p.mu.Lock()
	p.shut = true
	close(p.end)
	open, all := p.open, p.all
	p.open, p.all = nil, nil
	for _, c := range all {
		c.id = nil
	}
	p.mu.Unlock()
	for f := range open {
		_ = f.file.Close() // it was only read
	}
	p.keep.Lock()
	defer p.keep.Unlock()
}

// within is ctx until the vault is sealed; stop ends it.
func (p *contentPlace) within(ctx context.Context) (inner context.Context, stop func()) {
	inner, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-p.end:
			cancel()
		case <-inner.Done():
		}
	}()
	return inner, cancel
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
	within, stop := c.place.within(ctx)
	defer stop()
	doc, err := c.place.files.Seal(within, id.Recipient(), src)
	switch {
	case src.err != nil:
		return app.Sealed{}, nil, src.err
	case err != nil && within.Err() != nil:
		return app.Sealed{}, nil, c.place.ended(ctx)
	case err != nil:
		return app.Sealed{}, nil, sealAnswer(err)
	}
	return app.Sealed{
		Object: doc.ID, Size: doc.Size, Sum: doc.Sum, SealedSize: doc.SealedSize, SealedSum: doc.SealedSum,
	}, app.ContentKey(id.String()), nil
}

// ended is why work was given up: the caller's context, or the sealing of the vault.
func (p *contentPlace) ended(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return p.alive()
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

// Open compares the whole file with s, then gives its content; see app.Contents.
func (c *Contents) Open(ctx context.Context, s app.Sealed, key app.ContentKey) (app.ContentFile, error) {
	if err := c.place.alive(); err != nil {
		return nil, err
	}
	id, err := age.ParseX25519Identity(string(key))
	if err != nil {
		return nil, errContentKey.Because(err)
	}
	within, stop := c.place.within(ctx)
	defer stop()
	gone := c.place.erased(s.Object)
	f, err := c.place.files.Open(within, documentOf(s), id)
	switch {
	case err != nil && within.Err() != nil:
		return nil, c.place.ended(ctx)
	case err != nil && c.place.erased(s.Object) != gone:
		return nil, errContentClosed.Because(err)
	case err != nil:
		return nil, contentAnswer(err)
	}
	return c.place.hold(f, s.Object, gone)
}

// Check compares the whole file with s; see app.Contents.
func (c *Contents) Check(ctx context.Context, s app.Sealed) error {
	within, stop := c.place.within(ctx)
	defer stop()
	err := c.place.files.Check(within, documentOf(s))
	if err != nil && within.Err() != nil {
		return c.place.ended(ctx)
	}
	return contentAnswer(err)
}

// Erase removes the file for good, and closes it for everybody who has it open; see app.Contents.
func (c *Contents) Erase(object string) error {
	c.place.let(object)
	return answer(c.place.files.Remove(object))
}

// let closes the open files of an object, and those still being opened: one that ends is not read on, and some systems remove no
// open file.
func (p *contentPlace) let(object string) {
	p.mu.Lock()
	p.gone[object]++
	var of []*contentFile
	for f := range p.open {
		if f.object == object {
			of = append(of, f)
			delete(p.open, f)
		}
	}
	p.mu.Unlock()
	for _, f := range of {
		_ = f.file.Close() // it was only read
	}
}

// erased is how often an object was.
func (p *contentPlace) erased(object string) int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.gone[object]
}

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

var (
	errContentKey    = app.Errf(app.NotAllowed, "error.content.key")
	errContentClosed = app.Errf(app.Conflict, "error.content.closed")
)

// contentAnswer words what is wrong with a sealed file.
func contentAnswer(err error) error {
	var damaged *vault.DamagedError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &damaged):
		return app.Errf(app.Damaged, "error.content.damaged", damaged.File).Because(err)
	case errors.Is(err, vault.ErrNotItsKey):
		return errContentKey.Because(err)
	}
	return answer(err)
}
