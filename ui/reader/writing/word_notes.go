package writing

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"custody/app/letter/page"
	"custody/app/letter/text"
	"custody/app/parts"
	"custody/ui/words"
)

// maxRelatedParts is how many headers, footers and parts of notes are looked at.
const maxRelatedParts = 40

// notes are the numbers of footnotes and endnotes in the order in which the text refers to them.
type notes map[string]int

// refer is the mark of a note in the text; kind is footnote or endnote.
func (n notes) refer(kind, id string) string {
	key := kind + id
	if n[key] == 0 {
		n[key] = len(n) + 1
	}
	return "[" + strconv.Itoa(n[key]) + "]"
}

// readNotes puts footnotes and endnotes below the text, and after them what stands in headers and footers:
// each once, however many pages had it.
func (w *word) readNotes(f *parts.File, main string) error {
	related, err := f.Relations(main)
	if err != nil {
		return err
	}
	if len(related) > maxRelatedParts {
		slices.SortStableFunc(related, func(a, b parts.Relation) int { return strings.Compare(rank(a.Kind), rank(b.Kind)) })
		related = related[:maxRelatedParts]
	}
	for _, kind := range []string{"footnotes", "endnotes"} {
		for _, r := range related {
			if r.Kind == kind && f.Has(r.Target) {
				if err := w.readNotePart(f, r.Target, strings.TrimSuffix(kind, "s")); err != nil {
					return err
				}
			}
		}
	}
	seen := map[string]bool{"": true}
	for _, r := range related {
		if whole := map[string]string{"header": "hdr", "footer": "ftr"}[r.Kind]; whole != "" && f.Has(r.Target) {
			if err := w.readMargin(f, r.Target, whole, seen); err != nil {
				return err
			}
		}
	}
	return nil
}

// rank puts parts that hold text before all others.
func rank(kind string) string {
	if slices.Contains([]string{"footnotes", "endnotes", "header", "footer"}, kind) {
		return "0"
	}
	return "1"
}

// readNotePart reads the notes of one part; those that only draw a line are left out.
func (w *word) readNotePart(f *parts.File, name, kind string) error {
	return f.Each(name, kind, func(e xml.StartElement, d *xml.Decoder) error {
		if t := parts.Attr(e, "type"); t != "" && t != "normal" {
			return d.Skip()
		}
		w.said(w.notes.refer(kind, parts.Attr(e, "id")))
		return parts.Walk(d, w.begin, w.text, w.end)
	})
}

// readMargin reads a header or footer, unless another said the same.
func (w *word) readMargin(f *parts.File, name, whole string, seen map[string]bool) error {
	from := len(w.top().blocks)
	err := f.Each(name, whole, func(_ xml.StartElement, d *xml.Decoder) error {
		return parts.Walk(d, w.begin, w.text, w.end)
	})
	if err != nil {
		return err
	}
	w.endTable()
	top := w.top()
	said := textOf(top.blocks[min(from, len(top.blocks)):])
	if seen[said] {
		top.blocks = top.blocks[:from]
		return nil
	}
	seen[said] = true
	head := "reader.word.header"
	if whole == "ftr" {
		head = "reader.word.footer"
	}
	rest := slices.Clone(top.blocks[from:])
	top.blocks = top.blocks[:from]
	w.said(words.T(head))
	top.blocks = append(top.blocks, rest...)
	return nil
}

// said puts a short line that is the program's own or a note's mark.
func (w *word) said(s string) {
	w.top().blocks = append(w.top().blocks, &para{
		spans: []text.Span{{Text: s, Face: page.Sans}}, size: 8, gap: 8, keep: true, frame: frame{margin, textWidth},
	})
}

// textOf is what blocks say, without spaces.
func textOf(blocks []block) string {
	var b strings.Builder
	for _, k := range blocks {
		switch k := k.(type) {
		case *para:
			for _, s := range k.spans {
				b.WriteString(s.Text)
			}
		case *row:
			for _, c := range k.cells {
				for _, p := range c.paras {
					b.WriteString(textOf([]block{p}))
				}
			}
		}
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\u3000", " ")), "")
}
