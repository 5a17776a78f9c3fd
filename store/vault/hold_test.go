package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"
)

// TestFrozenRegisterStaysStill while commits fill the log, and is written once it is let go.
func TestFrozenRegisterStaysStill(t *testing.T) {
	b := newBed(t, 256<<10)
	b.must(b.commit(90, run(1, 90)...))
	head, pages, thaw, err := b.r.freeze()
	b.must(err)
	before := b.reg.bytes()
	if pages != 90 || !bytes.Equal(head, before[:headSize]) || len(b.log.bytes()) != 0 {
		t.Fatal(pages, "pages")
	}
	for range 2 * backlog {
		b.must(b.commit(100, run(20, 100)...)) // nobody waits for room now
	}
	b.must(b.commit(50, 1))
	b.must(b.r.bindKeys(1))
	if !bytes.Equal(b.reg.bytes()[headSize:], before[headSize:]) {
		t.Fatal("a frozen register was written")
	}
	thaw()
	thaw() // once is enough
	b.settled()
	if b.r.end != 0 {
		t.Fatal("no checkpoint after the thaw")
	}
	b.checkAll()
}

// TestFreezeStopsACheckpoint in the middle of a step: what was in hand is not lost.
func TestFreezeStopsACheckpoint(t *testing.T) {
	b := newBed(t, 1<<20) // so much that none starts by itself, which could be at its end when the gate is set
	g := newGate()
	b.k.rand = &gatedRand{}
	b.open()
	b.must(b.commit(100, run(1, 100)...))
	b.r.mu.Lock()
	b.must(b.r.begin())
	b.k.rand.(*gatedRand).set(g)
	b.r.startCheckpoint()
	b.r.startCheckpoint() // one is enough
	b.r.mu.Unlock()
	<-g.reached // sealing, without the lock
	b.must(b.cutPast(80))
	b.r.mu.Lock()
	thaw := b.r.hold()
	b.r.mu.Unlock()
	before := b.reg.bytes()
	close(g.pass)
	b.settled()
	if !bytes.Equal(b.reg.bytes(), before) || len(b.r.dirty) != 80 {
		t.Fatalf("%d pages wait to be copied", len(b.r.dirty))
	}
	b.k.rand.(*gatedRand).set(nil)
	thaw()
	b.checkAll()
}

// cutPast commits a shorter database, past the gate in the source of nonces.
func (b *bed) cutPast(count uint32) error {
	err := b.r.truncate(int64(count) * PageSize)
	b.k.rand.(*gatedRand).open(func() { err = errors.Join(err, b.r.commit()) })
	b.want = b.want[:count]
	return err
}

// gatedRand is a source of nonces with a gate for whoever comes first.
type gatedRand struct {
	mu sync.Mutex
	g  *gate
}

func (r *gatedRand) set(g *gate) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.g = g
}

// open lets everyone pass meanwhile, but for whoever waits already.
func (r *gatedRand) open(meanwhile func()) {
	r.mu.Lock()
	g := r.g
	r.mu.Unlock()
	r.set(nil)
	meanwhile()
	r.set(g)
}

func (r *gatedRand) Read(p []byte) (int, error) {
	r.mu.Lock()
	g := r.g
	r.mu.Unlock()
	if g != nil {
		g.wait()
	}
	return rand.Read(p)
}

// TestQuiesceWaitsForTheThaw, and commits go on until then.
func TestQuiesceWaitsForTheThaw(t *testing.T) {
	b := newBed(t, 256<<10)
	b.must(b.commit(90, run(1, 90)...))
	_, _, thaw, err := b.r.freeze()
	b.must(err)
	quiet := make(chan func())
	go func() {
		release, err := b.r.quiesce()
		if err != nil {
			t.Error(err)
		}
		quiet <- release
	}()
	for range 3 {
		b.must(b.commit(90, run(1, 80)...))
		time.Sleep(time.Millisecond)
	}
	select {
	case <-quiet:
		t.Fatal("quiet while a copy is made")
	default:
	}
	thaw()
	release := <-quiet
	if len(b.log.bytes()) != 0 {
		t.Fatal("the log is not empty")
	}
	done := make(chan error)
	go func() { done <- b.commit(90, 3) }()
	select {
	case <-done:
		t.Fatal("a commit while all is quiet")
	case <-time.After(20 * time.Millisecond):
	}
	b.readWhileQuiet()
	release()
	b.must(<-done)
	b.checkAll()
}

func (b *bed) readWhileQuiet() {
	b.t.Helper()
	p := make([]byte, PageSize)
	if _, err := b.r.readAt(p, 10*PageSize); err != nil || p[100] != 11 {
		b.t.Fatal("no reading while all is quiet", err)
	}
}

// TestCloseWaitsForTheThaw: sealing does not pull the register away under a copy.
func TestCloseWaitsForTheThaw(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(9, run(1, 9)...))
	_, _, thaw, err := b.r.freeze()
	b.must(err)
	b.must(b.commit(9, 4))
	closed := make(chan error)
	go func() { closed <- b.r.close() }()
	select {
	case <-closed:
		t.Fatal("closed while a copy is made")
	case <-time.After(20 * time.Millisecond):
	}
	thaw()
	b.must(<-closed)
	if err := b.r.close(); err != nil {
		t.Fatal("closing twice:", err)
	}
	if _, _, _, err := b.r.freeze(); !errors.Is(err, ErrSealed) {
		t.Fatal(err)
	}
	b.open()
	b.check()
}
