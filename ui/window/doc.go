// Package window is the Fyne window: a sidebar, a header with the search for everything, and
// one screen at a time.
//
// # How a screen is made
//
// A screen is a type with the methods of Screen; embedding Base gives those it has no use
// for. Its file registers it in init:
//
//	func init() {
//		register(Registration{
//			Name: Loans, Icon: theme.IconNameMailForward,
//			May:   func(a app.Abilities) bool { return a.Loans },
//			Badge: func(t app.Today) int { return t.BadgeLoans },
//			New:   func(sh *Shell) Screen { return newLoans(sh) },
//		})
//	}
//
// The order and groups of the sidebar stand in screens.go; the name shown there is the text
// "shell.nav.<name>". New is called once after each unlock, Build once after New, Refresh each
// time the screen comes to the front and whenever the register may have changed.
//
// Everything that asks the office goes through Load (reading; a newer question makes an older
// answer void) or Do (acting; each act is finished and its outcome shown). Both run the task
// away from the UI goroutine and hand the result back on it. A screen keeps flat display rows
// and never calls the office from the UI goroutine.
//
//	Load(s.list, func(ctx context.Context) ([]app.LoanRow, error) {
//		return s.sh.Office().Loans(ctx, filter) // capture filter before, on the UI goroutine
//	}, func(rows []app.LoanRow) { s.table.SetRows(rows) })
//
//	Do(s.sh, func(ctx context.Context) (app.Loan, error) { … }, func(l app.Loan) {
//		s.sh.Toast(words.T("loans.decided", l.Number))
//		s.sh.Changed()
//	}, s.form.Errors) // optional: returns true when it has shown the error itself
//
// Errors go to Shell.ShowError, which words them and offers the button that solves them.
package window
