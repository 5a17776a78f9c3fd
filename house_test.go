package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// houseRules says, folder by folder, which imports run against the house
// (main → ui → app ← store → store/vault). The longest matching folder counts.
var houseRules = map[string][]string{
	"app":         {"custody/store", "custody/ui", "fyne.io/fyne", "github.com/mattn/go-sqlite3", "database/sql"},
	"app/letter":  {"custody/store", "custody/ui", "fyne.io/fyne", "github.com/mattn/go-sqlite3", "database/sql"},
	"app/sheet":   {"custody/store", "custody/ui", "fyne.io/fyne", "github.com/mattn/go-sqlite3", "database/sql"},
	"store":       {"custody/ui", "fyne.io/fyne"},
	"store/vault": {"custody/ui", "custody/app", "fyne.io/fyne"},
	"ui":          {"custody/store", "github.com/mattn/go-sqlite3", "database/sql"},
	"ui/widget":   {"custody/store", "custody/app", "github.com/mattn/go-sqlite3", "database/sql"},
	"ui/reader":   {"custody/store", "custody/ui/window", "custody/ui/widget", "fyne.io/fyne", "github.com/mattn/go-sqlite3", "database/sql"},
	"assets":      {"custody/store", "custody/ui", "custody/app", "fyne.io/fyne"},
}

func TestImportsObeyTheHouse(t *testing.T) {
	checked := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		forbidden := rulesFor(filepath.ToSlash(filepath.Dir(path)))
		if isDriver(path) {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		checked++
		for _, im := range f.Imports {
			name, _ := strconv.Unquote(im.Path.Value)
			for _, bad := range forbidden {
				if name == bad || strings.HasPrefix(name, bad+"/") {
					t.Errorf("%s imports %s, against the house", path, name)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if checked < 50 {
		t.Fatalf("looked at %d files only", checked)
	}
}

// isDriver reports whether the file belongs to the walk of the real window or to a
// test kit, which wire the whole program as main does.
func isDriver(path string) bool {
	p := filepath.ToSlash(path)
	return strings.HasPrefix(p, "ui/walk/") || strings.HasPrefix(p, "app/apptest/")
}

func rulesFor(dir string) []string {
	for d := dir; d != "."; d = filepath.ToSlash(filepath.Dir(d)) {
		if r, ok := houseRules[d]; ok {
			return r
		}
	}
	return nil
}
