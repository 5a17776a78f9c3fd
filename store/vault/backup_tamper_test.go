package vault_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"custody/store/vault"
)

func flipFile(t testing.TB, file string, at int64) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data[at] ^= 0x10
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// inMemory is a backup file that a test may change.
type inMemory struct {
	fs   *simFS
	path string
	data []byte
}

func (s *stored) inMemory(name string) *inMemory {
	s.Helper()
	data, err := os.ReadFile(s.path(name))
	s.must(err)
	m := &inMemory{fs: newSim(), path: "/b/" + name + vault.BackupSuffix, data: data}
	m.fs.names[m.path] = &simFile{data: data}
	return m
}

func (m *inMemory) check(t testing.TB) error {
	_, err := vault.CheckBackup(t.Context(), m.fs, m.path, nil)
	return err
}

// foot is where foot, manifest and the manifest's end are.
func (m *inMemory) foot() (foot, manifest int) {
	foot = len(m.data) - 256
	return foot, int(binary.BigEndian.Uint64(m.data[foot+16:]))
}

// refused fails the test unless the backup is refused as it is now, with a place at most a chunk before at.
func (m *inMemory) refused(t *testing.T, at int, what string) {
	t.Helper()
	err := m.check(t)
	var bad *vault.DamagedError
	switch {
	case at < 10 && (errors.Is(err, vault.ErrNotBackup) || errors.Is(err, vault.ErrNewer)):
	case !errors.As(err, &bad):
		t.Errorf("%s at %d: %v", what, at, err)
	case bad.File != filepath.Base(m.path) || bad.Offset > int64(at) || bad.Offset < int64(at)-1<<20:
		t.Errorf("%s at %d is said to be %v", what, at, bad)
	}
}

// Every byte of a backup counts: in the long run each is flipped in turn, in the short one each of head, table, manifest and
// foot, and some of the parts.
func TestFlippedByteOfABackup(t *testing.T) {
	s := newStored(t, 12, 5000)
	s.backup("a")
	m := s.inMemory("a")
	if err := m.check(t); err != nil {
		t.Fatal(err)
	}
	foot, manifest := m.foot()
	step, flips := 1, 0
	if testing.Short() {
		step = 211
	}
	for at := 0; at < len(m.data); at++ {
		if at >= 32 && at < manifest-32*8 && at%step != 0 {
			continue
		}
		m.data[at] ^= 1 << (at % 8)
		m.refused(t, at, "flip")
		m.data[at] ^= 1 << (at % 8)
		flips++
	}
	if err := m.check(t); err != nil {
		t.Errorf("put right again: %v", err)
	}
	t.Logf("%d flips in %d bytes, manifest at %d, foot at %d", flips, len(m.data), manifest, foot)
}

func TestBackupCutOrLonger(t *testing.T) {
	s := newStored(t, 3, 100)
	s.backup("a")
	m := s.inMemory("a")
	whole := bytes.Clone(m.data)
	file := m.fs.names[m.path]
	for n := 0; n < len(whole); n += 512 {
		file.data = bytes.Clone(whole[:n])
		if err := m.check(t); !errors.Is(err, vault.ErrDamaged) && !errors.Is(err, vault.ErrNotBackup) {
			t.Errorf("cut to %d: %v", n, err)
		}
	}
	for _, more := range []int{1, 256, 512, len(whole)} {
		file.data = append(bytes.Clone(whole), make([]byte, more)...)
		if more == len(whole) {
			copy(file.data[more:], whole)
		}
		if err := m.check(t); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("%d bytes longer: %v", more, err)
		}
	}
}

// reseal makes the hashes right again after the manifest was changed, as anybody can; with a key also the signature.
func (m *inMemory) reseal(key ed25519.PrivateKey) {
	foot, manifest := m.foot()
	sum := sha256.Sum256(m.data[manifest:foot])
	copy(m.data[foot+32:], sum[:])
	if key != nil {
		copy(m.data[foot+64:], ed25519.Sign(key, append([]byte("custody/1 backup"), m.data[foot:foot+64]...)))
	}
	sum = sha256.Sum256(m.data[foot : foot+224])
	copy(m.data[foot+224:], sum[:])
}

