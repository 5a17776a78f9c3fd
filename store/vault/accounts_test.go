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

// clock is a clock that tests set.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func clocked() (vault.Options, *clock) {
	c := &clock{time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	o := cheap()
	o.Now = c.now
	return o, c
}

func wrong(t *testing.T, v *vault.Vault, who string) error {
	t.Helper()
	_, err := v.Unlock(ctx, who, "not the password")
	return err
}

func TestWrongPasswordIsThrottledAcrossRestarts(t *testing.T) {
	opt, clk := clocked()
	v, dir, _ := create(t, opt)
	v.Close()
	open := func() *vault.Vault {
		w, err := vault.Open(ctx, dir, opt)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	for _, who := range []string{login, "nobody"} {
		for i := range 5 {
			w := open()
			if err := wrong(t, w, who); !errors.Is(err, vault.ErrWrongPassword) {
				t.Fatalf("%s, attempt %d: %v", who, i+1, err)
			}
			w.Close()
		}
		w := open()
		var wait *vault.ThrottledError
		if err := wrong(t, w, who); !errors.As(err, &wait) || !errors.Is(err, vault.ErrThrottled) {
			t.Fatalf("%s: sixth attempt: %v", who, err)
		}
		if d := wait.Until.Sub(clk.t); d != 15*time.Second {
			t.Fatalf("%s: waits %v", who, d)
		}
		w.Close()
	}
	w := open()
	defer w.Close()
	if _, err := w.Unlock(ctx, login, password); !errors.Is(err, vault.ErrThrottled) {
		t.Fatalf("the right password during the wait: %v", err)
	}
	clk.t = clk.t.Add(16 * time.Second)
	if _, err := w.Unlock(ctx, login, password); err != nil {
		t.Fatal(err)
	}
	list, forget, err := w.TakeFailures()
	if err != nil {
		t.Fatal(err)
	}
	var known, unknown, refused int
	for _, f := range list {
		switch {
		case f.Refused:
			refused++
		case f.Login == login:
			known++
		case f.Login == "":
			unknown++
		}
	}
	if known != 5 || unknown != 5 || refused != 3 {
		t.Fatalf("known %d, unknown %d, refused %d", known, unknown, refused)
	}
	if again, _, _ := w.TakeFailures(); len(again) != len(list) {
		t.Fatal("forgotten before the audit log has them")
	}
	if err := forget(); err != nil {
		t.Fatal(err)
	}
	if again, _, _ := w.TakeFailures(); len(again) != 0 {
		t.Fatal("not forgotten")
	}
}

func TestWaitDoublesToFifteenMinutes(t *testing.T) {
	opt, clk := clocked()
	v, _, _ := create(t, opt)
	v.Seal()
	want := []time.Duration{15, 30, 60, 120, 240, 480, 900, 900}
	for range 5 {
		_ = wrong(t, v, login)
	}
	for i, s := range want {
		var wait *vault.ThrottledError
		if err := wrong(t, v, login); !errors.As(err, &wait) {
			t.Fatalf("round %d: %v", i, err)
		}
		if d := wait.Until.Sub(clk.t); d != s*time.Second {
			t.Fatalf("round %d: waits %v, want %v", i, d, s*time.Second)
		}
		clk.t = wait.Until
		if err := wrong(t, v, login); !errors.Is(err, vault.ErrWrongPassword) {
			t.Fatalf("round %d after the wait: %v", i, err)
		}
	}
}

func TestClockSetBackDoesNotShortenTheWait(t *testing.T) {
	opt, clk := clocked()
	v, dir, _ := create(t, opt)
	for range 5 {
		_ = wrong(t, v, login)
	}
	v.Close()
	clk.t = clk.t.Add(-24 * time.Hour)
	w, err := vault.Open(ctx, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	var wait *vault.ThrottledError
	if err := wrong(t, w, login); !errors.As(err, &wait) || wait.Until.Sub(clk.t) != 15*time.Second {
		t.Fatalf("%v", err)
	}
	clk.t = clk.t.Add(15 * time.Second)
	if _, err := w.Unlock(ctx, login, password); err != nil {
		t.Fatalf("the wait became endless: %v", err)
	}
}

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
	if _, err := w.Enrol(ctx, "li na 李娜", code[:len(code)-1]+"2", own); !errors.Is(err, vault.ErrWrongCode) {
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
	for _, bad := range []string{"", "  ", "a\x00b", "two\nlines", strings.Repeat("长", 40), "\xff"} {
		if _, _, err := v.Invite(bad); !errors.Is(err, vault.ErrBadLogin) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, good := range []string{"王", "𫖮", strings.Repeat("长", 31)} {
		if _, _, err := v.Invite(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}

func TestCheckNewPassword(t *testing.T) {
	cases := map[string]vault.PasswordReason{
		"short":                    vault.PasswordTooShort,
		"elevenchars":              vault.PasswordTooShort,
		"一二三四五六七八九十甲":              vault.PasswordTooShort,
		"aaaaaaaaaaaaaaaa":         vault.PasswordMonotone,
		"abcdefghijklmnop":         vault.PasswordMonotone,
		"123456789012":             vault.PasswordMonotone,
		"password12345":            vault.PasswordCommon,
		"P@ssw0rd2026!":            vault.PasswordCommon,
		"qwertyuiop123":            vault.PasswordCommon,
		"woaini5201314":            vault.PasswordCommon,
		"tab\there and there":      vault.PasswordUnreadable,
		strings.Repeat("ab1", 400): vault.PasswordTooLong,
		password:                   0,
		"春江潮水连海平海上明月共":             0,
		"my password is a river":   0,
	}
	for p, want := range cases {
		err := vault.CheckNewPassword(p)
		var e *vault.PasswordError
		switch {
		case want == 0 && err != nil:
			t.Errorf("%q refused: %v", p, err)
		case want != 0 && (!errors.As(err, &e) || e.Reason != want):
			t.Errorf("%q: %v, want reason %d", p, err, want)
		}
	}
	// The same word, composed and decomposed, is one password.
	if err := vault.CheckNewPassword("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301"); err == nil {
		t.Error("twelve code points that are six characters were accepted")
	}
}

func TestPasswordIsNormalised(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "v")
	v, _, err := vault.Create(ctx, dir, cheap(), login, "caf\u00e9 au lait, twice")
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	v.Seal()
	if _, err := v.Unlock(ctx, login, "cafe\u0301 au lait, twice"); err != nil {
		t.Fatal(err)
	}
}
