package vault_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"custody/store/vault"
)

// A base is built on if it saves half of the file, and not if it saves a byte less.
func TestBaseThatSavesHalf(t *testing.T) {
	for short, want := range map[int]bool{0: true, 1: false} {
		s := newStored(t, 5)
		s.must(s.v.Seal())
		_, err := s.v.Unlock(t.Context(), login, password)
		s.must(err)
		s.backup("empty")
		rest := 0
		for _, name := range []string{"keys", "register"} {
			rest += s.inMemory("empty").size(t, name)
		}
		s.document(rest - short)
		s.backup("full")
		if b := s.upon("d", "full"); (b.Base != "") != want {
			t.Errorf("%d bytes below half: base %q", short, b.Base)
		}
	}
}

// size is what the manifest says of a part.
func (m *inMemory) size(t *testing.T, name string) int {
	t.Helper()
	var list struct {
		Parts []struct {
			Name string
			Size int
		}
	}
	foot, manifest := m.foot()
	if err := json.Unmarshal(m.data[manifest:foot], &list); err != nil {
		t.Fatal(err)
	}
	for _, p := range list.Parts {
		if p.Name == name {
			return p.Size
		}
	}
	t.Fatal("no", name)
	return 0
}

// A document said to be unchanged is what the base has: by name, by size and by hash.
func TestUnchangedAsInTheBase(t *testing.T) {
	s := newStored(t, 1, 200<<10)
	s.backup("full")
	s.upon("d", "full")
	base := s.inMemory("full")
	for name, with := range map[string][2]string{
		"size": {`"size":204800`, `"size":204801`},
		"none": {`"size":204800`, `"size":0`},
		"hash": {`"hash":"`, `"hash":"0123`},
	} {
		m := s.inMemory("d")
		m.fs.names[base.path] = &simFile{data: base.data}
		s.must(m.check(t))
		bad := m.rewritten(t, s.sign, func(text string) string {
			before, after, _ := strings.Cut(text, `"unchanged"`)
			at := strings.Index(after, with[0])
			rest := after[at+len(with[0]):]
			if name == "hash" {
				rest = rest[4:] // the digits in place of which others stand
			}
			return before + `"unchanged"` + after[:at] + with[1] + rest
		})
		var broken *vault.DamagedError
		c := &openFiles{FS: bad.fs, open: map[string]int{}}
		if _, err := vault.CheckBackup(t.Context(), c, bad.path, nil); !errors.As(err, &broken) || broken.Reason != "base does not have "+bad.unchanged(t) {
			t.Errorf("%s: %v", name, err)
		}
		if now := c.left(nil); len(now) > 0 {
			t.Errorf("%s: open %v", name, now)
		}
	}
}

// unchanged is the first document that lies in the base.
func (m *inMemory) unchanged(t *testing.T) string {
	t.Helper()
	var list struct{ Unchanged []struct{ Name string } }
	foot, manifest := m.foot()
	if err := json.Unmarshal(m.data[manifest:foot], &list); err != nil {
		t.Fatal(err)
	}
	return list.Unchanged[0].Name
}

// A base must be this vault's, full and sound even when it has all that could be left out.
func TestBaseThatHasAllAndIsNone(t *testing.T) {
	s := newStored(t, 1)
	first := s.document(600 << 10)
	s.backup("full")
	stranger := newStored(t, 1)
	stranger.folder = s.folder
	rel, err := filepath.Rel(s.dir, first)
	s.must(err)
	s.must(os.MkdirAll(filepath.Dir(filepath.Join(stranger.dir, rel)), 0o700))
	s.must(os.WriteFile(filepath.Join(stranger.dir, rel), mustRead(t, first), 0o600))
	stranger.backup("stranger")
	if b := s.upon("a", "stranger"); b.Base != "" {
		t.Error("built on another vault's")
	}
	s.document(400 << 10)
	if b := s.upon("d", "full"); b.Base == "" {
		t.Error("not built on a good one")
	}
	flipFile(t, s.path("full"), 300<<10)
	if b := s.upon("b", "full"); b.Base != "" {
		t.Error("built on a damaged one")
	}
	s.must(os.Remove(first))
	if b := s.upon("c", "d"); b.Base != "" {
		t.Error("built on a differential one")
	}
}
