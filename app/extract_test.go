package app_test

import (
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// readingStage is an electronic document open to its borrower under a loan of ten days.
type readingStage struct {
	*loanStage
	code, doc string
	loan      app.Loan
	reading   *app.Reading
}

func newReadingStage(t *testing.T, p app.Permits) *readingStage {
	s := &readingStage{loanStage: newLoanStage(t)}
	s.code = s.electronic()
	s.doc = documentOf(s.code)
	s.loan = s.askElectronic(s.office, 10, s.code)
	s.allow(s.Founder, s.loan.Number, s.code, p)
	s.reading = s.opened(s.office)
	return s
}

// opened opens the document by an office until the test ends.
func (s *readingStage) opened(o *app.Office) *app.Reading {
	s.t.Helper()
	r, err := o.OpenContent(s.t.Context(), s.doc)
	ok(s.t, err)
	s.t.Cleanup(func() {
		if r.File != nil {
			_ = r.File.Close()
		}
	})
	return r
}

// wanted is an extract of a kind as it should be asked for.
func (s *readingStage) wanted(kind app.ExtractKind) app.ExtractRequest {
	q := app.ExtractRequest{Document: s.doc, Kind: kind, Purpose: "评定会用", Due: s.Today().AddDays(5)}
	if kind == app.Excerpted {
		q.Pages, q.Of = "1-2", 9
	}
	if kind == app.SentOut {
		q.Outside, q.Basis = "某认可机构", "合同第 7 条"
	}
	return q
}

// made makes an extract.
func (s *readingStage) made(kind app.ExtractKind) app.Extract {
	s.t.Helper()
	e, _, err := s.office.MakeExtract(s.t.Context(), s.reading, s.wanted(kind))
	ok(s.t, err)
	return e
}

// What a loan does not allow does not leave the window, and the attempt is in the log.
func TestNothingLeavesWithoutItsPermit(t *testing.T) {
	all := app.Permits{Print: true, Export: true, Excerpt: true}
	for _, c := range []struct {
		kind app.ExtractKind
		less app.Permits
	}{
		{app.Printed, app.Permits{Export: true, Excerpt: true}},
		{app.Exported, app.Permits{Print: true, Excerpt: true}},
		{app.SentOut, app.Permits{Print: true, Excerpt: true}},
		{app.Excerpted, app.Permits{Print: true, Export: true}},
	} {
		t.Run(string(c.kind), func(t *testing.T) {
			t.Parallel()
			s := newReadingStage(t, c.less)
			_, _, err := s.office.MakeExtract(t.Context(), s.reading, s.wanted(c.kind))
			refusedKey(t, err, app.NotAllowed, "error.permit."+string(c.kind))
			e := logged(t, s.Kit, apptest.Login(s.borrower.Number), "extract."+string(c.kind), app.Refused)
			if e.Object != s.doc {
				t.Errorf("logged on %q", e.Object)
			}
			rows, err := s.Founder.Extracts(t.Context(), app.ExtractFilter{})
			ok(t, err)
			if len(rows) != 0 {
				t.Errorf("got %+v", rows)
			}
			s = newReadingStage(t, all)
			s.made(c.kind)
		})
	}
}

// Duty opens for reading, and for nothing else: nobody approves their own copies (§5.3.4).
func TestDutyAllowsNoCopies(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true})
	assigned, office := s.Staff("周敏", app.Reviewer)
	s.Assign(s.file.ClientCode, assigned.Number, 9)
	for _, o := range []*app.Office{s.Founder, office} {
		r := s.opened(o)
		for _, kind := range app.AllExtractKinds {
			_, _, err := o.MakeExtract(t.Context(), r, s.wanted(kind))
			refusedKey(t, err, app.NotAllowed, "error.permit.loan")
		}
	}
}

