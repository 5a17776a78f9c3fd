package vault

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
)

// fuzzFS is a folder in memory for one fuzzed file.
type fuzzFS map[string]*memLog

func (m fuzzFS) Open(path string, create bool) (File, error) {
	f := m[path]
	if f == nil && !create {
		return nil, fs.ErrNotExist
	}
	if f == nil {
		f = &memLog{}
		m[path] = f
	}
	return f, nil
}

func (m fuzzFS) Rename(from, to string) error {
	m[to] = m[from]
	delete(m, from)
	return nil
}

func (m fuzzFS) Remove(path string) error {
	delete(m, path)
	return nil
}
func (m fuzzFS) MkdirAll(string) error          { return nil }
func (m fuzzFS) Names(string) ([]string, error) { return nil, fs.ErrNotExist }
func (m fuzzFS) SyncDir(string) error           { return nil }
func (m fuzzFS) Lock(string) (io.Closer, error) { return nil, ErrInUse }

// known fails the test for an error that says nothing to anybody.
func known(t *testing.T, err error, others ...error) {
	t.Helper()
	if err == nil || errors.Is(err, ErrDamaged) {
		return
	}
	for _, o := range others {
		if errors.Is(err, o) {
			return
		}
	}
	t.Fatal(err)
}

// FuzzLog reads anything as a log: without the key nothing becomes a commit.
func FuzzLog(f *testing.F) {
	l, r, _ := testLog(f, 3, true, 1, 2)
	f.Add(l.b)
	f.Add(l.b[:5000])
	f.Fuzz(func(t *testing.T, b []byte) {
		r.f = &memLog{b}
		got, err := r.read()
		known(t, err)
		if err == nil && got.commits > 2 {
			t.Fatal("commits out of nothing")
		}
	})
}

// FuzzFrames opens a register with logs of frames that are sealed right and say anything: 24 bytes of input a frame.
func FuzzFrames(f *testing.F) {
	frame := func(last, entries byte, generation, sequence uint64, index, count uint32, page byte) []byte {
		b := []byte{last, entries, page}
		b = binary.BigEndian.AppendUint32(b, count)
		b = binary.BigEndian.AppendUint32(b, index)
		b = binary.BigEndian.AppendUint64(b, sequence)
		return append(b, byte(generation), 0, 0, 0, 0)
	}
	f.Add(frame(1, 1, 3, 5, 0, 2, 1))
	f.Add(append(frame(1, 2, 3, 5, 0, 3, 1), frame(1, 1, 3, 6, 0, 1, 1)...))
	f.Add(append(frame(0, 1, 3, 5, 0, 2, 1), frame(3, 0, 3, 5, 1, 2, 0)...))
	f.Add(frame(1, 1, 3, 5, 0, 1<<32-1, 0))
	f.Fuzz(func(t *testing.T, input []byte) {
		reg := soundRegister(t)
		log := &memLog{}
		var chain [chainSize]byte
		s := newFrameSealer(testSeals)
		for len(input) >= 24 && len(log.b) < 1<<20 {
			in := input[:24]
			input = input[24:]
			h := frameInfo{
				last: in[0]&1 != 0, entries: int(in[1] % 4), count: binary.BigEndian.Uint32(in[3:]), index: binary.BigEndian.Uint32(in[7:]),
				sequence: binary.BigEndian.Uint64(in[11:]), generation: uint64(in[19]), chain: chain,
			}
			buf := make([]byte, h.size())
			for i := range h.entries {
				binary.BigEndian.PutUint32(buf[frameHead+i*entrySize:], uint32(in[2])+uint32(i))
			}
			var err error
			if chain, err = s.seal(buf, h); err != nil {
				t.Fatal(err)
			}
			log.b = append(log.b, buf...)
		}
		openBoth(t, reg, log)
	})
}

// soundRegister is a register of two pages, at generation 3 and commit 4.
func soundRegister(t testing.TB) *memLog {
	t.Helper()
	reg := &memLog{}
	if err := newStateKeeper(reg, testSeals).save(state{writing: 1, generation: 3, sequence: 4, keys: 1, pages: 2}); err != nil {
		t.Fatal(err)
	}
	rec, p := make([]byte, recordSize), newPageSealer(testSeals)
	for n := range uint32(2) {
		if err := p.seal(rec, n+1, make([]byte, PageSize)); err != nil {
			t.Fatal(err)
		}
		_, _ = reg.WriteAt(rec, recordAt(n+1))
	}
	return reg
}

