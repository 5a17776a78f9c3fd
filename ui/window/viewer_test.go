package window

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/look"
	"custody/ui/reader/book"
	"custody/ui/words"
)

// library is an office with electronic documents and somebody who has borrowed one.
type library struct {
	*apptest.Kit
	t      *testing.T
	reader *app.Office
	li     app.Person
	file   app.File
	report string // a text of several pages
	loan   string // of the report
}

// newLibrary lends the report with those permits for three days.
func newLibrary(t *testing.T, p app.Permits) *library {
	t.Helper()
	l := &library{Kit: apptest.New(t), t: t}
	l.li, l.reader = l.Staff("李𫖮", app.Auditor)
	l.file = l.File(l.Client("深圳市精工电子有限公司").Code, "2026 年度监督审核")
	var text strings.Builder
	for i := range 90 {
		fmt.Fprintf(&text, "第 %d 条 审核发现：%s\n", i+1, []string{"符合", "一般不符合", "观察项"}[i%3])
	}
	text.WriteString("结论：春江水暖。\n")
	l.report = l.add("审核报告.txt", text.String())
	l.loan = l.lend(l.report, p)
	return l
}

func (l *library) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// add seals a file and returns its document's code.
func (l *library) add(name, content string) string {
	l.t.Helper()
	d, err := l.Founder.AddContent(l.t.Context(), app.NewContent{
		File: l.file.Code, Name: name, Size: int64(len(content)), Category: app.AllCategories[0],
		Sensitivity: app.Ordinary, Source: app.AllSources[0], Received: l.Today(),
	}, strings.NewReader(content), nil)
	l.must(err)
	return d.Code
}

// lend lends the reader an electronic document.
func (l *library) lend(code string, p app.Permits) string {
	l.t.Helper()
	loan, err := l.reader.RequestLoan(l.t.Context(), app.LoanRequest{
		Copies: []string{code + "/E"}, Purpose: "现场审核", Place: app.AtAuditSite, Due: l.Today().AddDays(3), Permits: p,
	})
	l.must(err)
	_, err = l.Founder.Decide(l.t.Context(), loan.Number, []app.Decision{{Copy: code + "/E", Approve: true, Permits: p}})
	l.must(err)
	return loan.Number
}

// views are the readings of the report, newest first.
func (l *library) views() []app.View {
	l.t.Helper()
	views, err := l.Founder.ContentViews(l.t.Context(), app.ViewFilter{Document: l.report})
	l.must(err)
	return views
}

// reading is the reader's window with a document open; its steady clock stands at now.
func (l *library) reading(as dress, code string) (*rig, *viewer, *time.Time) {
	l.t.Helper()
	d := seated(l.t, l.Kit, l.reader, as)
	now := time.Now()
	s := d.shell.built(Viewer).screen.(*viewer)
	s.steady = func() time.Time { return now }
	s.find.box.Delay = 0
	d.shell.Open(Loans)
	d.shell.OpenDocument(code)
	d.draw("viewer-open")
	if s.doc == nil {
		l.t.Fatalf("not open: %s", bodyText(s))
	}
	return d, s, &now
}

// bodyText is what stands in place of the pages.
func bodyText(s *viewer) string {
	var texts []string
	each(s.body, func(o fyne.CanvasObject) {
		if t, is := o.(*look.Text); is {
			texts = append(texts, t.Text())
		}
	})
	return strings.Join(texts, " ")
}

