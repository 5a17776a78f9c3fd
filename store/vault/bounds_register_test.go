package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"syscall"
	"testing"
)

// The log always has room for two sectors more: the mark, and the frame that begins a checkpoint. It grows by as much as it
// has, within bounds, and what it grows by is zeros.
func TestLogKeepsRoomForItsEnd(t *testing.T) {
	b := newBed(t, 1<<30)
	was := int64(0)
	for i := range uint32(18) {
		b.must(b.commit(1+i*i, run(1, 1+i*i)...))
		size := int64(len(b.log.bytes()))
		if b.r.logSize != size || size < b.r.end+2*sectorSize || size%sectorSize != 0 {
			t.Fatalf("commit %d: a log of %d bytes, taken for %d, ends at %d", i, size, b.r.logSize, b.r.end)
		}
		step := min(max(was, minGrowth), maxGrowth)
		if size != was && (size%step != 0 || size-(b.r.end+2*sectorSize) >= step) {
			t.Fatalf("commit %d: grown from %d to %d, the end is at %d", i, was, size, b.r.end)
		}
		if rest := b.log.bytes()[b.r.end+sectorSize:]; countNonZero(rest) != 0 {
			t.Fatalf("commit %d: something stands behind the mark", i)
		}
		was = size
	}
	b.checkAll()
}

func TestLogWithExactlyEnoughRoomDoesNotGrow(t *testing.T) {
	r := &register{log: &memLog{}, end: sectorSize}
	for have, want := range map[int64]int64{
		4 * sectorSize: 4 * sectorSize, 4*sectorSize - 1: minGrowth, 0: minGrowth,
	} {
		r.logSize = have
		if err := r.growLog(sectorSize); err != nil || r.logSize != want {
			t.Errorf("from %d to %d, want %d: %v", have, r.logSize, want, err)
		}
	}
	for pages, frames := range map[int][]int{
		0: {0}, 1: {1}, 255: {255}, 256: {256}, 257: {256, 1}, 512: {256, 256}, 600: {256, 256, 88},
	} {
		sum := 0
		for _, n := range frames {
			sum += frameSize(n)
		}
		if got := commitSize(pages); got != int64(sum) {
			t.Errorf("%d pages take %d bytes, want %d", pages, got, sum)
		}
	}
}

// What was cut off and grew again within one commit is zeros, whatever stood there before; so are pages SQLite leaves out.
func TestCutPagesComeBackAsZeros(t *testing.T) {
	for _, sealed := range []bool{false, true} {
		b := newBed(t, 1<<20)
		b.must(b.commit(9, run(1, 9)...))
		if sealed {
			b.must(b.r.close())
			b.open()
		}
		for _, n := range []uint32{4, 5, 8} { // buffers that are given back, not clean
			b.must(b.r.writeAt(pageOf(n, 99), int64(n-1)*PageSize))
		}
		b.must(b.r.truncate(4 * PageSize))
		b.must(b.r.truncate(6 * PageSize))
		if got := b.r.size(); got != 6*PageSize {
			t.Fatalf("cut to %d", got)
		}
		b.must(b.r.writeAt(pageOf(9, 7), 8*PageSize))
		want := map[uint32][]byte{1: pageOf(1, 1), 3: pageOf(3, 1), 4: pageOf(4, 99), 9: pageOf(9, 7)}
		see := func() {
			t.Helper()
			for n := uint32(1); n <= 9; n++ {
				p := bytes.Repeat([]byte{0xee}, PageSize)
				w := want[n]
				if w == nil && n < 4 {
					w = pageOf(n, 1)
				} else if w == nil {
					w = make([]byte, PageSize)
				}
				if k, err := b.r.readAt(p, int64(n-1)*PageSize); k != PageSize || err != nil || !bytes.Equal(p, w) {
					t.Fatalf("sealed %v, page %d: %d %v, begins %x", sealed, n, k, err, p[:9])
				}
			}
			if _, err := b.r.readAt(make([]byte, PageSize), 9*PageSize); !errors.Is(err, io.EOF) {
				t.Fatal("read past the end", err)
			}
		}
		see()
		b.must(b.r.commit())
		see()
		b.must(b.r.close())
		b.open()
		see()
	}
}

