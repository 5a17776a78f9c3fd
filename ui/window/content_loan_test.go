package window

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/ui/widget"
	"custody/ui/words"
)

// tick sets a box of the window by its text.
func (d *rig) tick(label string, on bool) {
	d.t.Helper()
	var found *widget.Tick
	each(d.win.Canvas().Content(), func(o fyne.CanvasObject) {
		if box, is := o.(*widget.Tick); is && box.Visible() && box.Text == label {
			found = box
		}
	})
	if found == nil {
		d.t.Fatalf("no box %q", label)
	}
	found.SetChecked(on)
}

// item reads the first copy of a loan.
func (w *paperless) item(number string) app.LoanItem {
	w.t.Helper()
	l, err := w.Founder.OpenLoan(w.Ctx(), number)
	w.must(err)
	return l.Items[0]
}

// TestALoanOfAnElectronicCopy: asked for with permits, granted with fewer, open to the borrower, and
// given back; each with what the window offers.
func TestALoanOfAnElectronicCopy(t *testing.T) {
	w := newPaperless(t)
	doc := w.added("内部审核报告")
	d := seated(t, w.Kit, w.desk, plain)
	d.shell.Open(Request, Arg{Code: doc.Code + "/E"})
	r := requestOf(d)
	if !r.asking.Visible() {
		t.Fatal("nothing asks what is wanted beside viewing")
	}
	r.form.SetValue("purpose", "技术评定")
	r.form.SetValue("due", "+3")
	d.tick(words.T("content.permit.print"), true)
	d.tick(words.T("content.permit.excerpt"), true)
	draft := r.Leave()
	d.press("Ctrl+Enter")
	number := loansOf(d).sheet.Number
	if got := w.item(number); !got.Electronic || got.Asked != (app.Permits{Print: true, Excerpt: true}) {
		t.Fatalf("asked for %+v; the window says %q", got, d.shell.notice.text())
	}
	if draft == nil || draft.Fields["permit.print"] == "" || draft.Fields["permit.export"] != "" {
		t.Errorf("the draft is %+v", draft)
	}

	d = seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Loans, Arg{Code: number, Act: ActApprove})
	d.tick(words.T("content.permit.print"), true)
	d.press("Enter")
	if got := w.item(number); got.State != app.OutItem || got.Allowed != (app.Permits{Print: true}) {
		t.Fatalf("granted %+v; the window says %q", got, d.shell.notice.text())
	}

	d = seated(t, w.Kit, w.desk, plain)
	d.shell.Open(Loans, Arg{Code: number})
	s := loansOf(d)
	if s.readable() != doc.Code || len(s.todo) == 0 || s.todo[0].label != words.T("content.open") {
		t.Errorf("the borrower is offered %+v", s.todo)
	}
	if note := s.electronicNote(s.sheet.Items[0]); note != words.Join(words.T("content.note.until", words.ShortDate(string(w.Today().AddDays(3)), string(w.Today()))), words.T("content.note.allowed", words.T("content.permit.print"))) {
		t.Errorf("says %q", note)
	}
	test.Tap(d.titled(words.T("content.do.give")))
	if got := w.item(number); got.State != app.Returned {
		t.Errorf("after giving back it is %s; the window says %q", got.State, d.shell.notice.text())
	}
	if s.readable() != "" {
		t.Error("what was given back is still offered to be opened")
	}
}

// TestNothingButViewingUnlessTicked: approving with Enter grants nothing else.
func TestNothingButViewingUnlessTicked(t *testing.T) {
	w := newPaperless(t)
	number := w.asked(w.added("质量手册"), app.Permits{Print: true, Export: true, Excerpt: true})
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Loans, Arg{Code: number, Act: ActApprove})
	d.press("Enter")
	if got := w.item(number); got.State != app.OutItem || got.Allowed != (app.Permits{}) {
		t.Fatalf("granted %+v", got)
	}
	d.shell.Open(Loans, Arg{Code: number})
	test.Tap(d.titled(words.T("content.do.take")))
	if got := w.item(number); got.State != app.Returned {
		t.Errorf("taken back it is %s", got.State)
	}
}

