package widget

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/words"
)

// Entry is a field to type in that keeps nothing from the window: F-keys, Esc, Enter where
// it has no meaning of its own, and shortcuts it does not know go on.
type Entry struct {
	fynewidget.Entry
	// OnKey sees each key first and returns true when it took it.
	OnKey func(*fyne.KeyEvent) bool
	// OnFocus is told when the focus comes and goes.
	OnFocus func(gained bool)

	self fyne.Widget
	long bool // one line, shown on several rows
}

// NewEntry makes a field of one line.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.init(e, placeholder)
	return e
}

// NewArea makes a field of several lines; Enter there is a new line.
func NewArea(placeholder string, rows int) *Entry {
	e := &Entry{}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapWord
	e.init(e, placeholder)
	e.SetMinRowsVisible(rows)
	return e
}

// NewLong makes a field of one long line that is shown on several rows; Enter goes on, as in a field
// of one line.
func NewLong(placeholder string, rows int) *Entry {
	e := NewArea(placeholder, rows)
	e.long = true
	return e
}

// NewPassword makes a field whose text is hidden until the eye is pressed.
func NewPassword(placeholder string) *Entry {
	e := &Entry{}
	e.Password = true
	e.init(e, placeholder)
	return e
}

func (e *Entry) init(self fyne.Widget, placeholder string) {
	e.self = self
	if !e.MultiLine {
		e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	}
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(self)
}

// TypedKey types, or passes the key on.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case e.OnKey != nil && e.OnKey(ev):
	case passesEntry(ev.Name), isEnter(ev) && (e.long || !e.MultiLine && e.OnSubmitted == nil):
		passKey(e.self, ev)
	default:
		e.Entry.TypedKey(ev)
	}
}

// AcceptsTab lets Tab go on to the next field, in a field of several lines too.
func (e *Entry) AcceptsTab() bool { return false }

// passesEntry tells which keys mean nothing in a field.
func passesEntry(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		return true
	}
	return false
}

// TypedShortcut edits, or passes the shortcut on.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll,
		*fyne.ShortcutUndo, *fyne.ShortcutRedo:
		e.Entry.TypedShortcut(s)
		return
	}
	if c, ok := s.(fyne.KeyboardShortcut); ok && isWordMove(c) {
		e.Entry.TypedShortcut(s)
		return
	}
	passShortcut(e.self, s)
}

// isWordMove tells whether a shortcut moves the cursor or deletes within the text.
func isWordMove(s fyne.KeyboardShortcut) bool {
	switch s.Key() {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyUp, fyne.KeyDown:
		return true
	}
	return false
}

// TappedSecondary shows the menu for cutting and pasting, in the program's own language.
func (e *Entry) TappedSecondary(ev *fyne.PointEvent) {
	c := canvasOf(e.self)
	if c == nil || e.Disabled() {
		return
	}
	clipboard := fyne.CurrentApp().Clipboard()
	do := func(key string, s fyne.Shortcut) *fyne.MenuItem {
		return fyne.NewMenuItem(words.T(key), func() { e.Entry.TypedShortcut(s) })
	}
	paste := do("widget.paste", &fyne.ShortcutPaste{Clipboard: clipboard})
	all := do("widget.select.all", &fyne.ShortcutSelectAll{})
	menu := fyne.NewMenu("", paste, all)
	if !e.Password {
		menu.Items = append([]*fyne.MenuItem{
			do("widget.cut", &fyne.ShortcutCut{Clipboard: clipboard}), do("widget.copy", &fyne.ShortcutCopy{Clipboard: clipboard}),
		}, menu.Items...)
	}
	fynewidget.ShowPopUpMenuAtPosition(menu, c, ev.AbsolutePosition)
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// Value returns what is typed.
func (e *Entry) Value() string { return e.Text }

// SetValue puts text into the field, the cursor at its end.
func (e *Entry) SetValue(value string) {
	e.SetText(value)
	if !e.MultiLine {
		e.CursorRow, e.CursorColumn = 0, utf8.RuneCountInString(value)
		e.Refresh()
	}
}

// FocusTarget is what takes the focus: the field itself.
func (e *Entry) FocusTarget() fyne.Focusable {
	if f, ok := e.self.(fyne.Focusable); ok {
		return f
	}
	return e
}

// OnEdit sets what is told about each change.
func (e *Entry) OnEdit(changed func(string)) { e.OnChanged = changed }
