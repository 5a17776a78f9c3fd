package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// Fold is the line of a part that opens and closes: its name, what is in it in short, and a chip when
// something is the matter. Whoever lays it out puts the open part under it.
type Fold struct {
	press
	label, short *look.Text
	chip         *Chip
	ground, ring *look.Fill
	arrow        *fynewidget.Icon
	content      fyne.CanvasObject
	open         bool
}

// NewFold makes a closed line.
func NewFold(label string, onTapped func()) *Fold {
	f := &Fold{
		label: look.Strong(label).Sized(look.TextField).Whole(), short: look.Field(""), chip: NewChip(look.Neutral, ""),
		ground: look.NewFill("", "", look.Corner), ring: newRing(), arrow: fynewidget.NewIcon(nil),
	}
	name := look.Fixed(max(look.WidthName, f.label.Width()+look.Gap), 0, f.label)
	f.content = look.Fixed(0, look.HeightRow, look.Pad(look.GapInner, look.GapNone,
		look.Row(look.GapTight, look.Fixed(look.SizeIcon, look.SizeIcon, f.arrow), name, look.Stretch(f.short), f.chip)))
	f.onTapped = onTapped
	f.extend(f)
	f.apply()
	return f
}

// SetShort says what is in the part.
func (f *Fold) SetShort(text string) { f.short.SetText(text) }

// SetChip says what is the matter; an empty word says nothing is.
func (f *Fold) SetChip(kind look.Kind, word string) {
	if f.chip.Word() != word {
		f.chip.Set(kind, word)
		f.content.Refresh()
	}
}

// SetOpen shows the line as that of the open part.
func (f *Fold) SetOpen(open bool) {
	f.open = open
	f.Refresh()
}

// Open tells whether the part is open.
func (f *Fold) Open() bool { return f.open }

func (f *Fold) apply() {
	icon := theme.IconNameMenuExpand
	if f.open {
		icon = theme.IconNameArrowDropDown
	}
	f.arrow.SetResource(look.Icon(theme.Current().Icon(icon), look.ColorQuiet))
	switch {
	case f.open:
		f.ground.Set(look.ColorRowSelected, "")
	case f.hovered:
		f.ground.Set(look.ColorRowHover, "")
	default:
		f.ground.Set("", "")
	}
}

// CreateRenderer implements fyne.Widget.
func (f *Fold) CreateRenderer() fyne.WidgetRenderer {
	f.extend(f)
	return &pressRenderer{
		objects: []fyne.CanvasObject{f.ground, f.ring, f.content}, content: f.content, ring: f.ring, press: &f.press, apply: f.apply,
	}
}
