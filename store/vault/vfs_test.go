package vault

import (
	"errors"
	"io"
	"testing"

	"github.com/psanford/sqlite3vfs"
)

func TestMemoryFile(t *testing.T) {
	f, _, err := vfs{}.Open("", sqlite3vfs.OpenTempDB)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte("abc"), 5); err != nil {
		t.Fatal(err)
	}
	p := make([]byte, 6)
	if n, err := f.ReadAt(p, 3); n != 5 || !errors.Is(err, io.EOF) || string(p[:n]) != "\x00\x00abc" {
		t.Fatal(n, err, p)
	}
	if err := f.Truncate(6); err != nil {
		t.Fatal(err)
	}
	if n, err := f.FileSize(); n != 6 || err != nil {
		t.Fatal(n, err)
	}
	if _, err := f.WriteAt([]byte("z"), 7); err != nil {
		t.Fatal(err)
	}
	if n, err := f.ReadAt(p[:3], 5); n != 3 || err != nil || string(p[:3]) != "a\x00z" {
		t.Fatal("what was cut off came back", p[:3])
	}
	if _, err := f.ReadAt(p, 100); !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	if f.Sync(sqlite3vfs.SyncFull) != nil || f.Close() != nil {
		t.Fatal("memory file does not close")
	}
}

// TestUnknownDatabaseIsDead: opening never fails, since the glue would close another file; all the rest does.
func TestUnknownDatabaseIsDead(t *testing.T) {
	f, _, err := vfs{}.Open("no such register", sqlite3vfs.OpenMainDB)
	if err != nil {
		t.Fatal(err)
	}
	_, readErr := f.ReadAt(make([]byte, 10), 0)
	_, writeErr := f.WriteAt(make([]byte, 10), 0)
	_, sizeErr := f.FileSize()
	for _, err := range []error{readErr, writeErr, sizeErr, f.Truncate(0), f.Sync(0)} {
		if err == nil {
			t.Fatal("a dead file does something")
		}
	}
	db, err := openDB("no such register", 100)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE t(x)"); err == nil {
		t.Fatal("a table in a register that is not open")
	}
}

// panicFile panics on everything.
type panicFile struct{ File }

func TestPanicPoisons(t *testing.T) {
	r := &register{reg: panicFile{}, now: 3, floor: 3, st: state{pages: 3}}
	f := &mainFile{r: r}
	if _, err := f.ReadAt(make([]byte, PageSize), 0); err == nil {
		t.Fatal("no error")
	}
	if !errors.Is(r.failed, errPanic) {
		t.Fatal(r.failed)
	}
	if err := f.Sync(0); err == nil {
		t.Fatal("a poisoned register syncs")
	}
}

func TestAttemptsTableIsBounded(t *testing.T) {
	a := &attempts{data: attemptsData{Tags: map[string]*waitData{}}}
	for i := range maxTags + 10 {
		a.makeRoom()
		a.data.Tags[string(rune(i))] = &waitData{Wait: int64(i)}
	}
	if len(a.data.Tags) > maxTags || a.data.Tags[string(rune(maxTags+9))] == nil {
		t.Fatal(len(a.data.Tags))
	}
}
