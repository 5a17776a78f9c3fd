// Package text sets text in lines by the Chinese rules: no closing punctuation at a line's start, no
// opening one at its end, Latin words whole where they fit, a thin gap between Chinese and Latin,
// lines flush at both edges. It keeps every character it is given.
package text

import (
	"strings"
	"unicode"
)

// closers may not begin a line, openers may not end one.
const (
	closers = "，。、；：？！）》〉」』】〕〗”’…—·％‰℃" + `,.;:?!)]}%'"` + "！＂），．：；？］｝～»›"
	openers = "（《〈「『【〔〖“‘" + "([{" + "（［｛＄￥¥$§#№«‹"
)

// halfClosers have their ink in the left half of a full-width square, halfOpeners in the right half:
// where two meet, half a square between them is given back.
const (
	halfClosers = "，。、；：）》〉」』】〕〗”’"
	halfOpeners = "（《〈「『【〔〖“‘"
)

var (
	closer     = set(closers)
	opener     = set(openers)
	halfCloser = set(halfClosers)
	halfOpener = set(halfOpeners)
)

func set(s string) map[rune]bool {
	m := make(map[rune]bool, len(s))
	for _, r := range s {
		m[r] = true
	}
	return m
}

// IsCloser tells whether a character may not begin a line.
func IsCloser(r rune) bool { return closer[r] }

// IsOpener tells whether a character may not end a line.
func IsOpener(r rune) bool { return opener[r] }

// Clean makes text safe to print: what has no form of its own (controls, format characters such as
// those that turn the direction of writing, variation selectors, halves of surrogate pairs) is
// dropped, and any space becomes a plain one: a gap as wide as a character, which readers take for the
// gap between two columns, is for letters to set and not for what people typed. Every other character
// stays.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Z, r):
			return ' '
		case unicode.Is(unicode.C, r), unicode.Is(unicode.Variation_Selector, r), r == unicode.ReplacementChar:
			return -1
		case r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE: // never characters
			return -1
		}
		return r
	}, s)
}

// isSpace tells the plain space and the one as wide as a character.
func isSpace(r rune) bool { return r == ' ' || r == '\u3000' }

// isWide tells a Chinese character or full-width sign, beside which a line may break.
func isWide(r rune) bool {
	switch {
	case r < 0x2E80:
		// Signs that the Chinese faces draw in a full square.
		return strings.ContainsRune("“”‘’…—·§①②③④⑤⑥⑦⑧⑨⑩→←↑↓✓×", r)
	case r >= 0xFF61 && r <= 0xFFDC:
		return false
	}
	return true
}

// isHan tells an ideograph, which takes a thin gap beside a Latin letter or figure.
func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// isLatin tells a letter or figure that takes a thin gap beside an ideograph.
func isLatin(r rune) bool {
	return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// mayBreak tells whether a line may end before cell n.
func mayBreak(cells []cell, n int) bool {
	a, b := cells[n-1].r, cells[n].r
	return !mustNot(cells, n) && (isSpace(a) || isWide(a) || isWide(b))
}

// mustNot tells whether a break before cell n would break a rule even in a word that has to be cut.
// Spaces belong to the line before them, and hide no opening mark. A hyphen may not end a line either:
// whoever extracts the text would take it for one of the line's making and drop it.
func mustNot(cells []cell, n int) bool {
	if isSpace(cells[n].r) || closer[cells[n].r] {
		return true
	}
	for n > 0 && isSpace(cells[n-1].r) {
		n--
	}
	return n > 0 && (opener[cells[n-1].r] || cells[n-1].r == '-' || cells[n-1].r == '\u2010')
}
