package vault

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"
	"time"
)

const slotPassword = "correct horse 电池 staple"

var slotKDF = KDFParams{MemoryKiB: 64, Time: 1, Threads: 1}

// slotVault is an unlocked vault in a folder.
func slotVault(t *testing.T) (*Vault, Recovery) {
	t.Helper()
	v, rec, err := Create(t.Context(), filepath.Join(t.TempDir(), "v"), Options{KDF: slotKDF}, "wang", slotPassword)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v, rec
}

func (v *Vault) mustUnlock(t *testing.T) {
	t.Helper()
	if _, err := v.Unlock(t.Context(), "wang", slotPassword); err != nil {
		t.Fatal(err)
	}
}

func (v *Vault) account() *slot { return v.ring.find(slotAccount, loginTag(v.ring.salt, "wang")) }

func TestRewrapOpensOnlyForItsSlot(t *testing.T) {
	v, _ := slotVault(t)
	r := v.opt.Rand
	own, _ := randomBytes(r, boxKeySize)
	other, _ := randomBytes(r, boxKeySize)
	key, _ := randomBytes(r, keySize)
	box, err := sealRewrap(r, boxRecipient(own), key, []byte("ad"))
	if err != nil || len(box) != rewrapSize {
		t.Fatal(len(box), err)
	}
	if got, ok := openRewrap(box, own, []byte("ad")); !ok || string(got) != string(key) {
		t.Error("its own key does not open it")
	}
	if _, ok := openRewrap(box, other, []byte("ad")); ok {
		t.Error("another key opens it")
	}
	if _, ok := openRewrap(box, own, []byte("another slot")); ok {
		t.Error("it opens in another slot")
	}
	for i := range box {
		box[i] ^= 1
		if got, ok := openRewrap(box, own, []byte("ad")); ok {
			t.Errorf("byte %d changed: %x", i, got)
		}
		box[i] ^= 1
	}
	if _, ok := openRewrap(make([]byte, rewrapSize), own, nil); ok {
		t.Error("a point of low order was taken")
	}
	if _, err := sealRewrap(r, make([]byte, boxKeySize), key, nil); err == nil {
		t.Error("sealed to a point of low order")
	}
	if _, err := sealRewrap(r, own[:7], key, nil); err == nil {
		t.Error("sealed to a broken recipient")
	}
	if _, err := sealRewrap(iotest.ErrReader(errors.New("no randomness")), own, key, nil); err == nil {
		t.Error("sealed without randomness")
	}
}

