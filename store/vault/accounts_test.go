package vault_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"custody/store/vault"
)

var ctx = context.Background()

func TestInviteAndEnrol(t *testing.T) {
	opt, clk := clocked()
	v, dir, _ := create(t, opt)
	do(t, v, "CREATE TABLE t(x)")
	code, expires, err := v.Invite("Li Na 李娜")
	if err != nil {
		t.Fatal(err)
	}
	if d := expires.Sub(clk.t); d != 72*time.Hour {
		t.Fatalf("good for %v", d)
	}
	list, err := v.Accounts()
	if err != nil || len(list) != 2 || list[1].Login != "Li Na 李娜" || list[1].Enrolled || !list[1].Invited {
		t.Fatal(list, err)
	}
	v.Close()

	w, err := vault.Open(ctx, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	const own = "a window over the 长江 at dusk"
	mistyped := code[:len(code)-1] + "2"
	if mistyped == code {
		mistyped = code[:len(code)-1] + "3"
	}
	if _, err := w.Enrol(ctx, "li na 李娜", mistyped, own); !errors.Is(err, vault.ErrWrongCode) {
		t.Fatalf("a mistyped code: %v", err)
	}
	if _, err := w.Enrol(ctx, login, code, own); !errors.Is(err, vault.ErrWrongCode) {
		t.Fatalf("somebody else's code: %v", err)
	}
	var weak *vault.PasswordError
	if _, err := w.Enrol(ctx, "li na 李娜", code, "short"); !errors.As(err, &weak) {
		t.Fatalf("a weak password: %v", err)
	}
	k, err := w.Enrol(ctx, " LI NA 李娜 ", strings.ToLower(strings.ReplaceAll(code, "-", " ")), own)
	if err != nil {
		t.Fatal(err)
	}
	if k.Login != "Li Na 李娜" || k.Age == nil || len(k.Sign) == 0 {
		t.Fatalf("%+v", k)
	}
	do(t, w, "INSERT INTO t VALUES (1)")
	if _, err := w.Enrol(ctx, "li na 李娜", code, own); !errors.Is(err, vault.ErrWrongCode) {
		t.Fatalf("a code used twice: %v", err)
	}
	seed, id := string(k.Sign.Seed()), k.Age.String()
	if err := w.Seal(); err != nil {
		t.Fatal(err)
	}
	k2, err := w.Unlock(ctx, "Li Na 李娜", own)
	if err != nil || k2.Age.String() != id || string(k2.Sign.Seed()) != seed {
		t.Fatal(err)
	}
	if _, err := w.Unlock(ctx, login, password); err != nil {
		t.Fatal(err)
	}
	if err := w.CheckPassword(ctx, "Li Na 李娜", own); err != nil {
		t.Fatal(err)
	}
	if err := w.CheckPassword(ctx, "Li Na 李娜", password); !errors.Is(err, vault.ErrWrongPassword) {
		t.Fatal(err)
	}
}

func TestCodeExpires(t *testing.T) {
	opt, clk := clocked()
	v, _, _ := create(t, opt)
	code, expires, err := v.Invite("guest")
	if err != nil {
		t.Fatal(err)
	}
	clk.t = expires
	if _, err := v.Enrol(ctx, "guest", code, password); !errors.Is(err, vault.ErrExpired) {
		t.Fatal(err)
	}
	clk.t = expires.Add(-time.Second)
	if _, err := v.Enrol(ctx, "guest", code, password); err != nil {
		t.Fatal(err)
	}
}

func TestRecover(t *testing.T) {
	v, dir, rec := create(t, cheap())
	do(t, v, "CREATE TABLE t(x)")
	v.Close()
	w, err := vault.Open(ctx, dir, cheap())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var typo *vault.CodeError
	if _, err := w.Recover(ctx, rec.B, rec.A, login); !errors.As(err, &typo) || typo.Half != "A" || typo.Group != 1 {
		t.Fatalf("halves exchanged: %v", err)
	}
	if err := w.CheckRecovery(ctx, rec.A, rec.B); err != nil {
		t.Fatal(err)
	}
	_, err = w.Recover(ctx, rec.A, rec.B, login)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.DB(); !errors.Is(err, vault.ErrSealed) {
		t.Fatalf("unsealed by the halves alone: %v", err)
	}
	// Several codes while sealed: the register must follow the key file each time.
	code, err := w.Recover(ctx, rec.A, rec.B, login)
	if err != nil {
		t.Fatal(err)
	}
	const fresh = "another river, another 桥"
	if _, err := w.Enrol(ctx, login, code, fresh); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Unlock(ctx, login, password); !errors.Is(err, vault.ErrWrongPassword) {
		t.Fatalf("the forgotten password still opens: %v", err)
	}
	r, err := w.RecoveryRecipient()
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.RecoveryIdentity(ctx, rec.A, rec.B)
	if err != nil || id.Recipient().String() != r.String() {
		t.Fatal(err)
	}
	other, _, rec2 := create(t, cheap())
	_ = other
	if _, err := w.Recover(ctx, rec2.A, rec2.B, login); !errors.Is(err, vault.ErrWrongCode) {
		t.Fatalf("another vault's halves: %v", err)
	}
}

func TestChangePasswordAndRemove(t *testing.T) {
	v, dir, _ := create(t, cheap())
	k := v.Keys().Age.String()
	const fresh = "seventeen 红色 lanterns"
	if err := v.ChangePassword(ctx, login, "wrong one here", fresh); !errors.Is(err, vault.ErrWrongPassword) {
		t.Fatal(err)
	}
	if err := v.ChangePassword(ctx, login, password, fresh); err != nil {
		t.Fatal(err)
	}
	if err := v.Remove(login); !errors.Is(err, vault.ErrLastAccount) {
		t.Fatal(err)
	}
	if err := v.Remove("nobody"); !errors.Is(err, vault.ErrNoAccount) {
		t.Fatal(err)
	}
	code, _, err := v.Invite("guest")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Enrol(ctx, "guest", code, password); err != nil {
		t.Fatal(err)
	}
	if err := v.Remove("guest"); err != nil {
		t.Fatal(err)
	}
	v.Close()
	w, err := vault.Open(ctx, dir, cheap())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Unlock(ctx, "guest", password); !errors.Is(err, vault.ErrWrongPassword) {
		t.Fatal(err)
	}
	got, err := w.Unlock(ctx, login, fresh)
	if err != nil || got.Age.String() != k {
		t.Fatal(err)
	}
}

func TestManyAccountsOutgrowTheKeyFile(t *testing.T) {
	v, dir, _ := create(t, cheap())
	for i := range 80 {
		if _, _, err := v.Invite("guest" + strings.Repeat("x", i%7) + string(rune('一'+i))); err != nil {
			t.Fatal(err)
		}
	}
	v.Close()
	st, err := os.Stat(filepath.Join(dir, "keys"))
	if err != nil || st.Size() != 4*(32<<10) {
		t.Fatal(st.Size(), err)
	}
	w := reopen(t, dir, cheap())
	if list, err := w.Accounts(); err != nil || len(list) != 81 {
		t.Fatal(len(list), err)
	}
}

func TestLogins(t *testing.T) {
	v, _, _ := create(t, cheap())
	for _, bad := range []string{"", "  ", "a\x00b", "two\nlines", strings.Repeat("长", 21), "\xff"} {
		if _, _, err := v.Invite(bad); !errors.Is(err, vault.ErrBadLogin) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, good := range []string{"王", "𫖮", strings.Repeat("长", 20)} {
		if _, _, err := v.Invite(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}
