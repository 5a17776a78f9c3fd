package widget

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
	"custody/ui/words"
)

// Point is a place on the pad, as fractions of its width and height from the upper left.
type Point struct{ X, Y float64 }

// Stroke is one line drawn without lifting the pen.
type Stroke []Point

const (
	// penStep is how far the pen moves, in pixels, before another point is kept.
	penStep = 1.5
	// leastInk is how long all strokes are together, in pixels, before they are a signature: a dot
	// or a slip of the hand is none.
	leastInk = 24
	// mostPoints bounds one signature; a pen held down for minutes adds nothing after that.
	mostPoints = 20000
)

// SignaturePad takes a signature as strokes of points, from a mouse, a finger or a pen: the toolkit tells them as
// one pointer, without the pressure of a pen.
type SignaturePad struct {
	fynewidget.BaseWidget
	// OnChanged is told that a stroke was finished, undone or all were cleared.
	OnChanged func()

	strokes []Stroke
	drawing bool
	focused bool
	hint    *look.Text
	ground  *look.Fill
	lines   []*canvas.Line
	points  int
}

// NewSignaturePad makes an empty pad.
func NewSignaturePad() *SignaturePad {
	s := &SignaturePad{
		hint:   look.Quiet(words.T("widget.sign.here")).Centered(),
		ground: look.NewFill(look.ColorPanel, look.ColorLine, look.CornerCard),
	}
	s.ExtendBaseWidget(s)
	return s
}

// Strokes returns a copy of what is drawn.
func (s *SignaturePad) Strokes() []Stroke {
	strokes := make([]Stroke, len(s.strokes))
	for i, stroke := range s.strokes {
		strokes[i] = append(Stroke(nil), stroke...)
	}
	return strokes
}

// SetStrokes shows strokes, such as those of a draft.
func (s *SignaturePad) SetStrokes(strokes []Stroke) {
	s.strokes, s.points = nil, 0
	for _, stroke := range strokes {
		s.strokes = append(s.strokes, append(Stroke(nil), stroke...))
		s.points += len(stroke)
	}
	s.changed()
}

// Empty tells whether there is no signature; a dot or a short slip counts as none.
func (s *SignaturePad) Empty() bool {
	// Before the pad has a size, its usual one is as good.
	width, height := float64(look.WidthDetail), float64(look.HeightPad)
	if size := s.Size(); size.Width > 0 && size.Height > 0 {
		width, height = float64(size.Width), float64(size.Height)
	}
	ink := 0.0
	for _, stroke := range s.strokes {
		for i := 1; i < len(stroke); i++ {
			ink += math.Hypot((stroke[i].X-stroke[i-1].X)*width, (stroke[i].Y-stroke[i-1].Y)*height)
		}
	}
	return ink < leastInk
}

// Clear takes all strokes away.
func (s *SignaturePad) Clear() {
	if len(s.strokes) > 0 {
		s.strokes, s.points = nil, 0
		s.changed()
	}
}

// Undo takes the last stroke away.
func (s *SignaturePad) Undo() {
	if len(s.strokes) > 0 {
		last := len(s.strokes) - 1
		s.points -= len(s.strokes[last])
		s.strokes = s.strokes[:last]
		s.changed()
	}
}

func (s *SignaturePad) changed() {
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged()
	}
}

// MouseDown begins a stroke.
func (s *SignaturePad) MouseDown(ev *desktop.MouseEvent) {
	if ev.Button != desktop.MouseButtonPrimary {
		return
	}
	focus(s)
	s.drawing = true
	s.strokes = append(s.strokes, nil)
	s.add(ev.Position)
}

// MouseUp ends a stroke.
func (s *SignaturePad) MouseUp(*desktop.MouseEvent) { s.end() }

// Dragged draws.
func (s *SignaturePad) Dragged(ev *fyne.DragEvent) {
	if !s.drawing {
		s.drawing = true
		s.strokes = append(s.strokes, nil)
	}
	s.add(ev.Position)
}

// DragEnd ends a stroke.
func (s *SignaturePad) DragEnd() { s.end() }

func (s *SignaturePad) end() {
	if s.drawing {
		s.drawing = false
		s.changed()
	}
}

