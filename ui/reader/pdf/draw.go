package pdf

import (
	"context"
	"image"
	"math"

	"custody/ui/reader/book"
	"custody/ui/reader/safe"
)

// Flags of FPDF_RenderPageBitmap.
const (
	withNotes   = 0x01 // annotations
	redFirst    = 0x10
	noAlpha     = 0
	whiteGround = 0xFFFFFFFF
)

// draw makes the picture of a page.
func (b *box) draw(ctx context.Context, page uint64, s size, r book.Rendering) (*image.RGBA, error) {
	w, h, err := pixels(s, r)
	if err != nil {
		return nil, err
	}
	im := image.NewRGBA(image.Rect(0, 0, w, h))
	band := min(h, max(1, bandPixels/w))
	bitmap, err := b.must(ctx, "FPDFBitmap_Create", uint64(w), uint64(band), noAlpha)
	if err != nil {
		return nil, err
	}
	defer func() { _, _ = b.call(ctx, "FPDFBitmap_Destroy", bitmap) }()
	for top := 0; top < h; top += band {
		if err := b.band(ctx, bitmap, page, im, top, min(band, h-top), r.Turn); err != nil {
			return nil, err
		}
	}
	return im, nil
}

// band draws the rows of a picture from top on. Large pictures are drawn in bands, so that PDFium's
// memory is there for what the page needs.
func (b *box) band(ctx context.Context, bitmap, page uint64, im *image.RGBA, top, rows, turn int) error {
	w, h := im.Rect.Dx(), im.Rect.Dy()
	if _, err := b.call(ctx, "FPDFBitmap_FillRect", bitmap, 0, 0, uint64(w), uint64(rows), whiteGround); err != nil {
		return err
	}
	where := []uint64{bitmap, page, 0, uint64(uint32(-int32(top))), uint64(w), uint64(h), uint64(turn & 3), withNotes | redFirst}
	if _, err := b.call(ctx, "FPDF_RenderPageBitmap", where...); err != nil {
		return err
	}
	if b.form != 0 {
		if _, err := b.call(ctx, "FPDF_FFLDraw", append([]uint64{b.form}, where...)...); err != nil {
			return err
		}
	}
	at, err := b.must(ctx, "FPDFBitmap_GetBuffer", bitmap)
	if err != nil {
		return err
	}
	pix, ok := b.module.Memory().Read(uint32(at), uint32(rows*w*4))
	if !ok {
		return errMemory
	}
	out := im.Pix[top*im.Stride:][:len(pix)]
	copy(out, pix)
	for i := 3; i < len(out); i += 4 {
		out[i] = 255
	}
	return nil
}

// pixels is the size of a picture, made smaller where it would be beyond the limits.
func pixels(s size, r book.Rendering) (w, h int, err error) {
	if math.IsNaN(r.Scale) || r.Scale <= 0 || math.IsInf(r.Scale, 0) {
		return 0, 0, safe.Zoom()
	}
	if r.Turn&1 != 0 {
		s.w, s.h = s.h, s.w
	}
	scale := min(r.Scale, sideLimit/s.w, sideLimit/s.h, math.Sqrt(pixelsLimit/(s.w*s.h)))
	round := func(v float64) int { return max(1, int(math.Floor(v*scale+0.5))) }
	return round(s.w), round(s.h), nil
}
