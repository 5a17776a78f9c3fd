package window

import (
	"testing"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/words"
)

// scanned types numbers into the counter's field as a scanner does.
func (d *rig) scanned(numbers ...string) {
	d.t.Helper()
	c := counterOf(d)
	for _, n := range numbers {
		if d.win.Canvas().Focused() != fyne.Focusable(c.scan) {
			d.t.Fatal("the field does not have the focus")
		}
		d.typed(n)
		c.scan.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
}

// signBoth signs both pads of the basket at hand.
func (d *rig) signBoth() {
	desk := counterOf(d).desk()
	scribble(desk.borrower)
	scribble(desk.keeper)
}

// TestCounterHandsOutFive: the borrower's number, two signatures, one key.
func TestCounterHandsOutFive(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Counter)
	c := counterOf(d)
	d.scanned(w.ready)
	if got := len(c.desk().ready()); got != 5 {
		t.Fatalf("%d copies are ready", got)
	}
	if c.desk().person.Number != w.li.Number {
		t.Errorf("the person is %v", c.desk().person)
	}
	d.press("Ctrl+Enter")
	if c.status.Text() != words.T("counter.missing.borrower.out") {
		t.Errorf("without signatures it says %q", c.status.Text())
	}
	d.signBoth()
	d.press("Ctrl+Enter")
	if got := w.states(w.ready); got[app.OutItem] != 5 {
		t.Fatalf("after handing out: %v %q", got, d.shell.notice.text())
	}
	if d.tray.prints != 1 {
		t.Errorf("%d slips printed", d.tray.prints)
	}
	if want := words.T("counter.printed", words.N("counter.done.out", 5, w.li.Name), w.ready); c.status.Text() != want {
		t.Errorf("says %q, want %q", c.status.Text(), want)
	}
	if !c.desk().empty() || d.win.Canvas().Focused() != fyne.Focusable(c.scan) {
		t.Error("the counter is not ready for the next person")
	}
}

// TestCounterWithoutPrinter: what was handed out stays handed out, and printing is offered again.
func TestCounterWithoutPrinter(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.tray.fail = app.Errf(app.NotFound, "error.printer.missing")
	d.shell.Open(Counter)
	d.scanned(w.codes[0], w.codes[1])
	d.signBoth()
	d.press("Ctrl+Enter")
	if got := w.states(w.ready); got[app.OutItem] != 2 || got[app.Approved] != 3 {
		t.Fatalf("after handing out two: %v", got)
	}
	if got, want := d.shell.notice.text(), words.T("counter.unprinted", w.ready, words.T("error.printer.missing")); got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	if got, want := counterOf(d).status.Text(), words.N("counter.done.out", 2, w.li.Name); got != want {
		t.Errorf("says %q, want %q", got, want)
	}
}

// TestWrongScansStopNobody: what can't go out stays in the basket with the reason and the
// button that solves it; once solved it is ready.
func TestWrongScansStopNobody(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Counter)
	c := counterOf(d)
	d.scanned("XYZ-1", w.codes[8], w.codes[6], w.codes[0], w.codes[0])
	if len(c.desk().lines) != 4 || len(c.desk().ready()) != 1 {
		t.Fatalf("%d lines, %d ready", len(c.desk().lines), len(c.desk().ready()))
	}
	fixes := map[string]app.Fix{"": app.FixNone, w.codes[8]: app.FixRequest, w.codes[6]: app.FixApprove}
	for _, l := range c.desk().lines[:3] {
		if l.why == nil || l.why.Fix != fixes[l.item.Code] {
			t.Errorf("%q: %v", l.text, l.why)
		}
	}
	_, act := d.shell.Fix(c.desk().lines[2].why.Fix, c.desk().lines[2].why.Target)
	act()
	d.press("Enter") // approves the request that was in the way
	d.shell.Open(Counter)
	if got := len(c.desk().ready()); got != 2 {
		t.Errorf("%d ready after the approval", got)
	}
	d.press("F8")
	if !c.desk().empty() {
		t.Error("F8 leaves the basket full")
	}
	c.bringBack()
	if got := len(c.desk().lines); got != 4 {
		t.Errorf("%d lines brought back", got)
	}
}

// TestCounterTakesBackWhatWasChecked: Enter accepts what is as it should be, fewer pages are
// missing pages, and what was only listed stays out.
func TestCounterTakesBackWhatWasChecked(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Counter)
	d.press("F3")
	c := counterOf(d)
	d.scanned(w.overdue)
	d.scanned("", "")
	if got := len(c.desk().ready()); got != 2 {
		t.Fatalf("%d checked after two Enter", got)
	}
	third := c.desk().lines[2]
	third.back.pages.SetText("9")
	if third.back.condition.Value() != string(app.ConditionPages) || !third.ready() {
		t.Errorf("nine of ten pages are %q", third.back.condition.Value())
	}
	third.back.note.SetText("缺第 3 页")
	d.signBoth()
	d.press("Ctrl+Enter")
	if got := w.states(w.overdue); got[app.Returned] != 3 || got[app.OutItem] != 1 {
		t.Fatalf("after taking back: %v %q", got, d.shell.notice.text())
	}
	sheet, err := w.Founder.OpenLoan(w.ctx(), w.overdue)
	w.must(err)
	if it := sheet.Items[2]; it.Condition != app.ConditionPages || it.PagesBack != 9 || it.Note != "缺第 3 页" {
		t.Errorf("kept: %v %d %q", it.Condition, it.PagesBack, it.Note)
	}
}

// TestScannedCopyMustBeChecked: a copy that lies on the table is not forgotten.
func TestScannedCopyMustBeChecked(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	sheet, err := w.Founder.OpenLoan(w.ctx(), w.overdue)
	w.must(err)
	d.shell.Open(Counter)
	d.press("F3")
	d.scanned(sheet.Items[0].Code)
	d.signBoth()
	d.press("Ctrl+Enter")
	if got := w.states(w.overdue); got[app.Returned] != 0 {
		t.Fatalf("taken back unchecked: %v", got)
	}
	if got, want := counterOf(d).status.Text(), words.N("counter.missing.check", 1); got != want {
		t.Errorf("says %q, want %q", got, want)
	}
}

// TestCounterKeepsItsBaskets: a lock in the middle of the work loses neither basket nor check.
func TestCounterKeepsItsBaskets(t *testing.T) {
	w := newWorld(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Counter)
	d.scanned(w.codes[0], w.codes[1])
	d.press("F3")
	d.scanned(w.overdue)
	counterOf(d).desk().lines[1].back.pages.SetText("7")
	w.must(w.Founder.KeepDraft(w.ctx(), *counterOf(d).Leave()))

	again := seated(t, w.Kit, w.Founder, plain)
	again.shell.Open(Counter)
	c := counterOf(again)
	if got := len(c.desks[counterOut].ready()); got != 2 || c.mode() != counterBack {
		t.Errorf("%d to hand out, in mode %s", got, c.mode())
	}
	if lines := c.desk().lines; len(lines) != 4 || lines[1].back.pages.Text != "7" || !lines[1].ready() || lines[0].ready() || lines[0].here {
		t.Errorf("%d lines come back", len(lines))
	}
}
