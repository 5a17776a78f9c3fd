package vault_test

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"custody/store/vault"
)

// lateRand gives random numbers until it is told to stop.
type lateRand struct{ stopped bool }

func (r *lateRand) Read(p []byte) (int, error) {
	if r.stopped {
		return 0, errNoRandom
	}
	return rand.Read(p)
}

// A first login that comes to nothing leaves a sealed vault sealed and an unlocked one unlocked.
func TestFailedEnrolmentLeavesTheVaultAsItWas(t *testing.T) {
	o, r := cheap(), &lateRand{}
	o.Rand = r
	v, _, err := vault.Create(ctx, filepath.Join(t.TempDir(), "v"), o, login, password)
	fine(t, err)
	defer v.Close()
	code, _, err := v.Invite("second")
	fine(t, err)
	for _, sealed := range []bool{false, true} {
		if sealed {
			fine(t, v.Seal())
		}
		r.stopped = true
		if _, err := v.Enrol(ctx, "second", code, killWords[1]); !errors.Is(err, errNoRandom) {
			t.Fatal(err)
		}
		r.stopped = false
		if (v.Keys() == nil) != sealed {
			t.Errorf("it was sealed: %v; it has keys: %v", sealed, v.Keys() != nil)
		}
		if _, err := v.DB(); errors.Is(err, vault.ErrSealed) != sealed {
			t.Errorf("it was sealed: %v; now %v", sealed, err)
		}
	}
	_, err = v.Enrol(ctx, "second", code, killWords[1])
	fine(t, err)
}

// An account with an invitation is one account, and the vault tells both.
func TestAccountWithInvitationIsOne(t *testing.T) {
	v, _, err := vault.Create(ctx, filepath.Join(t.TempDir(), "v"), cheap(), login, password)
	fine(t, err)
	defer v.Close()
	_, _, err = v.Invite("  Second ")
	fine(t, err)
	_, _, err = v.Invite(login)
	fine(t, err)
	_, expires, err := v.Invite(strings.ToUpper(login)) // in the place of the last
	fine(t, err)
	list, err := v.Accounts()
	fine(t, err)
	if len(list) != 2 || list[0].Login != login || list[1].Login != "Second" {
		t.Fatalf("%+v", list)
	}
	if a := list[0]; !a.Enrolled || !a.Invited || !a.Expires.Equal(expires) || expires.IsZero() {
		t.Errorf("%+v", a)
	}
	if a := list[1]; a.Enrolled || !a.Invited {
		t.Errorf("%+v", a)
	}
	if err := v.Remove("third"); !errors.Is(err, vault.ErrNoAccount) {
		t.Error(err)
	}
	if err := v.Remove(login); !errors.Is(err, vault.ErrLastAccount) {
		t.Error(err)
	}
	fine(t, v.Remove("second"))
	if list, err = v.Accounts(); err != nil || len(list) != 1 {
		t.Errorf("%+v %v", list, err)
	}
}

// A code is good until the moment it runs out, and not at it.
func TestCodeRunsOutOnTime(t *testing.T) {
	o, now := cheap(), time.Unix(1_800_000_000, 0)
	o.Now = func() time.Time { return now }
	v, _, err := vault.Create(ctx, filepath.Join(t.TempDir(), "v"), o, login, password)
	fine(t, err)
	defer v.Close()
	for _, late := range []time.Duration{-time.Second, 0} {
		code, expires, err := v.Invite("second")
		fine(t, err)
		if want := now.Add(vault.CodeLife); !expires.Equal(want) {
			t.Fatalf("runs out at %v, want %v", expires, want)
		}
		now = expires.Add(late)
		lost, err := v.Rekey(ctx, nil)
		if fine(t, err); slices.Contains(lost, "second") != (late >= 0) {
			t.Errorf("%v before its end a new key loses %q", -late, lost)
		}
		_, err = v.Enrol(ctx, "second", code, killWords[1])
		if (err == nil) != (late < 0) {
			t.Errorf("%v before its end: %v", -late, err)
		}
	}
}

