package vault_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"

	"custody/store/vault"
)

// counting is a disk that knows how many files are open, and of which the n-th question fails.
type counting struct {
	vault.FS
	open  *atomic.Int64
	fails *atomic.Int64 // 1: the next one; 0 and less: none
}

func newCounting(fails int64) counting {
	d := counting{vault.OS(), new(atomic.Int64), new(atomic.Int64)}
	d.fails.Store(fails)
	return d
}

type countingFile struct {
	vault.File
	d counting
}

type countingLock struct {
	io.Closer
	d counting
}

func (d counting) ask() error {
	if d.fails.Add(-1) == 0 {
		return errWreckedDisk
	}
	return nil
}

func (d counting) wrap(f vault.File, err error) (vault.File, error) {
	if err != nil {
		return nil, err
	}
	d.open.Add(1)
	return countingFile{f, d}, nil
}

func (d counting) OpenRead(path string) (vault.File, error) {
	if err := d.ask(); err != nil {
		return nil, err
	}
	return d.wrap(d.FS.Open(path, false))
}

func (d counting) Open(path string, create bool) (vault.File, error) {
	if err := d.ask(); err != nil {
		return nil, err
	}
	return d.wrap(d.FS.Open(path, create))
}

func (d counting) Names(path string) ([]string, error) {
	if err := d.ask(); err != nil {
		return nil, err
	}
	return d.FS.Names(path)
}

func (d counting) LockRead(path string) (io.Closer, error) {
	if err := d.ask(); err != nil {
		return nil, err
	}
	l, err := d.Lock(path)
	if err != nil {
		return nil, err
	}
	d.open.Add(1)
	return countingLock{l, d}, nil
}

func (f countingFile) Size() (int64, error) {
	if err := f.d.ask(); err != nil {
		return 0, err
	}
	return f.File.Size()
}

func (f countingFile) Close() error {
	f.d.open.Add(-1)
	return f.File.Close()
}

func (l countingLock) Close() error {
	l.d.open.Add(-1)
	return l.Closer.Close()
}

