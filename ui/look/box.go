package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Fill is a rectangle that follows the theme.
type Fill struct {
	widget.BaseWidget
	fill, line fyne.ThemeColorName // "" for none
	corner     float32
	stroke     float32
	least      fyne.Size
}

// NewFill makes a rectangle; an empty colour name leaves it out.
func NewFill(fill, line fyne.ThemeColorName, corner float32) *Fill {
	f := &Fill{fill: fill, line: line, corner: corner, stroke: Hairline}
	f.ExtendBaseWidget(f)
	return f
}

// Set changes the colours.
func (f *Fill) Set(fill, line fyne.ThemeColorName) {
	if f.fill != fill || f.line != line {
		f.fill, f.line = fill, line
		f.Refresh()
	}
}

// Stroked changes how thick the line is.
func (f *Fill) Stroked(width float32) *Fill { f.stroke = width; return f }

// Least gives the rectangle a least size.
func (f *Fill) Least(width, height float32) *Fill { f.least = fyne.NewSize(width, height); return f }

// MinSize implements fyne.CanvasObject.
func (f *Fill) MinSize() fyne.Size { return f.least }

// CreateRenderer implements fyne.Widget.
func (f *Fill) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	r := &fillRenderer{fill: f, rect: canvas.NewRectangle(color.Transparent)}
	r.apply()
	return r
}

type fillRenderer struct {
	fill *Fill
	rect *canvas.Rectangle
}

func (r *fillRenderer) apply() {
	f := r.fill
	r.rect.FillColor, r.rect.StrokeColor, r.rect.StrokeWidth = color.Transparent, color.Transparent, 0
	if f.fill != "" {
		r.rect.FillColor = Color(f.fill)
	}
	if f.line != "" {
		r.rect.StrokeColor, r.rect.StrokeWidth = Color(f.line), f.stroke
	}
	r.rect.CornerRadius = min(f.corner, r.rect.Size().Height/2)
	r.rect.Hidden = f.fill == "" && f.line == ""
}

func (r *fillRenderer) Layout(size fyne.Size) {
	r.rect.Resize(size)
	r.rect.CornerRadius = min(r.fill.corner, size.Height/2)
}

func (r *fillRenderer) MinSize() fyne.Size           { return r.fill.least }
func (r *fillRenderer) Refresh()                     { r.apply(); r.rect.Refresh() }
func (r *fillRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.rect} }
func (r *fillRenderer) Destroy()                     {}

// Line is a hairline across.
func Line() fyne.CanvasObject { return NewFill(ColorLine, "", CornerNone).Least(Hairline, Hairline) }

// Ground stands content on the window's ground.
func Ground(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(NewFill(ColorGround, "", CornerNone), content)
}

// Panel stands content on the lighter ground of a pane.
func Panel(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(NewFill(ColorPanel, "", CornerNone), content)
}

// Card puts content into a box with a hairline around.
func Card(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(NewFill(ColorPanel, ColorLine, CornerCard), Pad(GapWide, GapCard, content))
}

// Frame is Card without its padding, for lists whose lines reach the edges.
func Frame(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(NewFill(ColorPanel, ColorLine, CornerCard), Pad(Hairline, Hairline, content))
}

// Tinted puts content on the ground of a kind.
func Tinted(kind Kind, content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewStack(NewFill(kind.Ground(), "", Corner), Pad(GapCard, Gap, content))
}

// SideIcon is an icon in the sidebar's colour; nil stays nil.
func SideIcon(icon fyne.Resource) fyne.Resource { return Icon(icon, ColorSideText) }

// Icon is an icon in a named colour; nil stays nil.
func Icon(icon fyne.Resource, color fyne.ThemeColorName) fyne.Resource {
	if icon == nil {
		return nil
	}
	return theme.NewColoredResource(icon, color)
}
