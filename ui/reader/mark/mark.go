// Package mark burns into a picture whose eyes it is for. The mark is part of the pixels: it goes with
// every screenshot, print and export.
package mark

import (
	"image"
	"math"
	"strings"
)

const (
	strength     = 0.20 // of the mark across the page: a photocopier still sees it, text stays legible
	footStrength = 0.60 // of the line at the foot
	slope        = -30  // degrees: rising to the right
	sizeParts    = 56   // the mark's characters are a 56th of the page, between width and height
	smallest     = 10   // pixels of a character that can just be read
	smallestFoot = 6    // and of one that can just be seen
)

// Burn draws lines over the whole picture, slanting and repeated, and once straight at the foot. Light
// ground grows darker under them and dark ground lighter. Without lines nothing is drawn. It may be
// called for several pictures at once.
func Burn(im *image.RGBA, lines []string) {
	b := im.Bounds()
	if len(lines) == 0 || b.Empty() {
		return
	}
	size := fontSize(b.Dx(), b.Dy())
	tile(im, slanted(lines, size), size)
	foot(im, lines, size)
}

// fontSize is the height of the mark's characters in pixels.
func fontSize(w, h int) int {
	side := math.Min(math.Sqrt(float64(w)*float64(h))/sizeParts, float64(min(w, h))/24)
	return max(smallest, int(side+0.5))
}

// tile stamps a block of text over the picture. Every other row is moved by half a block, so that no
// strip is free of it.
func tile(im *image.RGBA, b *block, size int) {
	sin, cos := math.Sincos(slope * math.Pi / 180)
	along := float64(b.width + 5*size) // room to read between the marks
	across := float64(b.height + 8*size)
	r := im.Bounds()
	reach := math.Hypot(float64(r.Dx()), float64(r.Dy()))/2 + along
	rows, columns := int(reach/across)+1, int(reach/along)+1
	for row := -rows; row <= rows; row++ {
		for column := -columns; column <= columns; column++ {
			u, v := float64(column)*along, float64(row)*across
			if row&1 != 0 {
				u += along / 2
			}
			x := float64(r.Min.X+r.Max.X)/2 + u*cos - v*sin
			y := float64(r.Min.Y+r.Max.Y)/2 + u*sin + v*cos
			stamp(im, b.mask, int(x)-b.mask.Rect.Dx()/2, int(y)-b.mask.Rect.Dy()/2, strength)
		}
	}
}

// foot writes the lines as one at the foot of the picture, as large as there is room for.
func foot(im *image.RGBA, lines []string, size int) {
	text := strings.Join(lines, "　")
	b := straight([]string{text}, size)
	if room := im.Bounds().Dx() - size; b.width > room {
		size = max(smallestFoot, size*room/b.width)
		b = straight([]string{text}, size)
	}
	r := im.Bounds()
	left := max(r.Dx()-b.mask.Rect.Dx(), -size) / 2 // what does not fit is cut at its end
	stamp(im, b.mask, r.Min.X+left, r.Max.Y-b.mask.Rect.Dy()+size/2, footStrength)
}
