package window

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Key is one key of a screen: what to press, what it does in words, and the act. Do may be
// nil for a key that a widget of the screen sees to itself (↑↓ in a list): it is only shown.
type Key struct {
	Stroke string // "F2", "Ctrl+Enter", "Ctrl+Shift+E", "Enter", "Del", "Esc"; what is shown
	Label  string // what it does
	Do     func()
}

// strokeNames are the keys whose name on screen is not Fyne's.
var strokeNames = map[string]fyne.KeyName{
	"PgDn": fyne.KeyPageDown, "Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "Del": fyne.KeyDelete, "Space": fyne.KeySpace,
}

// strokeShown is how a stroke is shown to people.
func strokeShown(stroke string) string {
	return strings.NewReplacer("PgUp", "PgUp", "Up", "↑", "Down", "↓", "Left", "←", "Right", "→").Replace(stroke)
}

// modifiers are the modifiers as a stroke names them.
var modifiers = map[string]fyne.KeyModifier{
	"Ctrl": fyne.KeyModifierControl, "Shift": fyne.KeyModifierShift, "Alt": fyne.KeyModifierAlt,
}

// parseStroke takes "Ctrl+Enter" apart.
func parseStroke(stroke string) (fyne.KeyName, fyne.KeyModifier) {
	parts := strings.Split(stroke, "+")
	var mod fyne.KeyModifier
	for _, p := range parts[:len(parts)-1] {
		mod |= modifiers[p]
	}
	name := parts[len(parts)-1]
	if known, ok := strokeNames[name]; ok {
		return known, mod
	}
	return fyne.KeyName(name), mod
}

// sameKey tells whether two keys are one: both Enter keys are.
func sameKey(a, b fyne.KeyName) bool {
	if a == fyne.KeyEnter {
		a = fyne.KeyReturn
	}
	return a == b
}

// router hands every key that no widget has used to whom it concerns: the keys of the window
// and those of the screen at hand. While a dialog is open they rest.
type router struct {
	canvas fyne.Canvas
	keys   func() []Key // that work now
	escape func()       // Esc
	lock   func()       // Ctrl+L, also while a dialog is open
	seen   func()       // some key was pressed
	dialog func() bool  // a dialog is open
}

// strokes are the combinations that can mean something: the toolkit wants each made known.
// Plain keys need not be. (Ctrl+A, C, V, X, Y, Z belong to the fields and lists.)
var strokes = []string{
	"Ctrl+K", "Ctrl+L", "Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8", "Ctrl+9",
	"Ctrl+Enter", "Ctrl+F", "Ctrl+P", "Ctrl+E", "Ctrl+N", "Ctrl+S", "Ctrl+O", "Ctrl+R", "Ctrl+D", "Ctrl+G",
	"Ctrl+Del", "Ctrl+Shift+E", "Ctrl+Shift+P", "Ctrl+=", "Ctrl+-", "Ctrl+0",
}

// start makes the router listen on its canvas.
func (r *router) start() {
	r.takeKeys()
	for _, stroke := range strokes {
		name, mod := parseStroke(stroke)
		if mod == 0 {
			continue
		}
		r.listen(name, mod)
		if name == fyne.KeyReturn {
			r.listen(fyne.KeyEnter, mod)
		}
	}
}

// takeKeys makes plain keys come here; a dialog takes them while it is open.
func (r *router) takeKeys() {
	r.canvas.SetOnTypedKey(func(ev *fyne.KeyEvent) { r.press(ev.Name, 0) })
}

func (r *router) listen(name fyne.KeyName, mod fyne.KeyModifier) {
	r.canvas.AddShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: mod}, func(fyne.Shortcut) { r.press(name, mod) })
}

// press runs the key's act, if it has one now.
func (r *router) press(name fyne.KeyName, mod fyne.KeyModifier) {
	r.seen()
	if name == fyne.KeyL && mod == fyne.KeyModifierControl {
		r.lock()
		return
	}
	if r.dialog() {
		return
	}
	if name == fyne.KeyEscape && mod == 0 {
		r.escape()
		return
	}
	for _, k := range r.keys() {
		want, wantMod := parseStroke(k.Stroke)
		if k.Do != nil && wantMod == mod && sameKey(name, want) {
			k.Do()
			return
		}
	}
}
