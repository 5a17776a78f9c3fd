package window

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"

	"custody/app"
	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// Question is asked before what can't be taken back: a plain sentence with the consequence,
// and a button that says what it does. What can be taken back is done without asking.
type Question struct {
	Title  string
	Text   string
	Button string
	Danger bool
}

// Confirm asks and runs yes when the person agrees.
func (sh *Shell) Confirm(q Question, yes func()) {
	sh.Sheet(SheetSpec{Title: q.Title, Content: look.Body(q.Text), Button: q.Button, Danger: q.Danger, Do: func(s *Sheet) {
		s.Close()
		yes()
	}})
}

// AskPassword asks with the person's own password. act gets it off the UI goroutine; a wrong
// or throttled password is said under the field and the sheet stays; any other error closes
// the sheet and goes to ShowError. done runs on the UI goroutine after act succeeded.
func (sh *Shell) AskPassword(q Question, act func(ctx context.Context, password string) error, done func()) {
	entry := widget.NewPassword("")
	field := look.Column(look.GapTight, look.Quiet(words.T("shell.password.own")), entry)
	content := look.Column(look.GapCard, look.Body(q.Text), field)
	sh.Sheet(SheetSpec{Title: q.Title, Content: content, Button: q.Button, Danger: q.Danger, Focus: entry, Do: func(s *Sheet) {
		password := entry.Text
		s.SetBusy(true)
		Do(sh, Just(func(ctx context.Context) error { return act(ctx, password) }), func(struct{}) {
			s.Close()
			done()
		}, func(err error) bool {
			s.SetBusy(false)
			if !aboutPassword(err) {
				s.Close()
				return false
			}
			s.Problem(ErrorText(err))
			sh.Focus(entry)
			return true
		})
	}})
}

// aboutPassword tells whether an error is one of the password itself.
func aboutPassword(err error) bool {
	var e *app.Error
	return errors.As(err, &e) && (e.Code == app.Throttled || e.Field == "password" || e.Key == "error.password")
}

// showKeys lists the keys of the screen at hand and those that work everywhere.
func (sh *Shell) showKeys() {
	column := look.Column(look.GapTight)
	list := func(title string, keys []Key) {
		if len(keys) == 0 {
			return
		}
		rows := make([]*widget.FieldRow, len(keys))
		for i, k := range keys {
			rows[i] = widget.NewFieldRow(strokeShown(k.Stroke), k.Label)
		}
		column.Add(look.Strong(title))
		column.Add(widget.NewFields(rows...))
	}
	list(NavName(sh.at), append(sh.keys(), Key{Stroke: "Esc", Label: words.T("shell.key.escape")}))
	list(words.T("shell.keys.everywhere"), sh.windowKeys())
	sh.Sheet(SheetSpec{Title: words.T("shell.keys"), Content: fyne.CanvasObject(column)})
}
