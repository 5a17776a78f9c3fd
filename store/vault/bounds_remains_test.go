package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// keyCopy is one copy of a key file.
func keyCopy(seq uint64, size int) []byte {
	k := &keyring{id: vaultID{1}, seq: seq, suite: suiteXAES, size: size}
	return k.encode(make([]byte, 16), testSeals.key)
}

// Whichever copies of the key slots are whole are found, the newer first, and the others are named with their place.
func TestReadableCopiesOfTheKeys(t *testing.T) {
	five, six, large := keyCopy(5, minCopy), keyCopy(6, minCopy), keyCopy(7, 2*minCopy)
	broken := bytes.Clone(five)
	broken[4000]++
	for name, c := range map[string]struct {
		raw  []byte
		seqs []uint64
		bad  []string
	}{
		"both":              {slices.Concat(six, five), []uint64{6, 5}, nil},
		"the newer second":  {slices.Concat(five, six), []uint64{6, 5}, nil},
		"the first broken":  {slices.Concat(broken, six), []uint64{6}, []string{"1 at 0"}},
		"the second broken": {slices.Concat(six, broken), []uint64{6}, []string{"2 at 32768"}},
		"large ones":        {slices.Concat(large, large), []uint64{7, 7}, nil},
		"a large one alone": {slices.Concat(large, broken), []uint64{7}, []string{"2 at 65536"}},
		"one alone":         {six, []uint64{6}, []string{"2 at 32768"}},
		"one and a half":    {slices.Concat(six, six[:minCopy-1]), []uint64{6}, []string{"2 at 32768"}},
		"half of one":       {six[:minCopy/2], nil, []string{"1 at 0", "2 at 32768"}},
		"nothing":           {nil, nil, []string{"1 at 0", "2 at 32768"}},
	} {
		rings, bad := readableCopies(c.raw)
		var seqs []uint64
		for _, k := range rings {
			seqs = append(seqs, k.seq)
		}
		var told []string
		for _, d := range bad {
			if d.Part != PartKeys || d.File != keysFile {
				t.Errorf("%s: told %v", name, d)
			}
			told = append(told, fmt.Sprintf("%d at %d", d.Number, d.Offset))
		}
		if !slices.Equal(seqs, c.seqs) || !slices.Equal(told, c.bad) {
			t.Errorf("%s: %v, told %v", name, seqs, told)
		}
	}
}

// A file that is longer than it can be is read as far as it can be; one that is missing is empty.
func TestSlurpAtItsBounds(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	if err := os.WriteFile(path, []byte("ten bytes."), 0o600); err != nil {
		t.Fatal(err)
	}
	m := &Remains{shadow: Shadow(OS()).(*shadowFS)}
	for limit, want := range map[int64]string{4: "ten ", 10: "ten bytes.", 11: "ten bytes."} {
		if got, err := m.slurp(path, limit); err != nil || string(got) != want {
			t.Errorf("%d: %q, %v", limit, got, err)
		}
	}
	if got, err := m.slurp(filepath.Join(dir, "none"), 10); err != nil || got != nil {
		t.Errorf("no file: %q, %v", got, err)
	}
	for _, c := range []struct{ open, want error }{{fs.ErrPermission, ErrReadOnly}, {errStubborn, errStubborn}} {
		m.shadow = Shadow(&stubborn{FS: OS(), open: c.open}).(*shadowFS)
		if _, err := m.slurp(path, 10); !errors.Is(err, c.want) {
			t.Errorf("%v: %v", c.open, err)
		}
	}
}

func newSalvager(l File, size int64) *salvager {
	s := &salvager{log: l, seal: newFrameSealer(testSeals), size: size, commits: map[uint64]*remnant{}}
	s.scan()
	return s
}