func (m *inMemory) replace(t *testing.T, old, with string) {
	t.Helper()
	_, manifest := m.foot()
	at := bytes.Index(m.data[manifest:], []byte(old))
	if at < 0 || len(old) != len(with) {
		t.Fatalf("no %q", old)
	}
	copy(m.data[manifest+at:], with)
}

// A manifest that was changed fails by its signature. One signed anew with another key holds together, but not with the vault: its key
// is no account's, and the seal of the vault's own key is gone.
func TestForgedManifest(t *testing.T) {
	s := newStored(t, 3)
	s.backup("a")
	m := s.inMemory("a")
	m.replace(t, `"entries":42`, `"entries":41`)
	foot, _ := m.foot()
	m.reseal(nil)
	m.refused(t, foot+64, "forged manifest")

	pub, key, err := ed25519.GenerateKey(rand.Reader)
	s.must(err)
	own := s.sign.Public().(ed25519.PublicKey)
	m.replace(t, hexed(own), hexed(pub))
	m.reseal(key)
	forged, err := vault.CheckBackup(t.Context(), m.fs, m.path, nil)
	if err != nil || forged.Entries != 41 || forged.Signer.Equal(own) {
		t.Fatalf("got %+v, %v", forged, err)
	}
	if made, err := s.v.Made(forged); err != nil || made {
		t.Errorf("made here: %v, %v", made, err)
	}
}

// A manifest whose figures would reach out of the file or of the folder is refused even when it is signed well.
func TestManifestOutOfBounds(t *testing.T) {
	s := newStored(t, 3, 10)
	s.backup("a")
	for old, with := range map[string]string{
		`"name":"keys"`: `"name":"kexs"`, `"name":"register"`: `"name":"../../re"`, `"format":1`: `"format":2`,
		`"at":32`: `"at":31`, `"name":"documents/`: `"name":"../uments/`, `"parts":`: `"Parts":`,
	} {
		m := s.inMemory("a")
		m.replace(t, old, with)
		m.reseal(s.sign)
		_, at := m.foot()
		m.refused(t, at, with)
	}
}

// Parts of two backups of the same vault do not mix, with their hashes or without.
func TestBackupsMixed(t *testing.T) {
	s := newStored(t, 10)
	s.backup("a")
	do(t, s.v, "UPDATE t SET x = randomblob(3000)")
	s.backup("b")
	a, b := s.inMemory("a"), s.inMemory("b")
	if len(a.data) != len(b.data) {
		t.Fatalf("%d and %d bytes: no two of a size", len(a.data), len(b.data))
	}
	foot, manifest := a.foot()
	table := manifest - 32*2 // two chunks: the keys, the register
	const keys = 32 + 64<<10
	for name, span := range map[string][2]int{
		"keys": {32, keys}, "register": {keys, table}, "parts": {32, table}, "parts and table": {32, manifest},
		"table": {table, manifest}, "manifest": {manifest, foot}, "foot": {foot, len(a.data)},
	} {
		if bytes.Equal(a.data[span[0]:span[1]], b.data[span[0]:span[1]]) {
			continue // the key slots have not changed
		}
		mixed := s.inMemory("a")
		copy(mixed.data[span[0]:span[1]], b.data[span[0]:span[1]])
		if err := mixed.check(t); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("%s of another backup: %v", name, err)
		}
	}
}

func hexed(b []byte) string { return hex.EncodeToString(b) }

// manifestAt says in the foot where the manifest is.
func (m *inMemory) manifestAt(at, size int) {
	foot := m.data[len(m.data)-256:]
	binary.BigEndian.PutUint64(foot[16:], uint64(at))
	binary.BigEndian.PutUint64(foot[24:], uint64(size))
}

// rewritten is the backup with another manifest, signed well by the same key.
func (m *inMemory) rewritten(t *testing.T, key ed25519.PrivateKey, edit func(string) string) *inMemory {
	t.Helper()
	foot, manifest := m.foot()
	old := string(m.data[manifest:foot])
	text := edit(old)
	if text == old {
		t.Fatal("nothing edited")
	}
	c := &inMemory{fs: m.fs, path: m.path}
	c.data = append(append(bytes.Clone(m.data[:manifest]), text...), m.data[foot:]...)
	c.manifestAt(manifest, len(text))
	c.reseal(key)
	c.fs.names[c.path] = &simFile{data: c.data}
	return c
}

