package look

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Mark says what became of a piece of text.
type Mark int

// The marks there are. Each is seen without its colour: what went is struck through, what came is underlined.
const (
	Stayed Mark = iota
	Came
	Went
)

// Piece is a piece of marked text.
type Piece struct {
	Mark Mark
	Text string
}

// Marked is text of any length, pieces of which are marked as new or gone. It wraps.
type Marked struct {
	widget.BaseWidget
	pieces []Piece
}

// NewMarked makes marked text.
func NewMarked(pieces ...Piece) *Marked {
	m := &Marked{pieces: pieces}
	m.ExtendBaseWidget(m)
	return m
}

// Text is all of it, marks left out.
func (m *Marked) Text() string {
	s := ""
	for _, p := range m.pieces {
		s += p.Text
	}
	return s
}

// markedSpan is a piece of one line.
type markedSpan struct {
	line int
	mark Mark
	text string
	x    float32
}

// spans breaks the pieces into lines of a width.
func (m *Marked) spans(width float32) (out []markedSpan, lines int) {
	marks := []Mark{}
	all := []rune{}
	for _, p := range m.pieces {
		for _, r := range p.Text {
			all, marks = append(all, r), append(marks, p.Mark)
		}
	}
	texts := Wrap(string(all), width, measureField)
	at := 0
	for i, line := range texts {
		runes := []rune(line)
		for at < len(all) && len(runes) > 0 && all[at] != runes[0] && unicode.IsSpace(all[at]) { // lost at a line's end
			at++
		}
		begin := 0
		for j := range runes {
			if j+1 == len(runes) || marks[at+j+1] != marks[at+j] {
				out = append(out, markedSpan{i, marks[at+j], string(runes[begin : j+1]), measureField(string(runes[:begin]))})
				begin = j + 1
			}
		}
		at += len(runes)
	}
	return out, len(texts)
}

func measureField(s string) float32 { return fyne.MeasureText(s, TextField, fyne.TextStyle{}).Width }

// CreateRenderer implements fyne.Widget.
func (m *Marked) CreateRenderer() fyne.WidgetRenderer {
	m.ExtendBaseWidget(m)
	return &markedRenderer{marked: m, width: -1}
}

type markedRenderer struct {
	marked  *Marked
	objects []fyne.CanvasObject
	width   float32
	height  float32
}

// markedLeading is the height of a line as a multiple of its text's.
const markedLeading = 1.15

// reflow draws the lines for a width, if anything has changed since.
func (r *markedRenderer) reflow(width float32) {
	if r.width == width {
		return
	}
	r.width = width
	r.objects = nil
	high := fyne.MeasureText("A", TextField, fyne.TextStyle{}).Height
	spans, lines := r.marked.spans(width)
	for _, s := range spans {
		r.draw(s, high)
	}
	r.height = float32(lines) * high * markedLeading
}

// draw draws one span: its ground, its text, and the line that says what became of it.
func (r *markedRenderer) draw(s markedSpan, high float32) {
	y, wide := float32(s.line)*high*markedLeading, measureField(s.text)
	kind := map[Mark]Kind{Came: InPlace, Went: Overdue}[s.mark]
	color := ColorText
	if s.mark != Stayed {
		color = kind.Text()
		ground := canvas.NewRectangle(Color(kind.Ground()))
		ground.Move(fyne.NewPos(s.x, y))
		ground.Resize(fyne.NewSize(wide, high))
		r.objects = append(r.objects, ground)
	}
	text := canvas.NewText(s.text, Color(color))
	text.TextSize = TextField
	text.Move(fyne.NewPos(s.x, y-TextField*textRise))
	text.Resize(fyne.NewSize(wide, high))
	r.objects = append(r.objects, text)
	if s.mark == Stayed {
		return
	}
	at := y + high*0.52
	if s.mark == Came {
		at = y + high - Hairline
	}
	line := canvas.NewRectangle(theme.Color(color))
	line.Move(fyne.NewPos(s.x, at))
	line.Resize(fyne.NewSize(wide, Hairline))
	r.objects = append(r.objects, line)
}

func (r *markedRenderer) Layout(size fyne.Size) {
	if r.width != size.Width {
		r.reflow(size.Width)
		canvas.Refresh(r.marked)
	}
}

func (r *markedRenderer) MinSize() fyne.Size {
	r.reflow(r.marked.Size().Width)
	return fyne.NewSize(TextBody*4, r.height)
}

func (r *markedRenderer) Refresh() {
	width := r.width
	r.width = -1
	r.reflow(width)
	canvas.Refresh(r.marked)
}

func (r *markedRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *markedRenderer) Destroy()                     {}
