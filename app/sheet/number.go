package sheet

import (
	"regexp"
	"strconv"
	"strings"
)

// plainNumber writes a stored number as a person would: no exponent, no noise behind the fifteenth digit.
// A number with more digits than a spreadsheet keeps stays in its own notation.
func plainNumber(s string) string {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	if f >= 1e15 || f <= -1e15 {
		return strconv.FormatFloat(f, 'E', -1, 64)
	}
	short := strconv.FormatFloat(f, 'g', 15, 64)
	g, _ := strconv.ParseFloat(short, 64)
	return strconv.FormatFloat(g, 'f', -1, 64)
}

// power is a number in scientific notation, as spreadsheets show what is too long for them.
var power = regexp.MustCompile(`^\d(\.\d+)?[Ee]\+\d{2,}$`)

// lostDigits reports whether a code went through a spreadsheet as a number and lost its last digits.
func lostDigits(s string) bool { return power.MatchString(s) }

// count is a whole number, perhaps with its unit.
var count = regexp.MustCompile(`^(?:共)?(\d{1,6})(?:\.0+)?\s*(?:页|张|份|套|本|p|pages?|copies|copy)?$`)

// parseCount reads a number of pages (from 0) or copies (1 to 999).
func parseCount(s string, f form) (string, bool) {
	m := count.FindStringSubmatch(strings.ToLower(strings.TrimSpace(half(s))))
	if m == nil {
		return "", false
	}
	n, _ := strconv.Atoi(m[1])
	if f == formCopies && (n < 1 || n > 999) {
		return "", false
	}
	return strconv.Itoa(n), true
}
