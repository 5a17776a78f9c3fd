package window

import (
	"context"
	"time"

	"custody/app"
	"custody/ui/words"
)

// When the window looks whether a backup is due: soon after the unlock, but not while people are
// still finding their way; then now and then; and after one that failed not for a while.
const (
	backupFirst = time.Minute
	backupNext  = 10 * time.Minute
	backupRetry = time.Hour
)

// backups makes the planned backups while the vault is unlocked, without a word unless one fails.
type backups struct {
	sh     *Shell
	look   *Loader
	at     time.Time // when to look again, by the steady clock
	work   *work     // under way, nil for none
	status app.BackupStatus
	known  bool   // status has been asked for
	failed string // why the last planned one was not made, "" when it was
}

func newBackups(sh *Shell) *backups {
	b := &backups{sh: sh, look: sh.Loader(), at: time.Now().Add(backupFirst)}
	b.look.Failed = func(err error) bool { // nobody asked: it belongs into the log
		logError(err)
		return true
	}
	return b
}

// tick is called now and then on the UI goroutine.
func (b *backups) tick(now time.Time) {
	if now.Before(b.at) || b.work != nil {
		return
	}
	b.at = now.Add(backupNext)
	b.ask(func() {
		if b.status.Due && b.status.Missing == "" && b.work == nil {
			b.start(now)
		}
	})
}

// ask asks how the office stands with its backups and shows it at the sidebar's foot.
func (b *backups) ask(then func()) {
	Load(b.look, b.sh.office.BackupStatus, func(s app.BackupStatus) {
		b.status, b.known = s, true
		b.sh.view.foot()
		if then != nil {
			then()
		}
	})
}

// start makes the planned backup behind everything else.
func (b *backups) start(now time.Time) {
	b.run(b.sh.newWork(percent("")), func(app.BackupInfo) { b.sh.Changed() }, func(err error) {
		b.at = now.Add(backupRetry)
		if cancelled(err) {
			return
		}
		logError(err)
		b.failed = ErrorText(err)
		b.sh.Changed()
	})
}

// run makes a backup by the plan; there is never more than one under way.
func (b *backups) run(w *work, done func(app.BackupInfo), failed func(error)) {
	office := b.sh.office
	b.work = w
	run(w, func(ctx context.Context, progress func(done, total int64)) (app.BackupInfo, error) {
		return office.Backup(ctx, "", progress)
	}, func(info app.BackupInfo) {
		b.work, b.failed = nil, ""
		done(info)
	}, func(err error) {
		b.work = nil
		failed(err)
	})
}

// foot words the age of the last verified backup for the sidebar, "" while it is not known.
func (b *backups) foot() string {
	switch {
	case !b.known:
		return ""
	case b.status.Last == nil:
		return words.T("shell.backup.never")
	case b.status.AgeDays == 0:
		return words.T("shell.backup.today")
	}
	return words.N("shell.backup.days", b.status.AgeDays)
}

// dateTime words a moment in the office's time.
func (sh *Shell) dateTime(t time.Time) string {
	return t.In(sh.Now().Location()).Format("2006-01-02 15:04")
}
