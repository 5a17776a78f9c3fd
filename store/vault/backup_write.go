package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
)

// make writes all of the file and reads it back.
func (w *backupWriter) make() error {
	if err := w.open(); err != nil {
		return err
	}
	if err := w.parts(); err != nil {
		return err
	}
	manifest, foot, err := w.ending()
	if err != nil {
		return err
	}
	if err := w.f.Sync(); err != nil {
		return err
	}
	return w.readBack(manifest, foot)
}

// open makes the file; a name that is taken is not written over.
func (w *backupWriter) open() error {
	names, err := w.fsys.Names(filepath.Dir(w.order.Path))
	if err != nil {
		return err
	}
	for _, n := range names {
		if n == filepath.Base(w.order.Path) {
			return fs.ErrExist
		}
		if strings.HasSuffix(n, BackupSuffix+UnfinishedSuffix) {
			w.clear(filepath.Join(filepath.Dir(w.order.Path), n))
		}
	}
	if w.f, err = w.fsys.Open(w.tmp, true); err != nil {
		return err
	}
	return w.f.Truncate(0)
}

// clear removes what a backup of this vault left that was cut short: nobody else makes one while we have the vault.
func (w *backupWriter) clear(path string) {
	f, err := openRead(w.fsys, path)
	if err != nil {
		return
	}
	var head [backupHead]byte
	_ = readFull(f, head[:], 0) // what can't be read is no head of ours
	f.Close()
	if bytes.Equal(head[:], w.head()) {
		_ = w.fsys.Remove(path) // it only takes room
	}
}

func (w *backupWriter) head() []byte {
	head := make([]byte, backupHead)
	copy(head, backupMagic[:])
	binary.BigEndian.PutUint16(head[8:], backupVersion)
	copy(head[16:], w.s.id[:])
	return head
}

// parts writes the head and the parts, and fills in the manifest.
func (w *backupWriter) parts() error {
	if _, err := w.f.WriteAt(w.head(), 0); err != nil {
		return err
	}
	at := int64(backupHead)
	for i := range w.m.Parts {
		w.m.Parts[i].At = at
		at += w.m.Parts[i].Size
	}
	early, _ := w.f.(interface{ Flush(off, n int64) })
	err := pump(w.s.ctx, w.origins, func(c *chunk) error {
		at := w.m.Parts[c.part].At + c.off
		if _, err := w.f.WriteAt(c.data, at); err != nil {
			return err
		}
		if early != nil {
			early.Flush(at, int64(len(c.data))) // so that the sync finds little left to do
		}
		w.table = append(w.table, c.sum[:]...)
		w.tell.add(len(c.data))
		return nil
	})
	if err != nil {
		return err
	}
	rest := w.table
	for i := range w.m.Parts {
		n := chunksOf(w.m.Parts[i].Size) * hashSize
		root := partRoot(rest[:n])
		w.m.Parts[i].Hash, rest = root[:], rest[n:]
	}
	root := partRoot(w.table)
	w.m.Table = partRef{At: at, Size: int64(len(w.table)), Hash: root[:]}
	_, err = w.f.WriteAt(w.table, at)
	return err
}

// ending writes manifest and foot.
func (w *backupWriter) ending() (manifest, foot []byte, err error) {
	if manifest, err = w.m.encode(); err != nil {
		return nil, nil, err
	}
	at := w.m.Table.At + w.m.Table.Size
	if err := w.m.check(at); err != nil {
		return nil, nil, err
	}
	foot = signFoot(manifest, at, w.order.Sign, w.s.seals.subkey(labelBackups))
	_, err = w.f.WriteAt(append(bytes.Clone(manifest), foot...), at)
	return manifest, foot, err
}

// readBack opens the file anew and reads all of it, from the disk where the system can be told to.
func (w *backupWriter) readBack(manifest, foot []byte) error {
	if d, ok := w.f.(interface{ Drop() }); ok {
		d.Drop()
	}
	b, err := openBackup(w.fsys, w.tmp)
	if err != nil {
		return err
	}
	defer b.f.Close()
	if !bytes.Equal(b.foot[:], foot) {
		return b.broken(b.Size-backupFoot, "foot reads back as another")
	}
	w.back = b.Backup
	return b.check(w.s.ctx, w.tell)
}

func (w *backupWriter) close() {
	if w.f != nil {
		w.f.Close()
	}
}

// publish gives the finished file its name.
func (w *backupWriter) publish() error {
	if err := w.fsys.Rename(w.tmp, w.order.Path); err != nil {
		return err
	}
	err := w.fsys.SyncDir(filepath.Dir(w.order.Path))
	if err != nil {
		err = errors.Join(err, w.fsys.Remove(w.order.Path))
	}
	return err
}

// discard removes what was written.
func (w *backupWriter) discard() {
	if w.f != nil {
		_ = w.fsys.Remove(w.tmp) // the next backup does it otherwise
	}
}
