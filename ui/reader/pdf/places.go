package pdf

import (
	"context"

	"github.com/tetratelabs/wazero/api"
)

// places turns the page's own measure (which may begin anywhere and lie on its side) into points from
// the top left of the page as it is shown.
type places struct{ x0, xx, xy, y0, yx, yy float64 }

// finer is how many device units PDFium is told a point has: it rounds places to whole ones.
const finer = 256

// places asks PDFium where three points of the page are shown.
func (b *box) places(ctx context.Context, page uint64, s size) (places, error) {
	at, free, err := b.room(ctx, 8)
	if err != nil {
		return places{}, err
	}
	defer free()
	const far = 1000
	var seen [3][2]float64
	for i, p := range [3][2]float64{{0, 0}, {far, 0}, {0, far}} {
		if seen[i], err = b.place(ctx, page, s, p, at); err != nil {
			return places{}, err
		}
	}
	o, x, y := seen[0], seen[1], seen[2]
	return places{
		o[0], (x[0] - o[0]) / far, (y[0] - o[0]) / far,
		o[1], (x[1] - o[1]) / far, (y[1] - o[1]) / far,
	}, nil
}

// box is where a character is shown.
func (p places) box(c char) rectangle {
	ax, ay := p.of(c.left, c.bottom)
	bx, by := p.of(c.right, c.top)
	return rectangle{min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)}
}

func (p places) of(x, y float64) (float64, float64) {
	return p.x0 + p.xx*x + p.xy*y, p.y0 + p.yx*x + p.yy*y
}

// place asks for one point; at is room for two numbers.
func (b *box) place(ctx context.Context, page uint64, s size, p [2]float64, at uint64) ([2]float64, error) {
	if _, err := b.must(ctx, "FPDF_PageToDevice", page, 0, 0, uint64(s.w*finer), uint64(s.h*finer), 0,
		api.EncodeF64(p[0]), api.EncodeF64(p[1]), at, at+4); err != nil {
		return [2]float64{}, err
	}
	x, okX := b.module.Memory().ReadUint32Le(uint32(at))
	y, okY := b.module.Memory().ReadUint32Le(uint32(at + 4))
	if !okX || !okY {
		return [2]float64{}, errMemory
	}
	return [2]float64{float64(int32(x)) / finer, float64(int32(y)) / finer}, nil
}