// add puts a point at the end of the stroke, within the pad.
func (s *SignaturePad) add(pos fyne.Position) {
	size := s.Size()
	if size.Width <= 0 || size.Height <= 0 || s.points >= mostPoints {
		return
	}
	p := Point{
		X: float64(min(max(pos.X/size.Width, 0), 1)),
		Y: float64(min(max(pos.Y/size.Height, 0), 1)),
	}
	last := len(s.strokes) - 1
	stroke := s.strokes[last]
	if n := len(stroke); n > 0 {
		dx, dy := (p.X-stroke[n-1].X)*float64(size.Width), (p.Y-stroke[n-1].Y)*float64(size.Height)
		if math.Hypot(dx, dy) < penStep {
			return
		}
	}
	s.strokes[last] = append(stroke, p)
	s.points++
	s.Refresh()
}

// FocusGained implements fyne.Focusable.
func (s *SignaturePad) FocusGained() { s.focused = true; s.Refresh() }

// FocusLost implements fyne.Focusable.
func (s *SignaturePad) FocusLost() { s.focused = false; s.Refresh() }

// TypedRune implements fyne.Focusable.
func (s *SignaturePad) TypedRune(rune) {}

// TypedKey clears with Delete and undoes with Backspace.
func (s *SignaturePad) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDelete:
		s.Clear()
	case fyne.KeyBackspace:
		s.Undo()
	default:
		passKey(s, ev)
	}
}

// TypedShortcut undoes with Ctrl+Z.
func (s *SignaturePad) TypedShortcut(shortcut fyne.Shortcut) {
	if _, ok := shortcut.(*fyne.ShortcutUndo); ok {
		s.Undo()
		return
	}
	passShortcut(s, shortcut)
}

// Cursor implements desktop.Cursorable.
func (s *SignaturePad) Cursor() desktop.Cursor { return desktop.CrosshairCursor }

// CreateRenderer implements fyne.Widget.
func (s *SignaturePad) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return &padRenderer{s}
}

type padRenderer struct{ pad *SignaturePad }

func (r *padRenderer) MinSize() fyne.Size { return fyne.NewSize(look.WidthField, look.HeightPad) }

// Layout draws the strokes for the size: one line from each point to the next.
func (r *padRenderer) Layout(size fyne.Size) {
	s := r.pad
	s.ground.Resize(size)
	s.hint.Resize(size)
	n := 0
	for _, stroke := range s.strokes {
		for i := range stroke {
			from := stroke[max(0, i-1)]
			if i == 0 && len(stroke) > 1 {
				continue
			}
			r.line(n, from, stroke[i], size)
			n++
		}
	}
	s.lines = s.lines[:n]
}

func (r *padRenderer) line(n int, from, to Point, size fyne.Size) {
	s := r.pad
	if n == len(s.lines) {
		s.lines = append(s.lines, canvas.NewLine(look.Color(look.ColorInk)))
	}
	line := s.lines[n]
	line.StrokeColor, line.StrokeWidth = look.Color(look.ColorInk), look.Stroke
	line.Position1 = fyne.NewPos(float32(from.X)*size.Width, float32(from.Y)*size.Height)
	line.Position2 = fyne.NewPos(float32(to.X)*size.Width, float32(to.Y)*size.Height)
	if line.Position1 == line.Position2 {
		line.Position2.X++
	}
}

func (r *padRenderer) Refresh() {
	s := r.pad
	color := look.ColorLine
	if s.focused {
		color = look.ColorFocus
	}
	s.ground.Set(look.ColorPanel, color)
	s.ground.Refresh()
	if len(s.strokes) == 0 {
		s.hint.Show()
	} else {
		s.hint.Hide()
	}
	r.Layout(s.Size())
	canvas.Refresh(s)
}

func (r *padRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(r.pad.lines)+2)
	objects = append(objects, r.pad.ground, r.pad.hint)
	for _, line := range r.pad.lines {
		objects = append(objects, line)
	}
	return objects
}

func (r *padRenderer) Destroy() {}

// NewSignature is a pad under a line that says whose signature it takes, with a link to clear.
func NewSignature(label, name string, pad *SignaturePad) fyne.CanvasObject {
	head := look.Row(
		look.GapTight,
		look.Label(label).Whole(), look.Stretch(look.Strong(name)),
		look.Row(look.GapCard, NewButton(Link, words.T("widget.undo"), pad.Undo), NewButton(Link, words.T("widget.clear"), pad.Clear)),
	)
	return look.Column(look.GapTight, head, pad)
}
