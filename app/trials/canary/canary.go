// Package canary looks for a word that tests type into the program, in every file that
// the program leaves behind.
package canary

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Plain is the part of the word that codes and numbers take too; Chinese the other.
const (
	Plain   = "KANARIE7319"
	Chinese = "金丝雀不在此山中"
)

// Words are the forms in which it is typed: as a name, and where only a code will do.
var Words = []string{Chinese + Plain, Plain}

// Sandbox makes a folder that holds everything which a test and the program under it
// write: home, preferences, caches and temporary files. It must be called first in a test.
func Sandbox(t *testing.T) string {
	t.Helper()
	root, err := os.MkdirTemp("", "custody-canary-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	for variable, folder := range map[string]string{
		"HOME": "home", "TMPDIR": "tmp", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "data",
		"XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run",
	} {
		dir := filepath.Join(root, folder)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv(variable, dir)
	}
	return root
}

// Encodings are the byte strings that are looked for, by encoding. Latin letters are
// looked for in lower case; Find lowers what it reads.
func Encodings() map[string][]byte {
	out := map[string][]byte{}
	for part, word := range map[string]string{"latin": strings.ToLower(Plain), "chinese": Chinese[:len("金丝雀")]} {
		out["utf8-"+part] = []byte(word)
		var little, big []byte
		for _, u := range utf16.Encode([]rune(word)) {
			little = append(little, byte(u), byte(u>>8))
			big = append(big, byte(u>>8), byte(u))
		}
		out["utf16le-"+part], out["utf16be-"+part] = little, big
		gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(word))
		if err != nil {
			panic(err)
		}
		out["gb18030-"+part] = gb
	}
	return out
}

// Find returns the files under a folder that hold the word, in their bytes or their
// name, each with the encoding.
func Find(t *testing.T, root string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		texts := [][]byte{[]byte(d.Name())}
		if d.Type().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			texts = append(texts, data)
		}
		for _, text := range texts {
			for encoding, word := range Encodings() {
				if bytes.Contains(text, word) || bytes.Contains(lower(text), word) {
					found = append(found, path+" ("+encoding+")")
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// lower makes Latin capitals small, byte by byte: the rest may be no text at all.
func lower(data []byte) []byte {
	out := bytes.Clone(data)
	for i, b := range out {
		if 'A' <= b && b <= 'Z' {
			out[i] = b + 'a' - 'A'
		}
	}
	return out
}

// Absent checks that no file under the folder holds the word, and that there are files.
func Absent(t *testing.T, root, when string) {
	t.Helper()
	for _, f := range Find(t, root) {
		t.Errorf("%s: the canary is in %s", when, f)
	}
}
