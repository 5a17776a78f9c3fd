package widget

import "fyne.io/fyne/v2"

// FocusGained implements fyne.Focusable.
func (v *PageView) FocusGained() { v.focused = true; v.Refresh() }

// FocusLost implements fyne.Focusable.
func (v *PageView) FocusLost() { v.focused = false; v.Refresh() }

// TypedRune implements fyne.Focusable.
func (v *PageView) TypedRune(rune) {}

// Tapped takes the focus, and tells the place.
func (v *PageView) Tapped(ev *fyne.PointEvent) {
	focus(v)
	if v.OnPlace == nil || ev == nil {
		return
	}
	if page, x, y, ok := v.place(ev.Position); ok {
		v.OnPlace(page, x, y)
	}
}

// TypedKey goes through the pages; every other key goes to the window.
func (v *PageView) TypedKey(ev *fyne.KeyEvent) {
	if !v.Key(ev.Name) {
		passKey(v, ev)
	}
}

// Key does what a key means in the view, wherever the focus is; false for nothing.
func (v *PageView) Key(name fyne.KeyName) bool {
	page := v.Size().Height - pageStep
	switch name {
	case fyne.KeyPageDown, fyne.KeySpace:
		v.leaf(1, page)
	case fyne.KeyPageUp:
		v.leaf(-1, page)
	case fyne.KeyHome:
		v.GoTo(0)
	case fyne.KeyEnd:
		v.offset.Y = v.extent().Height
		v.settle()
	case fyne.KeyUp:
		v.scroll(0, -pageStep)
	case fyne.KeyDown:
		v.scroll(0, pageStep)
	case fyne.KeyLeft:
		v.scroll(-pageStep, 0)
	case fyne.KeyRight:
		v.scroll(pageStep, 0)
	default:
		return false
	}
	v.used()
	return true
}

// leaf goes to the next page where a whole one is seen, else almost a view's height on.
func (v *PageView) leaf(by int, height float32) {
	if v.fit == FitPage {
		v.GoTo(v.Page() + by)
		return
	}
	v.scroll(0, float32(by)*height)
}

// scroll moves the view within the pages.
func (v *PageView) scroll(dx, dy float32) {
	v.offset = v.offset.AddXY(dx, dy)
	v.settle()
}
