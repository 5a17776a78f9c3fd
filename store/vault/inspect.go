package vault

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"slices"
)

// Access is what opens a vault: an account's login and password, or, where HalfA is not empty, both recovery halves.
type Access struct {
	Login, Password string
	HalfA, HalfB    string
}

// Remains is a vault, perhaps a damaged one, as far as it can be read. Nothing in its folder is ever written. Its
// methods are not for concurrent use.
type Remains struct {
	Report Report
	Keys   *Keys // of the account that opened it; nil with the recovery halves

	dir    string
	opt    Options // over the shadow
	shadow *shadowFS
	lock   io.Closer
	ring   *keyring
	key    []byte
	whole  *Vault // the vault opened as usual over the shadow; nil if it does not open so

	reg    File
	logged map[uint32]*pageBuf // newer than the register's
	count  uint32              // pages the database has or had
	under  uint32              // of these, how many the register itself should hold
	st     state               // generation and sequence: the highest seen
	page   *pageSealer
	record [recordSize]byte
}

// OpenRemains reads every part of a vault that may be damaged, and changes nothing in its folder. All damage is in the
// report of what it returns. If nothing opens at all, it returns a *DamagedError for the key file beside Open's and
// Unlock's errors; a wrong password is not counted, since that would be a writing, but a wait is kept to.
// progress, which may be nil, is told the pages read of all. Close what it returns.
func OpenRemains(ctx context.Context, dir string, opt Options, with Access, progress func(done, total int64)) (*Remains, error) {
	opt = opt.withDefaults()
	m := &Remains{dir: dir, opt: opt}
	if err := m.begin(ctx, with); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	if err := m.read(ctx, progress); err != nil {
		return nil, errors.Join(err, m.Close())
	}
	return m, nil
}

