package window

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/app"
	"custody/ui/words"
)

// TestContentScreensFit draws what stands around electronic documents, in every dress.
func TestContentScreensFit(t *testing.T) {
	w := newPaperless(t)
	doc, other := w.added("初审报告及不符合项"), w.added("供应商清单与生产工艺流程说明（二〇二六年修订）")
	w.Assign(doc.ClientCode, w.Person("王𬱖").Number, 30)
	open, waits, pending := w.asked(doc, app.Permits{Print: true}), w.asked(other, app.Permits{}), ""
	_, err := w.Founder.Decide(w.Ctx(), open, []app.Decision{{Copy: doc.Code + "/E", Approve: true, Permits: app.Permits{Print: true}}})
	w.must(err)
	_, err = w.head.Decide(w.Ctx(), waits, []app.Decision{{Copy: other.Code + "/E", Approve: true}})
	w.must(err)
	r, err := w.desk.OpenContent(w.Ctx(), doc.Code)
	w.must(err)
	w.must(w.desk.CloseContent(w.Ctx(), r, app.Seen{Pages: []int{1, 2, 3, 7}, Seconds: 95}))
	third := w.added("型式试验报告")
	pending = w.asked(third, app.Permits{Print: true, Export: true, Excerpt: true})
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, w.Kit, w.desk, as)
			see := func(what string) {
				t.Helper()
				d.draw("content-" + what + "-" + name)
				d.checkFit(what)
				d.checkWide(what)
			}
			d.shell.Open(Loans, Arg{Code: open})
			see("loan-borrower")
			d.shell.Open(Request, Arg{Code: third.Code + "/E"})
			see("request")
			d = seated(t, w.Kit, w.Founder, as)
			d.shell.Open(Today)
			see("today")
			d.shell.screens[Today].screen.(*todayScreen).show(tasksOfContents(w))
			see("today-tasks")
			d.shell.Open(Loans, Arg{Code: pending, Act: ActApprove})
			see("decide")
			d.shell.Open(Counter, Arg{Code: open})
			see("counter")
			d.shell.Open(Files, Arg{Code: doc.Code})
			see("document")
			screenOf[*files](d, Files).reseal()
			see("reseal")
			d.topSheet().Cancel()
			d.shell.OpenViews(app.ViewFilter{Document: doc.Code})
			see("views")
			d.shell.Open(Client, Arg{Code: doc.ClientCode})
			d.press("F9")
			see("client")
			d.shell.Open(Files, Arg{Code: w.paper.Code})
			see("paper")
			d.shell.Open(Files, Arg{Code: w.file.Code, Act: actOfFile})
			d.drop(w.text, w.table, w.dir, w.write("空.txt", ""), filepath.Join(w.dir, "没有.pdf"))
			see("add")
			a := d.shell.adding
			a.file.SetValue("")
			a.start()
			see("add-problem")
			a.sheet.dialog.Cancel()
			text := w.write("末次会议签到表.txt", strings.Repeat(name, 9))
			d.drop(text, w.write("会议纪要.txt", name))
			w.must(os.Remove(text))
			test.Tap(d.titled(words.N("content.add.do", 2)))
			see("added")
			d.topSheet().Cancel()
			d.shell.Open(Settings)
			see("settings")
			d.shell.recoverContents()
			see("recover")
			d.topSheet().Cancel()
			c := d.shell.frame.chooseSeveral(choose{title: words.T("content.add"), button: words.T("content.choose.do"), start: w.dir + "/"}, func([]string) {})
			c.take(w.text)
			c.take(w.table)
			see("choose")
		})
	}
}

// checkWide fails for what reaches over the right edge of the window, also inside of a pane that
// scrolls downwards.
func (d *rig) checkWide(name string) {
	d.t.Helper()
	c := d.win.Canvas()
	var visit func(o fyne.CanvasObject, x float32)
	visit = func(o fyne.CanvasObject, x float32) {
		if o == nil || !o.Visible() {
			return
		}
		x += o.Position().X
		if what := measured(o); what != "" && x+o.Size().Width > c.Size().Width+1 {
			d.t.Errorf("%s: %s reaches to %.0f of %.0f", name, what, x+o.Size().Width, c.Size().Width)
		}
		for _, child := range childrenOf(o) {
			visit(child, x)
		}
	}
	visit(c.Content(), 0)
}

// tasksOfContents is a day with all that may wait about electronic documents.
func tasksOfContents(w *paperless) app.Today {
	due := w.Today()
	return app.Today{Date: due, Tasks: []app.Task{
		{Kind: app.TaskContent, Copies: 3, At: w.Clock.Now()},
		{Kind: app.TaskContent, Document: "A-0001-02", Title: "初审报告及不符合项"},
		{Kind: app.TaskExtract, Extract: "FB-2026-0007", Document: "A-0001-02", Title: "供应商清单与生产工艺流程说明（二〇二六年修订）", Person: w.staff, Purpose: "评定会议", Due: due},
		{Kind: app.TaskOpenKey, Loan: "JY-2026-0002", Person: w.staff, Title: "初审报告及不符合项", Copies: 2, Client: "深圳市精工电子有限公司", At: w.Clock.Now()},
	}}
}
