package window

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/demo"
	"custody/ui/look"
	"custody/ui/paper"
	"custody/ui/widget"
	"custody/ui/words"
)

// showRecovery shows the page of the two recovery sheets: each must have left the program,
// and the person says that they are kept apart.
func (w *wizard) showRecovery() {
	w.title.SetText(words.T("wizard.recovery.title"))
	w.count.SetText(words.T("wizard.step", len(w.steps)+1, len(w.steps)+2))
	w.problem.Hide()
	next := widget.NewButton(widget.Primary, words.T("wizard.next"), w.showSigning)
	next.Disable()
	var rows [2]*widget.Chip
	kept := widget.NewTick(words.T("wizard.recovery.kept"), nil)
	allow := func() {
		for i, done := range w.outputs {
			if done {
				rows[i].Set(look.InPlace, words.T("wizard.recovery.done"))
			}
		}
		next.SetEnabled(w.outputs == [2]bool{true, true} && kept.Checked)
	}
	kept.OnChanged = func(bool) { allow() }
	var items []fyne.CanvasObject
	for i, half := range w.made.halves {
		rows[i] = widget.NewChip(look.Waiting, words.T("wizard.recovery.open"))
		button := widget.NewButton(widget.Secondary, words.T("wizard.recovery.out"), func() { w.output(i, allow) })
		items = append(items, widget.NewItem(widget.NewBefore(look.WidthState, rows[i]),
			words.T("wizard.recovery.half", half.Name), words.T("wizard.recovery.half.note"), button))
	}
	body := look.Column(look.GapWide, look.Body(words.T("wizard.recovery.note")), widget.NewItemCard(items...), kept)
	w.fill(body, look.Stretch(nil), next)
}

// output makes one recovery sheet and asks where it shall go.
func (w *wizard) output(i int, done func()) {
	m := w.made
	now := w.frame.deps.Vaults.Env.Clock()
	sheet := paper.RecoverySheet{
		Organisation: m.w.org, Vault: m.vault.Name(), Half: m.halves[i], Made: app.DateOf(now), By: m.w.me.Person.Name, Now: now,
	}
	name := words.T("wizard.recovery.file", sheet.Half.Name)
	w.frame.spawn(func() {
		data, err := made(func(out io.Writer) error { return w.frame.deps.Papers.Recovery(out, sheet) })
		w.frame.onUI(func() {
			if err != nil {
				logError(err)
				w.say(ErrorText(err))
				return
			}
			w.frame.offerPDF(name, data, func(string) {
				w.outputs[i] = true
				done()
			})
		})
	})
}

// showSigning is the last page: the founder is bound like everybody else (§5.3.1).
func (w *wizard) showSigning() {
	w.title.SetText(words.T("wizard.sign.title"))
	w.count.SetText(words.T("wizard.step", len(w.steps)+2, len(w.steps)+2))
	later := widget.NewButton(widget.Secondary, words.T("wizard.sign.later"), func() { w.finish(false) })
	now := widget.NewButton(widget.Primary, words.T("wizard.sign.now"), func() { w.finish(true) })
	var items []fyne.CanvasObject
	for _, key := range app.Required {
		kind, word := CommitmentChip(app.Missing)
		items = append(items, widget.NewItem(widget.NewBefore(look.WidthState, widget.NewChip(kind, word)), TemplateTitle(key), ""))
	}
	w.fill(look.Column(look.GapWide, look.Body(words.T("wizard.sign.note")), widget.NewItemCard(items...)), look.Stretch(nil), later, now)
	w.frame.win.Canvas().Focus(now)
}

// finish starts the session.
func (w *wizard) finish(sign bool) {
	m := w.made
	w.made = nil
	w.frame.signedIn(m.w)
	if sh := w.frame.shell; sign && sh != nil {
		sh.Open(Sign, Arg{Code: m.w.me.Person.Number})
	}
}

// abandon says goodbye for a founder who closes the window before the last page.
func (w *wizard) abandon(ctx context.Context) error {
	if w.made == nil {
		return nil
	}
	return w.made.office.Goodbye(ctx, LockClose)
}

// demo makes a demonstration vault beside the default folder and shows its accounts.
func (w *wizard) demo() {
	dir := demoDir()
	ctx, cancel := context.WithCancel(context.Background())
	bar := widget.NewProgress(cancel)
	bar.Set(words.T("wizard.demo.making"), 0, 0)
	w.busy = true
	w.fill(w.choice(), look.Stretch(bar))
	w.frame.spawn(func() {
		accounts, err := demo.Make(ctx, w.frame.deps.Vaults, dir)
		w.frame.onUI(func() {
			cancel()
			w.busy = false
			w.show(-1)
			switch {
			case cancelled(err):
			case err != nil:
				logError(err)
				w.say(ErrorText(err))
			default:
				w.showAccounts(dir, accounts)
			}
		})
	})
}

// demoDir is a folder beside the one offered for a vault; a number is added while there is
// one of that name.
func demoDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = os.TempDir()
	}
	base := filepath.Join(home, words.T("wizard.demo.name"))
	dir := base
	for n := 2; ; n++ {
		if _, err := os.Stat(dir); err != nil {
			return dir
		}
		dir = base + "-" + strconv.Itoa(n)
	}
}

// showAccounts lists who can log in to the demonstration.
func (w *wizard) showAccounts(dir string, accounts []demo.Account) {
	rows := make([]*widget.FieldRow, len(accounts))
	for i, a := range accounts {
		rows[i] = widget.NewFieldRow(a.Login, words.Join(a.Password, a.Name, RoleNames(a.Roles)))
	}
	w.frame.sheet(SheetSpec{
		Title: words.T("wizard.demo.ready"), Wide: true, Button: words.T("unlock.open"),
		Content: look.Column(look.GapCard, look.Note(words.T("wizard.demo.note", dir)), widget.NewFields(rows...)),
		Do: func(s *Sheet) {
			s.Close()
			w.frame.openDir(dir)
		},
	})
}
