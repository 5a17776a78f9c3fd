package app_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"custody/app"
	"custody/app/apptest"
)

// The register of copies is ticked off by a custodian who is not the holder, once, and a
// destruction says how.
func TestExtractsAreTickedOffByAnother(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true})
	number := s.made(app.Printed).Number
	refusedKey(t, s.office.CloseExtract(t.Context(), number, app.ExtractReturned, ""), app.NotAllowed, "error.extract.self")
	// To somebody whose lists do not hold it, it is as if it were not there.
	for _, unknown := range []string{number, "FB-2026-0099"} {
		err := s.approver().CloseExtract(t.Context(), unknown, app.ExtractReturned, "")
		refusedKey(t, err, app.NotFound, "error.extract.unknown")
	}
	_, inspector := s.Staff("内审员", app.Inspector)
	refusedKey(t, inspector.CloseExtract(t.Context(), number, app.ExtractReturned, ""), app.NotAllowed, "error.loan.who.custodian")
	refusedKey(t, s.Founder.CloseExtract(t.Context(), "FB-2026-0099", app.ExtractReturned, ""), app.NotFound, "error.extract.unknown")
	refusedAt(t, s.Founder.CloseExtract(t.Context(), number, app.ExtractOut, ""), app.Invalid, "state")
	refusedAt(t, s.Founder.CloseExtract(t.Context(), number, app.ExtractDestroyed, " "), app.Invalid, "note")
	ok(t, s.Founder.CloseExtract(t.Context(), number, app.ExtractDestroyed, "当面碎纸"))
	logged(t, s.Kit, apptest.FounderLogin, "extract.close", app.Done)
	e, err := s.office.OpenExtract(t.Context(), number)
	ok(t, err)
	if e.State != app.ExtractDestroyed || e.Closer != apptest.FounderName || e.Note != "当面碎纸" || !e.ClosedAt.Equal(s.Clock.Now()) {
		t.Errorf("got %+v", e)
	}
	refusedKey(t, s.Founder.CloseExtract(t.Context(), number, app.ExtractReturned, ""), app.Conflict, "error.extract.closed")
	ok(t, s.keeper.CloseExtract(t.Context(), s.made(app.Printed).Number, app.ExtractReturned, ""))
	chainHolds(t, s.Kit)
}

// A custodian's own copies are for another custodian, and not for whoever stands in for the
// holder either; a delegate of another custodian may, under both names.
func TestCustodiansLeaveTheirOwnExtractsToOthers(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true})
	holder, office := s.Staff("持有人", app.Custodian)
	standIn, relief := s.Staff("替班", app.Sales)
	_, err := office.Delegate(t.Context(), standIn.Number, s.Today(), s.Today().AddDays(9))
	ok(t, err)
	s.office = office
	s.loan = s.askElectronic(office, 9, s.code)
	s.allow(s.Founder, s.loan.Number, s.code, app.Permits{Print: true})
	s.reading = s.opened(office)
	number := s.made(app.Printed).Number
	refusedKey(t, office.CloseExtract(t.Context(), number, app.ExtractReturned, ""), app.NotAllowed, "error.extract.self")
	refusedKey(t, relief.CloseExtract(t.Context(), number, app.ExtractReturned, ""), app.NotAllowed, "error.self.principal")
	_, err = s.keeper.Delegate(t.Context(), standIn.Number, s.Today(), s.Today().AddDays(9))
	ok(t, err)
	ok(t, relief.CloseExtract(t.Context(), number, app.ExtractReturned, ""))
	e := logged(t, s.Kit, apptest.Login(standIn.Number), "extract.close", app.Done)
	if e.OnBehalf == "" || e.OnBehalf == holder.Number+" "+holder.Name {
		t.Errorf("on behalf of %q", e.OnBehalf)
	}
}

