package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"testing"
)

// memLog is a log file in memory.
type memLog struct{ b []byte }

func (m *memLog) ReadAt(p []byte, off int64) (int, error) {
	return bytes.NewReader(m.b).ReadAt(p, off)
}

func (m *memLog) WriteAt(p []byte, off int64) (int, error) {
	if n := int(off) + len(p) - len(m.b); n > 0 {
		m.b = append(m.b, make([]byte, n)...)
	}
	return copy(m.b[off:], p), nil
}
func (m *memLog) Truncate(n int64) error { m.b = m.b[:n]; return nil }
func (m *memLog) Sync() error            { return nil }
func (m *memLog) Size() (int64, error)   { return int64(len(m.b)), nil }
func (m *memLog) Close() error           { return nil }

var _ File = (*memLog)(nil)

var testSeals = seals{id: vaultID{1}, key: bytes.Repeat([]byte{7}, keySize), suite: suiteXAES, rand: rand.Reader}

// testLog writes commits of the given sizes in pages and returns the log, its reader's state and where each commit ends.
func testLog(t testing.TB, generation uint64, marked bool, commits ...int) (*memLog, *logReader, []int64) {
	t.Helper()
	l := &memLog{}
	opt := Options{}.withDefaults()
	r := &register{
		log: l, opt: opt, fr: newFrameSealer(testSeals), st: state{generation: generation},
		logged: map[uint32]*pageBuf{}, pending: map[uint32]*pageBuf{}, dirty: map[uint32]struct{}{}, frame: make([]byte, frameSize(frameMaxPages)),
	}
	var ends []int64
	for _, n := range commits {
		for i := range n {
			p := new(pageBuf)
			_, _ = io.ReadFull(rand.Reader, p[:])
			r.pending[uint32(i+1)] = p
		}
		r.now = max(r.now, uint32(n))
		if err := r.commit(); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, r.end)
	}
	if !marked {
		clear(l.b[r.end : r.end+sectorSize])
	}
	return l, &logReader{f: l, seal: newFrameSealer(testSeals), st: state{generation: generation}}, ends
}

func TestTornTailIsNoCommit(t *testing.T) {
	l, r, ends := testLog(t, 3, false, 2, 1, 300)
	tail := l.b[ends[1]:ends[2]]
	for _, at := range []int{0, sectorSize, len(tail) / 2 / sectorSize * sectorSize, len(tail) - sectorSize} {
		torn := bytes.Clone(l.b)
		_, _ = rand.Read(torn[int(ends[1])+at : int(ends[1])+at+sectorSize])
		r.f = &memLog{torn}
		got, err := r.read()
		if err != nil || got.commits != 2 || got.end != ends[1] || !got.dirty {
			t.Fatalf("sector at %d: %+v %v", at, got, err)
		}
	}
}

func TestSyncedCommitThatDoesNotOpenIsDamage(t *testing.T) {
	for name, c := range map[string]struct {
		marked bool
		pages  []int
		broken int
	}{
		"a later commit follows":            {false, []int{2, 1, 3}, 1},
		"its mark follows":                  {true, []int{2, 1, 3}, 2},
		"its mark follows, first commit":    {true, []int{1}, 0},
		"a later commit, many frames":       {false, []int{2, 600, 3}, 1},
		"its mark follows, many frames":     {true, []int{2, 600}, 1},
		"a later commit, first one is many": {false, []int{600, 1}, 0},
	} {
		l, r, ends := testLog(t, 3, c.marked, c.pages...)
		start := int64(0)
		if c.broken > 0 {
			start = ends[c.broken-1]
		}
		step := int64(4096)
		if testing.Short() {
			step *= 24
		}
		for at := start; at < ends[c.broken]; at += step {
			b := bytes.Clone(l.b)
			_, _ = rand.Read(b[at : at+sectorSize])
			r.f = &memLog{b}
			var d *DamagedError
			if _, err := r.read(); !errors.As(err, &d) || d.File != logFile || d.Offset < start || d.Offset > at {
				t.Fatalf("%s: broken at %d: %v", name, at, err)
			}
		}
	}
}

func TestLogOfAnotherGeneration(t *testing.T) {
	_, r, _ := testLog(t, 5, true, 2, 2)
	for generation, want := range map[uint64]bool{4: false, 5: true, 6: true, 7: false} {
		r.st.generation = generation
		got, err := r.read()
		if want != (err == nil) {
			t.Errorf("generation %d: %v", generation, err)
		}
		if generation == 6 && (got.commits != 0 || !got.dirty) {
			t.Errorf("the previous generation's log gave %+v", got)
		}
	}
}

func TestChainBreaks(t *testing.T) {
	l, r, ends := testLog(t, 3, true, 2, 2, 2)
	first, second := bytes.Clone(l.b[:ends[0]]), bytes.Clone(l.b[ends[0]:ends[1]])
	copy(l.b, second)
	copy(l.b[ends[0]:], first)
	if _, err := r.read(); !errors.Is(err, ErrDamaged) {
		t.Fatalf("commits exchanged: %v", err)
	}
}

func TestBoundsOfParameters(t *testing.T) {
	for p, want := range map[KDFParams]bool{
		{MemoryKiB: 64 << 10, Time: 3, Threads: 4}:  true,
		{MemoryKiB: 256 << 10, Time: 3, Threads: 4}: true,
		{MemoryKiB: 2 << 20, Time: 3, Threads: 4}:   false,
		{MemoryKiB: 64 << 10, Time: 99, Threads: 4}: false,
		{MemoryKiB: 64 << 10, Time: 3, Threads: 0}:  false,
		{MemoryKiB: 64 << 10, Time: 0, Threads: 1}:  false,
		{MemoryKiB: 7, Time: 1, Threads: 1}:         false,
	} {
		if p.valid() != want {
			t.Errorf("%+v: %v", p, !want)
		}
		if p.permitted(true) && (p.MemoryKiB < minMemoryKiB || p.Time < minTime) {
			t.Errorf("%+v is permitted in a release", p)
		}
	}
	if (KDFParams{MemoryKiB: 32 << 10, Time: 3, Threads: 4}).permitted(true) || (KDFParams{MemoryKiB: 64 << 10, Time: 2, Threads: 4}).permitted(true) {
		t.Error("weak parameters are permitted in a release")
	}
}

func TestCodesTellMistypedGroups(t *testing.T) {
	for range 200 {
		code, err := newCode(rand.Reader, inviteGroups, codeInvite)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parseCode(code, inviteGroups, codeInvite, ""); err != nil {
			t.Fatal(code, err)
		}
		for i := range code {
			if code[i] == '-' {
				continue
			}
			for _, c := range codeAlphabet {
				wrong := code[:i] + string(c) + code[i+1:]
				var e *CodeError
				_, err := parseCode(wrong, inviteGroups, codeInvite, "")
				if byte(c) != code[i] && (!errors.As(err, &e) || e.Group != i/(groupLen+1)+1) {
					t.Fatalf("%s for %s: %v", wrong, code, err)
				}
			}
			if i+1 < len(code) && code[i+1] != '-' && code[i] != code[i+1] {
				wrong := code[:i] + string(code[i+1]) + string(code[i]) + code[i+2:]
				if _, err := parseCode(wrong, inviteGroups, codeInvite, ""); err == nil {
					t.Fatalf("%s passes for %s", wrong, code)
				}
			}
		}
		if _, err := parseCode(code, inviteGroups, codeHalfA, "A"); err == nil {
			t.Fatal("a one-time code passes for a recovery half")
		}
	}
}
