package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// Chip is a rounded word in the colours of its kind.
type Chip struct {
	fynewidget.BaseWidget
	ground *look.Fill
	text   *look.Text
	height float32
	pad    float32
}

// NewChip makes a chip; an empty word shows nothing.
func NewChip(kind look.Kind, word string) *Chip {
	c := &Chip{
		ground: look.NewFill(kind.Ground(), "", look.CornerRound),
		text:   look.Quiet(word).Colored(kind.Text()).Centered(),
		height: look.HeightChip,
		pad:    look.Gap,
	}
	c.ExtendBaseWidget(c)
	c.show(word)
	return c
}

// Set changes what the chip says.
func (c *Chip) Set(kind look.Kind, word string) {
	c.ground.Set(kind.Ground(), "")
	c.text.Set(word, kind.Text())
	c.show(word)
}

// Word returns what the chip says.
func (c *Chip) Word() string { return c.text.Text() }

func (c *Chip) show(word string) {
	if word == "" {
		c.Hide()
	} else {
		c.Show()
	}
}

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	return &chipRenderer{c}
}

type chipRenderer struct{ chip *Chip }

func (r *chipRenderer) MinSize() fyne.Size {
	c := r.chip
	return fyne.NewSize(max(c.text.Width()+2*c.pad, c.height), c.height)
}

// Layout keeps the pill at its own height, in the middle, however high the row is.
func (r *chipRenderer) Layout(size fyne.Size) {
	c := r.chip
	width := min(size.Width, r.MinSize().Width)
	y := (size.Height - c.height) / 2
	c.ground.Move(fyne.NewPos(0, y))
	c.ground.Resize(fyne.NewSize(width, c.height))
	c.text.Move(fyne.NewPos(c.pad/2, y))
	c.text.Resize(fyne.NewSize(max(0, width-c.pad), c.height))
}

func (r *chipRenderer) Refresh() {
	r.Layout(r.chip.Size())
	r.chip.ground.Refresh()
	r.chip.text.Refresh()
}

func (r *chipRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.chip.ground, r.chip.text}
}

func (r *chipRenderer) Destroy() {}

// Badge is the small number of things that wait. None shows nothing.
type Badge struct{ Chip }

// NewBadge makes a badge.
func NewBadge(count int) *Badge {
	b := &Badge{Chip{
		ground: look.NewFill(look.ColorBadge, "", look.CornerRound),
		text:   look.Quiet("").Sized(look.TextTiny).Colored(look.ColorOnBadge).Centered(),
		height: look.GapWide,
		pad:    look.GapInner,
	}}
	b.ExtendBaseWidget(b)
	b.SetCount(count)
	return b
}

// SetCount changes the number; above 99 it says 99+.
func (b *Badge) SetCount(count int) {
	word := ""
	switch {
	case count > 99:
		word = "99+"
	case count > 0:
		word = strconv.Itoa(count)
	}
	b.text.SetText(word)
	b.show(word)
}

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	return &chipRenderer{&b.Chip}
}
