package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// ButtonKind says how much weight a button has.
type ButtonKind int

// The kinds of buttons. A screen has at most one Primary in its header and one in its detail.
const (
	Primary ButtonKind = iota
	Secondary
	Link
	Danger
)

// Button is a button with its key shown on it. It is pressed by mouse, Enter or Space.
type Button struct {
	press
	kind  ButtonKind
	label string
	key   string
	icon  fyne.Resource
	large bool
	dim   bool
}

// NewButton makes a button of a kind.
func NewButton(kind ButtonKind, label string, onTapped func()) *Button {
	b := &Button{kind: kind, label: label}
	b.onTapped = onTapped
	b.extend(b)
	return b
}

// WithKey shows the key that does the same as the button.
func (b *Button) WithKey(key string) *Button { b.key = key; return b }

// WithIcon shows an icon before the label.
func (b *Button) WithIcon(icon fyne.Resource) *Button { b.icon = icon; return b }

// Large makes it the one large button of a screen.
func (b *Button) Large() *Button { b.large = true; return b }

// WithDim greys the button, or not, though it can be pressed: for what is refused with the reason.
func (b *Button) WithDim(dim bool) *Button { b.dim = dim; return b }

// SetLabel changes the label.
func (b *Button) SetLabel(label string) {
	if b.label != label {
		b.label = label
		b.Refresh()
	}
}

// Label returns the label without the key.
func (b *Button) Label() string { return b.label }

// SetOnTapped changes what the button does.
func (b *Button) SetOnTapped(onTapped func()) { b.onTapped = onTapped }

// SetEnabled enables or disables the button.
func (b *Button) SetEnabled(enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}

// caption is the label with its key.
func (b *Button) caption() string {
	if b.key == "" {
		return b.label
	}
	return b.label + "  " + b.key
}

// colors returns the ground ("" for none) and the text colour of the button's state.
func (b *Button) colors() (ground, text fyne.ThemeColorName) {
	active := b.hovered && !b.Disabled()
	hover := fyne.ThemeColorName("")
	if active {
		hover = look.ColorRowSelected
	}
	switch {
	case b.Disabled() && b.kind == Link:
		return "", look.ColorQuiet
	case b.Disabled() || b.dim && !active:
		return look.ColorHeading, look.ColorQuiet
	case b.kind == Link && b.label == "":
		return hover, look.ColorQuiet
	case b.kind == Link:
		return hover, look.ColorLink
	case b.kind == Danger:
		return look.Overdue.Ground(), look.Overdue.Text()
	case b.kind == Primary && active:
		return look.ColorPrimaryHover, look.ColorOnPrimary
	case b.kind == Primary:
		return look.ColorPrimary, look.ColorOnPrimary
	case active:
		return look.ColorButtonHover, look.ColorText
	}
	return look.ColorButton, look.ColorText
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.extend(b)
	r := &buttonRenderer{
		button: b,
		ground: look.NewFill("", "", look.Corner),
		ring:   newRing(),
		text:   look.Plain("").Bold(b.kind != Link),
		icon:   fynewidget.NewIcon(nil),
	}
	if b.kind == Link {
		r.text.Sized(look.TextQuiet)
	}
	r.apply()
	return r
}

// newRing makes the ring that shows the focus.
func newRing() *look.Fill {
	ring := look.NewFill("", look.ColorFocus, look.CornerCard).Stroked(look.Stroke)
	ring.Hide()
	return ring
}

// ringAround lays a focus ring around a widget of that size.
func ringAround(ring *look.Fill, size fyne.Size) {
	ring.Move(fyne.NewPos(-look.GapTight+1, -look.GapTight+1))
	ring.Resize(size.AddWidthHeight(2*look.GapTight-2, 2*look.GapTight-2))
}

type buttonRenderer struct {
	button *Button
	ground *look.Fill
	ring   *look.Fill
	text   *look.Text
	icon   *fynewidget.Icon
}

func (r *buttonRenderer) apply() {
	b := r.button
	ground, text := b.colors()
	r.ground.Set(ground, "")
	r.text.Set(b.caption(), text)
	if b.icon != nil {
		r.icon.SetResource(theme.NewColoredResource(b.icon, text))
		r.icon.Show()
	} else {
		r.icon.Hide()
	}
	if b.focused {
		r.ring.Show()
	} else {
		r.ring.Hide()
	}
}

func (r *buttonRenderer) pad() float32 {
	switch {
	case r.button.kind == Link:
		return look.GapNone
	case r.button.icon != nil:
		return look.Gap
	}
	return look.GapCard
}

func (r *buttonRenderer) contentWidth() float32 {
	width := r.text.Width()
	if r.button.icon != nil {
		width += look.SizeIcon
	}
	if r.button.icon != nil && r.button.label != "" {
		width += look.GapTight
	}
	return width
}

func (r *buttonRenderer) MinSize() fyne.Size {
	height := look.HeightControl
	switch {
	case r.button.large:
		height = look.HeightHero
	case r.button.kind == Link:
		height = look.HeightChip
	}
	return fyne.NewSize(r.contentWidth()+2*r.pad(), height)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	if r.button.kind == Link {
		// A link stands flush with its neighbours; its ground reaches beyond it.
		r.ground.Move(fyne.NewPos(-look.GapTight, 0))
		r.ground.Resize(size.AddWidthHeight(2*look.GapTight, 0))
	}
	ringAround(r.ring, size)
	content := min(r.contentWidth(), size.Width)
	x := (size.Width - content) / 2
	if r.button.icon != nil {
		r.icon.Move(fyne.NewPos(x, (size.Height-look.SizeIcon)/2))
		r.icon.Resize(fyne.NewSquareSize(look.SizeIcon))
		x += look.SizeIcon + look.GapTight
		content -= look.SizeIcon + look.GapTight
	}
	r.text.Move(fyne.NewPos(x, 0))
	r.text.Resize(fyne.NewSize(content+1, size.Height))
}

func (r *buttonRenderer) Refresh() {
	r.apply()
	r.Layout(r.button.Size())
	r.text.Refresh()
	r.ground.Refresh()
	r.ring.Refresh()
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.ring, r.icon, r.text}
}

func (r *buttonRenderer) Destroy() {}
