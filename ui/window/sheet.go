package window

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"custody/ui/look"
	"custody/ui/widget"
)

// SheetSpec describes a dialog: a title, a content, one button that does it. Esc and the other
// button leave it; Enter does it.
type SheetSpec struct {
	Title   string
	Content fyne.CanvasObject
	Button  string           // the primary button; "" for a sheet that is only read
	Danger  bool             // the primary button does what can't be undone
	Do      func(s *Sheet)   // the act; it closes the sheet itself when done
	More    []*widget.Button // other things to do, above the foot
	Focus   fyne.Focusable   // where typing begins; nil for the first field to fill in, or the button
	Wide    bool
	Cancel  string              // the other button; "" for the usual word
	Only    bool                // no other button: only the act ends it
	Left    func()              // told when the sheet was left without doing it
	Stays   func(s *Sheet) bool // true keeps the sheet from being left, after it has said why; nil for never
}

// Sheet is an open dialog of the window.
type Sheet struct {
	frame   *Frame
	spec    SheetSpec
	dialog  *widget.Dialog
	problem *fyne.Container
	busy    bool
}

// Sheet opens a dialog over the window.
func (sh *Shell) Sheet(spec SheetSpec) *Sheet { return sh.frame.sheet(spec) }

// sheet opens a dialog over the window, also while no vault is unlocked.
func (f *Frame) sheet(spec SheetSpec) *Sheet {
	s := &Sheet{frame: f, spec: spec, problem: container.NewStack()}
	s.problem.Hide()
	s.dialog = widget.NewDialog(spec.Title, s.content())
	if spec.Wide {
		s.dialog.Wide()
	}
	switch {
	case spec.Danger:
		s.dialog.WithDanger(spec.Button, s.act)
	case spec.Button != "":
		s.dialog.WithPrimary(spec.Button, s.act)
	}
	if spec.Focus == nil {
		spec.Focus = firstField(spec.Content)
	}
	if spec.Focus != nil {
		s.dialog.WithFocus(spec.Focus)
	}
	if spec.Cancel != "" {
		s.dialog.WithCancel(spec.Cancel)
	}
	if spec.Only {
		s.dialog.WithoutCancel()
	}
	if spec.Stays != nil {
		s.dialog.MayLeave = func() bool { return !spec.Stays(s) }
	}
	s.dialog.OnClosed = func(done bool) {
		if !done && spec.Left != nil {
			spec.Left()
		}
	}
	s.dialog.Show(f.win.Canvas())
	return s
}

// firstField is where typing begins in a sheet that does not say: the first empty field of its form;
// nil without one.
func firstField(o fyne.CanvasObject) fyne.Focusable {
	switch o := o.(type) {
	case *widget.Form:
		return o.First()
	case *fyne.Container:
		for _, inner := range o.Objects {
			if f := firstField(inner); f != nil {
				return f
			}
		}
	case *container.Scroll:
		return firstField(o.Content)
	}
	return nil
}

// content lays out what the sheet holds; the mouse over it counts as somebody being there.
func (s *Sheet) content() fyne.CanvasObject {
	column := look.Column(look.GapCard, s.spec.Content, s.problem)
	if len(s.spec.More) > 0 {
		row := look.Row(look.Gap)
		for _, b := range s.spec.More {
			row.Add(b)
		}
		column.Add(row)
	}
	return container.NewStack(s.frame.idle.sensor(), column)
}

// act does what the sheet is for, unless that is under way. The sheet closes itself.
func (s *Sheet) act() bool {
	if !s.busy && s.spec.Do != nil {
		s.HideProblem()
		s.spec.Do(s)
	}
	return false
}

// Close takes the sheet away as done. Closing it twice is nothing.
func (s *Sheet) Close() { s.dialog.Done() }

// Open tells whether the sheet is still there.
func (s *Sheet) Open() bool { return s.dialog.Open() }

// SetBusy keeps the primary button still while the act is under way.
func (s *Sheet) SetBusy(busy bool) {
	s.busy = busy
	if b := s.dialog.Primary(); b != nil {
		b.SetEnabled(!busy)
	}
}

// Problem says within the sheet why it could not be done; when the sheet has been left
// meanwhile, in the bar under the header.
func (s *Sheet) Problem(text string) {
	if !s.Open() {
		if sh := s.frame.shell; sh != nil {
			sh.notice.showError(text, "", nil)
		}
		return
	}
	s.problem.Objects = []fyne.CanvasObject{widget.NewBanner(look.Overdue, text)}
	s.problem.Show()
	s.dialog.Resize()
}

// HideProblem takes that away again.
func (s *Sheet) HideProblem() {
	if s.problem.Visible() {
		s.problem.Hide()
		s.dialog.Resize()
	}
}

// Fit fits the sheet anew after its content has changed.
func (s *Sheet) Fit() { s.dialog.Resize() }
