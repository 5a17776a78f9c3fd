package window

import (
	"testing"

	"custody/app"
)

// TestRequestSaysAtEachFieldWhatIsMissing, keeps what was typed, and is sent once it is whole.
func TestRequestSaysAtEachFieldWhatIsMissing(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.liDesk, plain)
	d.shell.Open(Request)
	s := requestOf(d)
	s.add(w.codes[8])
	s.add("nothing-such")
	if s.finding.Problem() == "" {
		t.Errorf("an unknown number is not said at its field: %q", d.shell.notice.text())
	}
	if s.form.Value("place") != requestPlace || len(s.form.Snapshot()) != 1 {
		t.Errorf("the place is %q at first, or more is filled in", s.form.Value("place"))
	}
	s.form.SetValue("place", "")
	s.form.SetValue("purpose", "监督审核")
	d.press("Ctrl+Enter")
	for _, name := range []string{"place", "due"} {
		if s.form.Field(name).Problem() == "" {
			t.Errorf("nothing is said at %s", name)
		}
	}
	if s.form.Value("purpose") != "监督审核" || len(s.basket) != 1 {
		t.Error("what was typed is lost")
	}
	s.form.SetValue("place", string(app.AtOffice))
	s.form.SetValue("due", "+5")
	d.press("Ctrl+Enter")
	if d.shell.At() != Loans || loansOf(d).sheet.Purpose != "监督审核" {
		t.Fatalf("at %s, showing %q; says %q", d.shell.At(), loansOf(d).sheet.Number, d.shell.notice.text())
	}
	if len(s.basket) != 0 || s.Leave() != nil {
		t.Error("the form is not empty for the next request")
	}
}

// TestRequestOffersTheQueue: a copy that is out is refused at its line, with the queue as the
// button that solves it.
func TestRequestOffersTheQueue(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.liDesk, plain)
	sheet, err := w.Founder.OpenLoan(w.ctx(), w.overdue)
	w.must(err)
	d.shell.Open(Request, Arg{Code: sheet.Items[0].Code})
	s := requestOf(d)
	s.form.SetValue("purpose", "复评策划")
	s.form.SetValue("place", string(app.AtReadingRoom))
	s.form.SetValue("due", "+10")
	d.press("Ctrl+Enter")
	if len(s.basket) != 1 || s.basket[0].why == nil {
		t.Fatalf("the line says nothing; %q", d.shell.notice.text())
	}
	d.draw("loan-request-queue-zh")
	_, queue := s.lineFix(s.basket[0].why)
	queue()
	d.press("Ctrl+Enter")
	if d.shell.At() != Loans || loansOf(d).sheet.State != app.Waiting {
		t.Fatalf("at %s in state %q", d.shell.At(), loansOf(d).sheet.State)
	}
}

// TestRequestForAnother: a custodian asks for somebody else, and a draft keeps it all.
func TestRequestForAnother(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Request, Arg{Code: w.codes[8]})
	s := requestOf(d)
	s.person.Choose(peopleSource(d.shell)(w.zhang.Number)[0])
	s.form.SetValue("purpose", "技术评定")
	w.must(w.Founder.KeepDraft(w.ctx(), *s.Leave()))

	again := seated(t, w.Kit, w.Founder, plain)
	again.shell.Open(Request)
	s = requestOf(again)
	if s.person.Text() != w.zhang.Name || s.form.Value("purpose") != "技术评定" || len(s.basket) != 1 || s.basket[0].Title == "" {
		t.Fatalf("comes back as %q %q %v", s.person.Text(), s.form.Value("purpose"), s.basket)
	}
	s.form.SetValue("place", string(app.AtOffice))
	s.form.SetValue("due", "+3")
	again.press("Ctrl+Enter")
	if got := loansOf(again).sheet; got.Borrower.Number != w.zhang.Number || got.May.Decide {
		t.Errorf("borrower %s, may decide %v", got.Borrower.Number, got.May.Decide)
	}
}
