package window

import (
	"fmt"
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
	for i := range 60 {
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
	if s.pages.Pages() < 2 {
		t.Fatalf("%d pages", s.pages.Pages())
	}
	d.press("PgDn")
	d.press("Ctrl+R")
	d.press("Ctrl+R")
	d.press("Ctrl+=")
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
	if got := s.find.count.Text(); !strings.HasSuffix(got, "/ 20") {
		t.Errorf("found %q of 20", got)
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
