package vault_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"

	"custody/store/vault"
)

var errNoRandom = errors.New("the source of randomness failed")

// dryRand fails once, at the n-th reading.
type dryRand struct {
	nth, seen int
	failed    bool
	spare     bool // nobody needs the numbers now
	silent    bool // it failed then
}

func (r *dryRand) Read(p []byte) (int, error) {
	r.seen++
	if r.seen == r.nth {
		r.failed, r.silent = true, r.spare
		return 0, errNoRandom
	}
	return rand.Read(p)
}

// randWork does everything that draws random numbers, and tells the password that was acknowledged last.
func randWork(t *testing.T, dir string, r *dryRand) (word string, err error) {
	o := cheap()
	o.Rand = r
	v, rec, err := vault.Create(ctx, dir, o, login, password)
	if err != nil {
		return "", err
	}
	defer v.Close()
	word = password
	db, err := v.DB()
	if err != nil {
		return word, err
	}
	steps := []func() error{
		func() error { _, err := db.Exec("CREATE TABLE t(x)"); return err },
		func() error { _, err := db.Exec("INSERT INTO t VALUES (randomblob(5000))"); return err },
		func() error {
			code, _, err := v.Invite("second")
			if err != nil {
				return err
			}
			_, err = v.Enrol(ctx, "second", code, killWords[1])
			return err
		},
		func() error {
			err := v.ChangePassword(ctx, login, word, killWords[0])
			if err == nil {
				word = killWords[0]
			}
			return err
		},
		func() error { _, err := v.Recover(ctx, rec.A, rec.B, "third"); return err },
		func() error { _, err := v.NewHalves(ctx); return err },
		func() error { _, err := v.Rekey(ctx, nil); return err },
		func() error {
			_, err := v.Documents().Put(ctx, v.Keys().Age.Recipient(), bytes.NewReader(make([]byte, 10_000)))
			return err
		},
		func() error { return backUp(ctx, v, filepath.Join(t.TempDir(), "b"+vault.BackupSuffix)) },
		func() error { _, err := db.Exec("INSERT INTO t VALUES (randomblob(5000))"); return err },
		v.Seal,
		func() error {
			r.spare = true // a slot that can't be sealed anew opens as it is
			_, err := v.Unlock(ctx, "second", killWords[1])
			return err
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return word, errors.Join(err, v.Err())
		}
	}
	return word, v.Close()
}

// Wherever the source of random numbers fails, the act is refused with that error, and what was acknowledged before stays.
func TestNoRandomNumbers(t *testing.T) {
	stride, tried := 1, 0
	if testing.Short() {
		stride = 2
	}
	for nth := 1; ; nth += stride {
		r := &dryRand{nth: nth}
		dir := filepath.Join(t.TempDir(), "v")
		word, err := randWork(t, dir, r)
		if !r.failed {
			fine(t, err)
			t.Logf("%d readings failed, one at a time", tried)
			return
		}
		tried++
		if err == nil && !r.silent {
			t.Errorf("reading %d failed and nobody said so", nth)
		}
		if word == "" {
			continue // there is no vault yet
		}
		v, err := vault.Open(ctx, dir, cheap())
		fine(t, err)
		if _, err = v.Unlock(ctx, login, word); errors.Is(err, vault.ErrWrongPassword) && word == password {
			_, err = v.Unlock(ctx, login, killWords[0]) // a change that failed may have happened
		}
		if err != nil {
			t.Fatalf("reading %d: %v", nth, err)
		}
		if report, err := v.Verify(ctx); err != nil || !report.Sound() {
			t.Fatalf("reading %d: %+v %v", nth, report, err)
		}
		fine(t, v.Close())
	}
}
