package window

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// formHalves names the draft that remembers that new recovery halves were made and not taken out.
// The halves themselves are never in it: they are to be made once more.
const formHalves = "halves"

// keysCard is the card of the recovery halves and the vault's key, for the administrator.
type keysCard struct {
	sh      *Shell
	fields  *fyne.Container
	warn    *fyne.Container // halves that nobody has
	card    *fyne.Container
	sheets  *halfSheets // new halves that have not left the program yet
	refresh func()      // lays the screen out anew
}

func newKeysCard(sh *Shell, refresh func()) *keysCard {
	k := &keysCard{sh: sh, refresh: refresh, fields: container.NewStack(), warn: container.NewStack()}
	k.warn.Hide()
	drill := widget.NewButton(widget.Secondary, words.T("settings.halves.drill"), k.drill).WithKey("F8")
	renew := widget.NewButton(widget.Secondary, words.T("settings.halves.renew"), k.renewHalves)
	key := widget.NewButton(widget.Secondary, words.T("settings.key"), k.renewKey)
	k.card = container.NewStack(widget.NewCard(words.T("settings.halves"), k.fields, look.Note(words.T("settings.halves.note")), k.warn,
		cardFoot(drill, look.Space(look.Gap), renew), cardFoot(key)))
	return k
}

// show says when the halves were last proven, and the vault's key was last renewed.
func (k *keysCard) show(r app.KeyRecord) {
	k.fields.Objects = []fyne.CanvasObject{widget.NewFields(
		widget.NewFieldRow(words.T("settings.halves.drilled"), whenOrNever(r.DrilledAt, k.sh.Now())),
		widget.NewFieldRow(words.T("settings.key.renewed"), whenOrNever(r.RenewedAt, k.sh.Now())))}
	k.card.Refresh()
}

// whenOrNever words a moment, or that there was none.
func whenOrNever(at, now time.Time) string {
	if at.IsZero() {
		return words.T("settings.never")
	}
	return words.When(at, now)
}

// drill asks for both halves and proves that they open the vault; nothing is used up.
func (k *keysCard) drill() {
	if !k.sh.me.May.EditRules {
		return
	}
	a := newField("half_a", words.T("unlock.half", "A"), widget.NewLong("", 2))
	b := newField("half_b", words.T("unlock.half", "B"), widget.NewLong("", 2))
	form := widget.NewForm(a.FormField, b.FormField)
	sh := k.sh
	sh.Sheet(SheetSpec{
		Title: words.T("settings.halves.drill.title"), Button: words.T("settings.halves.drill.do"), Focus: a.entry,
		Content: look.Column(look.GapCard, look.Note(words.T("settings.halves.drill.note")), form),
		Do: func(s *Sheet) {
			halfA, halfB := a.entry.Text, b.entry.Text
			s.SetBusy(true)
			Do(sh, Just(func(ctx context.Context) error { return sh.office.DrillRecovery(ctx, halfA, halfB) }), func(struct{}) {
				s.Close()
				sh.Toast(words.T("settings.halves.drill.good"))
				sh.Changed()
			}, formFailed(s, form))
		},
	})
}

// formFailed puts the messages of a refused form at their fields and the rest into its sheet.
func formFailed(s *Sheet, form *widget.Form) func(error) bool {
	return func(err error) bool {
		s.SetBusy(false)
		if rest := applyErrors(form, err); rest != nil {
			s.Problem(ErrorText(rest))
		}
		s.Fit()
		return true
	}
}

// renewHalves makes new halves after a plain word of what that means. That they were made is
// remembered first: should the program end before they are out, the next one who signs in is told.
func (k *keysCard) renewHalves() {
	sh := k.sh
	pending := app.Draft{Form: formHalves, Fields: map[string]string{"made": "1"}, At: sh.Now()}
	sh.Sheet(SheetSpec{
		Title: words.T("settings.halves.renew"), Button: words.T("settings.halves.renew.do"), Danger: true,
		Content: look.Body(words.T("settings.halves.renew.text")),
		Do: func(s *Sheet) {
			s.SetBusy(true)
			Do(sh, func(ctx context.Context) (halves [2]app.RecoveryHalf, err error) {
				if err = sh.office.KeepDraft(ctx, pending); err == nil {
					halves, err = sh.office.NewRecoveryHalves(ctx)
				}
				return halves, err
			}, func(halves [2]app.RecoveryHalf) {
				s.Close()
				k.showHalves(halves)
			}, func(err error) bool {
				s.SetBusy(false)
				s.Problem(ErrorText(err))
				if app.CodeOf(err) != app.Internal && !k.warn.Visible() { // else nobody knows what was done
					sh.DropDraft(formHalves)
				}
				return true
			})
		},
	})
}

// showHalves shows the new halves; the sheet stays until both have left the program.
func (k *keysCard) showHalves(halves [2]app.RecoveryHalf) {
	sh := k.sh
	k.sheets = newHalfSheets(sh.frame, halves, sh.org, sh.Vault().Name(), sh.me.Person.Name)
	var sheet *Sheet
	k.sheets.failed = func(err error) { sheet.Problem(ErrorText(err)) }
	sheet = sh.Sheet(SheetSpec{
		Title: words.T("wizard.recovery.title"), Wide: true, Button: words.T("settings.halves.finish"), Cancel: words.T("widget.close"),
		Content: k.sheets.content(words.T("settings.halves.renewed")),
		Stays: func(s *Sheet) bool {
			if k.sheets.out() {
				return false
			}
			s.Problem(words.T("settings.halves.stay"))
			return true
		},
		Left: k.taken,
		Do: func(s *Sheet) {
			s.Close()
			k.taken()
		},
	})
	k.sheets.changed = func() {
		sheet.HideProblem()
		sheet.SetBusy(!k.sheets.done())
	}
	k.sheets.changed()
}

// taken: both halves are out, and the program forgets them. Who has the old ones and an old copy
// of the vault knows its key: it is to be renewed next.
func (k *keysCard) taken() {
	k.sheets = nil
	k.warn.Hide()
	k.sh.DropDraft(formHalves)
	k.sh.Toast(words.T("settings.halves.done"))
	k.sh.Changed()
	k.renewKey()
}

// pending tells whether halves were made that nobody has yet.
func (k *keysCard) pending() bool { return k.sheets != nil && !k.sheets.out() }

// keysShown is the card of the settings, nil while they are not open.
func (sh *Shell) keysShown() *keysCard {
	if o := sh.screens[Settings]; o != nil {
		if s, ok := o.screen.(*settings); ok {
			return s.keys
		}
	}
	return nil
}

// halvesPending tells whether closing the window would lose new halves.
func (sh *Shell) halvesPending() bool {
	k := sh.keysShown()
	return k != nil && k.pending()
}

// forgetHalves gives them up; the draft made before still tells that nobody has them.
func (sh *Shell) forgetHalves() { sh.keysShown().sheets = nil }

// lost says that the halves in force are in nobody's hands.
func (k *keysCard) lost() {
	k.warn.Objects = []fyne.CanvasObject{
		widget.NewActionBanner(look.Overdue, []string{words.T("settings.halves.lost")}, words.T("settings.halves.renew"), k.renewHalves),
	}
	k.warn.Show()
	k.refresh()
}

// renewKey gives the vault a new key.
func (k *keysCard) renewKey() { k.sh.renewKey(words.T("settings.key"), nil) }