// TestViewerReads opens, leafs, zooms, turns and searches; on leaving what was seen is logged.
func TestViewerReads(t *testing.T) {
	l := newLibrary(t, app.Permits{})
	d, s, now := l.reading(plain, l.report)
	if s.pages.Pages() < 3 {
		t.Fatalf("%d pages", s.pages.Pages())
	}
	d.press("PgDn")
	d.press("Ctrl+=")
	d.press("Ctrl+R")
	d.press("Ctrl+R")
	if s.pages.Turned() != 2 || s.pages.Percent()%25 != 0 {
		t.Errorf("turned by %d, %d%%", s.pages.Turned(), s.pages.Percent())
	}
	d.press("Ctrl+R")
	d.press("Ctrl+R")
	d.press("Ctrl+0")
	d.press("Home")
	d.press("Ctrl+F")
	s.find.box.SetText("春江 水暖")
	if got := s.find.count.Text(); got != "1 / 1" || s.pages.Page() != s.pages.Pages()-1 {
		t.Errorf("found %q, on page %d", got, s.pages.Page()+1)
	}
	s.find.box.SetText("不符合")
	if got := s.find.count.Text(); !strings.HasSuffix(got, "/ 30") {
		t.Errorf("found %q of 30", got)
	}
	d.press("Esc")
	if s.pages.Hits() != nil || s.doc == nil {
		t.Error("Esc did not end the search alone")
	}
	*now = now.Add(42 * time.Second)
	d.press("Esc")
	if d.shell.At() != Loans || s.doc != nil || s.pages.Pages() != 0 {
		t.Errorf("Esc leads to %s; open: %v", d.shell.At(), s.doc != nil)
	}
	v := l.views()
	if len(v) != 1 || v[0].Seconds != 42 || v[0].ClosedAt.IsZero() || v[0].Loan != l.loan || !strings.HasPrefix(v[0].Pages, "1") {
		t.Errorf("logged %+v", v)
	}
}

// TestViewerMarks: no picture comes to the screen without the mark.
func TestViewerMarks(t *testing.T) {
	l := newLibrary(t, app.Permits{})
	_, s, _ := l.reading(plain, l.report)
	bare, err := s.doc.book.Render(t.Context(), 0, book.Rendering{Scale: 1})
	l.must(err)
	marked, err := s.doc.Render(t.Context(), 0, 1, 0)
	l.must(err)
	other := 0
	for i := range bare.Pix {
		if bare.Pix[i] != marked.Pix[i] {
			other++
		}
	}
	if other < len(bare.Pix)/100 {
		t.Errorf("the mark changes %d of %d bytes", other, len(bare.Pix))
	}
	if mark := strings.Join(s.doc.r.Mark, " "); !strings.Contains(mark, l.li.Number) || !strings.Contains(mark, l.loan) {
		t.Errorf("the mark says %q", mark)
	}
}

// TestViewerRefusesToPrint: the refusal is in the log, its words on the screen, and the way to ask.
func TestViewerRefusesToPrint(t *testing.T) {
	l := newLibrary(t, app.Permits{})
	d, s, _ := l.reading(plain, l.report)
	d.press("Ctrl+P")
	text := overlayText(d)
	if want := words.T("error.permit.print", l.report, l.loan); !strings.Contains(text, want) {
		t.Errorf("the sheet says %q, not %q", text, want)
	}
	if d.tray.prints != 0 {
		t.Error("printed")
	}
	refused := false
	l.must(l.Store().View(t.Context(), func(r app.Reader) error {
		return r.EachEntry(func(e app.Entry) error {
			refused = refused || e.Act == "extract.print" && e.Outcome == app.Refused
			return nil
		})
	}))
	if !refused {
		t.Error("the log does not know")
	}
	d.topSheet().Primary().Tapped(nil)
	ask := requestOf(d)
	if d.shell.At() != Request || !ask.permits.Print || ask.permits.Export || len(ask.basket) != 1 {
		t.Errorf("asks at %s for %+v of %d copies", d.shell.At(), ask.permits, len(ask.basket))
	}
	if s.doc != nil || len(l.views()) != 1 || l.views()[0].ClosedAt.IsZero() {
		t.Error("still open after leaving")
	}
}

