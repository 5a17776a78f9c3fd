package window

import (
	"errors"
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// sheetText is all that the sheet over the window says.
func (d *rig) sheetText() string {
	d.t.Helper()
	var said []string
	var visit func(o fyne.CanvasObject)
	visit = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		if text, is := o.(*look.Text); is {
			said = append(said, text.Text())
		}
		for _, child := range childrenOf(o) {
			visit(child)
		}
	}
	visit(d.win.Canvas().Overlays().Top())
	return strings.Join(said, "\n")
}

// fieldValue is what stands in a field of the sheet over the window.
func (d *rig) fieldValue(name string) string {
	d.t.Helper()
	value := ""
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if f, is := o.(*widget.FormField); is && f.Name == name {
			value = f.Input.Value()
		}
	})
	return value
}

// typeKey types a key as the toolkit hands it on: to what has the focus, or else to the window.
func (d *rig) typeKey(name fyne.KeyName) {
	if at := d.win.Canvas().Focused(); at != nil {
		at.TypedKey(keyEvent(name))
		return
	}
	d.win.Canvas().OnTypedKey()(keyEvent(name))
}

// somePrinters are one in order, one that has stopped, one that wants paper.
var somePrinters = []paper.Queue{
	{Name: "front-desk", Default: true, Ready: true}, {Name: "archive", Trouble: []string{"缺纸"}}, {Name: "stopped"},
}

// offered is the window with the sheet for a finished PDF.
func offered(t *testing.T, as dress, queues []paper.Queue) (d *rig, said *string) {
	t.Helper()
	k := apptest.New(t)
	d = seated(t, k, k.Founder, as)
	d.tray.queues = queues
	said = new(string)
	d.offer(t, said)
	return d, said
}

// offer opens the sheet anew.
func (d *rig) offer(t *testing.T, said *string) {
	t.Helper()
	print := labelsPDF(t)
	d.offerPDF("标签 2026-11-27.pdf", print, func(s string) { *said = s })
}

// labelsPDF is a PDF of two pages.
func labelsPDF(t *testing.T) []byte {
	t.Helper()
	var labels []app.Label
	for _, code := range []string{"A-0001-01/1", "A-0001-02/1"} {
		labels = append(labels, app.Label{Kind: app.CopyLabels, Code: code})
	}
	data, err := made(func(w io.Writer) error { return paper.NewDesk().Labels(w, labels, "roll-62", 0) })
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestPrintCopies: a number of copies that is none keeps what was typed and prints nothing.
func TestPrintCopies(t *testing.T) {
	d, said := offered(t, plain, somePrinters)
	for _, typed := range []string{"0", "100", "两份", "", "-3", "1.5", "99999999999999999999"} {
		d.fillField("copies", typed)
		d.topSheet().Submit()
		if d.tray.prints != 0 || d.problemOf("copies") == "" || d.fieldValue("copies") != typed {
			t.Fatalf("copies %q: %d printed, problem %q, now %q", typed, d.tray.prints, d.problemOf("copies"), d.fieldValue("copies"))
		}
		each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
			if form, is := o.(*widget.Form); is && form.Size().Height < form.MinSize().Height {
				t.Errorf("copies %q: the sheet has not grown with the problem: %v, needs %v", typed, form.Size(), form.MinSize())
			}
		})
	}
	d.fillField("copies", " 99 ")
	d.fillField("sides", string(paper.LongEdge))
	d.topSheet().Submit()
	want := paper.How{Printer: "front-desk", Copies: 99, Sides: paper.LongEdge}
	if d.tray.prints != 1 || d.tray.how != want || *said != words.T("shell.print.sent") {
		t.Errorf("%d printed, %+v, %q", d.tray.prints, d.tray.how, *said)
	}
	if widget.TopSheet(d.win.Canvas()) != nil {
		t.Error("the sheet stays")
	}
}

// TestPrintersAreRemembered: the printer and the sides of the last time are offered again, the system's default the
// first time and when that printer is gone.
func TestPrintersAreRemembered(t *testing.T) {
	d, said := offered(t, plain, somePrinters)
	if d.fieldValue("printer") != "front-desk" || d.fieldValue("copies") != "1" || d.fieldValue("sides") != "" {
		t.Errorf("offered %q %q %q", d.fieldValue("printer"), d.fieldValue("copies"), d.fieldValue("sides"))
	}
	d.fillField("printer", "stopped")
	d.fillField("sides", string(paper.ShortEdge))
	d.topSheet().Submit()
	d.offer(t, said)
	if d.fieldValue("printer") != "stopped" || d.fieldValue("sides") != string(paper.ShortEdge) || d.fieldValue("copies") != "1" {
		t.Errorf("remembered %q %q %q", d.fieldValue("printer"), d.fieldValue("sides"), d.fieldValue("copies"))
	}
	d.topSheet().Cancel()
	d.tray.queues = somePrinters[:1]
	d.offer(t, said)
	if d.fieldValue("printer") != "front-desk" {
		t.Errorf("a printer that is gone is followed by %q", d.fieldValue("printer"))
	}
	d.topSheet().Cancel()
	d.tray.queues = nil
	d.offer(t, said)
	if d.fieldValue("printer") != "" {
		t.Errorf("without printers %q", d.fieldValue("printer"))
	}
}