// What is written and not synced is forgotten when SQLite closes the file, also a cut.
func TestDiscardGoesBackToTheLastCommit(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(5, run(1, 5)...))
	b.must(b.r.truncate(2 * PageSize))
	b.must(b.r.writeAt(pageOf(1, 50), 0))
	b.must(b.r.writeAt(pageOf(7, 50), 6*PageSize))
	b.r.discard()
	b.check()
	if len(b.r.pending) != 0 || len(b.r.free) < 2 {
		t.Fatal(len(b.r.pending), "pages pending,", len(b.r.free), "buffers free")
	}
	b.must(b.r.commit())
	b.checkAll()
}

// A page that was cut off the database is copied no more, and leaves nothing behind.
func TestCutPagesLeaveTheLog(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(8, run(1, 8)...))
	b.must(b.commit(5, 1))
	for n := uint32(1); n <= 8; n++ {
		_, dirty := b.r.dirty[n]
		if dirty != (n <= 5) || (b.r.logged[n] != nil) != (n <= 5) {
			t.Errorf("page %d is still kept: dirty %v", n, dirty)
		}
	}
	b.checkAll()
}

// Only so many buffers are kept for later.
func TestFreeBuffersAreBounded(t *testing.T) {
	r := &register{}
	p := new(pageBuf)
	for range 8192 + 3 {
		r.give(p)
	}
	if len(r.free) != 8192 {
		t.Fatal(len(r.free))
	}
	if r.take() != p || len(r.free) != 8191 {
		t.Fatal("a free buffer is not taken")
	}
}

// A sealed register keeps no page in memory.
func TestCloseKeepsNoPages(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(8, run(1, 8)...))
	b.must(b.commit(8, run(1, 8)...))
	b.must(b.r.writeAt(pageOf(1, 9), 0))
	b.must(b.r.close())
	if len(b.r.logged)+len(b.r.free)+len(b.r.pending)+len(b.r.walk.spare) != 0 {
		t.Fatal("pages are kept")
	}
	if _, err := b.r.readAt(make([]byte, PageSize), 0); !errors.Is(err, ErrSealed) {
		t.Fatal(err)
	}
	if b.r.halts != 0 || b.r.frozen != 0 || b.r.working {
		t.Fatal("checkpoints are counted wrongly")
	}
	b.must(b.r.close())
}

// A log that was cut to its last commit has no room at all; when it can't grow, no checkpoint begins.
func TestCheckpointWithoutRoomInTheLog(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(8, run(1, 8)...))
	reg := b.reg.bytes()
	torn := make([]byte, 2*sectorSize)
	_, _ = rand.Read(torn)
	b.log.file.b = append(bytes.Clone(b.log.bytes()[:b.r.end]), torn...)
	b.open()
	if b.r.logSize > b.r.end+sectorSize {
		t.Fatal("the torn commit is still there")
	}
	failed := false
	b.log.set(func(op string, off int64) error {
		if op == "write" && !failed && off > b.r.end {
			failed = true
			return syscall.ENOSPC
		}
		return nil
	})
	if err := b.r.close(); !errors.Is(err, syscall.ENOSPC) || !bytes.Equal(reg, b.reg.bytes()) {
		t.Fatal(err, "or the register was touched")
	}
	b.log.set(nil)
	b.open()
	b.checkAll()
}

// Between two checkpoints, each page is written into the register once and synced once.
func TestCheckpointSyncsOnce(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(stepPages*3, run(1, stepPages*3)...))
	syncs, pages := 0, int64(0)
	b.reg.set(func(op string, off int64) error {
		switch {
		case op == "sync":
			syncs++
		case op == "write" && off >= headSize:
			pages++
		}
		return nil
	})
	b.must(b.r.close())
	if syncs != 3 || pages != 3 { // once for the pages, twice for the state
		t.Fatalf("%d writes of pages, %d syncs", pages, syncs)
	}
	b.reg.set(nil)
	b.open()
	b.check()
}
