package app

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxCode is the number of characters a code may have, maxTyped how many of a typed
// one are looked at.
const (
	maxCode  = 40
	maxTyped = 200
)

// CleanCode returns a code as it is kept and looked up: half width, upper case,
// without spaces, so that ａ－００３２ and A-0032 are one.
func CleanCode(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case unicode.Is(unicode.Pd, r):
			return '-'
		}
		return unicode.ToUpper(r)
	}, norm.NFKC.String(cut(s, maxTyped)))
}

// FlatCode returns the letters and digits of a code in upper case: A003201 for A-0032-01.
func FlatCode(s string) string { return strings.ToUpper(Plain(s)) }

// CodeOrder returns a key by which codes sort as people count, A-2 before A-10;
// different codes have different keys.
func CodeOrder(code string) string {
	var b strings.Builder
	digits := ""
	flush := func() {
		if digits != "" {
			digits = strings.TrimLeft(digits, "0")
			b.WriteString(strings.Repeat("0", max(0, 10-len(digits))) + digits)
			digits = ""
		}
	}
	for _, r := range code {
		if r >= '0' && r <= '9' {
			digits += string(r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String() + "\t" + code
}

// checkCode checks a cleaned code that a person gave. Returns Invalid (error.code.form).
func checkCode(code string) *Error {
	if len([]rune(code)) > maxCode || FlatCode(code) == "" || strings.ContainsFunc(code, notInCode) {
		return Errf(Invalid, "error.code.form", cut(code, maxCode))
	}
	return nil
}

func notInCode(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune("-_./()[]#+", r)
}
