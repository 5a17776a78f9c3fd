package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/widget"
	"custody/ui/words"
)

// paperless is an office with a client, a case file, a paper document in it and people.
type paperless struct {
	*apptest.Kit
	t           *testing.T
	file        app.File
	paper       app.Document
	staff       app.Person // assigned to nobody
	desk        *app.Office
	head        *app.Office // approver without keys
	dir         string
	text, table string // files on the disk
}

func newPaperless(t *testing.T) *paperless {
	t.Helper()
	k := apptest.New(t)
	c := k.Client("深圳市精工电子有限公司")
	w := &paperless{Kit: k, t: t, file: k.File(c.Code, "初次认证"), dir: t.TempDir()}
	w.paper = k.Document(w.file.Code, "认证合同", 1)
	w.staff, w.desk = k.Staff("李㛃", app.Auditor)
	_, w.head = k.Staff("周敏", app.Approver)
	w.text = w.write("审核记录（二〇二六年）.txt", "深圳市精工电子有限公司\n现场审核记录\n")
	w.table = w.write("供应商清单.csv", "供应商,等级\n东莞市镕盛机械股份有限公司,甲\n")
	return w
}

func (w *paperless) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// write makes a file on the disk.
func (w *paperless) write(name, text string) string {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	w.must(os.WriteFile(path, []byte(text), 0o600))
	return path
}

// added brings a file in and returns its document.
func (w *paperless) added(title string) app.Document {
	w.t.Helper()
	text := strings.Repeat(title+"\n", 40)
	d, err := w.Founder.AddContent(w.Ctx(), app.NewContent{
		File: w.file.Code, Name: title + ".txt", Title: title, Size: int64(len(text)),
		Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient, Received: w.Today(),
	}, strings.NewReader(text), nil)
	w.must(err)
	return d
}

// asked has the auditor ask for the electronic copy of a document.
func (w *paperless) asked(d app.Document, p app.Permits) string {
	w.t.Helper()
	l, err := w.desk.RequestLoan(w.Ctx(), app.LoanRequest{
		Copies: []string{d.Code + "/E"}, Purpose: "技术评定", Place: app.AtOffice, Due: w.Today().AddDays(3), Permits: p,
	})
	w.must(err)
	return l.Number
}

// drop drops files on the window, left of the pane.
func (d *rig) drop(paths ...string) {
	items := make([]fyne.URI, len(paths))
	for i, p := range paths {
		items[i] = storage.NewFileURI(p)
	}
	d.Frame.dropped(fyne.NewPos(300, 300), items)
}

// titled is the button of that label on the sheet over the window, or in the window.
func (d *rig) titled(label string) *widget.Button {
	d.t.Helper()
	root := d.win.Canvas().Content()
	if top := d.win.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	var found *widget.Button
	each(root, func(o fyne.CanvasObject) {
		if b, is := o.(*widget.Button); is && b.Visible() && b.Label() == label {
			found = b
		}
	})
	if found == nil {
		d.t.Fatalf("no button %q", label)
	}
	return found
}

// TestFilesAreAddedByDroppingThem: each becomes an electronic document of the case file; the
// originals stay until somebody says so.
func TestFilesAreAddedByDroppingThem(t *testing.T) {
	w := newPaperless(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: w.file.Code, Act: actOfFile})
	d.drop(w.text, w.table, w.text)
	a := d.shell.adding
	if a == nil || len(a.files) != 2 || a.file.Value() != w.file.Code || a.files[0].title != "审核记录（二〇二六年）" {
		t.Fatalf("dropped shows %+v", a)
	}
	a.form.SetValue("sensitivity", string(app.Sensitive))
	test.Tap(d.titled(words.N("content.add.do", 2)))
	for i, s := range a.sums {
		if !s.done || s.err != nil || s.document.Medium != app.Electronic || s.document.Sensitivity != app.Sensitive {
			t.Errorf("file %d: %+v", i, s)
		}
	}
	test.Tap(d.titled(words.N("content.originals.delete", 2)))
	for _, path := range []string{w.text, w.table} {
		if _, err := os.Lstat(path); !os.IsNotExist(err) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if got := d.shell.Pref("content.sensitivity"); got != string(app.Sensitive) {
		t.Errorf("the next time begins with %q", got)
	}
	s := screenOf[*files](d, Files)
	if n := len(s.table.Rows()); n != 3 {
		t.Fatalf("%d documents are listed", n)
	}
	if s.row == nil || s.row.Code != a.sums[0].document.Code {
		t.Errorf("selected is %+v", s.row)
	}
	d.press("Enter")
	if s.sheet == nil || s.sheet.Content == nil || !s.sheet.Content.May.Open || s.sheet.Content.Name != filepath.Base(w.text) {
		t.Fatalf("the document shows %+v", s.sheet)
	}
}

