package app_test

import (
	"slices"
	"testing"

	"custody/app"
)

// The table by itself: one line for a state and an event, the same people for an event
// from every state, every state reached, every open state with a way out.
func TestLoanTransitionsAreOneSoundTable(t *testing.T) {
	type step struct {
		from app.ItemState
		ev   app.LoanEvent
	}
	seen := map[step]bool{}
	who := map[app.LoanEvent]app.Transition{}
	reached := map[app.ItemState]bool{}
	for _, tr := range app.LoanTransitions {
		s := step{tr.From, tr.Event}
		if seen[s] {
			t.Errorf("%s from %s stands twice", tr.Event, tr.From)
		}
		seen[s] = true
		if first, ok := who[tr.Event]; ok && (!slices.Equal(first.Who, tr.Who) || !slices.Equal(first.Never, tr.Never) || first.Medium != tr.Medium) {
			t.Errorf("%s is for others from %s", tr.Event, tr.From)
		}
		who[tr.Event] = tr
		if len(tr.Who) == 0 {
			t.Errorf("nobody may %s", tr.Event)
		}
		reached[tr.To] = true
		if tr.From != app.NewItem && tr.From.Final() {
			t.Errorf("%s is final and goes on", tr.From)
		}
	}
	for _, s := range allStates {
		if !reached[s] {
			t.Errorf("%s is never reached", s)
		}
	}
}

// Rule 3 in the table: nobody decides, hands out, takes back or renews for themselves.
func TestNobodyDoesTheirOwn(t *testing.T) {
	for _, tr := range app.LoanTransitions {
		switch tr.Event {
		case app.EventApprove, app.EventRefuse:
			if !slices.Contains(tr.Never, app.ByAsker) || !slices.Contains(tr.Never, app.ByBorrower) {
				t.Errorf("%s leaves out who asked or borrows", tr.Event)
			}
		case app.EventHandOut, app.EventTakeBack, app.EventRenew, app.EventFound, app.EventIncident:
			if !slices.Contains(tr.Never, app.ByBorrower) {
				t.Errorf("%s leaves out the borrower", tr.Event)
			}
		}
	}
}