// What is left of a log is found over any hole in it, and a hole counts as used where something was written in it.
func TestScanFindsWhatIsLeft(t *testing.T) {
	l, reader, ends := testLog(t, 3, false, 1, 2, frameMaxPages+1, 1)
	s := newSalvager(l, int64(len(l.b)))
	if len(s.commits) != 4 || s.highest != 3 {
		t.Fatalf("%d commits, generation %d", len(s.commits), s.highest)
	}
	from := int64(0)
	for i, pages := range []int{1, 2, frameMaxPages + 1, 1} {
		c := s.commits[uint64(i+1)]
		if c == nil || !c.whole() || len(c.pages) != pages || c.at != from || len(c.frames) != (pages+frameMaxPages-1)/frameMaxPages {
			t.Errorf("commit %d: %+v", i+1, c)
		}
		from = ends[i]
	}
	for _, h := range s.holes {
		t.Errorf("a hole %+v", h)
	}
	got, err := reader.read()
	if err != nil {
		t.Fatal(err)
	}
	for n, p := range got.pages {
		c := s.commits[3]
		if n == 1 {
			c = s.commits[4]
		}
		if c.pages[n] == nil || *c.pages[n] != *p {
			t.Errorf("page %d is not the newest", n)
		}
	}
	clear(l.b[ends[0]:ends[1]])
	l.b[ends[2]]++
	s = newSalvager(l, ends[3])
	want := []hole{{ends[0], ends[1], false}}
	if !slices.Equal(s.holes, want) || s.commits[2] != nil || s.commits[4] != nil || !s.commits[3].whole() {
		t.Errorf("%+v", s.holes)
	}
	l.b[ends[0]+700]++
	l.b[0]++
	s = newSalvager(l, ends[3])
	want = []hole{{0, ends[1], true}}
	if !slices.Equal(s.holes, want) {
		t.Errorf("%+v", s.holes)
	}
}

// A commit of which a frame is missing or does not open is not whole.
func TestPartsOfACommit(t *testing.T) {
	l, _, ends := testLog(t, 3, false, 1, 2*frameMaxPages+1, 1)
	second := ends[0] + int64(frameSize(frameMaxPages))
	third := second + int64(frameSize(frameMaxPages))
	for name, c := range map[string]struct {
		at    int64 // of the changed byte
		torn  bool
		from  int64
		pages int
	}{
		"the first frame's body": {ends[0] + 500, true, ends[0], frameMaxPages + 1},
		"the second's body":      {second + 500, true, second, frameMaxPages + 1},
		"the second's head":      {second, false, ends[0], frameMaxPages + 1},
		"the last's head":        {third, false, ends[0], 2 * frameMaxPages},
		"the first's head":       {ends[0], false, second, frameMaxPages + 1},
	} {
		bad := &memLog{bytes.Clone(l.b)}
		bad.b[c.at]++
		s := newSalvager(bad, int64(len(bad.b)))
		r := s.commits[2]
		if r == nil || r.whole() || r.torn != c.torn || r.at != c.from || len(r.pages) != c.pages {
			t.Errorf("%s: torn %v at %d, %d pages", name, r.torn, r.at, len(r.pages))
		}
		if got := s.lastWhole(3); got != 3 {
			t.Errorf("%s: the last whole commit is %d", name, got)
		}
		if got := s.lastWhole(4); got != 0 {
			t.Errorf("%s: the last whole commit of another generation is %d", name, got)
		}
	}
}

// Where two logs left frames of the same commit, the newer log's count, whichever is found first.
func TestScanKeepsTheNewerLog(t *testing.T) {
	older, _, olderEnds := testLog(t, 3, false, 1, 1)
	newer, _, newerEnds := testLog(t, 4, false, 1)
	a, b := older.b[:olderEnds[1]], newer.b[:newerEnds[0]]
	for _, log := range [][]byte{slices.Concat(a, b), slices.Concat(b, a)} {
		s := newSalvager(&memLog{log}, int64(len(log)))
		c := s.commits[1]
		if s.highest != 4 || c.generation != 4 || c.frames[0].generation != 4 || len(s.commits) != 2 {
			t.Errorf("commit 1 of generation %d, %+v", c.generation, c.frames)
		}
		m := &Remains{}
		if bad := s.apply(m, false); len(bad) != 0 || m.Report.Commits != 1 || m.st.sequence != 1 {
			t.Errorf("told %v, %d commits", bad, m.Report.Commits)
		}
	}
}

// A commit at the end that was never finished is no damage.
func TestUnfinishedCommitIsNoDamage(t *testing.T) {
	l, _, ends := testLog(t, 3, false, 1, frameMaxPages+1)
	s := newSalvager(l, ends[0]+int64(frameSize(frameMaxPages)))
	m := &Remains{st: state{generation: 3}}
	if bad := s.apply(m, true); len(bad) != 0 || m.Report.Commits != 1 || s.commits[2] == nil || s.commits[2].whole() {
		t.Errorf("told %v, %d commits", bad, m.Report.Commits)
	}
}

