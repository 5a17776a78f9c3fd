package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
)

// spotty is a file in memory that does not give some sectors.
type spotty struct {
	memLog
	bad func(sector int64) bool
}

func (s *spotty) ReadAt(p []byte, off int64) (int, error) {
	for at := off / sectorSize; s.bad != nil && at*sectorSize < off+int64(len(p)); at++ {
		if s.bad(at) {
			return 0, errStubborn
		}
	}
	return s.memLog.ReadAt(p, off)
}

// sealedPages is a register of n pages, with an empty head.
func sealedPages(t *testing.T, n uint32) *spotty {
	t.Helper()
	f := &spotty{}
	f.b = make([]byte, headSize+int64(n)*recordSize)
	s := newPageSealer(testSeals)
	for i := uint32(1); i <= n; i++ {
		if err := s.seal(f.b[recordAt(i):recordAt(i)+recordSize], i, bytes.Repeat([]byte{byte(i)}, PageSize)); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// swept sweeps and lists what is bad, "n" or "n-last".
func swept(s *sweep) (bad []string, err error) {
	s.seals = testSeals
	err = s.run(context.Background())
	for _, d := range s.bad {
		text := fmt.Sprint(d.Number)
		if d.Last != 0 {
			text += fmt.Sprint("-", d.Last)
		}
		bad = append(bad, text)
	}
	return bad, err
}

// Every page is read once, whatever their number, and each bad one is named, in order.
func TestSweepReadsEveryPage(t *testing.T) {
	whole := sealedPages(t, 2*pagesAtATime+1)
	for _, n := range []uint32{0, 1, 2, pagesAtATime - 1, pagesAtATime, pagesAtATime + 1, 2 * pagesAtATime, 2*pagesAtATime + 1} {
		f := &spotty{}
		f.b = bytes.Clone(whole.b[:headSize+int64(n)*recordSize])
		var told []int64
		s := &sweep{reg: f, count: n, size: int64(len(f.b)), progress: func(done, total int64) {
			if total != int64(n) {
				t.Errorf("%d of %d pages", done, total)
			}
			told = append(told, done)
		}}
		bad, err := swept(s)
		if err != nil || len(bad) > 0 || s.read != int(n) {
			t.Errorf("%d pages: %d read, %v, %v", n, s.read, bad, err)
		}
		if !slices.IsSorted(told) || n > 0 && (len(told) == 0 || told[len(told)-1] != int64(n)) {
			t.Errorf("%d pages: told %v", n, told)
		}
		var want []string
		for _, p := range []uint32{1, 2, pagesAtATime, pagesAtATime + 1, 2*pagesAtATime + 1} {
			if p <= n {
				f.b[recordAt(p)+500]++
				want = append(want, fmt.Sprint(p))
			}
		}
		s = &sweep{reg: f, count: n, size: int64(len(f.b))}
		if bad, err := swept(s); err != nil || !slices.Equal(bad, want) {
			t.Errorf("%d pages: told %v, not %v, %v", n, bad, want, err)
		}
	}
}

// A file that is too short is named once, with the first and the last page that are not there as a whole.
func TestSweepOfACutRegister(t *testing.T) {
	f := sealedPages(t, 4)
	for _, c := range []struct {
		size int64
		want string
		read int
	}{
		{recordAt(5), "", 4},
		{recordAt(5) - 1, "4", 3},
		{recordAt(4), "4", 3},
		{recordAt(4) - 1, "3-4", 2},
		{recordAt(1), "1-4", 0},
		{headSize - 1, "1-4", 0},
		{0, "1-4", 0},
	} {
		s := &sweep{reg: f, count: 4, size: c.size}
		bad, err := swept(s)
		if err != nil || s.read != c.read || len(bad) > 1 || len(bad) == 1 && (bad[0] != c.want || s.bad[0].Kind() != Cut) || (c.want == "") != (len(bad) == 0) {
			t.Errorf("%d bytes: %d read, %v, %v", c.size, s.read, bad, err)
		}
	}
}

// A page may be bad only while the log has a newer one and is being taken in.
func TestSweepOverlooksWhatIsBeingWritten(t *testing.T) {
	f := sealedPages(t, 3)
	f.b[recordAt(2)+9]++
	newer := map[uint32]*pageBuf{2: {}}
	for _, c := range []struct {
		over map[uint32]*pageBuf
		torn bool
		want int
	}{{newer, true, 0}, {newer, false, 1}, {nil, true, 1}} {
		s := &sweep{reg: f, count: 3, size: int64(len(f.b)), over: c.over, torn: c.torn}
		if bad, err := swept(s); err != nil || len(bad) != c.want {
			t.Errorf("over %v, torn %v: told %v, %v", c.over != nil, c.torn, bad, err)
		}
	}
}

// What the disk does not give is an error of a vault in use, and damage where there is no other way.
func TestSweepOnABadDisk(t *testing.T) {
	f := sealedPages(t, 5)
	f.bad = func(sector int64) bool { return sector == (recordAt(3)+recordSize/2)/sectorSize }
	s := &sweep{reg: f, count: 5, size: int64(len(f.b))}
	if bad, err := swept(s); !errors.Is(err, errStubborn) || len(bad) > 0 || s.read != 0 {
		t.Errorf("%d read, %v, %v", s.read, bad, err)
	}
	s = &sweep{reg: f, count: 5, size: int64(len(f.b)), patient: true}
	if bad, err := swept(s); err != nil || !slices.Equal(bad, []string{"3"}) || s.read != 5 {
		t.Errorf("patiently: %d read, %v, %v", s.read, bad, err)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	s = &sweep{reg: f, seals: testSeals, count: 5, size: int64(len(f.b)), patient: true}
	if err := s.run(stopped); !errors.Is(err, context.Canceled) || s.read != 0 {
		t.Errorf("cancelled: %d read, %v", s.read, err)
	}
}

// Reading patiently gives every sector that the disk gives, and zeros for the others.
func TestPatientReading(t *testing.T) {
	const length = 4*sectorSize + 100
	f := &spotty{}
	for i := range length {
		f.b = append(f.b, byte(i%250+1))
	}
	for _, c := range []struct {
		off, n int
		bad    []int64
	}{
		{0, length, nil},
		{0, length + 900, nil},
		{0, sectorSize, []int64{1}},
		{0, length, []int64{1}},
		{0, length, []int64{0, 1, 2, 3, 4}},
		{0, 4 * sectorSize, []int64{3}},
		{0, 6 * sectorSize, []int64{0}},
		{sectorSize, 3*sectorSize + 20, []int64{2, 4}},
		{length, 50, nil},
	} {
		f.bad = func(sector int64) bool { return slices.Contains(c.bad, sector) }
		p := bytes.Repeat([]byte{255}, c.n)
		patient(f, p, int64(c.off))
		for i, b := range p {
			at := c.off + i
			want := byte(0)
			if at < length && !f.bad(int64(at/sectorSize)) {
				want = f.b[at]
			}
			if b != want {
				t.Errorf("%+v: byte %d is %d, not %d", c, i, b, want)
				break
			}
		}
	}
}

// short gives what it has and then an error of its own.
type short struct{ memLog }

func (s *short) ReadAt(p []byte, off int64) (int, error) {
	n, err := s.memLog.ReadAt(p, off)
	if errors.Is(err, io.EOF) {
		return n, errStubborn
	}
	return n, err
}

// Half of a sector that came before the error counts too.
func TestPatientReadingOfHalfASector(t *testing.T) {
	f := &short{memLog{bytes.Repeat([]byte{7}, sectorSize+100)}}
	p := bytes.Repeat([]byte{255}, 2*sectorSize)
	patient(f, p, 0)
	if n := countNonZero(p); n != sectorSize+100 {
		t.Errorf("%d bytes", n)
	}
}
