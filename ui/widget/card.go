package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// NewCard makes a box with a heading and rows under it.
func NewCard(heading string, rows ...fyne.CanvasObject) fyne.CanvasObject {
	all := append([]fyne.CanvasObject{look.Strong(heading)}, rows...)
	return look.Card(look.Column(look.GapTight, all...))
}

// Stat is a card with one number; pressing it goes to what it counts.
type Stat struct {
	press
	label, number, note *look.Text
	ground              *look.Fill
	ring                *look.Fill
	content             fyne.CanvasObject
}

// NewStat makes a card with a number of a kind, a label above it and a note below.
func NewStat(label string, kind look.Kind, number, note string, onTapped func()) *Stat {
	s := &Stat{
		label: look.Label(label), number: look.Big(number, kind), note: look.Quiet(note),
		ground: look.NewFill(look.ColorPanel, look.ColorLine, look.CornerCard), ring: newRing(),
	}
	s.content = look.Pad(look.GapWide, look.GapCard, look.Column(look.GapTight, s.label, s.number, s.note))
	s.onTapped = onTapped
	s.extend(s)
	return s
}

// Set changes the number and the note.
func (s *Stat) Set(kind look.Kind, number, note string) {
	color := kind.Text()
	if kind == look.Neutral {
		color = look.ColorText
	}
	s.number.Set(number, color)
	s.note.SetText(note)
}

// CreateRenderer implements fyne.Widget.
func (s *Stat) CreateRenderer() fyne.WidgetRenderer {
	s.extend(s)
	return &pressRenderer{
		objects: []fyne.CanvasObject{s.ground, s.ring, s.content}, content: s.content, ring: s.ring, press: &s.press,
		apply: func() {
			ground := look.ColorPanel
			if s.hovered && s.onTapped != nil {
				ground = look.ColorRowHover
			}
			s.ground.Set(ground, look.ColorLine)
		},
	}
}

// pressRenderer shows content that fills a pressable widget, with a ring when it has the focus.
type pressRenderer struct {
	objects []fyne.CanvasObject
	content fyne.CanvasObject
	ring    *look.Fill
	press   *press
	apply   func()
}

func (r *pressRenderer) MinSize() fyne.Size { return r.content.MinSize() }

func (r *pressRenderer) Layout(size fyne.Size) {
	for _, o := range r.objects {
		if o == fyne.CanvasObject(r.ring) {
			ringAround(r.ring, size)
			continue
		}
		o.Resize(size)
	}
}

func (r *pressRenderer) Refresh() {
	r.apply()
	if r.press.focused {
		r.ring.Show()
	} else {
		r.ring.Hide()
	}
	r.Layout(r.press.self.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *pressRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *pressRenderer) Destroy()                     {}

// NewEmpty says what would be here and offers the first step; button may be nil.
func NewEmpty(message string, button *Button) fyne.CanvasObject {
	column := look.Column(look.GapCard, look.Plain(message).Colored(look.ColorQuiet).Whole())
	if button != nil {
		column.Add(look.Row(look.GapNone, button))
	}
	return column
}

// NewCheck is a box to tick with its text.
func NewCheck(label string, onChanged func(bool)) *fynewidget.Check {
	return fynewidget.NewCheck(label, onChanged)
}