// Whose copies and readings somebody may know of, and with which titles.
func TestWhoKnowsOfExtractsAndReadings(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true})
	number := s.made(app.Printed).Number
	ok(t, s.office.CloseContent(t.Context(), s.reading, app.Seen{Pages: []int{2, 1, 2}, Seconds: 40}))
	assigned, member := s.Staff("周敏", app.Reviewer)
	s.Assign(s.file.ClientCode, assigned.Number, 9)
	_, stranger := s.Staff("赵颉", app.Sales)
	_, inspector := s.Staff("内审员", app.Inspector)
	ok(t, s.office.GiveBack(t.Context(), s.loan.Number, nil))
	client := s.file.ClientCode
	for _, c := range []struct {
		name         string
		office       *app.Office
		list, ofDoc  bool // in the register of copies; in a document's
		opens, named bool
		views        bool // others' of the document, the client
	}{
		{"custodian", s.Founder, true, true, true, true, true},
		{"inspector", inspector, true, true, true, false, true},
		{"assigned", member, false, true, true, true, true},
		{"holder", s.office, true, true, true, false, false},
		{"head of department", s.approver(), false, false, false, false, false},
		{"stranger", stranger, false, false, false, false, false},
	} {
		rows, err := c.office.Extracts(t.Context(), app.ExtractFilter{})
		ok(t, err)
		ofDoc, err := c.office.Extracts(t.Context(), app.ExtractFilter{Document: s.doc})
		ok(t, err)
		e, err := c.office.OpenExtract(t.Context(), number)
		if len(rows) == 1 != c.list || len(ofDoc) == 1 != c.ofDoc || (err == nil) != c.opens {
			t.Errorf("%s: %d in the list, %d of the document, opened: %v", c.name, len(rows), len(ofDoc), err)
		}
		if (e.Title != "") != c.named {
			t.Errorf("%s reads the title %q", c.name, e.Title)
		}
		for _, f := range []app.ViewFilter{{Document: s.doc}, {Client: client}, {Person: s.borrower.Number}} {
			views, err := c.office.ContentViews(t.Context(), f)
			if c.views {
				ok(t, err)
				if len(views) == 0 || (views[0].Title != "") != c.named || (views[0].Client != "") != c.named {
					t.Errorf("%s, %+v: %+v", c.name, f, views)
				}
			} else if c.name != "holder" || f.Person == "" {
				refusedKey(t, err, app.NotAllowed, "error.views.who")
			}
		}
	}
	own, err := s.office.ContentViews(t.Context(), app.ViewFilter{})
	ok(t, err)
	if len(own) != 1 || own[0].Pages != "1-2" || own[0].Seconds != 40 || own[0].Loan != s.loan.Number || own[0].Title != "" {
		t.Errorf("got %+v", own)
	}
	none, err := stranger.ContentViews(t.Context(), app.ViewFilter{})
	ok(t, err)
	if len(none) != 0 {
		t.Errorf("a stranger sees %+v", none)
	}
}

// Today tells the holder and the custodians what is due back, and the list how late it is.
func TestTodayTellsWhichExtractsAreDue(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true})
	number := s.made(app.Printed).Number
	due := func(o *app.Office) []app.Task {
		d, err := o.Today(t.Context())
		ok(t, err)
		return slices.DeleteFunc(d.Tasks, func(t app.Task) bool { return t.Kind != app.TaskExtract })
	}
	if n := len(due(s.Founder)); n != 0 {
		t.Errorf("%d tasks five days before", n)
	}
	s.Clock.Advance(7 * 24 * time.Hour)
	for _, o := range []*app.Office{s.office, s.Founder, s.keeper} {
		tasks := due(o)
		if len(tasks) != 1 || tasks[0].Extract != number || tasks[0].Document != s.doc || tasks[0].Person.ID != s.borrower.ID || tasks[0].Title == "" {
			t.Errorf("got %+v", tasks)
		}
	}
	if n := len(due(s.approver())); n != 0 {
		t.Errorf("%d tasks for a head of department", n)
	}
	rows, err := s.Founder.Extracts(t.Context(), app.ExtractFilter{State: app.ExtractOut})
	ok(t, err)
	if len(rows) != 1 || rows[0].Overdue != 2 {
		t.Errorf("got %+v", rows)
	}
	ok(t, s.Founder.CloseExtract(t.Context(), number, app.ExtractReturned, ""))
	if n := len(due(s.Founder)); n != 0 {
		t.Errorf("%d tasks after it came back", n)
	}
}

