package window

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/widget"
)

// faults collects what does not fit.
type faults []string

// Errorf adds one.
func (f *faults) Errorf(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

// checkFit fails for each text, button or field of the window that has less room than it
// needs, and for each that lies outside of the window. Work in the background may have put something
// new there that nothing has drawn yet: what does not fit is drawn and looked at again.
func (d *rig) checkFit(name string) {
	d.t.Helper()
	found := d.fit(name)
	for try := 0; len(found) > 0 && try < 3; try++ {
		time.Sleep(100 * time.Millisecond)
		d.win.Canvas().Content().Refresh()
		d.win.Canvas().Capture()
		found = d.fit(name)
	}
	for _, what := range found {
		d.t.Error(what)
	}
}

// fit looks the window through once.
func (d *rig) fit(name string) (found faults) {
	c := d.win.Canvas()
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	walkFit(&found, name, root, fyne.Position{}, c.Size(), false)
	return found
}

// walkFit goes through what is visible. Inside a scroll nothing is outside.
func walkFit(t *faults, name string, o fyne.CanvasObject, at fyne.Position, window fyne.Size, scrolled bool) {
	if o == nil || !o.Visible() {
		return
	}
	at = at.Add(o.Position())
	if what := measured(o); what != "" {
		least, size := o.MinSize(), o.Size()
		if least.Width > size.Width+1 || least.Height > size.Height+1 {
			t.Errorf("%s: %s is cut: needs %v, has %v", name, what, least, size)
		}
		if !scrolled && (at.X < -1 || at.Y < -1 || at.X+size.Width > window.Width+1 || at.Y+size.Height > window.Height+1) {
			t.Errorf("%s: %s lies outside of the window, at %v with %v", name, what, at, size)
		}
	}
	if f, ok := o.(*widget.FormField); ok {
		wholeLabels(t, name, f)
	}
	for _, child := range childrenOf(o) {
		_, scrolls := o.(*container.Scroll)
		walkFit(t, name, child, at, window, scrolled || scrolls)
	}
}

// wholeLabels fails for a label of a form that ends in …: elsewhere long texts may.
func wholeLabels(t *faults, name string, o fyne.CanvasObject) {
	if text, ok := o.(*look.Text); ok && o.Visible() {
		oneLine := text.MinSize().Height < 2*look.TextQuiet+look.GapTight
		if oneLine && text.Width() > text.Size().Width+1 {
			t.Errorf("%s: label %q is cut: needs %v, has %v", name, text.Text(), text.Width(), text.Size().Width)
		}
	}
	for _, child := range childrenOf(o) {
		wholeLabels(t, name, child)
	}
}

// measured names an object whose least size counts, "" for the others.
func measured(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *look.Text:
		if o.Text() != "" {
			return fmt.Sprintf("text %q", o.Text())
		}
	case *widget.Button:
		return fmt.Sprintf("button %q", o.Label())
	case *widget.Chip:
		return fmt.Sprintf("chip %q", o.Word())
	case *widget.Entry, *widget.SearchBox:
		return "field"
	case *widget.Choice:
		return fmt.Sprintf("choice %q", o.Selected)
	case *widget.Tick:
		return fmt.Sprintf("tick %q", o.Text)
	}
	return ""
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *widget.Chip, *widget.Entry, *widget.SearchBox, *widget.Choice, *look.Text, *fynewidget.Entry:
		return nil
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}
