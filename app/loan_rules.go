package app

import (
	"errors"
	"slices"
	"strings"
)

// cleanCodes cleans codes, and drops empty and double ones.
func cleanCodes(codes []string) []string {
	var out []string
	for _, c := range codes {
		if c = CleanCode(c); c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// loggedCodes is what the log says of codes as they were typed: codes, never what else
// somebody put into the field.
func loggedCodes(codes ...string) string {
	var out []string
	for _, c := range codes {
		if c = CleanCode(c); len(c) > maxCode || strings.ContainsFunc(c, notInLog) {
			c = "?"
		}
		out = append(out, c)
		if len(out) == 10 {
			break
		}
	}
	return strings.Join(out, " ")
}

func notInLog(r rune) bool {
	return (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_./", r)
}

// dueDate checks a due date: needed, a day, not past, not beyond MaxLoanDays (rule 8).
func (w *work) dueDate(due Date) *Error {
	last := w.today.AddDays(w.settings.MaxLoanDays)
	switch {
	case due == "":
		return Errf(Invalid, "error.loan.due.missing").At("due")
	case !due.Valid():
		return Errf(Invalid, "error.date", string(due)).At("due")
	case due < w.today:
		return Errf(Invalid, "error.loan.due.past").At("due")
	case due > last:
		return Errf(Invalid, "error.loan.due.late", w.settings.MaxLoanDays, string(last)).At("due")
	}
	return nil
}

// boundPerson checks rule 1 for somebody a file goes to, and that they are still here.
func (w *work) boundPerson(p Person) error {
	st, err := standingOf(w, p, w.today)
	if err != nil {
		return err
	}
	return st.refusal(p)
}

// basket returns a loan with its items, those past their time as lapsed. Returns
// NotFound (error.loan.unknown).
func (w *work) basket(number string) (LoanBasket, error) {
	l, err := w.Loan(CleanCode(number))
	if err != nil {
		return LoanBasket{}, unknown(err, "error.loan.unknown", number)
	}
	items, err := w.Items(l.ID)
	return LoanBasket{Loan: l, Items: items}.asOf(w.today), err
}

// unknown gives a NotFound of the store the words for what was looked for.
func unknown(err error, key string, args ...any) error {
	if err != nil && CodeOf(err) == NotFound {
		return Errf(NotFound, key, args...)
	}
	return err
}

// pick returns the items of the copies named. Returns Invalid (error.loan.no_copy) for
// a copy that is not in the loan, and (error.loan.copies.missing) for none.
func (b LoanBasket) pick(copies []string) ([]LoanItem, error) {
	codes := cleanCodes(copies)
	if len(codes) == 0 {
		return nil, Errf(Invalid, "error.loan.copies.missing").At("copies")
	}
	var out []LoanItem
	for _, code := range codes {
		i := slices.IndexFunc(b.Items, func(it LoanItem) bool { return CleanCode(it.Code) == code })
		if i < 0 {
			return nil, Errf(Invalid, "error.loan.no_copy", code, b.Number).At("copies")
		}
		out = append(out, b.Items[i])
	}
	return out, nil
}

// copyOf is copyMeant for a code as it was typed. Returns NotFound (error.copy.unknown,
// error.copy.which for a document with several copies).
func (w *work) copyOf(code string) (Copy, error) {
	code = CleanCode(code)
	c, err := w.copyMeant(code)
	var e *Error
	if errors.As(err, &e) && e.Key == "error.notfound" {
		return c, Errf(NotFound, "error.copy.unknown", code)
	}
	return c, err
}

// lendable refuses a copy that can't go out whoever asks: its case file on hold, lost,
// gone. Returns Conflict.
func (w *work) lendable(c Copy) error {
	d, err := w.Document(c.DocumentID)
	if err != nil {
		return err
	}
	switch {
	case d.OnHold:
		return Errf(Conflict, "error.copy.hold", c.Code)
	case c.State == Lost:
		return Errf(Conflict, "error.copy.lost", c.Code)
	case c.State == Gone:
		return Errf(Conflict, "error.copy.gone", c.Code)
	}
	return nil
}

// codesOf lists the copies' codes of items, for the audit log.
func codesOf(items []LoanItem) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.Code
	}
	return out
}
