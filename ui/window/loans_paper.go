package window

import (
	"context"
	"io"
	"time"

	"custody/app"
	"custody/app/sheet"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// slipName is the file name of a loan slip; it names the loan alone.
func slipName(number string) string { return words.T("loans.slip.file", number) }

// slipPaper makes the PDF of a slip.
func slipPaper(sh *Shell, slip app.Slip) func(io.Writer) error {
	return func(w io.Writer) error { return sh.Papers().Slip(w, slip) }
}

// askBook asks for which days the loan book is to be printed.
func (s *loansScreen) askBook() {
	today := s.sh.Day()
	date := func(name, key string, day app.Date) *widget.FormField {
		d := widget.NewDateField(func() string { return string(today) }, false)
		d.SetValue(string(day))
		return widget.NewFormField(name, words.T(key), d)
	}
	from := date("from", "loans.book.from", today[:len(today)-2]+"01")
	to := date("to", "loans.book.to", today)
	form := widget.NewForm(from, to)
	s.sh.Sheet(SheetSpec{
		Title: words.T("loans.book.title"), Content: look.Column(look.GapCard, look.Note(words.T("loans.book.note")), form),
		Button: words.T("loans.book.do"), Focus: from.Input.FocusTarget(),
		Do: func(sheet *Sheet) {
			sheet.SetBusy(true)
			first, last := app.Date(form.Value("from")), app.Date(form.Value("to"))
			Do(s.sh, func(ctx context.Context) (app.LoanBook, error) {
				return s.sh.Office().PrintLoanBook(ctx, first, last)
			}, func(book app.LoanBook) {
				sheet.Close()
				s.sh.Print(words.T("loans.book.file", first, last), func(w io.Writer) error { return s.sh.Papers().LoanBook(w, book) })
			}, func(err error) bool {
				sheet.SetBusy(false)
				if rest := applyErrors(form, err); rest != nil {
					sheet.Problem(ErrorText(rest))
				}
				return true
			})
		},
	})
}

// printRows prints the list as shown, all of it.
func (s *loansScreen) printRows() {
	f := s.filter()
	printList(s.sh, listing[app.LoanRow]{
		list: "loans", title: NavName(Loans), note: narrowed(s.tabs.SelectedLabel(), s.table.Filter()), table: s.table,
		all: func(ctx context.Context) ([]app.LoanRow, error) { return allLoans(ctx, s.sh.Office(), f) },
	})
}

// export writes the list as shown, all of it, to a spreadsheet.
func (s *loansScreen) export() {
	f := s.filter()
	day := s.sh.Day()
	Do(s.sh, func(ctx context.Context) ([]app.LoanRow, error) {
		rows, err := allLoans(ctx, s.sh.Office(), f)
		if err != nil {
			return nil, err
		}
		return rows, s.sh.Office().ExportNote(ctx, "loans", len(rows))
	}, func(rows []app.LoanRow) {
		s.sh.SaveAs(words.T("loans.export.file", day), []string{".xlsx"}, func(w io.Writer) error {
			return sheet.Write(w, loanTable(rows))
		})
	})
}

// allLoans reads a list page by page to its end.
func allLoans(ctx context.Context, office *app.Office, f app.LoanFilter) ([]app.LoanRow, error) {
	var all []app.LoanRow
	for {
		page, err := office.Loans(ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) < loanPage {
			return all, nil
		}
		f.Before = page[len(page)-1].Key
	}
}

// loanTable is a list of loans as a spreadsheet.
func loanTable(rows []app.LoanRow) sheet.Table {
	column := func(key string, width float64) sheet.TableColumn {
		return sheet.TableColumn{Heading: words.T(key), Width: width}
	}
	t := sheet.Table{Title: NavName(Loans), Columns: []sheet.TableColumn{
		column("loans.col.number", 16), column("loans.col.borrower", 12), column("loans.col.person", 10), column("loans.col.client", 32),
		column("loans.col.copies", 8), column("loans.col.purpose", 24), column("loans.field.place", 12),
		column("loans.field.asked", 18), column("loans.col.due", 12), column("loans.col.state", 12),
	}}
	for _, r := range rows {
		_, state := loanChip(r)
		t.Rows = append(t.Rows, []any{
			r.Number, r.Borrower.Name, r.Borrower.Number, r.Client, r.Copies, r.Purpose, PlaceName(r.Place),
			r.RequestedAt.Format(time.DateOnly + " 15:04"), string(r.Due), state,
		})
	}
	return t
}
