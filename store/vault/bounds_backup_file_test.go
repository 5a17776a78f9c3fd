package vault_test

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"custody/store/vault"
)

// A foot is taken for what it says only where all of it fits the file. Where it does not, the foot is named, or what it
// points to.
func TestFootAtItsBounds(t *testing.T) {
	s := newStored(t, 1)
	s.backup("a")
	whole := s.inMemory("a")
	head, foot := whole.data[:32], whole.data[len(whole.data)-256:]
	for name, c := range map[string]struct {
		between int // bytes between head and foot
		at, n   int // of the manifest, as the foot says
		version byte
		offset  int64 // of the damage
	}{
		"nothing between them":       {0, 32, 0, 1, 32},
		"a manifest after the head":  {8, 32, 8, 1, 32},
		"a manifest over the head":   {8, 31, 9, 1, 40},
		"a gap after the manifest":   {8, 32, 7, 1, 40},
		"a length below nothing":     {8, 45, -5, 1, 40},
		"a manifest without an end":  {8, 32, 1 << 40, 1, 40},
		"a manifest in the foot":     {8, 41, 8, 1, 40},
		"a foot of a later version":  {8, 32, 8, 2, 40},
		"a foot of no version":       {8, 32, 8, 0, 40},
		"lengths past the last byte": {8, -1 << 63, -1 << 63, 1, 40},
	} {
		text := make([]byte, c.between)
		m := &inMemory{fs: newSim(), path: "/b/a" + vault.BackupSuffix, data: slices.Concat(head, text, foot)}
		m.manifestAt(c.at, c.n)
		end := m.data[len(m.data)-256:]
		end[9] = c.version
		sum := sha256.Sum256(text)
		copy(end[32:], sum[:])
		sum = sha256.Sum256(end[:224])
		copy(end[224:], sum[:])
		m.fs.names[m.path] = &simFile{data: m.data}
		var bad *vault.DamagedError
		if err := m.check(t); !errors.As(err, &bad) || bad.Offset != c.offset || bad.File != filepath.Base(m.path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A manifest of more than 256 MiB is not read into memory, however well the foot speaks of it.
func TestManifestTooLongToRead(t *testing.T) {
	s := newStored(t, 1)
	s.backup("a")
	m := s.inMemory("a")
	const long = 256<<20 + 1
	m.manifestAt(32, long)
	foot := m.data[len(m.data)-256:]
	sum := sha256.Sum256(foot[:224])
	copy(foot[224:], sum[:])
	f, err := os.Create(s.path("long"))
	s.must(err)
	defer f.Close()
	_, err = f.WriteAt(m.data[:32], 0)
	s.must(err)
	_, err = f.WriteAt(foot, 32+long) // the rest takes no room
	s.must(err)
	var bad *vault.DamagedError
	if _, err := vault.ReadBackup(vault.OS(), s.path("long")); !errors.As(err, &bad) || bad.Offset != 32+long {
		t.Error(err)
	}
}

// What does not begin as a backup of this version is told apart from one that is damaged.
func TestHeadAtItsBounds(t *testing.T) {
	s := newStored(t, 1)
	s.backup("a")
	for name, c := range map[string]struct {
		spoil  func(data []byte) []byte
		want   error
		offset int64
	}{
		"empty":             {func([]byte) []byte { return nil }, vault.ErrNotBackup, 0},
		"less than a head":  {func(d []byte) []byte { return d[:31] }, vault.ErrNotBackup, 0},
		"a head":            {func(d []byte) []byte { return d[:32] }, vault.ErrDamaged, 32},
		"less than a foot":  {func(d []byte) []byte { return d[:32+255] }, vault.ErrDamaged, 32 + 255},
		"another beginning": {func(d []byte) []byte { d[7]++; return d }, vault.ErrNotBackup, 0},
		"a later version":   {func(d []byte) []byte { binary.BigEndian.PutUint16(d[8:], 2); return d }, vault.ErrNewer, 0},
		"no version":        {func(d []byte) []byte { d[9] = 0; return d }, vault.ErrDamaged, 8},
		"what is reserved":  {func(d []byte) []byte { d[15] = 1; return d }, vault.ErrDamaged, 8},
		"just before it":    {func(d []byte) []byte { d[10] = 1; return d }, vault.ErrDamaged, 8},
		"another vault":     {func(d []byte) []byte { d[31]++; return d }, vault.ErrDamaged, 16},
	} {
		m := s.inMemory("a")
		m.fs.names[m.path] = &simFile{data: c.spoil(m.data)}
		err := m.check(t)
		var bad *vault.DamagedError
		if !errors.Is(err, c.want) || errors.As(err, &bad) && bad.Offset != c.offset {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Damage is named by the byte where it begins, to a chunk, and a wrong signature by its own place.
func TestDamageOfABackupByItsPlace(t *testing.T) {
	s := newStored(t, 1, 3<<20)
	s.backup("a")
	m := s.inMemory("a")
	foot, manifest := m.foot()
	from := manifest - 5*32 - (3 << 20) // of the document; five chunks have a hash
	m.data[from+(2<<20)+9] ^= 1
	var bad *vault.DamagedError
	if err := m.check(t); !errors.As(err, &bad) || bad.Offset != int64(from+(2<<20)) {
		t.Errorf("%v, and the document begins at %d", err, from)
	}
	m.data[foot+64] ^= 1
	m.reseal(nil)
	if err := m.check(t); !errors.As(err, &bad) || bad.Offset != int64(foot+64) {
		t.Error(err)
	}
}
