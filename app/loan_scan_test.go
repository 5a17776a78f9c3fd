package app_test

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// The counter's field knows what it is given, however it is typed.
func TestScanKnowsWhatIsWhat(t *testing.T) {
	s := newLoanStage(t)
	number, code := s.staged(app.Approved)
	document := code[:len(code)-2]
	for text, kind := range map[string]app.ScanKind{
		code: app.ScanCopy, " " + document + "　": app.ScanCopy, lower(code): app.ScanCopy, wide(code): app.ScanCopy,
		number: app.ScanLoan, lower(number): app.ScanLoan, wide(number): app.ScanLoan,
		s.borrower.Number: app.ScanPerson, lower(s.borrower.Number): app.ScanPerson, wide(s.borrower.Number): app.ScanPerson,
		"A-9999-99": app.ScanUnknown, "": app.ScanUnknown, "？": app.ScanUnknown,
	} {
		got, err := s.Founder.Scan(t.Context(), text, true, "")
		ok(t, err)
		if got.Kind != kind {
			t.Errorf("%q is a %s, want %s", text, got.Kind, kind)
		}
		switch kind {
		case app.ScanUnknown:
			if got.Why == nil {
				t.Errorf("%q: no reason", text)
			}
		default:
			if len(got.Items) != 1 || !got.Items[0].Ready || got.Items[0].Code != code || got.Items[0].Title == "" {
				t.Errorf("%q: got %+v", text, got)
			}
		}
		if kind == app.ScanPerson && got.Person.Number != s.borrower.Number {
			t.Errorf("%q: got %+v", text, got.Person)
		}
	}
	got, err := s.Founder.Scan(t.Context(), apptest.FounderLogin, true, "")
	ok(t, err)
	if got.Kind != app.ScanPerson || got.Person.Number != apptest.FounderNumber {
		t.Errorf("a login is a %s", got.Kind)
	}
	s.Document(s.file.Code, "两份", 2)
	got, err = s.Founder.Scan(t.Context(), "A-0001-02", true, "")
	ok(t, err)
	if got.Kind != app.ScanUnknown || got.Why == nil || got.Why.Key != "error.copy.which" {
		t.Errorf("a document of two copies: got %+v", got)
	}
}

func lower(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r >= 'A' && r <= 'Z' {
			out[i] = r + 'a' - 'A'
		}
	}
	return string(out)
}

func wide(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r > ' ' && r < 0x7f {
			out[i] = r + 0xfee0
		}
	}
	return string(out)
}

// A wrong scan says why, and what would help.
func TestWrongScansTeach(t *testing.T) {
	s := newLoanStage(t)
	unsigned := s.Person("未签", apptest.Unsigned())
	for _, key := range app.Required {
		s.Signed(unsigned.Number, key, s.Today(), s.Today())
	}
	stage := func(state app.ItemState) string { _, code := s.staged(state); return code }
	free := s.copy()
	selfCode := s.copy()
	self := s.Requested(s.Founder, selfCode)
	_, err := s.keeper.Decide(t.Context(), self.Number, []app.Decision{{Copy: selfCode, Approve: true}})
	ok(t, err)
	for name, c := range map[string]struct {
		code     string
		hand     bool
		borrower string
		key      string
		fix      app.Fix
	}{
		"nobody asked":        {free, true, "", "error.counter.not_lent", app.FixRequest},
		"not approved":        {stage(app.Requested), true, "", "error.loan.state.requested", app.FixApprove},
		"out already":         {stage(app.OutItem), true, "", "error.loan.state.out", app.FixNone},
		"lost":                {stage(app.LostItem), true, "", "error.loan.state.lost", app.FixNone},
		"gone":                {stage(app.Incident), true, "", "error.copy.gone", app.FixNone},
		"for somebody else":   {stage(app.Approved), true, apptest.FounderNumber, "error.counter.other", app.FixNone},
		"for the keeper":      {selfCode, true, "", "error.self.hand_out", app.FixNone},
		"not out":             {free, false, "", "error.counter.not_out", app.FixNone},
		"approved, not out":   {stage(app.Approved), false, "", "error.counter.not_out", app.FixNone},
		"searched for":        {stage(app.LostItem), false, "", "error.counter.searched", app.FixNone},
		"from somebody else":  {stage(app.OutItem), false, apptest.FounderNumber, "error.counter.other_back", app.FixNone},
		"out, and taken back": {stage(app.OutItem), false, s.borrower.Number, "", app.FixNone},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := s.Founder.Scan(t.Context(), c.code, c.hand, c.borrower)
			ok(t, err)
			if len(got.Items) != 1 {
				t.Fatalf("got %+v", got)
			}
			it := got.Items[0]
			switch {
			case c.key == "":
				if !it.Ready || it.Why != nil {
					t.Errorf("not ready: %v", it.Why)
				}
			case it.Ready || it.Why == nil || it.Why.Key != c.key || it.Why.Fix != c.fix:
				t.Errorf("got %+v, want %s with %q", it.Why, c.key, c.fix)
			}
		})
	}
}

// What Scan calls ready, HandOut takes; what it does not, HandOut refuses in the same words.
func TestScanAndHandOutAgree(t *testing.T) {
	s := newLoanStage(t)
	for _, state := range allStates {
		number, code := s.staged(state)
		got, err := s.Founder.Scan(t.Context(), code, true, s.borrower.Number)
		ok(t, err)
		_, err = s.Founder.HandOut(t.Context(), app.Handover{
			Loan: number, Copies: []string{code}, Borrowers: apptest.Strokes(), Keepers: apptest.Strokes(),
		})
		if ready := got.Items[0].Ready; ready != (err == nil) {
			t.Errorf("%s: ready is %v, handing out says %v", state, ready, err)
		}
	}
}
