package letter

import (
	"io"
	"strconv"

	"custody/app/letter/page"
)

// LoanSlip is 借阅单: what was handed out to whom, and until when. It is printed twice on one sheet, one
// copy for the office and one for the borrower.
type LoanSlip struct {
	Head     Head
	Foot     Foot
	Number   string
	Borrower Person
	Purpose  string
	Place    string // of use
	LentAt   string
	Due      string
	Items    []LoanItem
	Receiver *Signature // of the borrower; nil leaves a ruled blank
	Lender   *Signature // of who handed out
}

// LoanItem is one copy on a slip. Returned is what is noted on its return, blank for writing it by hand.
type LoanItem struct{ Number, Title, Copy, Pages, Condition, Returned string }

// The measures of one copy of the slip, from the top of its half of the sheet.
const (
	halfSheet   = page.A4Height / 2
	slipHead    = 7 * page.MM
	slipTable   = slipHead + 15*page.MM + 93 // where the table begins
	slipSigns   = 61.0
	slipFoot    = 12 * page.MM
	slipFootEnd = 6 * page.MM
)

// LoanSlip prints a loan slip. It returns the errors of w.
func (p *Press) LoanSlip(w io.Writer, s LoanSlip) error {
	return p.write(w, p.LoanSlipPages(s), nil, p.info(p.say("letter.slip.title")+" "+s.Number, s.Head))
}

// LoanSlipPages lays a loan slip out. What does not fit on one sheet goes on on further ones, each
// with both copies.
func (p *Press) LoanSlipPages(s LoanSlip) []*page.Recording {
	left, right := bindingEdge, page.A4Width-outerEdge
	t := p.slipTable(left)
	f := &flow{measure: p.fonts.Advance, area: area{left, slipTable + t.heading().height, right, halfSheet - slipFootEnd - slipFoot - slipSigns - 4}}
	for i, it := range s.Items {
		f.add(t.row([]string{strconv.Itoa(i + 1), it.Number, it.Title, it.Copy, it.Pages, it.Condition, it.Returned}))
	}
	dress := newFrame(p.say("letter.slip.title"), s.Head, s.Foot)
	pages := f.pages()
	out := make([]*page.Recording, len(pages))
	for i, rows := range pages {
		out[i] = &page.Recording{Width: page.A4Width, Height: page.A4Height}
		d := pen{out[i], f.measure}
		for half, mark := range []string{p.say("letter.slip.office"), p.say("letter.slip.borrower")} {
			top := float64(half) * halfSheet
			p.slipCopy(d, &s, dress, top, mark, i+1, len(pages))
			heading := t.heading()
			heading.draw(d, top+slipTable)
			for _, r := range rows {
				r.draw(d, top+r.y)
			}
		}
		d.Line(page.Line{From: page.Point{X: 0, Y: halfSheet}, To: page.Point{X: page.A4Width, Y: halfSheet}, Width: 0.5, Dash: 4})
		cut := d.width(footStyle, p.say("letter.slip.cut")) + 12
		d.Box(page.Box{X: (page.A4Width - cut) / 2, Y: halfSheet - 5, W: cut, H: 10, Grey: 1})
		d.centre(page.A4Width/2, halfSheet+2.5, footStyle, p.say("letter.slip.cut"))
	}
	return out
}

// slipTable is the table of what is lent.
func (p *Press) slipTable(left float64) *table {
	return &table{
		left: left, style: style{page.Serif, 9}, leading: 12, least: 17.5, measure: p.fonts.Advance,
		columns: []column{
			{p.say("letter.column.index"), 9 * page.MM, true},
			{p.say("letter.column.document"), 24 * page.MM, false},
			{p.say("letter.column.title"), 59 * page.MM, false},
			{p.say("letter.column.copy"), 12 * page.MM, true},
			{p.say("letter.column.pages"), 12 * page.MM, true},
			{p.say("letter.column.condition"), 16 * page.MM, false},
			{p.say("letter.column.returned"), 30 * page.MM, false},
		},
	}
}

// slipCopy draws one copy of the slip but for its table.
func (p *Press) slipCopy(d pen, s *LoanSlip, dress frame, top float64, mark string, number, of int) {
	left, right := bindingEdge, page.A4Width-outerEdge
	y := top + slipHead
	p.head(d, area{left, y, right, y + 15*page.MM}, dress, number, of)
	y += 15*page.MM + 24
	d.spread((left+right)/2, y, style{page.Sans, 16}, p.say("letter.slip.title"), 0.5)
	w := d.width(labelStyle, mark) + 12
	d.Box(page.Box{X: left, Y: y - 14, W: w, H: 18, Width: 0.8})
	d.left(left+6, y-1.4, labelStyle, mark)
	d.right(right, y, formStyle, p.say("letter.slip.number", s.Number))
	p.slipFacts(d, s, left, right, y+9)
	signs := top + halfSheet - slipFootEnd - slipFoot - slipSigns
	p.slipSigns(d, s, left, right, signs)
	foot := top + halfSheet - slipFootEnd
	p.foot(d, area{left, foot - slipFoot, right, foot}, dress)
	dress.drawCode(d, area{left, foot - slipFoot, right, foot})
}

// slipFacts draws who borrows what for, and the day it is due, large.
func (p *Press) slipFacts(d pen, s *LoanSlip, left, right, y float64) {
	const dueWidth, height = 48 * page.MM, 54.0
	box := right - dueWidth
	d.Box(page.Box{X: box, Y: y, W: dueWidth, H: height, Width: 1})
	d.within(box+dueWidth/2, y+15, dueWidth-8, labelStyle, p.say("letter.slip.due"))
	d.within(box+dueWidth/2, y+41, dueWidth-10, style{page.Sans, 21}, s.Due)
	for i, field := range []struct{ key, value string }{
		{"letter.slip.who", p.person(s.Borrower)},
		{"letter.slip.purpose", s.Purpose},
		{"letter.slip.place", s.Place},
		{"letter.slip.lent", s.LentAt},
	} {
		p.field(d, left, box-8, y+float64(i)*13.5+baseline(10, 13.5), p.say(field.key), field.value)
	}
}

// slipSigns draws the two places to sign.
func (p *Press) slipSigns(d pen, s *LoanSlip, left, right, y float64) {
	const gap, space = 24.0, 32.0
	width := (right - left - gap) / 2
	for i, who := range []struct {
		label string
		sign  *Signature
	}{{p.say("letter.slip.receiver"), s.Receiver}, {p.say("letter.slip.lender"), s.Lender}} {
		x := left + float64(i)*(width+gap)
		d.left(x, y+baseline(10, 14), labelStyle, who.label)
		line := y + 12 + space
		d.rule(x, line, x+width, line, 0.8)
		var sign Signature
		if who.sign != nil {
			sign = *who.sign
		}
		used := d.width(labelStyle, who.label) + 6
		d.strokes(sign.Strokes, x+used, y, width-used, line-y-2)
		p.field(d, x, x+width/2-4, line+12, p.say("letter.sign.name"), sign.Name)
		p.field(d, x+width/2, x+width, line+12, p.say("letter.sign.date"), sign.Date)
	}
}