// TestAnApprovalWithoutKeyIsOpenedAtTheNextUnlock: who approves without holding the key leaves the
// loan waiting; a custodian's session opens it by itself.
func TestAnApprovalWithoutKeyIsOpenedAtTheNextUnlock(t *testing.T) {
	w := newPaperless(t)
	number := w.asked(w.added("管理评审记录"), app.Permits{})
	d := seated(t, w.Kit, w.head, plain)
	d.shell.Open(Loans, Arg{Code: number, Act: ActApprove})
	d.press("Enter")
	if got := w.item(number); got.State != app.Approved {
		t.Fatalf("approved by a head without the key: %s (%q)", got.State, d.shell.notice.text())
	}
	today, err := w.Founder.Today(t.Context())
	w.must(err)
	waits := false
	for _, task := range today.Tasks {
		waits = waits || task.Kind == app.TaskOpenKey
	}
	if !waits {
		t.Errorf("Today says nothing of it: %+v", today.Tasks)
	}
	seated(t, w.Kit, w.Founder, plain)
	if got := w.item(number); got.State != app.OutItem {
		t.Errorf("after a custodian's unlock it is %s", got.State)
	}
}

// TestReadingsAreOneClickAway: who saw a document, what a person saw, and a client's history; each
// can be printed.
func TestReadingsAreOneClickAway(t *testing.T) {
	w := newPaperless(t)
	doc := w.added("初审报告")
	number := w.asked(doc, app.Permits{})
	w.Approve(number, doc.Code+"/E")
	r, err := w.desk.OpenContent(t.Context(), doc.Code)
	w.must(err)
	w.must(w.desk.CloseContent(t.Context(), r, app.Seen{Pages: []int{1, 2}, Seconds: 95}))
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: doc.Code})
	test.Tap(d.titled(words.T("content.who")))
	s := screenOf[*viewsScreen](d, Views)
	rows := s.list.table.Rows()
	if d.shell.At() != Views || len(rows) != 1 || rows[0].Person.ID != w.staff.ID || rows[0].Loan != number {
		t.Fatalf("who saw it: %+v (%q)", rows, d.shell.notice.text())
	}
	if pagesSeen(rows[0]) != "1-2" || timeSeen(rows[0]) != words.N("content.view.minutes", 2) {
		t.Errorf("says %q, %q", pagesSeen(rows[0]), timeSeen(rows[0]))
	}
	d.press("Ctrl+P")
	d.enter()
	if d.tray.prints != 1 || len(d.tray.last) == 0 {
		t.Errorf("%d prints (%q)", d.tray.prints, d.shell.notice.text())
	}
	d.shell.notice.hide()
	d.press("Esc")
	if d.shell.At() != Files {
		t.Errorf("Esc leads to %s", d.shell.At())
	}
	d.shell.Open(People, Arg{Code: w.staff.Number})
	test.Tap(d.titled(words.T("content.what")))
	if rows := s.list.table.Rows(); len(rows) != 1 || rows[0].Document != doc.Code {
		t.Errorf("what the person saw: %+v", rows)
	}
	d.shell.Open(Client, Arg{Code: doc.ClientCode})
	c := screenOf[*client](d, Client)
	d.press("F9")
	if rows := c.reads.table.Rows(); len(rows) != 1 {
		t.Errorf("the client's history: %+v", rows)
	}
}

// TestABorrowerSeesTheirOwnReadings: who else read a document is not theirs to know, and no button
// leads to that refusal.
func TestABorrowerSeesTheirOwnReadings(t *testing.T) {
	w := newPaperless(t)
	doc := w.added("初审报告")
	w.Approve(w.asked(doc, app.Permits{}), doc.Code+"/E")
	for _, office := range []*app.Office{w.Founder, w.desk} {
		r, err := office.OpenContent(t.Context(), doc.Code)
		w.must(err)
		w.must(office.CloseContent(t.Context(), r, app.Seen{Pages: []int{1}, Seconds: 5}))
	}
	d := seated(t, w.Kit, w.desk, plain)
	d.shell.Open(Files, Arg{Code: doc.Code})
	test.Tap(d.titled(words.T("content.mine")))
	rows := screenOf[*viewsScreen](d, Views).list.table.Rows()
	if d.shell.At() != Views || len(rows) != 1 || rows[0].Person.ID != w.staff.ID {
		t.Errorf("the borrower sees %+v (%q)", rows, d.shell.notice.text())
	}
}

