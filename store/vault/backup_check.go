package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
)

// CheckBackup reads every byte of a backup and of the full one it builds on. progress, which may be nil, is told the
// bytes of content read of all. Returns what ReadBackup returns, a *BaseError, or ctx's error.
func CheckBackup(ctx context.Context, fsys FS, path string, progress func(done, total int64)) (Backup, error) {
	b, err := openBackup(fsys, path)
	if err != nil {
		return Backup{}, err
	}
	defer b.f.Close()
	base, err := b.openBase(fsys)
	if err != nil {
		return Backup{}, err
	}
	tell := newTeller(progress, b.content())
	if base != nil {
		defer base.f.Close()
		tell.total += base.content()
		if err := base.check(ctx, tell); err != nil {
			return Backup{}, err
		}
	}
	return b.Backup, b.check(ctx, tell)
}

// openBase opens the full backup that b builds on, nil for none, and sees that it has what b says.
func (b *backupFile) openBase(fsys FS) (*backupFile, error) {
	if b.m.Base == nil {
		return nil, nil
	}
	want := b.m.Base
	base, err := openBackup(fsys, filepath.Join(filepath.Dir(b.File), want.File))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &BaseError{File: want.File}
	}
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(base.foot[32:64], want.Manifest) {
		base.f.Close()
		return nil, &BaseError{File: want.File}
	}
	have := base.m.documents()
	for _, s := range b.m.Unchanged {
		if p := have[s.Name]; p.Size != s.Size || !bytes.Equal(p.Hash, s.Hash) {
			base.f.Close()
			return nil, b.broken(b.m.Table.At, "base does not have "+s.Name)
		}
	}
	return base, nil
}

// check reads every part and compares its hashes.
func (b *backupFile) check(ctx context.Context, tell *teller) error {
	table, err := b.readTable()
	if err != nil {
		return err
	}
	sources := make([]origin, len(b.m.Parts))
	for i, p := range b.m.Parts {
		sources[i] = b.origin(p)
	}
	return pump(ctx, sources, func(c *chunk) error {
		if !bytes.Equal(table.take(), c.sum[:]) {
			return b.changed(b.m.Parts[c.part], c.off)
		}
		tell.add(len(c.data))
		return nil
	})
}

// content is how many bytes its parts have together.
func (b *backupFile) content() int64 { return b.m.Table.At - backupHead }

func (b *backupFile) changed(p partRef, off int64) error {
	return b.broken(p.At+off, fmt.Sprintf("%s changed from its byte %d on", p.Name, off))
}

func (b *backupFile) origin(p partRef) origin {
	return origin{size: p.Size, read: func(buf []byte, off int64) error { return readFull(b.f, buf, p.At+off) }}
}

// hashTable hands out the hashes of chunks in order.
type hashTable struct{ rest []byte }

func (t *hashTable) take() []byte {
	sum := t.rest[:hashSize]
	t.rest = t.rest[hashSize:]
	return sum
}

// skip passes over the hashes of a part of a size.
func (t *hashTable) skip(size int64) { t.rest = t.rest[chunksOf(size)*hashSize:] }

// readTable reads the hashes of the chunks, and sees that they add up to the parts'.
func (b *backupFile) readTable() (*hashTable, error) {
	t := b.m.Table
	data := make([]byte, t.Size)
	if err := readFull(b.f, data, t.At); err != nil {
		return nil, err
	}
	if root := partRoot(data); !bytes.Equal(root[:], t.Hash) {
		return nil, b.broken(t.At, "table of hashes changed")
	}
	rest := data
	for _, p := range b.m.Parts {
		n := chunksOf(p.Size) * hashSize
		if root := partRoot(rest[:n]); !bytes.Equal(root[:], p.Hash) {
			return nil, b.broken(t.At, "table of hashes is not that of "+p.Name)
		}
		rest = rest[n:]
	}
	return &hashTable{data}, nil
}

// readFull fills p from f.
func readFull(f io.ReaderAt, p []byte, off int64) error {
	n, err := f.ReadAt(p, off)
	if n == len(p) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// teller tells how far something is.
type teller struct {
	done, total int64
	progress    func(done, total int64)
}

func newTeller(progress func(done, total int64), total int64) *teller {
	return &teller{total: total, progress: progress}
}

func (t *teller) add(n int) {
	t.done += int64(n)
	if t.progress != nil {
		t.progress(t.done, t.total)
	}
}