// A slot whose recipient is somebody else's would hand them the next vault key; one whose rewrap does not open has been meddled with.
func TestSlotsThatAreNotTheirOwners(t *testing.T) {
	v, rec := slotVault(t)
	if _, err := v.Rekey(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	foreign, _ := randomBytes(v.opt.Rand, boxKeySize)
	change := func(do func(s *slot)) {
		t.Helper()
		if v.r == nil {
			v.stale = true
			t.Fatal("sealed")
		}
		if err := v.changeKeys(func(k *keyring) error {
			for i, s := range k.slots {
				c := *s
				do(&c)
				k.slots[i] = &c
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	good := v.ring.slots
	refused := func(what string) {
		t.Helper()
		if err := v.CheckPassword(t.Context(), "wang", slotPassword); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: password: %v", what, err)
		}
		if err := v.CheckRecovery(t.Context(), rec.A, rec.B); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: halves: %v", what, err)
		}
		change(func(s *slot) {
			for _, g := range good {
				if g.tag == s.tag && g.kind == s.kind {
					*s = *g
				}
			}
		})
	}
	change(func(s *slot) { s.rewrap = append([]byte{s.rewrap[0] ^ 1}, s.rewrap[1:]...) })
	refused("a rewrap changed")
	change(func(s *slot) { s.rewrap = nil }) // the secret's vault key is the old one
	refused("a rewrap taken away")
	change(func(s *slot) {
		if err := s.sealLogin(v.opt.Rand, v.ring.id, v.vaultKey, "wang", boxRecipient(foreign)); err != nil {
			t.Fatal(err)
		}
	})
	refused("somebody else's recipient")
	if err := v.CheckPassword(t.Context(), "wang", slotPassword); err != nil {
		t.Error(err)
	}
}

func TestLoginSealsTheSlotAnew(t *testing.T) {
	v, _ := slotVault(t)
	if _, err := v.Rekey(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	for _, s := range v.ring.slots {
		if s.rewrap == nil {
			t.Fatal("a slot without a rewrap")
		}
	}
	v.mustUnlock(t)
	s := v.account()
	if s.rewrap != nil || s.params != slotKDF {
		t.Error("the login left the rewrap")
	}
	v.mustUnlock(t)
	if v.account() != s {
		t.Error("a slot that is in order was written again")
	}
	v.opt.KDF = KDFParams{MemoryKiB: 128, Time: 2, Threads: 1}
	v.mustUnlock(t)
	if s = v.account(); s.params != v.opt.KDF || v.ring.dummy != v.opt.KDF {
		t.Errorf("the policy rose to %v, the slot has %v, a login that does not exist %v", v.opt.KDF, s.params, v.ring.dummy)
	}
	v.opt.KDF = slotKDF
	v.mustUnlock(t)
	if v.account() != s {
		t.Error("a lower policy weakened the slot")
	}
}

// A key file that can't be written keeps nobody out.
func TestLoginGoesOnWhereTheSlotCannotBeWritten(t *testing.T) {
	v, _ := slotVault(t)
	if _, err := v.Rekey(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	keys := v.path(keysFile)
	broken := &stuckFS{FS: v.opt.FS, path: keys}
	v.opt.FS = broken
	for fail := 1; fail <= 4; fail++ { // write, sync, write, sync
		broken.n, broken.at = 0, fail
		before := v.ring.seq
		v.mustUnlock(t)
		if v.Err() != nil {
			t.Fatalf("operation %d poisoned the vault: %v", fail, v.Err())
		}
		if stands := v.ring.seq == before+1; stands != (fail > 2) {
			t.Errorf("operation %d: key file %d, then %d", fail, before, v.ring.seq)
		}
		if fail > 2 {
			broken.at = 0
			if _, _, err := v.Invite("guest"); err != nil { // mends the other copy
				t.Fatal(err)
			}
			if _, err := v.Rekey(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	broken.at = 0
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	w, err := Open(t.Context(), v.dir, Options{KDF: slotKDF})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	w.mustUnlock(t)
}

// stuckFS fails the n-th write or sync of one file.
type stuckFS struct {
	FS
	path  string
	n, at int
}

type stuckFile struct {
	File
	fs *stuckFS
}

var errStuck = errors.New("stuck")

func (f *stuckFS) step() error {
	if f.n++; f.n == f.at {
		return errStuck
	}
	return nil
}

// Open wraps the one file.
func (f *stuckFS) Open(path string, create bool) (File, error) {
	h, err := f.FS.Open(path, create)
	if err != nil || path != f.path {
		return h, err
	}
	return &stuckFile{h, f}, nil
}

// WriteAt may fail.
func (h *stuckFile) WriteAt(p []byte, off int64) (int, error) {
	if err := h.fs.step(); err != nil {
		return 0, err
	}
	return h.File.WriteAt(p, off)
}

// Sync may fail.
func (h *stuckFile) Sync() error {
	if err := h.fs.step(); err != nil {
		return err
	}
	return h.File.Sync()
}

func TestParametersRiseAndNeverFall(t *testing.T) {
	floor := KDFParams{MemoryKiB: minMemoryKiB, Time: minTime, Threads: 4}
	more := KDFParams{MemoryKiB: 4 * minMemoryKiB, Time: minTime, Threads: 4}
	for _, c := range []struct {
		policy, has KDFParams
		took        time.Duration
		want        KDFParams
	}{
		{KDFParams{}, slotKDF, time.Millisecond, floor},
		{KDFParams{}, floor, 2 * time.Second, floor},
		{KDFParams{}, floor, 300 * time.Millisecond, more},
		{KDFParams{}, floor, 740 * time.Millisecond, KDFParams{2 * minMemoryKiB, minTime, 4}},
		{KDFParams{}, more, time.Millisecond, more},
		{slotKDF, floor, time.Millisecond, floor},
		{more, floor, time.Hour, more},
		{floor, KDFParams{2 * minMemoryKiB, 1, 1}, 0, KDFParams{2 * minMemoryKiB, minTime, 4}},
	} {
		if got := (Options{KDF: c.policy}).raised(c.has, c.took); got != c.want {
			t.Errorf("policy %v, slot %v that took %v: %v, want %v", c.policy, c.has, c.took, got, c.want)
		}
	}
}

// What stands in register.new is taken for the register only when the register does not open and this one is whole and goes with
// the key file.
func TestWhatBecomesOfANewRegister(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, dir string)
		want  error
	}{
		"rubbish beside a good register": {func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, newRegister), make([]byte, 999))
			write(t, filepath.Join(dir, newKeys), nil)
		}, nil},
		"the swap cut short": {func(t *testing.T, dir string) {
			good := read(t, filepath.Join(dir, registerFile))
			write(t, filepath.Join(dir, newRegister), good)
			write(t, filepath.Join(dir, registerFile), make([]byte, len(good)))
		}, nil},
		"a new register cut short": {func(t *testing.T, dir string) {
			good := read(t, filepath.Join(dir, registerFile))
			write(t, filepath.Join(dir, newRegister), good[:len(good)-1])
			write(t, filepath.Join(dir, registerFile), make([]byte, len(good)))
		}, ErrDamaged},
		"neither opens": {func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, newRegister), make([]byte, 99))
			write(t, filepath.Join(dir, registerFile), make([]byte, 1<<14))
		}, ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			v, _ := slotVault(t)
			db, err := v.DB()
			if err == nil {
				_, err = db.Exec("CREATE TABLE t(x)")
			}
			if err := errors.Join(err, v.Close()); err != nil {
				t.Fatal(err)
			}
			c.spoil(t, v.dir)
			before := read(t, filepath.Join(v.dir, registerFile))
			w, err := Open(t.Context(), v.dir, Options{KDF: slotKDF})
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			if _, err = w.Unlock(t.Context(), "wang", slotPassword); !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if c.want != nil {
				if string(read(t, filepath.Join(v.dir, registerFile))) != string(before) {
					t.Error("the damaged register was touched")
				}
				return
			}
			for _, f := range []string{newKeys, newRegister} {
				if _, err := os.Stat(filepath.Join(v.dir, f)); !errors.Is(err, os.ErrNotExist) {
					t.Errorf("%s is left: %v", f, err)
				}
			}
		})
	}
}

