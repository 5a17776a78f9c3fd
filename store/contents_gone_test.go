package store_test

import (
	"path/filepath"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/store"
	"custody/store/vault"
)

// interruptedDisk does something when a document is opened, or read first.
type interruptedDisk struct {
	vault.FS
	opening, reading *func()
}

func (d interruptedDisk) Open(path string, create bool) (vault.File, error) {
	isDocument := strings.Contains(filepath.ToSlash(path), "/documents/")
	if isDocument {
		once(d.opening)
	}
	f, err := d.FS.Open(path, create)
	if err == nil && isDocument {
		f = interruptedFile{f, d.reading}
	}
	return f, err
}

type interruptedFile struct {
	vault.File
	reading *func()
}

func (f interruptedFile) ReadAt(p []byte, off int64) (int, error) {
	once(f.reading)
	return f.File.ReadAt(p, off)
}

func once(do *func()) {
	if now := *do; now != nil {
		*do = nil
		now()
	}
}

// What is erased while it is being opened is not given out, nor taken for damaged.
func TestErasedWhileOpening(t *testing.T) {
	var opening, reading func()
	gate := store.Gate{Options: vault.Options{KDF: apptest.CheapKDF, FS: interruptedDisk{vault.OS(), &opening, &reading}}}
	box, in, _, err := gate.Create(t.Context(), filepath.Join(t.TempDir(), "v"), "guanli", apptest.FounderPassword)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { box.Close() })
	for what, when := range map[string]*func(){"opened": &opening, "read": &reading} {
		s, contentKey, err := in.Contents.Seal(t.Context(), strings.NewReader("text"))
		if err == nil {
			err = in.Contents.Keep(t.Context(), s.Object, func() error { return nil })
		}
		if err != nil {
			t.Fatal(err)
		}
		var erased error
		*when = func() { erased = in.Contents.Erase(s.Object) }
		f, err := in.Contents.Open(t.Context(), s, contentKey)
		if key(err) != "error.content.closed" || app.CodeOf(err) != app.Conflict {
			t.Errorf("erased before it is %s: %v", what, err)
		}
		if f != nil {
			t.Error("a file is given out", f.Close())
		}
		if erased != nil {
			t.Error(erased)
		}
	}
}
