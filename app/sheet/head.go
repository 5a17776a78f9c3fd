package sheet

import (
	"errors"
	"strings"
)

// How far down headings are looked for, and over how many rows they may spread.
const (
	headLines = 60
	headDepth = 3
)

// head is where the headings of a grid are and what they mean.
type head struct {
	line    int // of the last heading row
	score   int // number of fields understood; 0 if the headings don't fit
	columns []headColumn
	ignored []string
	spans   []span // merged ranges of more than one row below the headings
}

// headColumn is a column that was understood.
type headColumn struct {
	col   int
	field Field
	text  string
	sure  match
}

// findHead finds the row or rows whose headings fit the kind best. Title rows above are passed over; a
// heading may be merged across the columns or down the rows it speaks for.
func findHead(g grid, kind Kind) (head, error) {
	spans, err := g.merged()
	if err != nil {
		return head{}, err
	}
	rows, err := topRows(g)
	if err != nil {
		return head{}, err
	}
	fillMerged(rows, spans)
	var best head
	for i := range rows {
		for depth := 1; depth <= headDepth && i+depth <= len(rows); depth++ {
			block := rows[i : i+depth]
			if block[depth-1].line-block[0].line >= headDepth {
				break
			}
			if h := readHead(block, kind); h.score > best.score {
				best = h
			}
		}
	}
	best.reachDown(spans)
	return best, nil
}

// reachDown moves the last heading row to the foot of the headings that are merged beyond it, and keeps
// the spans below the headings.
func (h *head) reachDown(spans []span) {
	foot := h.line
	for _, s := range spans {
		if s.top <= h.line && s.bottom > foot && s.bottom < h.line+headDepth {
			foot = s.bottom
		}
	}
	h.line = foot
	for _, s := range spans {
		if s.top > h.line && s.bottom > s.top {
			h.spans = append(h.spans, s)
		}
	}
}

// topRows copies the rows among which headings are looked for.
func topRows(g grid) ([]gridRow, error) {
	var rows []gridRow
	err := g.rows(func(r gridRow) error {
		if r.line > headLines && len(rows) > 0 || len(rows) >= headLines {
			return errStop
		}
		rows = append(rows, gridRow{r.line, append([]cell(nil), r.cells...)})
		return nil
	})
	if err != nil && !errors.Is(err, errStop) {
		return nil, err
	}
	return rows, nil
}

// fillMerged gives every cell of a merged range the text of its first cell.
func fillMerged(rows []gridRow, spans []span) {
	byLine := make(map[int]*gridRow, len(rows))
	for i := range rows {
		byLine[rows[i].line] = &rows[i]
	}
	for _, s := range spans {
		first, ok := byLine[s.top]
		if !ok || s.left >= len(first.cells) {
			continue
		}
		value := first.cells[s.left]
		for i := range rows {
			if rows[i].line < s.top || rows[i].line > s.bottom {
				continue
			}
			for len(rows[i].cells) <= min(s.right, MaxColumns-1) {
				rows[i].cells = append(rows[i].cells, cell{})
			}
			for c := s.left; c <= min(s.right, MaxColumns-1); c++ {
				rows[i].cells[c] = value
			}
		}
	}
}

// readHead reads a block of rows as headings. Its score is 0 if the required field is not there.
func readHead(block []gridRow, kind Kind) head {
	h := head{line: block[len(block)-1].line}
	width := 0
	for _, r := range block {
		width = max(width, len(r.cells))
	}
	taken := map[Field]int{}
	for col := range width {
		text, field, sure := columnHeading(block, col, kind)
		if text == "" {
			continue
		}
		if sure == noMatch {
			h.ignored = append(h.ignored, text)
			continue
		}
		found := headColumn{col, field, text, sure}
		if i, ok := taken[field]; ok {
			if sure > h.columns[i].sure {
				found, h.columns[i] = h.columns[i], found
			}
			h.ignored = append(h.ignored, found.text)
			continue
		}
		taken[field] = len(h.columns)
		h.columns = append(h.columns, found)
	}
	if _, ok := taken[kind.required()]; ok {
		h.score = len(h.columns)
	}
	return h
}

// columnHeading reads what stands over one column: the whole stack of headings first (证书 over 状态), then
// the lowest alone, then, where nothing stands lower, the one above it.
func columnHeading(block []gridRow, col int, kind Kind) (string, Field, match) {
	parts := headingParts(block, col)
	if len(parts) == 0 {
		return "", "", noMatch
	}
	last := parts[len(parts)-1]
	tries := []string{strings.Join(parts, ""), last}
	if left := leftOf(block, col); left != "" && len(parts) == 1 {
		tries[0] = left + last
	}
	weak, weakField := "", Field("")
	for _, t := range tries {
		f, sure := matchHeading(kind, t)
		if sure == exact {
			return last, f, exact
		}
		if sure == byEnding && weak == "" {
			weak, weakField = t, f
		}
	}
	if weak != "" {
		return last, weakField, byEnding
	}
	return last, "", noMatch
}

// headingParts returns the different texts over a column, from the top. A block whose last row says
// nothing here still has its upper heading.
func headingParts(block []gridRow, col int) []string {
	var parts []string
	for _, r := range block {
		c := r.at(col)
		if c.kind != textCell {
			continue
		}
		if n := len(parts); n > 0 && parts[n-1] == c.text {
			continue
		}
		parts = append(parts, c.text)
	}
	return parts
}

// leftOf is the heading that in a file without merged cells stands to the left in the first row and
// speaks for this column too.
func leftOf(block []gridRow, col int) string {
	if len(block) < 2 || block[0].at(col).kind != empty {
		return ""
	}
	for c := col - 1; c >= 0; c-- {
		if v := block[0].at(c); v.kind == textCell {
			return v.text
		}
	}
	return ""
}
