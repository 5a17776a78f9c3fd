package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestCommitsGoOnDuringACheckpoint: what they change, cut off and add while the register is being synced is there afterwards.
func TestCommitsGoOnDuringACheckpoint(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(200, run(1, 200)...))
	g := newGate()
	b.reg.set(at("sync", g))
	b.must(b.commit(300, run(150, 300)...)) // fills the log
	<-g.reached
	b.must(b.commit(300, 7, 8, 9, 299))
	b.must(b.commit(120, 2))
	b.must(b.commit(260, run(121, 260)...))
	b.must(b.commit(180, run(1, 90)...))
	b.check()
	if !b.r.begun || b.r.end == 0 {
		t.Fatal("no checkpoint is under way")
	}
	close(g.pass)
	b.settled()
	if b.r.end != 0 || len(b.r.logged) != 0 {
		t.Fatal("the log was not emptied")
	}
	b.checkAll()
}

// TestLongLogKeepsCommitsWaiting until a checkpoint has emptied it.
func TestLongLogKeepsCommitsWaiting(t *testing.T) {
	b := newBed(t, 256<<10)
	g := newGate()
	b.reg.set(at("sync", g))
	for b.r.end < backlog*b.opt.checkpointBytes {
		b.must(b.commit(70, run(1, 70)...))
	}
	done := make(chan error)
	go func() { done <- b.commit(80, run(60, 80)...) }()
	select {
	case <-done:
		t.Fatal("a commit went into a log that is far too long")
	case <-time.After(50 * time.Millisecond):
	}
	close(g.pass)
	b.must(<-done)
	b.settled()
	b.checkAll()
}

// TestWaitingCommitHearsOfTheFailure that keeps the log from being emptied.
func TestWaitingCommitHearsOfTheFailure(t *testing.T) {
	b := newBed(t, 256<<10)
	g := newGate()
	b.reg.set(func(op string, _ int64) error {
		if op != "sync" {
			return nil
		}
		g.wait()
		return syscall.EIO
	})
	for b.r.end < backlog*b.opt.checkpointBytes {
		b.must(b.commit(70, run(1, 70)...))
	}
	done := make(chan error)
	go func() { done <- b.r.commit() }()
	time.Sleep(10 * time.Millisecond)
	close(g.pass)
	if err := <-done; !errors.Is(err, syscall.EIO) {
		t.Fatal(err)
	}
}

// TestFullLogWithoutTheFlag: a log that only this opening finds full is said to be before the register is touched.
func TestFullLogWithoutTheFlag(t *testing.T) {
	b := newBed(t, 1<<30)
	b.must(b.commit(300, run(1, 300)...))
	b.must(b.commit(300, run(1, 300)...))
	b.opt.checkpointBytes = 64 << 10
	b.reg, b.log = &hookFile{file: memLog{b.reg.bytes()}}, &hookFile{file: memLog{b.log.bytes()}}
	end := b.r.end
	var torn *bed
	b.reg.set(func(op string, off int64) error {
		if op == "write" && off >= headSize && torn == nil {
			torn = &bed{t: t, k: b.k, opt: b.opt, want: b.want, reg: &hookFile{}, log: &hookFile{file: memLog{b.log.bytes()}}}
			torn.reg.file.b = append(bytes.Clone(b.reg.file.b), make([]byte, 3*recordSize+99)...) // torn, and too long
		}
		return nil
	})
	b.open()
	b.settled()
	if torn == nil || int64(len(torn.log.file.b)) < end+int64(frameSize(0)) {
		t.Fatal("the register was touched before the log said so")
	}
	b.checkAll()
	torn.open()
	torn.settled()
	torn.checkAll()
}

// TestEveryFailureOfACheckpointIsHeard, wherever it comes from; what was committed is there afterwards.
func TestEveryFailureOfACheckpointIsHeard(t *testing.T) {
	for _, how := range []string{"in the background", "sealing", "quiet", "frozen"} {
		for nth := 0; ; nth++ {
			b := newBed(t, 512<<10)
			b.must(b.commit(110, run(1, 110)...))
			var mu sync.Mutex
			failing, seen := false, -nth
			hook := func(op string, _ int64) error {
				mu.Lock()
				defer mu.Unlock()
				if failing && op != "read" && op != "size" {
					if seen++; seen > 0 {
						return syscall.EIO
					}
				}
				return nil
			}
			b.reg.set(hook)
			b.log.set(hook)
			b.must(b.commit(60, 5)) // the register will be cut
			mu.Lock()
			failing = true
			mu.Unlock()
			err := b.checkpointBy(how)
			mu.Lock()
			passed := seen <= 0
			failing = false
			mu.Unlock()
			if passed {
				if nth < 7 || err != nil {
					t.Fatalf("%s: %d operations, %v", how, nth, err)
				}
				break
			}
			if !errors.Is(err, syscall.EIO) {
				t.Fatalf("%s, operation %d: %v", how, nth, err)
			}
			if err := b.r.commit(); err == nil && how != "sealing" {
				t.Fatalf("%s, operation %d: a commit after it", how, nth)
			}
			b.open()
			b.settled()
			b.checkAll()
		}
	}
}

// checkpointBy has a checkpoint made and returns what came of it.
func (b *bed) checkpointBy(how string) error {
	switch how {
	case "sealing":
		return b.r.close()
	case "quiet":
		release, err := b.r.quiesce()
		if err == nil {
			release()
		}
		return err
	case "frozen":
		_, _, thaw, err := b.r.freeze()
		if err == nil {
			thaw()
		}
		return err
	}
	b.r.mu.Lock()
	b.r.startCheckpoint()
	b.r.mu.Unlock()
	b.settled()
	b.r.mu.Lock()
	defer b.r.mu.Unlock()
	return b.r.failed
}

// TestPanicInTheBackgroundPoisons, like one under SQLite.
func TestPanicInTheBackgroundPoisons(t *testing.T) {
	b := newBed(t, 64<<10)
	b.reg.set(func(op string, _ int64) error {
		if op == "write" {
			panic("oops")
		}
		return nil
	})
	b.must(b.commit(40, run(1, 40)...))
	b.settled()
	if err := b.commit(40, 1); !errors.Is(err, errPanic) {
		t.Fatal(err)
	}
}

// TestNoNonceNoCommit: without randomness nothing is written that could not be sealed.
func TestNoNonceNoCommit(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(3, 1, 2, 3))
	b.k.rand = io.LimitReader(rand.Reader, 40) // a frame's nonce, and half of the state's
	b.must(b.r.close())
	b.open()
	b.must(b.commit(3, 2))
	if err := b.r.close(); !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatal(err)
	}
	b.k = testSeals
	b.open()
	b.checkAll()
}