// TestWhatCantBeAddedSaysWhy: each refusal is said before anything is sealed.
func TestWhatCantBeAddedSaysWhy(t *testing.T) {
	w := newPaperless(t)
	link, huge := filepath.Join(w.dir, "链接.pdf"), w.write("录像.mp4", "x")
	w.must(os.Symlink(w.text, link))
	w.must(os.Truncate(huge, contentLimit+1))
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: w.file.Code, Act: actOfFile})
	d.drop(w.dir, link, w.write("空.txt", ""), huge, filepath.Join(w.dir, "没有.pdf"), w.text)
	a := d.shell.adding
	want := []string{"folder", "link", "empty", "large", "missing", ""}
	for i, f := range a.files {
		text := ""
		if want[i] != "" {
			text = words.T("content.refuse." + want[i])
		}
		if f.why != text {
			t.Errorf("%s: %q, want %q", want[i], f.why, text)
		}
	}
	test.Tap(d.titled(words.N("content.add.do", 1)))
	if len(a.sums) != 1 || !a.sums[0].done {
		t.Fatalf("added are %+v", a.sums)
	}
}

// TestAChangedOriginalIsKept: what was changed after it was added is not deleted, and what changes
// before is not added.
func TestAChangedOriginalIsKept(t *testing.T) {
	w := newPaperless(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: w.file.Code, Act: actOfFile})
	d.drop(w.text, w.table)
	a := d.shell.adding
	w.write(filepath.Base(w.table), "改过了，更长的内容，更长的内容，更长的内容，更长的内容，更长的内容")
	test.Tap(d.titled(words.N("content.add.do", 2)))
	if !a.sums[0].done || a.sums[1].done || ErrorText(a.sums[1].err) != words.T("content.refuse.changed") {
		t.Fatalf("sums: %+v", a.sums)
	}
	w.write(filepath.Base(w.text), "也改过了")
	test.Tap(d.titled(words.N("content.originals.delete", 1)))
	if _, err := os.Lstat(w.text); err != nil {
		t.Errorf("the changed original: %v", err)
	}
	if !sees(d, words.T("content.keep.changed")) && d.topSheet() == nil {
		t.Error("nothing says why it was kept")
	}
}

// TestGivingUpLeavesNothing: the cancel of the progress cancels; no document, no file in the vault.
func TestGivingUpLeavesNothing(t *testing.T) {
	w := newPaperless(t)
	big := w.write("大文件.bin", strings.Repeat("精工电子", 1<<19))
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: w.file.Code, Act: actOfFile})
	d.drop(big)
	a := d.shell.adding
	heard := 0
	a.hears = func() {
		heard++
		a.work.cancel()
	}
	test.Tap(d.titled(words.N("content.add.do", 1)))
	if heard == 0 || a.sums[0].done || !cancelled(a.sums[0].err) {
		t.Fatalf("heard %d times, then %+v", heard, a.sums[0])
	}
	if !a.sheet.Open() || a.work != nil {
		t.Error("the sheet does not come back to the files")
	}
	if n, err := w.Founder.CountDocuments(t.Context(), app.DocumentFilter{File: w.file.Code}); err != nil || n != 1 {
		t.Errorf("%d documents, %v", n, err)
	}
	left := 0
	w.must(filepath.WalkDir(filepath.Join(w.Dir, "documents"), func(_ string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			left++
		}
		return err
	}))
	if left != 0 {
		t.Errorf("%d files are left in the vault", left)
	}
	a.hears = nil
	test.Tap(d.titled(words.N("content.add.do", 1)))
	if !a.sums[0].done {
		t.Errorf("the second time: %v", a.sums[0].err)
	}
}

