package window

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// loanPage is how many rows are asked for at once.
const loanPage = 200

// newTable makes the list.
func (s *loansScreen) newTable() *widget.Table[app.LoanRow] {
	t := widget.NewTable(s.columns())
	t.Key = func(r app.LoanRow) string { return r.Number }
	t.OnSelect = func(r app.LoanRow) { s.showSheetOf(r.Number) }
	t.OnNone = func() { s.showNothing() }
	t.OnNearEnd = s.loadOlder
	t.OnFilter = func(string) { s.loadRows() }
	keepWidths(s.sh, "loans.widths", t)
	return t
}

func (s *loansScreen) columns() []widget.Column[app.LoanRow] {
	today := string(s.sh.Day())
	text := func(of func(app.LoanRow) string) func(a, b app.LoanRow) int {
		return func(a, b app.LoanRow) int { return strings.Compare(of(a), of(b)) }
	}
	borrower := func(r app.LoanRow) string { return r.Borrower.Name }
	client := func(r app.LoanRow) string { return r.Client }
	purpose := func(r app.LoanRow) string { return r.Purpose }
	return []widget.Column[app.LoanRow]{
		{
			ID: "number", Heading: words.T("loans.col.number"), Width: look.WidthCode,
			Text: func(r app.LoanRow) string { return r.Number },
			Sort: func(a, b app.LoanRow) int { return cmp.Compare(a.ID, b.ID) },
		},
		{ID: "borrower", Heading: words.T("loans.col.borrower"), Width: look.WidthName, Text: borrower, Sort: text(borrower)},
		{ID: "client", Heading: words.T("loans.col.client"), Weight: 3, Text: client, Sort: text(client)},
		{
			ID: "copies", Heading: words.T("loans.col.copies"), Width: look.WidthCount,
			Text: func(r app.LoanRow) string { return strconv.Itoa(r.Copies) },
			Sort: func(a, b app.LoanRow) int { return cmp.Compare(a.Copies, b.Copies) },
		},
		{ID: "purpose", Heading: words.T("loans.col.purpose"), Weight: 2, Text: purpose, Sort: text(purpose)},
		{
			ID: "due", Heading: words.T("loans.col.due"), Width: look.WidthDay,
			Text: func(r app.LoanRow) string { return words.ShortDate(string(r.Due), today) },
			Sort: func(a, b app.LoanRow) int { return cmp.Compare(a.Due, b.Due) },
		},
		{ID: "state", Heading: words.T("loans.col.state"), Width: look.WidthState, Chip: loanChip},
	}
}

// filter is what the list asks for.
func (s *loansScreen) filter() app.LoanFilter {
	return app.LoanFilter{Tab: s.tab(), Text: strings.TrimSpace(s.table.Filter()), Limit: loanPage}
}

// loadRows asks for the first page of what the tab and the filter say.
func (s *loansScreen) loadRows() {
	f := s.filter()
	s.hints()
	Load(s.list, func(ctx context.Context) ([]app.LoanRow, error) { return s.sh.Office().Loans(ctx, f) }, s.showRows)
}

// loadOlder asks for the next page.
func (s *loansScreen) loadOlder() {
	rows := s.table.Rows()
	if !s.more || len(rows) == 0 {
		return
	}
	s.more = false
	f := s.filter()
	f.Before = oldest(rows).Key
	Load(s.list, func(ctx context.Context) ([]app.LoanRow, error) { return s.sh.Office().Loans(ctx, f) }, func(older []app.LoanRow) {
		s.more = len(older) == loanPage
		s.table.AppendRows(older)
	})
}

// oldest is the row that the source gave last, however the list is sorted.
func oldest(rows []app.LoanRow) app.LoanRow {
	last := rows[0]
	for _, r := range rows {
		if r.ID < last.ID {
			last = r
		}
	}
	return last
}

// loadCounts asks how many there are in each state.
func (s *loansScreen) loadCounts() {
	Load(s.counts, func(ctx context.Context) (map[app.LoanTab]int, error) {
		return s.sh.Office().CountLoans(ctx, app.LoanFilter{})
	}, s.showCounts)
}

// showCounts puts the counts on the tabs; the history has none, it only grows.
func (s *loansScreen) showCounts(counts map[app.LoanTab]int) {
	for _, tab := range loanTabs {
		if tab != app.TabHistory {
			s.tabs.SetCount(string(tab), counts[tab])
		}
	}
}

// showRows puts the rows into the list and selects what was asked for.
func (s *loansScreen) showRows(rows []app.LoanRow) {
	s.more = len(rows) == loanPage
	s.setEmpty()
	s.table.SetRows(rows)
	switch {
	case s.want != "":
		s.table.SelectKey(s.want)
		s.want = ""
	case len(rows) > 0 && !s.has && s.form == nil:
		s.table.SelectIndex(0)
	case len(rows) == 0 && s.form == nil && s.want == "" && !s.listed():
		s.showNothing()
	}
}

// listed tells whether the pane shows a loan that was opened by its number and stands in
// another state than the list's.
func (s *loansScreen) listed() bool { return s.has && s.act != "" }

// setEmpty says what would be here and offers the first step.
func (s *loansScreen) setEmpty() {
	var ask func()
	if s.sh.May(Request) {
		ask = func() { s.sh.Open(Request) }
	}
	s.table.SetEmpty(words.T("loans.empty."+string(s.tab())), words.T("loans.ask"), ask)
}
