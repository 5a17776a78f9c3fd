package letter

import (
	"io"
	"strconv"

	"custody/app/letter/page"
)

// LoanBook is 借阅登记簿: every loan of a period, in the order they were handed out.
type LoanBook struct {
	Head     Head
	Foot     Foot
	From, To string // the period's first and last day
	Rows     []BookRow
}

// BookRow is one copy lent. ReturnedAt is empty while it is out.
type BookRow struct {
	Loan, Document, Title, Copy, Pages string
	Borrower, Approver                 string
	LentAt, Due, ReturnedAt, Condition string
}

// bookTotals is the height of the totals under each page's table.
const bookTotals = 18.0

// LoanBook prints the loan book. It returns the errors of w.
func (p *Press) LoanBook(w io.Writer, b LoanBook) error {
	return p.write(w, p.LoanBookPages(b), nil, p.info(p.say("letter.book.title")+" "+b.From+" – "+b.To, b.Head))
}

// LoanBookPages lays the loan book out: landscape, the heading on every page, no row split, and under
// each page how many rows it has, how many there are up to here, and how many of those are still out.
func (p *Press) LoanBookPages(b LoanBook) []*page.Recording {
	const width, height = page.A4Height, page.A4Width
	a := body(width, height)
	title := p.say("letter.book.title")
	t := p.bookTable(a.left, a.width())
	heading := t.heading()
	f := &flow{measure: p.fonts.Advance, area: area{a.left, a.top + 24 + heading.height, a.right, a.bottom - bookTotals}}
	for i, r := range b.Rows {
		f.add(t.row([]string{
			strconv.Itoa(i + 1), r.Loan, r.Document, r.Title, r.Copy, r.Pages, r.Borrower, r.Approver,
			r.LentAt, r.Due, r.ReturnedAt, r.Condition,
		}))
	}
	dress := newFrame(title, b.Head, b.Foot)
	period := p.say("letter.book.period", b.From, b.To)
	totals := p.bookTotals(f, b.Rows)
	return f.sheets(width, height, func(d pen, number, of int) {
		p.frame(d, width, height, dress, number, of)
		d.spread((a.left+a.right)/2, a.top+12, style{page.Sans, 16}, title, 0.4)
		d.right(a.right, a.top+14, formStyle, period)
		heading.draw(d, a.top+24)
		d.left(a.left, a.bottom-bookTotals+baseline(10, bookTotals), labelStyle, totals[number-1])
	})
}

// bookTotals is the line of totals of each page.
func (p *Press) bookTotals(f *flow, rows []BookRow) []string {
	var lines []string
	upTo, out := 0, 0
	for _, placed := range f.pages() {
		for _, r := range rows[upTo : upTo+len(placed)] {
			if r.ReturnedAt == "" {
				out++
			}
		}
		upTo += len(placed)
		lines = append(lines, p.say("letter.book.totals", len(placed), upTo, upTo-out, out))
	}
	return lines
}

// bookTable is the book's table; the titles take what the other columns leave.
func (p *Press) bookTable(left, width float64) *table {
	t := &table{left: left, style: style{page.Serif, 8.5}, leading: 11.5, least: 17, measure: p.fonts.Advance}
	for _, c := range []struct {
		key    string
		mm     float64
		centre bool
	}{
		{"index", 9, true},
		{"loan", 25, false},
		{"document", 25, false},
		{"title", 0, false},
		{"copy", 10, true},
		{"pages", 10, true},
		{"borrower", 21, false},
		{"approver", 17, false},
		{"lent", 20, true},
		{"due", 20, true},
		{"back", 20, true},
		{"condition", 18, false},
	} {
		t.columns = append(t.columns, column{p.say("letter.column." + c.key), c.mm * page.MM, c.centre})
	}
	t.columns[3].width = width - t.width()
	return t
}
