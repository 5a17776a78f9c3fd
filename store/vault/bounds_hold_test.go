package vault

import (
	"syscall"
	"testing"
)

// A mark stands for one commit of one vault at one place.
func TestMarksAreOfOneCommit(t *testing.T) {
	seen := map[[sectorSize]byte]int{}
	other := testSeals
	other.id[3] ^= 1
	for i, m := range []struct {
		k                    seals
		generation, sequence uint64
		end                  int64
	}{{testSeals, 1, 2, 512}, {testSeals, 2, 2, 512}, {testSeals, 1, 3, 512}, {testSeals, 1, 2, 1024}, {other, 1, 2, 512}} {
		var s, again [sectorSize]byte
		f := newFrameSealer(m.k)
		f.markAt(s[:], m.generation, m.sequence, m.end)
		f.markAt(again[:], m.generation, m.sequence, m.end)
		if s != again || !markLike(s[:]) || countNonZero(s[:]) <= nearMiss {
			t.Errorf("mark %d is none", i)
		}
		seen[s] = i
	}
	if len(seen) != 5 {
		t.Errorf("%d marks of 5", len(seen))
	}
}

// Where the head can't be read nothing is held still, and commits go on.
func TestFreezeThatFails(t *testing.T) {
	b := newBed(t, 1<<20)
	b.must(b.commit(3, 1, 2, 3))
	b.reg.set(func(op string, _ int64) error {
		if op == "read" {
			return syscall.EIO
		}
		return nil
	})
	if _, _, thaw, err := b.r.freeze(); err == nil || thaw != nil {
		t.Fatal("frozen without its head")
	}
	b.reg.set(nil)
	if b.r.frozen != 0 {
		t.Fatal("still frozen")
	}
	b.must(b.commit(3, 2))
	b.checkAll()
}

// Thawing twice is thawing once; a log that became full meanwhile is emptied then, one that did not is left.
func TestThawStartsWhatHadToWait(t *testing.T) {
	for _, pages := range []uint32{2, 40} {
		b := newBed(t, 64<<10)
		b.must(b.commit(40, run(1, 40)...))
		b.settled()
		head, n, thaw, err := b.r.freeze()
		if b.must(err); n != 40 || len(head) != headSize || b.r.end != 0 {
			t.Fatal(n, len(head), b.r.end)
		}
		b.must(b.commit(40, run(1, pages)...))
		thaw()
		thaw()
		b.settled()
		if full := pages == 40; b.r.frozen != 0 || (b.r.end == 0) != full {
			t.Errorf("%d pages: frozen %d, the log ends at %d", pages, b.r.frozen, b.r.end)
		}
		b.checkAll()
	}
}

// How long a log keeps commits waiting, and when pages are synced in bulk, is told by its length to the byte.
func TestLongLogAtItsBounds(t *testing.T) {
	r := &register{opt: Options{checkpointBytes: 1000}}
	for end, want := range map[int64]int{1999: syncEvery, 2000: syncBulk * syncEvery} {
		r.end = end
		if got := r.syncAfter(); got != want {
			t.Errorf("at %d: after %d pages", end, got)
		}
	}
	r.working = true
	r.end = backlog*1000 - 1
	if err := r.awaitRoom(); err != nil {
		t.Error(err)
	}
	r.working, r.end = false, 1<<40
	if err := r.awaitRoom(); err != nil {
		t.Error(err)
	}
}

// Read-ahead goes on batch after batch without a gap, and never has more buffers than batches under way.
func TestBatchesFollowOneAnother(t *testing.T) {
	b := newBed(t, 1<<30)
	const pages = 7*aheadPages + 5
	b.must(b.commit(pages, run(1, pages)...))
	b.must(b.r.close())
	b.open()
	r := b.r
	r.mu.Lock()
	defer r.mu.Unlock()
	page := make([]byte, PageSize)
	for _, from := range []uint32{1, 200, 50, 1} { // each walk ends in the middle of a batch
		for n := from; n < from+150; n++ {
			r.readAhead(page, n)
			if r.walk.now == nil || !r.walk.now.has(n) {
				continue
			}
			end := r.walk.now.first + r.walk.now.count
			for _, c := range r.walk.coming {
				if c.first != end {
					t.Fatalf("page %d: a batch begins at %d, want %d", n, c.first, end)
				}
				end += c.count
			}
			if k := len(r.walk.coming); k != aheadDepth && end != pages+1 {
				t.Fatalf("page %d: %d batches coming", n, k)
			}
		}
		if n := len(r.walk.spare) + len(r.walk.coming); n > aheadDepth+1 {
			t.Fatalf("%d buffers", n)
		}
	}
	r.forget()
	for n := uint32(pages - 20); n <= pages+3; n++ {
		if r.readAhead(page, n) && n > pages {
			t.Fatal("read past the end")
		}
	}
}
