package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// renewal is the sheet in which the vault gets a new key (design §3): what that means, then its
// progress, which can be cancelled until the new key is in force.
type renewal struct {
	sh    *Shell
	sheet *Sheet
	place *fyne.Container // the progress, or how it ended
	work  *work           // under way, nil for none
	ended func(renewed bool, lost []string)
	heard func() // tests: told of each progress
}

// renewKey opens the sheet; ended, which may be nil, is told once whether there is a new key, and
// which logins lost their one-time code by it.
func (sh *Shell) renewKey(title string, ended func(renewed bool, lost []string)) *renewal {
	r := &renewal{sh: sh, place: container.NewStack(), ended: ended}
	r.place.Hide()
	r.sheet = sh.Sheet(SheetSpec{
		Title: title, Button: words.T("settings.key.do"), Cancel: words.T("settings.key.later"), Left: r.left,
		Content: look.Column(look.GapCard, look.Body(words.T("settings.key.text")), look.Note(words.T("settings.key.note")), r.place),
		Do:      func(*Sheet) { r.start() },
	})
	return r
}

// start rewrites the vault with a new key away from the UI goroutine.
func (r *renewal) start() {
	office := r.sh.office
	r.work = r.sh.newWork(counted(words.T("settings.key.running")))
	r.work.heard = r.heard
	r.sheet.SetBusy(true)
	r.say(r.work.bar)
	run(r.work, func(ctx context.Context, progress func(done, total int64)) ([]string, error) {
		return office.RenewVaultKey(ctx, progress)
	}, r.renewed, r.failed)
}

// say shows the progress or how it ended.
func (r *renewal) say(o fyne.CanvasObject) {
	r.place.Objects = []fyne.CanvasObject{o}
	r.place.Show()
	r.sheet.Fit()
}

// renewed: the new key is in force.
func (r *renewal) renewed(lost []string) {
	r.work = nil
	r.sheet.Close()
	r.sh.Changed()
	switch {
	case r.ended != nil:
		r.ended(true, lost)
	case len(lost) > 0:
		r.sh.Sheet(SheetSpec{Title: words.T("settings.key.done"), Content: lostCodes(lost)})
	default:
		r.sh.Toast(words.T("settings.key.done"))
	}
}

// lostCodes names the accounts that need a new one-time code.
func lostCodes(lost []string) fyne.CanvasObject {
	return widget.NewBanner(look.Waiting, words.T("settings.key.lost", List(lost)))
}

// failed: the old key is still in force, whatever the reason.
func (r *renewal) failed(err error) {
	r.work = nil
	r.sheet.SetBusy(false)
	kind, text := look.Overdue, ErrorText(err)
	switch {
	case cancelled(err):
		kind, text = look.Neutral, words.T("settings.key.stopped")
	case app.CodeOf(err) == app.Unconfirmed:
	default:
		logError(err)
	}
	switch {
	case r.sheet.Open():
		r.say(widget.NewBanner(kind, text))
	case r.ended != nil:
		r.ended(false, nil)
	default:
		r.sh.notice.put(kind, text, "", nil)
	}
}

// left: the sheet is given up, and with it the work under way.
func (r *renewal) left() {
	switch {
	case r.work != nil:
		r.work.cancel() // how that ended is told when it has
	case r.ended != nil:
		r.ended(false, nil)
	}
}
