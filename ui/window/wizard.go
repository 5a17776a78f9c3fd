package window

import (
	"context"
	"runtime/debug"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// wizard leads through the first run: where the vault shall be, whose it is, who founds it,
// with which account; then the recovery sheets and the first commitments. Going back keeps
// what was typed.
type wizard struct {
	frame *Frame
	card  *fyne.Container
	stage *fyne.Container // the card's content
	foot  *fyne.Container
	title *look.Text
	count *look.Text
	at    int
	steps []wizardStep
	busy  bool

	dir         *field
	org         *widget.Form
	departments *widget.Entry
	person      *widget.Form
	department  *widget.Choice
	account     *widget.Form
	pass        *passwords
	custodian   *widget.Tick
	problem     *fyne.Container

	made   *founded
	sheets *halfSheets // the recovery sheets of what was made
}

// wizardStep is one page of the wizard.
type wizardStep struct {
	title string // key
	body  fyne.CanvasObject
	focus func() fyne.Focusable
	check func() bool // may the next page come
}

// founded is the new vault, signed in.
type founded struct {
	vault  *app.LockedVault
	office *app.Office
	halves [2]app.RecoveryHalf
	w      welcome
}

// showWizard shows the first page. A vault that was open stays so until another is.
func (f *Frame) showWizard() {
	w := newWizard(f)
	f.put(w)
	f.ready("wizard")
}

func newWizard(f *Frame) *wizard {
	w := &wizard{
		frame: f, stage: container.NewStack(), foot: look.Row(look.Gap),
		title: look.Section(""), count: look.Quiet("").Whole(), problem: container.NewStack(), at: -1,
	}
	w.problem.Hide()
	w.makeForms()
	w.steps = w.pages()
	w.card = w.build()
	w.show(-1)
	return w
}

func (w *wizard) content() fyne.CanvasObject { return night(container.NewCenter(w.card)) }

// build makes the card: title and step above, the page, what stands in the way, the buttons.
func (w *wizard) build() *fyne.Container {
	head := look.Row(look.Gap, look.Stretch(w.title), w.count)
	body := container.NewBorder(
		look.PadEach(0, 0, 0, look.GapWide, head),
		look.PadEach(0, look.GapWide, 0, 0, look.Column(look.GapCard, w.problem, w.foot)),
		nil, nil, container.NewVScroll(w.stage))
	card := container.NewStack(look.NewFill(look.ColorPanel, look.ColorLine, look.CornerCard), look.Pad(2*look.GapWide, 2*look.GapWide, body))
	return look.Fixed(look.WidthWide, look.HeightWizard, card)
}

func (w *wizard) shown() { w.focus() }

// escape goes back a page.
func (w *wizard) escape() {
	if !w.busy && w.made == nil && w.at >= 0 {
		w.show(w.at - 1)
	}
}

// mayClose: not before the recovery sheets are safe.
func (w *wizard) mayClose() bool { return w.made == nil || w.sheets.out() }

// show goes to a page; -1 is the choice of what to do.
func (w *wizard) show(at int) {
	w.at = at
	w.problem.Hide()
	if at < 0 {
		w.title.SetText(words.T("wizard.title"))
		w.count.SetText("")
		w.fill(w.choice(), w.quit()...)
		return
	}
	if at == pagePerson {
		w.offerDepartments()
	}
	s := w.steps[at]
	w.title.SetText(words.T(s.title))
	w.count.SetText(words.T("wizard.step", at+1, len(w.steps)+2))
	next := widget.NewButton(widget.Primary, words.T("wizard.next"), w.next).WithKey("Enter")
	if at == len(w.steps)-1 {
		next.SetLabel(words.T("wizard.create"))
	}
	back := widget.NewButton(widget.Secondary, words.T("wizard.back"), func() { w.show(at - 1) }).WithKey("Esc")
	w.fill(s.body, look.Stretch(nil), back, next)
	w.focus()
}

// quit leads back to a vault that is open already.
func (w *wizard) quit() []fyne.CanvasObject {
	if w.frame.vault == nil {
		return nil
	}
	v := w.frame.vault
	return []fyne.CanvasObject{look.Stretch(nil), widget.NewButton(widget.Secondary, words.T("wizard.back"), func() { w.frame.showUnlock(v) })}
}

// fill shows a page and its buttons.
func (w *wizard) fill(body fyne.CanvasObject, foot ...fyne.CanvasObject) {
	w.stage.Objects = []fyne.CanvasObject{look.Pad(look.GapHair, look.GapHair, body)}
	w.foot.Objects = foot
	w.card.Refresh()
}

// focus puts the cursor into the page's first field.
func (w *wizard) focus() {
	if w.at >= 0 && w.at < len(w.steps) && w.made == nil {
		w.frame.win.Canvas().Focus(w.steps[w.at].focus())
	}
}

// keys: Enter goes on.
func (w *wizard) keys() []Key {
	if w.at < 0 || w.made != nil {
		return nil
	}
	return []Key{{Stroke: "Enter", Do: w.next}}
}

// next goes on when the page is filled in; after the last one the vault is made.
func (w *wizard) next() {
	if w.busy || !w.steps[w.at].check() {
		return
	}
	if w.at < len(w.steps)-1 {
		w.show(w.at + 1)
		return
	}
	w.found()
}

// say shows what stands in the way.
func (w *wizard) say(text string) {
	w.problem.Objects = []fyne.CanvasObject{widget.NewBanner(look.Overdue, text)}
	w.problem.Show()
	w.card.Refresh()
}

// found makes the vault off the UI goroutine. What was typed stays when it is refused.
func (w *wizard) found() {
	password, ok := w.pass.same(w.account)
	if !ok {
		return
	}
	f := w.founding(password)
	w.busy = true
	w.problem.Hide()
	bar := widget.NewProgress(nil)
	bar.Set(words.T("wizard.making"), 0, 0)
	w.fill(w.steps[w.at].body, look.Stretch(bar))
	old := w.frame.vault
	w.frame.vault = nil
	w.frame.spawn(func() {
		w.frame.sealing.Wait()
		if old != nil {
			logError(old.Close())
		}
		m := &founded{}
		var err error
		m.vault, m.office, m.halves, err = w.frame.deps.Vaults.Found(context.Background(), f)
		debug.FreeOSMemory() // what the key derivation took
		if err == nil {
			m.w, err = greet(context.Background(), m.office)
		}
		w.frame.onUI(func() { w.foundOrNot(m, err) })
	})
}

// foundOrNot goes on to the recovery sheets, or to the page where something is wrong.
func (w *wizard) foundOrNot(m *founded, err error) {
	w.busy = false
	if err != nil {
		w.refused(err)
		return
	}
	w.made = m
	w.frame.vault = m.vault
	w.frame.prefs.set(prefDir, m.vault.Dir())
	w.showRecovery()
	w.frame.ready("founded")
}

// refused shows each message at its field and goes to the first page that has one.
func (w *wizard) refused(err error) {
	logError(err)
	fields, rest := FieldErrors(err)
	page := -1
	forms := []*widget.Form{w.org, w.person, w.account}
	for i, form := range forms {
		left := form.ApplyErrors(fields)
		if len(left) < len(fields) && page < 0 {
			page = w.formPages()[i]
		}
	}
	if page < 0 {
		page = w.at
		if app.CodeOf(err) == app.Conflict {
			page = 0
		}
		if rest == nil {
			rest = err
		}
	}
	w.show(page)
	for i, at := range w.formPages() {
		if at == page {
			forms[i].ApplyErrors(fields) // the cursor goes where the message is
		}
	}
	if rest != nil {
		w.say(ErrorText(rest))
	}
}
