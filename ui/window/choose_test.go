package window

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"custody/ui/words"
)

// TestWriteFile: a file is written as a whole, and a failed write leaves what was there.
func TestWriteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "loans.xlsx")
	write := func(w io.Writer) error {
		_, err := io.WriteString(w, "first")
		return err
	}
	if err := writeFile(path, write); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	if err := writeFile(path, func(io.Writer) error { return full }); !errors.Is(err, full) {
		t.Errorf("a failed write returns %v", err)
	}
	data, err := os.ReadFile(path)
	if err != nil || string(data) != "first" {
		t.Errorf("after a failed write there is %q, %v", data, err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".custody-*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := writeFile(filepath.Join(path, "below"), write); ErrorText(err) == words.T("shell.error.internal") {
		t.Errorf("a place that can't be written to: %v", err)
	}
}

// TestChooser: what can't be taken is said, writing over takes a second Enter, and the list
// shows folders and the files wanted.
func TestChooser(t *testing.T) {
	d := newRig(t, nil, plain)
	dir := t.TempDir()
	for _, name := range []string{"clients.xlsx", "notes.txt", ".hidden.xlsx"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var picked []string
	open := func(what choose, path string) *chooser {
		c := d.choose(what, func(path string) { picked = append(picked, path) })
		c.path.SetText(path)
		return c
	}
	c := open(choose{extensions: []string{".xlsx"}}, dir)
	if n := len(c.list.Objects); n != 2 { // the way up and the one spreadsheet
		t.Errorf("%d entries listed", n)
	}
	d.checkFit("chooser")
	c.accept()
	c.path.SetText(filepath.Join(dir, "none.xlsx"))
	c.accept()
	if len(picked) != 0 || !c.sheet.Open() {
		t.Fatal("a folder, or what is not there, passes for a file")
	}
	c.path.SetText(filepath.Join(dir, "clients.xlsx"))
	c.accept()
	s := open(choose{saving: true, name: "x"}, filepath.Join(dir, "clients.xlsx"))
	s.accept()
	if len(picked) != 1 {
		t.Fatal("a file is written over at once")
	}
	s.accept()
	f := open(choose{folders: true}, filepath.Join(dir, "new"))
	f.accept()
	if len(picked) != 3 || f.sheet.Open() {
		t.Errorf("picked: %v", picked)
	}
}
