package vault

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// folder makes files that hold their own names.
func folder(t *testing.T, names ...string) (at func(string) string) {
	t.Helper()
	dir := t.TempDir()
	at = func(name string) string { return filepath.Join(dir, name) }
	for _, n := range names {
		if err := os.WriteFile(at(n), []byte(n), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return at
}

// What was opened, made, moved or removed is in the list of the shadow's folder, once, and only there.
func TestNamesInAShadow(t *testing.T) {
	at := folder(t, "a", "b", "c")
	if err := os.Mkdir(at("sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := Shadow(OS())
	names := func(want ...string) {
		t.Helper()
		got, err := s.Names(at(".") + "/")
		slices.Sort(got)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%v, %v, not %v", got, err, want)
		}
	}
	names("a", "b", "c", "sub")
	for _, make := range []struct {
		name   string
		create bool
	}{{"a", false}, {"b", true}, {"d", true}, {filepath.Join("sub", "e"), true}} {
		if _, err := s.Open(at(make.name), make.create); err != nil {
			t.Error(err)
		}
	}
	names("a", "b", "c", "d", "sub")
	if err := errors.Join(s.Rename(at("d"), at("a")), s.Remove(at("c"))); err != nil {
		t.Error(err)
	}
	names("a", "b", "sub")
	if err := s.Rename(at("c"), at("f")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if f, err := s.Open(at("c"), true); err != nil {
		t.Error(err)
	} else if n, _ := f.Size(); n != 0 {
		t.Errorf("a file that was removed and made again has %d bytes", n)
	}
	names("a", "b", "c", "sub")
	if f, err := s.Open(at("a"), false); err != nil {
		t.Error(err)
	} else if n, _ := f.Size(); n != 0 {
		t.Errorf("a file that an empty one was moved onto has %d bytes", n)
	}
}

// The disk's errors come through, in reading and in writing half a block; a file that is missing is made only when asked.
func TestShadowOfAFailingDisk(t *testing.T) {
	at := folder(t, "a")
	d := &stubborn{FS: OS()}
	s := Shadow(d)
	f, err := s.Open(at("a"), true)
	if err != nil {
		t.Fatal(err)
	}
	d.read, d.open = errStubborn, errStubborn
	if n, err := f.ReadAt(make([]byte, 1), 0); n != 0 || !errors.Is(err, errStubborn) {
		t.Errorf("read %d, %v", n, err)
	}
	if n, err := f.WriteAt([]byte{1}, 0); n != 0 || !errors.Is(err, errStubborn) {
		t.Errorf("written %d, %v", n, err)
	}
	if _, err := f.WriteAt([]byte{1}, 3*shadowBlock); err != nil {
		t.Errorf("written beyond the file: %v", err)
	}
	if _, err := f.ReadAt(make([]byte, 2*shadowBlock), 0); !errors.Is(err, errStubborn) {
		t.Errorf("read under what was written: %v", err)
	}
	for _, create := range []bool{false, true} {
		if _, err := s.Open(at("b"), create); !errors.Is(err, errStubborn) {
			t.Errorf("opened: %v", err)
		}
	}
	d.open = nil
	if _, err := s.Open(at("b"), false); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if _, err := s.Open(at("b"), true); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(at("b")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("made on the disk: %v", err)
	}
}

// What lies beyond the file underneath is zeros, whatever the reader's buffer held, and stays so where a file was cut and
// grew again.
func TestShadowBeyondTheFile(t *testing.T) {
	at := folder(t, "abcdefgh")
	f, err := Shadow(OS()).Open(at("abcdefgh"), false)
	if err != nil {
		t.Fatal(err)
	}
	want := []byte("abcdefgh\x00\x00")
	check := func() {
		t.Helper()
		p := bytes.Repeat([]byte{255}, len(want))
		if n, err := f.ReadAt(p, 0); n != len(p) || err != nil || !bytes.Equal(p, want) {
			t.Errorf("%q, not %q, %v", p, want, err)
		}
	}
	step := func(err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
		check()
	}
	step(f.Truncate(10))
	want = []byte("abc\x00\x00\x00\x00\x00\x00\x00")
	step(errors.Join(f.Truncate(3), f.Truncate(10)))
	_, err = f.WriteAt([]byte("xy"), 6)
	want = []byte("abc\x00\x00\x00xy\x00\x00")
	step(err)
	want[7] = 0
	step(errors.Join(f.Truncate(7), f.Truncate(10)))
	_, err = f.WriteAt([]byte("z"), 2*shadowBlock)
	step(err)
	if n, err := f.Size(); n != 2*shadowBlock+1 || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
}

// A lock that somebody holds is told; where there is no lock file, or nobody holds it, the lock is had.
func TestLockForReading(t *testing.T) {
	at := folder(t)
	s := Shadow(OS())
	none, err := s.Lock(at("lock"))
	if err != nil || none.Close() != nil {
		t.Fatal(err)
	}
	held, err := OS().Lock(at("lock"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Lock(at("lock")); !errors.Is(err, ErrInUse) {
		t.Errorf("a held lock: %v", err)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	l, err := s.Lock(at("lock"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Lock(at("lock")); !errors.Is(err, ErrInUse) {
		t.Errorf("the reader's own lock: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(at("file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Lock(filepath.Join(at("file"), "lock")); err == nil || errors.Is(err, ErrInUse) {
		t.Errorf("a lock inside a file: %v", err)
	}
}
