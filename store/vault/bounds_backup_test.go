package vault_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"custody/store/vault"
)

// steps notes what a progress says, and fails the test where it goes back, or says that all is done before it is.
type steps struct {
	testing.TB
	done, total int64
}

func (s *steps) tell(done, total int64) {
	if s.total != 0 && (s.done >= s.total || done < s.done || total != s.total) {
		s.Errorf("%d of %d after %d of %d", done, total, s.done, s.total)
	}
	s.done, s.total = done, total
}

func (s *steps) ended(what string) {
	s.Helper()
	if s.done != s.total || s.total == 0 {
		s.Errorf("%s: ended at %d of %d", what, s.done, s.total)
	}
}

// All that is long ends at the whole of what it said it would be, and not before: nobody is shown a full bar that stands.
func TestProgressEndsAtItsEnd(t *testing.T) {
	s := newStored(t, 5, 0, 3<<20)
	s.backup("full")
	s.document(2<<20 + 1)
	order := s.order("d")
	order.Base = s.path("full")
	snap, err := s.v.Snapshot(t.Context())
	s.must(err)
	s.must(snap.Freeze())
	made := &steps{TB: t}
	b, err := snap.Write(order, made.tell)
	snap.Release()
	s.must(err)
	made.ended("writing")
	if b.Base == "" || made.total >= 3*b.Size {
		t.Errorf("%d bytes to do for a file of %d", made.total, b.Size)
	}
	for _, name := range []string{"full", "d"} {
		checked, restored := &steps{TB: t}, &steps{TB: t}
		_, err = vault.CheckBackup(t.Context(), vault.OS(), s.path(name), checked.tell)
		s.must(err)
		checked.ended("checking " + name)
		_, err = vault.Restore(t.Context(), vault.OS(), s.path(name), filepath.Join(t.TempDir(), "r"), restored.tell)
		s.must(err)
		restored.ended("restoring " + name)
	}
}

// openFiles counts the files that are open.
type openFiles struct {
	vault.FS
	mu   sync.Mutex
	open map[string]int
}

type countedFile struct {
	vault.File
	fs   *openFiles
	path string
}

func (c *openFiles) add(path string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open[path] += n
	if c.open[path] == 0 {
		delete(c.open, path)
	}
}

func (c *openFiles) Open(path string, create bool) (vault.File, error) {
	f, err := c.FS.Open(path, create)
	if err != nil {
		return nil, err
	}
	c.add(path, 1)
	return &countedFile{f, c, path}, nil
}

func (f *countedFile) Close() error {
	f.fs.add(f.path, -1)
	return f.File.Close()
}

// left lists what is open, apart from what was then.
func (c *openFiles) left(then []string) (now []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for p := range c.open {
		if !slices.Contains(then, p) {
			now = append(now, p)
		}
	}
	return now
}

// Whatever becomes of a backup, its files are closed after it: one that is open can't be removed or renamed on Windows.
func TestBackupsLeaveNoFileOpen(t *testing.T) {
	s := newStored(t, 3, 1<<20)
	c := &openFiles{FS: vault.OS(), open: map[string]int{}}
	s.must(s.v.Close())
	s.opt.FS = c
	s.v = reopen(t, s.dir, s.opt)
	own := c.left(nil)
	closed := func(what string) {
		t.Helper()
		if now := c.left(own); len(now) > 0 {
			t.Errorf("%s: open %v", what, now)
		}
	}
	file := s.document(10)
	check := func(name string) {
		t.Helper()
		_, err := vault.CheckBackup(t.Context(), c, s.path(name), nil)
		closed("checked")
		_, rerr := vault.Restore(t.Context(), c, s.path(name), filepath.Join(t.TempDir(), "r"), nil)
		closed("restored")
		if (err == nil) != (rerr == nil) {
			t.Errorf("%s: %v when checked, %v when restored", name, err, rerr)
		}
	}
	s.backup("full")
	closed("full")
	s.upon("d", "full")
	closed("differential")
	_, err := vault.ReadBackup(c, s.path("d"))
	s.must(err)
	closed("read")
	check("full")
	check("d")
	s.upon("e", "d")
	closed("a base that is none")
	s.must(os.WriteFile(s.path("f")+vault.UnfinishedSuffix, []byte("of another program, long enough for a head"), 0o600))
	s.grow(1)
	s.backup("f2")
	closed("beside an unfinished one")
	data, err := os.ReadFile(s.path("full"))
	s.must(err)
	flipFile(t, s.path("full"), int64(len(data))-257) // the manifest
	check("full")
	check("d")
	s.must(os.WriteFile(s.path("full"), data, 0o600))
	flipFile(t, s.path("full"), 300<<10) // the document
	check("d")
	s.upon("g", "full")
	closed("a damaged base")
	s.must(os.WriteFile(s.path("full"), mustRead(t, s.path("f2")), 0o600))
	check("d")
	snap, err := s.v.Snapshot(t.Context())
	s.must(err)
	s.must(snap.Freeze())
	s.must(os.Remove(file))
	if _, err := snap.Write(s.order("h"), nil); !errors.Is(err, vault.ErrChanged) {
		t.Error(err)
	}
	snap.Release()
	closed("a backup that failed")
}

