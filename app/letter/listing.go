package letter

import (
	"io"
	"strconv"

	"custody/app/letter/page"
)

// Listing is a list of the window on paper: what was shown, in the order it was shown.
type Listing struct {
	Head    Head
	Foot    Foot
	Title   string
	Note    string // what the list was narrowed to
	Columns []ListingColumn
	Rows    [][]string
}

// ListingColumn is one column of a listing. Width is in points; columns without one share by
// Weight what the others leave.
type ListingColumn struct {
	Title         string
	Width, Weight float64
}

// The listing's column of numbers, and the least a column that shares the rest may have.
const (
	listingIndex = 9 * page.MM
	listingLeast = 20 * page.MM
)

// Listing prints a list. It returns the errors of w.
func (p *Press) Listing(w io.Writer, l Listing) error {
	return p.write(w, p.ListingPages(l), nil, p.info(l.Title, l.Head))
}

// ListingPages lays a list out: landscape, the heading on every page, no row split, and under each
// page how many rows it has and how many there are up to here.
func (p *Press) ListingPages(l Listing) []*page.Recording {
	const width, height = page.A4Height, page.A4Width
	a := body(width, height)
	t := p.listingTable(l.Columns, a)
	heading := t.heading()
	f := &flow{measure: p.fonts.Advance, area: area{a.left, a.top + 24 + heading.height, a.right, a.bottom - bookTotals}}
	for i, cells := range l.Rows {
		f.add(t.row(append([]string{strconv.Itoa(i + 1)}, cells...)))
	}
	totals := p.listingTotals(f)
	dress := newFrame(l.Title, l.Head, l.Foot)
	return f.sheets(width, height, func(d pen, number, of int) {
		p.frame(d, width, height, dress, number, of)
		d.spread((a.left+a.right)/2, a.top+12, style{page.Sans, 16}, l.Title, 0.4)
		d.right(a.right, a.top+14, formStyle, l.Note)
		heading.draw(d, a.top+24)
		d.left(a.left, a.bottom-bookTotals+baseline(10, bookTotals), labelStyle, totals[number-1])
	})
}

// listingTotals is the line under each page's table.
func (p *Press) listingTotals(f *flow) []string {
	var lines []string
	upTo := 0
	for _, placed := range f.pages() {
		upTo += len(placed)
		lines = append(lines, p.say("letter.listing.totals", len(placed), upTo))
	}
	return lines
}

// listingTable is the table of a listing, its first column the number of the row.
func (p *Press) listingTable(columns []ListingColumn, a area) *table {
	t := p.fitted(columns, a, listingIndex)
	t.columns = append([]column{{p.say("letter.column.index"), listingIndex, true}}, t.columns...)
	return t
}

// fitted fits columns into the width beside what is taken: fixed ones give way where the others would get too
// little.
func (p *Press) fitted(columns []ListingColumn, a area, taken float64) *table {
	t := &table{left: a.left, style: style{page.Serif, 8.5}, leading: 11.5, least: 17, measure: p.fonts.Advance}
	room := a.width() - taken
	fixed, weights, least := 0.0, 0.0, 0.0
	for _, c := range columns {
		fixed += c.Width
		if c.Width == 0 {
			weights += max(1, c.Weight)
			least += listingLeast
		}
	}
	scale := 1.0
	if left := room - least; fixed > left || weights == 0 && fixed > 0 {
		scale = left / fixed
	}
	for _, c := range columns {
		w := c.Width * scale
		if c.Width == 0 {
			w = (room - fixed*scale) * max(1, c.Weight) / weights
		}
		t.columns = append(t.columns, column{title: c.Title, width: w})
	}
	return t
}
