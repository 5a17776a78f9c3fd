package app

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Chinese is written without spaces, so words are found by overlapping pairs of
// characters (design §6): 精密电子 is kept as 精密 密电 电子 子, and found by the
// phrase of the pairs typed. The single character at the end lets one typed
// character find it too.

// maxQuery is how many characters of a query are looked at.
const maxQuery = 64

// Plain returns what two spellings of a text have in common: its letters and digits
// in half width and lower case, without spaces and marks.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}

// Grams returns what a search index keeps of texts: the pairs of their characters
// and the pairs of their pinyin initials, parted by spaces.
func Grams(texts ...string) string {
	var out []string
	for _, text := range texts {
		out = appendPairs(out, Plain(text))
		out = appendPairs(out, Initials(text))
	}
	return strings.Join(out, " ")
}

// appendPairs appends the overlapping pairs of plain and its last character.
func appendPairs(out []string, plain string) []string {
	rs := []rune(plain)
	for i := range rs {
		out = append(out, string(rs[i:min(i+2, len(rs))]))
	}
	return out
}

// Phrases returns the search expression for what a person typed: every word must
// occur somewhere, as typed. It is "" when nothing that was typed can be searched.
func Phrases(query string) string {
	var out []string
	for _, word := range strings.Fields(cut(query, maxQuery)) {
		if p := phrase(Plain(word)); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}

func phrase(plain string) string {
	rs := []rune(plain)
	switch len(rs) {
	case 0:
		return ""
	case 1:
		return `"` + plain + `*"`
	}
	pairs := make([]string, len(rs)-1)
	for i := range pairs {
		pairs[i] = string(rs[i : i+2])
	}
	return `"` + strings.Join(pairs, " ") + `"`
}

// cut returns at most n characters of s.
func cut(s string, n int) string {
	rs := []rune(s)
	return string(rs[:min(n, len(rs))])
}