// TestAScanIsAttached: a file dropped on the pane of a paper document becomes its electronic copy.
func TestAScanIsAttached(t *testing.T) {
	w := newPaperless(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: w.paper.Code})
	d.Frame.dropped(fyne.NewPos(1200, 300), []fyne.URI{storage.NewFileURI(w.text)})
	a := d.shell.adding
	if a == nil || a.scan() != w.paper.Code {
		t.Fatalf("dropped on the pane: %+v", a)
	}
	test.Tap(d.titled(words.N("content.add.do", 1)))
	d.topSheet().Cancel()
	s := screenOf[*files](d, Files)
	if s.sheet == nil || s.sheet.Content == nil || len(s.sheet.Copies) != 2 {
		t.Fatalf("the paper document shows %+v", s.sheet)
	}
	if _, err := os.Lstat(w.text); err != nil {
		t.Error(err)
	}
	if got := bestCopy(s.sheet.Copies); got != w.paper.Code+"/1" {
		t.Errorf("asked for is %s", got)
	}
}

// TestNamesThatMakeNoTitle: a file whose name is too long for a title, or has control characters in
// it, is added all the same; what can't be added stands first.
func TestNamesThatMakeNoTitle(t *testing.T) {
	w := newPaperless(t)
	long, odd := w.write(strings.Repeat("x", 251)+".txt", "x"), w.write("坏\a名\n字.txt", "x")
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: w.file.Code, Act: actOfFile})
	d.drop(long, odd, w.write("空.txt", ""))
	a := d.shell.adding
	if a.files[0].why == "" || a.files[1].title != strings.Repeat("x", titleLimit) || a.files[2].title != "坏名字" {
		t.Errorf("picked are %q, %q, %q", a.files[0].title, a.files[1].title, a.files[2].title)
	}
	test.Tap(d.titled(words.N("content.add.do", 2)))
	for _, s := range a.sums {
		if !s.done {
			t.Errorf("%q: %v", s.name(), s.err)
		}
	}
}

// TestAddingDoesNotLock: as long as files are being added, somebody is there.
func TestAddingDoesNotLock(t *testing.T) {
	w := newPaperless(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: w.file.Code, Act: actOfFile})
	d.drop(w.text)
	a := d.shell.adding
	a.hears = func() { d.idle.look(time.Now()) }
	d.idle.last = time.Now().Add(-d.idle.limit())
	test.Tap(d.titled(words.N("content.add.do", 1)))
	if d.shell == nil || !a.sums[0].done {
		t.Fatal("the vault locked while a file was being added")
	}
}

// TestALockTellsWhatItStopped: at the next sign-in, to whoever was adding, and once.
func TestALockTellsWhatItStopped(t *testing.T) {
	w := newPaperless(t)
	d := seated(t, w.Kit, w.Founder, plain)
	d.cut = countCut(d.login, []sealedFile{{done: true}, {}, {}})
	d.tellCut()
	if got, want := d.shell.notice.text(), words.T("content.cut", 1, 2); got != want {
		t.Errorf("says %q, want %q", got, want)
	}
	d.shell.notice.hide()
	d.tellCut()
	d.cut = countCut("somebody", []sealedFile{{}})
	d.tellCut()
	if got := d.shell.notice.text(); got != "" {
		t.Errorf("says %q again, or to another", got)
	}
}

// TestEscLeavesWhatCantBeShown: a file without pages leaves no focus behind in the list under it, so
// the first Esc goes back.
func TestEscLeavesWhatCantBeShown(t *testing.T) {
	w := newPaperless(t)
	doc, err := w.Founder.AddContent(w.Ctx(), app.NewContent{
		File: w.file.Code, Name: "总图.dwg", Title: "总图", Size: 4,
		Category: app.CategoryD, Sensitivity: app.Ordinary, Source: app.FromClient, Received: w.Today(),
	}, strings.NewReader("AC10"), nil)
	w.must(err)
	d := seated(t, w.Kit, w.Founder, plain)
	d.shell.Open(Files, Arg{Code: doc.Code})
	s := screenOf[*files](d, Files)
	d.shell.Focus(s.table)
	d.shell.OpenDocument(doc.Code)
	if at := d.win.Canvas().Focused(); at == s.table {
		t.Error("the list under it has the keys")
	}
	d.press("Esc")
	if d.shell.At() != Files {
		t.Errorf("Esc leads to %s", d.shell.At())
	}
}
