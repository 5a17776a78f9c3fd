package picture

import (
	"context"
	"image"

	ximage "golang.org/x/image/draw"

	"custody/ui/reader/safe"
)

// smoothest is up to how many bytes of scratch the better filter may take; beyond, the plainer one,
// which takes none, is used.
const smoothest = 64 << 20

// draw draws a picture on white into a canvas: turned as its file says, scaled, then turned by quarter
// turns. size is the canvas before these last turns.
func draw(ctx context.Context, im image.Image, turned int, size image.Point, turn int) (*image.RGBA, error) {
	w, h := size.X, size.Y
	if turned >= 5 {
		w, h = h, w
	}
	b := im.Bounds()
	if k := min(b.Dx()/max(w, 1), b.Dy()/max(h, 1)); k >= 2 {
		small, err := shrink(ctx, im, k)
		if err != nil {
			return nil, err
		}
		defer clear(small.Pix)
		im, b = small, small.Bounds()
	}
	out := safe.White(w, h)
	var filter ximage.Scaler = ximage.ApproxBiLinear
	if int64(w)*int64(b.Dy())*32 <= smoothest {
		filter = ximage.CatmullRom
	}
	if err := bands(ctx, filter, out, im); err != nil {
		return nil, err
	}
	return safe.Turn(safe.Upright(out, turned), turn), nil
}

// bands scales im into out. The plain filter works a band at a time, so that ctx is heeded.
func bands(ctx context.Context, filter ximage.Scaler, out *image.RGBA, im image.Image) error {
	const rows = 256
	if filter != ximage.ApproxBiLinear {
		filter.Scale(out, out.Rect, im, im.Bounds(), ximage.Over, nil)
		return nil
	}
	for y := 0; y < out.Rect.Dy(); y += rows {
		if ctx.Err() != nil {
			return safe.Time(ctx.Err())
		}
		band := out.SubImage(image.Rect(0, y, out.Rect.Dx(), min(y+rows, out.Rect.Dy()))).(*image.RGBA)
		filter.Scale(band, out.Rect, im, im.Bounds(), ximage.Over, nil)
	}
	return nil
}

// shrink makes a picture k times smaller, each pixel the mean of k × k, on white.
func shrink(ctx context.Context, im image.Image, k int) (*image.RGBA, error) {
	b := im.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx()/k, b.Dy()/k))
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), k))
	sums := make([]uint32, 3*out.Rect.Dx())
	defer clear(row.Pix)
	for y := range out.Rect.Dy() {
		if ctx.Err() != nil {
			clear(out.Pix)
			return nil, safe.Time(ctx.Err())
		}
		for i := range row.Pix {
			row.Pix[i] = 255
		}
		ximage.Draw(row, row.Rect, im, b.Min.Add(image.Pt(0, y*k)), ximage.Over)
		clear(sums)
		for dy := range k {
			add(sums, row.Pix[dy*row.Stride:], k)
		}
		line := out.Pix[y*out.Stride:]
		for x := range out.Rect.Dx() {
			n := uint32(k * k)
			line[4*x], line[4*x+1], line[4*x+2], line[4*x+3] = byte(sums[3*x]/n), byte(sums[3*x+1]/n), byte(sums[3*x+2]/n), 255
		}
	}
	return out, nil
}

// add adds each k pixels of a line to their sum.
func add(sums []uint32, line []byte, k int) {
	for x := 0; x < len(sums); x += 3 {
		r, g, b := uint32(0), uint32(0), uint32(0)
		for i := range k {
			p := line[4*i : 4*i+3 : 4*i+3]
			r, g, b = r+uint32(p[0]), g+uint32(p[1]), b+uint32(p[2])
		}
		sums[x], sums[x+1], sums[x+2] = sums[x]+r, sums[x+1]+g, sums[x+2]+b
		line = line[4*k:]
	}
}
