package vault_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"custody/store/vault"
)

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
