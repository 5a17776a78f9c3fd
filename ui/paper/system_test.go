//go:build !windows

package paper

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"custody/app"
)

// keyOf is the message key of an answer to the person.
func keyOf(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

// command puts a program of that name, and nothing else, on the path.
func command(t *testing.T, name, script string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	return dir
}

func TestPrintPipesIntoThePrintingSystem(t *testing.T) {
	dir := command(t, "lp", `while IFS= read -r line; do echo "$line" >> "$0.in"; done; echo "$2" > "$0.title"`)
	s := &System{}
	if err := s.Print(context.Background(), "借阅单", []byte("%PDF-1.7\nbody\n")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"lp.in": "%PDF-1.7\nbody\n", "lp.title": "借阅单.pdf\n"} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
	if s.dir != "" {
		t.Error("printing left a file")
	}
}

func TestPrintSaysWhatIsWrong(t *testing.T) {
	t.Run("no printing system", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if err := (&System{}).Print(context.Background(), "x", nil); keyOf(err) != "error.printer.missing" {
			t.Error(err)
		}
		if err := (&System{}).FromMemory(); keyOf(err) != "error.printer.none" {
			t.Errorf("before a number is used up: %v", err)
		}
	})
	t.Run("no printer", func(t *testing.T) {
		command(t, "lp", `echo "lp: Error - no default destination available." >&2; exit 1`)
		err := (&System{}).Print(context.Background(), "x", []byte("%PDF"))
		if keyOf(err) != "error.printer.failed" || !strings.Contains(err.Error(), "no default destination") {
			t.Error(err)
		}
	})
	t.Run("no viewer", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		s := &System{}
		if err := s.Open(context.Background(), "x", []byte("%PDF")); keyOf(err) != "error.viewer.missing" {
			t.Error(err)
		}
		if err := s.Clean(); err != nil {
			t.Error(err)
		}
	})
}

func TestCleanRemovesWhatViewersNeeded(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	command(t, "xdg-open", "exit 0")
	s := NewSystem()
	if err := s.Open(context.Background(), "x", []byte("%PDF")); err != nil {
		t.Fatal(err)
	}
	dir := s.dir
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("%v %v", info, err)
	}
	if err := s.Clean(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", dir, err)
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"借阅单-JY-2026-0001.pdf": "借阅单-JY-2026-0001.pdf", "../../etc/x": "_.._etc_x.pdf", "": "custody.pdf",
		"a\x00b:c": "a_b_c.pdf", strings.Repeat("长", 300): strings.Repeat("长", 80) + ".pdf",
	} {
		if got := FileName(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}