// Somebody with an account's key signs anything: what could not have been written is refused all the same.
func TestSignedNonsense(t *testing.T) {
	s := newStored(t, 3, 100<<10, 200<<10, 10)
	full := s.backup("full")
	s.upon("d", "full")
	doc := regexp.MustCompile(`"name":"documents/[^"]*","size":\d+`)
	part := regexp.MustCompile(`"name":"documents/[^"]*",`)
	hash := regexp.MustCompile(`"hash":"[0-9a-f]{64}"`)
	replaced := func(old, with string) func(string) string {
		return func(m string) string { return strings.Replace(m, old, with, 1) }
	}
	matched := func(re *regexp.Regexp, with string) func(string) string {
		return func(m string) string { return strings.Replace(m, re.FindString(m), with, 1) }
	}
	zeros := strings.Repeat("0", 64)
	for name, c := range map[string]struct {
		of   string
		edit func(string) string
	}{
		"more after it":       {"full", func(m string) string { return m + "{}" }},
		"a space":             {"full", replaced(`"format":`, `"format": `)},
		"nothing":             {"full", func(string) string { return "" }},
		"another vault's id":  {"full", replaced(full.Vault, strings.Repeat("0", 32))},
		"a short id":          {"full", replaced(full.Vault, "00")},
		"no hexadecimal":      {"full", replaced(full.Vault, "xy")},
		"entries below zero":  {"full", replaced(`"entries":42`, `"entries":-1`)},
		"a short head":        {"full", replaced(`"head":"07`, `"head":"`)},
		"a part's hash":       {"full", matched(hash, `"hash":"`+zeros+`"`)},
		"a part's short hash": {"full", matched(hash, `"hash":"00"`)},
		"a named table":       {"full", replaced(`"table":{"name":""`, `"table":{"name":"x"`)},
		"a document twice": {"full", func(m string) string {
			d := part.FindAllString(m, 2)
			return strings.Replace(m, nameOf(d[1]), nameOf(d[0]), 1)
		}},
		"documents unchanged":   {"full", replaced("}\n", `,"unchanged":[{"name":"documents/00/`+zeros[:32]+`","size":1,"hash":"`+zeros+`"}]}`+"\n")},
		"a base elsewhere":      {"d", replaced(`"file":"full`, `"file":"../full`)},
		"a base of no backup":   {"d", replaced(`"file":"full.custody-backup"`, `"file":"full"`)},
		"unchanged outside":     {"d", matched(doc, `"name":"keys","size":1`)},
		"unchanged of no size":  {"d", matched(doc, `"name":"documents/00/`+zeros[:32]+`","size":-1`)},
		"what the base has not": {"d", matched(doc, `"name":"documents/00/`+zeros[:32]+`","size":1`)},
		"an unchanged short hash": {"d", func(m string) string {
			return m[:strings.Index(m, "unchanged")] + matched(hash, `"hash":"00"`)(m[strings.Index(m, "unchanged"):])
		}},
		"a base of a short manifest": {"d", matched(regexp.MustCompile(`"manifest":"[0-9a-f]{2}`), `"manifest":"`)},
	} {
		m := s.inMemory(c.of)
		base := s.inMemory("full")
		m.fs.names[base.path] = &simFile{data: base.data}
		if err := m.check(t); err != nil {
			t.Fatalf("%s: %v before", name, err)
		}
		if err := m.rewritten(t, s.sign, c.edit).check(t); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func nameOf(d string) string { return d[:strings.Index(d, ",")] }

// A foot whose manifest would reach out of the file is refused.
func TestFootOutOfBounds(t *testing.T) {
	s := newStored(t, 3)
	s.backup("a")
	for _, span := range [][2]int{{0, 100}, {1 << 40, 100}, {32, -1}, {32, 1 << 40}} {
		m := s.inMemory("a")
		foot := len(m.data) - 256
		m.manifestAt(span[0], span[1])
		sum := sha256.Sum256(m.data[foot : foot+224])
		copy(m.data[foot+224:], sum[:])
		if err := m.check(t); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("%v: %v", span, err)
		}
	}
}
