package window

import (
	"bytes"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/reader/code"
	"custody/ui/words"
)

// labelWorld is an office with documents on the shelves and one case file of them.
func labelWorld(t *testing.T) (k *apptest.Kit, file app.File, docs []app.Document) {
	t.Helper()
	k = apptest.New(t)
	file = k.File(k.Client("深圳市精工电子有限公司").Code, "初次认证")
	for _, title := range []string{"质量手册", "检验报告", "营业执照复印件"} {
		docs = append(docs, k.Document(file.Code, title, 2))
	}
	return k, file, docs
}

// TestLabelsOfMarkedRows: Space marks rows, and each of their copies gets a label that a scanner reads.
func TestLabelsOfMarkedRows(t *testing.T) {
	k, file, docs := labelWorld(t)
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Files)
	s := screenOf[*files](d, Files)
	s.table.TypedKey(keyEvent(fyne.KeySpace))
	s.table.TypedKey(keyEvent(fyne.KeyDown))
	s.table.TypedKey(keyEvent(fyne.KeySpace))
	if got := len(s.table.Marked()); got != 2 {
		t.Fatalf("%d rows marked", got)
	}
	d.press("F9")
	d.fillField("stock", "roll-62")
	d.topSheet().Submit()
	test.Tap(d.titled(words.T("shell.print.open")))
	if codes := codesOf(t, d.tray.last); codes != nil && (len(codes) != 4 || codes[0] != docs[0].Code+"/1" || codes[3] != docs[1].Code+"/2") {
		t.Errorf("labels %q", codes)
	}
	if bytes.Contains(d.tray.last, []byte("精工")) {
		t.Error("a label names a client")
	}
	s.table.ClearMarks()
	d.shell.Open(Files, Arg{Act: actOfFile, Code: file.Code})
	test.Tap(d.titled(words.T("labels.link")))
	d.topSheet().Submit()
	test.Tap(d.titled(words.T("shell.print.open")))
	if codes := codesOf(t, d.tray.last); codes != nil && (len(codes) != 1 || codes[0] != file.Code) {
		t.Errorf("the binder's label %q", codes)
	}
}

// codesOf reads labels back, in the long form: ui/paper reads its own in the quick one.
func codesOf(t *testing.T, pdf []byte) []string {
	t.Helper()
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Fatal("no labels were made")
	}
	if testing.Short() {
		return nil
	}
	codes, err := code.Reader{}.Codes(t.Context(), pdf)
	if err != nil || len(codes) == 0 {
		t.Fatalf("labels %q, %v", codes, err)
	}
	return codes
}

// TestLabelSheetRefuses: a wrong place stays typed, what is not there is named, and no PDF is made.
func TestLabelSheetRefuses(t *testing.T) {
	k, _, docs := labelWorld(t)
	d := seated(t, k, k.Founder, plain)
	for _, typed := range []string{"0", "25", "一", "", "-1"} {
		d.shell.printLabels(app.CopyLabels, []string{docs[0].Code})
		d.fillField("stock", "a4-24")
		d.fillField("start", typed)
		d.topSheet().Submit()
		if d.problemOf("start") == "" {
			t.Errorf("the first place %q is taken", typed)
		}
		d.topSheet().Cancel()
	}
	d.shell.printLabels(app.CopyLabels, []string{docs[0].Code, "A-9999-01"})
	d.fillField("start", "24")
	d.topSheet().Submit()
	if !strings.Contains(d.sheetText(), "A-9999-01") {
		t.Errorf("the unknown number is not named: %s", d.sheetText())
	}
	d.topSheet().Cancel()
	if d.tray.prints+d.tray.views != 0 {
		t.Error("something was printed")
	}
	// A place is found by what its label says.
	d.shell.Open(Files)
	s := screenOf[*files](d, Files)
	s.table.SetFilter(docs[0].Home.Code())
	if len(s.table.Rows()) != len(docs) {
		t.Errorf("%s finds %d documents", docs[0].Home.Code(), len(s.table.Rows()))
	}
	s.table.SetFilter("@nowhere")
	if len(s.table.Rows()) != 0 {
		t.Error("a place that is none finds documents")
	}
}

// TestLabelSheetFits draws the sheet in every dress, refusals included.
func TestLabelSheetFits(t *testing.T) {
	k, file, docs := labelWorld(t)
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, k, k.Founder, as)
			see := func(what string) {
				t.Helper()
				d.draw("labels-" + what + "-" + name)
				d.checkFit(what)
				d.checkWide(what)
			}
			d.shell.Open(Files, Arg{Act: actOfFile, Code: file.Code})
			see("file")
			d.shell.Open(Files, Arg{Code: docs[0].Code})
			see("document")
			screenOf[*files](d, Files).labels()
			see("sheet")
			d.fillField("start", "99")
			d.topSheet().Submit()
			see("sheet-problem")
			d.fillField("start", "1")
			d.fillField("stock", "roll-62")
			see("sheet-roll")
			d.topSheet().Cancel()
			d.shell.printLabels(app.CopyLabels, []string{"A-9999-01"})
			d.topSheet().Submit()
			see("sheet-unknown")
			d.topSheet().Cancel()
		})
	}
}
