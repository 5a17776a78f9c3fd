package wording

import (
	"errors"
	"regexp"
	"strings"

	"custody/app/charset"
)

// Why nothing could be read from a file.
var (
	ErrFile    = errors.New("wording: neither a Word document nor a text")
	ErrNothing = errors.New("wording: no text in the file")
	ErrMuch    = errors.New("wording: more text than a commitment can hold")
)

// Bounds of what is read from a file; what Check asks of a text is less.
const (
	maxFile   = 20 << 20
	maxBlocks = 5000
	maxRead   = 4 * MaxChars // characters
)

// gaps are how people part a heading from its text in one line.
var gaps = regexp.MustCompile(`\t+| {2,}`)

// block is a paragraph, or a table, as it stands in a document.
type block struct {
	text  string
	deep  bool // numbered by the document below the first level
	title bool // the document says that it is one
	table *Table
}

// blocks gathers what is read, within bounds.
type blocks struct {
	all   []block
	chars int
}

func (b *blocks) add(v block) error {
	v.text = clean(gaps.ReplaceAllString(v.text, "　"))
	if v.text == "" && v.table == nil {
		return nil
	}
	b.chars += len([]rune(v.text))
	if v.table != nil {
		for _, row := range append([][]string{v.table.Head}, v.table.Rows...) {
			for _, cell := range row {
				b.chars += len([]rune(cell))
			}
		}
	}
	if b.chars > maxRead || len(b.all) == maxBlocks {
		return ErrMuch
	}
	b.all = append(b.all, v)
	return nil
}

// text makes a text of what was read.
func (b *blocks) text() (Text, error) {
	if len(b.all) == 0 {
		return Text{}, ErrNothing
	}
	return assemble(b.all), nil
}

// FromText reads a text from a plain text file, in whichever of the common encodings: the title, numbered
// clauses with their items, what stands before and after them, who signs. What it does not understand is kept as
// text of the clause before; nothing is dropped. A text without parties or places to sign has none: see Base.
// Returns ErrFile, ErrNothing, ErrMuch.
func FromText(data []byte) (Text, error) {
	if len(data) > maxFile {
		return Text{}, ErrMuch
	}
	utf8, err := charset.UTF8(data)
	switch {
	case errors.Is(err, charset.ErrEmpty):
		return Text{}, ErrNothing
	case err != nil:
		return Text{}, ErrFile
	}
	var b blocks
	for line := range strings.Lines(string(utf8)) {
		if err := b.add(block{text: line}); err != nil {
			return Text{}, err
		}
	}
	return b.text()
}

// Base gives t what base has and t lacks: parties, places to sign, closing words, words of the letter, how
// long it is valid.
func (t Text) Base(base Text) Text {
	if len(t.Parties) == 0 {
		t.Parties = base.Parties
	}
	if len(t.Signatures) == 0 {
		t.Signatures = base.Signatures
	}
	if t.Closing == "" {
		t.Closing = base.Closing
	}
	if len(t.Words) == 0 {
		t.Words = base.Words
	}
	if t.ValidMonths == 0 {
		t.ValidMonths = base.ValidMonths
	}
	return t
}
