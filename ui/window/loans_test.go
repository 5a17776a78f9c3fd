package window

import (
	"io"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/app/apptest"
	"custody/app/sheet"
	"custody/ui/widget"
	"custody/ui/words"
)

// typed types text into what has the focus.
func (d *rig) typed(text string) {
	d.t.Helper()
	to := d.win.Canvas().Focused()
	if to == nil {
		d.t.Fatal("nothing has the focus")
	}
	test.Type(to, text)
}

// states counts the copies of a loan by state.
func (w *world) states(number string) map[app.ItemState]int {
	w.t.Helper()
	sheet, err := w.Founder.OpenLoan(w.ctx(), number)
	w.must(err)
	out := map[app.ItemState]int{}
	for _, it := range sheet.Items {
		out[it.State]++
	}
	return out
}

// TestEnterApprovesWhatIsTicked: one key decides, without leaving the list, and the next
// request is at hand.
func TestEnterApprovesWhatIsTicked(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Loans, Arg{Code: w.pending, Act: ActApprove})
	s := loansOf(d)
	first := s.sheet.Items[0].Code
	s.picks[first] = false
	s.ticked()
	d.press("Enter")
	if got := w.states(w.pending); got[app.Approved] != 2 || got[app.Requested] != 1 {
		t.Fatalf("after Enter with two ticked: %v", got)
	}
	s.picks[first] = true
	s.ticked()
	d.press("Enter")
	if got := w.states(w.pending); got[app.Approved] != 3 {
		t.Fatalf("after Enter on the rest: %v", got)
	}
	if !s.has || s.sheet.Number == w.pending {
		t.Errorf("the pane shows %q, not the next request", s.sheet.Number)
	}
	if want := words.N("loans.done.approve", 1, w.pending); s.status.Text() != want {
		t.Errorf("says %q, want %q", s.status.Text(), want)
	}
}

// TestRefusalNeedsAReasonAndKeepsIt: the message stands at the field, the form stays, and what
// was typed comes back after a lock.
func TestRefusalNeedsAReasonAndKeepsIt(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Loans, Arg{Code: w.pending, Act: ActApprove})
	s := loansOf(d)
	d.press("Del")
	d.press("Enter")
	if s.form == nil || s.form.fields.Field("reason").Problem() == "" {
		t.Fatal("a refusal without a reason is not refused at its field")
	}
	d.typed("文件正在换版")
	draft := s.Leave()
	if draft == nil || draft.Fields["reason"] != "文件正在换版" {
		t.Fatalf("leaving keeps %v", draft)
	}
	w.must(w.Founder.KeepDraft(w.ctx(), *draft))

	again := seated(t, w.Kit, w.Founder, plain)
	again.shell.Open(Loans)
	s = loansOf(again)
	if s.form == nil || s.form.fields.Value("reason") != "文件正在换版" {
		t.Fatal("the form does not come back")
	}
	again.press("Enter")
	if got := w.states(w.pending); got[app.RefusedIt] != 3 {
		t.Fatalf("after the refusal: %v", got)
	}
	if left, err := w.Founder.Drafts(w.ctx()); err != nil || len(left) != 0 {
		t.Errorf("drafts left: %v %v", left, err)
	}
}

// TestOwnRequestSaysWhyItWaits: nobody decides what they asked for, and is told so.
func TestOwnRequestSaysWhyItWaits(t *testing.T) {
	w := newWorld(t)
	number := w.ask(w.Founder, "内部审核", 5, false, w.codes[8])
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Loans, Arg{Code: number, Act: ActApprove})
	s := loansOf(d)
	if s.sheet.May.Decide || s.sheet.May.Why == nil {
		t.Fatal("may decide the own request")
	}
	for _, a := range s.todo {
		if a.key == "Enter" {
			t.Errorf("Enter does %q", a.label)
		}
	}
	if !sees(d, ErrorText(s.sheet.May.Why)) {
		t.Error("the pane does not say why")
	}
}

// TestLoanActsInThePane goes through renewing, recalling, reminding, a loss and its end.
func TestLoanActsInThePane(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	s := func() *loansScreen { return loansOf(d) }
	d.shell.Open(Loans, Arg{Code: w.out})
	s().startRenew()
	s().form.fields.SetValue("due", "+25")
	d.press("Enter")
	if s().form == nil && s().sheet.Due != w.Today().AddDays(25) {
		t.Errorf("due %s after renewing", s().sheet.Due)
	}
	d.press("Esc") // somebody waits for one of the copies: refused, and the form stayed
	s().picks[s().sheet.Items[0].Code] = false
	s().ticked()
	s().startRenew()
	s().form.fields.SetValue("due", "+25")
	d.press("Enter")
	if due := s().sheet.Items[1].Due; due != w.Today().AddDays(25) {
		t.Errorf("due %s after renewing the copy that nobody waits for (%s)", due, d.shell.notice.text())
	}
	s().startRecall()
	s().form.fields.SetValue("due", "+2")
	s().form.fields.SetValue("reason", "有人等候")
	d.press("Enter")
	if due := s().sheet.Items[1].RecallDue; due != w.Today().AddDays(2) {
		t.Errorf("recalled by %q", due)
	}
	d.shell.Open(Loans, Arg{Code: w.overdue, Act: ActRemind})
	d.press("Enter")
	if s().sheet.Reminded != 1 {
		t.Errorf("reminded %d times", s().sheet.Reminded)
	}
	s().startLost()
	code := s().form.fields.Value("copy")
	s().form.fields.SetValue("note", "出差途中")
	d.press("Enter")
	if w.states(w.overdue)[app.LostItem] != 1 {
		t.Fatalf("no copy is lost: %s", d.shell.notice.text())
	}
	s().startFound()
	s().form.fields.SetValue("note", "在公文包里")
	if got := s().form.fields.Value("copy"); got != code {
		t.Errorf("found asks for %q, lost was %q", got, code)
	}
	d.press("Enter")
	if w.states(w.overdue)[app.Returned] != 1 {
		t.Errorf("after it was found: %v %s", w.states(w.overdue), d.shell.notice.text())
	}
}

