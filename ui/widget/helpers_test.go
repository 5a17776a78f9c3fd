package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"custody/ui/look"
	"custody/ui/words"
)

// onWindow shows an object on a window of a size and returns the window's canvas.
func onWindow(t *testing.T, o fyne.CanvasObject, width, height float32) fyne.Canvas {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.Theme(false))
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w.Canvas()
}

// speak sets the language for one test.
func speak(t *testing.T, language string) {
	t.Helper()
	before := words.Language()
	words.SetLanguage(language)
	t.Cleanup(func() { words.SetLanguage(before) })
}

// typed gives text to the widget that has the focus.
func typed(c fyne.Canvas, text string) { test.Type(c.Focused(), text) }

// keys gives keys to the widget that has the focus, or to the window.
func keys(c fyne.Canvas, names ...fyne.KeyName) {
	for _, name := range names {
		ev := &fyne.KeyEvent{Name: name}
		if f := c.Focused(); f != nil {
			f.TypedKey(ev)
		} else if handle := c.OnTypedKey(); handle != nil {
			handle(ev)
		}
	}
}
