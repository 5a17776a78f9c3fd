package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A key file whose sums are right and whose seal is not the vault's is told, though the password opens it.
func TestRemainsOfAForgedKeyFile(t *testing.T) {
	const login, password = "first", "a river without a bridge"
	ctx := context.Background()
	dir := filepath.Join(t.TempDir(), "v")
	opt := Options{KDF: KDFParams{MemoryKiB: 64, Time: 1, Threads: 1}}
	v, _, err := Create(ctx, dir, opt, login, password)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, keysFile)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	one := bytes.Clone(raw[:len(raw)/2])
	mask(one)
	end := len(one) - keysTrailer
	one[end]++
	sum := sha256.Sum256(one[:end+32])
	copy(one[end+32:], sum[:])
	mask(one)
	if err := os.WriteFile(path, slices.Concat(one, one), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := OpenRemains(ctx, dir, opt, Access{Login: login, Password: password}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if m.Report.Sound() || m.Report.Bad[0].File != keysFile || m.Report.Bad[0].Reason != "key slots are not this vault's own" {
		t.Errorf("told %v", m.Report.Bad)
	}
	m.ring.slots = append(m.ring.slots, decodeSlot(make([]byte, slotSize)))
	if good := m.goodSlots(); len(good) != len(m.ring.slots)-1 {
		t.Errorf("%d slots, %d of them good", len(m.ring.slots), len(good))
	}
	to, before := filepath.Join(t.TempDir(), "new"), m.st
	if err := m.Salvage(ctx, to, opt, func(*sql.DB) error { return nil }, nil); err != nil {
		t.Fatal(err)
	}
	n, err := OpenRemains(ctx, to, opt, Access{Login: login, Password: password}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if !n.Report.Sound() || n.Report.Slots != len(m.ring.slots)-1 || n.st.generation < before.generation+generationLeap ||
		n.st.writing < before.writing+generationLeap || n.st.sequence < before.sequence {
		t.Errorf("%+v after %+v, %+v", n.st, before, n.Report)
	}
	key, sign := m.key, m.Keys.Sign
	if err := m.Close(); err != nil || countNonZero(key) > 0 || countNonZero(sign) > 0 {
		t.Errorf("keys left in memory, %v", err)
	}
}
