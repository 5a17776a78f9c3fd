package mark_test

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"custody/ui/reader/mark"
)

var lines = []string{"王𬱖 P-0012 · 2026-11-27 09:30 · JY-2026-0412", "FB-2026-0007"}

// page is a picture of one colour.
func page(w, h int, c color.Color) *image.RGBA {
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(im, im.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return im
}

// TestMarkIsEverywhere: whatever third of a page is cut out, on whatever ground, the mark is in it, and
// strong enough for a photocopy.
func TestMarkIsEverywhere(t *testing.T) {
	sizes := [][2]int{{794, 1123}, {150, 1500}, {240, 320}, {566, 400}}
	greys := []uint8{255, 128, 127, 0}
	if !testing.Short() {
		greys = append(greys, 200, 129, 60)
		sizes = append(sizes, [2]int{1123, 794}, [2]int{300, 3000}, [2]int{1240, 1754}, [2]int{1754, 1240}, [2]int{2480, 3508})
	}
	for _, s := range sizes {
		for _, grey := range greys {
			im := page(s[0], s[1], color.Gray{Y: grey})
			mark.Burn(im, lines)
			for step := range 49 {
				x, y := step%7*s[0]/9, step/7*s[1]/9
				crop := image.Rect(x, y, x+s[0]/3, y+s[1]/3)
				if n := changed(im, crop, grey, 18); n < crop.Dx()*crop.Dy()/200 {
					t.Errorf("%v on %d: only %d marked pixels in %v", s, grey, n, crop)
				}
			}
		}
	}
}

// changed counts the pixels that differ from grey by at least some steps.
func changed(im *image.RGBA, r image.Rectangle, grey uint8, least int) (n int) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if d := int(im.RGBAAt(x, y).R) - int(grey); d >= least || d <= -least {
				n++
			}
		}
	}
	return n
}

// TestTextBeneathStaysLegible: black print on white paper keeps at least the contrast of 4.5 to 1 that
// readable text needs, wherever the slanting mark crosses it.
func TestTextBeneathStaysLegible(t *testing.T) {
	white, black := page(1240, 1754, color.White), page(1240, 1754, color.Black)
	mark.Burn(white, lines)
	mark.Burn(black, lines)
	worst := 21.0
	for y := range 1600 { // above the line at the foot
		for x := range 1240 {
			light, dark := luminance(white.RGBAAt(x, y).R), luminance(black.RGBAAt(x, y).R)
			worst = min(worst, (light+0.05)/(dark+0.05))
		}
	}
	t.Logf("worst contrast %.1f to 1", worst)
	if worst < 4.5 {
		t.Errorf("contrast %.1f", worst)
	}
}

// luminance is a grey's, as WCAG counts it, near enough.
func luminance(v uint8) float64 {
	f := float64(v) / 255
	if f <= 0.04045 {
		return f / 12.92
	}
	f = (f + 0.055) / 1.055
	return f * f * (0.6 + 0.4*f) // between the powers 2 and 3: 2.4
}

// TestMarkIsTheLines: other lines make another picture, no lines none, and rare characters ink of their own.
func TestMarkIsTheLines(t *testing.T) {
	plain := page(600, 800, color.White)
	mark.Burn(plain, nil)
	if changed(plain, plain.Rect, 255, 1) != 0 {
		t.Error("marked without lines")
	}
	seen := map[string]string{}
	for _, text := range []string{"王𬱖", "王㛃", "王𠮷", "王", "王龘", ""} {
		im := page(600, 800, color.White)
		mark.Burn(im, []string{text})
		if other, ok := seen[string(im.Pix)]; ok {
			t.Errorf("%q looks like %q", text, other)
		}
		seen[string(im.Pix)] = text
	}
}

// TestOddPictures: no picture is too small, too narrow, or too far from the origin.
func TestOddPictures(t *testing.T) {
	for _, r := range []image.Rectangle{{}, image.Rect(0, 0, 1, 1), image.Rect(0, 0, 3, 2000), image.Rect(0, 0, 2000, 3), image.Rect(-70, -50, 300, 400)} {
		im := image.NewRGBA(r)
		draw.Draw(im, r, image.White, image.Point{}, draw.Src)
		mark.Burn(im, append(lines, string(make([]byte, 5000))))
	}
	part := page(1240, 1754, color.White).SubImage(image.Rect(200, 300, 800, 900)).(*image.RGBA)
	mark.Burn(part, lines)
	if changed(part, part.Rect, 255, 18) == 0 {
		t.Error("a part of a picture is not marked")
	}
}

// TestCost: a page at 150 dots per inch takes at most 25 ms once the lines are drawn.
func TestCost(t *testing.T) {
	im := noise(1240, 1754)
	mark.Burn(im, lines)
	best := time.Hour
	for range 5 {
		at := time.Now()
		mark.Burn(im, lines)
		best = min(best, time.Since(at))
	}
	t.Logf("%v a page", best)
	if best > 250*time.Millisecond { // ten times the aim: other work runs beside the tests
		t.Errorf("%v a page", best)
	}
}

// noise is a picture of every colour.
func noise(w, h int) *image.RGBA {
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range im.Pix {
		im.Pix[i] = byte(r.Uint32())
	}
	return im
}

// TestLook writes the pictures that a person looks at, into the folder CUSTODY_LOOK.
func TestLook(t *testing.T) {
	dir := os.Getenv("CUSTODY_LOOK")
	if dir == "" {
		t.Skip("no CUSTODY_LOOK")
	}
	im := page(1240, 1754, color.White)
	draw.Draw(im, image.Rect(0, 600, 1240, 1100), image.Black, image.Point{}, draw.Src)
	draw.Draw(im, image.Rect(0, 1100, 1240, 1400), image.NewUniform(color.Gray{Y: 128}), image.Point{}, draw.Src)
	mark.Burn(im, lines)
	f, err := os.Create(filepath.Join(dir, "mark.png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, im); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkBurn(b *testing.B) {
	im := noise(1240, 1754)
	for b.Loop() {
		mark.Burn(im, lines)
	}
}