// TestLoanBookAsksForItsDays prints the book of a period.
func TestLoanBookAsksForItsDays(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Loans)
	d.press("Ctrl+P")
	if !d.dialogOpen() {
		t.Fatal("Ctrl+P asks nothing")
	}
	d.draw("loan-book-zh")
	d.enter()
	d.enter() // the sheet that offers to print
	if d.tray.prints != 1 || len(d.tray.last) == 0 {
		t.Errorf("%d prints of %d bytes", d.tray.prints, len(d.tray.last))
	}
}

// TestLoansAsASpreadsheet: all pages of the list as shown, and the export in the log.
func TestLoansAsASpreadsheet(t *testing.T) {
	w := newWorld(t)
	all, err := allLoans(w.ctx(), w.Founder, app.LoanFilter{Tab: app.TabHistory, Limit: loanPage})
	w.must(err)
	table := loanTable(all)
	if len(table.Rows) != 8 {
		t.Fatalf("%d rows", len(table.Rows))
	}
	for _, row := range table.Rows {
		if len(row) != len(table.Columns) {
			t.Errorf("a row of %d values for %d columns", len(row), len(table.Columns))
		}
	}
	w.must(sheet.Write(io.Discard, table))
	w.must(w.Founder.ExportNote(w.ctx(), "loans", len(all)))
}

// enter gives Enter to the dialog that is open.
func (d *rig) enter() {
	d.t.Helper()
	d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

// sees tells whether a sentence stands in the pane of loans.
func sees(d *rig, text string) bool {
	found := false
	var visit func(o fyne.CanvasObject)
	visit = func(o fyne.CanvasObject) {
		if o == nil || found || !o.Visible() {
			return
		}
		if t, ok := o.(interface{ Text() string }); ok && t.Text() == text {
			found = true
			return
		}
		if _, ok := o.(*widget.Chip); ok {
			return
		}
		for _, child := range childrenOf(o) {
			visit(child)
		}
	}
	visit(d.win.Canvas().Content())
	return found
}

// TestTodayLeadsToTheWork: each button goes where it says.
func TestTodayLeadsToTheWork(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	want := map[app.TaskKind]Name{
		app.TaskOverdue: Loans, app.TaskDue: Loans, app.TaskApprove: Loans, app.TaskHandOut: Counter, app.TaskBackup: Settings,
	}
	d.shell.Open(Today)
	s := d.shell.screens[Today].screen.(*todayScreen)
	tasks := s.shown.Tasks
	if len(tasks) != len(s.first) || len(tasks) < 5 {
		t.Fatalf("%d tasks, %d buttons", len(tasks), len(s.first))
	}
	for i, task := range tasks {
		d.shell.Open(Today)
		test.Tap(s.first[i])
		if d.shell.At() != want[task.Kind] {
			t.Errorf("%s leads to %q", task.Kind, d.shell.At())
		}
		if d.shell.At() == Loans && loansOf(d).sheet.Number != task.Loan {
			t.Errorf("%s shows %q, want %q", task.Kind, loansOf(d).sheet.Number, task.Loan)
		}
	}
	d.shell.Open(Today)
	d.press("Down")
	if d.win.Canvas().Focused() != fyne.Focusable(s.first[1]) {
		t.Error("Down does not go to the next thing to do")
	}
}

// TestTodayOfABorrower: who has overdue files is told so in the second person.
func TestTodayOfABorrower(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Office(apptest.Login(w.zhang.Number)), plain)
	d.shell.Open(Today)
	s := d.shell.screens[Today].screen.(*todayScreen)
	if len(s.shown.Tasks) != 1 || s.stats["approve"] != nil {
		t.Fatalf("tasks: %v", s.shown.Tasks)
	}
	if got := s.sentence(s.shown.Tasks[0]); got != words.N("today.task.overdue.own", 4, "", s.what(s.shown.Tasks[0]), "11-30") {
		t.Errorf("says %q", got)
	}
	d.draw("loan-today-own-zh")
}