// openBoth opens a register and log, reads the first pages and closes.
func openBoth(t *testing.T, reg, log *memLog) {
	t.Helper()
	r, err := openRegister(reg, log, testSeals, 1, Options{}.withDefaults())
	known(t, err)
	if err != nil {
		return
	}
	var page pageBuf
	for n := range int64(4) {
		if _, err := r.readAt(page[:], n*PageSize); err != nil && !errors.Is(err, io.EOF) {
			known(t, err)
		}
	}
	known(t, r.close())
}

// FuzzState opens registers whose state copies are sealed right and say anything, and such as are not.
func FuzzState(f *testing.F) {
	f.Add(bytes.Repeat([]byte{0}, 40), false)
	f.Add(binary.BigEndian.AppendUint64(make([]byte, 32), 1<<40), false)
	f.Add(soundRegister(f).b[:headSize], true)
	f.Fuzz(func(t *testing.T, b []byte, raw bool) {
		reg := soundRegister(t)
		if raw {
			copy(reg.b[:headSize], b)
		} else {
			copy(reg.b, sealedState(t, b))
			copy(reg.b[stateSize:], reg.b[:stateSize])
		}
		openBoth(t, reg, &memLog{})
	})
}

// sealedState is a copy of the state with a body of any kind.
func sealedState(t *testing.T, content []byte) []byte {
	t.Helper()
	k := newStateKeeper(&memLog{}, testSeals)
	buf, err := k.seal(state{})
	if err != nil {
		t.Fatal(err)
	}
	body := buf[statePrefix+nonceSize : stateSize-tagSize]
	clear(body)
	copy(body, content)
	k.aead.Seal(body[:0], buf[statePrefix:statePrefix+nonceSize], body, k.ad(buf))
	return buf
}

// soundKeys is a key file as Create writes it.
func soundKeys(f *testing.F) []byte {
	f.Helper()
	dir := filepath.Join(f.TempDir(), "v")
	v, _, err := Create(f.Context(), dir, Options{KDF: KDFParams{MemoryKiB: 64, Time: 1, Threads: 1}}, "a", "correct horse staple")
	if err != nil {
		f.Fatal(err)
	}
	if _, _, err := v.Invite("b"); err != nil {
		f.Fatal(err)
	}
	if err := v.Close(); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, keysFile))
	if err != nil {
		f.Fatal(err)
	}
	return b
}

// FuzzKeys reads anything as a key file.
func FuzzKeys(f *testing.F) {
	f.Add(soundKeys(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := decodeKeys(b)
		known(t, err, ErrNewer)
	})
}

// FuzzForgedKeys changes a sound key file under its mask and makes the hash anew, as somebody without a key can: slots may then
// say anything, and no key file changed so is authentic.
func FuzzForgedKeys(f *testing.F) {
	sound := soundKeys(f)
	f.Add(uint16(56), []byte{0xff, 0xff, 0xff, 0xff})
	f.Add(uint16(keysSlots), []byte{3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff})
	f.Add(uint16(80), []byte{0xff})
	f.Fuzz(func(t *testing.T, at uint16, b []byte) {
		changed := false
		forged := WithKeysForged(sound, func(clear []byte, _ [][]byte) {
			off := keysBody + int(at)%(KeysUsed(sound)-keysBody)
			was := bytes.Clone(clear)
			copy(clear[off:len(clear)-keysTrailer], b)
			changed = !bytes.Equal(was, clear)
		})
		ring, err := decodeKeys(forged)
		known(t, err, ErrNewer)
		if err != nil {
			return
		}
		if changed && ring.authentic(make([]byte, keySize)) {
			t.Fatal("authentic under a key of zeros")
		}
		for _, s := range ring.slots {
			if _, ok, err := s.unseal(ring.id, make([]byte, keySize)); ok || err != nil {
				t.Fatal(ok, err)
			}
			if _, _, ok := s.openLogin(ring.id, make([]byte, keySize)); ok {
				t.Fatal("a login opens under a key of zeros")
			}
			if p := s.params; p.valid() && p.MemoryKiB > maxMemoryKiB {
				t.Fatal(p)
			}
		}
	})
}

// FuzzSlot opens slots that are sealed right and hold anything.
func FuzzSlot(f *testing.F) {
	f.Add(make([]byte, secretSize), make([]byte, loginRoom), make([]byte, slotSize))
	f.Add(bytes.Repeat([]byte{0xff}, secretSize), bytes.Repeat([]byte{0xff}, loginRoom), []byte{})
	id, kek := vaultID{1}, bytes.Repeat([]byte{5}, keySize)
	f.Fuzz(func(t *testing.T, plain, login, rest []byte) {
		full := func(b []byte, n int) []byte {
			return append(bytes.Clone(b[:min(len(b), n)]), make([]byte, n-min(len(b), n))...)
		}
		s := decodeSlot(full(rest, slotSize))
		plain = full(plain, secretSize)
		var err error
		if s.secret, err = sealBox(rand.Reader, kek, plain, s.ad(id)); err != nil {
			t.Fatal(err)
		}
		if s.login, err = sealBox(rand.Reader, subkey(plain[:keySize], id[:], labelLogins, keySize), full(login, loginRoom), s.ad(id)); err != nil {
			t.Fatal(err)
		}
		c, ok, err := s.unseal(id, kek)
		known(t, err)
		if ok {
			_, _ = c.keys()
		}
		s.encode(make([]byte, slotSize))
	})
}

