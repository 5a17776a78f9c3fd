package window

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"custody/app"
	"custody/app/apptest"
	"custody/ui/words"
)

// sheetFile writes a spreadsheet of lines.
func sheetFile(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "clients.csv")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\r\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportShowsEveryFateAndTakesAllOrNothing(t *testing.T) {
	k := apptest.New(t)
	k.Client("上海明珠食品有限公司")
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Import, Arg{Act: string(app.ImportClients)})
	s := screenOf[*importScreen](d, Import)

	s.path.SetText("/no/such/file.xlsx")
	s.path.OnSubmitted("")
	if want := words.T("sheet.error.missing"); s.field.Problem() != want {
		t.Errorf("a missing file: %q, want %q", s.field.Problem(), want)
	}
	bad := sheetFile(t, "客户名称,统一社会信用代码,电话", "深圳市精工电子有限公司,91440300MA5DXXXX7K,1", "上海明珠食品有限公司,,021-1", "苏州宏达包装印刷厂,,")
	s.path.SetText(bad)
	s.path.OnSubmitted("")
	if s.plan == nil || s.plan.Refused != 1 || s.plan.Change != 1 || s.plan.New != 1 {
		t.Fatalf("the plan is %+v", s.plan)
	}
	if rows := s.table.Rows(); len(rows) != 1 || rows[0].Line != 2 || len(s.reasons(rows[0])) == 0 {
		t.Errorf("the rows with problems are %+v", rows)
	}
	d.press("Ctrl+Enter")
	if d.shell.At() != Import || !strings.HasSuffix(s.doLabel(), words.N("import.do", 2)) {
		t.Error("a plan with problems was written")
	}
	if n, err := k.Founder.CountClients(t.Context(), app.ClientFilter{}); err != nil || n != 1 {
		t.Errorf("%d clients, %v; want the one from before", n, err)
	}

	s.path.SetText(`"` + sheetFile(t, "客户名称,电话", "上海明珠食品有限公司,021-1", "苏州宏达包装印刷厂,") + `"`)
	s.path.OnSubmitted("")
	d.press("Ctrl+Enter")
	if d.shell.At() != Clients {
		t.Fatalf("after the import the window shows %s and says %q", d.shell.At(), d.shell.notice.text())
	}
	if rows := screenOf[*clients](d, Clients).table.Rows(); len(rows) != 2 {
		t.Errorf("the list has %v", rows)
	}
	if want := words.T("import.done", 1, 1); d.shell.notice.text() != want {
		t.Errorf("said %q, want %q", d.shell.notice.text(), want)
	}
}

func TestDocumentsArePagedAndOpenedOnlyWhenAsked(t *testing.T) {
	k, c := furnished(t)
	f := k.File(c.Code, "第二次监督审核")
	for i := range documentPage + 5 {
		k.Document(f.Code, fmt.Sprintf("记录 %03d", i), 1)
	}
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Files)
	s := screenOf[*files](d, Files)
	if n := len(s.table.Rows()); n != documentPage {
		t.Fatalf("the first page has %d rows", n)
	}
	if s.sheet != nil || s.row == nil {
		t.Error("the first document was opened though nobody asked")
	}
	s.table.SelectIndex(documentPage - 1)
	if n := len(s.table.Rows()); n != documentPage+7 {
		t.Errorf("%d rows after the second page", n)
	}
	if s.sheet == nil || len(s.sheet.Copies) != 1 {
		t.Fatalf("choosing a row opens %+v", s.sheet)
	}
	d.shell.Open(Files, Arg{Code: f.Code})
	if s.file == nil || s.file.Code != f.Code || len(s.table.Rows()) != documentPage || s.filter().File != f.Code {
		t.Errorf("a case file's code shows %+v", s.file)
	}
	if !s.Escape() || s.file != nil {
		t.Error("Esc does not lead back to all documents")
	}
	doc := k.Document(f.Code, "末次会议签到表", 2)
	d.shell.Open(Files, Arg{Code: doc.Code})
	if s.sheet == nil || s.sheet.Code != doc.Code || len(s.table.Rows()) != 1 {
		t.Errorf("a document's code shows %+v in %v", s.sheet, len(s.table.Rows()))
	}
	d.press("Enter")
	if d.shell.At() != Request {
		t.Errorf("Enter on an open document leads to %s", d.shell.At())
	}
}

