package safe

import (
	"image"
	"math"

	"custody/app"
	"custody/ui/reader/book"
)

// MaxCanvas is how many pixels a page may be drawn with.
const MaxCanvas = 40_000_000

// Canvas is the size in pixels of a page of width × height points drawn as r says, before its turn, at
// least one pixel each way, and the scale that it has: where it would have more than MaxCanvas pixels,
// it is drawn smaller. It returns error.reader.zoom for a scale that is none.
func Canvas(width, height float64, r book.Rendering) (image.Point, float64, error) {
	scale := r.Scale
	if !(scale > 0) || math.IsInf(scale, 0) {
		return image.Point{}, 0, Zoom()
	}
	if pixels := width * scale * height * scale; pixels > MaxCanvas {
		scale *= math.Sqrt(MaxCanvas / pixels)
	}
	side := func(points float64) int { return max(1, int(math.Ceil(min(points*scale, MaxCanvas)-1e-6))) }
	w, h := side(width), side(height)
	if w*h > MaxCanvas { // a page much longer than wide
		w, h = min(w, MaxCanvas/h+1), min(h, MaxCanvas/w+1)
	}
	return image.Pt(w, h), scale, nil
}

// Closed says that a book has been closed.
func Closed() *app.Error { return app.Errf(app.Conflict, "error.reader.closed") }

// White is a white picture of w × h pixels.
func White(w, h int) *image.RGBA {
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range im.Pix {
		im.Pix[i] = 255
	}
	return im
}

// Turn turns a picture clockwise by quarter turns, which may be any number; the one given is
// overwritten if another is returned.
func Turn(im *image.RGBA, quarters int) *image.RGBA {
	return Upright(im, [4]int{1, 6, 3, 8}[quarters&3])
}

// Upright undoes an EXIF orientation (1 to 8); the picture given is overwritten if another is returned.
func Upright(im *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return im
	}
	w, h := im.Rect.Dx(), im.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			var at int
			switch orientation {
			case 2:
				at = out.PixOffset(w-1-x, y)
			case 3:
				at = out.PixOffset(w-1-x, h-1-y)
			case 4:
				at = out.PixOffset(x, h-1-y)
			case 5:
				at = out.PixOffset(y, x)
			case 6:
				at = out.PixOffset(h-1-y, x)
			case 7:
				at = out.PixOffset(h-1-y, w-1-x)
			case 8:
				at = out.PixOffset(y, w-1-x)
			}
			copy(out.Pix[at:at+4], im.Pix[y*im.Stride+4*x:])
		}
	}
	clear(im.Pix)
	return out
}

// Fit gives a picture exactly the size wanted, white where it was smaller, as rounding may have it.
func Fit(im *image.RGBA, size image.Point) *image.RGBA {
	if im.Rect.Size() == size {
		return im
	}
	out := White(size.X, size.Y)
	n := 4 * min(size.X, im.Rect.Dx())
	for y := range min(size.Y, im.Rect.Dy()) {
		copy(out.Pix[y*out.Stride:y*out.Stride+n], im.Pix[y*im.Stride:])
	}
	clear(im.Pix)
	return out
}