func mustRead(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// otherFile opens one file where another is asked for.
type otherFile struct {
	vault.FS
	asked, given string
}

func (o otherFile) Open(path string, create bool) (vault.File, error) {
	if path == o.asked && !create {
		path = o.given
	}
	return o.FS.Open(path, create)
}

// A backup that reads back as another one, itself whole, has not been written.
func TestBackupThatReadsBackAsAnother(t *testing.T) {
	s := newStored(t, 3)
	first := s.backup("a")
	s.must(s.v.Close())
	s.opt.FS = otherFile{vault.OS(), s.path("b") + vault.UnfinishedSuffix, first.File}
	s.v = reopen(t, s.dir, s.opt)
	order := s.order("b")
	order.Entries++
	var bad *vault.DamagedError
	if _, err := s.try(order); !errors.As(err, &bad) || bad.Offset != first.Size-256 || !strings.HasPrefix(bad.File, "b.") {
		t.Error(err)
	}
	if got := left(t, s.folder); !slices.Equal(got, []string{filepath.Base(first.File)}) {
		t.Error("left", got)
	}
}

// What a backup says of the caller's is put down as given, and one that can't be put down makes none.
func TestBackupOfAStrangeTime(t *testing.T) {
	s := newStored(t, 1)
	order := s.order("a")
	order.Made = time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, err := s.try(order); err == nil || len(left(t, s.folder)) != 0 {
		t.Errorf("%v, left %v", err, left(t, s.folder))
	}
	order = s.order("b")
	order.Head = order.Head[1:]
	if _, err := s.try(order); err == nil || len(left(t, s.folder)) != 0 {
		t.Errorf("%v, left %v", err, left(t, s.folder))
	}
	order = s.order("c")
	order.Made = time.Date(2026, 1, 1, 8, 0, 0, 1_234_567, time.FixedZone("", 8*3600))
	order.Entries = 0
	b, err := s.try(order)
	s.must(err)
	if !b.Made.Equal(time.Date(2026, 1, 1, 0, 0, 0, 1_000_000, time.UTC)) || b.Entries != 0 || !bytes.Equal(b.Head, order.Head) {
		t.Errorf("%+v", b)
	}
}

// An account that comes after the moment of a backup is not in it, though its key file's number is written in the register's head.
func TestBackupHasTheHeadOfItsMoment(t *testing.T) {
	s := newStored(t, 1)
	snap, err := s.v.Snapshot(t.Context())
	s.must(err)
	s.must(snap.Freeze())
	_, _, err = s.v.Invite("later")
	s.must(err)
	_, err = snap.Write(s.order("a"), nil)
	s.must(err)
	snap.Release()
	dir, err := s.restore("a")
	s.must(err)
	list, err := reopen(t, dir, s.opt).Accounts()
	if err != nil || len(list) != 1 {
		t.Error(list, err)
	}
}
