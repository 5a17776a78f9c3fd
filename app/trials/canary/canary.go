// Package canary looks for words that tests type into the program, in every file that the program leaves behind.
package canary

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Plain is the part of a word that codes and numbers take too; Chinese the other. All words share them, and the search
// is for them.
const (
	Plain   = "KANARIE7319"
	Chinese = "金丝雀不在此山中"
)

// Words hands out words, each different, so that one that is found tells where it was typed. Not for concurrent use.
type Words struct{ given int }

// Next is a word as a name is typed.
func (w *Words) Next() string { return Chinese + w.Code() }

// Code is a word for where only a code will do.
func (w *Words) Code() string {
	w.given++
	return fmt.Sprintf("%s%04d", Plain, w.given)
}

// Given is how many were handed out.
func (w *Words) Given() int { return w.given }

// Sandbox makes a folder that holds everything which a test and the program under it write: home, preferences, caches,
// temporary files, the working folder. It must be called first in a test.
func Sandbox(t *testing.T) string {
	t.Helper()
	root, err := os.MkdirTemp("", "custody-canary-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	for variable, folder := range map[string]string{
		"HOME": "home", "TMPDIR": "tmp", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data",
		"XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run", "PWD": "work",
	} {
		dir := filepath.Join(root, folder)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if variable != "PWD" {
			t.Setenv(variable, dir)
		}
	}
	t.Chdir(filepath.Join(root, "work"))
	return root
}

// Find returns the files under a folder that hold a word, in their bytes or their name, each with the encoding and what
// stands around it.
func Find(t testing.TB, root string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		for _, hit := range In([]byte(d.Name())) {
			found = append(found, path+" (in its name, "+hit+")")
		}
		if !d.Type().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(path)
		for _, hit := range In(data) {
			found = append(found, path+" ("+hit+")")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Absent checks that no file under the folder holds a word.
func Absent(t testing.TB, root, when string) {
	t.Helper()
	for _, f := range Find(t, root) {
		t.Errorf("%s: a canary is in %s", when, f)
	}
}

// Only checks that the files under a folder are of the kinds that are known, by the last element of their path: another
// file might hold words in a form that is not looked for. It returns how many files there are.
func Only(t testing.TB, root, when string, known ...string) (files int) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		for _, pattern := range known {
			if is, err := filepath.Match(pattern, d.Name()); is || err != nil {
				return err
			}
		}
		t.Errorf("%s: nobody knows what %s is for", when, strings.TrimPrefix(path, root))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
