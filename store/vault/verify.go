package vault

import (
	"context"
	"errors"
	"io"
	"os"
)

// Report is what a full read of a vault found.
type Report struct {
	Slots   int   // in the key file
	Pages   int   // read from the register
	Commits int   // read from the log
	Frames  int   // of those commits
	Bytes   int64 // of register, log and key file
	Bad     []*DamagedError
}

// Sound is true if nothing bad was found.
func (r Report) Sound() bool { return len(r.Bad) == 0 }

// add notes damage and passes any other error on.
func (r *Report) add(err error) error {
	var d *DamagedError
	if errors.As(err, &d) {
		r.Bad = append(r.Bad, d)
		return nil
	}
	return err
}

// Verify reads every page, frame, copy and slot of an unlocked vault. Damage goes into the report; an error means that the
// reading itself could not be done. Commits wait for at most some hundred pages at a time.
func (v *Vault) Verify(ctx context.Context) (Report, error) {
	v.auth.Lock()
	defer v.auth.Unlock()
	v.mu.Lock()
	r, key, ring := v.r, append([]byte(nil), v.vaultKey...), v.ring
	v.mu.Unlock()
	defer wipe(key)
	if r == nil {
		return Report{}, ErrSealed
	}
	s := scanner{reg: v.reg, log: v.log, seals: ring.seals(key, v.opt.Rand), opt: v.opt, gate: r.mu.Lock, ungate: r.mu.Unlock}
	if err := s.keys(v); err != nil {
		return s.report, err
	}
	r.mu.Lock()
	thaw := r.hold()
	r.mu.Unlock()
	defer thaw()
	return s.run(ctx)
}

// Inspect reads every part of a vault that may be damaged, and changes nothing in it. It needs a password of the vault. If the key file
// itself cannot be read the report says so and the rest stays unread. Returns Open's and Unlock's other errors.
func Inspect(ctx context.Context, dir string, opt Options, login, password string) (Report, error) {
	v, err := Open(ctx, dir, opt)
	if err != nil {
		var r Report
		return r, r.add(err)
	}
	defer v.Close()
	v.auth.Lock()
	defer v.auth.Unlock()
	c, err := v.try(ctx, login, password)
	if err != nil {
		var r Report
		return r, r.add(err)
	}
	defer wipe(c.vaultKey)
	s := scanner{reg: v.reg, log: v.log, seals: v.ring.seals(c.vaultKey, v.opt.Rand), opt: v.opt, gate: func() {}, ungate: func() {}}
	s.report.Slots = len(v.ring.slots)
	if !v.ring.authentic(c.vaultKey) {
		s.report.Bad = append(s.report.Bad, damaged(keysFile, 0, "key slots are not this vault's own"))
	}
	return s.run(ctx)
}

// scanner is one full read.
type scanner struct {
	reg, log     File
	seals        seals
	opt          Options
	gate, ungate func() // keep commits away
	report       Report
	skip         map[uint32]*pageBuf // pages that a checkpoint cut short may have torn
}

// keys reads the key file as it is on the disk now.
func (s *scanner) keys(v *Vault) error {
	f, err := s.opt.FS.Open(v.path(keysFile), false)
	if errors.Is(err, os.ErrNotExist) {
		return s.report.add(damaged(keysFile, 0, "file is missing"))
	}
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := readAll(f, maxKeysFile)
	if err != nil {
		return err
	}
	s.report.Bytes += int64(len(data))
	ring, err := decodeKeys(data)
	if err != nil {
		return s.report.add(err)
	}
	s.report.Slots = len(ring.slots)
	if !ring.authentic(s.seals.key) || ring.seq != v.ring.seq {
		return s.report.add(damaged(keysFile, 0, "key slots are not this vault's own"))
	}
	return nil
}

func (s *scanner) run(ctx context.Context) (Report, error) {
	s.gate()
	st, _, err := newStateKeeper(s.reg, s.seals).load()
	if err == nil {
		err = s.frames(st)
	}
	s.ungate()
	if err != nil {
		if err := s.report.add(err); err != nil || st == (state{}) {
			return s.report, err
		}
	}
	return s.report, s.pages(ctx, st.pages)
}

func (s *scanner) frames(st state) error {
	n, err := s.log.Size()
	if err != nil {
		return err
	}
	s.report.Bytes += n
	got, err := (&logReader{f: s.log, seal: newFrameSealer(s.seals), st: st}).read()
	if got != nil {
		s.report.Commits, s.report.Frames = got.commits, got.frames
		if got.begun {
			s.skip = got.pages
		}
	}
	return err
}

const pagesAtATime = 128

// pages reads the register's pages, up to the number the state gives.
func (s *scanner) pages(ctx context.Context, count uint32) error {
	size, err := s.reg.Size()
	if err != nil {
		return err
	}
	s.report.Bytes += size
	seal := newPageSealer(s.seals)
	buf := make([]byte, pagesAtATime*recordSize)
	var page pageBuf
	defer clear(page[:])
	for n := uint32(1); n <= count; {
		if err := ctx.Err(); err != nil {
			return err
		}
		want := min(count-n+1, pagesAtATime)
		s.gate()
		got, err := s.reg.ReadAt(buf[:want*recordSize], recordAt(n))
		s.ungate()
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		for i := range want {
			rec := buf[i*recordSize : (i+1)*recordSize]
			switch {
			case s.skip[n+i] != nil:
			case int(i+1)*recordSize > got:
				return s.report.add(damaged(registerFile, recordAt(n)+int64(got), "register is cut short"))
			case seal.open(page[:], n+i, rec) != nil:
				if err := s.report.add(badPage(n + i)); err != nil {
					return err
				}
			}
			s.report.Pages++
		}
		n += want
	}
	return nil
}
