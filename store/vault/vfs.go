package vault

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/psanford/sqlite3vfs"
)

const vfsName = "custody"

// There is no way to take a VFS back from SQLite, so it is registered once for the process, and the registers that
// are open are looked up by name.
var (
	registerVFS = sync.OnceValue(func() error { return sqlite3vfs.RegisterVFS(vfsName, vfs{}) })

	openMu sync.Mutex
	opened = map[string]*register{}
	nextID int
)

// publish gives a register a name under which SQLite finds it.
func publish(r *register) string {
	openMu.Lock()
	defer openMu.Unlock()
	nextID++
	name := fmt.Sprintf("register-%d", nextID)
	opened[name] = r
	return name
}

func withdraw(name string) {
	openMu.Lock()
	defer openMu.Unlock()
	delete(opened, name)
}

var errPanic = errors.New("vault: internal fault under SQLite")

// vfs is the file system that SQLite sees: the register, and memory for everything else.
type vfs struct{}

// Open never fails: when it does, the glue closes some other file.
func (vfs) Open(name string, flags sqlite3vfs.OpenFlag) (f sqlite3vfs.File, out sqlite3vfs.OpenFlag, err error) {
	defer func() {
		if recover() != nil {
			f, out, err = deadFile{}, flags, nil
		}
	}()
	if flags&sqlite3vfs.OpenMainDB == 0 {
		return &memFile{}, flags, nil
	}
	openMu.Lock()
	defer openMu.Unlock()
	r := opened[name]
	if r == nil {
		return deadFile{}, flags, nil
	}
	return &mainFile{r: r}, flags, nil
}

// Delete has nothing to delete: journals live in memory.
func (vfs) Delete(string, bool) error { return nil }

// Access denies that there is any other file, so SQLite looks for no journal.
func (vfs) Access(string, sqlite3vfs.AccessFlag) (bool, error) { return false, nil }

// FullPathname leaves names alone.
func (vfs) FullPathname(name string) string { return name }

// Randomness seeds SQLite's own generator, which serves row ids and random(), never keys.
func (vfs) Randomness(b []byte) int {
	for i := range b {
		b[i] = byte(rand.Uint32())
	}
	return len(b)
}

// Sleep waits.
func (vfs) Sleep(d time.Duration) { time.Sleep(d) }

// CurrentTime is the machine's clock.
func (vfs) CurrentTime() time.Time { return time.Now() }

// noLocks is for files that only one connection can reach.
type noLocks struct{}

func (noLocks) Lock(sqlite3vfs.LockType) error   { return nil }
func (noLocks) Unlock(sqlite3vfs.LockType) error { return nil }

// CheckReservedLock: the glue hands SQLite the opposite of the answer, so true means that nobody holds a lock.
func (noLocks) CheckReservedLock() (bool, error) { return true, nil }
func (noLocks) SectorSize() int64                { return PageSize }

func (noLocks) DeviceCharacteristics() sqlite3vfs.DeviceCharacteristic {
	return sqlite3vfs.IocapPowersafeOverwrite
}

// mainFile is the database file. No panic may leave its methods, since C frames lie above them.
type mainFile struct {
	noLocks
	r *register
}

// guard turns a panic into an error and poisons the register.
func (f *mainFile) guard(err *error, code error) {
	if p := recover(); p != nil {
		f.r.poison(fmt.Errorf("%w: %v", errPanic, p))
		*err = code
	}
}

func (f *mainFile) Close() (err error) {
	defer f.guard(&err, sqlite3vfs.IOError)
	f.r.discard()
	return nil
}

func (f *mainFile) ReadAt(p []byte, off int64) (n int, err error) {
	defer f.guard(&err, sqlite3vfs.IOErrorRead)
	n, err = f.r.readAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, sqlite3vfs.IOErrorRead
	}
	return n, err
}

func (f *mainFile) WriteAt(p []byte, off int64) (n int, err error) {
	defer f.guard(&err, sqlite3vfs.IOErrorWrite)
	if err := f.r.writeAt(p, off); err != nil {
		return 0, sqlite3vfs.IOErrorWrite
	}
	return len(p), nil
}

func (f *mainFile) Truncate(size int64) (err error) {
	defer f.guard(&err, sqlite3vfs.IOError)
	if f.r.truncate(size) != nil {
		return sqlite3vfs.IOError
	}
	return nil
}

func (f *mainFile) Sync(sqlite3vfs.SyncType) (err error) {
	defer f.guard(&err, sqlite3vfs.IOError)
	if f.r.commit() != nil {
		return sqlite3vfs.IOError
	}
	return nil
}

func (f *mainFile) FileSize() (n int64, err error) {
	defer f.guard(&err, sqlite3vfs.IOError)
	return f.r.size(), nil
}

// deadFile stands for a database that is not open.
type deadFile struct{ noLocks }

func (deadFile) Close() error                       { return nil }
func (deadFile) ReadAt([]byte, int64) (int, error)  { return 0, sqlite3vfs.IOErrorRead }
func (deadFile) WriteAt([]byte, int64) (int, error) { return 0, sqlite3vfs.IOErrorWrite }
func (deadFile) Truncate(int64) error               { return sqlite3vfs.IOError }
func (deadFile) Sync(sqlite3vfs.SyncType) error     { return sqlite3vfs.IOError }
func (deadFile) FileSize() (int64, error)           { return 0, sqlite3vfs.IOError }

// memFile is any other file SQLite asks for: temporary tables, sorters, statement journals.
type memFile struct {
	noLocks
	b []byte
}

func (f *memFile) Close() error {
	wipe(f.b)
	f.b = nil
	return nil
}

func (f *memFile) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 || off >= int64(len(f.b)) {
		return 0, io.EOF
	}
	n := copy(p, f.b[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *memFile) WriteAt(p []byte, off int64) (int, error) {
	end := off + int64(len(p))
	if off < 0 || end > 1<<32 {
		return 0, sqlite3vfs.IOErrorWrite
	}
	if end > int64(len(f.b)) {
		f.b = append(f.b, make([]byte, end-int64(len(f.b)))...)
	}
	return copy(f.b[off:], p), nil
}

func (f *memFile) Truncate(size int64) error {
	if size >= 0 && size < int64(len(f.b)) {
		clear(f.b[size:])
		f.b = f.b[:size]
	}
	return nil
}

func (f *memFile) Sync(sqlite3vfs.SyncType) error { return nil }
func (f *memFile) FileSize() (int64, error)       { return int64(len(f.b)), nil }
