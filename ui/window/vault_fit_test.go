package window

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// gallery draws sheets one after the other and checks that each fits.
type gallery struct {
	*rig
	name string
}

func (g gallery) see(what string) {
	g.t.Helper()
	g.draw(fmt.Sprintf("vault-%s-%s", what, g.name))
	g.checkFit(what)
}

// sheet sees the sheet that open opens, and leaves it.
func (g gallery) sheet(what string, open func()) {
	g.t.Helper()
	open()
	top := g.topSheet()
	g.see(what)
	top.Done()
	widget.DropSheets(g.win.Canvas())
}

// TestVaultSheetsFit draws every sheet of the keys' life and of the backups.
func TestVaultSheetsFit(t *testing.T) {
	w := newWorld(t)
	_, err := w.Founder.Delegate(w.ctx(), w.li.Number, w.Today(), w.Today().AddDays(9))
	w.must(err)
	folder := t.TempDir()
	plan := app.DefaultBackupPlan()
	plan.Folder = folder
	w.must(w.Founder.SaveBackupPlan(w.ctx(), plan))
	info, err := w.Founder.Backup(w.ctx(), "", nil)
	w.must(err)
	w.forward(9)
	for name, as := range dresses() {
		t.Run(name, func(t *testing.T) {
			g := gallery{seated(t, w.Kit, w.Founder, as), name}
			g.t = t
			g.leaving(w)
			g.keys()
			g.backups()
			g.restoring(filepath.Join(folder, filepath.Base(info.File)), info)
		})
	}
}

func (g gallery) leaving(w *world) {
	g.shell.Open(People, Arg{Code: w.li.Number})
	p := g.shell.screens[People].screen.(*people)
	g.see("person")
	g.sheet("again", func() {
		g.shell.orAgain(app.Errf(app.Unconfirmed, "error.confirm"), func() {}, func() {})
	})
	g.shell.again.take()
	g.sheet("disable", func() { p.disable(*p.sheet) })
	g.press("F6")
	l := p.leaving
	if l == nil {
		g.t.Fatal("F6 begins nothing")
	}
	g.sheet("leave-1", func() {})
	g.sheet("leave-2", l.second)
	l.form.SetValue("reason", words.T("people.leave.title", "合同到期，不再续签", 1, 2))
	g.sheet("leave-3", func() { g.shell.renewKey(l.title(3), nil) })
	g.sheet("leave-4", func() { l.summary(true, []string{"lij", "wangw"}) })
	g.sheet("leave-4-due", func() { l.summary(false, nil) })
	l.plan.Why = app.Errf(app.Conflict, "error.self.leave")
	g.sheet("leave-why", l.first)
	l.over()
}

func (g gallery) keys() {
	s := settingsOf(g.rig)
	g.see("settings")
	g.sheet("drill", s.keys.drill)
	g.sheet("halves-ask", s.keys.renewHalves)
	s.keys.showHalves(g.kit.Halves)
	g.topSheet().Cancel()
	g.sheet("halves", func() {})
	s.keys.lost()
	g.see("settings-lost")
	r := g.shell.renewKey(words.T("settings.key"), nil)
	r.say(g.shell.newWork(counted(words.T("settings.key.running"))).bar)
	g.sheet("key-running", func() {})
	r = g.shell.renewKey(words.T("settings.key"), nil)
	r.failed(context.Canceled)
	g.sheet("key-stopped", func() {})
}

func (g gallery) backups() {
	s := settingsOf(g.rig)
	g.sheet("plan", s.backup.plan)
	g.sheet("backup-drill", s.backup.drill)
	d := newBackupDrill(g.shell)
	d.open()
	d.how.SetSelectedIndex(1)
	g.sheet("backup-drill-halves", func() {})
	d.open()
	d.report(app.DrillReport{Info: app.BackupInfo{At: g.kit.Clock.Now(), Documents: 412}, Entries: 9120})
	g.sheet("backup-drill-good", func() {})
	g.shell.backups.failed = words.T("error.backup.full", "/media/backup")
	s.backup.outcome.Hide()
	s.backup.warn()
	g.see("settings-failed")
	g.shell.Open(Today)
	g.see("today")
}

func (g gallery) restoring(file string, info app.BackupInfo) {
	r := &restoring{frame: g.Frame, file: file, info: info, place: look.Column(look.Gap)}
	g.sheet("restore", r.ask)
	r.info.Base = "守卷保险库-20261127-090000.custody-backup"
	r.ask()
	r.begin(words.T("unlock.restore.running"))
	r.work.bar.Percent(words.T("unlock.restore.running"), 37, 100)
	r.failed(app.Errf(app.Conflict, "error.backup.restore.exists", "/home/chen/守卷").At("dir"))
	g.sheet("restore-refused", func() {})
}