// Commits are laid over the register in their order; those that are lost are named.
func TestApplyOfWhatIsLeft(t *testing.T) {
	l, _, ends := testLog(t, 3, false, 4, 2, 1, 3)
	cut := func(commits ...int) *salvager {
		b := &memLog{bytes.Clone(l.b)}
		for _, n := range commits {
			from := int64(0)
			if n > 1 {
				from = ends[n-2]
			}
			b.b[from]++
		}
		return newSalvager(b, ends[3])
	}
	body := func(n int) *salvager {
		b := &memLog{bytes.Clone(l.b)}
		b.b[ends[n-2]+500]++
		return newSalvager(b, ends[3])
	}
	for name, c := range map[string]struct {
		s       *salvager
		st      state
		known   bool
		bad     []string
		commits int
		after   state
	}{
		"all":              {cut(), state{generation: 3}, true, nil, 4, state{generation: 3, sequence: 4}},
		"from the third":   {cut(), state{generation: 3, sequence: 2}, true, nil, 2, state{generation: 3, sequence: 4}},
		"taken in":         {cut(), state{generation: 4, sequence: 4}, true, nil, 0, state{generation: 4, sequence: 4}},
		"a foreign log":    {cut(), state{generation: 9, sequence: 4}, true, []string{"0 at 0"}, 0, state{generation: 9, sequence: 4}},
		"an old register":  {cut(), state{generation: 2}, true, []string{"0 at 0"}, 4, state{generation: 3, sequence: 4}},
		"no state":         {cut(), state{}, false, nil, 4, state{generation: 3, sequence: 4}},
		"no state, no 1":   {cut(1), state{}, false, nil, 3, state{generation: 3, sequence: 4}},
		"the second lost":  {cut(2), state{generation: 3}, true, []string{"2 at " + fmt.Sprint(ends[0])}, 3, state{generation: 3, sequence: 4}},
		"two lost":         {cut(1, 3), state{generation: 3}, true, []string{"1 at 0", "3 at " + fmt.Sprint(ends[1])}, 2, state{generation: 3, sequence: 4}},
		"the last lost":    {cut(4), state{generation: 3}, true, nil, 3, state{generation: 3, sequence: 3}},
		"the last is torn": {body(4), state{generation: 3}, true, []string{"4 at " + fmt.Sprint(ends[2])}, 3, state{generation: 3, sequence: 3}},
		"one is torn":      {body(2), state{generation: 3}, true, []string{"2 at " + fmt.Sprint(ends[0])}, 3, state{generation: 3, sequence: 4}},
		"all lost":         {cut(1, 2, 3, 4), state{generation: 3, sequence: 7}, true, nil, 0, state{generation: 3, sequence: 7}},
	} {
		m := &Remains{st: c.st}
		var told []string
		for _, d := range c.s.apply(m, c.known) {
			told = append(told, fmt.Sprintf("%d at %d", d.Number, d.Offset))
		}
		if !slices.Equal(told, c.bad) || m.Report.Commits != c.commits || m.st != c.after {
			t.Errorf("%s: told %v, %d commits, %+v", name, told, m.Report.Commits, m.st)
		}
		if c.commits > 0 && m.count != c.s.commits[m.st.sequence].count {
			t.Errorf("%s: %d pages", name, m.count)
		}
	}
}

// Pages beyond the end that a commit gave the database are forgotten.
func TestLayCutsTheDatabase(t *testing.T) {
	m := &Remains{}
	m.lay(&remnant{pages: map[uint32]*pageBuf{0: {}, 1: {}, 4: {}, 5: {}}, count: 5, frameCount: 1, frames: map[uint32]frameInfo{0: {}}})
	first := m.logged[1]
	m.lay(&remnant{pages: map[uint32]*pageBuf{1: {1}}, count: 4, torn: true, frameCount: 1, frames: map[uint32]frameInfo{0: {}}})
	if len(m.logged) != 2 || m.logged[4] == nil || m.logged[1] == first || m.count != 4 {
		t.Errorf("%d pages of %d", len(m.logged), m.count)
	}
	if m.Report.Commits != 1 || m.Report.Frames != 2 {
		t.Errorf("%+v", m.Report)
	}
}
