package window

import (
	"testing"

	"custody/app"
	"custody/app/apptest"
)

// TestPaperScreensFit draws what stands around sealed papers, in every dress.
func TestPaperScreensFit(t *testing.T) {
	w := newPapersWorld(t, "王𬱖", "买买提·艾力·阿卜杜热合曼", "Ferdinand Maximilian von Habsburg-Lothringen")
	a, b := w.Person("李㛃", apptest.Unsigned()), w.Person("欧阳海燕", apptest.Unsigned())
	scans := []string{
		w.scan("扫描 2026-11-27 09.12.33 第一份.png", a.Number, app.NDA, false), w.scan("2.png", b.Number, app.Impartiality, false),
		w.scan("3.png", a.Number, app.NDA, true), w.scan("4.png", a.Number, app.NDA, false),
	}
	signing, err := w.Founder.PrepareSigning(t.Context(), a.Number, app.NDA)
	w.must(err)
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			d := seated(t, w.Kit, w.approver, as)
			see := func(what string) {
				t.Helper()
				if !testing.Short() {
					d.draw("papers-" + what + "-" + name)
				}
				d.checkFit(what)
				d.checkWide(what)
			}
			see("today")
			d.shell.Open(Commitments, Arg{Act: ActCounter})
			see("counter")
			screenOf[*commitments](d, Commitments).counterAll()
			d.topSheet().Submit()
			see("countersign")
			d.topSheet().Cancel()
			d = seated(t, w.Kit, w.Founder, as)
			d.shell.screens[Today].screen.(*todayScreen).show(app.Today{Date: w.Today(), Tasks: []app.Task{
				{Kind: app.TaskCounter, Copies: 12},
				{Kind: app.TaskText, Text: 9, Title: "公正性和保密性承诺书", Version: "C/12", Person: app.Person{ID: 7, Name: "欧阳明远"}, At: apptest.Start},
				{Kind: app.TaskSeal, Copies: 240},
			}})
			see("today-tasks")
			d.shell.Open(Commitments, Arg{Act: ActCounter})
			see("commitments")
			d.shell.showPaper(w.signed[0].PaperID)
			see("sealed")
			d.topSheet().Cancel()
			d.shell.openScans(scans)
			see("scans")
			d.topSheet().Cancel()
			d.shell.recordPaper(signing, func() {})
			d.fillField("scan", scans[2])
			d.fillField("password", apptest.FounderPassword)
			d.topSheet().Submit()
			see("record")
		})
	}
}
