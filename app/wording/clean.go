package wording

import (
	"maps"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns the text as it is kept: every string in NFC without control characters or spaces at its
// ends, no empty lines of parties and no empty languages. What is unfinished stays unfinished.
func (t Text) Clean() Text {
	for _, s := range []*string{&t.Key, &t.Number, &t.Version, &t.Issued, &t.Preamble, &t.Closing} {
		*s = clean(*s)
	}
	t.Title, t.Words = cleanMap(t.Title), cleanWords(t.Words)
	parties := make([]Party, 0, len(t.Parties))
	for _, p := range t.Parties {
		if p = (Party{clean(p.Label), clean(p.Text)}); p != (Party{}) {
			parties = append(parties, p)
		}
	}
	t.Parties, t.Clauses = parties, cleanClauses(t.Clauses)
	signatures := make([]Signatory, len(t.Signatures))
	for i, s := range t.Signatures {
		signatures[i] = Signatory{s.Role, clean(s.Label)}
	}
	t.Signatures = signatures
	return t
}

func cleanClauses(clauses []Clause) []Clause {
	if clauses == nil {
		return nil
	}
	out := make([]Clause, len(clauses))
	for i, c := range clauses {
		out[i] = Clause{
			Heading: clean(c.Heading), Text: clean(c.Text), Refs: cleanRefs(c.Refs),
			Items: cleanClauses(c.Items), Table: c.Table.clean(),
		}
	}
	return out
}

func cleanRefs(refs []string) []string {
	out := []string{}
	for _, r := range refs {
		if r = strings.TrimSpace(strings.TrimLeft(clean(r), "§")); r != "" {
			out = append(out, r)
		}
	}
	return out
}

func (t *Table) clean() *Table {
	if t == nil {
		return nil
	}
	out := &Table{Head: cleanCells(t.Head), Rows: make([][]string, len(t.Rows))}
	for i, row := range t.Rows {
		out.Rows[i] = cleanCells(row)
	}
	return out
}

func cleanCells(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = clean(c)
	}
	return out
}

func cleanMap(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		if v = clean(v); v != "" {
			out[k] = v
		}
	}
	return out
}

// cleanWords leaves spaces at the ends: labels stand before what they label.
func cleanWords(m map[string]string) map[string]string {
	out := maps.Clone(m)
	for k, v := range out {
		out[k] = norm.NFC.String(strings.ToValidUTF8(v, ""))
	}
	return out
}

// clean makes one paragraph of s: a line break becomes a space between Latin words and nothing else.
func clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, ""))
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case unicode.IsControl(r) || r == '\uFEFF' || r == '\u200B':
			return -1
		}
		return r
	}, s)
	return closeUp(strings.TrimSpace(s))
}

// closeUp takes away the spaces that a broken line leaves between Chinese characters.
func closeUp(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	runes := []rune(s)
	out := runes[:0]
	for i, r := range runes {
		if r == ' ' && (len(out) > 0 && out[len(out)-1] == ' ' || len(out) > 0 && i+1 < len(runes) && wide(out[len(out)-1]) && wide(runes[i+1])) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// wide reports a character that is set without spaces: an ideograph or the punctuation that goes with it.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF60
}
