package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/psanford/sqlite3vfs"
)

// The parameters of a slot grow towards a second and no further, and never fall.
func TestDearerStopsInTime(t *testing.T) {
	for _, c := range []struct {
		memory, want uint32
		took         time.Duration
	}{
		{64 << 10, 64 << 10, 751 * time.Millisecond},
		{64 << 10, 128 << 10, 750 * time.Millisecond},
		{64 << 10, 128 << 10, 376 * time.Millisecond},
		{64 << 10, 256 << 10, 375 * time.Millisecond},
		{64 << 10, 256 << 10, time.Millisecond},
		{256 << 10, 256 << 10, time.Millisecond},
		{512 << 10, 512 << 10, time.Millisecond},
	} {
		if got := dearer(KDFParams{c.memory, 3, 4}, c.took); got != (KDFParams{c.want, 3, 4}) {
			t.Errorf("%d KiB in %v: %+v", c.memory, c.took, got)
		}
	}
}

func TestRaisedNeverFalls(t *testing.T) {
	slow := 2 * time.Second
	for _, c := range []struct{ option, has, want KDFParams }{
		{KDFParams{}, KDFParams{64 << 10, 3, 1}, KDFParams{64 << 10, 3, 1}},
		{KDFParams{}, KDFParams{64<<10 - 1, 3, 1}, KDFParams{64 << 10, 3, 4}},
		{KDFParams{}, KDFParams{128 << 10, 2, 1}, KDFParams{128 << 10, 3, 4}},
		{KDFParams{}, KDFParams{32 << 10, 5, 1}, KDFParams{64 << 10, 5, 4}},
		{KDFParams{100 << 10, 4, 2}, KDFParams{100 << 10, 4, 1}, KDFParams{100 << 10, 4, 1}},
		{KDFParams{100 << 10, 4, 2}, KDFParams{99 << 10, 9, 1}, KDFParams{100 << 10, 9, 2}},
		{KDFParams{100 << 10, 4, 2}, KDFParams{200 << 10, 3, 1}, KDFParams{200 << 10, 4, 2}},
	} {
		if got := (Options{KDF: c.option}).raised(c.has, slow); got != c.want {
			t.Errorf("%+v under %+v: %+v, want %+v", c.has, c.option, got, c.want)
		}
	}
	if got := (Options{KDF: KDFParams{64 << 10, 3, 4}}).raised(KDFParams{64 << 10, 3, 4}, time.Millisecond); got.MemoryKiB != 64<<10 {
		t.Errorf("what the options ask for is raised to %+v", got)
	}
	if got := (Options{}).raised(KDFParams{64 << 10, 3, 4}, time.Millisecond); got.MemoryKiB != 256<<10 {
		t.Errorf("a fast machine stays at %+v", got)
	}
	if _, err := (Options{KDF: KDFParams{MemoryKiB: 1}}).slotParams(); !errors.Is(err, ErrWeakKDF) {
		t.Error(err)
	}
}

func TestOptionsLeftOutAreFilledIn(t *testing.T) {
	o := Options{CacheKiB: -1, checkpointBytes: -1}.withDefaults()
	if o.FS == nil || o.Rand == nil || o.Now == nil || o.CacheKiB != DefaultCacheKiB || o.checkpointBytes != 16<<20 || !o.suite.known() {
		t.Errorf("%+v", o)
	}
	now := func() time.Time { return time.Time{} }
	given := Options{FS: OS(), Rand: bytes.NewReader(nil), Now: now, CacheKiB: 1, suite: suiteXChaCha, checkpointBytes: 1}.withDefaults()
	if given.Rand == rand.Reader || !given.Now().IsZero() || given.CacheKiB != 1 || given.suite != suiteXChaCha || given.checkpointBytes != 1 {
		t.Errorf("%+v", given)
	}
}

// A slot read from the disk is the slot that was written; a time that is not set stays so.
func TestSlotGoesThroughTheFile(t *testing.T) {
	r := rand.Reader
	for _, rewrap := range []bool{false, true} {
		s := &slot{kind: slotInvite, params: KDFParams{70_000, 4, 2}, tag: [16]byte{1, 15: 2}, salt: [16]byte{3, 15: 4}, made: time.Unix(1_700_000_000, 0)}
		if rewrap {
			s.expires = time.Unix(1, 0)
			s.rewrap, _ = randomBytes(r, rewrapSize)
		}
		id, kek := vaultID{9}, bytes.Repeat([]byte{5}, keySize)
		c := secret{vaultKey: bytes.Repeat([]byte{1}, keySize), seed: bytes.Repeat([]byte{2}, 32), identity: strings.Repeat("i", maxIdentity), box: bytes.Repeat([]byte{4}, boxKeySize)}
		if err := errors.Join(s.sealSecret(r, id, kek, c), s.sealLogin(r, id, c.vaultKey, strings.Repeat("l", maxLogin), bytes.Repeat([]byte{6}, boxKeySize))); err != nil {
			t.Fatal(err)
		}
		raw := bytes.Repeat([]byte{0xaa}, slotSize+1)
		s.encode(raw)
		if raw[slotSize] != 0xaa {
			t.Fatal("a slot is written past its end")
		}
		got := decodeSlot(raw)
		if got.kind != s.kind || got.params != s.params || got.tag != s.tag || got.salt != s.salt || !got.made.Equal(s.made) ||
			!got.expires.Equal(s.expires) || got.expires.IsZero() == rewrap || !bytes.Equal(got.rewrap, s.rewrap) || (got.rewrap != nil) != rewrap {
			t.Fatalf("%+v\n%+v", s, got)
		}
		back, ok := got.openSecret(id, kek)
		if !ok || !bytes.Equal(back.vaultKey, c.vaultKey) || !bytes.Equal(back.seed, c.seed) || back.identity != c.identity || !bytes.Equal(back.box, c.box) {
			t.Fatal("another secret", ok)
		}
		login, recipient, ok := got.openLogin(id, c.vaultKey)
		if !ok || login != strings.Repeat("l", maxLogin) || !bytes.Equal(recipient, bytes.Repeat([]byte{6}, boxKeySize)) {
			t.Fatal("another login", login, ok)
		}
		for at := range slotBound { // all of it is bound into both seals, save the bytes that stand for nothing
			raw[at] ^= 1
			changed := decodeSlot(raw)
			raw[at] ^= 1
			if bytes.Equal(changed.bound(), s.bound()) {
				continue
			}
			if _, ok := changed.openSecret(id, kek); ok {
				t.Errorf("a secret opens with byte %d changed", at)
			}
			if _, _, ok := changed.openLogin(id, c.vaultKey); ok {
				t.Errorf("a login opens with byte %d changed", at)
			}
		}
	}
	if unixSeconds(time.Time{}) != 0 || !fromUnix(0).IsZero() || fromUnix(1).IsZero() || unixSeconds(fromUnix(1)) != 1 {
		t.Error("times are not kept")
	}
}

