package look

import (
	"strings"
	"unicode"
)

const (
	closing = "，。、；：？！）》」』】〕〉”’…·,.;:?!)]}%％°"
	opening = "（《「『【〔〈“‘([{"
)

// Shorten cuts text with … so that it measures no more than width. A width of zero or less
// means that none is known yet, and cuts nothing.
func Shorten(text string, width float32, measure func(string) float32) string {
	text = oneLine(text)
	if width <= 0 || measure(text) <= width {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes) // runes[:low] fits with its …
	for low+1 < high {
		mid := (low + high) / 2
		if measure(string(runes[:mid])+"…") <= width {
			low = mid
		} else {
			high = mid
		}
	}
	return strings.TrimRight(string(runes[:low]), " ") + "…"
}

// oneLine makes line breaks and control characters into spaces, so that a pasted name can't
// break a row.
func oneLine(text string) string {
	if !strings.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// Wrap breaks text into lines no wider than width: between Chinese characters, between words,
// never before closing punctuation nor after opening, and inside a word only where it is
// longer than a line. A width of zero or less breaks at line ends alone.
func Wrap(text string, width float32, measure func(string) float32) []string {
	var lines []string
	for para := range strings.SplitSeq(text, "\n") {
		if width <= 0 || measure(para) <= width {
			lines = append(lines, para)
			continue
		}
		lines = append(lines, wrapParagraph(para, width, measure)...)
	}
	return lines
}

func wrapParagraph(para string, width float32, measure func(string) float32) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(para) {
		if line != "" && measure(strings.TrimRight(line+piece, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
			piece = strings.TrimLeft(piece, " ")
		}
		for measure(strings.TrimRight(piece, " ")) > width {
			head := fits(piece, width, measure)
			if head == len(piece) {
				break
			}
			lines = append(lines, piece[:head])
			piece = piece[head:]
		}
		line += piece
	}
	return append(lines, strings.TrimRight(line, " "))
}

// fits returns how many bytes of piece fit into width, one character at least.
func fits(piece string, width float32, measure func(string) float32) int {
	last := 0
	for i := range piece {
		if i > 0 && measure(piece[:i]) > width {
			return max(last, 1)
		}
		if i > 0 {
			last = i
		}
	}
	if last == 0 {
		return len(piece)
	}
	return last
}

// pieces cuts a paragraph where a line may end.
func pieces(para string) []string {
	var out []string
	var piece []rune
	runes := []rune(para)
	for i, r := range runes {
		piece = append(piece, r)
		if i+1 == len(runes) || mayBreak(r, runes[i+1]) {
			out = append(out, string(piece))
			piece = piece[:0]
		}
	}
	return out
}

func mayBreak(a, b rune) bool {
	switch {
	case strings.ContainsRune(closing, b), strings.ContainsRune(opening, a), unicode.IsSpace(b):
		return false
	case unicode.IsSpace(a):
		return true
	}
	return wide(a) || wide(b)
}

// wide characters are those of Chinese text, between which any line may end.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF60
}
