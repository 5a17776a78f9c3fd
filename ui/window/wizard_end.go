package window

import (
	"context"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/app/demo"
	"custody/ui/look"
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
	m := w.made
	w.sheets = newHalfSheets(w.frame, m.halves, m.w.org, m.vault.Name(), m.w.me.Person.Name)
	w.sheets.changed = func() { next.SetEnabled(w.sheets.done()) }
	w.sheets.failed = func(err error) { w.say(ErrorText(err)) }
	w.fill(w.sheets.content(words.T("wizard.recovery.note")), look.Stretch(nil), next)
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
		items = append(items, widget.NewItem(widget.NewBefore(look.WidthState, widget.NewChip(kind, word)), TemplateTitle(key, ""), ""))
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

// demoDir is a folder beside the one offered for a vault.
func demoDir() string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = os.TempDir()
	}
	return unused(filepath.Join(home, words.T("wizard.demo.name")))
}

// unused is the path, with a number added while there is something of that name.
func unused(base string) string {
	path := base
	for n := 2; ; n++ {
		if _, err := os.Stat(path); err != nil {
			return path
		}
		path = base + "-" + strconv.Itoa(n)
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