// A document found damaged, and documents that the custodian has no key of, are in Today.
func TestTodayTellsWhichContentsDoNotOpen(t *testing.T) {
	s := newReadingStage(t, app.Permits{})
	told := func(o *app.Office) []app.Task {
		d, err := o.Today(t.Context())
		ok(t, err)
		return slices.DeleteFunc(d.Tasks, func(t app.Task) bool { return t.Kind != app.TaskContent })
	}
	if tasks := told(s.Founder); len(tasks) != 0 {
		t.Errorf("got %+v", tasks)
	}
	_, late := s.Staff("新来的", app.Custodian)
	if tasks := told(late); len(tasks) != 1 || tasks[0].Copies != 1 || tasks[0].Document != "" {
		t.Errorf("got %+v", tasks)
	}
	_, err := s.Founder.SettleKeys(t.Context(), nil)
	ok(t, err)
	if tasks := told(late); len(tasks) != 0 {
		t.Errorf("got %+v", tasks)
	}
	if tasks := told(s.approver()); len(tasks) != 0 {
		t.Errorf("got %+v", tasks)
	}
}

// A document found damaged stays in Today until it opens again.
func TestTodayTellsOfDamageUntilItIsMended(t *testing.T) {
	s := newReadingStage(t, app.Permits{})
	var object string
	ok(t, s.Store().View(t.Context(), func(r app.Reader) error {
		c, err := r.Content(s.reading.ID)
		object = c.Object
		return err
	}))
	files, err := filepath.Glob(filepath.Join(s.Dir, "documents", "*", object+"*"))
	ok(t, err)
	if len(files) != 1 {
		t.Fatalf("files %v", files)
	}
	whole, err := os.ReadFile(files[0])
	ok(t, err)
	broken := slices.Clone(whole)
	broken[len(broken)/2] ^= 1
	told := func() (codes []string) {
		d, err := s.Founder.Today(t.Context())
		ok(t, err)
		for _, task := range d.Tasks {
			if task.Kind == app.TaskContent {
				codes = append(codes, task.Document)
			}
		}
		return codes
	}
	for range 2 {
		ok(t, os.WriteFile(files[0], broken, 0o600))
		if err := reads(t.Context(), s.office, s.doc); app.CodeOf(err) != app.Damaged {
			t.Fatalf("got %v", err)
		}
		if got := told(); !slices.Equal(got, []string{s.doc}) {
			t.Errorf("Today tells %v", got)
		}
		ok(t, os.WriteFile(files[0], whole, 0o600))
		ok(t, reads(t.Context(), s.office, s.doc))
		if got := told(); len(got) != 0 {
			t.Errorf("mended, Today tells %v", got)
		}
	}
}

// Leaving ends electronic loans with their keys at once, and tells what is still held of them.
func TestLeavingEndsElectronicLoans(t *testing.T) {
	s := newReadingStage(t, app.Permits{Print: true})
	number := s.made(app.Printed).Number
	paper, asked := s.copy(), s.electronic()
	s.Lent(s.office, paper)
	s.askElectronic(s.office, 9, asked)
	plan, err := s.Founder.PlanLeaving(t.Context(), s.borrower.Number)
	ok(t, err)
	check := func(l app.Leaving) {
		t.Helper()
		if len(l.Electronic) != 1 || l.Electronic[0].Number != s.loan.Number || len(l.Out) != 1 || len(l.Requests) != 1 ||
			len(l.Extracts) != 1 || l.Extracts[0].Number != number || l.Extracts[0].Kind != app.Printed {
			t.Errorf("got %+v", l)
		}
	}
	check(plan)
	done, err := s.Founder.Leave(t.Context(), s.borrower.Number, s.Today(), "另谋高就")
	ok(t, err)
	check(done)
	if it := itemNow(t, s.Kit, s.loan.Number, s.code); it.State != app.Returned {
		t.Errorf("got %+v", it)
	}
	if _, has := keyUntil(t, s.Kit, s.code, s.borrower.ID); has {
		t.Error("the key stays")
	}
	if c := copyNow(t, s.Kit, paper); c.State != app.OutCopy || c.Due != s.Today() {
		t.Errorf("got %+v", c)
	}
	chainHolds(t, s.Kit)
}
