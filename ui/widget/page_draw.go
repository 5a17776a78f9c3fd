package widget

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	scaling "golang.org/x/image/draw"

	"custody/ui/look"
)

// compose makes the picture of the view: the pages' pictures at their places, marks over them.
// All of it is drawn into one picture that the view holds, so that there is one to overwrite.
func (v *PageView) compose(w, h int) image.Image {
	bounds := image.Rect(0, 0, w, h)
	if v.screen == nil || v.screen.Bounds() != bounds {
		wipePicture(v.screen)
		v.screen = image.NewRGBA(bounds)
	}
	draw.Draw(v.screen, bounds, image.NewUniform(theme.Color(look.ColorLine)), image.Point{}, draw.Src)
	if width := v.Size().Width; width > 0 {
		if density := float32(w) / width; math.Abs(float64(density-v.density)) > 0.01 {
			v.density = density
			v.schedule()
		}
	}
	first, last := v.visible()
	for page := first; page <= last; page++ {
		v.composePage(page)
	}
	return v.screen
}

// onScreen is where a place in the view's measure stands in the picture.
func (v *PageView) onScreen(x, y, w, h float32) image.Rectangle {
	px := func(f float32) int { return int(math.Round(float64(f * v.density))) }
	return image.Rect(px(x), px(y), px(x+w), px(y+h))
}

func (v *PageView) composePage(page int) {
	at := v.onScreen(v.left(page), v.tops[page]-v.offset.Y, v.wide(page), v.high(page))
	draw.Draw(v.screen, at, image.NewUniform(theme.Color(look.ColorPaper)), image.Point{}, draw.Src)
	p := v.held[page]
	if p == nil {
		return
	}
	const near = 3 // a rounding, not another size
	if b := p.img.Bounds(); abs(b.Dx()-at.Dx()) <= near && abs(b.Dy()-at.Dy()) <= near {
		draw.Draw(v.screen, at, p.img, b.Min, draw.Src)
	} else {
		scaling.ApproxBiLinear.Scale(v.screen, at, p.img, b, scaling.Src, nil)
	}
	v.composeHits(page, at)
	if !v.seen[page] && !at.Intersect(v.screen.Bounds()).Empty() {
		v.seen[page] = true
		if v.OnSeen != nil {
			v.OnSeen(page)
		}
	}
}

func abs(i int) int { return max(i, -i) }

// The pens that mark what was found, and of that what the reader is at. They lie on paper, which
// is white in the dark too.
var (
	penFound = color.RGBA{R: 0xFF, G: 0xE9, B: 0x7A, A: 0xFF}
	penHere  = color.RGBA{R: 0xFF, G: 0xB0, B: 0x45, A: 0xFF}
)

func (v *PageView) composeHits(page int, at image.Rectangle) {
	factor := v.factor()
	for i, hit := range v.hits {
		if hit.Page != page {
			continue
		}
		x, y, w, h := v.turned(hit)
		place := v.onScreen(x*factor, y*factor, w*factor, h*factor).Add(at.Min).Intersect(at)
		pen := penFound
		if i == v.hit {
			pen = penHere
		}
		penOver(v.screen, place, pen)
	}
}

// penOver darkens a place as a pen of light would: black stays black.
func penOver(img *image.RGBA, at image.Rectangle, pen color.RGBA) {
	at = at.Intersect(img.Bounds())
	for y := at.Min.Y; y < at.Max.Y; y++ {
		row := img.Pix[img.PixOffset(at.Min.X, y):img.PixOffset(at.Max.X, y)]
		for i := 0; i+3 < len(row); i += 4 {
			row[i] = uint8(int(row[i]) * int(pen.R) / 0xFF)
			row[i+1] = uint8(int(row[i+1]) * int(pen.G) / 0xFF)
			row[i+2] = uint8(int(row[i+2]) * int(pen.B) / 0xFF)
		}
	}
}

// turned is where a hit stands on its page as that is turned, in points.
func (v *PageView) turned(hit PageHit) (x, y, w, h float32) {
	x, y, w, h = float32(hit.X), float32(hit.Y), float32(hit.W), float32(hit.H)
	s := v.sizes[hit.Page]
	switch v.turn {
	case 1:
		return s.h - y - h, x, h, w
	case 2:
		return s.w - x - w, s.h - y - h, w, h
	case 3:
		return y, s.w - x - w, h, w
	}
	return x, y, w, h
}

// CreateRenderer implements fyne.Widget.
func (v *PageView) CreateRenderer() fyne.WidgetRenderer {
	v.ExtendBaseWidget(v)
	return &pageRenderer{v}
}

type pageRenderer struct{ view *PageView }

func (r *pageRenderer) MinSize() fyne.Size {
	return fyne.NewSize(look.WidthField, look.HeightPicks)
}

func (r *pageRenderer) Layout(size fyne.Size) {
	v := r.view
	at := v.anchor()
	v.raster.Resize(size)
	v.ring.Move(fyne.NewPos(look.Stroke, look.Stroke))
	v.ring.Resize(size.SubtractWidthHeight(2*look.Stroke, 2*look.Stroke))
	if v.fit == FitNone {
		v.settle()
		return
	}
	at.y = max(at.y, 0)
	top := v.offset.Y == 0
	v.rearrange(at)
	if top {
		v.offset.Y = 0
		v.settle()
	}
}

func (r *pageRenderer) Refresh() {
	if r.view.focused {
		r.view.ring.Show()
	} else {
		r.view.ring.Hide()
	}
	r.view.ring.Refresh()
	r.view.raster.Refresh()
}

func (r *pageRenderer) Objects() []fyne.CanvasObject {
	v := r.view
	return []fyne.CanvasObject{v.raster, v.bars[0], v.bars[1], v.ring}
}

func (r *pageRenderer) Destroy() {}
