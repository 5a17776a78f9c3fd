package vault

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"path/filepath"
	"slices"
)

// After a salvage the log's generation and the state's number go on far beyond anything the damaged vault can have written,
// so that its old log is refused under the new register.
const generationLeap = 1 << 20

// Salvage makes a new vault in dir, a missing or empty folder, with the identifier, the vault key and the key slots of what
// remains: every password, code and recovery half that opened the old vault opens the new one. fill puts the content into its
// database. Documents that are whole are copied. The key file is written last; until then the folder is no vault,
// however the work ends. opt is for the new folder. Returns ErrNotEmpty, ErrReadOnly, ErrInUse, fill's error or ctx's.
func (m *Remains) Salvage(ctx context.Context, dir string, opt Options, fill func(*sql.DB) error, progress func(done, total int64)) error {
	opt = opt.withDefaults()
	if err := prepareFolder(opt.FS, dir); err != nil {
		return err
	}
	v := &Vault{dir: dir, opt: opt}
	if err := v.openFiles(true); err != nil {
		return err
	}
	err := m.rebuild(ctx, v, fill, progress)
	v.mu.Lock()
	defer v.mu.Unlock()
	return errors.Join(err, v.seal(), v.release())
}

func (m *Remains) rebuild(ctx context.Context, v *Vault, fill func(*sql.DB) error, progress func(done, total int64)) error {
	ring := *m.ring
	ring.slots = m.goodSlots()
	if err := m.foundation(v, ring.seq); err != nil {
		return openError(err)
	}
	r, err := openRegister(v.reg, v.log, ring.seals(m.key, v.opt.Rand), ring.seq, v.opt)
	if err != nil {
		return err
	}
	v.ring, v.r, v.vaultKey = &ring, r, slices.Clone(m.key)
	v.name = publish(r)
	db, err := v.DB()
	if err != nil {
		return err
	}
	if err := errors.Join(fill(db), v.poisoned()); err != nil {
		return err
	}
	if err := m.copyDocuments(ctx, v, progress); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := v.seal(); err != nil {
		return err
	}
	if err := v.opt.FS.SyncDir(v.dir); err != nil {
		return err
	}
	nonce, err := randomBytes(v.opt.Rand, 16)
	if err != nil {
		return err
	}
	raw := ring.encode(nonce, m.key)
	return replaceFile(v.opt.FS, v.path(keysFile), append(slices.Clone(raw), raw...))
}

// poisoned is why the new register no longer works, if it does not.
func (v *Vault) poisoned() error {
	v.r.mu.Lock()
	defer v.r.mu.Unlock()
	return v.r.failed
}

// goodSlots are the slots that this vault's key has made.
func (m *Remains) goodSlots() []*slot {
	return slices.DeleteFunc(slices.Clone(m.ring.slots), func(s *slot) bool {
		_, _, ok := s.openLogin(m.ring.id, m.key)
		return !ok
	})
}

// foundation writes an empty register that goes on where the old one ended.
func (m *Remains) foundation(v *Vault, keys uint64) error {
	for _, f := range []File{v.reg, v.log} {
		if err := f.Truncate(0); err != nil {
			return err
		}
	}
	st := state{
		writing: m.st.writing + generationLeap, generation: m.st.generation + generationLeap, sequence: m.st.sequence, keys: keys,
	}
	if err := newStateKeeper(v.reg, m.ring.seals(m.key, v.opt.Rand)).save(st); err != nil {
		return err
	}
	return v.log.Sync()
}

// copyDocuments copies every document that is whole.
func (m *Remains) copyDocuments(ctx context.Context, v *Vault, progress func(done, total int64)) error {
	from := Documents{fsys: m.shadow, dir: m.dir}
	to := Documents{fsys: v.opt.FS, dir: v.dir}
	ids, err := from.List()
	if err != nil {
		return err
	}
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !m.lostDocument(id) {
			if err := copyDocument(ctx, &from, &to, id); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(int64(i+1), int64(len(ids)))
		}
	}
	return nil
}

func (m *Remains) lostDocument(id string) bool {
	return slices.ContainsFunc(m.Report.Bad, func(d *DamagedError) bool { return d.File == DocumentPath(id) })
}

func copyDocument(ctx context.Context, from, to *Documents, id string) error {
	in, err := openRead(from.fsys, from.file(id))
	if err != nil {
		return err
	}
	defer in.Close()
	size, err := in.Size()
	if err != nil {
		return err
	}
	name := to.file(id)
	if err := to.makeFolder(filepath.Dir(name)); err != nil {
		return err
	}
	out, err := to.fsys.Open(name, true)
	if err != nil {
		return openError(err)
	}
	_, err = io.CopyBuffer(io.NewOffsetWriter(out, 0), stopping{ctx, io.NewSectionReader(in, 0, size)}, make([]byte, 1<<20))
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close(), to.fsys.SyncDir(filepath.Dir(name)))
}
