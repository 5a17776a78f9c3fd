package vault_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"custody/store/vault"
)

func TestCrashDuringCreate(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	images, vaults := 0, 0
	for range 40 {
		s := newSim()
		var bad error
		s.step = func(what string) {
			img := s.crash(r)
			images++
			o := simOptions(img)
			v, err := vault.Open(ctx, simDir, o)
			if errors.Is(err, vault.ErrNotVault) {
				// Half a vault is none, and creating it again must work.
				v, _, err = vault.Create(ctx, simDir, o, login, password)
			} else if err == nil {
				vaults++
				_, err = v.Unlock(ctx, login, password)
			}
			if err != nil {
				bad = errors.Join(bad, fmt.Errorf("after %q: %w", what, err))
				return
			}
			v.Close()
		}
		v, _, err := vault.Create(ctx, simDir, simOptions(s), login, password)
		if err != nil || bad != nil {
			t.Fatal(err, bad)
		}
		s.step = nil
		v.Close()
	}
	if vaults == 0 {
		t.Fatal("no image was late enough to be a vault")
	}
	t.Logf("%d images, %d of them vaults", images, vaults)
}

// TestCrashWhileKeysChange changes a password to and fro, adds and removes accounts. In every image the old or the new password
// opens, and once a change is acknowledged only the new one.
func TestCrashWhileKeysChange(t *testing.T) {
	rounds := 70
	if testing.Short() {
		rounds = 6
	}
	r := rand.New(rand.NewPCG(4, 4))
	s := newSim()
	v, _, err := vault.Create(ctx, simDir, simOptions(s), login, password)
	if err != nil {
		t.Fatal(err)
	}
	words := [2]string{password, "the other 密码, quite long"}
	old, changing, images := 0, false, 0
	s.step = func(what string) {
		img := s.crash(r)
		images++
		w, err := vault.Open(ctx, simDir, simOptions(img))
		if err != nil {
			t.Errorf("after %q: %v", what, err)
			return
		}
		defer w.Close()
		_, errOld := w.Unlock(ctx, login, words[old])
		_, errNew := w.Unlock(ctx, login, words[1-old])
		switch {
		case errOld == nil && errors.Is(errNew, vault.ErrWrongPassword):
		case changing && errNew == nil && errors.Is(errOld, vault.ErrWrongPassword):
		default:
			t.Errorf("after %q: old password %v, new password %v", what, errOld, errNew)
		}
	}
	for i := range rounds {
		changing = true
		if err := v.ChangePassword(ctx, login, words[old], words[1-old]); err != nil {
			t.Fatal(err)
		}
		old, changing = 1-old, false
		code, _, err := v.Invite(fmt.Sprintf("guest %d", i))
		if err != nil {
			t.Fatal(err)
		}
		if i%3 == 0 {
			if _, err := v.Enrol(ctx, fmt.Sprintf("guest %d", i), code, words[0]); err != nil {
				t.Fatal(err)
			}
		}
		if i%3 == 1 {
			if err := v.Remove(fmt.Sprintf("guest %d", i-1)); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.step = nil
	v.Close()
	t.Logf("%d images", images)
}