// FuzzAttempts reads anything as the count of wrong passwords: it neither stops the program nor a login for longer than is usual.
func FuzzAttempts(f *testing.F) {
	f.Add([]byte(`{"version":1,"tags":{"` + strings.Repeat("ab", 16) + `":{"count":7,"last":1,"wait":9223372036854775807}},"failures":[]}`))
	f.Add([]byte(`{"version":1,"tags":{"x":null},"failures":[{"tag":"x","at":-1}]}`))
	f.Add([]byte(`{"version":1,"tags":{` + strings.Repeat(`"`+strings.Repeat("ab", 16)+`":null,`, 3) + `"y":null}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := loadAttempts(fuzzFS{filepath.Join("v", attemptsFile): {b}}, "v")
		if err != nil {
			t.Fatal(err)
		}
		now := time.Unix(1_700_000_000, 0)
		var tags [][16]byte
		for k := range a.data.Tags {
			var tag [16]byte
			_, _ = hex.Decode(tag[:], []byte(k))
			tags = append(tags, tag)
		}
		for _, tag := range append(tags, [16]byte{9}) {
			err := a.begin(tag, now)
			var wait *ThrottledError
			if err != nil && (!errors.As(err, &wait) || wait.Until.After(now.Add(longestWait))) {
				t.Fatal(err)
			}
			if err := a.failed(tag, now); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzCodes types anything as a code: what passes is a code of its kind, to the character.
func FuzzCodes(f *testing.F) {
	for _, kind := range []byte{codeInvite, codeHalfA, codeHalfB} {
		groups := map[byte]int{codeInvite: inviteGroups}[kind]
		if groups == 0 {
			groups = halfGroups
		}
		code, err := newCode(rand.Reader, groups, kind)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(code)
		f.Add(strings.ToLower(strings.ReplaceAll(code, "-", "\u3000")))
	}
	f.Add("守卷")
	f.Fuzz(func(t *testing.T, typed string) {
		for _, c := range []struct {
			groups int
			kind   byte
		}{{inviteGroups, codeInvite}, {halfGroups, codeHalfA}, {halfGroups, codeHalfB}} {
			v, err := parseCode(typed, c.groups, c.kind, "A")
			var wrong *CodeError
			if err != nil && (!errors.As(err, &wrong) || wrong.Group < 0 || wrong.Group > c.groups) {
				t.Fatal(err)
			}
			if err == nil && len(v) != c.groups*groupLen {
				t.Fatal(len(v))
			}
		}
		if _, err := recoveryKey(typed, typed, vaultID{}); err == nil {
			t.Fatal("one half passes for both")
		}
		if _, err := codeKey(typed, [16]byte{}); err != nil && !errors.Is(err, ErrWrongCode) {
			t.Fatal(err)
		}
	})
}

// FuzzDocument opens anything as a document's file, and age files to the right key with anything inside.
func FuzzDocument(f *testing.F) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		f.Fatal(err)
	}
	d := &Documents{dir: "v", vault: vaultID{1}, rand: rand.Reader}
	doc := Document{ID: strings.Repeat("ab", 16)}
	inside := func(clear []byte) []byte {
		var b bytes.Buffer
		w, err := age.Encrypt(&b, key.Recipient())
		if err == nil {
			_, err = w.Write(clear)
		}
		if err == nil {
			err = w.Close()
		}
		if err != nil {
			f.Fatal(err)
		}
		return b.Bytes()
	}
	f.Add(append(d.head(doc.ID), "text"...), true)
	f.Add(inside(d.head(doc.ID)), false)
	f.Add([]byte("age-encryption.org/v1\n-> X25519 "), false)
	f.Fuzz(func(t *testing.T, b []byte, sealed bool) {
		if sealed {
			b = inside(b)
		}
		d.fsys = fuzzFS{d.file(doc.ID): {b}}
		r, err := d.Stream(t.Context(), doc, key)
		known(t, err)
		if err != nil {
			return
		}
		_, err = io.Copy(io.Discard, r)
		known(t, err)
	})
}
