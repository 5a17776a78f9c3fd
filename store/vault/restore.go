package vault

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"syscall"
)

const (
	restoringSuffix = ".restoring"
	maxRestoring    = 100
)

// Restore unpacks a backup, and what it needs of the full one it builds on, into a folder that is missing or empty. It needs no password: what
// comes out is sealed as it was. Every byte is checked before and after it is written; the folder gets its name last, so that it is
// there wholly or not at all. progress, which may be nil, is told the bytes done of all. Returns what CheckBackup returns, ErrNotEmpty, or
// ErrReadOnly.
func Restore(ctx context.Context, fsys FS, file, dir string, progress func(done, total int64)) (Backup, error) {
	b, err := openBackup(fsys, file)
	if err != nil {
		return Backup{}, err
	}
	defer b.f.Close()
	base, err := b.openBase(fsys)
	if err != nil {
		return Backup{}, err
	}
	if base != nil {
		defer base.f.Close()
	}
	there, err := emptyFolder(fsys, dir)
	if err != nil {
		return Backup{}, err
	}
	u := &unpacker{ctx: ctx, fsys: fsys, dir: dir}
	if u.tmp, err = freeName(fsys, dir); err != nil {
		return Backup{}, err
	}
	if err = u.plan(b, base); err == nil {
		u.tell = newTeller(progress, 2*u.size)
		err = u.run(there)
	}
	if err != nil {
		u.discard()
		return Backup{}, cause(ctx, err)
	}
	return b.Backup, nil
}

// emptyFolder reports whether dir is there; it must be missing, or a folder with nothing in it.
func emptyFolder(fsys FS, dir string) (there bool, err error) {
	names, err := fsys.Names(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case errors.Is(err, syscall.ENOTDIR):
		return false, ErrNotEmpty
	case err != nil:
		return false, openError(err)
	case len(names) > 0:
		return false, ErrNotEmpty
	}
	return true, nil
}

// freeName finds a name beside dir that nothing has: what a restoring cut short left is not ours to remove.
func freeName(fsys FS, dir string) (string, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	name := full + restoringSuffix
	for range maxRestoring {
		_, err := fsys.Names(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return name, nil
		case err != nil && !errors.Is(err, syscall.ENOTDIR):
			return "", err
		}
		name += "+"
	}
	return "", ErrNotEmpty
}

// unpacker is one restoring under way.
type unpacker struct {
	ctx  context.Context
	fsys FS
	dir  string
	tmp  string
	tell *teller

	made  bool
	parts []unpackedPart // the files, in order
	sums  []byte         // of all chunks
	size  int64
}

// plan lists the files, where each comes from, and what hashes its chunks have.
func (u *unpacker) plan(b, base *backupFile) error {
	table, err := b.readTable()
	if err != nil {
		return err
	}
	for _, p := range b.m.Parts {
		u.add(p, b, table)
	}
	if base == nil {
		return nil
	}
	if table, err = base.readTable(); err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, s := range b.m.Unchanged {
		wanted[s.Name] = true
	}
	for _, p := range base.m.Parts {
		if wanted[p.Name] {
			u.add(p, base, table)
		} else {
			table.skip(p.Size)
		}
	}
	return nil
}

// unpackedPart is a file to be, and the backup that has it.
type unpackedPart struct {
	partRef
	from *backupFile
}

func (u *unpacker) add(p partRef, from *backupFile, table *hashTable) {
	u.parts = append(u.parts, unpackedPart{p, from})
	u.size += p.Size
	for range chunksOf(p.Size) {
		u.sums = append(u.sums, table.take()...)
	}
}

func (u *unpacker) run(there bool) error {
	if err := u.fsys.MkdirAll(u.tmp); err != nil {
		return openError(err)
	}
	u.made = true
	if err := u.write(); err != nil {
		return err
	}
	if err := u.readBack(); err != nil {
		return err
	}
	for _, folder := range append(u.folders(), u.tmp) {
		if err := u.fsys.SyncDir(folder); err != nil {
			return err
		}
	}
	if there {
		if err := u.fsys.Remove(u.dir); err != nil {
			return err
		}
	}
	if err := u.fsys.Rename(u.tmp, u.dir); err != nil {
		return err
	}
	u.made = false
	return u.fsys.SyncDir(filepath.Dir(u.tmp))
}

