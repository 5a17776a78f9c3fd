package widget

import (
	"reflect"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/words"
)

// sheets are the uppermost open sheets, by their canvas; the UI goroutine alone knows them.
var sheets = map[fyne.Canvas]*Dialog{}

// Dialog is a sheet over the window. Esc always leaves it, Enter does its primary act.
type Dialog struct {
	// OnClosed is told that the sheet is gone; done says whether by its primary act.
	OnClosed func(done bool)
	// MayLeave, when set, is asked before the sheet is left without its act; false keeps it
	// open. It says why itself.
	MayLeave func() bool

	title   string
	content fyne.CanvasObject
	width   float32
	primary *Button
	cancel  string
	onDone  func() bool
	first   fyne.Focusable

	canvas  fyne.Canvas
	popup   *fynewidget.PopUp
	before  func(*fyne.KeyEvent)
	under   *Dialog
	focused fyne.Focusable
}

// NewDialog makes a sheet with a title.
func NewDialog(title string, content fyne.CanvasObject) *Dialog {
	return &Dialog{title: title, content: content, width: look.WidthDialog, cancel: words.T("widget.cancel")}
}

// Wide makes the sheet wide.
func (d *Dialog) Wide() *Dialog { d.width = look.WidthWide; return d }

// WithPrimary gives the sheet its act. act returns whether the sheet is done with and closes.
func (d *Dialog) WithPrimary(label string, act func() bool) *Dialog {
	return d.withAct(Primary, label, act)
}

// WithDanger is WithPrimary for what can't be taken back.
func (d *Dialog) WithDanger(label string, act func() bool) *Dialog {
	return d.withAct(Danger, label, act)
}

func (d *Dialog) withAct(kind ButtonKind, label string, act func() bool) *Dialog {
	d.onDone = act
	d.primary = NewButton(kind, label, d.Submit).WithKey("Enter")
	return d
}

// WithCancel names the way out something else than cancel.
func (d *Dialog) WithCancel(label string) *Dialog { d.cancel = label; return d }

// WithoutCancel leaves out the other button, where only the act ends the sheet.
func (d *Dialog) WithoutCancel() *Dialog { d.cancel = ""; return d }

// WithFocus says what has the focus at first.
func (d *Dialog) WithFocus(first fyne.Focusable) *Dialog { d.first = first; return d }

// Primary returns the button of the primary act, nil for none.
func (d *Dialog) Primary() *Button { return d.primary }

// Show puts the sheet over the window.
func (d *Dialog) Show(c fyne.Canvas) {
	if d.popup != nil {
		return
	}
	d.canvas = c
	d.before = c.OnTypedKey()
	d.focused = c.Focused()
	d.popup = fynewidget.NewModalPopUp(d.sheet(), c)
	d.popup.Show()
	d.under = sheets[c]
	sheets[c] = d
	c.SetOnTypedKey(d.key)
	switch {
	case d.first != nil:
		c.Focus(d.first)
	case d.primary != nil:
		c.Focus(d.primary)
	}
}

func (d *Dialog) sheet() fyne.CanvasObject {
	label := d.cancel
	if d.primary == nil {
		label = words.T("widget.close")
	}
	row := look.Row(look.Gap, look.Stretch(nil))
	if label != "" {
		row.Add(NewButton(Secondary, label, d.Cancel).WithKey("Esc"))
	}
	if d.primary != nil {
		row.Add(d.primary)
	}
	body := look.Edge(
		look.PadEach(0, 0, 0, look.GapCard, look.Section(d.title)),
		look.PadEach(0, look.GapWide, 0, 0, row), nil, nil, d.content,
	)
	return look.Fixed(d.width, 0, look.Pad(look.GapPage, look.GapPage, body))
}

func (d *Dialog) key(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape:
		d.Cancel()
	case isEnter(ev):
		d.Submit()
	}
}

// Submit does the primary act, if it is enabled.
func (d *Dialog) Submit() {
	if d.popup == nil || d.primary == nil || d.primary.Disabled() {
		return
	}
	if d.onDone == nil || d.onDone() {
		d.close(true)
	}
}

// Cancel leaves the sheet without its act, unless it may not be left.
func (d *Dialog) Cancel() {
	if d.popup != nil && d.MayLeave != nil && !d.MayLeave() {
		return
	}
	d.close(false)
}

// Done closes the sheet as done, for an act that took its time.
func (d *Dialog) Done() { d.close(true) }

// Open tells whether the sheet is over the window.
func (d *Dialog) Open() bool { return d.popup != nil }

func (d *Dialog) close(done bool) {
	if d.popup == nil {
		return
	}
	d.popup.Hide()
	d.popup = nil
	d.giveKeysBack()
	if d.focused != nil {
		d.canvas.Focus(d.focused)
	}
	if d.OnClosed != nil {
		d.OnClosed(done)
	}
}

// giveKeysBack lets the keys go where they went before, unless the act has taken the person to
// another screen that takes them itself.
func (d *Dialog) giveKeysBack() {
	if sheets[d.canvas] == d {
		sheets[d.canvas] = d.under
	}
	if d.under == nil {
		delete(sheets, d.canvas)
	}
	ours := reflect.ValueOf(d.key).Pointer()
	if now := d.canvas.OnTypedKey(); now == nil || reflect.ValueOf(now).Pointer() == ours {
		d.canvas.SetOnTypedKey(d.before)
	}
}

// TopSheet returns the sheet over a window that the keys go to, nil for none.
func TopSheet(c fyne.Canvas) *Dialog { return sheets[c] }

// DropSheets takes every sheet off a window without telling anybody, such as when the window is
// locked. The keys are the window's again once it takes them.
func DropSheets(c fyne.Canvas) {
	for d := sheets[c]; d != nil; d = d.under {
		if d.popup != nil {
			d.popup.Hide()
			d.popup = nil
		}
	}
	delete(sheets, c)
}

// Resize fits the sheet anew after its content has changed, and keeps it in the middle.
func (d *Dialog) Resize() {
	if d.popup == nil {
		return
	}
	d.popup.Resize(d.popup.Content.MinSize())
	d.popup.Refresh()
	room, size := d.popup.Canvas.Size(), d.popup.Size()
	d.popup.Move(fyne.NewPos((room.Width-size.Width)/2, (room.Height-size.Height)/2))
}
