package widget

import (
	"fyne.io/fyne/v2"
)

// canvasOf finds the canvas that an object is on, nil for none.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}

// passKey hands a key that the focused widget has no use for to the window, so that F-keys,
// Esc and Enter work wherever the focus is.
func passKey(o fyne.CanvasObject, ev *fyne.KeyEvent) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if sheet := sheets[c]; sheet != nil {
		sheet.key(ev)
		return
	}
	if handle := c.OnTypedKey(); handle != nil {
		handle(ev)
	}
}

// passShortcut hands a shortcut on to the window. Fyne gives shortcuts to the focused widget
// alone, so each that takes some has to let the others through.
func passShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := canvasOf(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// focus puts the focus on a widget that is on a canvas.
func focus(o fyne.Focusable) {
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := canvasOf(object); c != nil {
		c.Focus(o)
	}
}

// isEnter tells whether a key is one of the two Enter keys.
func isEnter(ev *fyne.KeyEvent) bool {
	return ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter
}