// An extract has the next number of its year, and its number is burned into every page.
func TestExtractsAreNumberedAndMarked(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true, Excerpt: true})
	e, mark, err := s.office.MakeExtract(t.Context(), s.reading, s.wanted(app.Printed))
	ok(t, err)
	want := []string{s.borrower.Name + " " + s.borrower.Number, "2026-11-27 09:00", s.loan.Number, "FB-2026-0001"}
	if e.Number != "FB-2026-0001" || !slices.Equal(mark, want) {
		t.Errorf("%s marked %q", e.Number, mark)
	}
	if e.State != app.ExtractOut || e.HolderID != s.borrower.ID || e.Loan != s.loan.Number || e.Document != s.doc || e.Pages != "" {
		t.Errorf("got %+v", e)
	}
	entry := logged(t, s.Kit, apptest.Login(s.borrower.Number), "extract.print", app.Done)
	if f := facts(t, entry); entry.Object != e.Number || f["document"] != s.doc || f["loan"] != s.loan.Number {
		t.Errorf("logged as %+v", entry)
	}
	q := s.wanted(app.Excerpted)
	q.Pages = " 7,1－3 "
	e, _, err = s.office.MakeExtract(t.Context(), s.reading, q)
	ok(t, err)
	if e.Number != "FB-2026-0002" || e.Pages != "1-3, 7" {
		t.Errorf("got %+v", e)
	}
	s.Clock.Set(time.Date(2027, 1, 4, 9, 0, 0, 0, apptest.Start.Location()))
	s.loan = s.askElectronic(s.office, 10, s.code)
	s.allow(s.Founder, s.loan.Number, s.code, app.Permits{Print: true})
	s.reading = s.opened(s.office)
	if e := s.made(app.Printed); e.Number != "FB-2027-0001" {
		t.Errorf("got %s", e.Number)
	}
}

// What was typed wrong comes back at its field, and nothing is made.
func TestExtractsAskedForWrongly(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true, Export: true, Excerpt: true})
	for _, c := range []struct {
		name, field, key string
		kind             app.ExtractKind
		change           func(*app.ExtractRequest)
	}{
		{"no kind", "kind", "error.extract.kind", app.Printed, func(q *app.ExtractRequest) { q.Kind = "" }},
		{"no purpose", "purpose", "error.text.empty", app.Printed, func(q *app.ExtractRequest) { q.Purpose = " " }},
		{"no due date", "due", "error.extract.due.missing", app.Printed, func(q *app.ExtractRequest) { q.Due = "" }},
		{"a due date gone by", "due", "error.loan.due.past", app.Printed, func(q *app.ExtractRequest) { q.Due = s.Today().AddDays(-1) }},
		{"no day", "due", "error.date", app.Printed, func(q *app.ExtractRequest) { q.Due = "soon" }},
		{"longer than the loan", "due", "error.extract.due.late", app.Printed, func(q *app.ExtractRequest) { q.Due = s.loan.Due.AddDays(1) }},
		{"another document", "document", "error.extract.other", app.Printed, func(q *app.ExtractRequest) { q.Document = "A-9999-99" }},
		{"no page", "pages", "error.pages.form", app.Printed, func(q *app.ExtractRequest) { q.Pages = "x" }},
		{"a page beyond", "pages", "error.pages.beyond", app.Printed, func(q *app.ExtractRequest) { q.Pages, q.Of = "3-10", 9 }},
		{"an excerpt of nothing", "pages", "error.extract.pages.none", app.Excerpted, func(q *app.ExtractRequest) { q.Pages = "" }},
		{"an excerpt of all", "pages", "error.extract.pages.all", app.Excerpted, func(q *app.ExtractRequest) { q.Pages = "1-9" }},
		{"an excerpt of who knows how much", "pages", "error.extract.pages.unknown", app.Excerpted, func(q *app.ExtractRequest) { q.Of = 0 }},
		{"nobody outside", "outside", "error.text.empty", app.SentOut, func(q *app.ExtractRequest) { q.Outside = "" }},
		{"no basis", "basis", "error.text.empty", app.SentOut, func(q *app.ExtractRequest) { q.Basis = "" }},
	} {
		q := s.wanted(c.kind)
		c.change(&q)
		_, mark, err := s.office.MakeExtract(t.Context(), s.reading, q)
		found := slices.IndexFunc(answersOf(err), func(e *app.Error) bool { return e.Key == c.key && e.Field == c.field && e.Code == app.Invalid })
		if found < 0 || mark != nil {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	rows, err := s.Founder.Extracts(t.Context(), app.ExtractFilter{})
	ok(t, err)
	if len(rows) != 0 {
		t.Errorf("got %+v", rows)
	}
}

// Only what is open now, to whoever asks, can be taken out of the window.
func TestExtractsAreOfWhatIsOpen(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true})
	try := func(o *app.Office, r *app.Reading) error {
		_, _, err := o.MakeExtract(t.Context(), r, s.wanted(app.Printed))
		return err
	}
	refusedKey(t, try(s.office, nil), app.Conflict, "error.extract.shut")
	refusedKey(t, try(s.office, &app.Reading{}), app.Conflict, "error.extract.shut")
	refusedKey(t, try(s.office, s.opened(s.Founder)), app.Conflict, "error.extract.shut")
	ok(t, try(s.office, s.reading))
	ok(t, s.office.CloseContent(t.Context(), s.reading, app.Seen{}))
	refusedKey(t, try(s.office, s.reading), app.Conflict, "error.extract.shut")
	s.reading = s.opened(s.office)
	ok(t, s.office.GiveBack(t.Context(), s.loan.Number, nil))
	refusedKey(t, try(s.office, s.reading), app.NotAllowed, "error.permit.loan")
	// On the loan's last day it goes, the day after not.
	s.loan = s.askElectronic(s.office, 1, s.code)
	s.allow(s.Founder, s.loan.Number, s.code, app.Permits{Print: true})
	s.reading = s.opened(s.office)
	s.Clock.Advance(24 * time.Hour)
	q := s.wanted(app.Printed)
	q.Due = s.Today()
	_, _, err := s.office.MakeExtract(t.Context(), s.reading, q)
	ok(t, err)
	s.Clock.Advance(24 * time.Hour)
	refusedKey(t, try(s.office, s.reading), app.NotAllowed, "error.permit.loan")
}

