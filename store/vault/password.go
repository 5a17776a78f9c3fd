package vault

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MinPassword is the least number of characters in a new password.
const MinPassword = 12

// PasswordReason says why a new password is refused.
type PasswordReason int

// Reasons, in the order in which they are looked for.
const (
	PasswordTooShort   PasswordReason = iota + 1 // fewer than MinPassword characters
	PasswordTooLong                              // more than 1024 bytes
	PasswordUnreadable                           // control characters or broken text
	PasswordMonotone                             // too few different characters, or a plain run such as abcdefghijkl
	PasswordCommon                               // on the blocklist, perhaps repeated or with digits around it
)

// PasswordError is what CheckNewPassword returns.
type PasswordError struct{ Reason PasswordReason }

// Error names the reason.
func (e *PasswordError) Error() string {
	switch e.Reason {
	case PasswordTooShort:
		return "vault: password is too short"
	case PasswordTooLong:
		return "vault: password is too long"
	case PasswordUnreadable:
		return "vault: password holds control characters"
	case PasswordMonotone:
		return "vault: password is too uniform"
	}
	return "vault: password is too common"
}

// CheckNewPassword returns a *PasswordError if the password may not be chosen. Lengths are counted in
// characters after NFC normalisation.
func CheckNewPassword(password string) error {
	p := norm.NFC.String(password)
	switch {
	case utf8.RuneCountInString(p) < MinPassword:
		return &PasswordError{PasswordTooShort}
	case len(p) > 1024:
		return &PasswordError{PasswordTooLong}
	case !utf8.ValidString(password) || strings.ContainsFunc(p, unicode.IsControl):
		return &PasswordError{PasswordUnreadable}
	case monotone(p):
		return &PasswordError{PasswordMonotone}
	case common(p):
		return &PasswordError{PasswordCommon}
	}
	return nil
}

// monotone catches a few characters repeated, and runs up or down the alphabet or the digits.
func monotone(p string) bool {
	runes := []rune(strings.ToLower(p))
	different := map[rune]bool{}
	steps := 0
	for i, r := range runes {
		different[r] = true
		if i > 0 && (r-runes[i-1] == 1 || runes[i-1]-r == 1 || r == runes[i-1]) {
			steps++
		}
	}
	return len(different) < 5 || steps >= len(runes)-2
}

// common looks for listed words as typed and with the usual replacements undone.
func common(p string) bool {
	p = strings.ToLower(p)
	return mostlyListed(p) || mostlyListed(leet.Replace(p))
}

// mostlyListed takes listed words out. A listed word is harmless inside a longer phrase: what matters is how much
// remains without it, not counting digits and signs put round it.
func mostlyListed(p string) bool {
	left := p
	for _, w := range blocklist {
		left = strings.ReplaceAll(left, w, "")
	}
	if left == p {
		return false
	}
	rest := strings.TrimFunc(left, func(r rune) bool { return !unicode.IsLetter(r) })
	return utf8.RuneCountInString(rest) < 6
}

var leet = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "l", "!", "i", "0", "o", "$", "s", "5", "s", "7", "t")

// blocklist holds the words, walks over the keyboard and dates that guesses begin with, in lower case and without
// replacements.
var blocklist = strings.Fields(`
password passwort passwd passw0rd letmein welcome admin administrator root login master secret changeme default guest
qwertyuiop qwerty asdfghjkl asdfgh zxcvbnm zxcvbn qazwsxedc qazwsx qweasdzxc qweasd
iloveyou sunshine princess dragon monkey football baseball superman batman shadow michael trustno
woaini woaiwojia woaiwo aini nihao mima wodemima zhongguo beijing shanghai zhonghua gongsi
shoujuan custody baoxianku office company test hello
123456789 1234567890 123123 123321 112233 12345678 1234567 123456 12345 987654321 654321 5201314 520520 1314520 147258369 147258 159357
111111 222222 333333 666666 888888 999999 000000 a123456 abc123 abcd1234 abcdef abcabc
密码 我的密码 守卷 保险库 你好 我爱你 中国 公司
`)
