package sheet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tidy removes control characters and reports how many there were, and whether characters are there that
// stand for something unreadable. Runs of spaces and line breaks become one space; full-width letters
// and digits become half-width, while full-width marks such as （） stay: they belong to Chinese names.
func tidy(s string) (text string, removed int, unreadable bool) {
	s = norm.NFC.String(s)
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case r == utf8.RuneError || r == '\uFFFE' || r == '\uFFFF':
			unreadable = true
		case r == '\uFEFF' || r == '\u200B':
			// Left over from copying; nobody put them there on purpose.
		case unicode.IsSpace(r):
			space = true
			continue
		case isControl(r):
			removed++
			continue
		}
		if r == '\uFEFF' || r == '\u200B' {
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(narrow(r))
	}
	return b.String(), removed, unreadable
}

// isControl reports whether r changes how text is shown without being seen.
func isControl(r rune) bool {
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}

// narrow makes full-width letters and digits half-width.
func narrow(r rune) rune {
	if r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' {
		return r - 0xFEE0
	}
	return r
}

// half makes every full-width character half-width, for codes, phones, dates and numbers.
func half(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - 0xFEE0
		case r == '—', r == '–', r == '−', r == '‐', r == '‑', r == '－':
			return '-'
		}
		return r
	}, s)
}

// closeUp drops spaces between two Chinese characters (王 伟).
func closeUp(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	runes := []rune(s)
	kept := make([]rune, 0, len(runes))
	for i, r := range runes {
		if r == ' ' && i > 0 && i < len(runes)-1 && chinese(runes[i-1]) && chinese(runes[i+1]) {
			continue
		}
		kept = append(kept, r)
	}
	return string(kept)
}

// chinese reports whether r is a Chinese character or full-width mark.
func chinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= '！' && r <= '～' || r >= '\u3001' && r <= '\u303F'
}

// blanks are the marks that people put into cells that have nothing to say.
var blanks = map[string]bool{
	"-": true, "--": true, "/": true, "\\": true, "无": true, "暂无": true, "空": true,
	"N/A": true, "n/a": true, "NA": true, "none": true, "None": true,
}

// saysNothing reports whether a text only fills the cell.
func saysNothing(s string) bool { return blanks[half(s)] }
