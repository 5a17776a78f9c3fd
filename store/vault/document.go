package vault

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"sync"
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

	mu   sync.Mutex
	busy map[string]bool // sealed through this store, and neither kept nor given up yet
}

// working notes that a document is on its way, or no longer.
func (d *Documents) working(id string, on bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.busy == nil {
		d.busy = make(map[string]bool)
	}
	if on {
		d.busy[id] = true
	} else {
		delete(d.busy, id)
	}
}

func (d *Documents) isBusy(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.busy[id]
}

// Documents is the store beside the register. It needs no unlocked vault.
func (v *Vault) Documents() *Documents {
	v.mu.Lock()
	defer v.mu.Unlock()
	return &Documents{fsys: v.opt.FS, dir: v.dir, vault: v.ring.id, rand: v.opt.Rand}
}

func (d *Documents) file(id string) string {
	return filepath.Join(d.dir, filepath.FromSlash(DocumentPath(id)))
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

// openFile opens a document's file and checks size and sum, as far as they are known. A file that was kept but could not be
// given its name yet is as good.
func (d *Documents) openFile(ctx context.Context, doc Document) (File, error) {
	if doc.Path() == "" {
		return nil, badDocumentID(doc.ID)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := openRead(d.fsys, d.file(doc.ID))
	if errors.Is(err, fs.ErrNotExist) && doc.known() {
		f, err = openRead(d.fsys, d.file(doc.ID)+newSuffix)
	}
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

// known reports whether the file's size and sum are.
func (d Document) known() bool { return d.SealedSum != [sha256.Size]byte{} }

func compare(ctx context.Context, f File, doc Document) error {
	size, err := f.Size()
	if err != nil || !doc.known() {
		return err
	}
	if size != doc.SealedSize {
		return damaged(doc.Path(), min(size, doc.SealedSize), "document's file has another length")
	}
	sum := newMeter(io.Discard)
	ahead := newRelay(sum)
	_, err = ahead.ReadFrom(stopping{ctx, io.NewSectionReader(f, 0, size)})
	if err := cmp.Or(err, ahead.Close()); err != nil {
		return err
	}
	if sum.sum() != doc.SealedSum {
		return damaged(doc.Path(), 0, "document's file is not the one that was sealed")
	}
	return nil
}
