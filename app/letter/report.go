package letter

import (
	"io"

	"custody/app/letter/page"
	"custody/app/letter/text"
)

// Report is a paper of several parts under one title: a person's sheet, a proof for an auditor.
type Report struct {
	Head       Head
	Foot       Foot
	Title      string
	Number     string // of the report, "" for none
	Wide       bool   // landscape
	Facts      [][2]string
	Parts      []ReportPart
	Signatures []ReportSignature
}

// ReportPart is one part of a report: a heading, a note, and a table or paragraphs. What is empty is left out.
type ReportPart struct {
	Title   string
	Note    string
	Columns []ListingColumn
	Rows    [][]string
	Lines   []string
}

// ReportSignature is one place to sign.
type ReportSignature struct {
	Label string
	Sign  Signature
}

// The measures of a report.
const (
	reportTitle   = 30.0
	reportFact    = 15.0
	reportLeading = 14.0
	reportGap     = 14.0
)

// Report prints a report. It returns the errors of w.
func (p *Press) Report(w io.Writer, r Report) error {
	title := r.Title
	if r.Number != "" {
		title += " " + r.Number
	}
	return p.write(w, p.ReportPages(r), nil, p.info(title, r.Head))
}

// ReportPages lays a report out. A table's heading comes again on each of its pages, no row is split, and the
// signatures never stand alone.
func (p *Press) ReportPages(r Report) []*page.Recording {
	width, height := page.A4Width, page.A4Height
	if r.Wide {
		width, height = height, width
	}
	f := &flow{measure: p.fonts.Advance, area: body(width, height)}
	p.reportHead(f, r)
	for _, part := range r.Parts {
		p.reportPart(f, part)
	}
	if len(r.Signatures) > 0 {
		f.keepWith(p.reportSigns(f.area, r.Signatures))
	}
	dress := newFrame(r.Title, r.Head, r.Foot)
	return f.sheets(width, height, func(d pen, number, of int) { p.frame(d, width, height, dress, number, of) })
}

// reportHead is the title with the number, and the facts, two beside each other.
func (p *Press) reportHead(f *flow, r Report) {
	a := f.area
	f.add(row{height: reportTitle, draw: func(d pen, y float64) {
		d.spread((a.left+a.right)/2, y+18, style{page.Sans, 16}, r.Title, 0.4)
		if r.Number != "" {
			d.right(a.right, y+20, formStyle, r.Number)
		}
	}})
	half := (a.width() - 12) / 2
	for i := 0; i < len(r.Facts); i += 2 {
		pair := r.Facts[i:min(i+2, len(r.Facts))]
		f.add(row{height: reportFact, keep: true, draw: func(d pen, y float64) {
			for j, fact := range pair {
				x := a.left + float64(j)*(half+12)
				p.field(d, x, x+half, y+baseline(10, reportFact), fact[0], fact[1])
			}
		}})
	}
}

// reportPart adds one part; its heading stays with what follows.
func (p *Press) reportPart(f *flow, part ReportPart) {
	if part.Title != "" {
		f.add(row{gap: reportGap, height: 20, draw: func(d pen, y float64) {
			d.left(f.area.left, y+baseline(12, 18), style{page.Sans, 12}, part.Title)
		}})
	}
	first := len(f.rows)
	if part.Note != "" {
		f.paragraph([]text.Span{{Text: part.Note, Face: page.Serif}}, text.Style{Size: 9.5, Ragged: true}, reportLeading, 2)
	}
	if len(part.Rows) > 0 {
		p.reportTable(f, part)
	}
	for _, line := range part.Lines {
		f.paragraph([]text.Span{{Text: line, Face: page.Serif}}, text.Style{Size: 10}, reportLeading, 3)
	}
	if first > 0 && len(f.rows) > first {
		f.rows[first].keep = true
	}
}

// reportTable adds a table under its heading.
func (p *Press) reportTable(f *flow, part ReportPart) {
	t := p.fitted(part.Columns, f.area, 0)
	heading := t.heading()
	top := heading
	top.gap = 4
	f.add(top)
	for i, cells := range part.Rows {
		r := t.row(cells)
		r.keep = i == 0
		r.heading = &heading
		f.add(r)
	}
}

// reportSigns is the block of those who sign, beside each other.
func (p *Press) reportSigns(a area, signs []ReportSignature) row {
	const gap = 16.0
	n := float64(max(2, len(signs)))
	width := (a.width() - gap*(n-1)) / n
	return row{gap: 18, height: signLabel + signSpace + 3*signLine + 4, draw: func(d pen, y float64) {
		for i, s := range signs {
			x := a.left + float64(i)*(width+gap)
			p.signature(d, area{x, y, x + width, y + signSpace}, s.Label, s.Sign)
		}
	}}
}
