//go:build ignore

// Draw makes icon.png: a case folder with a shield, 守卷's mark. Run it in this folder with
// go run draw.go.
package main

import (
	"image"
	"image/color"
	"image/png"
	"log"
	"math"
	"os"
)

const (
	size    = 256
	samples = 4 // a side, per pixel
)

var (
	clear  = color.NRGBA{}
	navy   = color.NRGBA{0x17, 0x30, 0x4B, 0xFF}
	paper  = color.NRGBA{0xF2, 0xF6, 0xFA, 0xFF}
	shadow = color.NRGBA{0x9D, 0xB2, 0xC8, 0xFF}
	blue   = color.NRGBA{0x1F, 0x5F, 0xA8, 0xFF}
)

func main() {
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			img.SetNRGBA(x, y, pixel(x, y))
		}
	}
	f, err := os.Create("icon.png")
	if err != nil {
		log.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}

// pixel is the mean of the colours under one pixel.
func pixel(x, y int) color.NRGBA {
	var r, g, b, a float64
	for i := range samples * samples {
		c := at(float64(x)+(float64(i%samples)+.5)/samples, float64(y)+(float64(i/samples)+.5)/samples)
		w := float64(c.A)
		r, g, b, a = r+float64(c.R)*w, g+float64(c.G)*w, b+float64(c.B)*w, a+w
	}
	if a == 0 {
		return clear
	}
	return color.NRGBA{uint8(r / a), uint8(g / a), uint8(b / a), uint8(a / (samples * samples))}
}

// at is the colour of one point, the topmost shape first.
func at(x, y float64) color.NRGBA {
	switch {
	case tick(x, y):
		return paper
	case shield(x, y, 44, 54):
		return blue
	case shield(x, y, 52, 63):
		return paper
	case rounded(x, y, 44, 92, 212, 202, 10):
		return paper
	case rounded(x, y, 44, 62, 124, 112, 10), rounded(x, y, 52, 78, 204, 112, 8):
		return shadow
	case rounded(x, y, 0, 0, size, size, 52):
		return navy
	}
	return clear
}

// rounded tells whether a point lies in a rectangle with round corners.
func rounded(x, y, left, top, right, bottom, radius float64) bool {
	dx := math.Max(math.Max(left+radius-x, x-(right-radius)), 0)
	dy := math.Max(math.Max(top+radius-y, y-(bottom-radius)), 0)
	return dx*dx+dy*dy <= radius*radius
}

// shield tells whether a point lies in the shield: straight shoulders, then two arcs to a point.
func shield(x, y, half, height float64) bool {
	const cx, cy = 128, 150
	u, v := math.Abs(x-cx)/half, (y-cy)/height
	if v < -0.8 || v > 1 {
		return false
	}
	if v <= 0 {
		return u <= 1
	}
	return u <= 1-v*v
}

// tick tells whether a point lies on the check mark.
func tick(x, y float64) bool {
	return near(x, y, 108, 148, 123, 164) || near(x, y, 123, 164, 150, 130)
}

// near tells whether a point lies on a thick line with round ends.
func near(x, y, x1, y1, x2, y2 float64) bool {
	dx, dy := x2-x1, y2-y1
	t := math.Max(0, math.Min(1, ((x-x1)*dx+(y-y1)*dy)/(dx*dx+dy*dy)))
	return math.Hypot(x-x1-t*dx, y-y1-t*dy) <= 6.5
}
