package widget

import (
	"fyne.io/fyne/v2"
	fynewidget "fyne.io/fyne/v2/widget"

	"custody/ui/look"
)

// Header is the head of a screen: its title, the search for everything, and its buttons.
type Header struct {
	fynewidget.BaseWidget
	// Search is the one search field of the program.
	Search *SearchBox

	title    *look.Text
	subtitle *look.Text
	buttons  *fyne.Container
	content  fyne.CanvasObject
}

// NewHeader makes a header; buttons stand at the right, the primary one last.
func NewHeader(title, subtitle string, search *SearchBox, buttons ...*Button) *Header {
	h := &Header{Search: search, title: look.Title(title), subtitle: look.Label(subtitle).Whole()}
	h.buttons = look.Row(look.GapTight)
	h.SetButtons(buttons...)
	below := look.PadEach(0, look.GapInner, 0, 0, h.subtitle)
	row := look.Row(look.GapCard, h.title, below)
	if subtitle == "" {
		below.Hide()
	}
	gap := look.PadEach(look.GapWide, 0, look.GapTight, 0, fyne.CanvasObject(look.Stretch(nil)))
	if search != nil {
		gap = look.PadEach(look.GapWide, 0, look.GapTight, 0, search)
	}
	line := look.Row(look.Gap, row, look.Stretch(gap), h.buttons)
	h.content = look.Fixed(0, look.HeightHeader, look.Edge(nil, look.Line(), nil, nil, look.PadEach(look.GapPage+look.GapTight, 0, look.GapPage, 0, line)))
	h.ExtendBaseWidget(h)
	return h
}

// SetTitle changes the title.
func (h *Header) SetTitle(title, subtitle string) {
	h.title.SetText(title)
	h.subtitle.SetText(subtitle)
	h.content.Refresh()
}

// SetButtons replaces the buttons.
func (h *Header) SetButtons(buttons ...*Button) {
	h.buttons.RemoveAll()
	for _, b := range buttons {
		h.buttons.Add(b)
	}
}

// CreateRenderer implements fyne.Widget.
func (h *Header) CreateRenderer() fyne.WidgetRenderer {
	h.ExtendBaseWidget(h)
	return fynewidget.NewSimpleRenderer(h.content)
}
