package app_test

import (
	"slices"
	"testing"
	"time"

	"custody/app"
)

// Every event in every state, on a real vault: what the table has a line for goes to
// where the line says, everything else is a conflict and changes nothing.
func TestEveryEventInEveryState(t *testing.T) {
	for _, from := range allStates {
		t.Run(string(from), func(t *testing.T) {
			t.Parallel()
			s := newLoanStage(t)
			for ev := range loanActs {
				if from == app.Waiting && ev == app.EventTakeBack {
					continue // takes back the loan that is waited for: TestTheQueueMovesOn
				}
				s.tryEvent(app.Paper, from, ev)
			}
			chainHolds(t, s.Kit)
		})
	}
}

// The same of electronic copies, which are never waited for, nor lost.
func TestEveryEventInEveryStateOfAnElectronicCopy(t *testing.T) {
	for _, from := range allStates {
		if slices.Contains([]app.ItemState{app.Waiting, app.LostItem, app.Incident}, from) {
			continue
		}
		t.Run(string(from), func(t *testing.T) {
			t.Parallel()
			s := newLoanStage(t)
			for ev := range loanActs {
				s.tryEvent(app.Electronic, from, ev)
			}
			chainHolds(t, s.Kit)
		})
	}
}

func (s *loanStage) tryEvent(medium app.Medium, from app.ItemState, ev app.LoanEvent) {
	s.t.Helper()
	number, code := s.stagedOn(medium, from)
	if got := itemNow(s.t, s.Kit, number, code).State; got != from {
		s.t.Fatalf("staged %s, want %s", got, from)
	}
	want, tabled := leadsTo(medium, from, ev)
	if medium == app.Electronic && ev == app.EventApprove && tabled {
		want = app.OutItem // the founder has the key and gives it
	}
	err := s.do(s.Founder, s.office, ev, number, code)
	if tabled {
		if err != nil {
			s.t.Errorf("%s from %s: %v", ev, from, err)
		}
	} else if err == nil || app.CodeOf(err) != app.Conflict {
		s.t.Errorf("%s from %s: got %v, want a conflict", ev, from, err)
	}
	if got := itemNow(s.t, s.Kit, number, code).State; got != want {
		s.t.Errorf("%s from %s leads to %s, want %s", ev, from, got, want)
	}
}

// leadsTo is where the table says that an event leads.
func leadsTo(medium app.Medium, from app.ItemState, ev app.LoanEvent) (to app.ItemState, tabled bool) {
	for _, tr := range app.LoanTransitions {
		if tr.From == from && tr.Event == ev && (tr.Medium == "" || tr.Medium == medium) {
			return tr.To, true
		}
	}
	return from, false
}

// Requests, approvals and places in a queue run out; the next in line asks then, and
// each loan concerned has its entry (rule 8).
func TestWhatNobodyDecidesOrCollectsLapses(t *testing.T) {
	s := newLoanStage(t)
	code, queued := s.copy(), s.copy()
	number := s.request(code, s.Today().AddDays(20), false)
	_, other := s.Staff("周敏", app.Auditor)
	first := s.Requested(other, queued)
	next := s.request(queued, s.Today().AddDays(20), true)
	s.Approve(first.Number, queued)

	s.Clock.Advance(7 * 24 * time.Hour)
	if it := itemNow(t, s.Kit, number, code); it.State != app.Requested {
		t.Errorf("on its last day a request is %s", it.State)
	}
	s.Clock.Advance(24 * time.Hour)
	if it := itemNow(t, s.Kit, number, code); it.State != app.Lapsed {
		t.Errorf("the day after, before anybody acts, a request reads as %s", it.State)
	}
	counts, err := s.Founder.CountLoans(t.Context(), app.LoanFilter{})
	ok(t, err)
	if counts[app.TabPending] != 0 || counts[app.TabCounter] != 0 {
		t.Errorf("lists count what has lapsed: %v", counts)
	}
	_, err = s.Founder.Today(t.Context())
	ok(t, err)
	for _, l := range []struct {
		number, code string
		want         app.ItemState
	}{{number, code, app.Lapsed}, {first.Number, queued, app.Lapsed}, {next, queued, app.Requested}} {
		if it := itemNow(t, s.Kit, l.number, l.code); it.State != l.want {
			t.Errorf("%s is %s, want %s", l.number, it.State, l.want)
		}
	}
	sheet, err := s.Founder.OpenLoan(t.Context(), number)
	ok(t, err)
	var lapses int
	for _, e := range sheet.History {
		if e.Act == "loan.lapse" {
			lapses++
		}
	}
	if lapses != 1 {
		t.Errorf("%d entries of the lapse, want 1", lapses)
	}
}
