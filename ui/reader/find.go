package reader

import (
	"context"
	"iter"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"custody/ui/reader/book"
)

// Found is what a search found on one page.
type Found struct {
	Page int // from 0
	Hits []Hit
}

// Hit is one place where the text stands: the pieces of a page's words that it is made of, one for each
// word it touches, for the window to mark.
type Hit []book.Word

// maxHits is how many hits of one page are told.
const maxHits = 2000

// Find looks for text on every page of b in turn: from page from to the last and then from the first.
// It yields each page as soon as it has been looked at, those without hits too, so that the window can
// show the first hit at once and how far the search has come; a page whose words can't be read comes
// with its error and the search goes on. It ends with ctx. Capitals, full-width letters and spaces
// beside Chinese characters make no difference; text goes on from one word to the next and from one
// line to the next.
func Find(ctx context.Context, b book.Book, text string, from int) iter.Seq2[Found, error] {
	want := fold([]book.Word{{Text: strings.TrimSpace(text)}}).runes
	return func(yield func(Found, error) bool) {
		n := b.Pages()
		if len(want) == 0 || n == 0 {
			return
		}
		for i := range n {
			if ctx.Err() != nil {
				return
			}
			found := Found{Page: ((from+i)%n + n) % n}
			words, err := b.Text(ctx, found.Page)
			if err == nil {
				found.Hits = fold(words).find(want, words)
			}
			if ctx.Err() != nil || !yield(found, err) {
				return
			}
		}
	}
}

// folded is the text of a page in the form in which it is compared, and where each character is from.
type folded struct {
	runes []rune
	from  []origin
}

// origin is the word and the character of it that a folded character is from; word −1: a space that
// stands between two words.
type origin struct{ word, first int }

// fold joins words. Between two words stands a space, unless one of the characters beside it is Chinese.
func fold(words []book.Word) folded {
	var f folded
	for w, word := range words {
		f.space()
		i := 0
		for _, r := range word.Text {
			for _, r := range norm.NFKC.String(string(r)) {
				f.put(r, origin{w, i})
			}
			i++
		}
	}
	if n := len(f.runes); n > 0 && f.runes[n-1] == ' ' {
		f.runes, f.from = f.runes[:n-1], f.from[:n-1]
	}
	return f
}

// space puts a space where one may stand.
func (f *folded) space() {
	if n := len(f.runes); n > 0 && f.runes[n-1] != ' ' && !joins(f.runes[n-1]) {
		f.runes, f.from = append(f.runes, ' '), append(f.from, origin{-1, 0})
	}
}

// put puts a character.
func (f *folded) put(r rune, from origin) {
	if unicode.IsSpace(r) {
		f.space()
		return
	}
	r = unicode.ToLower(r)
	if n := len(f.runes); n > 0 && f.runes[n-1] == ' ' && joins(r) {
		f.runes, f.from = f.runes[:n-1], f.from[:n-1]
	}
	f.runes, f.from = append(f.runes, r), append(f.from, from)
}

// joins reports a character beside which spaces mean nothing.
func joins(r rune) bool { return r >= 0x2E80 }

// find finds the places of want, none overlapping another.
func (f folded) find(want []rune, words []book.Word) []Hit {
	var hits []Hit
	next := failures(want)
	k := 0
	for i, r := range f.runes {
		for k > 0 && want[k] != r {
			k = next[k-1]
		}
		if want[k] == r {
			k++
		}
		if k == len(want) {
			hits = append(hits, f.hit(i-k+1, i+1, words))
			if k = 0; len(hits) == maxHits {
				break
			}
		}
	}
	return hits
}

// failures says for each beginning of want how much of it is begun again by its end.
func failures(want []rune) []int {
	next := make([]int, len(want))
	for i, k := 1, 0; i < len(want); i++ {
		for k > 0 && want[k] != want[i] {
			k = next[k-1]
		}
		if want[k] == want[i] {
			k++
		}
		next[i] = k
	}
	return next
}

// hit is the pieces of words from folded character a up to b.
func (f folded) hit(a, b int, words []book.Word) Hit {
	var hit Hit
	for i := a; i < b; {
		w := f.from[i].word
		first, last := f.from[i].first, f.from[i].first
		for i < b && f.from[i].word == w {
			last = f.from[i].first
			i++
		}
		if w >= 0 {
			hit = append(hit, piece(words[w], first, last+1))
		}
	}
	return hit
}

// piece is a word's characters from first up to last, with their place: a Chinese character is taken
// as twice as wide as any other.
func piece(w book.Word, first, last int) book.Word {
	before, own, all := 0.0, 0.0, 0.0
	var text strings.Builder
	i := 0
	for _, r := range w.Text {
		width := 1.0
		if joins(r) {
			width = 2
		}
		switch {
		case i < first:
			before += width
		case i < last:
			own += width
			text.WriteRune(r)
		}
		all += width
		i++
	}
	return book.Word{Text: text.String(), X: w.X + w.W*before/all, Y: w.Y, W: w.W * own / all, H: w.H}
}
