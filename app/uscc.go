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
	if e := wrongUSCC(code); e != nil {
		return e
	}
	return nil
}

func wrongUSCC(code string) *Error {
	if n := len([]rune(code)); n != 18 {
		return Errf(Invalid, "error.uscc.length", n)
	}
	for _, r := range code {
		if !strings.ContainsRune(usccDigits, r) {
			return Errf(Invalid, "error.uscc.character", string(r))
		}
	}
	if CompleteUSCC(code[:17]) != code {
		return Errf(Invalid, "error.uscc.check")
	}
	return nil
}

// CompleteUSCC returns the first 17 characters of a code with their check character
// behind them: 31 less the sum of values times 3 to the power of the place, modulo 31.
func CompleteUSCC(first string) string {
	sum, weight := 0, 1
	for _, r := range first {
		sum += strings.IndexRune(usccDigits, r) * weight
		weight = weight * 3 % 31
	}
	return first + string(usccDigits[(31-sum%31)%31])
}
