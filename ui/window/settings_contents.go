package window

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// ActRecover asks the settings for the recovery of electronic documents' keys.
const ActRecover = "recover"

// contentRecovery is the sheet in which a custodian brings the keys of electronic documents back
// with both recovery halves, when no custodian's account holds them any more.
type contentRecovery struct {
	sh    *Shell
	sheet *Sheet
	a, b  *field
	form  *widget.Form
	place *fyne.Container
	work  *work
}

// recoveryCard says for custodians what the recovery is for, nil for everybody else.
func (s *settings) recoveryCard() fyne.CanvasObject {
	if !s.sh.me.May.EditClients {
		return nil
	}
	do := widget.NewButton(widget.Secondary, words.T("content.recover"), func() { s.sh.recoverContents() })
	return widget.NewCard(words.T("content.recover.card"), look.Note(words.T("content.recover.card.note")), cardFoot(do))
}

// recoverContents opens the sheet.
func (sh *Shell) recoverContents() *contentRecovery {
	r := &contentRecovery{
		sh: sh, place: container.NewStack(),
		a: newField("half_a", words.T("unlock.half", "A"), widget.NewLong("", 2)),
		b: newField("half_b", words.T("unlock.half", "B"), widget.NewLong("", 2)),
	}
	r.place.Hide()
	r.form = widget.NewForm(r.a.FormField, r.b.FormField)
	r.sheet = sh.Sheet(SheetSpec{
		Title: words.T("content.recover"), Button: words.T("content.recover.do"), Focus: r.a.entry,
		Content: look.Column(look.GapCard, look.Note(words.T("content.recover.note")), r.form, r.place),
		Do:      func(*Sheet) { r.start() },
		Left: func() {
			if r.work != nil {
				r.work.cancel()
			}
		},
	})
	return r
}

// start opens the keys with the halves, away from the UI goroutine.
func (r *contentRecovery) start() {
	office, halfA, halfB := r.sh.office, r.a.entry.Text, r.b.entry.Text
	r.form.ApplyErrors(nil)
	r.work = r.sh.newWork(counted(words.T("content.recover.running")))
	r.place.Objects = []fyne.CanvasObject{r.work.bar}
	r.place.Show()
	r.sheet.SetBusy(true)
	r.sheet.Fit()
	run(r.work, func(ctx context.Context, progress func(done, total int64)) (int, error) {
		return office.RecoverContents(ctx, halfA, halfB, progress)
	}, func(n int) {
		r.work = nil
		r.a.entry.SetText("")
		r.b.entry.SetText("")
		r.sheet.Close()
		r.sh.Changed()
		said := words.N("content.recovered", n)
		if n == 0 {
			said = words.T("content.recovered.none")
		}
		r.sh.Toast(said)
	}, r.failed)
}

// failed puts what is wrong at its field; what was typed stays.
func (r *contentRecovery) failed(err error) {
	r.work = nil
	r.place.Hide()
	r.sheet.SetBusy(false)
	if !cancelled(err) {
		logError(err)
		if rest := applyErrors(r.form, err); rest != nil {
			r.sheet.Problem(ErrorText(rest))
		}
	}
	r.sheet.Fit()
}
