package widget

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// sayFor is how long the status line says something before it shows its hints again.
const sayFor = 8 * time.Second

// Status is the line at the foot of a screen: which keys do what, or what has just been done.
type Status struct {
	fynewidget.BaseWidget
	// Stays keeps what is said until the next word, instead of for a while.
	Stays bool

	hints  string
	text   *look.Text
	action *Button
	ground *look.Fill
	turn   int
	said   bool // something else than the hints is shown
}

// NewStatus makes a status line with hints such as "Enter 批准".
func NewStatus(hints ...string) *Status {
	s := &Status{text: look.Quiet(""), ground: look.NewFill("", "", look.Corner)}
	s.action = NewButton(Link, "", nil)
	s.action.Hide()
	s.ExtendBaseWidget(s)
	s.SetHints(hints...)
	return s
}

// SetHints changes the hints.
func (s *Status) SetHints(hints ...string) {
	s.hints = strings.Join(hints, "   ")
	s.Clear()
}

// KeepHints changes the hints; what has just been said stays its time.
func (s *Status) KeepHints(hints ...string) {
	if !s.said {
		s.SetHints(hints...)
		return
	}
	s.hints = strings.Join(hints, "   ")
}

// Text returns what the line says now.
func (s *Status) Text() string { return s.text.Text() }

// Say shows what has just been done, for a while.
func (s *Status) Say(kind look.Kind, text string) { s.SayWith(kind, text, "", nil) }

// SayWith is Say with an act, such as taking it back.
func (s *Status) SayWith(kind look.Kind, text, label string, act func()) {
	s.turn++
	turn := s.turn
	s.said = true
	s.text.Set(text, kind.Text())
	s.ground.Set(kind.Ground(), "")
	s.action.SetLabel(label)
	s.action.SetOnTapped(func() { s.Clear(); act() })
	if act == nil {
		s.action.Hide()
	} else {
		s.action.Show()
	}
	s.Refresh()
	if s.Stays {
		return
	}
	time.AfterFunc(sayFor, func() {
		fyne.Do(func() {
			if turn == s.turn {
				s.Clear()
			}
		})
	})
}

// Clear shows the hints again.
func (s *Status) Clear() {
	s.turn++
	s.said = false
	s.action.Hide()
	s.ground.Set("", "")
	s.text.Set(s.hints, look.ColorQuiet)
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Status) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	row := look.Row(look.Gap, look.Stretch(s.text), s.action)
	return fynewidget.NewSimpleRenderer(stack(s.ground, look.Fixed(0, look.HeightControl, look.Pad(look.Gap, 0, row))))
}