// TestViewerExcerpts: the register first, then marked pages at the place chosen, and nothing else.
func TestViewerExcerpts(t *testing.T) {
	l := newLibrary(t, app.Permits{Excerpt: true, Print: true})
	d, s, _ := l.reading(plain, l.report)
	d.press("Ctrl+D")
	d.topSheet().Primary().Tapped(nil)
	if text := overlayText(d); strings.Count(text, words.T("error.text.empty")) != 2 {
		t.Errorf("nothing typed is answered with %q", text)
	}
	d.fillField("pages", "2")
	d.fillField("purpose", "整改跟踪")
	d.topSheet().Primary().Tapped(nil)
	path := filepath.Join(t.TempDir(), "摘录.pdf")
	d.fillField("path", path)
	d.topSheet().Primary().Tapped(nil)
	data, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(data, []byte("%PDF")) || bytes.Contains(data, []byte("春江")) {
		t.Fatalf("%d bytes, %v; %s", len(data), err, overlayText(d))
	}
	rows, err := l.Founder.Extracts(t.Context(), app.ExtractFilter{})
	l.must(err)
	if len(rows) != 1 || rows[0].Pages != "2" || rows[0].Kind != app.Excerpted || rows[0].State != app.ExtractOut || rows[0].Loan != l.loan {
		t.Fatalf("the register has %+v", rows)
	}
	if said := d.shell.notice.text(); !strings.Contains(said, rows[0].Number) {
		t.Errorf("said %q", said)
	}
	d.press("Ctrl+P")
	d.fillField("purpose", "会上宣读")
	d.topSheet().Primary().Tapped(nil)
	if d.tray.prints != 1 || len(d.tray.last) == 0 {
		t.Errorf("printed %d times", d.tray.prints)
	}
	if s.doc == nil {
		t.Error("closed by printing")
	}
}