// A login fits to the byte, in the form it was given in and in the form logins are compared in.
func TestLoginAtItsBounds(t *testing.T) {
	for login, ok := range map[string]bool{
		strings.Repeat("a", maxLogin): true, strings.Repeat("a", maxLogin+1): false, "": false, "  ": false,
		" " + strings.Repeat("a", maxLogin) + " ": true, "a\x00": false, "a\xff": false, "a b": true, "李 明": true,
		strings.Repeat("\u0958", 20): true, strings.Repeat("\u0958", 11) + strings.Repeat("a", 29): true,
		strings.Repeat("\u0958", 11) + strings.Repeat("a", 1): true, strings.Repeat("é", 31): true, strings.Repeat("e\u0301", 21): false,
		strings.Repeat("\u0958", 21): false,
	} {
		got := checkLogin(login) == nil
		if want := ok && len(canonicalLogin(login)) <= maxLogin; got != want {
			t.Errorf("%q: accepted %v", login, got)
		}
	}
}

func TestMemoryFileAtItsBounds(t *testing.T) {
	f := &memFile{}
	if _, err := f.ReadAt(make([]byte, 1), 0); !errors.Is(err, io.EOF) {
		t.Error("an empty file is read", err)
	}
	for _, off := range []int64{-1, 1 << 32} {
		if _, err := f.WriteAt([]byte{1}, off); err == nil {
			t.Errorf("written at %d", off)
		}
	}
	if n, err := f.WriteAt(nil, 1<<10); n != 0 || err != nil {
		t.Error(n, err)
	}
	if n, err := f.WriteAt([]byte("abc"), 0); n != 3 || err != nil {
		t.Error(n, err)
	}
	for _, size := range []int64{1 << 20, 1 << 10} { // longer and as long: as it is
		if err := f.Truncate(size); err != nil || len(f.b) != 1<<10 {
			t.Error("cut to", len(f.b), err)
		}
	}
	if err := f.Truncate(-1); err != nil || len(f.b) != 1<<10 {
		t.Error("cut to less than nothing")
	}
	for off, want := range map[int64]int{-1: 0, 1<<10 - 2: 2, 1<<10 - 3: 3, 1 << 10: 0} {
		n, err := f.ReadAt(make([]byte, 3), off)
		if n != want || (err == nil) != (n == 3) {
			t.Errorf("read at %d: %d %v", off, n, err)
		}
	}
	if err := f.Truncate(0); err != nil || len(f.b) != 0 {
		t.Error("not cut")
	}
	if _, err := f.WriteAt([]byte{1}, 2); err != nil || !bytes.Equal(f.b, []byte{0, 0, 1}) {
		t.Error("what was cut off came back", f.b, err)
	}
	if f.Close() != nil || f.b != nil {
		t.Error("a closed file keeps its content")
	}
}

// What SQLite asks of files and gets the same answer for always.
func TestStandingAnswersToSQLite(t *testing.T) {
	var v vfs
	b := make([]byte, 64)
	if v.Randomness(b) != 64 || countNonZero(b) < 32 {
		t.Error("no random numbers")
	}
	start := time.Now()
	v.Sleep(2 * time.Millisecond)
	if time.Since(start) < 2*time.Millisecond || time.Since(v.CurrentTime()) > time.Minute {
		t.Error("no sleep, or another time")
	}
	for _, f := range []sqlite3vfs.File{deadFile{}, &memFile{}, &mainFile{}} {
		if f.SectorSize() != PageSize || f.DeviceCharacteristics() != sqlite3vfs.IocapPowersafeOverwrite {
			t.Error("sectors of another kind")
		}
	}
}

// The fence lets through what a register needs and nothing that leads out of its one file.
func TestFenceRefuses(t *testing.T) {
	for _, c := range []struct {
		op         int
		arg1, arg2 string
		want       int
	}{
		{authAttach, "", "", authAllow},
		{authAttach, "/tmp/x", "", authDeny},
		{authPragma, "journal_mode", "", authAllow},
		{authPragma, "journal_mode", "WAL", authDeny},
		{authPragma, "User_Version", "3", authAllow},
		{authFunction, "", "load_extension", authDeny},
		{authFunction, "", "LOAD_EXTENSION", authDeny},
		{authFunction, "", "lower", authAllow},
		{99, "/tmp/x", "load_extension", authAllow},
	} {
		if got := fence(c.op, c.arg1, c.arg2, ""); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
