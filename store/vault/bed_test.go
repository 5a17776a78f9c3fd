package vault

import (
	"bytes"
	"encoding/binary"
	"sync"
	"testing"
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
