package vault

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"
)

// UnfinishedSuffix follows the name of a backup that is not finished.
const UnfinishedSuffix = ".part"

// ErrChanged: a file that a backup was to hold vanished, or was cut, while it was being made.
var ErrChanged = errors.New("vault: files changed under the backup")

// BackupOrder says what to write where, and what the manifest says beside the vault's own content.
type BackupOrder struct {
	Path    string // of the file to make; it must end in BackupSuffix and not be there
	Name    string // the vault's name
	Made    time.Time
	Entries int64  // length of the audit log
	Head    []byte // hash of its last entry, 32 bytes
	Sign    ed25519.PrivateKey
	Base    string // path of a full backup in the same folder, whose documents need not be written again; "" for none
}

// Snapshot is an unlocked vault on its way into a backup. It must be released.
type Snapshot struct {
	v     *Vault
	outer context.Context // the caller's
	ctx   context.Context // ends with outer, and when the vault is being sealed
	r     *register
	done  func()
	thaw  func()

	id        vaultID
	seals     seals
	st        state
	head      []byte
	keys      []byte
	documents []string // names, in order
}

// Snapshot begins a backup, after other long work on the vault. Commits go on; Seal and Close end the backup and wait for
// Release. It returns once Freeze would be quick. Returns ErrSealed or ctx's error.
func (v *Vault) Snapshot(ctx context.Context) (*Snapshot, error) {
	work, done, err := v.beginLong(ctx)
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	r := v.r
	v.mu.Unlock()
	if r == nil {
		done()
		return nil, ErrSealed
	}
	r.drain()
	return &Snapshot{v: v, outer: ctx, ctx: work, r: r, done: done, thaw: func() {}}, nil
}

// ended is why ctx ended if it did, else err.
func (s *Snapshot) ended(err error) error {
	switch {
	case s.outer.Err() != nil:
		return context.Cause(s.outer)
	case s.ctx.Err() != nil:
		return ErrSealed
	}
	return err
}

// Freeze takes the moment that the backup shows: commits before it are in, later ones are not. A caller that must know what else
// was true of that moment calls it inside a transaction, so that nothing commits meanwhile.
func (s *Snapshot) Freeze() error {
	list, err := s.v.Documents().List()
	if err != nil {
		return err
	}
	for _, id := range list {
		s.documents = append(s.documents, DocumentPath(id))
	}
	s.v.mu.Lock()
	defer s.v.mu.Unlock()
	if s.v.r != s.r {
		return ErrSealed
	}
	s.id = s.v.ring.id
	s.seals = s.v.ring.seals(bytes.Clone(s.v.vaultKey), s.v.opt.Rand)
	if s.keys, err = s.readKeys(); err != nil {
		return err
	}
	head, _, thaw, err := s.r.freeze()
	if err != nil {
		return err
	}
	s.r.mu.Lock()
	defer s.r.mu.Unlock()
	s.head, s.thaw, s.st = head, thaw, s.r.st
	return nil
}

// readKeys reads the key file; nobody changes it while v.mu is held.
func (s *Snapshot) readKeys() ([]byte, error) {
	f, err := openRead(s.v.opt.FS, s.v.path(keysFile))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, maxKeysFile)
}

// Release lets the register go.
func (s *Snapshot) Release() {
	s.thaw()
	wipe(s.seals.key)
	s.done()
}

// Write writes the backup beside its name, reads it back whole, and then gives it the name. With order.Base, and if that saves at
// least half, documents that the base has are left out. A register with a page that does not open makes no backup. On an error nothing
// is left behind. Returns a *DamagedError of the register, or of the backup if it does not read back, ErrChanged, ctx's error, ErrSealed,
// or the file layer's error.
func (s *Snapshot) Write(order BackupOrder, progress func(done, total int64)) (Backup, error) {
	w := &backupWriter{s: s, order: order, fsys: s.v.opt.FS, tmp: order.Path + UnfinishedSuffix}
	err := s.sound()
	if err == nil {
		err = w.plan()
	}
	if err == nil {
		w.tell = newTeller(progress, 2*w.size)
		err = w.make()
	}
	w.close()
	if err == nil {
		err = w.publish()
	}
	if err != nil {
		w.discard()
		return Backup{}, s.ended(err)
	}
	w.back.File = order.Path
	return w.back, nil
}

// sound opens every page: what is damaged is not to take the place of older backups.
func (s *Snapshot) sound() error {
	all := sweep{reg: s.r.reg, seals: s.seals, count: s.st.pages, size: recordAt(s.st.pages + 1)}
	if err := all.run(s.ctx); err != nil {
		return err
	}
	if len(all.bad) > 0 {
		return all.bad[0]
	}
	return nil
}