// A register of another key sequence is not taken in.
func TestOldNewRegisterIsNotTaken(t *testing.T) {
	v, _ := slotVault(t)
	if err := v.Seal(); err != nil {
		t.Fatal(err)
	}
	old := read(t, v.path(registerFile))
	v.mustUnlock(t)
	if _, _, err := v.Invite("guest"); err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	write(t, v.path(newRegister), old)
	write(t, v.path(registerFile), make([]byte, len(old)))
	w, err := Open(t.Context(), v.dir, Options{KDF: slotKDF})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Unlock(t.Context(), "wang", slotPassword); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

// A register with a page that does not open keeps its key, and the page is named.
func TestRekeyOfADamagedRegister(t *testing.T) {
	v, _ := slotVault(t)
	db, err := v.DB()
	if err == nil {
		_, err = db.Exec("CREATE TABLE t(x)")
	}
	if err := errors.Join(err, v.Seal()); err != nil {
		t.Fatal(err)
	}
	v.mustUnlock(t)
	if _, err := v.reg.WriteAt([]byte("changed"), recordAt(2)+77); err != nil {
		t.Fatal(err)
	}
	var d *DamagedError
	if _, err := v.Rekey(t.Context(), nil); !errors.As(err, &d) || d.File != registerFile || d.Offset != recordAt(2) {
		t.Errorf("got %v", err)
	}
	if v.Epoch() != 0 {
		t.Error("it went on with the new key")
	}
	if _, err := os.Stat(v.path(newRegister)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the new register is left")
	}
}

func TestLongWorkTakesTurns(t *testing.T) {
	v, _ := slotVault(t)
	first, done, err := v.beginLong(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := v.beginLong(impatient); !errors.Is(err, context.Canceled) {
		t.Errorf("a second one at the same time: %v", err)
	}
	sealed := make(chan error)
	go func() { sealed <- v.Seal() }()
	<-first.Done() // Seal asks for the end
	waits := make(chan error)
	go func() {
		_, done, err := v.beginLong(t.Context())
		if err == nil {
			done()
		}
		waits <- err
	}()
	select {
	case err := <-sealed:
		t.Fatalf("sealed under long work: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	done()
	if err := <-sealed; err != nil {
		t.Error(err)
	}
	if err := <-waits; err != nil && !errors.Is(err, ErrSealed) {
		t.Error(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
