package pdf

import (
	"slices"
	"strings"

	"custody/app/letter/page"
)

// MissingError says that text cannot be printed, because no face has some of its characters: a box in
// their place would tell nobody what was meant, and an archival file may hold none.
type MissingError struct {
	Characters string // each once, in the order they were met
}

// Error names the characters.
func (e *MissingError) Error() string { return "no face has the characters " + e.Characters }

// Missing returns the characters of text that no face has, each once, in their order. Text must be cleaned
// first (text.Clean), as it is before it is set.
func (f Fonts) Missing(text string) string {
	var b strings.Builder
	var seen []rune
	for _, r := range text {
		if !f[page.Serif].Has(r) && !f[page.Sans].Has(r) && !slices.Contains(seen, r) {
			seen = append(seen, r)
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lack notes a character that is to be drawn and that no face has.
func (d *Document) lack(r rune) {
	if !slices.Contains(d.missing, r) {
		d.missing = append(d.missing, r)
	}
}

// complete returns MissingError if something drawn has no glyph.
func (d *Document) complete() error {
	if len(d.missing) == 0 {
		return nil
	}
	return &MissingError{Characters: string(d.missing)}
}