// TestAnInspectorGoesFromAPersonToADocument: whoever inspects sees who else read what a person read,
// without a list of documents to start from.
func TestAnInspectorGoesFromAPersonToADocument(t *testing.T) {
	w := newPaperless(t)
	doc := w.added("初审报告")
	w.Approve(w.asked(doc, app.Permits{}), doc.Code+"/E")
	for _, office := range []*app.Office{w.Founder, w.desk} {
		r, err := office.OpenContent(t.Context(), doc.Code)
		w.must(err)
		w.must(office.CloseContent(t.Context(), r, app.Seen{Pages: []int{1}, Seconds: 5}))
	}
	_, inspector := w.Staff("孙立", app.Inspector)
	d := seated(t, w.Kit, inspector, plain)
	d.shell.OpenViews(app.ViewFilter{Person: w.staff.Number})
	table := screenOf[*viewsScreen](d, Views).list.table
	if rows := table.Rows(); len(rows) != 1 {
		t.Fatalf("the person saw %+v", rows)
	}
	table.OnActivate(table.Rows()[0])
	if rows := table.Rows(); len(rows) != 2 {
		t.Errorf("who saw the document: %+v", rows)
	}
}

// TestRecoveryBringsKeysBack: both halves open every key again.
func TestRecoveryBringsKeysBack(t *testing.T) {
	w := newPaperless(t)
	w.added("认证决定记录")
	w.Tamper("DELETE FROM grants WHERE person_id IS NOT NULL")
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Settings, Arg{Act: ActRecover})
	d.fillField("half_a", strings.Join(w.Halves[0].Groups, " "))
	d.fillField("half_b", "不对")
	d.topSheet().Submit()
	if d.topSheet() == nil || d.win.Canvas().Overlays().Top() == nil {
		t.Fatal("a wrong half is taken")
	}
	d.fillField("half_b", strings.Join(w.Halves[1].Groups, " "))
	d.topSheet().Submit()
	if want := words.N("content.recovered", 1); d.shell.notice.text() != want {
		t.Errorf("says %q, want %q", d.shell.notice.text(), want)
	}
}

// TestTheCounterLeadsToTheLoan: nothing of an electronic copy is handed over there; the counter says
// so and shows the way.
func TestTheCounterLeadsToTheLoan(t *testing.T) {
	w := newPaperless(t)
	doc := w.added("不符合项报告")
	number := w.asked(doc, app.Permits{})
	w.Approve(number, doc.Code+"/E")
	d := seated(t, w.Kit, w.Founder, plain)
	for _, scanned := range []string{number, doc.Code + "/E"} {
		d.shell.Open(Counter)
		c := counterOf(d)
		c.next()
		c.submit(scanned)
		if lines := c.desk().lines; len(lines) != 1 || lines[0].why == nil || lines[0].why.Key != "error.loan.electronic.hand_out" {
			t.Fatalf("%s: %+v", scanned, lines)
		}
		d.draw("content-counter-" + scanned[:1])
		if scanned == number {
			test.Tap(d.titled(words.T("content.counter.loan")))
			if d.shell.At() != Loans || loansOf(d).sheet.Number != number {
				t.Errorf("%s leads to %s", scanned, d.shell.At())
			}
		}
	}
}

// TestFilesDroppedOnAClientGoToItsCaseFile: where there is one, and else nowhere by guess.
func TestFilesDroppedOnAClientGoToItsCaseFile(t *testing.T) {
	w := newPaperless(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Client, Arg{Code: w.file.ClientCode})
	d.drop(w.text)
	if a := d.shell.adding; a == nil || a.file.Value() != w.file.Code {
		t.Fatalf("dropped on the client: %+v", a)
	}
	d.topSheet().Cancel()
	d.shell.Open(Loans)
	d.drop(w.text)
	if d.shell.adding != nil || d.shell.notice.text() != words.T("content.drop.where") {
		t.Errorf("dropped on loans: %q", d.shell.notice.text())
	}
	staff := seated(t, w.Kit, w.desk, plain)
	staff.shell.Open(Files)
	staff.drop(w.text)
	if staff.shell.adding != nil {
		t.Error("an auditor is offered to add files")
	}
}

// TestADocumentIsSealedAnew: after the sentence with the consequence, under another file; who may
// read it still can.
func TestADocumentIsSealedAnew(t *testing.T) {
	w := newPaperless(t)
	doc := w.added("组织机构图")
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: doc.Code})
	s := screenOf[*files](d, Files)
	before := s.sheet.Content.Object
	test.Tap(d.titled(words.T("content.reseal")))
	d.topSheet().Submit()
	if want := words.T("content.resealed", doc.Code); d.shell.notice.text() != want {
		t.Errorf("says %q, want %q", d.shell.notice.text(), want)
	}
	if c := s.sheet.Content; c == nil || c.Object == before || !c.May.Open || len(c.Readers) == 0 || !c.Readers[0].Has {
		t.Errorf("the document shows %+v", c)
	}
}
