package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// dryRand runs out of randomness at the n-th reading, and from then on.
type dryRand struct {
	mu    sync.Mutex
	n, at int
}

var errDry = errors.New("no randomness")

// Read counts.
func (r *dryRand) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.n++; r.at > 0 && r.n >= r.at {
		return 0, errDry
	}
	return rand.Read(p)
}

// Without randomness nothing is sealed weakly: the act fails, and every way in stays.
func TestKeysWithoutRandomness(t *testing.T) {
	const next = "another river, another 桥"
	for name, act := range map[string]func(v *Vault, rec Recovery, code string) error{
		"rekey":  func(v *Vault, _ Recovery, _ string) error { _, err := v.Rekey(context.Background(), nil); return err },
		"halves": func(v *Vault, _ Recovery, _ string) error { _, err := v.NewHalves(context.Background()); return err },
		"invite": func(v *Vault, _ Recovery, _ string) error { _, _, err := v.Invite("li"); return err },
		"enrol": func(v *Vault, _ Recovery, code string) error {
			_, err := v.Enrol(context.Background(), "guest", code, next)
			return err
		},
		"recover": func(v *Vault, rec Recovery, _ string) error {
			_, err := v.Recover(context.Background(), rec.A, rec.B, "li")
			return err
		},
		"password": func(v *Vault, _ Recovery, _ string) error {
			// and back, so that the check below knows the password
			err := v.ChangePassword(context.Background(), "wang", slotPassword, next)
			if err != nil {
				return err
			}
			return v.ChangePassword(context.Background(), "wang", next, slotPassword)
		},
	} {
		t.Run(name, func(t *testing.T) {
			v, rec := slotVault(t)
			code, _, err := v.Invite("guest")
			if err == nil {
				_, err = v.Rekey(t.Context(), nil) // so that slots have rewraps to clear
			}
			if err != nil {
				t.Fatal(err)
			}
			dry := &dryRand{}
			v.opt.Rand = dry
			for at, failed := 1, true; failed; at++ {
				dry.n, dry.at = 0, at
				err := act(v, rec, code)
				failed = dry.n >= at
				dry.at = 0
				if name == "enrol" && errors.Is(err, ErrWrongCode) {
					// The reading before, the account was made although the end of it failed.
					if err := v.CheckPassword(t.Context(), "guest", next); err != nil {
						t.Fatalf("reading %d: neither code nor password: %v", at, err)
					}
					return
				}
				if failed && err == nil && name != "recover" || err != nil && !errors.Is(err, errDry) {
					t.Fatalf("reading %d: %v", at, err)
				}
				if !failed {
					break
				}
				_ = v.Seal() // a poisoned vault says so once more
				if name == "password" && v.CheckPassword(t.Context(), "wang", slotPassword) != nil {
					if err := v.CheckPassword(t.Context(), "wang", next); err != nil {
						t.Fatalf("reading %d: neither password: %v", at, err)
					}
					return // the first change was made, the way back was not
				}
				v.mustUnlock(t)
				if err := v.CheckRecovery(t.Context(), rec.A, rec.B); err != nil && name != "halves" {
					t.Fatalf("reading %d: the halves: %v", at, err)
				}
				if err := v.Err(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// liarFS writes something else into the files of one name.
type liarFS struct {
	FS
	name string
}

type liarFile struct{ File }

// Open wraps the files of that name.
func (f liarFS) Open(path string, create bool) (File, error) {
	h, err := f.FS.Open(path, create)
	if err != nil || filepath.Base(path) != f.name {
		return h, err
	}
	return liarFile{h}, nil
}

// WriteAt changes a byte on the way.
func (h liarFile) WriteAt(p []byte, off int64) (int, error) {
	c := append([]byte(nil), p...)
	c[len(c)/2] ^= 8
	return h.File.WriteAt(c, off)
}

// A disk that does not keep what is written leaves the old key in force.
func TestRekeyOnALyingDisk(t *testing.T) {
	for _, name := range []string{newRegister, newKeys} {
		v, _ := slotVault(t)
		db, err := v.DB()
		if err == nil {
			_, err = db.Exec("CREATE TABLE t(x)")
		}
		if err != nil {
			t.Fatal(err)
		}
		good := v.opt.FS
		v.opt.FS = liarFS{good, name}
		if _, err := v.Rekey(t.Context(), nil); !errors.Is(err, ErrNotWritten) || errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if v.Epoch() != 0 || v.Err() != nil {
			t.Errorf("%s: epoch %d, %v", name, v.Epoch(), v.Err())
		}
		names, err := good.Names(v.dir)
		if err != nil || strings.Contains(strings.Join(names, " "), ".new") {
			t.Errorf("%s: %v %v", name, names, err)
		}
		v.opt.FS = good
		if _, err := v.Rekey(t.Context(), nil); err != nil {
			t.Error(err)
		}
	}
}

// Whoever has stopped waiting gets no answer, and nothing is counted.
func TestKeysWithoutPatience(t *testing.T) {
	v, rec := slotVault(t)
	done, cancel := context.WithCancel(t.Context())
	cancel()
	for name, err := range map[string]error{
		"rekey":    second(v.Rekey(done, nil)),
		"password": v.CheckPassword(done, "wang", slotPassword),
		"witness":  second(v.WitnessKeys(done, "wang", slotPassword)),
		"halves":   v.CheckRecovery(done, rec.A, rec.B),
		"enrol":    second(v.Enrol(done, "wang", "AAAAA", slotPassword)),
	} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
