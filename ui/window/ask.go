package window

import (
	"fyne.io/fyne/v2"

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

// showKeys lists the keys of the screen at hand and those that work everywhere.
func (sh *Shell) showKeys() {
	list := func(title string, keys []Key) fyne.CanvasObject {
		rows := make([]*widget.FieldRow, len(keys))
		for i, k := range keys {
			rows[i] = widget.NewFieldRow(strokeShown(k.Stroke), k.Label)
		}
		return look.Column(look.GapTight, look.Strong(title), widget.NewFields(rows...))
	}
	here := list(sh.built(sh.at).screen.Head().Title, append(sh.keys(), Key{Stroke: "Esc", Label: words.T("shell.key.escape")}))
	everywhere := list(words.T("shell.keys.everywhere"), sh.windowKeys())
	sh.Sheet(SheetSpec{Title: words.T("shell.keys"), Content: look.Equal(look.GapPage, here, everywhere), Wide: true})
}
