package vault

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"io"
	"path/filepath"

	"filippo.io/age"
)

// Seal seals what r gives to a key made for this document, under a name that does not count until Keep, and returns once the file
// would survive a power loss. Nothing but the sealed form is written. When it fails, or ctx ends, nothing stays behind. Returns r's
// error, ctx's, or the file layer's.
func (d *Documents) Seal(ctx context.Context, to *age.X25519Recipient, r io.Reader) (Document, error) {
	raw, err := randomBytes(d.rand, 16)
	if err != nil {
		return Document{}, err
	}
	doc := Document{ID: hex.EncodeToString(raw)}
	d.working(doc.ID, true)
	dir := filepath.Dir(d.file(doc.ID))
	if err := d.makeFolder(dir); err != nil {
		d.working(doc.ID, false)
		return Document{}, openError(err)
	}
	err = d.write(ctx, d.file(doc.ID)+newSuffix, to, r, &doc)
	if err == nil {
		err = d.fsys.SyncDir(dir)
	}
	if err != nil {
		_ = d.Discard(doc.ID) // Tidy does it otherwise
		return Document{}, err
	}
	return doc, nil
}

// Keep makes what Seal wrote a document, and returns once that would survive a power loss.
func (d *Documents) Keep(id string) error {
	if DocumentPath(id) == "" {
		return badDocumentID(id)
	}
	defer d.working(id, false)
	name := d.file(id)
	if err := d.fsys.Rename(name+newSuffix, name); err != nil {
		return err
	}
	return d.fsys.SyncDir(filepath.Dir(name))
}

// Discard removes what Seal wrote and nobody kept.
func (d *Documents) Discard(id string) error {
	if DocumentPath(id) == "" {
		return badDocumentID(id)
	}
	defer d.working(id, false)
	name := d.file(id) + newSuffix
	return errors.Join(d.fsys.Remove(name), d.fsys.SyncDir(filepath.Dir(name)))
}

// makeFolder makes documents/ab and sees to it that both folders outlast a power loss.
func (d *Documents) makeFolder(dir string) error {
	if err := d.fsys.MkdirAll(dir); err != nil {
		return err
	}
	return errors.Join(d.fsys.SyncDir(filepath.Dir(dir)), d.fsys.SyncDir(d.dir))
}

func (d *Documents) write(ctx context.Context, name string, to *age.X25519Recipient, r io.Reader, doc *Document) error {
	f, err := d.fsys.Open(name, true)
	if err != nil {
		return openError(err)
	}
	err = d.seal(ctx, f, to, r, doc)
	return errors.Join(err, f.Close())
}

// seal streams r through age into f and notes sizes and sums on the way. Reading and the content's sum, sealing, and the file's
// sum and writing each have a goroutine: on two processors that costs little more than sealing alone.
func (d *Documents) seal(ctx context.Context, f File, to *age.X25519Recipient, r io.Reader, doc *Document) (err error) {
	if err := f.Truncate(0); err != nil {
		return err
	}
	sealed := newMeter(io.NewOffsetWriter(f, 0))
	out := newRelay(sealed)
	defer func() { err = cmp.Or(err, out.Close()) }() // a second Close does nothing
	w, err := age.Encrypt(out, to)
	if err != nil {
		return err
	}
	if _, err := w.Write(d.head(doc.ID)); err != nil {
		return err
	}
	clear := newMeter(io.Discard)
	in := newRelay(w)
	_, err = in.ReadFrom(io.TeeReader(stopping{ctx, r}, clear))
	if err := cmp.Or(err, in.Close()); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}
	doc.Size, doc.Sum = clear.n, clear.sum()
	doc.SealedSize, doc.SealedSum = sealed.n, sealed.sum()
	return f.Sync()
}
