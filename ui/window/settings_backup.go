package window

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// backupCard is the card of the backups: where they go, how old the last verified one is, one
// made now, and the proof that it opens.
type backupCard struct {
	sh      *Shell
	fields  *fyne.Container
	outcome *fyne.Container // what is to be done, the progress, or how it ended
	card    *fyne.Container
	now     *widget.Button
	status  app.BackupStatus
	refresh func() // lays the screen out anew
}

func newBackupCard(sh *Shell, refresh func()) *backupCard {
	b := &backupCard{sh: sh, refresh: refresh, fields: container.NewStack(), outcome: container.NewStack()}
	b.outcome.Hide()
	b.now = widget.NewButton(widget.Secondary, words.T("settings.backup.now"), b.start).WithKey("F6")
	foot := []fyne.CanvasObject{b.now}
	if sh.me.May.Backup {
		foot = append(foot, look.Space(look.Gap), widget.NewButton(widget.Secondary, words.T("settings.backup.drill"), b.drill).WithKey("F7"))
	}
	if sh.me.May.EditRules {
		foot = append(foot, look.Space(look.Gap), widget.NewButton(widget.Secondary, words.T("settings.backup.plan"), b.plan))
	}
	b.card = container.NewStack(widget.NewCard(words.T("settings.backup"), b.fields, b.outcome, cardFoot(foot...)))
	return b
}

// show says how the office stands with its backups.
func (b *backupCard) show(s app.BackupStatus) {
	b.status = s
	row := func(label, value string) *widget.FieldRow { return widget.NewFieldRow(words.T(label), value) }
	now := b.sh.Now()
	rows := []*widget.FieldRow{row("settings.backup.last", backupAge(s, now))}
	if s.Last != nil {
		rows = append(rows, row("settings.backup.what", words.Join(filepath.Base(s.Last.File), fileSize(s.Last.Bytes),
			words.N("settings.backup.documents", s.Last.Documents))))
	}
	folder := s.Plan.Folder
	if folder == "" {
		folder = words.T("settings.backup.none")
	}
	rows = append(rows, row("settings.backup.folder", folder))
	if s.Plan.Folder != "" {
		rows = append(rows, row("settings.backup.rule", planRule(s.Plan)))
	}
	rows = append(rows, row("settings.backup.drilled", whenOrNever(s.DrilledAt, now)))
	b.fields.Objects = []fyne.CanvasObject{widget.NewFields(rows...)}
	b.now.SetEnabled(b.sh.backups.work == nil && s.Plan.Folder != "")
	b.warn()
	b.refresh()
}

// warn says what is to be done about the backups, unless something else is shown.
func (b *backupCard) warn() {
	s := b.status
	if b.sh.backups.work != nil || b.outcome.Visible() {
		return
	}
	switch failed := b.sh.backups.failed; {
	case s.Missing != "":
		b.say(widget.NewBanner(look.Waiting, words.T("settings.backup.missing", s.Missing)))
	case failed != "":
		b.say(widget.NewBanner(look.Overdue, words.T("settings.backup.failed", failed)))
	case s.Plan.Folder == "" && b.sh.me.May.EditRules:
		b.say(widget.NewActionBanner(look.Waiting, []string{words.T("settings.backup.unplanned")}, words.T("settings.backup.plan"), b.plan))
	case s.Late():
		b.say(widget.NewBanner(look.Waiting, words.T("settings.backup.late")))
	}
}

// say shows the progress, how it ended, or what is to be done.
func (b *backupCard) say(o fyne.CanvasObject) {
	b.outcome.Objects = []fyne.CanvasObject{o}
	b.outcome.Show()
	b.refresh()
}

// start makes a backup by the plan now.
func (b *backupCard) start() {
	if b.sh.backups.work != nil || b.status.Plan.Folder == "" {
		return
	}
	w := b.sh.newWork(percent(words.T("settings.backup.running")))
	b.now.Disable()
	b.say(w.bar)
	b.sh.backups.run(w, func(info app.BackupInfo) {
		b.say(widget.NewBanner(look.InPlace, words.T("settings.backup.good", filepath.Base(info.File), fileSize(info.Bytes))))
		b.sh.Changed()
	}, func(err error) {
		b.now.Enable()
		if cancelled(err) {
			b.say(widget.NewBanner(look.Neutral, words.T("settings.backup.stopped")))
			return
		}
		logError(err)
		b.say(widget.NewBanner(look.Overdue, ErrorText(err)))
	})
}

// plan asks where backups go, how often, and how many are kept.
func (b *backupCard) plan() {
	sh, before := b.sh, b.status.Plan
	if !sh.me.May.EditRules {
		return
	}
	form := newPlanForm(sh, before)
	sh.Sheet(SheetSpec{
		Title: words.T("settings.backup.plan"), Button: words.T("people.save"), Focus: form.folder, Wide: true,
		Content: look.Column(look.GapCard, look.Note(words.T("settings.backup.plan.note")), form.form),
		Do: func(s *Sheet) {
			next := form.typed()
			s.SetBusy(true)
			Do(sh, Just(func(ctx context.Context) error { return sh.office.SaveBackupPlan(ctx, next) }), func(struct{}) {
				s.Close()
				sh.Toast(words.T("settings.saved"))
				b.outcome.Hide()
				sh.Changed()
			}, formFailed(s, form.form))
		},
	})
}
