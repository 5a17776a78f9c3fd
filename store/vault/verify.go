package vault

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"sync"
)

// Report is what a full read of a vault found.
type Report struct {
	Slots     int   // in the key file
	Pages     int   // read from the register
	Commits   int   // read from the log
	Frames    int   // of those commits
	Documents int   // electronic documents read
	Bytes     int64 // of register, log and key file
	Bad       []*DamagedError
	Torn      []*DamagedError // what a power loss leaves and the next opening mends: no damage
}

// Sound is true if nothing bad was found.
func (r Report) Sound() bool { return len(r.Bad) == 0 }

// add notes damage and passes any other error on.
func (r *Report) add(err error) error {
	if d := as(err); d != nil {
		r.Bad = append(r.Bad, d)
		return nil
	}
	return err
}

// Verify reads every page, frame, copy and slot of an unlocked vault, and the form of every document. Damage goes into the
// report; an error means that the reading itself could not be done. Reads and commits go on meanwhile. progress is told the pages
// read of all.
func (v *Vault) Verify(ctx context.Context, progress ...func(done, total int64)) (Report, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	v.mu.Lock()
	r, key, ring := v.r, slices.Clone(v.vaultKey), v.ring
	v.mu.Unlock()
	defer wipe(key)
	if r == nil {
		return Report{}, ErrSealed
	}
	l := live{v: v, r: r, seals: ring.seals(key, v.opt.Rand)}
	if err := l.keys(); err != nil {
		return l.report, err
	}
	if err := l.run(ctx, progress); err != nil {
		return l.report, err
	}
	n, bad, err := checkDocuments(ctx, v.opt.FS, v.dir)
	l.report.Documents = n
	l.report.Bad = append(l.report.Bad, bad...)
	return l.report, err
}

// live is one full read of a vault that is in use.
type live struct {
	v      *Vault
	r      *register
	seals  seals
	report Report
}

// keys reads the key file as it is on the disk now.
func (l *live) keys() error {
	f, err := l.v.opt.FS.Open(l.v.path(keysFile), false)
	if errors.Is(err, os.ErrNotExist) {
		return l.report.add(damaged(keysFile, 0, reasonMissing))
	}
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := readAll(f, maxKeysFile)
	if err != nil {
		return err
	}
	l.report.Bytes += int64(len(data))
	ring, err := decodeKeys(data)
	if err != nil {
		return l.report.add(err)
	}
	l.report.Slots = len(ring.slots)
	if !ring.authentic(l.seals.key) || ring.seq != l.v.ring.seq {
		return l.report.add(damaged(keysFile, 0, "key slots are not this vault's own"))
	}
	return nil
}

// run reads state and log, and then, with the register kept still, its pages.
func (l *live) run(ctx context.Context, progress []func(done, total int64)) error {
	s := sweep{reg: l.v.reg, seals: l.seals}
	for _, p := range progress {
		s.progress = p
	}
	l.r.mu.Lock()
	st, got, err := l.log()
	thaw := l.r.hold()
	l.r.mu.Unlock()
	defer thaw()
	if err != nil {
		return err
	}
	s.count = st.pages
	if got != nil && got.begun {
		s.over, s.torn = got.pages, true // what a checkpoint is about to write may be torn
	}
	if s.size, err = l.v.reg.Size(); err != nil {
		return err
	}
	l.report.Bytes += s.size
	err = s.run(ctx)
	l.report.Pages = s.read
	l.report.Bad = append(l.report.Bad, s.bad...)
	return err
}

func (l *live) log() (state, *logContents, error) {
	st, _, err := newStateKeeper(l.v.reg, l.seals).load()
	if err != nil {
		return st, nil, l.report.add(err)
	}
	n, err := l.v.log.Size()
	if err != nil {
		return st, nil, err
	}
	l.report.Bytes += n
	got, err := (&logReader{f: l.v.log, seal: newFrameSealer(l.seals), st: st}).read()
	if got != nil {
		l.report.Commits, l.report.Frames = got.commits, got.frames
	}
	if err != nil {
		return st, got, l.report.add(err)
	}
	return st, got, nil
}

