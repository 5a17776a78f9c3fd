package vault

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var errStubborn = errors.New("input/output error")

// stubborn is a file layer of which some things fail.
type stubborn struct {
	FS
	open, write, read error
}

type stubbornFile struct {
	File
	d *stubborn
}

func (d *stubborn) Open(path string, create bool) (File, error) {
	if d.open != nil {
		return nil, d.open
	}
	f, err := d.FS.Open(path, create)
	return stubbornFile{f, d}, err
}

func (f stubbornFile) ReadAt(p []byte, off int64) (int, error) {
	if f.d.read != nil {
		return 0, f.d.read
	}
	return f.File.ReadAt(p, off)
}

func (f stubbornFile) WriteAt(p []byte, off int64) (int, error) {
	if f.d.write != nil {
		return 0, f.d.write
	}
	return f.File.WriteAt(p, off)
}

// The wait doubles from the fifth wrong password on, and never passes the longest.
func TestWaitAtItsBounds(t *testing.T) {
	for count, want := range map[int]time.Duration{
		0: 0, 4: 0, 5: 15 * time.Second, 6: 30 * time.Second, 10: 8 * time.Minute, 11: longestWait, 12: longestWait, 400: longestWait,
	} {
		if got := waitAfter(count); got != want {
			t.Errorf("after %d: %v, not %v", count, got, want)
		}
	}
}

// An attempt that cannot be counted is not made, and a file that cannot be read is not taken for an empty one.
func TestAttemptsOnAFailingDisk(t *testing.T) {
	dir := t.TempDir()
	d := &stubborn{FS: OS()}
	a, err := loadAttempts(d, dir)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_700_000_000, 0)
	for range freeAttempts {
		if err := a.begin(tagOf(1), now); err != nil {
			t.Fatal(err)
		}
	}
	d.write = errStubborn
	for name, err := range map[string]error{
		"a first attempt": a.begin(tagOf(2), now), "a refusal": a.begin(tagOf(1), now),
		"a failure": a.failed(tagOf(1), now), "a success": a.succeeded(tagOf(1)),
	} {
		if !errors.Is(err, errStubborn) || errors.Is(err, ErrThrottled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	d.read = errStubborn
	if _, err := loadAttempts(d, dir); !errors.Is(err, errStubborn) {
		t.Errorf("a file that cannot be read: %v", err)
	}
	for _, c := range []struct{ open, want error }{{fs.ErrPermission, ErrReadOnly}, {errStubborn, errStubborn}} {
		if _, err := loadAttempts(&stubborn{FS: OS(), open: c.open}, dir); !errors.Is(err, c.want) {
			t.Errorf("a file that cannot be opened: %v", err)
		}
	}
	if err := os.Truncate(filepath.Join(dir, attemptsFile), 4<<20+1); err != nil {
		t.Fatal(err)
	}
	if a, err := loadAttempts(OS(), dir); err != nil || len(a.data.Tags) != 0 || a.data.Version != 1 {
		t.Errorf("a file that is far too long: %v", err)
	}
}

// Within one process the clock's reading counts, not what the file says; after a restart the rest of the wait runs from
// the time that the clock was set back to.
func TestWaitWhenTheClockIsSetBack(t *testing.T) {
	dir := t.TempDir()
	a, err := loadAttempts(OS(), dir)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Unix(1_700_000_000, 0)
	for range freeAttempts {
		if err := a.begin(tagOf(1), now); err != nil {
			t.Fatal(err)
		}
	}
	tag := tagOf(1)
	key := hex.EncodeToString(tag[:])
	w := a.data.Tags[key]
	w.Last -= int64(time.Hour)
	if got := a.left(key, w, now.Add(5*time.Second)); got != 10*time.Second {
		t.Errorf("%v are left by the clock's own reading", got)
	}
	back := now.Add(-24 * time.Hour)
	if got := a.left(key, w, back); got != firstWait {
		t.Errorf("%v are left after the clock was set back", got)
	}
	if got := a.left(key, w, back.Add(5*time.Second)); got != 10*time.Second {
		t.Errorf("%v are left five seconds later", got)
	}
	var wait *ThrottledError
	if err := a.begin(tagOf(1), back); !errors.As(err, &wait) || !strings.HasSuffix(err.Error(), wait.Until.Format(time.RFC3339)) {
		t.Errorf("%v", err)
	}
	b, err := loadAttempts(OS(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.left(key, b.data.Tags[key], back.Add(5*time.Second)); got != 10*time.Second {
		t.Errorf("%v are left after a restart", got)
	}
}
