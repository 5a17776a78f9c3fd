package raster_test

import (
	"image"
	"testing"

	"custody/app/letter/page"
	"custody/app/letter/pdf"
	"custody/app/letter/raster"
	"custody/app/letter/truetype"
	"custody/assets"
)

// blank makes a picture of 100 × 100 points, a pixel a point.
func blank(t *testing.T) *raster.Picture {
	t.Helper()
	serif, err := truetype.Parse(assets.PaperSerif())
	if err != nil {
		t.Fatal(err)
	}
	return raster.New(pdf.Fonts{serif, serif}, 100, 100, 72)
}

// dark counts the pixels of a rectangle that are more black than white.
func dark(p *raster.Picture, r image.Rectangle) (n int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if p.RGBAAt(x, y).R < 128 {
				n++
			}
		}
	}
	return n
}

func TestShapes(t *testing.T) {
	half := image.NewGray(image.Rect(0, 0, 2, 1))
	half.Pix[1] = 255
	for name, c := range map[string]struct {
		op          page.Op
		least, most int
	}{
		"line":   {page.Line{From: page.Point{X: 10, Y: 50}, To: page.Point{X: 90, Y: 50}, Width: 2}, 150, 170},
		"dashes": {page.Line{From: page.Point{X: 10, Y: 50}, To: page.Point{X: 90, Y: 50}, Width: 2, Dash: 10}, 75, 85},
		"box":    {page.Box{X: 20, Y: 20, W: 40, H: 40, Width: 2}, 300, 340},
		"filled": {page.Box{X: 20, Y: 20, W: 40, H: 40}, 1600, 1600},
		"path":   {page.Path{Width: 4, Lines: [][]page.Point{{{X: 10, Y: 10}, {X: 50, Y: 10}}}}, 150, 190},
		"image":  {page.Image{X: 20, Y: 20, W: 40, H: 40, Picture: half}, 800, 800},
		"text":   {page.Run{X: 10, Y: 70, Size: 60, Text: "龙", Advances: []float64{60}}, 500, 1800},
		"at top": {page.Run{X: 10, Y: 20, Size: 60, Text: "龙", Advances: []float64{60}}, 100, 1200},
		"at end": {page.Run{X: 70, Y: 110, Size: 60, Text: "龙", Advances: []float64{60}}, 100, 1200},
		"over":   {page.Box{X: -10, Y: -10, W: 120, H: 120}, 10000, 10000},
		"far":    {page.Box{X: 1e9, Y: 1e9, W: 40, H: 40}, 0, 0},
	} {
		p := blank(t)
		c.op.Draw(p)
		if n := dark(p, p.Rect); n < c.least || n > c.most {
			t.Errorf("%s: %d dark pixels, want %d to %d", name, n, c.least, c.most)
		}
	}
}

// TestLettersHaveTheirHoles: the counters of a glyph stay white, so contours run the right way round.
func TestLettersHaveTheirHoles(t *testing.T) {
	p := blank(t)
	p.Text(page.Run{X: 10, Y: 80, Size: 80, Text: "O", Advances: []float64{60}})
	w := 0
	for x := range 100 {
		if dark(p, image.Rect(x, 52, x+1, 53)) > 0 {
			w++
		}
	}
	if w < 6 || w > 40 {
		t.Errorf("%d dark pixels across the middle of an O", w)
	}
}