// TestPrinterTrouble: what is wrong with the printer chosen is said before printing, and what the system refuses
// within the sheet, which stays with all that was typed.
func TestPrinterTrouble(t *testing.T) {
	d, _ := offered(t, plain, somePrinters)
	stopped := words.T("print.stopped")
	if text := d.sheetText(); strings.Contains(text, "缺纸") || strings.Contains(text, stopped) {
		t.Errorf("trouble of another printer: %s", text)
	}
	for printer, want := range map[string]string{"archive": "缺纸", "stopped": stopped} {
		d.fillField("printer", printer)
		if text := d.sheetText(); !strings.Contains(text, want) {
			t.Errorf("%s: %q is not said: %s", printer, want, text)
		}
	}
	d.fillField("copies", "7")
	d.tray.fail = app.Errf(app.Conflict, "error.printer.failed", "no route").Because(errors.New("no route"))
	d.topSheet().Submit()
	if text := d.sheetText(); !strings.Contains(text, "no route") || d.fieldValue("copies") != "7" {
		t.Errorf("refused, but said: %s", text)
	}
	d.tray.fail = nil
	d.topSheet().Submit()
	if d.tray.prints != 2 || d.tray.how.Copies != 7 {
		t.Errorf("%d printed, %+v", d.tray.prints, d.tray.how)
	}
}

// TestKeptInTheQueue: what keeps a job is told while it is in the queue, and nothing when it is on its way.
func TestKeptInTheQueue(t *testing.T) {
	for _, c := range []struct {
		job  paper.Job
		want string
	}{
		{paper.Job{Printer: "p", State: paper.JobStuck}, words.T("print.kept", "p", words.T("print.stopped"))},
		{paper.Job{Printer: "p", State: paper.JobWaiting, Trouble: []string{"缺纸", "卡纸"}}, words.T("print.kept", "p", "缺纸；卡纸")},
		{paper.Job{Printer: "p", State: paper.JobWaiting}, ""},
		{paper.Job{Printer: "p", State: paper.JobRunning}, ""},
		{paper.Job{Printer: "p", State: paper.JobDone, Trouble: []string{"缺纸"}}, ""},
	} {
		if got := keptBy(c.job); got != c.want {
			t.Errorf("%+v: %q, want %q", c.job, got, c.want)
		}
	}
	d, _ := offered(t, plain, nil)
	d.topSheet().Cancel()
	d.shell.tellJob("停在队列里", false)
	if d.shell.notice.text() != "停在队列里" {
		t.Errorf("the bar says %q", d.shell.notice.text())
	}
	for over, want := range map[bool]string{false: words.T("print.goes.on"), true: words.T("print.left")} {
		d.shell.tellJob("", over)
		if text := d.shell.notice.text(); text != want {
			t.Errorf("when the trouble is gone, over %v, the bar says %q", over, text)
		}
	}
}

// TestPrintKeys: Enter prints, Esc leaves without printing, and the preview opens over the sheet and goes back to it.
func TestPrintKeys(t *testing.T) {
	d, said := offered(t, plain, somePrinters)
	test.Tap(d.titled(words.T("print.preview")))
	if text := d.sheetText(); !strings.Contains(text, words.T("print.preview.title")) {
		t.Fatalf("no preview: %s", text)
	}
	var view *widget.PageView
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if v, is := o.(*widget.PageView); is {
			view = v
		}
	})
	if view == nil || view.Pages() != 2 {
		t.Fatalf("the preview shows %v", view)
	}
	d.typeKey(fyne.KeyEscape)
	if text := d.sheetText(); !strings.Contains(text, words.T("shell.print.title")) {
		t.Fatalf("no way back to the sheet: %s", text)
	}
	d.typeKey(fyne.KeyEscape)
	if widget.TopSheet(d.win.Canvas()) != nil || d.tray.prints != 0 || *said != "" {
		t.Errorf("Esc: %d printed, %q", d.tray.prints, *said)
	}
	d.offer(t, said)
	d.typeKey(fyne.KeyReturn)
	if d.tray.prints != 1 || *said == "" {
		t.Errorf("Enter: %d printed, %q", d.tray.prints, *said)
	}
	d.offer(t, said)
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if f, is := o.(*widget.FormField); is && f.Name == "copies" {
			f.Focus()
		}
	})
	d.typeKey(fyne.KeyReturn)
	if d.tray.prints != 2 {
		t.Error("Enter in the field of copies prints nothing")
	}
}

// TestPrintSheetFits draws the sheet and the preview in every dress.
func TestPrintSheetFits(t *testing.T) {
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d, _ := offered(t, as, somePrinters)
			see := func(what string) {
				t.Helper()
				d.draw("print-" + what + "-" + name)
				d.checkFit(what)
				d.checkWide(what)
			}
			see("sheet")
			d.fillField("printer", "archive")
			d.fillField("copies", "1000")
			d.topSheet().Submit()
			see("sheet-problems")
			test.Tap(d.titled(words.T("print.preview")))
			see("preview")
		})
	}
}
