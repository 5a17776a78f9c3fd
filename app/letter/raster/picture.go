// Package raster draws pages as pictures, from the same outlines that are printed, so that what a
// person signs on the screen is the page itself.
package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/truetype"
)

// Picture is a page.Page drawn in pixels. It belongs to one goroutine.
type Picture struct {
	*image.RGBA
	fonts pdf.Fonts
	scale float64 // pixels a point
}

// New makes a white picture of a page measured in points, at dpi dots per inch.
func New(fonts pdf.Fonts, width, height, dpi float64) *Picture {
	scale := dpi / 72
	im := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(width*scale)), int(math.Ceil(height*scale))))
	draw.Draw(im, im.Rect, image.White, image.Point{}, draw.Src)
	return &Picture{RGBA: im, fonts: fonts, scale: scale}
}

// Text draws a run.
func (p *Picture) Text(r page.Run) {
	x, i := r.X, 0
	for _, c := range r.Text {
		font, glyph := p.fonts.Glyph(r.Face, c)
		p.glyph(font, glyph, x, r.Y, r.Size)
		if i < len(r.Advances) {
			x += r.Advances[i]
		}
		i++
	}
}

// glyph draws one character whose origin is at x, y.
func (p *Picture) glyph(font *truetype.Font, glyph uint16, x, y, size float64) {
	k := size * p.scale / float64(font.Em)
	shape := shape{}
	for _, contour := range font.Outline(glyph) {
		shape.contour(contour, func(n truetype.Node) (float64, float64) {
			return x*p.scale + float64(n.X)*k, y*p.scale - float64(n.Y)*k
		})
	}
	p.fill(&shape, color.Black)
}

// Line draws a rule.
func (p *Picture) Line(l page.Line) {
	dx, dy := l.To.X-l.From.X, l.To.Y-l.From.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	dash := l.Dash
	if dash <= 0 {
		dash = length
	}
	shape := shape{}
	for at := 0.0; at < length; at += 2 * dash {
		end := math.Min(at+dash, length)
		p.bar(&shape, l.From.X+dx*at/length, l.From.Y+dy*at/length, l.From.X+dx*end/length, l.From.Y+dy*end/length, l.Width)
	}
	p.fill(&shape, color.Black)
}

// bar adds a straight line of some width.
func (p *Picture) bar(s *shape, x1, y1, x2, y2, width float64) {
	length := math.Hypot(x2-x1, y2-y1)
	if length == 0 {
		return
	}
	half := math.Max(width, 0.75/p.scale) / 2 // never thinner than three quarters of a pixel
	nx, ny := -(y2-y1)/length*half, (x2-x1)/length*half
	s.polygon(p.scale, x1+nx, y1+ny, x2+nx, y2+ny, x2-nx, y2-ny, x1-nx, y1-ny)
}

// Box draws a rectangle.
func (p *Picture) Box(b page.Box) {
	shape := shape{}
	if b.Width <= 0 {
		shape.polygon(p.scale, b.X, b.Y, b.X+b.W, b.Y, b.X+b.W, b.Y+b.H, b.X, b.Y+b.H)
		p.fill(&shape, color.Gray{Y: uint8(b.Grey * 255)})
		return
	}
	h := b.Width / 2
	p.bar(&shape, b.X-h, b.Y, b.X+b.W+h, b.Y, b.Width)
	p.bar(&shape, b.X-h, b.Y+b.H, b.X+b.W+h, b.Y+b.H, b.Width)
	p.bar(&shape, b.X, b.Y+h, b.X, b.Y+b.H-h, b.Width)
	p.bar(&shape, b.X+b.W, b.Y+h, b.X+b.W, b.Y+b.H-h, b.Width)
	p.fill(&shape, color.Black)
}

// Path draws lines with a round pen.
func (p *Picture) Path(s page.Path) {
	for _, line := range s.Lines {
		for i, pt := range line {
			dot := shape{}
			dot.disc(p.scale, pt.X, pt.Y, s.Width/2)
			p.fill(&dot, color.Black)
			if i > 0 {
				stroke := shape{}
				p.bar(&stroke, line[i-1].X, line[i-1].Y, pt.X, pt.Y, s.Width)
				p.fill(&stroke, color.Black)
			}
		}
	}
}

// Image draws a picture, each pixel of it as a square.
func (p *Picture) Image(im page.Image) {
	b := im.Picture.Rect
	for y := range int(im.H * p.scale) {
		for x := range int(im.W * p.scale) {
			sx := b.Min.X + int(float64(x)/(im.W*p.scale)*float64(b.Dx()))
			sy := b.Min.Y + int(float64(y)/(im.H*p.scale)*float64(b.Dy()))
			p.Set(int(im.X*p.scale)+x, int(im.Y*p.scale)+y, im.Picture.GrayAt(sx, sy))
		}
	}
}

// fill paints a shape, with smooth edges.
func (p *Picture) fill(s *shape, c color.Color) {
	if len(s.steps) == 0 {
		return
	}
	left, top := int(math.Floor(s.minX)), int(math.Floor(s.minY))
	w, h := int(math.Ceil(s.maxX))-left+1, int(math.Ceil(s.maxY))-top+1
	where := image.Rect(left, top, left+w, top+h)
	if where.Intersect(p.Rect).Empty() || w > 4*p.Rect.Dx() || h > 4*p.Rect.Dy() {
		return
	}
	z := vector.NewRasterizer(w, h)
	for _, step := range s.steps {
		step(z, float32(left), float32(top))
	}
	if where.In(p.Rect) {
		z.Draw(p.RGBA, where, image.NewUniform(c), image.Point{})
		return
	}
	// The rasterizer does not clip: what reaches beyond the picture goes by way of a mask.
	mask := image.NewAlpha(image.Rect(0, 0, w, h))
	z.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	draw.DrawMask(p.RGBA, where, image.NewUniform(c), image.Point{}, mask, image.Point{}, draw.Over)
}