// write unpacks; the log, which is empty in every backup, is made.
func (u *unpacker) write() error {
	out := &unpacked{u: u}
	sums := &hashTable{u.sums}
	origins := make([]origin, len(u.parts))
	for i, p := range u.parts {
		origins[i] = p.from.origin(p.partRef)
	}
	err := pump(u.ctx, origins, func(c *chunk) error {
		p := u.parts[c.part]
		if !bytes.Equal(sums.take(), c.sum[:]) {
			return p.from.changed(p.partRef, c.off)
		}
		u.tell.add(len(c.data))
		return out.write(c)
	})
	if err = errors.Join(err, out.finish()); err != nil {
		return firstOf(err)
	}
	return u.empty()
}

// empty makes the files that have no content: the log, and parts without a chunk.
func (u *unpacker) empty() error {
	names := []string{logFile}
	for _, p := range u.parts {
		if p.Size == 0 {
			names = append(names, p.Name)
		}
	}
	for _, n := range names {
		f, err := u.open(n)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

func (u *unpacker) open(name string) (File, error) {
	file := filepath.Join(u.tmp, filepath.FromSlash(name))
	if err := u.fsys.MkdirAll(filepath.Dir(file)); err != nil {
		return nil, err
	}
	return u.fsys.Open(file, true)
}

// unpacked is the file being written now.
type unpacked struct {
	u    *unpacker
	part int
	f    File
}

func (o *unpacked) write(c *chunk) error {
	if o.f != nil && c.part != o.part {
		if err := o.finish(); err != nil {
			return err
		}
	}
	if o.f == nil {
		f, err := o.u.open(o.u.parts[c.part].Name)
		if err != nil {
			return err
		}
		o.f, o.part = f, c.part
	}
	_, err := o.f.WriteAt(c.data, c.off)
	return err
}

func (o *unpacked) finish() error {
	if o.f == nil {
		return nil
	}
	err := o.f.Sync()
	if d, ok := o.f.(interface{ Drop() }); ok {
		d.Drop()
	}
	err = errors.Join(err, o.f.Close())
	o.f = nil
	return err
}

// readBack compares what is on the disk now.
func (u *unpacker) readBack() error {
	files := make([]origin, len(u.parts))
	for i, part := range u.parts {
		name := filepath.Join(u.tmp, filepath.FromSlash(part.Name))
		files[i] = origin{part.Size, func(p []byte, off int64) error {
			f, err := openRead(u.fsys, name)
			if err != nil {
				return err
			}
			defer f.Close()
			return readFull(f, p, off)
		}}
	}
	sums := &hashTable{u.sums}
	return pump(u.ctx, files, func(c *chunk) error {
		if !bytes.Equal(sums.take(), c.sum[:]) {
			return damaged(u.parts[c.part].Name, c.off, "does not read back as it was written")
		}
		u.tell.add(len(c.data))
		return nil
	})
}

// folders are those that hold files, the deeper ones first.
func (u *unpacker) folders() []string {
	var out []string
	for _, p := range u.parts {
		for d := path.Dir(p.Name); d != "."; d = path.Dir(d) {
			if full := filepath.Join(u.tmp, filepath.FromSlash(d)); !slices.Contains(out[max(0, len(out)-2):], full) {
				out = append(out, full)
			}
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	slices.Reverse(out)
	return out
}

// discard removes what was unpacked, as far as that goes.
func (u *unpacker) discard() {
	if !u.made {
		return
	}
	_ = u.fsys.Remove(filepath.Join(u.tmp, logFile))
	for _, p := range u.parts {
		_ = u.fsys.Remove(filepath.Join(u.tmp, filepath.FromSlash(p.Name)))
	}
	for _, d := range append(u.folders(), u.tmp) {
		_ = u.fsys.Remove(d)
	}
}
