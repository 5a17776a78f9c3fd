package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"testing"
	"time"
)

// soundManifest is of a differential backup with two documents in it, one of them empty, and two in its base; it would
// begin at the offset given.
func soundManifest() (m *manifest, at int64) {
	sum := func(text string) hexBytes {
		s := sha256.Sum256([]byte(text))
		return s[:]
	}
	id := func(first string) string { return DocumentPath(first + strings.Repeat("0", 30)) }
	m = &manifest{
		Format: manifestFormat, Vault: sum("vault")[:16], Name: "档案 <a>", Made: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
		Head: sum("entry"), Signer: sum("signer"),
		Base: &baseRef{File: "a" + BackupSuffix, Manifest: sum("manifest")},
		Parts: []partRef{
			{Name: keysFile, Size: maxKeysFile},
			{Name: registerFile, Size: headSize + 2*recordSize},
			{Name: id("0a"), Size: 7},
			{Name: id("0b")},
		},
		Unchanged: []sharedRef{{Name: id("00"), Hash: sum("0")}, {Name: id("ff"), Size: 9, Hash: sum("1")}},
	}
	m.lay()
	for i := range m.Parts {
		m.Parts[i].Hash = sum(m.Parts[i].Name)
	}
	m.Table.Hash = sum("table")
	return m, m.Table.At + m.Table.Size
}

// lay puts the parts and the table one after the other.
func (m *manifest) lay() {
	end, chunks := int64(backupHead), int64(0)
	for i := range m.Parts {
		m.Parts[i].At = end
		end += m.Parts[i].Size
		chunks += chunksOf(m.Parts[i].Size)
	}
	m.Table.At, m.Table.Size = end, chunks*hashSize
}

// What is at the edge of sense is read back as it was written.
func TestManifestsThatHold(t *testing.T) {
	for name, edit := range map[string]func(m *manifest){
		"as it is":         func(*manifest) {},
		"no base":          func(m *manifest) { m.Base, m.Unchanged = nil, nil },
		"no documents":     func(m *manifest) { m.Parts = m.Parts[:2] },
		"an empty vault":   func(m *manifest) { m.Parts, m.Base, m.Unchanged = m.Parts[:2], nil, nil },
		"no pages":         func(m *manifest) { m.Parts[1].Size = headSize },
		"a short name":     func(m *manifest) { m.Base.File = "x" + BackupSuffix },
		"one is unchanged": func(m *manifest) { m.Unchanged = m.Unchanged[1:] },
	} {
		m, _ := soundManifest()
		edit(m)
		m.lay()
		at := m.Table.At + m.Table.Size
		text, err := m.encode()
		if err != nil {
			t.Fatal(name, err)
		}
		got, err := decodeManifest(text, at)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		b := got.backup("file", 99)
		if b.Documents != len(m.Parts)-2+len(m.Unchanged) || (b.Base == "") != (m.Base == nil) || b.Vault != hex.EncodeToString(m.Vault) || b.Size != 99 {
			t.Errorf("%s: %+v", name, b)
		}
		if d := got.documents(); len(d) != len(m.Parts)-2 || d[keysFile].Name != "" {
			t.Errorf("%s: documents %v", name, d)
		}
	}
}

