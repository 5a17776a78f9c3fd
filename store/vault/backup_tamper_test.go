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
