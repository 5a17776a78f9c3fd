package pdf

import (
	"context"
	"errors"
	"strings"
	"unicode"
	"unicode/utf16"

	"custody/ui/reader/book"
)

// words reads a page's text.
func (b *box) words(ctx context.Context, page uint64, s size) ([]book.Word, error) {
	text, err := b.must(ctx, "FPDFText_LoadPage", page)
	if err != nil {
		return nil, err
	}
	defer func() { _, _ = b.call(ctx, "FPDFText_ClosePage", text) }()
	n, err := b.call(ctx, "FPDFText_CountChars", text)
	if err != nil {
		return nil, err
	}
	places, err := b.places(ctx, page, s)
	if err != nil {
		return nil, err
	}
	at, free, err := b.room(ctx, 32)
	if err != nil {
		return nil, err
	}
	defer free()
	g, half := &gatherer{}, rune(0)
	for i := range max(0, min(int(int32(n)), textLimit)) {
		char, err := b.char(ctx, text, i, at)
		if err != nil {
			return nil, err
		}
		if utf16.IsSurrogate(char.r) { // PDFium counts the halves of rare characters
			char.r, half = utf16.DecodeRune(half, char.r), char.r
			if char.r == unicode.ReplacementChar {
				continue
			}
		}
		g.add(char.r, places.box(char))
	}
	return g.done(), nil
}

// char is a character and its box on the page, in the page's own measure.
type char struct {
	r                        rune
	left, right, bottom, top float64
}

// char reads one character; at is room for four numbers.
func (b *box) char(ctx context.Context, text uint64, i int, at uint64) (char, error) {
	r, err := b.call(ctx, "FPDFText_GetUnicode", text, uint64(i))
	if err != nil {
		return char{}, err
	}
	c := char{r: rune(uint32(r))}
	if isGap(c.r) {
		return c, nil
	}
	if _, err := b.call(ctx, "FPDFText_GetCharBox", text, uint64(i), at, at+8, at+16, at+24); err != nil {
		return char{}, err
	}
	var errs [4]error
	c.left, errs[0] = b.float64At(at)
	c.right, errs[1] = b.float64At(at + 8)
	c.bottom, errs[2] = b.float64At(at + 16)
	c.top, errs[3] = b.float64At(at + 24)
	return c, errors.Join(errs[:]...)
}

// isGap reports whether a character parts words.
func isGap(r rune) bool { return r <= ' ' || unicode.IsSpace(r) || r == 0xFFFE || r == 0xFFFF }

// rectangle is a place in points from the top left.
type rectangle struct{ x0, y0, x1, y1 float64 }

// gatherer joins characters to words.
type gatherer struct {
	words []book.Word
	text  strings.Builder
	at    rectangle
}

// add takes the next character in reading order.
func (g *gatherer) add(r rune, at rectangle) {
	if isGap(r) {
		g.end()
		return
	}
	if g.text.Len() > 0 && g.leaves(at) {
		g.end()
	}
	if g.text.Len() == 0 {
		g.at = at
	}
	g.at = rectangle{min(g.at.x0, at.x0), min(g.at.y0, at.y0), max(g.at.x1, at.x1), max(g.at.y1, at.y1)}
	g.text.WriteRune(r)
}

// leaves reports whether a character stands too far from the word to be of it, in whatever direction the
// word runs.
func (g *gatherer) leaves(at rectangle) bool {
	reach := 1.5 * max(at.x1-at.x0, at.y1-at.y0)
	return at.x0-g.at.x1 > reach || g.at.x0-at.x1 > reach || at.y0-g.at.y1 > reach || g.at.y0-at.y1 > reach
}

// end finishes a word.
func (g *gatherer) end() {
	if g.text.Len() == 0 {
		return
	}
	g.words = append(g.words, book.Word{Text: g.text.String(), X: g.at.x0, Y: g.at.y0, W: g.at.x1 - g.at.x0, H: g.at.y1 - g.at.y0})
	g.text.Reset()
}

func (g *gatherer) done() []book.Word {
	g.end()
	return g.words
}
