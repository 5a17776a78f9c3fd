package vault

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
)

// BackupSuffix ends the name of every backup file.
const BackupSuffix = ".custody-backup"

const manifestFormat = 1

// manifest says what a backup file holds. Its bytes are hashed and signed, so it has one form only: that of encode.
type manifest struct {
	Format     int         `json:"format"`
	Vault      hexBytes    `json:"vault"`
	Name       string      `json:"name"`
	Made       time.Time   `json:"made"`
	Generation uint64      `json:"generation"`
	Sequence   uint64      `json:"sequence"`
	Keys       uint64      `json:"keys"`
	Entries    int64       `json:"entries"` // of the audit log
	Head       hexBytes    `json:"head"`    // hash of the last
	Signer     hexBytes    `json:"signer"`
	Base       *baseRef    `json:"base,omitempty"`
	Parts      []partRef   `json:"parts"`
	Table      partRef     `json:"table"` // the hashes of the chunks of all parts
	Unchanged  []sharedRef `json:"unchanged,omitempty"`
}

// partRef is a piece of the file, at an offset in it.
type partRef struct {
	Name string   `json:"name"`
	At   int64    `json:"at"`
	Size int64    `json:"size"`
	Hash hexBytes `json:"hash"`
}

// sharedRef is a document that lies in the base.
type sharedRef struct {
	Name string   `json:"name"`
	Size int64    `json:"size"`
	Hash hexBytes `json:"hash"`
}

// baseRef names a full backup in the same folder, and the hash of its manifest.
type baseRef struct {
	File     string   `json:"file"`
	Manifest hexBytes `json:"manifest"`
}

// hexBytes are bytes written as lower-case hexadecimal digits.
type hexBytes []byte

// MarshalText writes the digits.
func (b hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(b)), nil }

// UnmarshalText reads them.
func (b *hexBytes) UnmarshalText(text []byte) (err error) {
	*b, err = hex.DecodeString(string(text))
	return err
}

func (m *manifest) encode() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(m)
	return out.Bytes(), err
}

var errManifest = errors.New("manifest is not well formed")

// decodeManifest reads a manifest that begins at an offset of its file, and refuses whatever it could not have written.
func decodeManifest(data []byte, at int64) (*manifest, error) {
	m := new(manifest)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, errManifest
	}
	if again, err := m.encode(); err != nil || !bytes.Equal(again, data) {
		return nil, errManifest // unknown or repeated fields, another way of writing
	}
	return m, m.check(at)
}

// check looks at every figure: what follows relies on names that stay in the vault's folder and on parts that
// fill the file without gap or overlap.
func (m *manifest) check(at int64) error {
	for _, err := range []error{m.checkHead(), m.checkParts(at), m.checkShared()} {
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *manifest) checkHead() error {
	switch {
	case m.Format != manifestFormat:
		return fmt.Errorf("manifest is of format %d", m.Format)
	case len(m.Vault) != len(vaultID{}), len(m.Head) != 32, len(m.Signer) != ed25519.PublicKeySize, m.Entries < 0:
		return errManifest
	}
	return nil
}

func (m *manifest) checkParts(at int64) error {
	end, chunks := int64(backupHead), int64(0)
	for i, p := range m.Parts {
		if p.At != end || p.Size < 0 || p.Size > at-end || len(p.Hash) != hashSize || !m.inPlace(i) {
			return fmt.Errorf("part %d of the manifest is not well formed", i)
		}
		end += p.Size
		chunks += chunksOf(p.Size)
	}
	t := m.Table
	if len(m.Parts) < 2 || t.Name != "" || t.At != end || t.Size != chunks*hashSize || t.At+t.Size != at || len(t.Hash) != hashSize {
		return errManifest
	}
	return nil
}

// inPlace reports whether part i may stand where it does: the keys, the register, then documents in order.
func (m *manifest) inPlace(i int) bool {
	p := m.Parts[i]
	switch i {
	case 0:
		return p.Name == keysFile && p.Size <= maxKeysFile
	case 1:
		return p.Name == registerFile && p.Size >= headSize && (p.Size-headSize)%recordSize == 0
	}
	return isDocument(p.Name) && (i == 2 || m.Parts[i-1].Name < p.Name)
}

func (m *manifest) checkShared() error {
	own := make(map[string]bool, len(m.Parts))
	for _, p := range m.Parts {
		own[p.Name] = true
	}
	for i, s := range m.Unchanged {
		if s.Size < 0 || len(s.Hash) != hashSize || !isDocument(s.Name) || own[s.Name] || i > 0 && m.Unchanged[i-1].Name >= s.Name {
			return fmt.Errorf("unchanged document %d of the manifest is not well formed", i)
		}
	}
	if (m.Base != nil) != (len(m.Unchanged) > 0) {
		return errManifest
	}
	if m.Base != nil && (len(m.Base.Manifest) != hashSize || !isBackupName(m.Base.File)) {
		return errManifest
	}
	return nil
}

func isDocument(name string) bool {
	return name != "" && DocumentPath(path.Base(name)) == name
}

// isBackupName reports whether name is that of a backup, and no path.
func isBackupName(name string) bool {
	return strings.HasSuffix(name, BackupSuffix) && len(name) > len(BackupSuffix) && !strings.ContainsAny(name, "/\\:\x00")
}

// backup is what callers learn of it.
func (m *manifest) backup(file string, size int64) Backup {
	b := Backup{
		File: file, Vault: hex.EncodeToString(m.Vault), Name: m.Name, Made: m.Made,
		Generation: m.Generation, Sequence: m.Sequence, Keys: m.Keys,
		Entries: m.Entries, Head: bytes.Clone(m.Head), Signer: ed25519.PublicKey(bytes.Clone(m.Signer)),
		Size: size, Documents: len(m.Parts) - 2 + len(m.Unchanged),
	}
	if m.Base != nil {
		b.Base = m.Base.File
	}
	return b
}

// documents are those in the file itself, by name.
func (m *manifest) documents() map[string]partRef {
	out := make(map[string]partRef, len(m.Parts))
	for _, p := range m.Parts[2:] {
		out[p.Name] = p
	}
	return out
}
