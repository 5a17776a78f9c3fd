package vault

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"
)

// An electronic document is one age file under documents/, by the first two digits of its id. The clear stream inside
// begins with a head that names vault and document, so that a file moved to another's place does not pass for it:
//
//	0 magic 8 · 8 version 2 · zeros 6 · 16 vault id 16 · 32 document id 16
const (
	documentsDir    = "documents"
	documentHead    = 48
	documentVersion = 1
	newSuffix       = ".new"
)

var documentMagic = [8]byte{'C', 'S', 'T', 'D', 'Y', 'D', 'O', 'C'}

// ErrNotItsKey: the document is as it was sealed, but not to the key given.
var ErrNotItsKey = errors.New("vault: document is not sealed to this key")

// Document is what the register keeps of an electronic document's sealed file.
type Document struct {
	ID         string            // 32 hexadecimal digits, never used twice
	Size       int64             // of the clear content, in bytes
	Sum        [sha256.Size]byte // SHA-256 of the clear content
	SealedSize int64             // of the file, in bytes
	SealedSum  [sha256.Size]byte // SHA-256 of the file; all zeros where it is not known
}

// Path is the file's name inside the vault folder, with forward slashes.
func (d Document) Path() string { return DocumentPath(d.ID) }

// DocumentPath is where in the vault folder the document with an id lies, with forward slashes; "" if no document can have the id.
func DocumentPath(id string) string {
	if _, ok := parseDocumentID(id); !ok {
		return ""
	}
	return path.Join(documentsDir, id[:2], id)
}

func parseDocumentID(id string) (raw [16]byte, ok bool) {
	if len(id) != 2*len(raw) || strings.ToLower(id) != id {
		return raw, false
	}
	_, err := hex.Decode(raw[:], []byte(id))
	return raw, err == nil
}

func badDocumentID(id string) error { return fmt.Errorf("vault: %q is no document's id", id) }

// Documents is the store of a vault's sealed documents. It holds no key: each document has its own, which the
// office wraps to those who may read it. Its methods may be called from several goroutines.
type Documents struct {
	fsys  FS
	dir   string
	vault vaultID
	rand  io.Reader
}

// Documents is the store beside the register. It needs no unlocked vault.
func (v *Vault) Documents() *Documents {
	v.mu.Lock()
	defer v.mu.Unlock()
	return &Documents{fsys: v.opt.FS, dir: v.dir, vault: v.ring.id, rand: v.opt.Rand}
}

// Put seals what r gives to a key made for this document, and returns once it would survive a power loss. Nothing but the
// sealed form is written. When it fails, or ctx ends, nothing stays behind. Returns r's error, ctx's, or the file layer's.
func (d *Documents) Put(ctx context.Context, to *age.X25519Recipient, r io.Reader) (Document, error) {
	raw, err := randomBytes(d.rand, 16)
	if err != nil {
		return Document{}, err
	}
	doc := Document{ID: hex.EncodeToString(raw)}
	name := d.file(doc.ID)
	if err := d.makeFolder(filepath.Dir(name)); err != nil {
		return Document{}, openError(err)
	}
	if err := d.write(ctx, name+newSuffix, to, r, &doc); err != nil {
		_ = d.fsys.Remove(name + newSuffix) // Tidy does it otherwise
		return Document{}, err
	}
	if err := d.fsys.Rename(name+newSuffix, name); err != nil {
		return Document{}, err
	}
	return doc, d.fsys.SyncDir(filepath.Dir(name))
}

func (d *Documents) file(id string) string {
	return filepath.Join(d.dir, filepath.FromSlash(DocumentPath(id)))
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

// seal streams r through age into f and notes sizes and sums on the way.
func (d *Documents) seal(ctx context.Context, f File, to *age.X25519Recipient, r io.Reader, doc *Document) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	sealed := newMeter(io.NewOffsetWriter(f, 0))
	w, err := age.Encrypt(sealed, to)
	if err != nil {
		return err
	}
	if _, err := w.Write(d.head(doc.ID)); err != nil {
		return err
	}
	clear := newMeter(w)
	if _, err := io.CopyBuffer(clear, stopping{ctx, r}, make([]byte, 64<<10)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	doc.Size, doc.Sum = clear.n, clear.sum()
	doc.SealedSize, doc.SealedSum = sealed.n, sealed.sum()
	return f.Sync()
}

func (d *Documents) head(id string) []byte {
	raw, _ := parseDocumentID(id)
	h := make([]byte, documentHead)
	copy(h, documentMagic[:])
	h[9] = documentVersion
	copy(h[16:], d.vault[:])
	copy(h[32:], raw[:])
	return h
}

// Check reads the sealed file and compares it with what is known of it. It needs no key. Returns a *DamagedError that names
// the file, ctx's error or the file layer's.
func (d *Documents) Check(ctx context.Context, doc Document) error {
	f, err := d.openFile(ctx, doc)
	if err != nil {
		return err
	}
	return f.Close()
}

// openFile opens a document's file and checks size and sum, as far as they are known.
func (d *Documents) openFile(ctx context.Context, doc Document) (File, error) {
	if doc.Path() == "" {
		return nil, badDocumentID(doc.ID)
	}
	f, err := d.fsys.Open(d.file(doc.ID), false)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, damaged(doc.Path(), 0, reasonMissing)
	}
	if err != nil {
		return nil, openError(err)
	}
	if err := compare(ctx, f, doc); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func compare(ctx context.Context, f File, doc Document) error {
	size, err := f.Size()
	if err != nil || doc.SealedSum == [sha256.Size]byte{} {
		return err
	}
	if size != doc.SealedSize {
		return damaged(doc.Path(), min(size, doc.SealedSize), "document's file has another length")
	}
	m := newMeter(io.Discard)
	if _, err := io.CopyBuffer(m, stopping{ctx, io.NewSectionReader(f, 0, size)}, make([]byte, 1<<20)); err != nil {
		return err
	}
	if m.sum() != doc.SealedSum {
		return damaged(doc.Path(), 0, "document's file is not the one that was sealed")
	}
	return nil
}

// Open checks the sealed file as Check does, and gives its clear content as a stream. Close it. Returns Check's errors or
// ErrNotItsKey; reading returns a *DamagedError where the content is not whole, this document's and this vault's.
func (d *Documents) Open(ctx context.Context, doc Document, key *age.X25519Identity) (io.ReadCloser, error) {
	f, err := d.openFile(ctx, doc)
	if err != nil {
		return nil, err
	}
	c := &clearStream{f: f, file: doc.Path(), src: &source{r: stopping{ctx, io.NewSectionReader(f, 0, 1<<62)}}}
	if err := d.unseal(c, doc, key); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return c, nil
}

// unseal opens the age file and takes the head off its clear stream.
func (d *Documents) unseal(c *clearStream, doc Document, key *age.X25519Identity) (err error) {
	c.r, err = age.Decrypt(c.src, key)
	if errors.As(err, new(*age.NoIdentityMatchError)) && doc.SealedSum != [sha256.Size]byte{} {
		return ErrNotItsKey
	}
	if err != nil {
		return c.broken(err)
	}
	head := make([]byte, documentHead)
	if _, err := io.ReadFull(c.r, head); err != nil {
		return c.broken(err)
	}
	if !slices.Equal(head, d.head(doc.ID)) {
		return damaged(doc.Path(), 0, "another document's file was put in this one's place")
	}
	return nil
}
