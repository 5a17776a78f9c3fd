package vault_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"custody/store/vault"
)

// stored is a vault on the disk with rows and documents, and a folder for its backups.
type stored struct {
	testing.TB
	opt    vault.Options
	v      *vault.Vault
	dir    string
	folder string
	rec    vault.Recovery
	sign   ed25519.PrivateKey
	docs   map[string][]byte // by path in the vault
}

const storedSum = "SELECT count(*) || ' ' || sum(length(x)) FROM t"

func newStored(t testing.TB, rows int, documents ...int) *stored {
	t.Helper()
	s := &stored{TB: t, opt: cheap(), folder: t.TempDir(), docs: map[string][]byte{}}
	s.v, s.dir, s.rec = create(t, s.opt)
	_, key, err := ed25519.GenerateKey(rand.Reader)
	s.must(err)
	s.sign = key
	do(t, s.v, "CREATE TABLE t(id INTEGER PRIMARY KEY, x BLOB)")
	s.grow(rows)
	for _, size := range documents {
		s.document(size)
	}
	return s
}

func (s *stored) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *stored) grow(rows int) {
	s.Helper()
	do(s, s.v, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<?)
		INSERT INTO t(x) SELECT randomblob(3000) FROM n`, rows)
}

// document puts a file where an electronic document would be: to a backup it is bytes that never change.
func (s *stored) document(size int) string {
	s.Helper()
	data := make([]byte, size+16)
	_, _ = rand.Read(data)
	name := vault.DocumentPath(hex.EncodeToString(data[:16]))
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	s.must(os.MkdirAll(filepath.Dir(file), 0o700))
	s.must(os.WriteFile(file, data[16:], 0o600))
	s.docs[name] = data[16:]
	return file
}

func (s *stored) path(name string) string { return filepath.Join(s.folder, name+vault.BackupSuffix) }

func (s *stored) order(name string) vault.BackupOrder {
	return vault.BackupOrder{
		Path: s.path(name), Name: "档案", Made: time.Date(2026, 11, 22, 19, 30, 0, 0, time.UTC),
		Entries: 42, Head: bytes.Repeat([]byte{7}, 32), Sign: s.sign,
	}
}

// try makes a backup.
func (s *stored) try(order vault.BackupOrder) (vault.Backup, error) {
	s.Helper()
	snap, err := s.v.Snapshot(s.Context())
	s.must(err)
	defer snap.Release()
	s.must(snap.Freeze())
	return snap.Write(order, nil)
}

func (s *stored) backup(name string) vault.Backup {
	s.Helper()
	b, err := s.try(s.order(name))
	s.must(err)
	return b
}

// upon makes a backup that may build on another.
func (s *stored) upon(name, base string) vault.Backup {
	s.Helper()
	order := s.order(name)
	order.Base = s.path(base)
	b, err := s.try(order)
	s.must(err)
	return b
}

func (s *stored) restore(name string) (string, error) {
	s.Helper()
	dir := filepath.Join(s.TempDir(), "restored")
	_, err := vault.Restore(s.Context(), vault.OS(), s.path(name), dir, nil)
	return dir, err
}

// left lists what a folder holds.
func left(t testing.TB, folder string) []string {
	t.Helper()
	names, err := vault.OS().Names(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return names
}

func TestBackupRestoresAll(t *testing.T) {
	s := newStored(t, 300, 0, 1, 1<<20, 3<<20+5)
	sum := query[string](t, s.v, storedSum)
	var last, total int64
	snap, err := s.v.Snapshot(t.Context())
	s.must(err)
	s.must(snap.Freeze())
	b, err := snap.Write(s.order("a"), func(done, all int64) { last, total = done, all })
	s.must(err)
	snap.Release()
	if last != total || total == 0 {
		t.Errorf("progress ended at %d of %d", last, total)
	}
	if b.Vault != s.v.ID() || b.Name != "档案" || b.Entries != 42 || b.Documents != 4 || b.Base != "" || b.Sequence == 0 || b.File != s.path("a") {
		t.Errorf("got %+v", b)
	}
	if again, err := vault.ReadBackup(vault.OS(), s.path("a")); err != nil || again.Sequence != b.Sequence || again.Size != b.Size {
		t.Errorf("read %+v, %v", again, err)
	}
	dir, err := s.restore("a")
	s.must(err)
	v := reopen(t, dir, s.opt)
	if got := query[string](t, v, storedSum); got != sum {
		t.Errorf("restored %s of %s", got, sum)
	}
	if made, err := v.Made(b); err != nil || !made {
		t.Errorf("own backup: %v, %v", made, err)
	}
	for name, want := range s.docs {
		if got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(want), err)
		}
	}
	if r, err := v.Verify(t.Context()); err != nil {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestRestoredVaultOpensWithHalves(t *testing.T) {
	s := newStored(t, 3)
	s.backup("a")
	dir, err := s.restore("a")
	s.must(err)
	v, err := vault.Open(t.Context(), dir, s.opt)
	s.must(err)
	defer v.Close()
	if _, err := v.Made(vault.Backup{}); !errors.Is(err, vault.ErrSealed) {
		t.Errorf("got %v", err)
	}
	code, err := v.Recover(t.Context(), s.rec.A, s.rec.B, "new")
	s.must(err)
	_, err = v.Enrol(t.Context(), "new", code, "another way in 雨")
	s.must(err)
	if got := query[int](t, v, "SELECT count(*) FROM t"); got != 3 {
		t.Errorf("%d rows", got)
	}
}

// Commits go on while a backup is written, and it shows the moment of the freeze.
func TestBackupShowsOneMoment(t *testing.T) {
	s := newStored(t, 2000)
	snap, err := s.v.Snapshot(t.Context())
	s.must(err)
	db, err := s.v.DB()
	s.must(err)
	tx, err := db.Begin()
	s.must(err)
	var sum string
	s.must(tx.QueryRow(storedSum).Scan(&sum))
	s.must(snap.Freeze())
	s.must(tx.Rollback())
	writes := 0
	_, err = snap.Write(s.order("a"), func(done, total int64) {
		s.grow(40)
		do(t, s.v, "UPDATE t SET x = randomblob(3000) WHERE id % 50 = ?", writes%50)
		writes++
	})
	s.must(err)
	snap.Release()
	now := query[string](t, s.v, storedSum)
	dir, err := s.restore("a")
	s.must(err)
	if got := query[string](t, reopen(t, dir, s.opt), storedSum); got != sum || now == sum || writes < 3 {
		t.Errorf("restored %s, the moment was %s, now %s after %d writes", got, sum, now, writes)
	}
	s.must(s.v.Close())
	if got := query[string](t, reopen(t, s.dir, s.opt), storedSum); got != now {
		t.Errorf("reopened with %s of %s", got, now)
	}
}

func TestBackupEndsWhenToldTo(t *testing.T) {
	for name, end := range map[string]func(*stored, context.CancelFunc){
		"cancelled": func(_ *stored, cancel context.CancelFunc) { cancel() },
		"sealed":    func(s *stored, _ context.CancelFunc) { go s.v.Seal() },
	} {
		t.Run(name, func(t *testing.T) {
			s := newStored(t, 20, 40<<20)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			snap, err := s.v.Snapshot(ctx)
			s.must(err)
			s.must(snap.Freeze())
			ended := false
			_, err = snap.Write(s.order("a"), func(done, total int64) {
				if !ended && done > total/3 {
					end(s, cancel)
					ended = true
				}
				if ended {
					time.Sleep(5 * time.Millisecond) // a backup that nobody stops would need longer than the test has
				}
			})
			snap.Release()
			if want := map[string]error{"cancelled": context.Canceled, "sealed": vault.ErrSealed}[name]; !errors.Is(err, want) {
				t.Errorf("got %v", err)
			}
			if names := left(t, s.folder); len(names) != 0 {
				t.Errorf("left behind: %v", names)
			}
			if name == "cancelled" {
				s.backup("b")
			}
		})
	}
}

func TestNoBackupOfASealedVault(t *testing.T) {
	s := newStored(t, 1)
	s.must(s.v.Seal())
	if _, err := s.v.Snapshot(t.Context()); !errors.Is(err, vault.ErrSealed) {
		t.Errorf("got %v", err)
	}
	_, err := s.v.Unlock(t.Context(), login, password)
	s.must(err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.v.Snapshot(ctx); err == nil {
		t.Error("began for one who had gone")
	}
	s.backup("a")
	if _, err := s.try(s.order("a")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a taken name: %v", err)
	}
	order := s.order("b")
	order.Path = filepath.Join(s.folder, "none", "b"+vault.BackupSuffix)
	if _, err := s.try(order); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
	if names := left(t, s.folder); !slices.Equal(names, []string{"a" + vault.BackupSuffix}) {
		t.Errorf("left: %v", names)
	}
}

// A document that vanishes, or is cut, under the backup is no document of it.
func TestBackupOfWhatVanishes(t *testing.T) {
	for name, spoil := range map[string]func(string) error{
		"cut":  func(file string) error { return os.Truncate(file, 1<<20) },
		"gone": os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			s := newStored(t, 3)
			first, later := s.document(30<<20), s.document(30<<20)
			if first > later {
				first, later = later, first
			}
			snap, err := s.v.Snapshot(t.Context())
			s.must(err)
			defer snap.Release()
			s.must(snap.Freeze())
			spoilt := false
			_, err = snap.Write(s.order("a"), func(done, _ int64) {
				if !spoilt {
					s.must(spoil(later))
					spoilt = true
				}
			})
			if !errors.Is(err, vault.ErrChanged) || len(left(t, s.folder)) != 0 {
				t.Errorf("got %v, left %v", err, left(t, s.folder))
			}
			s.must(errors.Join(os.Remove(first), os.RemoveAll(later)))
			if _, err = snap.Write(s.order("b"), nil); !errors.Is(err, vault.ErrChanged) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A vault with a page that does not open makes no backup: older ones would make room for it.
func TestNoBackupOfADamagedRegister(t *testing.T) {
	s := newStored(t, 200)
	snap, err := s.v.Snapshot(t.Context())
	s.must(err)
	defer snap.Release()
	s.must(snap.Freeze())
	f, err := os.OpenFile(filepath.Join(s.dir, "register"), os.O_RDWR, 0)
	s.must(err)
	defer f.Close()
	var b [1]byte
	_, err = f.ReadAt(b[:], 100_000)
	s.must(err)
	b[0] ^= 4
	_, err = f.WriteAt(b[:], 100_000)
	s.must(err)
	var bad *vault.DamagedError
	if _, err = snap.Write(s.order("a"), nil); !errors.As(err, &bad) || bad.File != "register" || bad.Number != 23 || len(left(t, s.folder)) != 0 {
		t.Errorf("got %v, left %v", err, left(t, s.folder))
	}
}

// What a backup left that was cut short goes with the next one; another vault's stays.
func TestUnfinishedBackupsGo(t *testing.T) {
	s := newStored(t, 3)
	b := s.backup("a")
	data, err := os.ReadFile(b.File)
	s.must(err)
	stranger := newStored(t, 1)
	theirs, err := os.ReadFile(stranger.backup("b").File)
	s.must(err)
	for name, text := range map[string][]byte{"cut": data[:5000], "theirs": theirs, "short": data[:8]} {
		s.must(os.WriteFile(s.path(name)+vault.UnfinishedSuffix, text, 0o600))
	}
	s.backup("c")
	want := []string{"a" + vault.BackupSuffix, "c" + vault.BackupSuffix}
	for _, name := range []string{"short", "theirs"} {
		want = append(want, name+vault.BackupSuffix+vault.UnfinishedSuffix)
	}
	if got := left(t, s.folder); !slices.Equal(got, want) {
		t.Errorf("left %v", got)
	}
}