// Whoever asks with a context that has ended gets nothing done, and no attempt is counted.
func TestEndedContextDoesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "v")
	v, rec, err := vault.Create(ctx, dir, cheap(), login, password)
	fine(t, err)
	defer v.Close()
	code, _, err := v.Invite("second")
	fine(t, err)
	ended, end := context.WithCancel(ctx)
	end()
	for what, do := range map[string]func() error{
		"Unlock":          func() error { _, err := v.Unlock(ended, login, "wrong"); return err },
		"CheckPassword":   func() error { return v.CheckPassword(ended, login, "wrong") },
		"WitnessKeys":     func() error { _, err := v.WitnessKeys(ended, login, "wrong"); return err },
		"ChangePassword":  func() error { return v.ChangePassword(ended, login, "wrong", killWords[0]) },
		"Enrol":           func() error { _, err := v.Enrol(ended, "second", code, killWords[0]); return err },
		"CheckRecovery":   func() error { return v.CheckRecovery(ended, rec.A, rec.B) },
		"Recover":         func() error { _, err := v.Recover(ended, rec.A, rec.B, "third"); return err },
		"Rekey":           func() error { _, err := v.Rekey(ended, nil); return err },
		"Open":            func() error { _, err := vault.Open(ended, dir, cheap()); return err },
		"Create":          func() error { _, _, err := vault.Create(ended, t.TempDir(), cheap(), login, password); return err },
		"CheckRecovery 2": func() error { return v.CheckRecovery(ended, rec.B, rec.A) },
	} {
		if err := do(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", what, err)
		}
	}
	list, _, err := v.TakeFailures()
	if fine(t, err); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	if names, err := vault.OS().Names(dir); err != nil || slices.Contains(names, "register.new") || slices.Contains(names, "keys.new") {
		t.Error(names, err)
	}
}

// Wrong halves, in whatever way, open nothing; the right ones go on opening.
func TestHalvesThatDoNotOpen(t *testing.T) {
	v, rec, err := vault.Create(ctx, filepath.Join(t.TempDir(), "v"), cheap(), login, password)
	fine(t, err)
	defer v.Close()
	_, other, err := vault.Create(ctx, filepath.Join(t.TempDir(), "w"), cheap(), login, password)
	fine(t, err)
	for _, h := range []vault.Recovery{{A: rec.A, B: other.B}, {A: other.A, B: rec.B}, other} {
		if err := v.CheckRecovery(ctx, h.A, h.B); err == nil {
			t.Error("halves of another vault open it")
		}
		if _, err := v.Recover(ctx, h.A, h.B, "third"); err == nil {
			t.Error("halves of another vault recover it")
		}
	}
	fine(t, v.CheckRecovery(ctx, rec.A, rec.B))
	_, err = v.Recover(ctx, rec.A, rec.B, "third")
	fine(t, err)
	if v.Keys() == nil {
		t.Error("it was unlocked, and is sealed now")
	}
	fine(t, v.Seal())
	_, err = v.Recover(ctx, rec.A, rec.B, "fourth")
	fine(t, err)
	if _, err := v.DB(); !errors.Is(err, vault.ErrSealed) {
		t.Error("it was sealed, and is unlocked now", err)
	}
}

// Files and folders of a vault are its owner's alone, and a folder with anything else in it is left alone.
func TestFolderOfAVault(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "v")
	fine(t, os.MkdirAll(dir, 0o700))
	for _, left := range []string{"register", "register.log", "lock", "keys.new"} {
		fine(t, os.WriteFile(filepath.Join(dir, left), []byte("of a beginning"), 0o600))
	}
	v, _, err := vault.Create(ctx, dir, cheap(), login, password)
	fine(t, err)
	if _, err := vault.Open(ctx, dir, cheap()); !errors.Is(err, vault.ErrInUse) {
		t.Error(err)
	}
	fine(t, v.Close())
	for _, in := range []string{dir, filepath.Dir(dir), filepath.Join(dir, "keys")} {
		if _, _, err := vault.Create(ctx, in, cheap(), login, password); !errors.Is(err, vault.ErrNotEmpty) {
			t.Errorf("%s: %v", in, err)
		}
	}
	v, err = vault.Open(ctx, dir, cheap())
	fine(t, err)
	_, err = v.Unlock(ctx, login, password)
	fine(t, errors.Join(err, v.Close(), v.Close()))
}