// Files that leave need a password typed a moment ago; paper does not.
func TestExportsNeedAFreshPassword(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true, Export: true})
	s.ConfirmFor = time.Minute
	s.office = s.Office(apptest.Login(s.borrower.Number))
	s.Clock.Advance(2 * time.Minute)
	for _, kind := range []app.ExtractKind{app.Exported, app.SentOut} {
		_, _, err := s.office.MakeExtract(t.Context(), s.reading, s.wanted(kind))
		refusedKey(t, err, app.Unconfirmed, "error.confirm")
	}
	s.made(app.Printed)
}

// An extract is due no later than its loan, whatever becomes of that.
func TestAnExtractDoesNotOutliveItsLoan(t *testing.T) {
	for name, c := range map[string]struct {
		act  func(s *readingStage) error
		want int // days from today
	}{
		"recalled": {func(s *readingStage) error {
			return s.Founder.Recall(s.t.Context(), s.loan.Number, []string{s.code}, s.Today().AddDays(2), "任务变更")
		}, 2},
		"renewed": {func(s *readingStage) error {
			return s.Founder.Renew(s.t.Context(), s.loan.Number, []string{s.code}, s.Today().AddDays(20))
		}, 5},
		"given back": {func(s *readingStage) error { return s.office.GiveBack(s.t.Context(), s.loan.Number, nil) }, 0},
		"left": {func(s *readingStage) error {
			_, err := s.Founder.Leave(s.t.Context(), s.borrower.Number, s.Today(), "另谋高就")
			return err
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newReadingStage(t, app.Permits{Print: true, Export: true})
			number := s.made(app.Printed).Number
			ok(t, c.act(s))
			e, err := s.Founder.OpenExtract(t.Context(), number)
			ok(t, err)
			if want := s.Today().AddDays(c.want); e.Due != want || e.State != app.ExtractOut {
				t.Errorf("due on %s and %s, want %s", e.Due, e.State, want)
			}
			chainHolds(t, s.Kit)
		})
	}
}