// Each figure of a manifest is looked at for itself: all the others stay as they should be.
func TestManifestsThatDoNotHold(t *testing.T) {
	document := DocumentPath(strings.Repeat("ab", 16))
	for name, edit := range map[string]func(m *manifest){
		"another format":          func(m *manifest) { m.Format++ },
		"a short vault id":        func(m *manifest) { m.Vault = m.Vault[1:] },
		"a short entry":           func(m *manifest) { m.Head = m.Head[1:] },
		"a short signer":          func(m *manifest) { m.Signer = m.Signer[1:] },
		"entries below none":      func(m *manifest) { m.Entries = -1 },
		"no keys":                 func(m *manifest) { m.Parts = m.Parts[1:]; m.lay() },
		"no register":             func(m *manifest) { m.Parts = m.Parts[:1]; m.lay() },
		"nothing":                 func(m *manifest) { m.Parts = nil; m.lay() },
		"long keys":               func(m *manifest) { m.Parts[0].Size++; m.lay() },
		"half a page":             func(m *manifest) { m.Parts[1].Size += recordSize / 2; m.lay() },
		"a register of no head":   func(m *manifest) { m.Parts[1].Size = headSize - recordSize; m.lay() },
		"a part of another name":  func(m *manifest) { m.Parts[0].Name = registerFile },
		"keys twice":              func(m *manifest) { m.Parts[1].Name = keysFile },
		"a part out of place":     func(m *manifest) { m.Parts[2].At++ },
		"a part of a short hash":  func(m *manifest) { m.Parts[2].Hash = m.Parts[2].Hash[1:] },
		"a part below nothing":    func(m *manifest) { m.Parts[3].Size = -1; m.lay() },
		"a part past the table":   func(m *manifest) { m.Parts[3].Size = 1 << 62 },
		"parts past all numbers":  func(m *manifest) { m.Parts[2].Size, m.Parts[3].Size = 1<<62, 1<<62; m.lay() },
		"documents out of order":  func(m *manifest) { m.Parts[2].Name, m.Parts[3].Name = m.Parts[3].Name, m.Parts[2].Name },
		"a document twice":        func(m *manifest) { m.Parts[3].Name = m.Parts[2].Name },
		"a document elsewhere":    func(m *manifest) { m.Parts[3].Name = "x" + m.Parts[3].Name },
		"a document of no folder": func(m *manifest) { m.Parts[3].Name = "documents/" + strings.Repeat("ab", 16) },
		"a table of a name":       func(m *manifest) { m.Table.Name = "x" },
		"a table out of place":    func(m *manifest) { m.Table.At-- },
		"a table too long":        func(m *manifest) { m.Table.Size += hashSize },
		"a table of a short hash": func(m *manifest) { m.Table.Hash = m.Table.Hash[1:] },
		"unchanged without base":  func(m *manifest) { m.Base = nil },
		"a base for nothing":      func(m *manifest) { m.Unchanged = nil },
		"a base of a short hash":  func(m *manifest) { m.Base.Manifest = m.Base.Manifest[1:] },
		"a base that is a path":   func(m *manifest) { m.Base.File = "../a" + BackupSuffix },
		"a base on a drive":       func(m *manifest) { m.Base.File = "c:a" + BackupSuffix },
		"a base of no name":       func(m *manifest) { m.Base.File = BackupSuffix },
		"a base of another name":  func(m *manifest) { m.Base.File = "register of another kind" },
		"unchanged out of order":  func(m *manifest) { m.Unchanged[0], m.Unchanged[1] = m.Unchanged[1], m.Unchanged[0] },
		"unchanged twice":         func(m *manifest) { m.Unchanged[0] = m.Unchanged[1] },
		"unchanged and in it":     func(m *manifest) { m.Unchanged[0].Name = m.Parts[2].Name },
		"unchanged below nothing": func(m *manifest) { m.Unchanged[0].Size = -1 },
		"unchanged of short hash": func(m *manifest) { m.Unchanged[0].Hash = m.Unchanged[0].Hash[1:] },
		"unchanged keys":          func(m *manifest) { m.Unchanged = []sharedRef{{keysFile, 1, m.Head}} },
		"unchanged elsewhere":     func(m *manifest) { m.Unchanged[1].Name = "x" + document },
		"an upper-case document":  func(m *manifest) { m.Unchanged[1].Name = strings.ToUpper(document) },
		"unchanged of no name":    func(m *manifest) { m.Unchanged[0].Name = "" },
	} {
		m, at := soundManifest()
		if err := m.check(at); err != nil {
			t.Fatal(err)
		}
		edit(m)
		if m.check(m.Table.At+m.Table.Size) == nil {
			t.Errorf("%s: taken", name)
		}
	}
	m, at := soundManifest()
	for _, d := range []int64{-1, 1} {
		if m.check(at+d) == nil {
			t.Errorf("taken %d bytes from its place", d)
		}
	}
}

// There is one way to write a manifest, since what is signed is its bytes.
func TestManifestHasOneForm(t *testing.T) {
	m, at := soundManifest()
	sound, err := m.encode()
	if err != nil {
		t.Fatal(err)
	}
	text := string(sound)
	for name, other := range map[string]string{
		"nothing":             "",
		"no JSON":             text[:len(text)-3],
		"more after it":       text + text,
		"no end of line":      text[:len(text)-1],
		"a space":             strings.Replace(text, ":", ": ", 1),
		"an unknown field":    strings.Replace(text, `"format":1`, `"format":1,"x":1`, 1),
		"a field twice":       strings.Replace(text, `"format":1`, `"format":1,"format":1`, 1),
		"another case":        strings.Replace(text, `"format"`, `"Format"`, 1),
		"upper-case digits":   strings.Replace(text, hex.EncodeToString(m.Head), strings.ToUpper(hex.EncodeToString(m.Head)), 1),
		"digits that are not": strings.Replace(text, hex.EncodeToString(m.Head), strings.Repeat("x", 64), 1),
		"an escape":           strings.Replace(text, "<", `\u003c`, 1),
		"a time of no zone":   strings.Replace(text, "00:00Z", "00:00+00:00", 1),
	} {
		if other == text {
			t.Fatal(name, "changes nothing")
		}
		if m, err := decodeManifest([]byte(other), at); err == nil {
			t.Errorf("%s: took %+v", name, m)
		}
	}
	if _, err := decodeManifest(sound, at); err != nil {
		t.Error(err)
	}
	m.Made = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, err := m.encode(); err == nil {
		t.Error("a year of five digits has no form")
	}
}

// readerAt gives what it has, and says nothing when that is too little.
type readerAt []byte

func (r readerAt) ReadAt(p []byte, off int64) (int, error) { return copy(p, r[off:]), nil }

func TestReadFullOrNotAtAll(t *testing.T) {
	p := make([]byte, 4)
	if err := readFull(readerAt("abcdef"), p, 2); err != nil || string(p) != "cdef" {
		t.Error(err, p)
	}
	if err := readFull(readerAt("abcdef"), p, 3); err != io.ErrUnexpectedEOF {
		t.Error("too little, and nothing said:", err)
	}
	if err := readFull(bytes.NewReader([]byte("abcdef")), p, 3); err != io.ErrUnexpectedEOF {
		t.Error("too little:", err)
	}
}
