package vault

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"
	"sync"
	"syscall"
	"testing"
	"time"
)

// hookFile is a file in memory that calls back before each operation, and fails it with what the hook returns.
type hookFile struct {
	mu   sync.Mutex
	file memLog
	hook func(op string, off int64) error // under its own lock; may be nil
}

func (f *hookFile) before(op string, off int64) error {
	f.mu.Lock()
	hook := f.hook
	f.mu.Unlock()
	if hook == nil {
		return nil
	}
	return hook(op, off)
}

func (f *hookFile) set(hook func(op string, off int64) error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hook = hook
}

func (f *hookFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.before("read", off); err != nil {
		return 0, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.file.ReadAt(p, off)
}

func (f *hookFile) WriteAt(p []byte, off int64) (int, error) {
	if err := f.before("write", off); err != nil {
		return 0, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.file.WriteAt(p, off)
}

func (f *hookFile) Truncate(n int64) error {
	if err := f.before("truncate", n); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.file.Truncate(n)
}

func (f *hookFile) Sync() error { return f.before("sync", 0) }

func (f *hookFile) Size() (int64, error) {
	if err := f.before("size", 0); err != nil {
		return 0, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.file.Size()
}

func (f *hookFile) Close() error { return nil }

func (f *hookFile) bytes() []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	return bytes.Clone(f.file.b)
}

// bed is a register on files in memory, and what its pages should hold.
type bed struct {
	t        *testing.T
	r        *register
	reg, log *hookFile
	k        seals
	opt      Options
	want     []uint64 // version of each page
	version  uint64
}

func newBed(t *testing.T, checkpointBytes int64) *bed {
	t.Helper()
	b := &bed{t: t, reg: &hookFile{}, log: &hookFile{}, k: testSeals, opt: Options{checkpointBytes: checkpointBytes}.withDefaults()}
	if err := newStateKeeper(b.reg, b.k).save(state{writing: 1, generation: 1, keys: 1}); err != nil {
		t.Fatal(err)
	}
	b.open()
	return b
}

func (b *bed) open() {
	b.t.Helper()
	r, err := openRegister(b.reg, b.log, b.k, 1, b.opt)
	if err != nil {
		b.t.Fatal(err)
	}
	b.r = r
	b.t.Cleanup(func() { _ = r.close() })
}

func pageOf(n uint32, version uint64) []byte {
	p := bytes.Repeat([]byte{byte(n)}, PageSize)
	binary.BigEndian.PutUint64(p, version)
	return p
}

// commit writes the pages and commits them, with the database cut or grown to count.
func (b *bed) commit(count uint32, pages ...uint32) error {
	b.version++
	for _, n := range pages {
		if err := b.r.writeAt(pageOf(n, b.version), int64(n-1)*PageSize); err != nil {
			return err
		}
	}
	if int64(count)*PageSize < b.r.size() {
		if err := b.r.truncate(int64(count) * PageSize); err != nil {
			return err
		}
	}
	if err := b.r.commit(); err != nil {
		return err
	}
	for len(b.want) < int(count) {
		b.want = append(b.want, 0)
	}
	b.want = b.want[:count]
	for _, n := range pages {
		if n <= count {
			b.want[n-1] = b.version
		}
	}
	return nil
}

func (b *bed) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err, b.r.failed)
	}
}

// run lists the pages from to to.
func run(from, to uint32) (pages []uint32) {
	for n := from; n <= to; n++ {
		pages = append(pages, n)
	}
	return pages
}

// check reads every page.
func (b *bed) check() {
	b.t.Helper()
	if got := b.r.size(); got != int64(len(b.want))*PageSize {
		b.t.Fatalf("%d bytes, want %d pages", got, len(b.want))
	}
	p := make([]byte, PageSize)
	for i, v := range b.want {
		if _, err := b.r.readAt(p, int64(i)*PageSize); err != nil {
			b.t.Fatalf("page %d: %v", i+1, err)
		}
		if !bytes.Equal(p, pageOf(uint32(i+1), v)) {
			b.t.Fatalf("page %d: version %d, want %d", i+1, binary.BigEndian.Uint64(p), v)
		}
	}
}

// checkAll reads every page, also as the next opening finds it after a crash now, and after a sealing.
func (b *bed) checkAll() {
	b.t.Helper()
	b.check()
	crashed := *b
	crashed.reg, crashed.log = &hookFile{file: memLog{b.reg.bytes()}}, &hookFile{file: memLog{b.log.bytes()}}
	crashed.open()
	crashed.check()
	b.must(b.r.close())
	b.open()
	b.check()
	if size, want := len(b.reg.bytes()), recordAt(uint32(len(b.want))+1); int64(size) != want || len(b.log.bytes()) != 0 {
		b.t.Fatalf("register of %d bytes, want %d; log of %d", size, want, len(b.log.bytes()))
	}
}

// settled waits until nothing runs in the background.
func (b *bed) settled() {
	b.t.Helper()
	b.r.mu.Lock()
	defer b.r.mu.Unlock()
	for b.r.working {
		b.r.changed.Wait()
	}
}

// gate stops a file at an operation until it is opened.
type gate struct {
	reached chan struct{}
	pass    chan struct{}
	once    sync.Once
}

func newGate() *gate { return &gate{reached: make(chan struct{}), pass: make(chan struct{})} }

func (g *gate) wait() {
	g.once.Do(func() { close(g.reached) })
	<-g.pass
}

func at(op string, g *gate) func(string, int64) error {
	return func(did string, off int64) error {
		if did == op && (op != "write" || off >= headSize) {
			g.wait()
		}
		return nil
	}
}

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
	b := newBed(t, 256<<10)
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
