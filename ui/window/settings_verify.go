package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// verifyCard is the card of the vault: where it lies, which program this is, and the check of
// every seal, with progress and a cancel.
type verifyCard struct {
	sh      *Shell
	outcome *fyne.Container
	button  *widget.Button
	card    *fyne.Container
	running bool
}

func newVerifyCard(sh *Shell) *verifyCard {
	v := &verifyCard{sh: sh, outcome: container.NewStack()}
	v.button = widget.NewButton(widget.Secondary, words.T("settings.verify"), v.start).WithKey("F5")
	v.outcome.Hide()
	fields := widget.NewFields(
		widget.NewFieldRow(words.T("settings.vault.dir"), sh.Vault().Dir()),
		widget.NewFieldRow(words.T("settings.version"), sh.frame.deps.Version))
	v.card = container.NewStack(widget.NewCard(words.T("settings.vault"), fields, look.Note(words.T("settings.verify.note")), v.outcome, cardFoot(v.button)))
	return v
}

// start reads every seal of the vault away from the UI goroutine.
func (v *verifyCard) start() {
	if v.running {
		return
	}
	v.running = true
	v.button.Disable()
	ctx, cancel := context.WithCancel(v.sh.ctx)
	bar := widget.NewProgress(cancel)
	bar.Set(words.T("settings.verify.running"), 0, 0)
	v.show(bar)
	vault, sh := v.sh.Vault(), v.sh
	shown := -1
	sh.spawn(func() {
		damage, err := vault.Verify(ctx, func(done, total int64) {
			if percent := int(100 * done / max(1, total)); percent != shown {
				shown = percent
				sh.onUI(func() { bar.Set(words.T("settings.verify.running"), percent, 100) })
			}
		})
		sh.onUI(func() {
			cancel()
			if !sh.over {
				v.ended(damage, err)
			}
		})
	})
}

// ended shows what the check found.
func (v *verifyCard) ended(damage []app.Damage, err error) {
	v.running = false
	v.button.Enable()
	switch {
	case cancelled(err):
		v.show(widget.NewBanner(look.Neutral, words.T("settings.verify.stopped")))
	case err != nil:
		logError(err)
		v.show(widget.NewBanner(look.Overdue, ErrorText(err)))
	case len(damage) > 0:
		lines := []string{words.N("settings.verify.damaged", len(damage))}
		for _, d := range damage[:min(len(damage), 8)] {
			lines = append(lines, paper.Damage(d))
		}
		v.show(widget.NewBanner(look.Overdue, lines...))
	default:
		v.show(widget.NewBanner(look.InPlace, words.T("settings.verify.good", v.sh.Now().Format("2006-01-02 15:04"))))
	}
}

func (v *verifyCard) show(o fyne.CanvasObject) {
	v.outcome.Objects = []fyne.CanvasObject{o}
	v.outcome.Show()
	v.card.Refresh()
	if at := v.sh.screens[Settings]; at != nil {
		at.content.Refresh()
	}
}
