// Package page is the small interface between what a letter says and what draws it. A letter is
// laid out once into recordings; a recording is played onto a PDF page or into a picture.
//
// All measures are points (1/72 inch). x grows to the right and y downwards from the sheet's top
// left corner; text stands on its baseline. Everything is black unless a fill says otherwise.
package page

import "image"

// MM is one millimetre in points.
const MM = 72 / 25.4

// The sheet that every letter is printed on, upright.
const (
	A4Width  = 210 * MM
	A4Height = 297 * MM
)

// Face names one of the two faces of paper.
type Face uint8

// Serif is the face of running text, Sans that of titles and labels.
const (
	Serif Face = iota
	Sans
)

// Point is a place on the sheet.
type Point struct{ X, Y float64 }

// Run is a piece of text on one baseline. Advances holds, for each character of Text, how far the
// next one stands from it; it decides where characters go, whatever the widths in the font.
type Run struct {
	X, Y     float64
	Face     Face
	Size     float64
	Text     string
	Advances []float64
	// Spread says that the characters were set apart for looks, as in a title, so that what
	// reads the page must not take the gaps for spaces.
	Spread bool
}

// Line is a straight rule of Width points. Dash, when not zero, is the length of its dashes and gaps.
type Line struct {
	From, To    Point
	Width, Dash float64
}

// Box is a rectangle: ruled with lines of Width points, or filled with Grey (0 black to 1 white)
// when Width is zero.
type Box struct {
	X, Y, W, H float64
	Width      float64
	Grey       float64
}

// Image is a picture, drawn into the rectangle without smoothing. Only its brightness counts.
type Image struct {
	X, Y, W, H float64
	Picture    *image.Gray
}

// Path is a set of lines drawn with a round pen of Width points, as a signature is.
type Path struct {
	Lines [][]Point
	Width float64
}

// Page is one side of a sheet that can be drawn on.
type Page interface {
	Text(Run)
	Line(Line)
	Box(Box)
	Image(Image)
	Path(Path)
}

// Op is one thing drawn: a Run, Line, Box, Image or Path.
type Op interface{ Draw(Page) }

// Draw draws the run on p.
func (r Run) Draw(p Page) { p.Text(r) }

// Draw draws the line on p.
func (l Line) Draw(p Page) { p.Line(l) }

// Draw draws the box on p.
func (b Box) Draw(p Page) { p.Box(b) }

// Draw draws the image on p.
func (i Image) Draw(p Page) { p.Image(i) }

// Draw draws the path on p.
func (s Path) Draw(p Page) { p.Path(s) }

// Recording is a Page that keeps what is drawn on it, in order.
type Recording struct {
	Width, Height float64
	Ops           []Op
}

// Text keeps a run.
func (r *Recording) Text(o Run) { r.Ops = append(r.Ops, o) }

// Line keeps a line.
func (r *Recording) Line(o Line) { r.Ops = append(r.Ops, o) }

// Box keeps a box.
func (r *Recording) Box(o Box) { r.Ops = append(r.Ops, o) }

// Image keeps an image.
func (r *Recording) Image(o Image) { r.Ops = append(r.Ops, o) }

// Path keeps a path.
func (r *Recording) Path(o Path) { r.Ops = append(r.Ops, o) }

// Play draws everything kept on p, in order.
func (r *Recording) Play(p Page) {
	for _, op := range r.Ops {
		op.Draw(p)
	}
}

// Runs returns the text runs kept, in order.
func (r *Recording) Runs() []Run {
	var runs []Run
	for _, op := range r.Ops {
		if run, ok := op.(Run); ok {
			runs = append(runs, run)
		}
	}
	return runs
}
