package vault

import (
	"errors"
	"strings"
	"testing"
)

// Lengths, and what is left beside a listed word, at their bounds.
func TestNewPasswordAtItsBounds(t *testing.T) {
	phrase := "willow river mountain seventeen "
	for p, want := range map[string]PasswordReason{
		"wlopmrivghne":                        0, // twelve
		"wlopmrivghn":                         PasswordTooShort,
		strings.Repeat(phrase, 32):            0, // 1024 bytes
		strings.Repeat(phrase, 32) + "x":      PasswordTooLong,
		"river mountain\xff":                  PasswordUnreadable,
		"river\u0085mountain":                 PasswordUnreadable,
		"abcabcabcabc":                        PasswordMonotone, // three different characters
		"abcdabcdabcd":                        PasswordMonotone, // four
		"acegiacegiac":                        0,                // five
		"aabbccddeeff":                        PasswordMonotone, // a run, each twice
		"password wxyqk":                      PasswordCommon,   // five letters are left
		"password wxyqkn":                     0,                // six
		"p@$$w0rd wxyqk":                      PasswordCommon,
		"PASSWORD WXYQK":                      PasswordCommon,
		"12345 密码 67, 89":                     PasswordCommon,
		"dragon-monkey-shadow-letmein-sunset": 0,
	} {
		err := CheckNewPassword(p)
		var e *PasswordError
		if errors.As(err, &e) != (want != 0) || want != 0 && e.Reason != want {
			t.Errorf("%.40q: %v, want reason %d", p, err, want)
		}
	}
}

// Each reason has words of its own, which hold nothing of the password.
func TestPasswordReasonsDiffer(t *testing.T) {
	seen := map[string]PasswordReason{}
	for r := PasswordTooShort; r <= PasswordCommon; r++ {
		text := (&PasswordError{r}).Error()
		if other, there := seen[text]; there || !strings.HasPrefix(text, "vault: password ") {
			t.Errorf("reasons %d and %d: %q", r, other, text)
		}
		seen[text] = r
	}
}
