package letter

import (
	"io"

	"custody/app/letter/page"
	"custody/app/letter/text"
)

// ReminderSlip is a strip of paper for one person: what is to be signed, and until when.
type ReminderSlip struct {
	Organisation string
	Title        string
	Number       string // of the campaign, "" for none
	Person       Person
	Lines        []string // one paragraph each
	By           string   // who reminds, and when
}

// The measures of a slip.
const (
	slipsTop     = 14 * page.MM
	slipsTitle   = 26.0
	slipsLine    = 18.0
	slipsLeading = 16.0
	slipsCut     = 22.0
)

// ReminderSlips prints slips under each other with lines to cut along. It returns the errors of w.
func (p *Press) ReminderSlips(w io.Writer, slips []ReminderSlip) error {
	info := p.info("", Head{})
	if len(slips) > 0 {
		info = p.info(slips[0].Title, Head{OrgZH: slips[0].Organisation})
	}
	return p.write(w, p.ReminderSlipsPages(slips), nil, info)
}

// ReminderSlipsPages lays slips out; none is split over pages.
func (p *Press) ReminderSlipsPages(slips []ReminderSlip) []*page.Recording {
	f := &flow{measure: p.fonts.Advance, area: area{bindingEdge, slipsTop, page.A4Width - outerEdge, page.A4Height - slipsTop}}
	for i := range slips {
		p.reminderSlip(f, &slips[i])
	}
	return f.sheets(page.A4Width, page.A4Height, func(pen, int, int) {})
}

// reminderSlip adds one slip, all of it together.
func (p *Press) reminderSlip(f *flow, s *ReminderSlip) {
	a, first := f.area, len(f.rows)
	f.add(row{height: slipsTitle, draw: func(d pen, y float64) {
		d.left(a.left, y+baseline(9, slipsTitle), style{page.Serif, 9}, s.Organisation)
		d.right(a.right, y+baseline(9, slipsTitle), style{page.Serif, 9}, s.Number)
	}})
	f.add(row{height: slipsTitle, draw: func(d pen, y float64) {
		d.spread((a.left+a.right)/2, y+baseline(14, slipsTitle), style{page.Sans, 14}, s.Title, 0.4)
	}})
	f.paragraph([]text.Span{{Text: p.person(s.Person), Face: page.Sans}}, text.Style{Size: 12, Ragged: true}, slipsLine, 2)
	for _, line := range s.Lines {
		f.paragraph([]text.Span{{Text: line, Face: page.Serif}}, text.Style{Size: 10.5}, slipsLeading, 3)
	}
	f.add(row{height: slipsLine, draw: func(d pen, y float64) {
		d.right(a.right, y+baseline(8, slipsLine), style{page.Serif, 8}, s.By)
	}})
	f.add(row{height: slipsCut, draw: func(d pen, y float64) {
		d.Line(page.Line{From: page.Point{X: 0, Y: y + slipsCut/2}, To: page.Point{X: page.A4Width, Y: y + slipsCut/2}, Width: 0.5, Dash: 4})
	}})
	for i := first + 1; i < len(f.rows); i++ {
		f.rows[i].keep = true
	}
}
