package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/words"
)

// stack lays objects over each other.
func stack(objects ...fyne.CanvasObject) fyne.CanvasObject { return container.NewStack(objects...) }

// Choice is one of a few options, chosen from a menu.
type Choice struct {
	fynewidget.Select
	options []Option
	edited  func(string)
}

// NewChoice makes a choice; onChanged, which may be nil, is told the option's ID.
func NewChoice(options []Option, onChanged func(id string)) *Choice {
	c := &Choice{}
	c.OnChanged = func(string) {
		if onChanged != nil {
			onChanged(c.Value())
		}
		if c.edited != nil {
			c.edited(c.Value())
		}
	}
	c.PlaceHolder = words.T("widget.choose")
	c.ExtendBaseWidget(c)
	c.SetChoices(options)
	return c
}

// SetChoices replaces the options.
func (c *Choice) SetChoices(options []Option) {
	c.options = options
	titles := make([]string, len(options))
	for i, o := range options {
		titles[i] = o.Title
	}
	c.SetOptions(titles)
}

// Value returns the chosen option's ID, "" for none.
func (c *Choice) Value() string {
	if i := c.SelectedIndex(); i >= 0 && i < len(c.options) {
		return c.options[i].ID
	}
	return ""
}

// SetValue chooses the option of that ID; an unknown one chooses none.
func (c *Choice) SetValue(id string) {
	for i, o := range c.options {
		if o.ID == id {
			c.SetSelectedIndex(i)
			return
		}
	}
	c.ClearSelected()
}

// CreateRenderer implements fyne.Widget: Fyne's own, with the line that fields have.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	return &choiceRenderer{c.Select.CreateRenderer(), look.NewFill("", look.ColorInputLine, look.Corner)}
}

type choiceRenderer struct {
	fyne.WidgetRenderer
	line *look.Fill
}

func (r *choiceRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.line.Resize(size)
}

func (r *choiceRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.line)
}

// FocusTarget is what takes the focus.
func (c *Choice) FocusTarget() fyne.Focusable { return c }

// OnEdit sets what is told about each change.
func (c *Choice) OnEdit(changed func(string)) { c.edited = changed }

// TypedKey opens and moves; Esc, Enter and F-keys go to the window.
func (c *Choice) TypedKey(ev *fyne.KeyEvent) {
	if passesEntry(ev.Name) || isEnter(ev) {
		passKey(c, ev)
		return
	}
	c.Select.TypedKey(ev)
}

// Tick is a box to tick, as an input of a form: its value is "1" or "".
type Tick struct {
	fynewidget.Check
	edited func(string)
}

// NewTick makes a box with its text; onChanged may be nil.
func NewTick(label string, onChanged func(bool)) *Tick {
	t := &Tick{}
	t.Text = label
	t.OnChanged = func(on bool) {
		if onChanged != nil {
			onChanged(on)
		}
		if t.edited != nil {
			t.edited(t.Value())
		}
	}
	t.ExtendBaseWidget(t)
	return t
}

// Value returns "1" when ticked.
func (t *Tick) Value() string {
	if t.Checked {
		return "1"
	}
	return ""
}

// SetValue ticks the box for anything but "".
func (t *Tick) SetValue(value string) { t.SetChecked(value != "") }

// FocusTarget is what takes the focus.
func (t *Tick) FocusTarget() fyne.Focusable { return t }

// OnEdit sets what is told about each change.
func (t *Tick) OnEdit(changed func(string)) { t.edited = changed }

// TypedKey passes every key on: Space ticks as a character.
func (t *Tick) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace {
		return
	}
	passKey(t, ev)
}
