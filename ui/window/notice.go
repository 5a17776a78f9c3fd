package window

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"custody/ui/look"
	"custody/ui/widget"
	"custody/ui/words"
)

// toastTime is how long a word of something done stays.
const toastTime = 5 * time.Second

// notice is the bar under the header: an error with what solves it stays until it is read, a
// word of something done goes away by itself. It never takes the focus.
type notice struct {
	sh   *Shell
	bar  *fyne.Container
	turn int
}

func newNotice(sh *Shell) *notice {
	n := &notice{sh: sh, bar: container.NewStack()}
	n.bar.Hide()
	return n
}

// showError shows a refusal or a failure; act may be nil.
func (n *notice) showError(text, label string, act func()) {
	n.turn++
	n.put(look.Overdue, text, label, act)
}

// showDone says that something is done.
func (n *notice) showDone(text string) {
	n.turn++
	turn := n.turn
	n.put(look.InPlace, text, "", nil)
	if n.sh.inline {
		return
	}
	time.AfterFunc(toastTime, func() {
		fyne.Do(func() {
			if turn == n.turn {
				n.hide()
			}
		})
	})
}

func (n *notice) put(kind look.Kind, text, label string, act func()) {
	row := []fyne.CanvasObject{look.Stretch(look.Say(text, kind))}
	if act != nil {
		row = append(row, widget.NewButton(widget.Secondary, label, act))
	}
	row = append(row, widget.NewButton(widget.Link, words.T("widget.close"), func() { n.hide() }).WithIcon(theme.CancelIcon()))
	line := container.NewBorder(nil, nil, nil, look.Row(look.Gap, row[1:]...), look.Say(text, kind))
	n.bar.Objects = []fyne.CanvasObject{look.PadEach(look.GapPage, look.Gap, look.GapPage, look.GapNone, look.Tinted(kind, line))}
	n.bar.Show()
	n.sh.view.body.Refresh()
}

// hide takes the bar away; false when there was none.
func (n *notice) hide() bool {
	was := n.bar.Visible()
	n.turn++
	if was {
		n.bar.Hide()
		n.sh.view.body.Refresh()
	}
	return was
}

// text is what the bar says, "" when hidden.
func (n *notice) text() string {
	if !n.bar.Visible() {
		return ""
	}
	return noticeText(n.bar)
}

// noticeText finds the sentence in the bar.
func noticeText(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *look.Text:
		return o.Text()
	case *fyne.Container:
		for _, child := range o.Objects {
			if t := noticeText(child); t != "" {
				return t
			}
		}
	}
	return ""
}
