package window

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/app/apptest"
	"custody/app/seal"
	"custody/ui/paper"
	"custody/ui/reader/code"
	"custody/ui/widget"
	"custody/ui/words"
)

// papersWorld is an office that seals papers: commitments signed on the pad before the founder, somebody who
// countersigns, scans of commitments signed on paper.
type papersWorld struct {
	*apptest.Kit
	desk     *paper.Desk
	approver *app.Office
	signed   []app.Commitment
	dir      string
}

func newPapersWorld(t *testing.T, names ...string) *papersWorld {
	t.Helper()
	w := &papersWorld{Kit: apptest.New(t), desk: paper.NewDesk(), dir: t.TempDir()}
	w.With(w.desk, code.Reader{})
	_, w.approver = w.Staff("周总", app.Approver)
	for _, name := range names {
		w.signed = append(w.signed, w.sign(w.Person(name, apptest.Unsigned()).Number))
	}
	return w
}

func (w *papersWorld) must(err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
}

func (w *papersWorld) sign(number string) app.Commitment {
	w.T.Helper()
	c, err := w.Founder.Sign(w.Ctx(), app.SignInput{
		PersonNumber: number, Key: app.NDA, Strokes: apptest.Strokes(), Place: "深圳", Password: apptest.FounderPassword, ReadToEnd: true,
	})
	w.must(err)
	return c
}

// scan writes the scan of the foot of somebody's commitment; cut leaves the code off.
func (w *papersWorld) scan(name, number string, key app.TemplateKey, cut bool) string {
	w.T.Helper()
	print, err := w.Founder.PrintBlank(w.Ctx(), number, key)
	w.must(err)
	data := apptest.Code(w.T, fmt.Sprintf("custody:%s;%s;%s", print.Template.Number, number, print.Template.Version))
	if cut {
		var b bytes.Buffer
		w.must(png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40))))
		data = b.Bytes()
	}
	path := filepath.Join(w.dir, name)
	w.must(os.WriteFile(path, data, 0o600))
	return path
}

// rowOf is somebody's agreement as the list has it.
func (w *papersWorld) rowOf(id int64) app.CommitmentRow {
	w.T.Helper()
	rows, err := w.Founder.Commitments(w.Ctx(), app.CommitmentFilter{})
	w.must(err)
	for _, r := range rows {
		if r.ID == id {
			return r
		}
	}
	w.T.Fatalf("no commitment %d", id)
	return app.CommitmentRow{}
}

// TestWhatWaitsIsSealedAfterTheUnlock: the founder's own commitments were signed where nothing could be sealed.
func TestWhatWaitsIsSealedAfterTheUnlock(t *testing.T) {
	w := newPapersWorld(t)
	before, err := w.Founder.Today(t.Context())
	w.must(err)
	d := seated(t, w.Kit, w.Founder, plain)
	if len(before.Tasks) == 0 || len(tasksOf(d, app.TaskSeal)) != 0 || w.rowOf(1).PaperID == 0 {
		t.Errorf("before %+v, after %+v", before.Tasks, tasksOf(d, app.TaskSeal))
	}
}

// TestSealedPaperLeavesTheWindow shows a paper's seal and lets the file out as it is.
func TestSealedPaperLeavesTheWindow(t *testing.T) {
	w := newPapersWorld(t, "王𬱖")
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.showPaper(w.signed[0].PaperID)
	d.topSheet().Submit()
	if _, err := seal.Verify(d.tray.last); d.tray.views != 1 || err != nil {
		t.Errorf("viewed %d times: %v", d.tray.views, err)
	}
	d.shell.showPaper(w.signed[0].PaperID)
	test.Tap(d.titled(words.T("papers.print")))
	if d.tray.prints != 1 {
		t.Errorf("printed %d times", d.tray.prints)
	}
}

// TestCountersigningMany signs two for the organisation with one signature.
func TestCountersigningMany(t *testing.T) {
	w := newPapersWorld(t, "王𬱖", "李㛃", "Ferdinand")
	d := seated(t, w.Kit, w.approver, plain)
	if tasks := tasksOf(d, app.TaskCounter); len(tasks) != 1 || tasks[0].Copies < 3 {
		t.Fatalf("Today tells %+v", tasks)
	}
	d.shell.Open(Commitments, Arg{Act: ActCounter})
	test.Tap(d.titled(words.N("countersign.all", len(screenOf[*commitments](d, Commitments).toCounter()))))
	d.topSheet().Submit()
	if w.rowOf(w.signed[0].ID).Counter.PersonID != 0 {
		t.Error("an empty pad countersigned")
	}
}

// TestAStackOfScansInTheWindow records what is right in a stack, and says why the rest is not.
func TestAStackOfScansInTheWindow(t *testing.T) {
	w := newPapersWorld(t)
	a, b := w.Person("王𬱖", apptest.Unsigned()), w.Person("李㛃", apptest.Unsigned())
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.openScans([]string{
		w.scan("1.png", a.Number, app.NDA, false), w.scan("2.png", b.Number, app.Impartiality, false), w.scan("3.png", a.Number, app.NDA, true),
	})
	d.fillField("password", apptest.FounderPassword)
	d.topSheet().Submit()
	s, err := w.Founder.Commitments(t.Context(), app.CommitmentFilter{Person: a.Number, Key: app.NDA})
	w.must(err)
	if len(s) == 0 || s[0].Matched != app.MatchedByCode || s[0].PaperID == 0 {
		t.Errorf("recorded %+v", s)
	}
	if b := d.topSheet().Primary(); b == nil || !b.Disabled() {
		t.Error("what can't be recorded can be recorded again")
	}
}

// TestAScanWithoutACodeAsksForTheEye: the box comes with the refusal, and with it ticked the scan is taken. One that
// lacks a page is asked about in the same way.
func TestAScanWithoutACodeAsksForTheEye(t *testing.T) {
	w := newPapersWorld(t)
	p := w.Person("王𬱖", apptest.Unsigned())
	d := seated(t, w.Kit, w.Founder, plain)
	s, err := w.Founder.PrepareSigning(t.Context(), p.Number, app.NDA)
	w.must(err)
	part := filepath.Join(w.dir, "part.png")
	code := fmt.Sprintf("custody:%s;%s;%s;1/2", s.Template.Number, p.Number, s.Template.Version)
	w.must(os.WriteFile(part, apptest.Code(t, code), 0o600))
	for _, path := range []string{w.scan("cut.png", p.Number, app.NDA, true), part} {
		recorded := false
		d.shell.recordPaper(s, func() { recorded = true })
		if fieldsShown(d)["by_eye"] != nil {
			t.Error("the box is there before it is asked for")
		}
		d.fillField("scan", path)
		d.fillField("password", apptest.FounderPassword)
		d.topSheet().Submit()
		fields := fieldsShown(d)
		if recorded || fields["by_eye"] == nil || fields["scan"].Problem() == "" {
			t.Fatalf("%s: recorded %v, fields %v", path, recorded, fields)
		}
		fields["by_eye"].Input.SetValue("1")
		d.topSheet().Submit()
		if !recorded {
			t.Errorf("%s: not taken with the custodian's word", path)
		}
	}
}

// fieldsShown are the fields of the sheet on top that are to be seen.
func fieldsShown(d *rig) map[string]*widget.FormField {
	fields := map[string]*widget.FormField{}
	each(d.win.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if f, is := o.(*widget.FormField); is {
			fields[f.Name] = f
		}
	})
	return fields
}