// TestViewerSealsForOutside: a file that only the passphrase shown opens.
func TestViewerSealsForOutside(t *testing.T) {
	l := newLibrary(t, app.Permits{Export: true})
	d, _, _ := l.reading(plain, l.report)
	d.press("Ctrl+E")
	d.fillField("way", formSealed)
	d.fillField("purpose", "法院调取")
	d.topSheet().Primary().Tapped(nil)
	if text := overlayText(d); strings.Count(text, words.T("error.text.empty")) != 2 {
		t.Errorf("without a receiver: %q", text)
	}
	d.fillField("outside", "福田区法院 王法官")
	d.fillField("basis", "调取通知书 2026-88")
	d.topSheet().Primary().Tapped(nil)
	path := filepath.Join(t.TempDir(), "a.age")
	d.fillField("path", path)
	d.topSheet().Primary().Tapped(nil)
	data, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(data, []byte("age-encryption.org/v1")) {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	if text := overlayText(d); !strings.Contains(text, words.T("viewer.secret.once")) {
		t.Errorf("shows %q", text)
	}
}

// TestViewerSaysWhatWasNotMade: a copy that could not be written keeps its number, and says so.
func TestViewerSaysWhatWasNotMade(t *testing.T) {
	l := newLibrary(t, app.Permits{Print: true})
	d, _, _ := l.reading(plain, l.report)
	d.tray.fail = app.Errf(app.Conflict, "error.printer.missing")
	d.press("Ctrl+P")
	d.fillField("purpose", "会上宣读")
	d.topSheet().Primary().Tapped(nil)
	if said := d.shell.notice.text(); !strings.Contains(said, "FB-2026-0001") || !strings.Contains(said, words.T("error.printer.missing")) {
		t.Errorf("said %q", said)
	}
}

// TestViewerClosesOnLock: nothing of the document is left in the window, and what was seen is logged.
func TestViewerClosesOnLock(t *testing.T) {
	l := newLibrary(t, app.Permits{})
	d, s, now := l.reading(plain, l.report)
	*now = now.Add(5 * time.Second)
	file := s.doc.r
	d.lock(LockIdle)
	if s.doc != nil || s.pages.Pages() != 0 || file.File != nil {
		t.Error("open after the lock")
	}
	l.Reopen()
	if v := l.views(); len(v) != 1 || v[0].ClosedAt.IsZero() || v[0].Seconds != 5 {
		t.Errorf("logged %+v", v)
	}
}

// TestViewerClosesWhenDue: the day after the last one the document closes by itself.
func TestViewerClosesWhenDue(t *testing.T) {
	l := newLibrary(t, app.Permits{})
	_, s, _ := l.reading(plain, l.report)
	s.checkDue()
	if s.doc == nil {
		t.Fatal("closed early")
	}
	l.Clock.Advance(4 * 24 * time.Hour)
	s.checkDue()
	if s.doc != nil || !strings.Contains(bodyText(s), words.T("viewer.over", words.Date(string(apptest.Start.AddDate(0, 0, 3).Format(time.DateOnly))))) {
		t.Errorf("says %q", bodyText(s))
	}
}

// TestViewerSaysWhatItCannotShow: broken and unknown files are named; the program goes on.
func TestViewerSaysWhatItCannotShow(t *testing.T) {
	l := newLibrary(t, app.Permits{})
	for name, content := range map[string]string{"图纸.dwg": "AC1032\x00\x00\x01\x02\x03", "坏的.pdf": "%PDF-1.7\nthis is none"} {
		code := l.add(name, content)
		l.lend(code, app.Permits{})
		d, s, _ := l.reading(plain, code)
		if s.doc.book != nil || !strings.Contains(bodyText(s), name) {
			t.Errorf("%s: says %q", name, bodyText(s))
		}
		d.press("Esc")
	}
	d := seated(t, l.Kit, l.reader, plain)
	other := l.add("别的.txt", "别人的")
	d.shell.OpenDocument(other)
	s := d.shell.screens[Viewer].screen.(*viewer)
	if want := words.T("error.document.closed", other); s.doc != nil || !strings.Contains(bodyText(s), want) {
		t.Errorf("says %q", bodyText(s))
	}
}

// TestExtractsAreTickedOff: the register of copies, by the custodian who does not hold them.
func TestExtractsAreTickedOff(t *testing.T) {
	l := newLibrary(t, app.Permits{Excerpt: true, Print: true})
	r, err := l.reader.OpenContent(t.Context(), l.report)
	l.must(err)
	var numbers []string
	for _, kind := range []app.ExtractKind{app.Printed, app.Excerpted, app.Printed} {
		e, _, err := l.reader.MakeExtract(t.Context(), r, app.ExtractRequest{
			Document: l.report, Kind: kind, Pages: "1", Of: 3, Purpose: "会上宣读", Due: l.Today().AddDays(1),
		})
		l.must(err)
		numbers = append(numbers, e.Number)
	}
	l.must(l.reader.CloseContent(t.Context(), r, app.Seen{}))
	l.Clock.Advance(3 * 24 * time.Hour)
	d := seated(t, l.Kit, l.Founder, plain)
	d.shell.OpenExtracts(numbers[0])
	s := d.shell.screens[Extracts].screen.(*extractsScreen)
	if s.shown.Number != numbers[0] || len(s.table.Rows()) != 3 {
		t.Fatalf("shows %q of %d", s.shown.Number, len(s.table.Rows()))
	}
	if kind, word := s.chip(s.table.Rows()[0]); kind != look.Overdue || word != words.N("extracts.overdue", 2) {
		t.Errorf("the chip says %q", word)
	}
	d.press("Enter")
	d.topSheet().Primary().Tapped(nil)
	d.shell.OpenExtracts(numbers[1])
	d.press("Del")
	d.topSheet().Primary().Tapped(nil)
	if text := overlayText(d); !strings.Contains(text, words.T("error.text.empty")) {
		t.Errorf("destroyed without a word: %q", text)
	}
	d.fillField("note", "碎纸机，黄云、李𫖮在场")
	d.topSheet().Primary().Tapped(nil)
	if rows := s.table.Rows(); len(rows) != 1 || rows[0].Number != numbers[2] {
		t.Errorf("%d are out", len(rows))
	}
	d.press("Ctrl+P")
	e, err := l.Founder.OpenExtract(t.Context(), numbers[1])
	l.must(err)
	if e.State != app.ExtractDestroyed || e.Note == "" {
		t.Errorf("%+v", e)
	}
}

// overlayText is what the sheet on top says.
func overlayText(d *rig) string {
	var texts []string
	top := d.win.Canvas().Overlays().Top()
	if top == nil {
		return ""
	}
	each(top, func(o fyne.CanvasObject) {
		if t, is := o.(*look.Text); is && t.Visible() {
			texts = append(texts, t.Text())
		}
	})
	return strings.Join(texts, "\n")
}
