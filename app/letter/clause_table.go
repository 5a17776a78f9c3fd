package letter

import (
	"custody/app/letter/page"
	"custody/app/letter/text"
	"custody/app/wording"
)

// The least width of a column of a clause's table, and how its text is set.
const (
	clauseColumn  = 14 * page.MM
	clauseLeading = 14.0
)

// clauseTable sets a clause's table, in the width of the text. Its head stays with the line before and with its
// first row; a row goes over to the next page whole, unless it is higher than a page.
func (p *Press) clauseTable(f *flow, c *Commitment, in *wording.Table) {
	cells := make([][]string, 0, 1+len(in.Rows))
	for _, row := range append([][]string{in.Head}, in.Rows...) {
		filled := make([]string, len(in.Head))
		for i := range min(len(row), len(filled)) {
			filled[i] = c.fill(p, row[i])
		}
		cells = append(cells, filled)
	}
	if len(in.Head) == 0 {
		return
	}
	t := &table{left: f.area.left, style: formStyle, leading: clauseLeading, least: 18, measure: p.fonts.Advance}
	t.share(cells, f.area.width())
	head := t.heading()
	head.gap, head.keep = clauseGap, len(f.rows) > 0
	f.add(head)
	for i, row := range cells[1:] {
		for j, r := range t.rows(row, f.area.bottom-f.area.top) {
			r.keep = i == 0 && j == 0
			f.add(r)
		}
	}
}

// share gives each column the width that its longest cell would like; where that is more than there is, in
// proportion, but none less than it needs to be read.
func (t *table) share(cells [][]string, width float64) {
	wish, sum := make([]float64, len(cells[0])), 0.0
	for i := range wish {
		wish[i] = clauseColumn
		for j, row := range cells {
			st := t.style
			if j == 0 {
				st.face = page.Sans
			}
			w := text.Width(t.measure, st.face, st.size, text.Clean(row[i])) + 2*cellPad + 2
			wish[i] = max(wish[i], min(w, width/2))
		}
		sum += wish[i]
	}
	room, least := width, min(clauseColumn, width/float64(len(wish)))
	free := room - least*float64(len(wish))
	over := sum - least*float64(len(wish))
	for i, title := range cells[0] {
		w := least
		if over > 0 {
			w += free * (wish[i] - least) / over
		} else {
			w += free / float64(len(wish))
		}
		t.columns = append(t.columns, column{title: title, width: w})
	}
}