const pagesAtATime = 128

// sweep reads and opens all pages of a register, on as many cores as there are.
type sweep struct {
	reg      File
	seals    seals
	count    uint32              // pages there should be
	size     int64               // of the file
	over     map[uint32]*pageBuf // pages of which the log has a newer version
	torn     bool                // and which may be torn in the register
	patient  bool                // what the disk does not give is damage, not an error
	progress func(done, total int64)

	mu   sync.Mutex
	next uint32
	read int
	bad  []*DamagedError
	err  error // of the disk
}

func (s *sweep) run(ctx context.Context) error {
	s.next = 1
	var wg sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			buf := make([]byte, pagesAtATime*recordSize)
			seal := newPageSealer(s.seals)
			for ctx.Err() == nil {
				first, n := s.batch()
				if n == 0 {
					return
				}
				bad, err := s.open(buf, seal, first, n)
				s.done(n, bad, err)
			}
		})
	}
	wg.Wait()
	slices.SortFunc(s.bad, func(a, b *DamagedError) int { return cmp.Compare(a.Number, b.Number) })
	s.cut()
	return errors.Join(ctx.Err(), s.err)
}

// batch gives out the next pages that lie in the file as a whole.
func (s *sweep) batch() (first, n uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	first = s.next
	if whole := s.whole(); first <= whole && s.err == nil {
		n = min(pagesAtATime, whole-first+1)
	}
	s.next += n
	return first, n
}

// whole is how many of the pages the file is long enough for.
func (s *sweep) whole() uint32 {
	return uint32(min(int64(s.count), max(0, s.size-headSize)/recordSize))
}

func (s *sweep) open(buf []byte, seal *pageSealer, first, n uint32) (bad []*DamagedError, err error) {
	raw := buf[:n*recordSize]
	if s.patient {
		patient(s.reg, raw, recordAt(first))
	} else if _, err := s.reg.ReadAt(raw, recordAt(first)); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var page pageBuf
	defer clear(page[:])
	for i := range n {
		if s.torn && s.over[first+i] != nil {
			continue
		}
		if seal.open(page[:], first+i, raw[i*recordSize:(i+1)*recordSize]) != nil {
			bad = append(bad, as(badPage(first+i)))
		}
	}
	return bad, nil
}

func (s *sweep) done(n uint32, bad []*DamagedError, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.err = err
		return
	}
	s.read += int(n)
	s.bad = append(s.bad, bad...)
	if s.progress != nil {
		s.progress(int64(s.read), int64(s.count))
	}
}

// cut names the pages beyond the end of a file that is too short.
func (s *sweep) cut() {
	if whole := s.whole(); whole < s.count {
		d := damaged(registerFile, s.size, reasonCut).of(PartPage, uint64(whole)+1)
		if whole+1 < s.count {
			d.Last = uint64(s.count)
		}
		s.bad = append(s.bad, d)
	}
}

// checkDocuments reads every document and names those that are not whole age files. It has no key for them; whether
// their content is right is for those who have one, and for the register, which knows their sums.
func checkDocuments(ctx context.Context, fsys FS, dir string) (n int, bad []*DamagedError, err error) {
	d := Documents{fsys: fsys, dir: dir}
	ids, err := d.List()
	switch {
	case errors.Is(err, fs.ErrPermission):
		bad = append(bad, damaged(documentsDir, 0, reasonBarred)) // what is beside it is read all the same
	case err != nil:
		return 0, nil, err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return n, bad, err
		}
		n++
		if reason := d.flaw(ctx, id); reason != "" {
			bad = append(bad, damaged(DocumentPath(id), 0, reason).of(PartDocument, 0))
		}
	}
	return n, bad, ctx.Err()
}
