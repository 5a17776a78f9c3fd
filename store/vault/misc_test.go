package vault_test

import (
	"errors"
	"strings"
	"testing"

	"custody/store/vault"
)

func TestIdentity(t *testing.T) {
	v, dir, _ := create(t, cheap())
	id := v.ID()
	if len(id) != 32 || v.Dir() != dir {
		t.Fatal(id, v.Dir())
	}
	v.Close()
	w := reopen(t, dir, cheap())
	if w.ID() != id {
		t.Fatal("another id")
	}
}

func TestWitnessKeys(t *testing.T) {
	v, _, _ := create(t, cheap())
	code, _, err := v.Invite("second")
	if err != nil {
		t.Fatal(err)
	}
	own := v.Keys()
	k, err := v.Enrol(ctx, "second", code, "nine 月 is the harvest month")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Unlock(ctx, login, password); err != nil {
		t.Fatal(err)
	}
	w, err := v.WitnessKeys(ctx, "second", "nine 月 is the harvest month")
	if err != nil || !w.Sign.Equal(k.Sign) {
		t.Fatal(err)
	}
	if v.Keys().Age.String() != own.Age.String() {
		t.Fatal("the witness took the actor's place")
	}
	if _, err := v.WitnessKeys(ctx, "second", password); !errors.Is(err, vault.ErrWrongPassword) {
		t.Fatal(err)
	}
}

func TestClosedVault(t *testing.T) {
	v, _, rec := create(t, cheap())
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal("closing twice:", err)
	}
	_, unlock := v.Unlock(ctx, login, password)
	_, recover := v.Recover(ctx, rec.A, rec.B, login)
	_, enrol := v.Enrol(ctx, login, rec.A, password)
	for what, err := range map[string]error{"unlock": unlock, "recover": recover, "check": v.CheckPassword(ctx, login, password)} {
		if !errors.Is(err, vault.ErrClosed) {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, db := v.DB()
	_, _, invite := v.Invite("x")
	_, accounts := v.Accounts()
	_, verify := v.Verify(ctx)
	_, _, failures := v.TakeFailures()
	for what, err := range map[string]error{
		"db": db, "invite": invite, "accounts": accounts, "verify": verify, "failures": failures,
		"remove": v.Remove(login), "change": v.ChangePassword(ctx, login, password, password),
	} {
		if !errors.Is(err, vault.ErrSealed) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if enrol == nil {
		t.Error("enrolled in a closed vault")
	}
}

// TestErrorsSayNothingSecret: messages go to logs.
func TestErrorsSayNothingSecret(t *testing.T) {
	v, _, rec := create(t, cheap())
	_, err := v.Recover(ctx, rec.A, rec.A, login)
	errs := []error{err, v.CheckPassword(ctx, login, "sesame sesame"), vault.CheckNewPassword("sesame"), vault.CheckNewPassword("sesame\x00sesame!")}
	for _, reason := range []vault.PasswordReason{1, 2, 3, 4, 5} {
		errs = append(errs, &vault.PasswordError{Reason: reason})
	}
	for _, err := range errs {
		if err == nil || strings.Contains(err.Error(), "sesame") || strings.Contains(err.Error(), rec.A[:5]) || strings.Contains(err.Error(), login) {
			t.Errorf("%v", err)
		}
	}
}
