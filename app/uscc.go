package app

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// usccDigits are the characters of a unified social credit code in the order of
// their values 0 to 30 (GB 32100-2015): no I, O, Z, S, V.
const usccDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// CleanUSCC returns a code as it is kept: half width, upper case, without spaces and dashes.
func CleanUSCC(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, norm.NFKC.String(s))
}

// CheckUSCC checks a cleaned unified social credit code: 18 characters whose last is
// the check character of the others (GB 32100-2015). Returns Invalid: error.uscc.length,
// error.uscc.character or error.uscc.check.
func CheckUSCC(code string) error {
	if n := len([]rune(code)); n != 18 {
		return Errf(Invalid, "error.uscc.length", n)
	}
	sum, weight := 0, 1
	for i, r := range code {
		v := strings.IndexRune(usccDigits, r)
		if v < 0 {
			return Errf(Invalid, "error.uscc.character", string(r))
		}
		if i == 17 {
			if v != (31-sum%31)%31 {
				return Errf(Invalid, "error.uscc.check")
			}
			return nil
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return nil
}