// backupWriter is one backup file being made.
type backupWriter struct {
	s     *Snapshot
	order BackupOrder
	fsys  FS
	tmp   string
	f     File
	tell  *teller

	m       *manifest
	origins []origin
	size    int64 // of the parts
	table   []byte
	back    Backup
}

// plan lists what goes in, and what the base has already.
func (w *backupWriter) plan() error {
	s := w.s
	w.m = &manifest{
		Format: manifestFormat, Vault: s.id[:], Name: w.order.Name, Made: w.order.Made.UTC().Truncate(time.Millisecond),
		Generation: s.st.generation, Sequence: s.st.sequence, Keys: s.st.keys,
		Entries: w.order.Entries, Head: w.order.Head, Signer: hexBytes(w.order.Sign.Public().(ed25519.PublicKey)),
	}
	w.part(keysFile, origin{int64(len(s.keys)), func(p []byte, off int64) error {
		copy(p, s.keys[off:])
		return nil
	}})
	w.part(registerFile, origin{recordAt(s.st.pages + 1), w.readRegister})
	for _, name := range s.documents {
		size, err := w.sizeOf(name)
		if err != nil {
			return err
		}
		w.part(name, origin{size, w.readDocument(name)})
	}
	if base := w.base(); base != nil {
		defer base.f.Close()
		return w.share(base)
	}
	return nil
}

func (w *backupWriter) part(name string, o origin) {
	w.m.Parts = append(w.m.Parts, partRef{Name: name, Size: o.size})
	w.origins = append(w.origins, o)
	w.size += o.size
}

// readRegister reads the register as it was at the freeze.
func (w *backupWriter) readRegister(p []byte, off int64) error {
	if err := readFull(w.s.r.reg, p, off); err != nil {
		return changed(err)
	}
	if off < headSize {
		copy(p, w.s.head[off:])
	}
	return nil
}

func (w *backupWriter) readDocument(name string) func(p []byte, off int64) error {
	return func(p []byte, off int64) error {
		f, err := openRead(w.fsys, w.s.v.path(filepath.FromSlash(name)))
		if err != nil {
			return changed(err)
		}
		defer f.Close()
		return changed(readFull(f, p, off))
	}
}

func (w *backupWriter) sizeOf(name string) (int64, error) {
	f, err := openRead(w.fsys, w.s.v.path(filepath.FromSlash(name)))
	if err != nil {
		return 0, changed(err)
	}
	defer f.Close()
	return f.Size()
}

func changed(err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: %w", ErrChanged, err)
	}
	return err
}

// base opens and checks the full backup to build on. One that is not what it was, or not this vault's, is none.
func (w *backupWriter) base() *backupFile {
	if w.order.Base == "" {
		return nil
	}
	b, err := openBackup(w.fsys, w.order.Base)
	if err != nil {
		return nil // a full backup needs none
	}
	if b.m.Base == nil && vaultID(b.m.Vault) == w.s.id && b.check(w.s.ctx, newTeller(nil, 0)) == nil {
		return b
	}
	b.f.Close()
	return nil
}

// share leaves out the documents that the base has, if that saves half of the file or more.
func (w *backupWriter) share(base *backupFile) error {
	have := base.m.documents()
	var parts []partRef
	var origins []origin
	var unchanged []sharedRef
	saved := int64(0)
	for i, p := range w.m.Parts {
		old, ok := have[p.Name]
		if !ok {
			parts, origins = append(parts, p), append(origins, w.origins[i])
			continue
		}
		// A document is never written twice, so one that differs from the base is damaged in one of the two: keep both.
		sum, err := w.rootOf(w.origins[i])
		if err != nil {
			return err
		}
		if !bytes.Equal(sum, old.Hash) {
			parts, origins = append(parts, p), append(origins, w.origins[i])
			continue
		}
		unchanged = append(unchanged, sharedRef{Name: p.Name, Size: p.Size, Hash: old.Hash})
		saved += p.Size
	}
	if 2*saved < w.size {
		return nil
	}
	w.m.Parts, w.origins, w.m.Unchanged = parts, origins, unchanged
	w.m.Base = &baseRef{File: filepath.Base(base.File), Manifest: bytes.Clone(base.foot[32:64])}
	w.size -= saved
	return nil
}

func (w *backupWriter) rootOf(o origin) ([]byte, error) {
	var sums []byte
	err := pump(w.s.ctx, []origin{o}, func(c *chunk) error {
		sums = append(sums, c.sum[:]...)
		return nil
	})
	root := partRoot(sums)
	return root[:], err
}
