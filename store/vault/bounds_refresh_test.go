package vault

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
)

// A login that does not exist is given the time of the costliest that does, in memory as in passes.
func TestCostlierKeepsTheGreater(t *testing.T) {
	low, more, longer := KDFParams{64, 2, 1}, KDFParams{128, 2, 1}, KDFParams{64, 3, 1}
	for _, c := range []struct{ a, b, want KDFParams }{
		{low, low, low}, {low, more, more}, {more, low, more}, {low, longer, longer}, {longer, low, longer},
	} {
		if got := costlier(c.a, c.b); got != c.want {
			t.Errorf("%v or %v: %v", c.a, c.b, got)
		}
	}
}

// A slot below today's policy stays as it is while it can't be sealed anew, and keeps nobody out.
func TestSlotStaysWhereItCannotBeSealedAnew(t *testing.T) {
	v, _ := slotVault(t)
	before := v.account()
	v.opt.KDF = KDFParams{MemoryKiB: 128, Time: 2, Threads: 1}
	good := v.opt.Rand
	v.opt.Rand = &dryRand{at: 1}
	if _, err := v.Unlock(t.Context(), "wang", slotPassword); err != nil {
		t.Fatal(err)
	}
	if v.account() != before {
		t.Error("sealed anew without randomness")
	}
	v.opt.Rand = good
	v.mustUnlock(t)
	if v.account().params != v.opt.KDF {
		t.Error("not sealed anew with it")
	}
}

// A slot is replaced in an open vault only.
func TestNoSlotIsReplacedInASealedVault(t *testing.T) {
	v, _ := slotVault(t)
	old := v.account()
	seq := v.ring.seq
	if err := v.Seal(); err != nil {
		t.Fatal(err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := v.replaceSlot(old, old); !errors.Is(err, ErrSealed) || v.ring.seq != seq {
		t.Errorf("%v, key file %d after %d", err, v.ring.seq, seq)
	}
}

// A backup waits for the log before it takes its moment, so that commits need not wait for it then.
func TestSnapshotDrainsTheLog(t *testing.T) {
	v, _ := slotVault(t)
	db, err := v.DB()
	if err == nil {
		_, err = db.Exec("CREATE TABLE t AS SELECT randomblob(?) AS x", 4*restPages*PageSize)
	}
	if err != nil {
		t.Fatal(err)
	}
	dirty := func() int {
		v.r.mu.Lock()
		defer v.r.mu.Unlock()
		return len(v.r.dirty)
	}
	if dirty() <= restPages {
		t.Fatal("the log is short as it is")
	}
	s, err := v.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Release()
	if n := dirty(); n > restPages {
		t.Errorf("%d pages left for the moment", n)
	}
}

// A turn given back, and an end that is over, let the next long work begin.
func TestLongWorkBeginsAndEnds(t *testing.T) {
	v, _ := slotVault(t)
	v.Interrupt() // nobody is at work
	for range 3 {
		work, done, err := v.beginLong(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if work.Err() != nil {
			t.Error("interrupted before it began")
		}
		v.Interrupt()
		if work.Err() == nil {
			t.Error("not interrupted")
		}
		done()
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		if _, _, err := v.beginLong(gone); !errors.Is(err, context.Canceled) {
			t.Fatal("began for one who had gone:", err)
		}
	}
	again := v.endLong()
	begun := make(chan error)
	go func() {
		_, done, err := v.beginLong(t.Context())
		if err == nil {
			done()
		}
		begun <- err
	}()
	again()
	if err := <-begun; err != nil && !errors.Is(err, ErrSealed) {
		t.Error(err)
	}
}

// The key file in a backup is the one of its moment, and one too long to be a key file makes none.
func TestBackupOfAStrangeKeyFile(t *testing.T) {
	v, _ := slotVault(t)
	s, err := v.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(v.dir, keysFile), make([]byte, maxKeysFile+1))
	if err := s.Freeze(); !errors.Is(err, errTooLong) {
		t.Error(err)
	}
	s.Release()
	if err := v.Seal(); err != nil {
		t.Error(err)
	}
}
