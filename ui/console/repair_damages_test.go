package console_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// wound is a vault that is being damaged.
type wound struct {
	t   *testing.T
	o   *original
	dir string
}

func (w wound) path(name string) string { return filepath.Join(w.dir, name) }

// spoil overwrites a part of a file with noise.
func (w wound) spoil(name string, at, n int64) {
	w.t.Helper()
	f, err := os.OpenFile(w.path(name), os.O_RDWR, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	noise := make([]byte, n)
	r := rand.New(rand.NewPCG(uint64(at), 7))
	for i := range noise {
		noise[i] = byte(1 + r.IntN(255))
	}
	if _, err := f.WriteAt(noise, at); err != nil {
		w.t.Fatal(err)
	}
}

const (
	pageRecord = 4136
	headOfFile = 8192
)

// page spoils page n of the database.
func (w wound) page(n uint32) { w.spoil("register", headOfFile+int64(n-1)*pageRecord+100, 2000) }

func (w wound) size(name string) int64 {
	w.t.Helper()
	info, err := os.Stat(w.path(name))
	if err != nil {
		w.t.Fatal(err)
	}
	return info.Size()
}

// damages are ten ways, and one more, in which a vault is found damaged.
var damages = []struct {
	name    string
	crashed bool // begins with the image that has commits in the log
	do      func(w wound)
}{
	{"first-page", false, func(w wound) { w.page(1) }},
	{"inner-page", false, func(w wound) { w.page(w.o.pages["documents"][0]) }},
	{"leaf-of-clients", false, func(w wound) { w.page(w.o.pages["clients"][2]) }},
	{"random-pages", false, func(w wound) {
		r := rand.New(rand.NewPCG(4, 4))
		for range 6 {
			w.page(2 + r.Uint32N(w.o.count-1))
		}
	}},
	{"frame-in-the-log", true, func(w wound) { w.spoil("register.log", 30000, 1000) }},
	{"torn-key-copy", false, func(w wound) { w.spoil("keys", w.size("keys")/2, w.size("keys")/2) }},
	{"both-states", false, func(w wound) { w.spoil("register", 100, 8000) }},
	{"half-a-register", false, func(w wound) {
		if err := os.Truncate(w.path("register"), w.size("register")/2); err != nil {
			w.t.Fatal(err)
		}
	}},
	{"pages-of-the-audit-log", false, func(w wound) {
		pages := w.o.pages["audit"]
		w.page(pages[2])
		w.page(pages[len(pages)/2])
	}},
	{"emptied-log", true, func(w wound) {
		if err := os.Truncate(w.path("register.log"), 0); err != nil {
			w.t.Fatal(err)
		}
	}},
	{"foreign-log", true, func(w wound) { w.spoil("register.log", 0, w.size("register.log")) }},
	{"both-key-copies", false, func(w wound) { w.spoil("keys", 0, w.size("keys")) }},
}