// begin takes the lock and opens the keys.
func (m *Remains) begin(ctx context.Context, with Access) error {
	v, err := m.overlaid()
	if err != nil {
		return err
	}
	if v.lock, err = m.shadow.Lock(v.path(lockFile)); err != nil {
		return openError(err)
	}
	m.lock = v.lock
	if v.att, err = loadAttempts(m.opt.FS, m.dir); err != nil {
		return err
	}
	var c secret
	rings, err := m.rings(v)
	for _, ring := range rings {
		v.ring = ring
		if c, err = v.access(ctx, with); err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	m.ring, m.key = v.ring, slices.Clone(c.vaultKey)
	m.Report.Slots = len(m.ring.slots)
	if !m.ring.authentic(m.key) {
		m.blame(damaged(keysFile, 0, "key slots are not this vault's own"))
	}
	if with.HalfA == "" {
		m.Keys, err = c.keys()
	}
	return err
}

// overlaid is the vault over a fresh shadow, with what there is of its files.
func (m *Remains) overlaid() (*Vault, error) {
	base := m.opt.FS
	if m.shadow != nil {
		base = m.shadow.base
		m.shadow.release()
	}
	m.shadow = &shadowFS{base: base, files: map[string]*shadow{}}
	m.opt.FS = m.shadow
	names, err := m.shadow.Names(m.dir)
	if err != nil {
		return nil, openError(err)
	}
	v := &Vault{dir: m.dir, opt: m.opt, lock: m.lock}
	for _, part := range []struct {
		name string
		file *File
	}{{registerFile, &v.reg}, {logFile, &v.log}} {
		f, err := m.shadow.Open(v.path(part.name), true)
		if err != nil {
			return nil, openError(err)
		}
		*part.file = f
		if !slices.Contains(names, part.name) && m.ring == nil {
			m.blame(damaged(part.name, 0, reasonMissing))
		}
	}
	if len(m.Report.Bad) == 2 && !slices.Contains(names, keysFile) {
		return nil, ErrNotVault
	}
	return v, nil
}

// access opens a slot.
func (v *Vault) access(ctx context.Context, with Access) (secret, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	if with.HalfA != "" {
		return v.rescue(ctx, with.HalfA, with.HalfB)
	}
	return v.try(ctx, with.Login, with.Password)
}

// blame adds damage to the report.
func (m *Remains) blame(bad ...*DamagedError) { m.Report.Bad = append(m.Report.Bad, bad...) }

func as(err error) *DamagedError {
	var d *DamagedError
	if errors.As(err, &d) {
		return d
	}
	return nil
}

// read opens the register the usual way over the shadow; where that fails it goes on without the rules that
// a sound vault keeps.
func (m *Remains) read(ctx context.Context, progress func(done, total int64)) error {
	m.countCommits()
	err := m.usual()
	if err != nil {
		if err := m.unusual(); err != nil {
			return err
		}
	}
	k := m.ring.seals(m.key, m.opt.Rand)
	m.page = newPageSealer(k)
	if err := m.pages(ctx, k, progress); err != nil {
		return err
	}
	if err != nil {
		m.blameFirst(err)
	}
	return m.documents(ctx)
}

// pages reads all pages of the register.
func (m *Remains) pages(ctx context.Context, k seals, progress func(done, total int64)) error {
	size, _ := m.reg.Size()
	s := sweep{reg: m.reg, seals: k, count: m.under, size: size, over: m.logged, patient: true, progress: progress}
	err := s.run(ctx)
	m.Report.Pages += s.read
	m.blame(s.bad...)
	return err
}

// blameFirst names why the vault does not open as usual, unless damage that was found in the same file says it better.
func (m *Remains) blameFirst(err error) {
	first := as(err)
	if first == nil {
		first = damaged(registerFile, 0, "cannot be opened: "+err.Error())
	}
	for _, d := range m.Report.Bad {
		if d.File == first.File {
			return
		}
	}
	m.blame(first)
}

// documents looks at the sealed documents.
func (m *Remains) documents(ctx context.Context) error {
	n, bad, err := checkDocuments(ctx, m.shadow, m.dir)
	m.Report.Documents = n
	m.blame(bad...)
	return err
}

// Documents are the vault's; nothing can be changed through them.
func (m *Remains) Documents() *Documents {
	return &Documents{fsys: m.shadow, dir: m.dir, vault: m.ring.id, rand: m.opt.Rand}
}

// usual opens the vault over the shadow, with everything that opening means.
func (m *Remains) usual() error {
	v, err := m.overlaid()
	if err != nil {
		return err
	}
	if err := v.loadKeys(); err != nil {
		return err
	}
	v.auth.Lock()
	err = v.open(m.key)
	v.auth.Unlock()
	if err != nil {
		return err
	}
	release, err := v.r.quiesce()
	if err != nil {
		return errors.Join(err, v.seal())
	}
	release()
	m.whole, m.ring = v, v.ring
	m.reg, m.count, m.under, m.st = v.reg, v.r.count, v.r.count, v.r.st
	return nil
}

// ID is the vault's identifier, as Vault.ID gives it.
func (m *Remains) ID() string { return hex.EncodeToString(m.ring.id[:]) }

// Pages is how many pages the database has, or had before it was damaged.
func (m *Remains) Pages() uint32 { return m.count }

// Page is the newest version of page n that can be read, in a slice of its own, or nil if none can.
func (m *Remains) Page(n uint32) []byte {
	if b := m.logged[n]; b != nil {
		return slices.Clone(b[:])
	}
	if n == 0 || n > m.count {
		return nil
	}
	patient(m.reg, m.record[:], recordAt(n))
	out := make([]byte, PageSize)
	if m.page.open(out, n, m.record[:]) != nil {
		return nil
	}
	return out
}

// DB is the register's database, which may be written: the writing stays in memory. Only where nothing is damaged, or
// nothing but documents; otherwise it returns the first damage.
func (m *Remains) DB() (*sql.DB, error) {
	for _, d := range m.Report.Bad {
		if d.Part != PartDocument {
			return nil, d
		}
	}
	return m.whole.DB()
}

// Opens reports whether the vault opens as usual, damaged pages or not.
func (m *Remains) Opens() bool { return m.whole != nil }

// Err is why DB does not work any more, as Vault.Err gives it.
func (m *Remains) Err() error { return m.whole.Err() }

// Close drops the keys and gives the folder back.
func (m *Remains) Close() error {
	var errs []error
	if m.whole != nil {
		m.whole.mu.Lock()
		errs = append(errs, m.whole.seal())
		m.whole.mu.Unlock()
	}
	if m.lock != nil {
		errs = append(errs, m.lock.Close())
	}
	if m.shadow != nil {
		m.shadow.release()
	}
	for _, b := range m.logged {
		clear(b[:])
	}
	wipe(m.key)
	if m.Keys != nil {
		wipe(m.Keys.Sign)
	}
	return errors.Join(errs...)
}
