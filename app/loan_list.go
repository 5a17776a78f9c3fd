package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
)

// allTabs lists the tabs that CountLoans counts.
var allTabs = []LoanTab{TabPending, TabCounter, TabOut, TabOverdue, TabQueue, TabHistory}

// Loans lists loans the actor may see, newest first: custodian all, approver the
// department's, others their own; a delegate also the principal's as custodian or
// approver. Clients' names and titles only where rule 2 allows.
func (o *Office) Loans(ctx context.Context, f LoanFilter) ([]LoanRow, error) {
	var rows []LoanRow
	err := o.view(ctx, "loan.list", "", func(w *work) (err error) {
		rows, err = w.loanRows(f)
		return err
	})
	return rows, err
}

// CountLoans counts every tab by the same rule.
func (o *Office) CountLoans(ctx context.Context, f LoanFilter) (map[LoanTab]int, error) {
	counts := make(map[LoanTab]int, len(allTabs))
	err := o.view(ctx, "loan.list", "", func(w *work) error {
		p, err := w.powers()
		if err != nil {
			return err
		}
		f.Zone = w.now.Location()
		for _, tab := range allTabs {
			f.Tab = tab
			if counts[tab], err = w.CountLoans(f, p.loans(), w.today); err != nil {
				return err
			}
		}
		return nil
	})
	return counts, err
}

// loanRows lists loans within what the actor may see.
func (w *work) loanRows(f LoanFilter) ([]LoanRow, error) {
	p, err := w.powers()
	if err != nil {
		return nil, err
	}
	f.Zone = w.now.Location()
	baskets, err := w.Loans(f, p.loans(), w.today)
	rows := make([]LoanRow, len(baskets))
	for i, b := range baskets {
		rows[i] = b.asOf(w.today).row(p, w.today)
	}
	return rows, err
}

// loansOfClient lists the loans of a client's copies that the actor may see.
func (w *work) loansOfClient(code string) ([]LoanRow, error) {
	return w.loanRows(LoanFilter{Tab: TabHistory, Client: code, Limit: 50})
}

// openLoansOf lists a person's loans that are not over, as far as the actor may see them.
func (w *work) openLoansOf(p Person) ([]LoanRow, error) {
	rows, err := w.loanRows(LoanFilter{Tab: TabHistory, Borrower: p.Number})
	return slices.DeleteFunc(rows, func(r LoanRow) bool { return r.State.Final() }), err
}

// asOf returns the basket as it counts on a day.
func (b LoanBasket) asOf(today Date) LoanBasket {
	items := make([]LoanItem, len(b.Items))
	for i, it := range b.Items {
		items[i] = it.asOf(today)
	}
	b.Items = items
	b.ExpiresOn = ""
	for _, it := range items {
		awaited := (it.State == Requested || it.State == Approved) && it.ExpiresOn != ""
		if awaited && (b.ExpiresOn == "" || it.ExpiresOn < b.ExpiresOn) {
			b.ExpiresOn = it.ExpiresOn
		}
	}
	return b
}

// row sums a basket up as far as the actor may read it.
func (b LoanBasket) row(p powers, today Date) LoanRow {
	r := LoanRow{Loan: b.Loan, Copies: len(b.Items), State: b.state(), Key: strconv.FormatInt(b.ID, 10)}
	r.Electronic = !slices.ContainsFunc(b.Items, func(it LoanItem) bool { return !it.Electronic })
	var clients []string
	for _, it := range b.Items {
		r.Overdue = max(r.Overdue, it.daysOver(today))
		r.DueToday = r.DueToday || it.State == OutItem && !it.Electronic && it.Due == today
		r.Reminded = max(r.Reminded, it.Reminded)
		if !p.reads(b.Loan, it) {
			continue
		}
		r.Title = cmp.Or(r.Title, it.Title)
		if !slices.Contains(clients, it.Client) {
			clients = append(clients, it.Client)
		}
	}
	if due := b.nextDue(); due != "" {
		r.Due = due
	}
	r.Client = strings.Join(clients, "、")
	return r
}

// state is the state that matters most among the items'.
func (b LoanBasket) state() ItemState {
	for _, s := range stateRank {
		if slices.ContainsFunc(b.Items, func(it LoanItem) bool { return it.State == s }) {
			return s
		}
	}
	return NewItem
}

// nextDue is the first due date among what is out, "" when nothing is.
func (b LoanBasket) nextDue() Date {
	var due Date
	for _, it := range b.Items {
		if it.State == OutItem && (due == "" || it.Due < due) {
			due = it.Due
		}
	}
	return due
}

// masked returns the items with titles, clients and places only where the actor may
// read them.
func (b LoanBasket) masked(p powers) []LoanItem {
	out := make([]LoanItem, len(b.Items))
	for i, it := range b.Items {
		if !p.reads(b.Loan, it) {
			it.Title, it.ClientID, it.Client, it.Home = "", 0, "", Location{}
		}
		out[i] = it
	}
	return out
}