func TestADocumentIsAddedCopiedMovedAndHeld(t *testing.T) {
	k, c := furnished(t)
	d := seated(t, k, k.Founder, plain)
	d.shell.Open(Files, Arg{Code: c.Code + "-2026", Act: actOfFile})
	s := screenOf[*files](d, Files)
	d.press("Ctrl+N")
	form := s.form.form
	form.SetValue("title", "生产工艺流程图")
	form.SetValue("pages", "许多")
	s.form.sheet.act()
	if s.form == nil || form.Field("pages").Problem() == "" {
		t.Fatal("pages that are no number are not refused at their field")
	}
	form.SetValue("pages", "12")
	form.SetValue("copies", "2")
	form.SetValue("home", "5\n1\n1")
	s.form.sheet.act()
	if s.form != nil || s.sheet == nil || len(s.sheet.Copies) != 2 || s.sheet.Home.Cabinet != "5" {
		t.Fatalf("saved is %+v", s.sheet)
	}
	d.press("F4")
	s.form.sheet.act()
	if len(s.sheet.Copies) != 3 {
		t.Fatalf("copies are %+v", s.sheet.Copies)
	}
	s.moveCopy(s.sheet.Copies[0])
	s.form.form.SetValue("home", "7\n\n2")
	s.form.sheet.act()
	if at := s.sheet.Copies[0].Present; at != (app.Location{Cabinet: "7", Box: "2"}) {
		t.Errorf("the copy is at %+v", at)
	}
	d.press("F6")
	s.form.sheet.act()
	if s.form == nil || s.form.form.Field("reason").Problem() == "" {
		t.Fatal("a hold without a reason is not refused at its field")
	}
	s.form.form.SetValue("reason", "投诉调查")
	s.form.sheet.act()
	if s.form != nil || !s.sheet.OnHold || !s.file.OnHold {
		t.Error("the case file is not on hold")
	}
}

func TestTheLogIsListedFilteredAndVerified(t *testing.T) {
	k, c := furnished(t)
	_, inspector := k.Staff("周敏", app.Inspector)
	if _, err := k.Founder.OpenClient(t.Context(), "A-9999"); err == nil {
		t.Fatal("an unknown client opens")
	}
	d := seated(t, k, inspector, plain)
	d.shell.Open(Audit)
	s := screenOf[*audit](d, Audit)
	all := len(s.table.Rows())
	if all == 0 {
		t.Fatal("the log is empty")
	}
	s.tabs.Select(string(app.Refused))
	s.load()
	if rows := s.table.Rows(); len(rows) != 1 || rows[0].Object != "A-9999" {
		t.Errorf("refused are %+v", rows)
	}
	s.tabs.Select(everyOutcome)
	s.table.SetFilter(c.Code)
	if n := len(s.table.Rows()); n == 0 || n >= all {
		t.Errorf("the filter leaves %d of %d", n, all)
	}
	s.Escape()
	s.from.SetValue(string(k.Today().AddDays(1)))
	if n := len(s.table.Rows()); n != 0 {
		t.Errorf("%d entries from tomorrow on", n)
	}
	s.Escape()
	d.press("F5")
	if !s.outcome.Visible() || noticeText(s.outcome) == "" || len(s.table.Rows()) == 0 {
		t.Error("the check says nothing")
	}
	d.quiet("reading the log")
}

// TestRecordScreensFit draws the other screens of the records in every dress.
func TestRecordScreensFit(t *testing.T) {
	k, c := furnished(t)
	path := sheetFile(t, "客户名称,统一社会信用代码,电话", "深圳市精工电子有限公司,91440300MA5DXXXX7K,1", "上海明珠食品有限公司,,021-1", "苏州宏达包装印刷厂,,")
	_, inspector := k.Staff("周敏", app.Inspector)
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, k, k.Founder, as)
			look := func(what string) {
				d.draw(what + "-" + name)
				d.checkFit(what)
			}
			d.shell.Open(Import, Arg{Act: string(app.ImportClients)})
			look("import-empty")
			s := screenOf[*importScreen](d, Import)
			s.path.SetText(path)
			s.read()
			look("import")
			s.forget()
			s.path.SetText("")
			d.shell.Open(Files, Arg{Code: c.Code + "-2026"})
			fs := screenOf[*files](d, Files)
			fs.table.SelectIndex(1)
			look("files")
			for _, key := range []string{"F2", "F4", "F6"} {
				d.press(key)
				look("files-form-" + key)
				fs.form.sheet.dialog.Cancel()
			}
			d.quiet("looking around")
			d = seated(t, k, inspector, as)
			d.shell.Open(Audit)
			d.press("F5")
			look("audit")
		})
	}
}