// The report counts every byte, and nothing stays open when the reading is over, however it ends.
func TestReportCountsEveryByte(t *testing.T) {
	w := newWreck(t, false)
	opt := cheap()
	d := newCounting(0)
	opt.FS = d
	m, err := vault.OpenRemains(ctx, w.dir, opt, byPassword, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := len(w.read("keys")) + len(w.read("register")) + len(w.read("register.log")); m.Report.Bytes != int64(want) {
		t.Errorf("%d bytes, not %d", m.Report.Bytes, want)
	}
	if m.Page(m.Pages()) == nil || m.Page(m.Pages()+1) != nil {
		t.Error("the last page")
	}
	db, err := m.DB()
	if err != nil || db.Ping() != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil || d.open.Load() != 0 {
		t.Errorf("%d files left open, %v", d.open.Load(), err)
	}
	if db.Ping() == nil {
		t.Error("the database can be asked after the remains were closed")
	}
	if _, err := vault.OpenRemains(ctx, w.dir, opt, vault.Access{Login: login, Password: "not the password"}, nil); err == nil || d.open.Load() != 0 {
		t.Errorf("%d files left open, %v", d.open.Load(), err)
	}
}

// A disk that fails once is never the reason for a report that says all is well and knows less than all.
func TestReportOnADiskThatFailsOnce(t *testing.T) {
	w := newWreck(t, false)
	var whole vault.Report
	for n := int64(0); ; n++ {
		opt := cheap()
		d := newCounting(n)
		opt.FS = d
		m, err := vault.OpenRemains(ctx, w.dir, opt, byPassword, nil)
		switch {
		case err == nil && n == 0:
			whole = m.Report
		case err == nil && m.Report.Sound():
			r := m.Report
			if r.Pages != whole.Pages || r.Slots != whole.Slots || r.Documents != whole.Documents || m.Page(1) == nil {
				t.Errorf("question %d: %+v, not %+v", n, r, whole)
			}
		case err != nil && !errors.Is(err, errWreckedDisk):
			t.Errorf("question %d: %v", n, err)
		}
		if err == nil {
			if err := m.Close(); err != nil {
				t.Errorf("question %d: %v", n, err)
			}
		}
		if d.open.Load() != 0 {
			t.Errorf("question %d: %d files left open", n, d.open.Load())
		}
		if d.fails.Load() > 0 {
			t.Logf("%d questions", n-1)
			return
		}
		if n > 500 {
			t.Fatal("no end")
		}
	}
}

// An old password opens nothing where the copies of the key slots follow one another, and does where they were put
// together by somebody.
func TestOldPasswordOfAnOldCopy(t *testing.T) {
	w := newWreck(t, true)
	const next = "another password of twelve"
	var file [3][]byte
	file[0] = w.read("keys")
	v := reopen(t, w.dir, cheap())
	if err := v.ChangePassword(ctx, login, password, next); err != nil {
		t.Fatal(err)
	}
	file[1] = w.read("keys")
	if _, _, err := v.Invite("somebody"); err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	file[2] = w.read("keys")
	half := len(file[0]) / 2
	for _, c := range []struct {
		newer, older int
		opens        bool
	}{{1, 0, false}, {2, 0, true}} {
		w.write("keys", slices.Concat(file[c.newer][:half], file[c.older][:half]))
		m, err := w.remains(byPassword)
		if (err == nil) != c.opens || err != nil && !errors.Is(err, vault.ErrWrongPassword) {
			t.Errorf("copies %d and %d: %v", c.newer, c.older, err)
		}
		if err == nil {
			m.Close()
		}
		m, err = w.remains(vault.Access{Login: login, Password: next})
		if err != nil {
			t.Errorf("copies %d and %d: the new password: %v", c.newer, c.older, err)
			continue
		}
		if got := told(m.Report.Bad); c.opens && !slices.Equal(got, []string{"keys: copies of the key slots do not follow one another"}) {
			t.Errorf("copies %d and %d: told %q", c.newer, c.older, got)
		}
		m.Close()
	}
	w.write("keys", file[0])
	m, err := w.remains(byPassword)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if got := told(m.Report.Bad); !slices.Equal(got, []string{"keys: an older key file was put back"}) || m.Opens() {
		t.Errorf("told %q", got)
	}
}

// A folder of which only the key file is lost is a damaged vault, not no vault.
func TestOnlyTheKeysAreLost(t *testing.T) {
	w := newWreck(t, true)
	if err := os.Remove(w.path("keys")); err != nil {
		t.Fatal(err)
	}
	var bad *vault.DamagedError
	if _, err := w.remains(byPassword); !errors.As(err, &bad) || bad.Part != vault.PartKeys {
		t.Errorf("%v", err)
	}
}

// Without a readable state the register's length says how many pages there are; a page that is cut counts.
func TestPagesByTheLengthOfTheRegister(t *testing.T) {
	w := newWreck(t, true)
	w.noise("register", 0, headBytes)
	all := w.read("register")
	pages := (len(all) - headBytes) / pageBytes
	for _, c := range []struct{ size, pages int }{
		{len(all), pages},
		{len(all) - 1, pages},
		{headBytes + 3*pageBytes, 3},
		{headBytes + 3*pageBytes + 1, 4},
		{headBytes + 1, 1},
		{headBytes, 0},
		{100, 0},
		{0, 0},
	} {
		w.write("register", all[:c.size])
		m, err := w.remains(byPassword)
		if err != nil {
			t.Fatal(err)
		}
		if int(m.Pages()) != c.pages || m.Opens() {
			t.Errorf("%d bytes: %d pages", c.size, m.Pages())
		}
		if got := told(m.Report.Bad); c.size == len(all) && !slices.Equal(got, []string{"register state 1", "register state 2"}) {
			t.Errorf("told %q", got)
		}
		for n := 1; n <= pages; n++ {
			if (m.Page(uint32(n)) != nil) != (headBytes+n*pageBytes <= c.size) {
				t.Errorf("%d bytes: page %d", c.size, n)
			}
		}
		m.Close()
	}
}

// What a power loss tore is told with its place and number.
func TestTornPartsAreNumbered(t *testing.T) {
	w := newWreck(t, false)
	at := w.frames()
	first := firstCommit(t, w)
	w.noise("register.log", at[len(at)-1], 1<<20)
	w.noise("register", 4096, 4096)
	m, err := w.remains(byPassword)
	if err != nil || !m.Report.Sound() || len(m.Report.Torn) != 2 {
		t.Fatal(err, told(m.Report.Torn))
	}
	defer m.Close()
	state, commit := m.Report.Torn[0], m.Report.Torn[1]
	if state.Part != vault.PartState || state.Number != 2 || state.Offset != 4096 {
		t.Errorf("%+v", state)
	}
	if commit.Part != vault.PartCommit || commit.Number != first+uint64(m.Report.Commits) || commit.Offset != int64(at[len(at)-1]) || commit.File != filepath.Base(w.path("register.log")) {
		t.Errorf("%+v, after %d commits from %d", commit, m.Report.Commits, first)
	}
}
