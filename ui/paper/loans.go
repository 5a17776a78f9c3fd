package paper

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"custody/app"
	"custody/app/letter"
	"custody/ui/words"
)

// Slip makes a loan slip 借阅单, two copies on one sheet.
func (d *Desk) Slip(w io.Writer, s app.Slip) error {
	h := head(s.Organisation, "")
	out := letter.LoanSlip{
		Head: h, Foot: foot(h, s.Loan.Number, s.AuditHead, s.PrintedBy, s.Now),
		Number: s.Loan.Number, Borrower: person(s.Loan.Borrower), Purpose: s.Loan.Purpose,
		Place: words.T("loans.place." + string(s.Loan.Place)), LentAt: moment(s.HandedOutAt, s.Now), Due: string(s.Loan.Due),
		Receiver: signature(s.BorrowerSigned), Lender: signature(s.KeeperSigned),
	}
	for _, it := range s.Items {
		out.Items = append(out.Items, slipItem(it, s.Now))
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.LoanSlip(w, out) })
}

func slipItem(it app.LoanItem, now time.Time) letter.LoanItem {
	document, no := splitCopy(it.Code)
	line := letter.LoanItem{Number: document, Title: it.Title, Copy: no, Pages: strconv.Itoa(it.Pages), Returned: moment(it.BackAt, now)}
	if it.Condition != "" {
		line.Condition = words.T("loans.condition." + string(it.Condition))
	}
	return line
}

// LoanBook makes the loan book 借阅登记簿 of a period.
func (d *Desk) LoanBook(w io.Writer, b app.LoanBook) error {
	h := head(b.Organisation, "")
	period := fmt.Sprintf("%s/%s", b.From, b.To)
	out := letter.LoanBook{Head: h, Foot: foot(h, period, b.AuditHead, b.PrintedBy, b.Now), From: string(b.From), To: string(b.To)}
	for _, r := range b.Rows {
		out.Rows = append(out.Rows, bookRow(r, b.Now))
	}
	return d.write(w, func(p *letter.Press, w io.Writer) error { return p.LoanBook(w, out) })
}

func bookRow(r app.LoanBookRow, now time.Time) letter.BookRow {
	document, no := splitCopy(r.Item.Code)
	row := letter.BookRow{
		Loan: r.Number, Document: document, Title: r.Item.Title, Copy: no, Pages: strconv.Itoa(r.Item.Pages),
		Borrower: r.Borrower.Name, Approver: r.Item.DecidedBy, LentAt: day(r.Item.OutAt, now), Due: string(r.Item.Due),
		ReturnedAt: day(r.Item.BackAt, now),
	}
	if r.Item.Condition != "" {
		row.Condition = words.T("loans.condition." + string(r.Item.Condition))
	}
	return row
}

// splitCopy parts A-0032-01/1 into document and copy number.
func splitCopy(code string) (document, no string) {
	for i := len(code) - 1; i >= 0; i-- {
		if code[i] == '/' {
			return code[:i], code[i+1:]
		}
	}
	return code, ""
}

// moment is a time in the office's zone, which is now's; "" for none.
func moment(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(now.Location()).Format(minuteForm)
}

// day is the day of a time in the office's zone; "" for none.
func day(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(now.Location()).Format(time.DateOnly)
}
