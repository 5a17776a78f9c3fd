package vault_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"custody/store/vault"
)

// tripFS counts every operation on the folder, and fails the n-th or all from there on.
type tripFS struct {
	vault.FS
	mu     sync.Mutex // reading ahead asks beside the rest
	n, at  int
	always bool
	before func(n int)
}

var errTrip = errors.New("the disk said no")

func (f *tripFS) step() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	if f.before != nil {
		f.before(f.n)
	}
	if f.at > 0 && (f.n == f.at || f.always && f.n > f.at) {
		return fmt.Errorf("operation %d: %w", f.n, errTrip)
	}
	return nil
}

func (f *tripFS) Open(path string, create bool) (vault.File, error) {
	if err := f.step(); err != nil {
		return nil, err
	}
	h, err := f.FS.Open(path, create)
	if err != nil {
		return nil, err
	}
	return &tripFile{h, f}, nil
}

func (f *tripFS) Rename(a, b string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.FS.Rename(a, b)
}

func (f *tripFS) Remove(path string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.FS.Remove(path)
}

func (f *tripFS) Names(path string) ([]string, error) {
	if err := f.step(); err != nil {
		return nil, err
	}
	return f.FS.Names(path)
}

func (f *tripFS) SyncDir(path string) error {
	if err := f.step(); err != nil {
		return err
	}
	return f.FS.SyncDir(path)
}

type tripFile struct {
	vault.File
	fs *tripFS
}

func (h *tripFile) ReadAt(p []byte, off int64) (int, error) {
	if err := h.fs.step(); err != nil {
		return 0, err
	}
	return h.File.ReadAt(p, off)
}

func (h *tripFile) WriteAt(p []byte, off int64) (int, error) {
	if err := h.fs.step(); err != nil {
		n, _ := h.File.WriteAt(p[:len(p)/2], off)
		return n, err
	}
	return h.File.WriteAt(p, off)
}

func (h *tripFile) Truncate(size int64) error {
	if err := h.fs.step(); err != nil {
		return err
	}
	return h.File.Truncate(size)
}

func (h *tripFile) Sync() error {
	if err := h.fs.step(); err != nil {
		return err
	}
	return h.File.Sync()
}

func (h *tripFile) Size() (int64, error) {
	if err := h.fs.step(); err != nil {
		return 0, err
	}
	return h.File.Size()
}

func (h *tripFile) Close() error {
	if err := h.fs.step(); err != nil {
		h.File.Close()
		return err
	}
	return h.File.Close()
}

// freed gives a copy of a folder whose lock went with the process.
func freed(fs *simFS) *simFS {
	c := fs.clone()
	c.locked = map[string]bool{}
	return c
}

// oldOrNew opens what is in a folder and returns the epoch; all that was in the register has to be there, and the leaver's
// way in only as long as the old key is.
func (k *keyed) oldOrNew(t testing.TB, fs *simFS, want string) uint64 {
	t.Helper()
	v := k.unlocked(t, fs, keyedStayer, keyedWay+keyedStayer)
	intact(t, v, want)
	allWell(t, v.Close())
	again := k.unlocked(t, fs, login, password)
	intact(t, again, want)
	allWell(t, again.Close())
	noNewFiles(t, fs)
	return v.Epoch()
}

// A fault at any operation of a rekey leaves the old or the new key: in this process, once sealed and unlocked again, and
// in the next.
func TestRekeyFaults(t *testing.T) {
	k := newKeyed(t, 150)
	want := query[string](t, k.v, keyedSum)
	allWell(t, k.v.Remove(keyedLeaver))
	allWell(t, k.v.Close())
	seen := map[uint64]int{}
	for _, always := range []bool{false, true} {
		for at, tried := 1, true; tried; at++ {
			fs := freed(k.fs)
			trip := &tripFS{FS: fs}
			v := k.over(t, trip)
			_, err := v.Unlock(ctx, login, password)
			allWell(t, err)
			trip.n, trip.at, trip.always = 0, at, always
			_, err = v.Rekey(ctx, nil)
			tried = trip.n >= at
			trip.at = 0
			if tried != errors.Is(err, errTrip) && v.Epoch() == 0 {
				t.Fatalf("operation %d: %v", at, err)
			}
			seen[k.oldOrNew(t, freed(fs), want)]++
			_ = v.Seal() // tells the fault once more
			_, err = v.Unlock(ctx, login, password)
			if err != nil {
				t.Fatalf("operation %d, in the same process: %v", at, err)
			}
			intact(t, v, want)
			do(t, v, "UPDATE t SET id = id WHERE id = 1")
			allWell(t, v.Close())
			seen[k.oldOrNew(t, freed(fs), want)]++
		}
	}
	if seen[0] < 20 || seen[1] < 6 {
		t.Errorf("too few of old and new: %v", seen)
	}
	t.Logf("old and new: %v", seen)
}

// A kill before any operation of a rekey, or of the opening after one, leaves the old or the new key.
func TestRekeyKilledAnywhere(t *testing.T) {
	k := newKeyed(t, 150)
	want := query[string](t, k.v, keyedSum)
	allWell(t, k.v.Remove(keyedLeaver))
	allWell(t, k.v.Close())
	var images []*simFS
	fs := freed(k.fs)
	trip := &tripFS{FS: fs}
	v := k.over(t, trip)
	_, err := v.Unlock(ctx, login, password)
	allWell(t, err)
	trip.before = func(int) { images = append(images, freed(fs)) }
	_, err = v.Rekey(ctx, nil)
	allWell(t, err)
	trip.before = nil
	seen := map[uint64]int{}
	for i, image := range images {
		if testing.Short() && i%4 != 0 && i < len(images)-8 {
			seen[k.oldOrNew(t, image, want)]++
			continue
		}
		var later []*simFS
		again := freed(image)
		second := &tripFS{FS: again, before: func(int) { later = append(later, freed(again)) }}
		w := k.over(t, second)
		_, err := w.Unlock(ctx, login, password)
		allWell(t, err)
		second.before = nil
		for _, l := range append(later, image) {
			seen[k.oldOrNew(t, l, want)]++
		}
	}
	if seen[0] == 0 || seen[1] == 0 {
		t.Errorf("not both seen: %v", seen)
	}
	t.Logf("%d images: old and new %v", len(images), seen)
}
