package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"
)

// press is what everything that can be pressed has in common: mouse, focus and keys.
// The widget that embeds it calls extend once.
type press struct {
	fynewidget.DisableableWidget
	self     fyne.Widget
	hovered  bool
	focused  bool
	onTapped func()
	onKey    func(*fyne.KeyEvent) bool // sees keys first; true when it took one
}

func (p *press) extend(self fyne.Widget) {
	p.self = self
	p.ExtendBaseWidget(self)
}

// Tapped implements fyne.Tappable.
func (p *press) Tapped(*fyne.PointEvent) {
	if !p.Disabled() && p.onTapped != nil {
		p.onTapped()
	}
}

// MouseIn implements desktop.Hoverable.
func (p *press) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (p *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *press) MouseOut() { p.hovered = false; p.Refresh() }

// FocusGained implements fyne.Focusable.
func (p *press) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost implements fyne.Focusable.
func (p *press) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune implements fyne.Focusable.
func (p *press) TypedRune(rune) {}

// TypedKey presses with Enter and Space; every other key goes to the window.
func (p *press) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case p.onKey != nil && p.onKey(ev):
	case isEnter(ev) || ev.Name == fyne.KeySpace:
		p.Tapped(nil)
	default:
		passKey(p.self, ev)
	}
}

// Cursor implements desktop.Cursorable.
func (p *press) Cursor() desktop.Cursor {
	if p.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}
