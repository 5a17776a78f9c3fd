package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Text is a piece of text that follows the theme. It stands on one line, cut with … where
// it is too long, unless it wraps.
type Text struct {
	widget.BaseWidget
	text  string
	size  float32
	color fyne.ThemeColorName
	bold  bool
	wraps bool
	whole bool // never cut: its whole width is its least width
	align fyne.TextAlign
}

func newText(text string, size float32, color fyne.ThemeColorName, bold bool) *Text {
	t := &Text{text: text, size: size, color: color, bold: bold}
	t.ExtendBaseWidget(t)
	return t
}

// Title is the name of a screen.
func Title(text string) *Text { return newText(text, TextTitle, ColorText, true).Whole() }

// Section is the heading of a part of a screen or of a detail pane.
func Section(text string) *Text { return newText(text, TextSection, ColorText, true) }

// Strong is the heading of a card, or the one word that counts in a line.
func Strong(text string) *Text { return newText(text, TextBody, ColorText, true) }

// Plain is a line of text.
func Plain(text string) *Text { return newText(text, TextBody, ColorText, false) }

// Body is text of any length; it wraps.
func Body(text string) *Text { return newText(text, TextBody, ColorText, false).Wrapped() }

// Field is a line of a detail pane.
func Field(text string) *Text { return newText(text, TextField, ColorText, false) }

// Label is the quiet name of a field.
func Label(text string) *Text { return newText(text, TextField, ColorQuiet, false) }

// Quiet is a small line under something.
func Quiet(text string) *Text { return newText(text, TextQuiet, ColorQuiet, false) }

// Note is Quiet of any length; it wraps.
func Note(text string) *Text { return Quiet(text).Wrapped() }

// Big is a number to be seen from afar.
func Big(text string, kind Kind) *Text {
	t := newText(text, TextBig, kind.Text(), true)
	if kind == Neutral {
		t.color = ColorText
	}
	return t
}

// Say is a line in the colour of its kind.
func Say(text string, kind Kind) *Text { return newText(text, TextField, kind.Text(), false).Wrapped() }

// Colored writes the text in the named colour.
func (t *Text) Colored(name fyne.ThemeColorName) *Text { t.color = name; return t }

// Sized writes the text in another of the sizes there are.
func (t *Text) Sized(size float32) *Text { t.size = size; return t }

// Bold writes the text semi-bold, or not.
func (t *Text) Bold(bold bool) *Text { t.bold = bold; return t }

// Wrapped lets the text go over several lines.
func (t *Text) Wrapped() *Text { t.wraps = true; return t }

// Whole keeps the text from being cut: its least width is all of it.
func (t *Text) Whole() *Text { t.whole = true; return t }

// Trailing sets the text against the right edge.
func (t *Text) Trailing() *Text { t.align = fyne.TextAlignTrailing; return t }

// Centered sets the text in the middle.
func (t *Text) Centered() *Text { t.align = fyne.TextAlignCenter; return t }

// Text returns what is written.
func (t *Text) Text() string { return t.text }

// SetText writes something else.
func (t *Text) SetText(text string) {
	if t.text != text {
		t.text = text
		t.Refresh()
	}
}

// Set writes something else in another colour.
func (t *Text) Set(text string, color fyne.ThemeColorName) {
	if t.text != text || t.color != color {
		t.text, t.color = text, color
		t.Refresh()
	}
}

// Width tells how wide the whole text is on one line.
func (t *Text) Width() float32 { return t.measure(t.text) }

// Cut tells whether the text is shown shortened for want of room, as a test of a screen asks
// of everything that may not be.
func (t *Text) Cut() bool { return !t.wraps && t.Size().Width > 0 && t.Width() > t.Size().Width }

func (t *Text) style() fyne.TextStyle { return fyne.TextStyle{Bold: t.bold} }

func (t *Text) measure(s string) float32 {
	return fyne.MeasureText(s, t.size, t.style()).Width
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &textRenderer{text: t}
	r.lines = []*canvas.Text{r.newLine("")}
	return r
}

// textRise is how much a line is raised as a share of its size.
const textRise = 0.07

// textRenderer holds one canvas text per line.
type textRenderer struct {
	text   *Text
	lines  []*canvas.Text
	laid   string  // the text that the lines hold
	width  float32 // the width that they were cut for
	size   float32
	bold   bool
	height float32
}

func (r *textRenderer) newLine(s string) *canvas.Text {
	t := r.text
	line := canvas.NewText(s, Color(t.color))
	line.TextSize, line.TextStyle, line.Alignment = t.size, t.style(), t.align
	return line
}

// reflow cuts the text into lines for a width, if anything has changed since.
func (r *textRenderer) reflow(width float32) {
	t := r.text
	if r.laid == t.text && r.width == width && r.size == t.size && r.bold == t.bold && r.height > 0 {
		return
	}
	r.laid, r.width, r.size, r.bold = t.text, width, t.size, t.bold
	r.height = fyne.MeasureText("A", t.size, t.style()).Height
	var texts []string
	if t.wraps {
		texts = Wrap(t.text, width, t.measure)
	} else {
		texts = []string{Shorten(t.text, width, t.measure)}
	}
	for len(r.lines) < len(texts) {
		r.lines = append(r.lines, r.newLine(""))
	}
	r.lines = r.lines[:len(texts)]
	for i, s := range texts {
		r.lines[i].Text = s
	}
}

func (r *textRenderer) Layout(size fyne.Size) {
	t := r.text
	before := len(r.lines)
	r.reflow(size.Width)
	// Chinese characters sit low in their line; raised a little they stand in the middle.
	y := -t.size * textRise
	if !t.wraps {
		y += max(0, (size.Height-r.height)/2)
	}
	for _, line := range r.lines {
		line.Move(fyne.NewPos(0, y))
		line.Resize(fyne.NewSize(size.Width, r.height))
		y += r.height
	}
	if len(r.lines) != before {
		canvas.Refresh(t)
	}
}

func (r *textRenderer) MinSize() fyne.Size {
	t := r.text
	if r.height == 0 {
		r.reflow(t.Size().Width)
	}
	if t.wraps {
		r.reflow(t.Size().Width)
		return fyne.NewSize(min(t.Width(), TextBody*4), r.height*float32(len(r.lines)))
	}
	if t.whole {
		return fyne.NewSize(t.Width(), r.height)
	}
	return fyne.NewSize(min(t.Width(), TextBody*2), r.height)
}

func (r *textRenderer) Refresh() {
	t := r.text
	r.height = 0
	r.reflow(t.Size().Width)
	for _, line := range r.lines {
		line.Color, line.TextSize = Color(t.color), t.size
		line.TextStyle, line.Alignment = t.style(), t.align
	}
	r.Layout(t.Size())
	for _, line := range r.lines {
		line.Refresh()
	}
}

func (r *textRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.lines))
	for i, line := range r.lines {
		objects[i] = line
	}
	return objects
}

func (r *textRenderer) Destroy() {}
