package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"github.com/psanford/sqlite3vfs"
)

// TestFileSystemForSQLite: what SQLite asks of a file system beside its files.
func TestFileSystemForSQLite(t *testing.T) {
	var v vfs
	if err := v.Delete("journal", true); err != nil {
		t.Fatal(err)
	}
	if there, err := v.Access("journal", 0); there || err != nil {
		t.Fatal("a journal was found", err)
	}
	if v.FullPathname("register-1") != "register-1" {
		t.Fatal("the name was changed")
	}
	var a, b [32]byte
	if v.Randomness(a[:]) != len(a) || v.Randomness(b[:]) != len(b) || a == b {
		t.Fatal("not random")
	}
	before := time.Now()
	v.Sleep(2 * time.Millisecond)
	if now := v.CurrentTime(); now.Sub(before) < 2*time.Millisecond {
		t.Fatal("no sleep", now)
	}
	var f memFile
	if _, err := f.WriteAt([]byte{1}, -1); err == nil {
		t.Fatal("written before the start")
	}
	if _, err := f.WriteAt([]byte{1}, 1<<32); err == nil {
		t.Fatal("a temporary file of 4 GiB")
	}
	if err := f.Lock(0); err != nil || f.Unlock(0) != nil {
		t.Fatal("a lock in memory is refused")
	}
	if f.DeviceCharacteristics()&sqlite3vfs.IocapPowersafeOverwrite == 0 || f.SectorSize() != PageSize {
		t.Fatal("not the device that the commits rely on")
	}
	if (deadFile{}).Close() != nil {
		t.Fatal("a dead file does not close")
	}
}

// TestConnectorStops: no connection once nobody waits for it, and none to a register that is gone.
func TestConnectorStops(t *testing.T) {
	if err := registerVFS(); err != nil {
		t.Fatal(err)
	}
	c := newConnector("no such register", 100)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Connect(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, err := c.Connect(context.Background()); err == nil {
		t.Fatal("connected to nothing")
	}
	if c.Driver() != c.drv {
		t.Fatal("another driver")
	}
}

// TestWholePagesOnly: what SQLite never does is refused, and nothing goes on after it.
func TestWholePagesOnly(t *testing.T) {
	page := make([]byte, PageSize)
	for what, do := range map[string]func(r *register) error{
		"part of a page":        func(r *register) error { return r.writeAt(page[:100], 0) },
		"a page out of place":   func(r *register) error { return r.writeAt(page, 100) },
		"cut inside a page":     func(r *register) error { return r.truncate(PageSize + 1) },
		"cut while it is dead":  func(r *register) error { r.poison(errPanic); return r.truncate(PageSize) },
		"write while it's dead": func(r *register) error { r.poison(errPanic); return r.writeAt(page, 0) },
		"keys while it is dead": func(r *register) error { r.poison(errPanic); return r.bindKeys(2) },
	} {
		b := newBed(t, 1<<20)
		b.must(b.commit(3, 1, 2, 3))
		if do(b.r) == nil {
			t.Errorf("%s: accepted", what)
		}
		if err := b.r.commit(); err == nil {
			t.Errorf("%s: a commit after it", what)
		}
		f := &mainFile{r: b.r}
		if _, err := f.WriteAt(page, 0); err == nil {
			t.Errorf("%s: a write after it", what)
		}
		if f.Truncate(0) == nil || f.Sync(0) == nil {
			t.Errorf("%s: cut or synced after it", what)
		}
		b.open()
		b.check()
	}
}

// TestReadsOfParts: SQLite reads the header of page 1 by itself; never does a read cross a page.
func TestReadsOfParts(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(3, 1, 2, 3))
	b.must(b.r.close())
	b.open()
	p := make([]byte, 16)
	if n, err := b.r.readAt(p, PageSize+24); n != 16 || err != nil || p[0] != 2 || p[15] != 2 {
		t.Fatal(n, err, p)
	}
	if _, err := b.r.readAt(p, PageSize-8); err == nil {
		t.Fatal("read across two pages")
	}
	if b.r.failed != nil {
		t.Fatal("a question too many does no harm", b.r.failed)
	}
}

// TestReadsThatFail: an error, and a register that became shorter behind our back, stop everything.
func TestReadsThatFail(t *testing.T) {
	for _, part := range []int{16, PageSize} {
		for _, cut := range []bool{false, true} {
			b := newBed(t, 1<<20)
			b.must(b.commit(3, 1, 2, 3))
			b.must(b.r.close())
			b.open()
			if cut {
				b.reg.file.b = b.reg.file.b[:recordAt(3)]
			} else {
				b.reg.set(func(op string, _ int64) error {
					if op == "read" {
						return errPanic
					}
					return nil
				})
			}
			_, err := b.r.readAt(make([]byte, part), 2*PageSize)
			var d *DamagedError
			if cut && (!errors.As(err, &d) || d.Offset != recordAt(3)) || !cut && !errors.Is(err, errPanic) {
				t.Errorf("%d bytes, cut %v: %v", part, cut, err)
			}
			if b.r.commit() == nil {
				t.Error("a commit after it")
			}
		}
	}
}

// TestOpeningFailsWhereverTheFilesDo: an error in reading is passed on, and taken neither for damage nor for an empty log.
func TestOpeningFailsWhereverTheFilesDo(t *testing.T) {
	for _, begun := range []bool{false, true} {
		b := newBed(t, 1<<20)
		b.must(b.commit(90, run(1, 90)...))
		b.must(b.r.close())
		b.open()
		b.must(b.commit(120, run(60, 120)...))
		if begun {
			b.r.mu.Lock()
			b.must(b.r.begin())
			b.r.mu.Unlock()
		}
		reg, log := b.reg.bytes(), b.log.bytes()
		torn := make([]byte, 3*sectorSize) // of a commit
		_, _ = rand.Read(torn)
		log = append(log, torn...)
		for nth := 0; ; nth++ {
			seen := -nth
			hook := func(op string, _ int64) error {
				if seen++; seen == 1 {
					return errPanic
				}
				return nil
			}
			c := *b
			c.reg, c.log = &hookFile{file: memLog{append([]byte(nil), reg...)}}, &hookFile{file: memLog{append([]byte(nil), log...)}}
			c.reg.set(hook)
			c.log.set(hook)
			r, err := openRegister(c.reg, c.log, c.k, 1, Options{checkpointBytes: 1 << 30}.withDefaults())
			if seen < 1 {
				if err != nil || nth < 8 {
					t.Fatal(nth, err)
				}
				r.mu.Lock()
				r.rest()
				r.mu.Unlock()
				break
			}
			if err == nil { // in the background
				r.mu.Lock()
				r.rest()
				err = r.failed
				r.mu.Unlock()
			}
			if err != nil && !errors.Is(err, errPanic) {
				t.Fatalf("begun %v, operation %d: %v", begun, nth, err)
			}
		}
	}
}
