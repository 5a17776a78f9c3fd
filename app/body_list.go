package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// stateOn is what a contract is worth on a day.
func (c Contract) stateOn(on Date, s Settings) ContractState {
	switch {
	case c.EndedOn != "" && c.EndedOn <= on:
		return ContractEnded
	case c.Until < on:
		return ContractExpired
	case c.From > on:
		return ContractComing
	case c.Clause == "" || c.ClauseOn > on:
		return ContractClauseless
	case on.DaysUntil(c.lastDay()) <= s.ExpiringDays:
		return ContractExpiring
	}
	return ContractInForce
}

// lastDay is the last day on which the contract holds, ended early or not.
func (c Contract) lastDay() Date {
	if c.EndedOn != "" {
		return min(c.Until, c.EndedOn.AddDays(-1))
	}
	return c.Until
}

// contractWorth orders states: of several contracts the best counts.
var contractWorth = []ContractState{
	ContractInForce, ContractExpiring, ContractClauseless, ContractComing, ContractExpired, ContractEnded, ContractMissing,
}

// row sums up a body's contracts.
func (b Body) row(contracts []ContractRow) BodyRow {
	r := BodyRow{Body: b, State: ContractMissing}
	for _, c := range contracts {
		if slices.Index(contractWorth, c.State) < slices.Index(contractWorth, r.State) {
			r.State = c.State
		}
		if c.State == ContractInForce || c.State == ContractExpiring {
			r.Until = max(r.Until, c.lastDay())
		}
	}
	return r
}

// binds reports whether people of the body are bound by a contract.
func (r BodyRow) binds() bool { return r.State == ContractInForce || r.State == ContractExpiring }

// mayReadBodies lets those read who look after people or judge them.
func (w *work) mayReadBodies() error {
	return w.mustHave(Custodian, Administrator, Inspector, Approver)
}

// Bodies lists the external bodies (§4.3), those without a contract in force first. Custodian,
// administrator, inspector, approver.
func (o *Office) Bodies(ctx context.Context, f BodyFilter) ([]BodyRow, error) {
	var out []BodyRow
	err := o.view(ctx, "body.list", "", func(w *work) error {
		if err := w.mayReadBodies(); err != nil {
			return err
		}
		rows, err := w.bodyRows()
		out = slices.DeleteFunc(rows, func(r BodyRow) bool { return !f.matches(r, w.today) })
		slices.SortStableFunc(out, func(a, b BodyRow) int {
			return cmp.Or(cmp.Compare(a.urgency(w.today), b.urgency(w.today)), cmp.Compare(a.Number, b.Number))
		})
		return err
	})
	return out, err
}

func (w *work) bodyRows() ([]BodyRow, error) {
	bodies, err := w.Reader.Bodies()
	if err != nil {
		return nil, err
	}
	contracts, err := w.contractRows(0)
	if err != nil {
		return nil, err
	}
	staff, err := w.BodyStaff(w.today)
	if err != nil {
		return nil, err
	}
	of := map[int64][]ContractRow{}
	for _, c := range contracts {
		of[c.BodyID] = append(of[c.BodyID], c)
	}
	out := make([]BodyRow, len(bodies))
	for i, b := range bodies {
		out[i] = b.row(of[b.ID])
		out[i].People = staff[b.ID]
	}
	return out, nil
}

func (w *work) contractRows(bodyID int64) ([]ContractRow, error) {
	found, err := w.Contracts(bodyID)
	out := make([]ContractRow, len(found))
	for i, c := range found {
		out[i] = ContractRow{Contract: c, State: c.stateOn(w.today, w.settings)}
	}
	return out, err
}

// endedBy reports whether the organisation no longer works with the body on a day.
func (b Body) endedBy(on Date) bool { return b.EndedOn != "" && b.EndedOn <= on }

// urgency puts first what somebody has to see to.
func (r BodyRow) urgency(on Date) int {
	switch {
	case r.endedBy(on):
		return 3
	case !r.binds():
		return 0
	case r.State == ContractExpiring:
		return 1
	}
	return 2
}

func (f BodyFilter) matches(r BodyRow, on Date) bool {
	if r.endedBy(on) && !f.IncludeEnded || f.Uncontracted && (r.binds() || r.endedBy(on)) {
		return false
	}
	text := Plain(f.Text)
	return text == "" || strings.Contains(Plain(r.Name), text) || strings.Contains(Plain(r.Number), text) ||
		strings.Contains(Initials(r.Name), text)
}

// Body returns one external body with its contracts and the people who act for it. Custodian,
// administrator, inspector, approver. Returns NotFound.
func (o *Office) Body(ctx context.Context, number string) (BodySheet, error) {
	var s BodySheet
	number = CleanCode(number)
	err := o.view(ctx, "body.view", number, func(w *work) error {
		if err := w.mayReadBodies(); err != nil {
			return err
		}
		b, err := w.bodyByNumber(number)
		if err != nil {
			return err
		}
		s, err = w.bodySheet(b)
		return err
	})
	return s, err
}

func (w *work) bodyByNumber(number string) (Body, error) {
	b, err := w.BodyByNumber(number)
	return b, missing(err, Errf(NotFound, "error.body.none", number))
}

func (w *work) bodySheet(b Body) (BodySheet, error) {
	s := BodySheet{MayEdit: w.mayEditBodies() == nil}
	var err error
	if s.Contracts, err = w.contractRows(b.ID); err != nil {
		return s, err
	}
	if s.Staff, err = w.Reader.People(PersonFilter{BodyID: b.ID, On: w.today, Limit: -1}); err != nil {
		return s, err
	}
	s.BodyRow = b.row(s.Contracts)
	s.People = len(s.Staff)
	return s, w.fillPeople(s.Staff)
}
