package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"testing"
)

// The state has two copies; the newer one is taken if they follow one another, and what is written next goes to the other.
func TestStateAtItsBounds(t *testing.T) {
	s := state{writing: 7, generation: 3, sequence: 1 << 40, keys: 5, pages: 1<<32 - 1}
	write := func(a, b state) (*memLog, *stateKeeper) {
		f := &memLog{}
		k := newStateKeeper(f, testSeals)
		for i, st := range []state{a, b} {
			buf, err := k.seal(st)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = f.WriteAt(buf, int64(i)*stateSize)
		}
		return f, k
	}
	newer, older, far := s, s, s
	newer.writing++
	older.writing--
	far.writing += 2
	for _, c := range []struct {
		a, b, want state
		first      int64
	}{{s, older, s, stateSize}, {s, newer, newer, 0}} {
		_, k := write(c.a, c.b)
		got, repair, err := k.load()
		if err != nil || !repair || got != c.want || k.first != c.first {
			t.Errorf("%+v %v %v, next at %d", got, repair, err, k.first)
		}
	}
	for _, b := range []state{far, s} { // the same writing sealed twice is nobody's work
		_, k := write(s, b)
		if _, _, err := k.load(); !errors.Is(err, ErrDamaged) {
			t.Errorf("copies of writing %d and %d: %v", s.writing, b.writing, err)
		}
	}
	f, k := write(s, s)
	if err := k.save(s); err != nil {
		t.Fatal(err)
	}
	if got, repair, err := k.load(); err != nil || repair || got != s {
		t.Fatal(got, repair, err)
	}
	clean := bytes.Clone(f.b)
	for copyAt, other := range map[int]int64{0: 0, stateSize: stateSize} {
		f.b = bytes.Clone(clean)
		_, _ = rand.Read(f.b[copyAt+1024 : copyAt+2048]) // torn
		got, repair, err := k.load()
		if err != nil || !repair || got != s || k.first != other {
			t.Errorf("torn at %d: %v %v, next at %d", copyAt, repair, err, k.first)
		}
		f.b = bytes.Clone(clean)
		f.b[copyAt+1500] ^= 1 // changed
		var d *DamagedError
		if _, _, err := k.load(); !errors.As(err, &d) || d.Offset != int64(copyAt)+1500 {
			t.Errorf("changed at %d: %v", copyAt+1500, err)
		}
		f.b = clean[:copyAt+100]
		if _, _, err := k.load(); !errors.As(err, &d) || d.Offset != int64(copyAt)+100 {
			t.Errorf("cut at %d: %v", copyAt+100, err)
		}
	}
	f.b = make([]byte, headSize)
	if _, _, err := k.load(); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

// A header that says more pages than a frame may hold is none; one that says as many is.
func TestFrameHeaderAtItsBounds(t *testing.T) {
	s := newFrameSealer(testSeals)
	for n, want := range map[int]bool{0: true, 1: true, frameMaxPages: true, frameMaxPages + 1: false} {
		h := frameInfo{last: n == 1, begins: n == 0, entries: n, generation: 1 << 33, sequence: 1 << 34, index: 6, count: 7, chain: [chainSize]byte{8}}
		buf := make([]byte, h.size())
		tag, err := s.seal(buf, h)
		if err != nil || len(buf)%sectorSize != 0 {
			t.Fatal(err, len(buf))
		}
		got, ok := s.header(buf[:frameHead])
		if ok != want || got != h {
			t.Errorf("%d pages: %v %+v", n, ok, got)
		}
		if _, ok := s.header(buf[:frameHead-1]); ok {
			t.Error("a header without its end")
		}
		entries, opened, ok := s.open(bytes.Clone(buf), h)
		if !ok || opened != tag || len(entries) != n*entrySize {
			t.Errorf("%d pages: opened %v, %d bytes", n, ok, len(entries))
		}
		for _, at := range []int{0, 4, headCount, headMAC, frameHead - 1} {
			buf[at] ^= 1
			if _, ok := s.header(buf); ok {
				t.Errorf("a header with byte %d changed", at)
			}
			buf[at] ^= 1
		}
	}
}
